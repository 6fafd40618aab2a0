/** GET /connect/google and its callback: a user, their consent at Google, and back to the settings. */
import { Hono } from 'hono'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { ConnectFailure } from '#shared/i18n/connect.ts'
import { ProblemError } from '../../errors.ts'
import type { Deps, Env } from '../../http.ts'
import type { Viewer } from '../../access/identity.ts'
import { ConsentRefused, connectAccount } from '../../sync/connect-account.ts'
import { ATTEMPT_MINUTES, hashOf, insertAttempt, newSecret, takeAttempt } from '../../sync/connect/attempts.ts'
import type { Attempt } from '../../sync/connect/attempts.ts'
import { isTheirOwn } from '../../sync/connect/whose.ts'
import { consentUrl, isPassing, newAsking, redeemConsent } from '../../sync/google/consent.ts'
import type { Answered } from '../../sync/google/consent.ts'
import { PARTS } from '../../sync/google/scopes.ts'
import { localeOfBrowser, wayBack } from '../pages.ts'
import { findViewer, isSecure } from '../session.ts'
import { failurePage } from './failure-page.ts'

/** Says which browser began it. Only the callback sees it. */
const COOKIE = 'ficha_connect'
const PATH = '/connect/google'
const HOME = '/settings/mailboxes'

export function connectGoogleRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  app.get(PATH, (c) => begin(deps, c))
  app.get(`${PATH}/callback`, (c) => finish(deps, c))
  return app
}

async function begin(deps: Deps, c: Context): Promise<Response> {
  const viewer = await findViewer(deps, c)
  if (!viewer) return signIn(c)
  const page = new FailurePages(c, viewer)
  const { connections } = deps
  if (!connections) return page.show('demo', 409)
  if (!connections.google.client) return page.show('not-set-up', 409)
  const mailbox = await asked(deps, viewer, c.req.query('mailbox'))
  const secret = getCookie(c, COOKIE) ?? newSecret()
  const asking = newAsking()
  const returnTo = c.req.query('return')
  const state = await insertAttempt(deps, {
    ...asking,
    browser: hashOf(secret),
    mailboxId: mailbox?.id ?? null,
    userId: viewer.userId,
    returnTo: returnTo === undefined ? null : wayBack(returnTo),
  })
  const wanted = c.req.query('add')?.split(',')
  const parts = PARTS.filter((part) => wanted === undefined || wanted.includes(part))
  try {
    // Who wants another mailbox than their own chooses the account at Google.
    const hint = mailbox?.address ?? (c.req.query('other') === undefined ? viewer.email : null)
    const url = await consentUrl(connections, { ...asking, state, parts, hint })
    setCookie(c, COOKIE, secret, {
      httpOnly: true,
      secure: isSecure(c),
      // Lax: it comes along when Google sends the browser back, and with nothing that another site embeds.
      sameSite: 'Lax',
      path: PATH,
      maxAge: ATTEMPT_MINUTES * 60,
    })
    return c.redirect(url.href, 302)
  } catch (error) {
    return page.failed(deps, error)
  }
}

/** A program that sent no good token is told so; a browser goes and signs in. */
function signIn(c: Context): Response {
  if (c.req.header('authorization') !== undefined)
    throw new ProblemError(401, 'not-signed-in', 'Send a token of `ficha token` as Authorization: Bearer.')
  const { pathname, search } = new URL(c.req.url)
  return c.redirect(`/signin?to=${encodeURIComponent(pathname + search)}`, 303)
}

/** The mailbox that is to be connected, when one was said: one that the viewer shares. */
async function asked({ database }: Deps, { mailboxIds }: Viewer, id: string | undefined) {
  if (id === undefined) return undefined
  if (!mailboxIds.includes(Number(id)))
    throw new ProblemError(403, 'not-your-mailbox', 'Only the users of a mailbox may connect it.')
  return database.db
    .selectFrom('mailboxes')
    .select(['id', 'address'])
    .where('id', '=', Number(id))
    .executeTakeFirstOrThrow()
}

async function finish(deps: Deps, c: Context): Promise<Response> {
  const viewer = await findViewer(deps, c)
  const page = new FailurePages(c, viewer)
  const { connections } = deps
  const state = c.req.query('state')
  const attempt = connections && state !== undefined ? await takeAttempt(deps, state) : undefined
  if (!connections || state === undefined || !attempt) return page.show('stale', 400)
  if (attempt.mailboxId !== null) page.again = `${PATH}?mailbox=${attempt.mailboxId}`
  if (c.req.query('error') !== undefined)
    return page.show(c.req.query('error') === 'access_denied' ? 'denied' : 'refused', 400)
  try {
    const answered = await redeemConsent(connections, new URL(c.req.url), { ...attempt, state })
    if (!answered) return page.show('unverified', 403)
    if (!(await isBeginner(deps, { c, viewer, attempt, answered })))
      return page.show('stolen', 403, { address: answered.address })
    const { userId, mailboxId } = attempt
    const connected = await connectAccount(deps, { ...answered, userId, mailboxId })
    deleteCookie(c, COOKIE, { path: PATH })
    deps.wake()
    return c.redirect(withConnected(attempt.returnTo ?? HOME, connected), 303)
  } catch (error) {
    return page.failed(deps, error)
  }
}

type Returning = { c: Context; viewer: Viewer | undefined; attempt: Attempt; answered: Answered }

/**
 * Whoever comes back must be who began it. Else somebody could begin, send the link to a colleague, and have the colleague's
 * mailbox on their own account as soon as that one allows it.
 */
async function isBeginner(deps: Deps, { c, viewer, attempt, answered }: Returning): Promise<boolean> {
  const { db } = deps.database
  const here = await db
    .selectFrom('users')
    .select('id')
    .where('id', '=', attempt.userId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (!here) return false
  const secret = getCookie(c, COOKIE)
  if (secret !== undefined && hashOf(secret) === attempt.browser) return true
  return viewer?.userId === attempt.userId || isTheirOwn(db, answered.address, attempt.userId)
}

function withConnected(path: string, mailboxId: number): string {
  const url = new URL(path, 'http://here.invalid')
  url.searchParams.set('connected', String(mailboxId))
  return url.pathname + url.search
}

/** In the viewer's language, with the way that leads on. */
class FailurePages {
  again: string | null = PATH
  readonly #c: Context
  readonly #viewer: Viewer | undefined
  constructor(c: Context, viewer: Viewer | undefined) {
    this.#c = c
    this.#viewer = viewer
  }

  show(code: ConnectFailure, status: 400 | 403 | 409 | 503, named: { address?: string; other?: string | null } = {}) {
    const again = ['demo', 'not-set-up', 'stolen', 'someone-elses', 'other-account', 'renamed'].includes(code)
      ? null
      : this.again
    const locale = this.#viewer?.locale ?? localeOfBrowser(this.#c)
    const admin = this.#viewer?.roles.includes('admin') ?? false
    const { address = '', other } = named
    const page = failurePage({ locale, code, address, other: other ?? '', again, admin })
    return this.#c.html(page, status)
  }

  failed(deps: Deps, error: unknown): Response | Promise<Response> {
    if (error instanceof ConsentRefused) return this.show(error.code, 409, error)
    if (error instanceof ProblemError) throw error
    if (isPassing(error)) return this.show('unreachable', 503)
    // The library's messages hold what Google answered: its code alone is said.
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
    deps.log.warn({ err: error instanceof Error ? error.name : 'unknown', code }, 'a consent could not be taken')
    return this.show('refused', 400)
  }
}
