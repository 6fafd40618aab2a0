/** A mailbox is connected by a consent, or no longer. Whatever is not as it was said to be changes nothing. */
import { sql } from 'kysely'
import { tokenRevocation } from 'openid-client'
import { insertAudit } from '../crm/audit.ts'
import { inTransaction } from '../db/connect.ts'
import type { Tx } from '../db/connect.ts'
import { accountContext } from '../db/sealer.ts'
import { ProblemError } from '../errors.ts'
import { isOurs } from './connect/whose.ts'
import type { Engine } from './engine.ts'
import { sealTokens, stateOfCursors } from './accounts.ts'
import type { AccountDeps } from './accounts.ts'
import { googleIssuer } from './google/issuer.ts'
import { PARTS, mayRead, missingParts } from './google/scopes.ts'
import { ensureMailbox, hideFirstSync } from './mailboxes.ts'

export type ConnectDeps = AccountDeps & Pick<Engine, 'hasher'>

/** What somebody consented to. `userId`: who began it; `mailboxId`: for which mailbox they did, if they said. */
export type Consent = {
  userId: number
  mailboxId: number | null
  address: string
  subject: string
  scopes: string[]
  access: string
  expiresInSeconds: number
  /** Google gives one with an explicit consent alone. */
  refresh: string | null
}

/** Why a consent is not taken, said on a page of its own (`shared/i18n/connect.ts`). */
export class ConsentRefused extends Error {
  override name = 'ConsentRefused'
  readonly code: RefusalCode
  readonly address: string
  readonly other: string | null
  constructor(code: RefusalCode, address: string, other: string | null = null) {
    super(code)
    this.code = code
    this.address = address
    this.other = other
  }
}
export type RefusalCode =
  | 'other-address'
  | 'someone-elses'
  | 'not-ours'
  | 'other-account'
  | 'renamed'
  | 'no-refresh-token'

/**
 * Connects the mailbox of the consented address, or connects it again: then it goes on from where its cursors are.
 * @throws ConsentRefused
 */
export async function connectAccount(deps: ConnectDeps, consent: Consent): Promise<number> {
  const { db } = deps.database
  const { address, userId } = consent
  await requireExpected(deps, consent)
  await requireRightful(deps, consent)
  const refresh = consent.refresh ?? (await storedRefresh(deps, consent))
  if (refresh === null) throw new ConsentRefused('no-refresh-token', address)
  const acts = { db, hasher: deps.hasher, now: deps.now }
  const mailboxId = await ensureMailbox(acts, address, 'google')
  const expiresAt = deps.now().getTime() + consent.expiresInSeconds * 1000
  const sealed = await sealTokens(deps.connections!, mailboxId, { access: consent.access, expiresAt, refresh })
  await inTransaction(db, async (tx) => {
    await upsertAccount(tx, deps, { mailboxId, consent, sealed })
    await sql`INSERT INTO mailbox_users (mailbox_id, user_id) VALUES (${mailboxId}, ${userId}) ON CONFLICT DO NOTHING`.execute(
      tx,
    )
    await insertAudit(tx, { at: deps.now(), userId, act: 'connect', subject: { mailboxId } })
  })
  return mailboxId
}

