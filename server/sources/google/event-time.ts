/** Times of Google's events: instants with an offset, or whole days whose end is the day after. Pure. */
import type { calendar_v3 } from '@googleapis/calendar'
import { type Zone } from '../ical/iana-zone.ts'
import { dateOf } from '../ical/moment.ts'
import { wallOf } from '../ical/property.ts'
import { UnreadableEvent } from '../ical/unreadable.ts'
import { byName } from '../ical/zones.ts'

type EventTime = calendar_v3.Schema$EventDateTime

const DAY = 86_400_000

/** `day`: a whole day, at midnight UTC. */
export type At = { instant: number; day: number | null; zone: Zone; zoneUnknown: boolean }

/**
 * @param own what whole days are meant in, and times that name no zone
 * @throws UnreadableEvent
 */
export function readTime(time: EventTime | undefined | null, own: Zone): At {
  if (typeof time?.date === 'string') {
    const read = wallOf(time.date)
    if (read === null || !read.date) throw new UnreadableEvent('date-invalid')
    return { instant: own.toInstant(read.wall), day: read.wall, zone: own, zoneUnknown: false }
  }
  if (typeof time?.dateTime !== 'string') throw new UnreadableEvent('no-start')
  const said = typeof time.timeZone === 'string' && time.timeZone !== '' ? byName(time.timeZone) : undefined
  const zone = said ?? own
  return { instant: instantOf(time.dateTime, zone), day: null, zone, zoneUnknown: said === null }
}

const TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/i

function instantOf(text: string, zone: Zone): number {
  const [, date, clock, fraction = '', offset] = TIME.exec(text.trim()) ?? []
  const read = wallOf(`${date}T${clock}`)
  if (read === null) throw new UnreadableEvent('date-invalid')
  const wall = read.wall + Math.floor(Number(`0${fraction}`) * 1000)
  return offset === undefined ? zone.toInstant(wall) : wall - offsetOf(offset)
}

function offsetOf(offset: string): number {
  if (/^z$/i.test(offset)) return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  return (offset.startsWith('-') ? -1 : 1) * minutes * 60_000
}

/** What names an instance, as calendar files have it: the instant at which it was meant to start, of a whole day its date. */
export const nameOfTime = ({ instant, day }: At): string =>
  day === null ? new Date(instant).toISOString() : dateOf(day)

export type Lasts = { startAt: Date; endAt: Date; allDay: { startOn: string; endOn: string } | null }

/** What ends before it starts ends when it starts; a day that does not say lasts one. */
export function lastsFrom(start: At, end: EventTime | undefined | null, own: Zone): Lasts {
  const until = end?.date || end?.dateTime ? readTime(end, own) : null
  const startAt = new Date(start.instant)
  if (start.day === null)
    return { startAt, endAt: new Date(Math.max(start.instant, until?.instant ?? 0)), allDay: null }
  const days = Math.max(1, Math.ceil(((until?.day ?? until?.instant ?? 0) - start.day) / DAY))
  const last = start.day + (days - 1) * DAY
  return {
    startAt,
    endAt: new Date(start.zone.toInstant(last + DAY)),
    allDay: { startOn: dateOf(start.day), endOn: dateOf(last) },
  }
}

/** The same length from another start on, for instances of which Google says no more than when they were to be. */
export function sameLength(
  master: { start?: EventTime | null; end?: EventTime | null },
  start: EventTime,
  own: Zone,
): EventTime {
  const from = readTime(start, own)
  const length = lastsFrom(readTime(master.start, own), master.end, own)
  if (from.day !== null && length.allDay)
    return { date: dateOf(from.day + Date.parse(length.allDay.endOn) - Date.parse(length.allDay.startOn) + DAY) }
  const ms = length.endAt.getTime() - length.startAt.getTime()
  return { dateTime: new Date(from.instant + ms).toISOString() }
}
