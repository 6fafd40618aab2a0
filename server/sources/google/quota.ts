/**
 * Our own account of what Google lets a user and a project spend: no more than that in any sixty seconds, wherever Google's
 * minutes begin. Who cannot spend waits. The past leaves room for what is urgent.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { SourceError } from '#server/errors.ts'

/** `past`: the first sync, which may take its time. */
export type Urgency = 'now' | 'past'

export type Quota = {
  /** Waits until `units` may be spent, and spends them. @throws SourceError 'throttled' where the provider wants a long pause: nobody waits for that. */
  spend(units: number, urgency: Urgency): Promise<void>
  /** The provider said that it was too much, whatever we counted: nothing is spent for so long. */
  pause(seconds: number): void
}

/** Of every minute, how much the past leaves to others. */
const RESERVE = 0.15
/** Google counts a little differently, and clocks differ. */
const MARGIN = 0.95
const SECONDS = 60
/** Longer than this nobody waits within a page: it is read again later, and others are read meanwhile. */
export const PATIENCE_SECONDS = 20

/** What may be spent in a minute. Two quotas of one `project` share it. */
export class Allowance {
  readonly #limit: number
  /** Units by second, of the last minute. */
  readonly #spent = new Map<number, number>()
  #pausedUntil = 0

  constructor(perMinute: number) {
    this.#limit = perMinute * MARGIN
  }

  /** Milliseconds until `units` may be spent; 0: now. A request dearer than all there is waits for an empty minute. */
  waitFor(units: number, urgency: Urgency, now: number): number {
    if (now < this.#pausedUntil) return this.#pausedUntil - now
    const second = Math.floor(now / 1000)
    for (const at of this.#spent.keys()) if (at < second - SECONDS) this.#spent.delete(at)
    const limit = this.#limit * (urgency === 'past' ? 1 - RESERVE : 1)
    let over = [...this.#spent.values()].reduce((sum, each) => sum + each, 0) + units - limit
    if (over <= 0 || this.#spent.size === 0) return 0
    for (const [at, each] of this.#spent) {
      over -= each
      // What was spent at the end of that second is a minute old a second later.
      if (over <= 0) return (at + SECONDS + 1) * 1000 - now
    }
    return SECONDS * 1000
  }

  take(units: number, now: number): void {
    const second = Math.floor(now / 1000)
    this.#spent.set(second, (this.#spent.get(second) ?? 0) + units)
  }

  /** Milliseconds for which the provider wants nothing to be asked. */
  pausedFor(now: number): number {
    return Math.max(0, this.#pausedUntil - now)
  }

  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until)
  }
}

export function createQuota(user: Allowance, project: Allowance): Quota {
  return {
    async spend(units, urgency) {
      for (;;) {
        const now = performance.now()
        const paused = Math.ceil(user.pausedFor(now) / 1000)
        if (paused > PATIENCE_SECONDS)
          throw new SourceError('throttled', 'Google asked to wait for long.', { retryAfter: paused })
        const wait = Math.max(user.waitFor(units, urgency, now), project.waitFor(units, urgency, now))
        if (wait === 0) {
          user.take(units, now)
          project.take(units, now)
          return
        }
        await sleep(wait)
      }
    },
    pause: (seconds) => user.pause(performance.now() + seconds * 1000),
  }
}

/** Units of Gmail's quota since May 2026: https://developers.google.com/workspace/gmail/api/reference/quota */
export const GMAIL_UNITS = {
  getProfile: 1,
  'history.list': 2,
  'messages.list': 5,
  'messages.get': 20,
  'attachments.get': 20,
  'settings.sendAs.list': 1,
  watch: 100,
  stop: 50,
} as const
