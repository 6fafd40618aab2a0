/** Quota as a token bucket: a minute's worth to spend at once, and it fills evenly. */
import type { Clock } from './clock.ts'
import { ApiError } from './errors.ts'
import type { Quota } from './handle.ts'

type Bucket = { left: number; at: number }
export type Api = 'gmail' | 'calendar'

export type Meter = { spend: (api: Api, user: string, units: number) => void }

export function createMeter(clock: Clock, quota: Quota): Meter {
  const buckets = new Map<string, Bucket>()
  let refusals = 0

  function bucketOf(name: string, perMinute: number): Bucket {
    const now = clock.now()
    const bucket = buckets.get(name) ?? { left: perMinute, at: now }
    bucket.left = Math.min(perMinute, bucket.left + ((now - bucket.at) / 60_000) * perMinute)
    bucket.at = now
    buckets.set(name, bucket)
    return bucket
  }

  return {
    spend(api, user, units) {
      const limits = [
        { name: `${api} ${user}`, perMinute: api === 'gmail' ? quota.gmailPerUser : quota.calendarPerUser, own: true },
        { name: api, perMinute: api === 'gmail' ? quota.gmailPerProject : quota.calendarPerProject, own: false },
      ].filter(({ perMinute }) => perMinute !== Infinity)
      for (const { name, perMinute, own } of limits) {
        const { left } = bucketOf(name, perMinute)
        if (left < units) throw refusal((refusals += 1), own, ((units - left) / perMinute) * 60)
      }
      for (const { name, perMinute } of limits) bucketOf(name, perMinute).left -= units
    },
  }
}

/** Google says the same in several ways, so each way comes in turn: 429 and 403, with Retry-After and without. */
function refusal(turn: number, own: boolean, seconds: number): ApiError {
  const retryAfter = turn % 2 === 1 ? Math.max(1, Math.ceil(seconds)) : undefined
  const details = { domain: 'usageLimits', ...(retryAfter === undefined ? {} : { retryAfter }) }
  if (Math.floor(turn / 2) % 2 === 0) return new ApiError(429, 'rateLimitExceeded', 'Rate Limit Exceeded', details)
  return own
    ? new ApiError(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded', details)
    : new ApiError(403, 'rateLimitExceeded', 'Rate Limit Exceeded', details)
}
