/** Recurrence rules (RFC 5545, 3.3.10) in wall time: zones do not exist here. */
import ICAL from 'ical.js'
import { RRuleTemporal } from 'rrule-temporal'
import { UnreadableEvent } from './unreadable.ts'
import { wallOf, type Wall } from './property.ts'

export type Rule = { parts: Record<string, string>; count: number | null; until: Wall | null }

/** In milliseconds, both inclusive. */
export type Span = { from: number; to: number }

/** Instances that are read of one event. */
export const MAX_INSTANCES = 2000

/** Beyond it a rule has hardly any instance, or none. */
const MAX_PERIODS = 20_000
const MAX_CANDIDATES = 200_000

const YEAR = 366 * 86_400_000
/** As for dates. */
const LAST = Date.UTC(2200, 0, 1)

const FREQS = new Set(['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY'])

/**
 * @param value as ical.js gives it
 * @throws UnreadableEvent for what is no rule, and for one that would fill a calendar with seconds
 */
export function readRule(value: unknown): Rule {
  if (value === null || typeof value !== 'object') throw new UnreadableEvent('rule-unreadable')
  const parts: Record<string, string> = {}
  for (const [key, part] of Object.entries(value)) {
    // The first day of the week is the one part that ical.js gives as a number.
    if (key === 'wkst' && typeof part === 'number') parts.WKST = ICAL.Recur.numericDayToIcalDay(part)
    else if (['string', 'number'].includes(typeof part) || Array.isArray(part)) parts[key.toUpperCase()] = String(part)
  }
  const { COUNT, UNTIL, ...rest } = parts
  if (['SECONDLY', 'MINUTELY'].includes(rest.FREQ ?? '')) throw new UnreadableEvent('rule-too-frequent')
  if (!FREQS.has(rest.FREQ ?? '')) throw new UnreadableEvent('rule-unreadable')
  const often = ['BYHOUR', 'BYMINUTE', 'BYSECOND'].map((name) => rest[name]?.split(',').length ?? 1)
  if (often.reduce((product, n) => product * n, rest.FREQ === 'HOURLY' ? 24 : 1) > 24)
    throw new UnreadableEvent('rule-too-frequent')
  const until = wallOf(UNTIL)
  // "99991231" is how some say that it never ends.
  if (UNTIL !== undefined && until === null && !(Number(UNTIL.slice(0, 4)) > 2199))
    throw new UnreadableEvent('rule-unreadable')
  return { parts: rest, count: COUNT === undefined ? null : Number(COUNT), until }
}

/** Whether it ends by itself. */
export const isFinite = ({ count, until }: Rule) => count !== null || until !== null

/** The wall times from `start` on that lie within the span. @throws UnreadableEvent when there are too many, or none is found */
export function expandRule(rule: Rule, start: number, { from, to }: Span): number[] {
  const made = makeRule(rule, start)
  try {
    return made.between(new Date(Math.max(from, start)), new Date(to), true).map((one) => one.epochMilliseconds)
  } catch {
    throw new UnreadableEvent('rule-without-end')
  }
}

/** All wall times of a rule that ends; more than `limit` when there are more. `until`: in wall time. */
export function expandWhole(rule: Rule, start: number, { until, limit }: { until: number; limit: number }): number[] {
  // What is counted is counted from the start, so that asking by years would count again and again.
  if (rule.count !== null) return expandRule(rule, start, { from: start, to: Math.min(until, LAST) })
  const found: number[] = []
  for (let from = start; from <= until && found.length <= limit; from += 5 * YEAR)
    found.push(...expandRule(rule, start, { from, to: Math.min(until, from + 5 * YEAR - 1) }))
  return found
}

function makeRule(rule: Rule, start: number): RRuleTemporal {
  const text = Object.entries(rule.parts).map(([name, value]) => `${name}=${value}`)
  if (rule.count !== null) text.push(`COUNT=${rule.count}`)
  const dtstart = new Date(start).toISOString().replace(/[-:]|\.\d+/g, '')
  try {
    return new RRuleTemporal({
      rruleString: `DTSTART:${dtstart}\nRRULE:${text.join(';')}`,
      maxIterations: MAX_PERIODS,
      maxCandidateEvaluations: MAX_CANDIDATES,
    })
  } catch {
    throw new UnreadableEvent('rule-unreadable')
  }
}
