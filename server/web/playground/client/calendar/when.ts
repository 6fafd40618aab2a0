/** Times as people say them, in the viewer's zone, and in the meeting's where that is another. */
import type { CalendarStrings } from '#shared/i18n/calendar.ts'
import type { CalendarEvent } from '#shared/playground-calendar.ts'
import { startOf } from './days.ts'

const clock = { hour: '2-digit', minute: '2-digit' } as const
const longDay = { weekday: 'long', day: 'numeric', month: 'long' } as const

export const saidTime = (at: string, locale: string, zone?: string): string =>
  new Date(at).toLocaleTimeString(locale, { ...clock, timeZone: zone })

export const saidDay = (day: string, locale: string): string => startOf(day).toLocaleDateString(locale, longDay)

/** "Tuesday 24 November, 10:00–11:00"; of whole days the days. */
export function saidWhen({ startAt, endAt, allDay }: CalendarEvent, locale: string): string {
  if (allDay) return between(saidDay(allDay.startOn, locale), saidDay(allDay.endOn, locale))
  const [start, end] = [new Date(startAt), new Date(endAt)]
  const day = start.toLocaleDateString(locale, longDay)
  const times = [saidTime(startAt, locale), saidTime(endAt, locale)]
  if (start.toDateString() === end.toDateString()) return `${day}, ${between(times[0] ?? '', times[1] ?? '')}`
  return `${day}, ${times[0]} – ${end.toLocaleDateString(locale, longDay)}, ${times[1]}`
}

const between = (from: string, to: string): string => (from === to ? from : `${from}–${to}`)

/** undefined where both clocks show the same. */
export function saidInItsZone(event: CalendarEvent, locale: string, strings: CalendarStrings): string | undefined {
  const { startAt, endAt, zone, allDay } = event
  if (allDay) return undefined
  try {
    const there = between(saidTime(startAt, locale, zone), saidTime(endAt, locale, zone))
    const here = between(saidTime(startAt, locale), saidTime(endAt, locale))
    return there === here ? undefined : strings.inZone(there, placeOf(zone))
  } catch {
    // A zone that this browser does not know.
    return undefined
  }
}

const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** "23–29 November 2026" over the days shown. */
export function saidSpan(days: string[], locale: string): string {
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
  return format.formatRange(startOf(first), startOf(last))
}

/** What Ficha made of it. */
export const saidState = ({ state, cancelled }: CalendarEvent, words: CalendarStrings): string =>
  state.reason === 'cancelled' && !cancelled ? words.movedAfterwards : words.states(state)