async function requireExpected({ database }: ConnectDeps, { mailboxId, address }: Consent): Promise<void> {
  if (mailboxId === null) return
  const expected = await database.db
    .selectFrom('mailboxes')
    .select('address')
    .where('id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  if (expected.address !== address) throw new ConsentRefused('other-address', address, expected.address)
}

/** Its own user connects a mailbox; that of nobody's address (sales@) whoever can sign in to it at Google. */
async function requireRightful(deps: ConnectDeps, consent: Consent): Promise<void> {
  const { db } = deps.database
  const { address, userId } = consent
  const { rows: owners } = await sql<{ id: number }>`SELECT id FROM users WHERE email = ${address}
    UNION SELECT user_id FROM own_addresses WHERE address = ${address} AND user_id IS NOT NULL`.execute(db)
  if (owners.some(({ id }) => id !== userId)) throw new ConsentRefused('someone-elses', address)
  // A private account, chosen by mistake where one is signed in to several.
  if (owners.length === 0 && !(await isOurs(db, address))) throw new ConsentRefused('not-ours', address)
  const before = await db
    .selectFrom('accounts as a')
    .innerJoin('mailboxes as m', 'm.id', 'a.mailbox_id')
    .select(['m.address', 'a.subject'])
    .where('a.provider', '=', 'google')
    .where((eb) => eb.or([eb('a.subject', '=', consent.subject), eb('m.address', '=', address)]))
    .execute()
  const renamed = before.find((row) => row.address !== address)
  if (renamed) throw new ConsentRefused('renamed', address, renamed.address)
  if (before.some(({ subject }) => subject !== null && subject !== consent.subject))
    throw new ConsentRefused('other-account', address)
}

/** What is there still serves when Google gives no other. */
async function storedRefresh({ database, connections }: ConnectDeps, { address }: Consent): Promise<string | null> {
  const row = await database.db
    .selectFrom('accounts as a')
    .innerJoin('mailboxes as m', 'm.id', 'a.mailbox_id')
    .select(['a.sealed', 'a.mailbox_id', 'a.problem'])
    .where('m.address', '=', address)
    .executeTakeFirst()
  if (!row?.sealed || row.problem !== null) return null
  const stored = await connections!.sealer.open(row.sealed, accountContext(row.mailbox_id)).catch(() => null)
  return stored === null ? null : (JSON.parse(stored) as { refresh: string }).refresh
}

type Upsert = { mailboxId: number; consent: Consent; sealed: string }

async function upsertAccount(tx: Tx, deps: ConnectDeps, { mailboxId, consent, sealed }: Upsert): Promise<void> {
  const now = deps.now()
  // With nothing ticked there is nothing to read; with one of two that one is read.
  const nothing = missingParts(consent.scopes).length === PARTS.length
  const set = {
    way: 'oauth' as const,
    subject: consent.subject,
    scopes: consent.scopes,
    sealed,
    problem: nothing ? 'scopes-missing' : null,
    problem_at: nothing ? now : null,
    connected_by: consent.userId,
    connected_at: now,
    due_at: nothing ? null : now,
    failures: 0,
    // What it sends as and which calendars it has is asked anew: more may be allowed now.
    checked_at: null,
  }
  const since = new Date(now.getTime() - deps.connections!.backfillDays * 86_400_000)
  await hideWhatComes(tx, mailboxId, consent.scopes)
  await tx
    .insertInto('accounts')
    .values({ mailbox_id: mailboxId, provider: 'google', since, ...set })
    .onConflict((conflict) => conflict.column('mailbox_id').doUpdateSet(set))
    .execute()
  await sql`UPDATE mailboxes SET source = 'google', state = ${nothing ? sql`'reconnect'` : stateOfCursors()} WHERE id = ${mailboxId}`.execute(
    tx,
  )
}

/**
 * Also of a mailbox that was there before, for what was pressed in the add-on or came from files: what is read for the first
 * time is its users' alone. One that goes on from its cursors has been reviewed, or not, before.
 */
export async function hideWhatComes(tx: Tx, mailboxId: number, scopes: readonly string[]): Promise<void> {
  const mail = mayRead(scopes, 'mail')
  const begun = await sql`SELECT FROM cursors WHERE mailbox_id = ${mailboxId}
    AND (stream = 'news' OR (NOT ${mail}::boolean AND starts_with(stream, 'calendar:')))`.execute(tx)
  if (begun.rows.length === 0) await hideFirstSync(tx, mailboxId)
}

/** Nothing more is read; what was logged stays. @throws ProblemError 404 when it is not connected */
export async function disconnectAccount(deps: ConnectDeps, mailboxId: number, userId: number): Promise<void> {
  const { db } = deps.database
  const account = await db.selectFrom('accounts').selectAll().where('mailbox_id', '=', mailboxId).executeTakeFirst()
  if (!account) throw new ProblemError(404, 'not-connected', 'This mailbox is not connected.')
  await inTransaction(db, async (tx) => {
    await tx.deleteFrom('accounts').where('mailbox_id', '=', mailboxId).execute()
    await tx.deleteFrom('watches').where('mailbox_id', '=', mailboxId).execute()
    await tx.updateTable('mailboxes').set({ state: 'paused' }).where('id', '=', mailboxId).execute()
    await insertAudit(tx, { at: deps.now(), userId, act: 'disconnect', subject: { mailboxId } })
  })
  // Ours are gone; that Google forgets them too is asked for, and does not hold anybody up.
  if (account.sealed === null || !deps.connections) return
  try {
    const stored = await deps.connections.sealer.open(account.sealed, accountContext(mailboxId))
    await tokenRevocation(await googleIssuer(deps.connections), (JSON.parse(stored) as { refresh: string }).refresh)
  } catch {
    deps.log.info({ mailboxId }, 'Google could not be told that a mailbox is disconnected')
  }
}
