/** Which instances an event has, and which of its components says what each is like (RFC 5545, 3.8.4 and 3.8.5). Pure. */
import type { CalendarEvent, Extra, Moment } from './event.ts'
import { overrideSet } from './overrides.ts'
import type { Duration } from './property.ts'
import { MAX_INSTANCES, expandRule, expandWhole, isFinite, type Rule, type Span } from './rule.ts'
import { instantOf, lengthOf, nameOf } from './moment.ts'
import { UnreadableEvent } from './unreadable.ts'

const DAY = 86_400_000

export type Instance = {
  /** When its series meant it to start; null: the event does not recur. */
  original: Moment | null
  /** What it is read from: the event itself, or what overrides it. */
  shown: CalendarEvent
  start: Moment
  length: Duration
}

/** `covers`: the span outside of which nothing is said; null: all of it. */
export type Expansion = { instances: Instance[]; covers: Span | null }

/**
 * @param span what is wanted of a series without end, or of more than 2,000 instances
 * @throws UnreadableEvent
 */
export function expandEvent(master: CalendarEvent, overrides: CalendarEvent[], span: Span): Expansion {
  const length = lengthOf(master.start, master.end)
  if (master.rules.length + master.extra.length + overrides.length === 0)
    return { instances: [{ original: null, shown: master, start: master.start, length }], covers: null }
  const { starts, whole } = startsOf(master, span)
  const set = overrideSet(overrides, master)
  const instances = [...starts.values()].map(({ start, end }): Instance => {
    const own = end === null ? length : lengthOf(start, end)
    return set.apply(start) ?? { original: start, shown: master, start, length: own }
  })
  // An instance that its series does not have (any more), and yet is written down by itself.
  for (const [name, one] of set.single)
    if (!starts.has(name) && (whole || touches(one, span))) instances.push(asInstance(one))
  if (instances.length > MAX_INSTANCES) throw new UnreadableEvent('too-many-instances')
  return { instances, covers: whole ? null : span }
}

/** Also of somebody who was invited to single instances only. */
export const asInstance = (override: CalendarEvent): Instance => ({
  original: override.overrides!.instance,
  shown: override,
  start: override.start,
  length: lengthOf(override.start, override.end),
})

const within = (instant: number, { from, to }: Span) => instant >= from && instant <= to

const touches = (override: CalendarEvent, span: Span) =>
  within(instantOf(override.start), span) || within(instantOf(override.overrides!.instance), span)

/** When the series means its instances to start, by name. */
function startsOf(master: CalendarEvent, span: Span): { starts: Map<string, Extra>; whole: boolean } {
  const few = master.rules.every(({ count }) => (count ?? 0) <= MAX_INSTANCES) && master.extra.length < MAX_INSTANCES
  const ends = few && master.rules.every(isFinite)
  const all = ends ? wholeStarts(master) : null
  const whole = all !== null && all.length <= MAX_INSTANCES
  const starts = new Map<string, Extra>()
  for (const one of whole ? all : startsWithin(master, span))
    if (!starts.has(nameOf(one.start))) starts.set(nameOf(one.start), one)
  takeAway(master, starts)
  return { starts, whole }
}

/** The first one counts also where no rule has it, as every calendar shows it. A period says more than a rule does. */
const given = (master: CalendarEvent): Extra[] => [...master.extra, { start: master.start, end: null }]

const ruleStart = (master: CalendarEvent, wall: number): Extra => ({ start: { ...master.start, wall }, end: null })

/** One more than is allowed when there are more. */
function wholeStarts(master: CalendarEvent): Extra[] {
  const ruled = master.rules.flatMap((rule) => {
    const bounds = { until: lastWall(rule, master.start), limit: MAX_INSTANCES + 1 }
    return expandWhole(rule, master.start.wall, bounds).map((wall) => ruleStart(master, wall))
  })
  const seen = new Set(ruled.map(({ start }) => start.wall))
  return [...given(master).filter(({ start, end }) => end !== null || !seen.has(start.wall)), ...ruled]
}

function startsWithin(master: CalendarEvent, span: Span): Extra[] {
  const ruled = master.rules.flatMap((rule) => {
    // Zones differ from UTC by up to 14 hours.
    const to = Math.min(span.to + DAY, lastWall(rule, master.start))
    return expandRule(rule, master.start.wall, { from: span.from - DAY, to }).map((wall) => ruleStart(master, wall))
  })
  return [...given(master), ...ruled].filter((one) => within(instantOf(one.start), span))
}

/** UNTIL in the wall time of the series. Given as a date, it is the last day. */
function lastWall({ until }: Rule, start: Moment): number {
  if (until === null) return Infinity
  if (until.date) return until.wall + DAY - 1
  return until.utc && !start.date ? start.zone.toWall(until.wall) : until.wall
}

function takeAway(master: CalendarEvent, starts: Map<string, Extra>): void {
  const days = new Set<number>()
  for (const one of master.except) {
    if (one.date || master.start.date) days.add(dayOf(one))
    else starts.delete(nameOf(one))
  }
  const walls = [...starts.values()].map(({ start }) => start.wall)
  const first = walls.reduce((a, b) => Math.min(a, b), Infinity)
  const last = walls.reduce((a, b) => Math.max(a, b), -Infinity)
  for (const rule of first > last ? [] : master.exceptRules) {
    const to = Math.min(last, lastWall(rule, master.start))
    for (const wall of expandRule(rule, master.start.wall, { from: first, to }))
      starts.delete(nameOf({ ...master.start, wall }))
  }
  if (days.size > 0) for (const [name, { start }] of starts) if (days.has(dayOf(start))) starts.delete(name)
}

const dayOf = ({ wall }: Moment) => Math.floor(wall / DAY)
