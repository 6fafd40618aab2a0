/** Signing in: bearer tokens for programs, a session cookie for pages; the demo by itself, on loopback only. */
import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { Context } from 'hono'
import { getConnInfo } from '@hono/node-server/conninfo'
import { findViewerByEmail, findViewerBySession, findViewerByToken, insertSession } from '../access/identity.ts'
import type { Viewer } from '../access/identity.ts'
import { ProblemError } from '../errors.ts'
import type { Deps, Env } from '../http.ts'
import { viewerInside } from './inside.ts'

const COOKIE = 'ficha_session'
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Everything below needs an identity. @throws ProblemError 401 */
export const requireIdentity = (deps: Deps) =>
  createMiddleware<Env>(async (c, next) => {
    const viewer = await findViewer(deps, c)
    if (!viewer)
      throw new ProblemError(
        401,
        'not-signed-in',
        'Sign in, or send a token of `ficha token` as Authorization: Bearer.',
      )
    refuseForeignWrites(c)
    c.set('viewer', viewer)
    await next()
  })

export async function findViewer(deps: Deps, c: Context): Promise<Viewer | undefined> {
  const inside = viewerInside(c)
  if (inside) return inside
  const header = c.req.header('authorization')
  // A token that is wrong is refused, whatever cookie comes with it.
  if (header !== undefined)
    return findViewerByToken(deps.database, /^Bearer (.+)$/i.exec(header)?.[1] ?? '', deps.now())
  const secret = getCookie(c, COOKIE)
  const viewer = secret === undefined ? undefined : await findViewerBySession(deps.database, secret, deps.now())
  return viewer ?? (deps.demo ? signInDemo(deps, c) : undefined)
}

/** The invented company lets in whoever sits at this machine; nobody from elsewhere, and no page of elsewhere. */
async function signInDemo(deps: Deps, c: Context): Promise<Viewer | undefined> {
  if (!isLocal(c)) return undefined
  const first = await deps.database.db.selectFrom('users').select('email').orderBy('id').executeTakeFirst()
  const viewer = first && (await findViewerByEmail(deps.database.db, first.email, deps.now()))
  if (viewer) await startSession(deps, c, viewer.userId)
  return viewer
}

export function isLocal(c: Context): boolean {
  // A name other than ours in Host is another site pointing its DNS at this machine.
  const host = new URL(c.req.url).hostname
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(host)) return false
  // Without a socket (tests call the app itself) there is no other machine.
  const address = c.env?.incoming ? getConnInfo(c).remote.address : '127.0.0.1'
  return LOOPBACK.has(address ?? '')
}

export async function startSession(deps: Deps, c: Context, userId: number): Promise<void> {
  const { secret, expiresAt } = await insertSession(deps.database.db, userId, deps.now())
  const secure = isSecure(c)
  setCookie(c, COOKIE, secret, {
    httpOnly: true,
    secure,
    sameSite: secure ? 'None' : 'Lax',
    path: '/',
    expires: expiresAt,
  })
}

export const isSecure = (c: Context): boolean =>
  new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https'

export const sessionOf = (c: Context): string | undefined => getCookie(c, COOKIE)

/** A cookie travels with requests that other sites make; only our own pages may write with it. */
function refuseForeignWrites(c: Context): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.header('authorization') !== undefined) return
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const own = site === undefined || site === 'same-origin' || site === 'none'
  if (!own || (origin !== undefined && origin !== 'null' && new URL(origin).host !== c.req.header('host'))) {
    throw new ProblemError(403, 'foreign-origin', 'This request came from another site.')
  }
}
