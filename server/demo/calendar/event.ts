/** What is told of an appointment to write it, and the text that calendars exchange of it (RFC 5545). Pure. */
import type { Person } from '../mails/cast.ts'
import { OFFICE_ZONE, wallOf } from '../mails/clock.ts'
import { domainOf } from '../mails/compose.ts'
import { digest } from '../mails/mime.ts'

export type Answer = 'ACCEPTED' | 'DECLINED' | 'TENTATIVE' | 'NEEDS-ACTION'
export type Guest = { who: Person; answer: Answer; optional?: boolean }
/** An instance that is not as its series meant it: `at` is when it was changed. */
export type Change = { week: number; at: Date } & ({ movedTo: Date } | { cancelled: true })

export type DemoEvent = {
  /** Its name, for tests, and its file's. */
  key: string
  organiser: Person
  guests: Guest[]
  title: string
  place?: string
  joinUrl?: string
  text?: string
  /** When the invitation was written. */
  madeAt: Date
  startAt: Date
  /** Of one that lasts whole days: how many; `startAt` is then at any time of the first. */
  days?: number
  minutes: number
  /** So many times, once a week, at the same wall time. */
  weeks?: number
  changes?: Change[]
  isPrivate?: boolean
  cancelledAt?: Date
}

export type Method = 'REQUEST' | 'CANCEL' | 'REPLY'

export const uidOf = ({ key, organiser }: Pick<DemoEvent, 'key' | 'organiser'>): string =>
  `${digest(key).toString('hex').slice(0, 26)}@${domainOf(organiser.address)}`

/** As it lies in a calendar, or, with a method, as a mail carries it: before anybody answered, or one guest's answer. */
export function writeCalendar(event: DemoEvent, method?: Method): string {
  const mailed = method === undefined || method === 'REPLY' ? event : unanswered(event)
  return [
    'BEGIN:VCALENDAR',
    'PRODID:-//Demo//Calendar//EN',
    'VERSION:2.0',
    // Whole days of a calendar are those of its holder.
    method ? `METHOD:${method}` : `X-WR-TIMEZONE:${OFFICE_ZONE}`,
    ...(event.days ? [] : zoneLines(event.organiser.zone)),
    ...eventLines(method === 'CANCEL' ? mailed : { ...mailed, ...(method && { cancelledAt: undefined }) }),
    ...(method ? [] : (event.changes ?? []).flatMap((change) => changeLines(event, change))),
    'END:VCALENDAR',
    '',
  ]
    .flatMap(folded)
    .join('\r\n')
}

/** The wall time of the series, so many weeks on: also where the clocks went forward or back in between. */
export function weekOf({ startAt, organiser: { zone } }: DemoEvent, week: number): Date {
  const moved = new Date(startAt.getTime() + week * 7 * 86_400_000)
  return new Date(moved.getTime() + (wallOf(startAt, zone).offset - wallOf(moved, zone).offset) * 60_000)
}

type Shown = Omit<DemoEvent, 'cancelledAt'> & { cancelledAt?: Date | undefined }

const unanswered = (event: DemoEvent): DemoEvent => ({
  ...event,
  guests: event.guests.map((guest) => ({ ...guest, answer: 'NEEDS-ACTION' })),
})

