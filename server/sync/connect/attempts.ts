/** A consent under way. The state that comes back with the browser is known by its hash alone, for ten minutes, once. */
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { attemptContext } from '../../db/sealer.ts'
import type { AccountDeps } from '../accounts.ts'

export const ATTEMPT_MINUTES = 10

const Secrets = z.object({
  verifier: z.string(),
  nonce: z.string(),
  /** Hash of what the browser that began it keeps in a cookie. */
  browser: z.string(),
  mailboxId: z.number().nullable(),
})
export type Attempt = z.infer<typeof Secrets> & { userId: number; returnTo: string | null }

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** @returns the state */
export async function insertAttempt(deps: AccountDeps, { userId, returnTo, ...secrets }: Attempt): Promise<string> {
  const { db } = deps.database
  const state = newSecret()
  const hash = hashOf(state)
  const now = deps.now()
  await db.deleteFrom('connect_attempts').where('expires_at', '<', now).execute()
  await db
    .insertInto('connect_attempts')
    .values({
      hash,
      user_id: userId,
      provider: 'google',
      sealed: await deps.connections!.sealer.seal(JSON.stringify(secrets), attemptContext(hash)),
      return_to: returnTo,
      expires_at: new Date(now.getTime() + ATTEMPT_MINUTES * 60_000),
    })
    .execute()
  return state
}

/** Taking it ends it, whatever becomes of it. Undefined when it is unknown, old, or was taken. */
export async function takeAttempt(deps: AccountDeps, state: string): Promise<Attempt | undefined> {
  const hash = hashOf(state)
  const row = await deps.database.db
    .deleteFrom('connect_attempts')
    .where('hash', '=', hash)
    .where('provider', '=', 'google')
    .returningAll()
    .executeTakeFirst()
  if (!row || row.expires_at <= deps.now()) return undefined
  // Sealed under a key that has been replaced meanwhile: it is begun again.
  const opened = await deps.connections!.sealer.open(row.sealed, attemptContext(hash)).catch(() => undefined)
  if (opened === undefined) return undefined
  return { ...Secrets.parse(JSON.parse(opened)), userId: row.user_id, returnTo: row.return_to }
}
