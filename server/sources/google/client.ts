/**
 * Google's own clients, with what every call of ours needs: a token at hand, quota kept, a limit of time, another try where it
 * helps, and failures as a `SourceError`.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { calendar } from '@googleapis/calendar'
import type { calendar_v3 } from '@googleapis/calendar'
import { gmail } from '@googleapis/gmail'
import type { gmail_v1 } from '@googleapis/gmail'
import { gaxios } from 'google-auth-library'
import { SourceError } from '#server/errors.ts'
import { PATIENCE_SECONDS } from './quota.ts'
import type { Quota, Urgency } from './quota.ts'

export type GoogleAccess = {
  /** An access token; `refused`: one that Google has just turned down. May throw a `SourceError`. */
  token(refused?: string): Promise<string>
  /** Beside the token: what an add-on was given to read the message that is open. */
  headers?: Record<string, string>
  /** The root above /gmail and /calendar; null: Google's own. */
  apiUrl: string | null
  mail: Quota
  calendar: Quota
}

export type Options = { headers: Record<string, string>; timeout: number; retry: false; responseType?: 'json' }

export type GoogleClient = {
  gmail: gmail_v1.Gmail
  calendar: calendar_v3.Calendar
  /** One call: `ask` is given the options to hand on to the client. */
  call<T>(what: Spending, ask: (options: Options) => Promise<{ data: T }>): Promise<T>
}

export type Spending = { of: 'mail' | 'calendar'; units: number; urgency: Urgency }

const TIMEOUT_MS = 30_000
/** A request that fails for a moment is asked again so often, in all. */
const ATTEMPTS = 4

export function createGoogleClient(access: GoogleAccess): GoogleClient {
  const root = access.apiUrl === null ? {} : { rootUrl: `${access.apiUrl}/` }
  // No `auth`: tokens come with each call, so that one account's never meets another's request.
  return {
    gmail: gmail({ version: 'v1', ...root }),
    calendar: calendar({ version: 'v3', ...root }),
    async call(what, ask) {
      let refused: string | undefined
      for (let attempt = 1; ; attempt += 1) {
        await access[what.of].spend(what.units, what.urgency)
        const token = await access.token(refused)
        try {
          const headers = { Authorization: `Bearer ${token}`, ...access.headers }
          const { data } = await ask({ headers, timeout: TIMEOUT_MS, retry: false })
          if (data !== undefined && data !== '' && typeof data !== 'object')
            throw new SourceError('temporary', 'Google answered what is no JSON.')
          return data
        } catch (error) {
          const failure = asSourceError(error)
          if (failure.code === 'token-refused' && refused === undefined) {
            refused = token
            continue
          }
          if (failure.kind === 'throttled') access[what.of].pause(failure.retryAfter ?? 2 ** attempt)
          const wait = failure.retryAfter ?? 0.25 * 2 ** attempt
          const again = failure.kind === 'throttled' || failure.kind === 'temporary'
          if (!again || attempt >= ATTEMPTS || wait > PATIENCE_SECONDS) throw failure
          if (failure.kind === 'temporary') await sleep(wait * 1000)
        }
      }
    },
  }
}

const THROTTLED = /^(?:user)?rateLimitExceeded$|^quotaExceeded$|^dailyLimitExceeded|^RATE_LIMIT_EXCEEDED$/i
const NO_SCOPE = /^insufficientPermissions$|^ACCESS_TOKEN_SCOPE_INSUFFICIENT$/i

/** Google's errors: https://developers.google.com/workspace/gmail/api/guides/handle-errors */
export function asSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error
  if (!(error instanceof gaxios.GaxiosError)) {
    // A programming error would be hidden if it were taken for trouble with the network.
    if (error instanceof TypeError && !/fetch|network|terminated/i.test(error.message)) throw error
    return new SourceError('temporary', 'Google could not be reached.', { cause: error })
  }
  const status = error.response?.status ?? error.status ?? 0
  const reasons = reasonsOf(error.response?.data)
  const retryAfter = secondsOf(error.response?.headers?.get('retry-after'))
  const says = (kind: SourceError['kind'], message: string, code?: string) =>
    new SourceError(kind, `${message} (${status}${reasons[0] ? ` ${reasons[0]}` : ''})`, { retryAfter, code })
  if (status === 429 || (status === 403 && reasons.some((reason) => THROTTLED.test(reason))))
    return says('throttled', 'Google asks to go slower')
  if (status === 401) return says('auth', 'Google refuses the token', 'token-refused')
  if (status === 403 && reasons.some((reason) => NO_SCOPE.test(reason)))
    return says('auth', 'what was granted does not suffice', 'scopes-missing')
  if (status === 403) return says('auth', 'Google does not allow it', 'forbidden')
  if (status === 400 && reasons.includes('failedPrecondition'))
    return says('auth', 'this account has no such service', 'service-off')
  if (status === 404) return says('gone', 'Google does not have it')
  if (status === 410) return says('cursor-expired', 'Google no longer remembers')
  if (status === 400) return says('temporary', 'Google did not understand', 'not-understood')
  return says('temporary', 'Google is not able to answer')
}

/** Errors come in two forms, and sometimes as a page of HTML. */
function reasonsOf(data: unknown): string[] {
  const error = (data as { error?: { errors?: unknown; details?: unknown; status?: unknown } } | undefined)?.error
  if (typeof error !== 'object' || error === null) return []
  return [error.errors, error.details]
    .flatMap((list) => (Array.isArray(list) ? (list as { reason?: unknown }[]) : []))
    .flatMap((one) => (typeof one?.reason === 'string' ? [one.reason] : []))
}

/** Seconds, or a date. */
function secondsOf(value: string | null | undefined): number | undefined {
  if (!value) return undefined
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined
}
