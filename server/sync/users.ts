/** Users as an admin sees to them: who they are, what they may do, and what becomes of their work when they leave. */
import { sql } from 'kysely'
import type { Role } from '#shared/api.ts'
import type { User } from '#shared/api/settings.ts'
import type { Viewer } from '../access/identity.ts'
import { insertAudit } from '../crm/audit.ts'
import { inTransaction } from '../db/connect.ts'
import type { Db, Tx } from '../db/connect.ts'
import { lockRiver } from '../db/river-lock.ts'
import { ProblemError } from '../errors.ts'
import { notFound } from '../http.ts'

type Row = Omit<User, 'id' | 'leftAt'> & { id: number; left_at: Date | null; shares: boolean }

/**
 * Names for everybody; addresses and roles, and who has left, for admins. One's own, and the addresses of those with whom
 * one shares a mailbox, everybody sees.
 */
export async function listUsers(db: Db, viewer: Viewer, id?: number): Promise<User[]> {
  const admin = viewer.roles.includes('admin')
  const { rows } = await sql<Row>`
    SELECT u.id, u.name, u.email, u.roles, u.locale, u.left_at, ARRAY(SELECT o.address FROM own_addresses o WHERE o.user_id = u.id ORDER BY 1) AS aliases,
      EXISTS (SELECT FROM mailbox_users m WHERE m.user_id = u.id AND m.mailbox_id = ANY(${viewer.mailboxIds}::bigint[])) AS shares
    FROM users u WHERE (${admin} OR u.left_at IS NULL) AND ${id === undefined ? sql`true` : sql`u.id = ${id}`}
    ORDER BY u.left_at IS NOT NULL, fold_name(u.name) COLLATE "C", u.id`.execute(db)
  return rows.map((row) => {
    const whole = admin || row.id === viewer.userId
    return {
      id: String(row.id),
      name: row.name,
      email: whole || row.shares ? row.email : '',
      roles: whole ? row.roles : [],
      locale: row.locale,
      aliases: whole ? row.aliases : [],
      leftAt: row.left_at?.toISOString() ?? null,
    }
  })
}

type Acting = { db: Db; by: number | null; now: Date }

/** @throws ProblemError 404 for nobody, 409 when nobody would administer Ficha any more */
export async function updateUser(
  { db, by, now }: Acting,
  id: number,
  set: { name?: string; roles?: Role[]; locale?: 'en' | 'es' },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    if (set.roles && !set.roles.includes('admin')) await requireOtherAdmin(tx, id)
    const row = await tx
      .updateTable('users')
      .set(set)
      .where('id', '=', id)
      .where('left_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) throw notFound()
    await insertAudit(tx, { at: now, userId: by, act: 'user', subject: { userId: id, fields: Object.keys(set) } })
  })
}

async function requireOtherAdmin(tx: Tx, id: number): Promise<void> {
  const admins = await tx
    .selectFrom('users')
    .select('id')
    .where('left_at', 'is', null)
    .where(sql<boolean>`'admin' = ANY(roles)`)
    .execute()
  if (admins.some((row) => row.id === id) && admins.length === 1)
    throw new ProblemError(
      409,
      'last-admin',
      'Somebody has to administer Ficha: make somebody else an administrator first.',
    )
}

/**
 * Somebody leaves: they cannot sign in, their mailboxes are nobody's or only their colleagues', and what they looked after
 * is the successor's, each with a line in its history. What they wrote stays theirs.
 * @throws ProblemError 404 for nobody, 409 for the last admin, 422 for a successor who is not here
 */
export async function leave({ db, by, now }: Acting, id: number, successorId: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    const here = await tx
      .selectFrom('users')
      .select(['id', 'email'])
      .where('id', 'in', [id, successorId])
      .where('left_at', 'is', null)
      .execute()
    const user = here.find((row) => row.id === id)
    if (!user) throw notFound()
    if (id === successorId || !here.some((row) => row.id === successorId))
      throw new ProblemError(422, 'no-successor', 'The successor is not somebody else who works here.')
    await requireOtherAdmin(tx, id)
    await tx.updateTable('users').set({ left_at: now }).where('id', '=', id).execute()
    await tx
      .updateTable('tokens')
      .set({ revoked_at: now })
      .where('user_id', '=', id)
      .where('revoked_at', 'is', null)
      .execute()
    await tx.deleteFrom('sessions').where('user_id', '=', id).execute()
    await disconnect(tx, user)
    await handOver(tx, { id, successorId, by, now })
    await insertAudit(tx, { at: now, userId: by, act: 'leave', subject: { userId: id, successorId } })
  })
}

/** Their own mailbox rests, and whichever has nobody left. What it held is seen by its levels alone. */
async function disconnect(tx: Tx, { id, email }: { id: number; email: string }): Promise<void> {
  const { rows } = await sql<{
    mailbox_id: number
  }>`DELETE FROM mailbox_users WHERE user_id = ${id} RETURNING mailbox_id`.execute(tx)
  const left = rows.map((row) => row.mailbox_id)
  await sql`UPDATE mailboxes m SET state = 'paused' WHERE m.address = ${email}
    OR (m.id = ANY(${left}::bigint[]) AND NOT EXISTS (SELECT FROM mailbox_users u WHERE u.mailbox_id = m.id))`.execute(
    tx,
  )
  await sql`DELETE FROM accounts a USING mailboxes m WHERE m.id = a.mailbox_id AND m.state = 'paused'`.execute(tx)
}

type Handing = { id: number; successorId: number; by: number | null; now: Date }

/** What is done and closed keeps its owner: it is history. */
async function handOver(tx: Tx, { id, successorId, by, now }: Handing): Promise<void> {
  const owned = [
    ['contact', 'contacts', sql`true`],
    ['company', 'companies', sql`true`],
    ['opportunity', 'opportunities', sql`closed_at IS NULL`],
  ] as const
  for (const [noun, table, open] of owned) {
    await sql`WITH moved AS (UPDATE ${sql.table(table)} SET owner_id = ${successorId} WHERE owner_id = ${id} AND ${open} RETURNING id)
      INSERT INTO changes (at, user_id, noun, noun_id, field, before, after)
      SELECT ${now}::timestamptz, ${by}::bigint, ${noun}, id, 'owner', to_jsonb(${id}::bigint), to_jsonb(${successorId}::bigint) FROM moved`.execute(
      tx,
    )
  }
  await sql`UPDATE followups SET owner_id = ${successorId} WHERE owner_id = ${id} AND state = 'open'`.execute(tx)
  await sql`UPDATE conversation_states SET user_id = ${successorId} WHERE user_id = ${id} AND state = 'claimed'`.execute(
    tx,
  )
}
