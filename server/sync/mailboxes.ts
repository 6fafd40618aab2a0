/** Mailboxes and users coming and going: each changes who we are, so each passes the river. */
import { sql } from 'kysely'
import type { Role } from '#shared/api.ts'
import { baseAddress } from '#shared/email-address.ts'
import { setRestriction } from '../access/restrictions.ts'
import { scopeOf } from '../access/scopes.ts'
import { inTransaction } from '../db/connect.ts'
import type { Tx } from '../db/connect.ts'
import { lockRiver } from '../db/river-lock.ts'
import { MisuseError } from '../errors.ts'
import { followOwnAddress } from '../intake/acts.ts'
import type { ActDeps } from '../intake/acts.ts'

export type NewUser = { email: string; name: string; roles: Role[]; locale?: 'en' | 'es'; aliases?: string[] }

/** @throws MisuseError when there is a user of this address already */
export async function insertUser(deps: ActDeps, user: NewUser): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    const now = deps.now()
    const row = await tx
      .insertInto('users')
      .values({ email: user.email, name: user.name, roles: user.roles, locale: user.locale ?? 'en', created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) throw new MisuseError(`there is a user ${user.email} already`)
    for (const alias of user.aliases ?? [])
      await tx
        .insertInto('own_addresses')
        .values({ address: alias, hash: hashOf(deps, alias), user_id: row.id })
        .execute()
    // A mailbox belongs to the user of the same address, also when its mail was imported before.
    await sql`INSERT INTO mailbox_users (mailbox_id, user_id) SELECT id, ${row.id} FROM mailboxes WHERE address = ${user.email} ON CONFLICT DO NOTHING`.execute(
      tx,
    )
    for (const address of [user.email, ...(user.aliases ?? [])]) await followOwnAddress(tx, deps.hasher, address, now)
    return row.id
  })
}

/** The mailbox of this address, made where it is missing, with the user of the same address. */
export async function ensureMailbox(deps: ActDeps, address: string, source: 'files' | 'google'): Promise<number> {
  const there = await deps.db.selectFrom('mailboxes').select('id').where('address', '=', address).executeTakeFirst()
  if (there) return there.id
  return inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    const now = deps.now()
    const row = await tx
      .insertInto('mailboxes')
      .values({
        address,
        hash: hashOf(deps, address),
        source,
        state: 'syncing',
        reviewed_at: null,
        last_synced_at: null,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return (await tx.selectFrom('mailboxes').select('id').where('address', '=', address).executeTakeFirstOrThrow()).id
    await sql`INSERT INTO mailbox_users (mailbox_id, user_id) SELECT ${row.id}, id FROM users WHERE email = ${address}`.execute(
      tx,
    )
    await hideFirstSync(tx, row.id)
    await followOwnAddress(tx, deps.hasher, address, now)
    return row.id
  })
}

/**
 * The mailbox of somebody who only has the add-on: nothing of it is read but what they press. What they press is for the team:
 * there is no first sync to be reviewed, until it is connected.
 */
export async function ensureUnconnectedMailbox(deps: ActDeps, address: string): Promise<number> {
  const id = await ensureMailbox(deps, address, 'google')
  await inTransaction(deps.db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('mailboxes')
      .set({ state: 'paused' })
      .where('id', '=', id)
      .where('state', '=', 'syncing')
      .where('last_synced_at', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('accounts').select('mailbox_id').whereRef('accounts.mailbox_id', '=', 'mailboxes.id'))),
      )
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await reviewMailbox(tx, id, deps.now())
  })
  return id
}

/** What a first sync brings is its users' alone until one of them has reviewed it (truth 6). */
export async function hideFirstSync(tx: Tx, mailboxId: number): Promise<void> {
  await tx.updateTable('mailboxes').set({ reviewed_at: null }).where('id', '=', mailboxId).execute()
  await setRestriction(tx, { scope: scopeOf('mailbox', mailboxId), setBy: 'first-sync', level: 0 })
}

/**
 * What the floating times and whole days of its calendar are meant in, an IANA zone. Said before the first calendar is read:
 * later it would name the instances of series anew, and each meeting would be another.
 * @throws MisuseError when nobody knows such a zone, or the mailbox's meetings have been read in another
 */
export async function setMailboxZone(deps: ActDeps, mailboxId: number, zone: string): Promise<void> {
  if (!Intl.supportedValuesOf('timeZone').includes(zone) && zone !== 'UTC')
    throw new MisuseError(`there is no zone ${zone}: say one as Europe/Madrid`)
  const { rows } = await sql<{ address: string }>`UPDATE mailboxes m SET zone = ${zone}
    WHERE m.id = ${mailboxId} AND (m.zone = ${zone} OR NOT EXISTS (SELECT FROM occurrences o JOIN items t ON t.id = o.item_id
      WHERE o.mailbox_id = m.id AND t.kind = 'meeting')) RETURNING m.address`.execute(deps.db)
  if (rows.length === 0) throw new MisuseError('meetings of this mailbox have been read in another zone')
}

const hashOf = (deps: ActDeps, address: string) => deps.hasher.address(baseAddress(address).address)

/** @throws MisuseError when there is no such mailbox or user */
export async function shareMailbox(deps: ActDeps, address: string, email: string): Promise<void> {
  const mailbox = await deps.db.selectFrom('mailboxes').select('id').where('address', '=', address).executeTakeFirst()
  if (!mailbox) throw new MisuseError(`there is no mailbox ${address}`)
  const user = await deps.db
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (!user) throw new MisuseError(`there is no user ${email}`)
  await deps.db
    .insertInto('mailbox_users')
    .values({ mailbox_id: mailbox.id, user_id: user.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What colleagues see of this mailbox by default, 0–3. */
export async function setMailboxLevel(tx: Tx, mailboxId: number, level: number): Promise<void> {
  await tx.updateTable('mailboxes').set({ level }).where('id', '=', mailboxId).execute()
  await setRestriction(tx, {
    scope: scopeOf('mailbox', mailboxId),
    setBy: 'default',
    level: level === 3 ? null : level,
  })
}

/** Its user has looked at what the first sync brought: from now on the levels of people and mailbox hold. */
export async function reviewMailbox(tx: Tx, mailboxId: number, now: Date): Promise<void> {
  await tx.updateTable('mailboxes').set({ reviewed_at: now }).where('id', '=', mailboxId).execute()
  await setRestriction(tx, { scope: scopeOf('mailbox', mailboxId), setBy: 'first-sync', level: null })
}
