/** Calendar files for tests: events some minutes from now, as organizers' calendars write them. */

export type Event = {
  uid: string
  /** Minutes from now. */
  at: number
  title?: string
  organizer?: string
  /** "Eva <eva@client.test>", with "!" behind who accepted, "x" who declined. */
  attendees?: string[]
  minutes?: number
  place?: string
  description?: string
  lines?: string[]
}

const MINUTE = 60_000
/** On the minute, the same for all tests of a file. */
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE

export const at = (minutes: number): Date => new Date(NOW + minutes * MINUTE)
export const HOUR = 60
export const DAY = 24 * HOUR

export const stamp = (date: Date): string => date.toISOString().replace(/[-:]|\.000/g, '')

export function event(one: Event): string {
  const start = at(one.at)
  const end = at(one.at + (one.minutes ?? 60))
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ficha//test//EN',
    'BEGIN:VEVENT',
    `UID:${one.uid}`,
    `DTSTAMP:${stamp(at(-30 * DAY))}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(end)}`,
    `SUMMARY:${one.title ?? one.uid}`,
    ...(one.organizer ? [`ORGANIZER;${person(one.organizer)}`] : []),
    ...(one.attendees ?? []).map((text) => `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=${answerOf(text)};${person(text)}`),
    ...(one.place ? [`LOCATION:${one.place}`] : []),
    ...(one.description ? [`DESCRIPTION:${one.description}`] : []),
    ...(one.lines ?? []),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.join('\r\n')}\r\n`
}

const answerOf = (text: string): string =>
  text.endsWith('!') ? 'ACCEPTED' : text.endsWith('x') ? 'DECLINED' : 'NEEDS-ACTION'

function person(text: string): string {
  const [, name = '', address = ''] = /^(.*?)\s*<(.+)>/.exec(text) ?? ['', '', text.replace(/[!x]$/, '')]
  return `CN="${name || address}":mailto:${address}`
}
