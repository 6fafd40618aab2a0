/** Calendars for tests, all of them invented. */
import { expandEntry, readCalendar, type CalendarOptions, type ShownEvent } from '#server/sources/ical/calendar.ts'
import type { NormalisedMeeting } from '#server/sources/source.ts'

export const NOW = new Date('2026-11-22T12:00:00Z')

export const OPTIONS: CalendarOptions = {
  now: NOW,
  zone: 'Europe/Madrid',
  modifiedAt: new Date('2026-11-20T00:00:00Z'),
}

/** An event's lines, with what every event has unless they say it themselves. */
export function event(...lines: string[]): string {
  const usual = ['UID:visita@taller.test', 'DTSTAMP:20261101T100000Z', 'DTSTART;TZID=Europe/Madrid:20261130T100000']
  const has = (name: string) => lines.some((line) => new RegExp(`^${name}[;:]`).test(line))
  const all = [...usual.filter((line) => !has(/^[A-Z-]+/.exec(line)![0])), ...lines]
  return ['BEGIN:VEVENT', ...all, 'END:VEVENT'].join('\r\n')
}

export const calendar = (...parts: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Taller//Test//ES', ...parts, 'END:VCALENDAR', ''].join('\r\n')

export function readAll(content: string | Buffer, options: Partial<CalendarOptions> = {}): ShownEvent[] {
  const entries = readCalendar(typeof content === 'string' ? Buffer.from(content) : content)
  return (entries ?? []).map((entry) => expandEntry(entry, { ...OPTIONS, ...options }))
}

export const meetingsOf = (content: string | Buffer, options: Partial<CalendarOptions> = {}): NormalisedMeeting[] =>
  readAll(content, options).flatMap((shown) => shown.meetings.map((one) => one.meeting))

/** The only meeting of an event with these lines. */
export function meeting(...lines: string[]): NormalisedMeeting {
  const found = meetingsOf(calendar(event(...lines)))
  if (found.length !== 1) throw new Error(`${found.length} meetings`)
  return found[0]!
}

export const failuresOf = (content: string | Buffer, options: Partial<CalendarOptions> = {}) =>
  readAll(content, options).flatMap((shown) => shown.failed.map(({ code }) => code))

const short = (instant: Date | string) => new Date(instant).toISOString().slice(0, 16)

/** "2026-11-30T09:00", and where it was moved from. */
export const startsOf = (meetings: NormalisedMeeting[]) =>
  meetings
    .map((one) => {
      const start = one.allDay ? one.allDay.startOn : short(one.startAt)
      const original =
        one.originalStart && (one.originalStart.length === 10 ? one.originalStart : short(one.originalStart))
      const moved = original !== null && original !== start ? `${start} < ${original}` : start
      return one.cancelled ? `${moved} cancelled` : moved
    })
    .toSorted()
