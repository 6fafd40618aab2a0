/** Times of events: instants in some zone, or whole days. */
import type { calendar_v3 } from '@googleapis/calendar'
import { Temporal } from 'temporal-polyfill'
import { badRequest } from '../errors.ts'

export type EventTime = calendar_v3.Schema$EventDateTime

const hasOffset = (text: string) => /(Z|[+-]\d\d:\d\d)$/.test(text)

/** A day begins at midnight in the calendar's zone. */
export function instantOf(time: EventTime | undefined, zone: string): number {
  if (time?.date) return Temporal.PlainDate.from(time.date).toZonedDateTime(zone).epochMilliseconds
  if (!time?.dateTime) throw badRequest('Missing time.', 'required')
  if (hasOffset(time.dateTime)) return Temporal.Instant.from(time.dateTime).epochMilliseconds
  return Temporal.PlainDateTime.from(time.dateTime).toZonedDateTime(time.timeZone ?? zone).epochMilliseconds
}

/** As the API writes an instant: with the offset of the zone that the answer is in. */
export function writeInstant(instant: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  const text = at.toString({ timeZoneName: 'never', smallestUnit: 'second' })
  return at.offsetNanoseconds === 0 ? text.replace('+00:00', 'Z') : text
}

/** The same time, in the words of an answer. */
export function writeTime(time: EventTime, calendarZone: string, answerZone: string): EventTime {
  if (time.date) return { date: time.date }
  const instant = instantOf(time, calendarZone)
  return { dateTime: writeInstant(instant, answerZone), timeZone: time.timeZone ?? calendarZone }
}

/** "20260105T090000Z", or "20260105" of a whole day: what instances are called after. */
export function stampOf(time: EventTime, zone: string): string {
  if (time.date) return time.date.replaceAll('-', '')
  return new Date(instantOf(time, zone)).toISOString().replace(/[-:]|\.\d+/g, '')
}

/** "20260105T100000" in the zone. */
export function wallStamp(instant: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  return at.toPlainDateTime().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days
}
