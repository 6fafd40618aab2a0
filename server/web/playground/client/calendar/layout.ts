/** Where an event stands in the week: in a day's column beside those at the same time, or in the row of whole days. */
import type { CalendarEvent } from '#shared/playground-calendar.ts'
import { dayAfter, dayOf, minutesOf, startOf } from './days.ts'

/** `ghost`: where it is about to be moved. */
export type Shown = CalendarEvent & { key: string; ghost?: boolean }

/** Minutes of the day; `column` of `columns`. */
export type Placed = { event: Shown; from: number; to: number; column: number; columns: number }

/** What does not fit beside the others stands in a list: `from` is where the first of them begins. */
export type Crowd = { from: number; events: Shown[] }

const MOST_BESIDE = 4
/** A shorter one would have no room for its name. */
const SHORTEST = 25
const DAY_MINUTES = 1440

export const keyOf = ({ uid, originalStart }: Pick<CalendarEvent, 'uid' | 'originalStart'>): string =>
  `${uid} ${originalStart ?? ''}`

/** Whole days, and whatever lasts a day or longer. */
export const isLong = ({ allDay, startAt, endAt }: CalendarEvent): boolean =>
  allDay !== null || Date.parse(endAt) - Date.parse(startAt) >= DAY_MINUTES * 60_000

/** First and last day, both inclusive. What ends at midnight has no part of the next day. */
export function daysOf(event: CalendarEvent): { first: string; last: string } {
  if (event.allDay) return { first: event.allDay.startOn, last: event.allDay.endOn }
  const [start, end] = [new Date(event.startAt), new Date(event.endAt)]
  const first = dayOf(start)
  const last = end > start && minutesOf(end) === 0 ? dayAfter(dayOf(end), -1) : dayOf(end)
  return { first, last }
}

export const isOn = (event: CalendarEvent, day: string): boolean => {
  const { first, last } = daysOf(event)
  return first <= day && day <= last
}

export function layDay(events: Shown[], day: string): { placed: Placed[]; crowds: Crowd[] } {
  const spans = events
    .filter((event) => !isLong(event) && isOn(event, day))
    .map((event) => ({ event, ...spanOn(event, day) }))
    .toSorted((a, b) => a.from - b.from || b.to - a.to || a.event.key.localeCompare(b.event.key))
  const placed: Placed[] = []
  const crowds: Crowd[] = []
  for (const cluster of clustersOf(spans)) {
    const ends: number[] = []
    const laid = cluster.map((span) => {
      const free = ends.findIndex((end) => end <= span.from)
      const column = free >= 0 ? free : ends.length
      ends[column] = span.to
      return { ...span, column, columns: 0 }
    })
    const columns = Math.min(ends.length, MOST_BESIDE)
    const crowded = ends.length > MOST_BESIDE
    const beside = crowded ? laid.filter(({ column }) => column < MOST_BESIDE - 1) : laid
    placed.push(...beside.map((one) => ({ ...one, columns })))
    const rest = laid.filter((one) => !beside.includes(one))
    if (rest[0]) crowds.push({ from: rest[0].from, events: rest.map(({ event }) => event) })
  }
  return { placed, crowds }
}

type Span = { event: Shown; from: number; to: number }

function spanOn(event: Shown, day: string): { from: number; to: number } {
  const [start, end] = [new Date(event.startAt), new Date(event.endAt)]
  const from = start < startOf(day) ? 0 : minutesOf(start)
  const to = end >= startOf(dayAfter(day, 1)) ? DAY_MINUTES : minutesOf(end)
  return { from: Math.min(from, DAY_MINUTES - SHORTEST), to: Math.max(to, from + SHORTEST) }
}

/** Those that touch one another in time, directly or by way of others. */
function clustersOf(spans: Span[]): Span[][] {
  const clusters: Span[][] = []
  let end = -1
  for (const span of spans) {
    if (span.from >= end) clusters.push([])
    clusters.at(-1)?.push(span)
    end = Math.max(end, span.to)
  }
  return clusters
}

/** Long ones in rows over the days shown: `from` and `to` are places among them, both inclusive. */
export function layLong(events: Shown[], days: string[]): { event: Shown; from: number; to: number; row: number }[] {
  const rows: number[] = []
  const [first = '', last = ''] = [days[0], days.at(-1)]
  return events
    .filter(isLong)
    .map((event) => ({ event, ...daysOf(event) }))
    .filter((one) => one.first <= last && one.last >= first)
    .toSorted((a, b) => a.first.localeCompare(b.first) || b.last.localeCompare(a.last))
    .map(({ event, first: begins, last: ends }) => {
      const from = begins < first ? 0 : days.indexOf(begins)
      const to = ends > last ? days.length - 1 : days.indexOf(ends)
      const free = rows.findIndex((taken) => taken < from)
      const row = free >= 0 ? free : rows.length
      rows[row] = to
      return { event, from, to, row }
    })
}
