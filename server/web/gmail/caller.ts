/** Who calls: that it is Google's host of our add-on, and which of our users sits before it. */
import type { Context } from 'hono'
import { z } from 'zod'
import type { AddOnEvent } from '../../../addin-gmail/card-types.ts'
import { type TokenIssuer, verifyGoogleToken } from '../../access/google-tokens.ts'
import { findViewerByEmail } from '../../access/identity.ts'
import type { Viewer } from '../../access/identity.ts'
import type { Db } from '../../db/connect.ts'
import { ProblemError } from '../../errors.ts'
import { standInOf } from '../inside.ts'
import { isLocal } from '../session.ts'
import type { Deps } from '../../http.ts'

/** `matter`: why there is nobody to draw a card for. */
export type Caller =
  | { viewer: Viewer; email: string }
  | { matter: 'not-set-up' | 'unticked' }
  | { matter: 'not-user' | 'other-account'; email: string }

const AddOn = z.object({ serviceAccountEmail: z.string().min(3), oauthClientId: z.string().min(3) })
type AddOn = z.infer<typeof AddOn>

/** Whose tokens count for this request, and what is to be in them. */
type Trusted = { by: TokenIssuer; addOn: AddOn; standIn: boolean }

/** @throws ProblemError 401 when it is not Google that calls */
export async function readCaller(deps: Deps, issuer: TokenIssuer, c: Context, event: AddOnEvent): Promise<Caller> {
  const { db } = deps.database
  const trusted = await findTrusted(db, issuer, c)
  if (!trusted) return { matter: 'not-set-up' }
  const given = event.authorizationEventObject ?? {}
  const system = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? given.systemIdToken
  const now = deps.now()
  const audience = [`${originOf(deps, c)}${c.req.path}`]
  const host = await verifyGoogleToken(system ?? '', { by: trusted.by, audience, now })
  if (host.email !== trusted.addOn.serviceAccountEmail.toLowerCase())
    throw new ProblemError(401, 'token', 'This request comes from another add-on.')
  // Without the scope for it, Google does not say who it is.
  if (!given.userIdToken) return { matter: 'unticked' }
  const user = await verifyGoogleToken(given.userIdToken, {
    by: trusted.by,
    audience: [trusted.addOn.oauthClientId],
    now,
  })
  // Who plays Google in the playground binds nobody.
  if (!trusted.standIn) return findUser(db, user, now)
  const viewer = await findViewerByEmail(db, user.email, now)
  return viewer ? { viewer, email: user.email } : { matter: 'not-user', email: user.email }
}

async function findTrusted(db: Db, issuer: TokenIssuer, c: Context): Promise<Trusted | undefined> {
  const standIn = standInOf(c)
  if (standIn) return { by: standIn, addOn: standIn, standIn: true }
  const row = await db
    .selectFrom('provider_settings')
    .select('value')
    .where('provider', '=', 'google')
    .where('name', '=', 'addon')
    .executeTakeFirst()
  const addOn = AddOn.safeParse(row?.value)
  return addOn.success ? { by: issuer, addOn: addOn.data, standIn: false } : undefined
}

/** Every address that is called is an audience of its own, so it must not be said by whoever calls. */
export function originOf(deps: Deps, c: Context): string {
  const said = deps.connections?.publicUrl
  const inside = standInOf(c) !== undefined
  if (said !== undefined && !inside) return said
  if (!inside && !isLocal(c)) throw new ProblemError(503, 'no-public-url', 'PUBLIC_URL is not set.')
  return new URL(c.req.url).origin
}

/**
 * By the id that never changes; at first by the address, which is then bound to it. An address that another account was bound to
 * may have been given to somebody else meanwhile: it opens nothing.
 */
async function findUser(db: Db, { sub, email }: { sub: string; email: string }, now: Date): Promise<Caller> {
  const bound = await db
    .selectFrom('google_identities as g')
    .innerJoin('users as u', 'u.id', 'g.user_id')
    .select('u.email')
    .where('g.sub', '=', sub)
    .executeTakeFirst()
  const viewer = await findViewerByEmail(db, bound?.email ?? email, now)
  if (!viewer) return { matter: 'not-user', email }
  if (bound) return { viewer, email }
  const made = await db
    .insertInto('google_identities')
    .values({ sub, user_id: viewer.userId, bound_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('sub')
    .executeTakeFirst()
  if (made) return { viewer, email }
  // Two first requests at once: of one account, or of two that have the same address?
  const other = await db
    .selectFrom('google_identities')
    .select('sub')
    .where('user_id', '=', viewer.userId)
    .executeTakeFirst()
  if (other?.sub !== sub) return { matter: 'other-account', email }
  return { viewer, email }
}
