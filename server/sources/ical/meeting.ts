/** One instance of an event as a meeting. Pure. */
import { createHash } from 'node:crypto'
import { MAX_RECIPIENTS } from '../mime/addresses.ts'
import { cleanText } from '../mime/charset.ts'
import type { NormalisedMeeting, Note } from '../source.ts'
import type { CalendarEvent, Moment } from './event.ts'
import type { Instance } from './instances.ts'
import { httpsLink, meetingLinkIn } from './join-link.ts'
import { dateOf, endOf, instantOf, nameOf } from './moment.ts'
import { readAttendees, readPerson } from './people.ts'
import { lineOf, textOf, type Property } from './property.ts'

const DAY = 86_400_000
/** As mail has it: characters of text that are kept. */
const MAX_TEXT = 1024 * 1024
const MAX_LINE = 2000

export function readMeeting(instance: Instance, master: CalendarEvent | null): NormalisedMeeting {
  const { shown, start, length, original } = instance
  const said = contentOf(shown)
  const stamps = [shown.changedAt, master?.changedAt ?? null].filter((stamp) => stamp !== null)
  const meeting = {
    uid: shown.uid,
    originalStart: original === null ? null : nameOf(original),
    startAt: new Date(instantOf(start)),
    endAt: new Date(endOf(start, length)),
    allDay: start.date ? daysOf(start, length.days) : null,
    zone: start.zone.name,
    ...said.content,
    cancelled: shown.cancelled || master?.cancelled === true,
    private: isPrivate(shown) || (master !== null && isPrivate(master)),
    sequence: shown.sequence,
    notes: [...said.notes, ...notesOf(shown)],
  }
  const changedAt = stamps.length === 0 ? null : new Date(Math.max(...stamps.map(Number)))
  return { ...meeting, changedAt, contentHash: createHash('sha256').update(JSON.stringify(meeting)).digest('hex') }
}

const daysOf = ({ wall }: Moment, days: number) => ({ startOn: dateOf(wall), endOn: dateOf(wall + (days - 1) * DAY) })

function notesOf(event: CalendarEvent): Note[] {
  const notes: Note[] = []
  if (event.zoneUnknown) notes.push('zone-unknown')
  if (event.damaged) notes.push('damaged')
  if ((event.properties.get('attendee')?.length ?? 0) > MAX_RECIPIENTS) notes.push('recipients-truncated')
  return notes
}

const isPrivate = (event: CalendarEvent) =>
  /^(?:private|confidential)$/i.test(lineOf(event.properties.get('class')?.[0]) ?? '')

type Content = Pick<NormalisedMeeting, 'title' | 'text' | 'html' | 'place' | 'joinUrl' | 'organizer' | 'attendees'>

/** Read once for all instances that show it. */
const contents = new WeakMap<CalendarEvent, { content: Content; notes: Note[] }>()

function contentOf(event: CalendarEvent): { content: Content; notes: Note[] } {
  const before = contents.get(event)
  if (before) return before
  const all = (name: string) => event.properties.get(name) ?? []
  const first = (name: string): Property | undefined => all(name)[0]
  const place = lineOf(first('location'))?.slice(0, MAX_LINE).toWellFormed() ?? null
  const described = describe(event)
  const made = {
    content: {
      title: lineOf(first('summary'))?.slice(0, MAX_LINE).toWellFormed() ?? null,
      text: cut(described.text),
      html: cut(described.html),
      place,
      joinUrl: joinOf(event) ?? meetingLinkIn(place) ?? meetingLinkIn(described.text) ?? meetingLinkIn(described.html),
      organizer: first('organizer') ? readPerson(first('organizer')!) : null,
      attendees: readAttendees(all('attendee')),
    },
    notes: [described.text, described.html].some((text) => (text?.length ?? 0) > MAX_TEXT)
      ? ['text-truncated' as const]
      : [],
  }
  contents.set(event, made)
  return made
}

const cut = (text: string | null) =>
  text !== null && text.length > MAX_TEXT ? text.slice(0, MAX_TEXT).toWellFormed() : text

/** Google writes HTML where RFC 5545 wants text, without saying so. */
const HTML = /<(?:br|p|div|span|a|b|i|u|ul|ol|li|html|table|strong|em|h[1-6])(?:\s[^<>]{0,2000})?\/?>/i

function describe(event: CalendarEvent): { text: string | null; html: string | null } {
  const cleaned = (property: Property | undefined) => cleanText(textOf(property) ?? '') || null
  const text = cleaned(event.properties.get('description')?.[0])
  const styled = [...(event.properties.get('x-alt-desc') ?? []), ...(event.properties.get('styled-description') ?? [])]
  const rich = styled.find(({ params }) => /^text\/html/i.test(params.fmttype ?? ''))
  const html = rich ? cleanText(unescaped(textOf(rich) ?? '')) || null : null
  if (text !== null && html === null && HTML.test(text)) return { text: null, html: text }
  return { text, html }
}

/** ical.js knows no type of X- properties and leaves their escapes; Outlook writes them as of text. */
const unescaped = (raw: string) => raw.replace(/\\([\\;,nN])/g, (_, char: string) => (/n/i.test(char) ? '\n' : char))

function joinOf(event: CalendarEvent): string | null {
  const links = (name: string) => (event.properties.get(name) ?? []).map((property) => httpsLink(textOf(property)))
  const conferences = (event.properties.get('conference') ?? []).toSorted((a, b) => videoFirst(a) - videoFirst(b))
  return (
    [
      ...conferences.map((property) => httpsLink(textOf(property))),
      ...links('x-google-conference'),
      ...links('x-microsoft-skypeteamsmeetingurl'),
      ...links('x-microsoft-onlinemeetingexternallink'),
      ...links('url'),
    ].find((link) => link !== null) ?? null
  )
}

const videoFirst = ({ params }: Property) => (/video/i.test(params.feature ?? '') ? 0 : 1)
