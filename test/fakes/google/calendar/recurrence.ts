/** A series' instances: RRULE, RDATE and EXDATE lines as events carry them, with the wall time kept over changes of clocks. */
import type { calendar_v3 } from '@googleapis/calendar'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { badRequest } from '../errors.ts'
import { addDays, daysBetween, type EventTime, instantOf, wallStamp } from './time.ts'

export type Series = calendar_v3.Schema$Event

/** In milliseconds; an instance that touches it belongs to it. */
export type Span = { from: number; to: number }

export type Slot = { originalStart: EventTime; start: EventTime; end: EventTime }

/** A rule without an end is expanded so far ahead of now when nobody says how far. */
export const HORIZON_MS = 2 * 365 * 86_400_000

/** The slots whose time overlaps the span, in order; exceptions are not considered. */
export function slotsOf(series: Series, zone: string, span: Span): Slot[] {
  const allDay = Boolean(series.start?.date)
  const zoneOfSeries = allDay ? 'UTC' : (series.start?.timeZone ?? zone)
  const first = startOf(series, zone)
  const length = lengthOf(series, zone)
  // Whole days are counted in UTC; where the calendar is, they begin up to a day earlier or later.
  const slack = allDay ? 86_400_000 : 0
  const wanted = { from: span.from - length - slack, to: span.to + slack }
  const starts = new Set<number>()
  for (const line of series.recurrence ?? []) {
    const [name = ''] = line.split(/[:;]/)
    if (name === 'RRULE')
      ruleStarts(line, { first, zone: zoneOfSeries, allDay }, wanted).forEach((at) => starts.add(at))
    else if (name === 'RDATE') listed(line, zoneOfSeries).forEach((at) => starts.add(at))
    else if (name !== 'EXDATE') throw badRequest(`Invalid recurrence line ${line}`, 'invalid')
  }
  // The first instance always is one, also when the rule does not name it.
  starts.add(first)
  for (const line of series.recurrence ?? []) {
    if (line.startsWith('EXDATE')) listed(line, zoneOfSeries).forEach((at) => starts.delete(at))
  }
  return [...starts]
    .sort((a, b) => a - b)
    .map((at) => toSlot(series, at, { zone: zoneOfSeries, allDay, length }))
    .filter((slot) => instantOf(slot.start, zone) < span.to && instantOf(slot.end, zone) > span.from)
}

function startOf(series: Series, zone: string): number {
  return series.start?.date ? Date.parse(`${series.start.date}T00:00:00Z`) : instantOf(series.start ?? undefined, zone)
}

function lengthOf(series: Series, zone: string): number {
  if (series.start?.date) return daysBetween(series.start.date, series.end?.date ?? series.start.date) * 86_400_000
  return instantOf(series.end ?? undefined, zone) - instantOf(series.start ?? undefined, zone)
}

function ruleStarts(
  line: string,
  series: { first: number; zone: string; allDay: boolean },
  { from, to }: Span,
): number[] {
  if (to < series.first) return []
  // Of whole days UNTIL is a date; the rule is then expanded in UTC, where midnight is that.
  const text = series.allDay ? line.replace(/UNTIL=(\d{8})(?=;|$)/, 'UNTIL=$1T000000Z') : line
  const rule = new RRuleTemporal({
    rruleString: `DTSTART;TZID=${series.zone}:${wallStamp(series.first, series.zone)}\n${text}`,
    maxIterations: 100_000,
  })
  return rule.between(new Date(Math.max(from, series.first)), new Date(to), true).map((one) => one.epochMilliseconds)
}

/** `EXDATE;TZID=Europe/Madrid:20260101T100000,20260102T100000`, in UTC with a Z, or `;VALUE=DATE:20260101`. */
function listed(line: string, zone: string): number[] {
  const [head = '', values = ''] = line.split(':')
  const named = /TZID=([^;:]+)/.exec(head)?.[1] ?? zone
  return values.split(',').map((value) => {
    const [, date = '', time = '000000', utc] = /^(\d{8})(?:T(\d{6}))?(Z)?$/.exec(value) ?? []
    const plain = Temporal.PlainDateTime.from(`${date}T${time}`)
    return plain.toZonedDateTime(utc ? 'UTC' : named).epochMilliseconds
  })
}

type Shape = { zone: string; allDay: boolean; length: number }

function toSlot(series: Series, at: number, { zone, allDay, length }: Shape): Slot {
  if (allDay) {
    const date = new Date(at).toISOString().slice(0, 10)
    const end = { date: addDays(date, length / 86_400_000) }
    return { originalStart: { date }, start: { date }, end }
  }
  const time = (instant: number, timeZone: string): EventTime => ({
    dateTime: new Date(instant).toISOString(),
    timeZone,
  })
  const start = time(at, zone)
  return { originalStart: start, start, end: time(at + length, series.end?.timeZone ?? zone) }
}
