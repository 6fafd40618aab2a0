/** Who is calling: API tokens and session cookies, both kept as hashes only. */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Role } from '#shared/api.ts'
import type { Database, Db } from '../db/connect.ts'

/** A signed-in user with what decides over what they see, resolved anew at each request: leaving a shared mailbox takes effect at once. */
export type Viewer = {
  userId: number
  email: string
  name: string
  roles: Role[]
  locale: 'en' | 'es'
  mailboxIds: number[]
  /** The same, and the user: what holds the interactions of which they see everything. */
  holderIds: number[]
  /** When they look: a meeting that starts later is only planned. */
  at: Date
}

const SESSION_DAYS = 30
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')

/** Makes an API token; the returned text is shown once and stored nowhere. */
export async function insertToken(db: Db, userId: number, name: string, now: Date): Promise<string> {
  const token = `ficha_${randomBytes(24).toString('base64url')}`
  await db
    .insertInto('tokens')
    .values({ user_id: userId, name, hash: hashOf(token), created_at: now, revoked_at: null })
    .execute()
  return token
}

export async function insertSession(db: Db, userId: number, now: Date): Promise<{ secret: string; expiresAt: Date }> {
  const secret = randomBytes(24).toString('base64url')
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000)
  await db
    .insertInto('sessions')
    .values({ hash: hashOf(secret), user_id: userId, expires_at: expiresAt })
    .execute()
  return { secret, expiresAt }
}

export async function deleteSession(db: Db, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('hash', '=', hashOf(secret)).execute()
}

const VIEWER = `u.id AS "userId", u.email, u.name, u.roles, u.locale,
  ARRAY(SELECT mailbox_id FROM mailbox_users m WHERE m.user_id = u.id) AS "mailboxIds",
  ARRAY(SELECT mailbox_id FROM mailbox_users m WHERE m.user_id = u.id UNION ALL SELECT -u.id) AS "holderIds"`

/** Asked at every request, so prepared. */
export async function findViewerByToken(database: Database, token: string, now: Date): Promise<Viewer | undefined> {
  const text = `SELECT ${VIEWER} FROM tokens t JOIN users u ON u.id = t.user_id WHERE t.hash = $1 AND t.revoked_at IS NULL AND u.left_at IS NULL`
  return lookingAt(await database.readPrepared<Found>('viewer-by-token', text, [hashOf(token)]), now)
}

/** Asked at every request, so prepared. */
export async function findViewerBySession(database: Database, secret: string, now: Date): Promise<Viewer | undefined> {
  const text = `SELECT ${VIEWER} FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.hash = $1 AND s.expires_at > $2 AND u.left_at IS NULL`
  return lookingAt(await database.readPrepared<Found>('viewer-by-session', text, [hashOf(secret), now]), now)
}

export async function findViewerByEmail(db: Db, email: string, now: Date): Promise<Viewer | undefined> {
  const { rows } =
    await sql<Found>`SELECT ${sql.raw(VIEWER)} FROM users u WHERE u.email = ${email} AND u.left_at IS NULL`.execute(db)
  return lookingAt(rows, now)
}

type Found = Omit<Viewer, 'at'>

const lookingAt = ([found]: Found[], now: Date): Viewer | undefined => found && { ...found, at: now }