function eventLines(event: Shown, when = event.startAt, own: string[] = []): string[] {
  const { organiser, guests, minutes, title, place, joinUrl, text, madeAt, weeks, isPrivate, cancelledAt } = event
  return [
    'BEGIN:VEVENT',
    `UID:${uidOf(event)}`,
    ...own,
    ...(own.length > 0 ? [] : [`DTSTAMP:${stamp(cancelledAt ?? madeAt)}`, `SEQUENCE:${cancelledAt ? 1 : 0}`]),
    ...(event.days
      ? [
          `DTSTART;VALUE=DATE:${dateOf(when, organiser.zone, 0)}`,
          `DTEND;VALUE=DATE:${dateOf(when, organiser.zone, event.days)}`,
        ]
      : [
          `DTSTART${local(when, organiser.zone)}`,
          `DTEND${local(new Date(when.getTime() + minutes * 60_000), organiser.zone)}`,
        ]),
    ...(weeks === undefined || own.length > 0 ? [] : [`RRULE:FREQ=WEEKLY;COUNT=${weeks}`]),
    `SUMMARY:${escaped(title)}`,
    ...(place ? [`LOCATION:${escaped(place)}`] : []),
    ...(text ? [`DESCRIPTION:${escaped(text)}`] : []),
    ...(joinUrl ? [`CONFERENCE;VALUE=URI;FEATURE=VIDEO:${joinUrl}`] : []),
    ...(guests.length > 0
      ? [`ORGANIZER;CN="${organiser.name}":mailto:${organiser.address}`, ...guests.map(guestLine)]
      : []),
    ...(isPrivate ? ['CLASS:PRIVATE'] : []),
    ...(own.some((line) => line.startsWith('STATUS')) ? [] : [`STATUS:${cancelledAt ? 'CANCELLED' : 'CONFIRMED'}`]),
    'END:VEVENT',
  ]
}

function changeLines(event: DemoEvent, change: Change): string[] {
  const meant = weekOf(event, change.week)
  const own = [`RECURRENCE-ID${local(meant, event.organiser.zone)}`, `DTSTAMP:${stamp(change.at)}`, 'SEQUENCE:1']
  return 'movedTo' in change
    ? eventLines(event, change.movedTo, own)
    : eventLines(event, meant, [...own, 'STATUS:CANCELLED'])
}

const guestLine = ({ who, answer, optional }: Guest) =>
  `ATTENDEE;ROLE=${optional ? 'OPT' : 'REQ'}-PARTICIPANT;PARTSTAT=${answer};RSVP=TRUE;CN="${who.name}":mailto:${who.address}`

const stamp = (at: Date) => at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
const escaped = (text: string) => text.replaceAll(/[\\,;]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)
const two = (value: number) => String(value).padStart(2, '0')

/** ";TZID=Europe/Madrid:20251112T100000" */
function local(at: Date, zone: string): string {
  const wall = wallOf(at, zone)
  const date = `${wall.year}${two(wall.month)}${two(wall.day)}`
  return `;TZID=${zone}:${date}T${two(wall.hour)}${two(wall.minute)}${two(wall.second)}`
}

function dateOf(at: Date, zone: string, days: number): string {
  const { year, month, day } = wallOf(at, zone)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10).replaceAll('-', '')
}

/** Lines over 75 octets go on in the next, which begins with a blank; no character is broken in two. */
function folded(line: string): string[] {
  const rows = ['']
  for (const char of line) {
    const row = rows.at(-1) ?? ''
    if (Buffer.byteLength(row + char) > 74) rows.push(` ${char}`)
    else rows[rows.length - 1] = row + char
  }
  return rows
}

/** Both zones of the demo's organisers change their clocks by the rule of the European Union, at 01:00 UTC. */
function zoneLines(zone: string): string[] {
  const [standard = '', summer = ''] = zone === 'Europe/London' ? ['+0000', '+0100'] : ['+0100', '+0200']
  const hour = zone === 'Europe/London' ? 1 : 2
  const part = (name: string, [from, to]: string[], since: string) => [
    `BEGIN:${name}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    `DTSTART:${since}`,
    `RRULE:FREQ=YEARLY;BYMONTH=${Number(since.slice(4, 6))};BYDAY=-1SU`,
    `END:${name}`,
  ]
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...part('DAYLIGHT', [standard, summer], `19810329T${two(hour)}0000`),
    ...part('STANDARD', [summer, standard], `19961027T${two(hour + 1)}0000`),
    'END:VTIMEZONE',
  ]
}
