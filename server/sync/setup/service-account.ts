/** Company-wide: a service account's key, and the mailboxes that are connected by it, each tried before it counts. */
import { sql } from 'kysely'
import type { DelegatedMailbox } from '#shared/api/setup.ts'
import { insertAudit } from '../../crm/audit.ts'
import { inTransaction } from '../../db/connect.ts'
import { settingContext } from '../../db/sealer.ts'
import { ProblemError, SourceError } from '../../errors.ts'
import { stateOfCursors } from '../accounts.ts'
import { hideWhatComes } from '../connect-account.ts'
import type { ConnectDeps } from '../connect-account.ts'
import { isOurs } from '../connect/whose.ts'
import { SERVICE_ACCOUNT, ServiceAccountKey, delegatedToken } from '../google/delegation.ts'
import { ALL_SCOPES } from '../google/scopes.ts'
import { ensureMailbox } from '../mailboxes.ts'
import { tryProfile } from './try-profile.ts'

/** @throws ProblemError 422 when it is not the key file of a service account */
export async function storeServiceAccount(deps: ConnectDeps, text: string, userId: number): Promise<void> {
  const key = ServiceAccountKey.safeParse(parsed(text))
  if (!key.success)
    throw new ProblemError(
      422,
      'not-a-key',
      'This is not the JSON key file of a service account, whole as Google made it.',
    )
  const { provider, name } = SERVICE_ACCOUNT
  const sealed = await deps.connections!.sealer.seal(JSON.stringify(key.data), settingContext(provider, name))
  const now = deps.now()
  await inTransaction(deps.database.db, async (tx) => {
    await tx
      .insertInto('provider_settings')
      .values({ provider, name, value: null, sealed, set_by: userId, set_at: now })
      .onConflict((conflict) =>
        conflict.columns(['provider', 'name']).doUpdateSet({ sealed, set_by: userId, set_at: now }),
      )
      .execute()
    // Those that waited for a better key are tried again with this one.
    await sql`WITH healed AS (UPDATE accounts SET problem = NULL, problem_at = NULL, due_at = ${now}, failures = 0
        WHERE way = 'delegation' AND problem IN ('key-gone', 'key-wrong', 'not-delegated', 'unreadable') RETURNING mailbox_id)
      UPDATE mailboxes SET state = ${stateOfCursors()} WHERE id IN (SELECT mailbox_id FROM healed)`.execute(tx)
    await insertAudit(tx, { at: now, userId, act: 'service-account', subject: { stored: true } })
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The mailboxes that were read by it say so when they are next due. */
export async function deleteServiceAccount(deps: ConnectDeps, userId: number): Promise<void> {
  const { provider, name } = SERVICE_ACCOUNT
  await inTransaction(deps.database.db, async (tx) => {
    await tx.deleteFrom('provider_settings').where('provider', '=', provider).where('name', '=', name).execute()
    await insertAudit(tx, { at: deps.now(), userId, act: 'service-account', subject: { stored: false } })
  })
}

/** Connects what can be read; what cannot says why and stays as it was. */
export async function connectDelegated(
  deps: ConnectDeps,
  addresses: string[],
  userId: number,
): Promise<DelegatedMailbox[]> {
  const results: DelegatedMailbox[] = []
  for (const address of addresses) {
    const problem = await whyNot(deps, address)
    if (problem === null) await connectOne(deps, address, userId)
    results.push({ address, connected: problem === null, problem })
  }
  return results
}

async function whyNot(deps: ConnectDeps, address: string): Promise<string | null> {
  const { db } = deps.database
  if (!(await isOurs(db, address))) return 'not-ours'
  const { rows } = await sql`SELECT FROM users u WHERE u.email = ${address} AND u.left_at IS NULL
    UNION ALL SELECT FROM mailbox_users x JOIN mailboxes m ON m.id = x.mailbox_id WHERE m.address = ${address}`.execute(
    db,
  )
  // Without anybody who shares it, nobody would see what it holds, nor review it.
  if (rows.length === 0) return 'no-user'
  try {
    await tryProfile(deps.connections!, await delegatedToken(deps, address))
    return null
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return error.kind === 'auth' ? (error.code ?? error.message) : 'unreachable'
  }
}

async function connectOne(deps: ConnectDeps, address: string, userId: number): Promise<void> {
  const { db } = deps.database
  const now = deps.now()
  const mailboxId = await ensureMailbox({ db, hasher: deps.hasher, now: deps.now }, address, 'google')
  const since = new Date(now.getTime() - deps.connections!.backfillDays * 86_400_000)
  const set = {
    way: 'delegation' as const,
    scopes: ALL_SCOPES,
    sealed: null,
    problem: null,
    problem_at: null,
    due_at: now,
    failures: 0,
    checked_at: null,
    connected_by: userId,
    connected_at: now,
  }
  await inTransaction(db, async (tx) => {
    await hideWhatComes(tx, mailboxId, ALL_SCOPES)
    await tx
      .insertInto('accounts')
      .values({ mailbox_id: mailboxId, provider: 'google', subject: null, since, ...set })
      .onConflict((conflict) => conflict.column('mailbox_id').doUpdateSet(set))
      .execute()
    await sql`UPDATE mailboxes SET source = 'google', state = ${stateOfCursors()} WHERE id = ${mailboxId}`.execute(tx)
    await insertAudit(tx, { at: now, userId, act: 'connect', subject: { mailboxId, way: 'delegation' } })
  })
}
