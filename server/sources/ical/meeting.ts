/** One instance of an event as a meeting. Pure. */
import { MAX_RECIPIENTS } from '../mime/addresses.ts'
import type { NormalisedMeeting, Note } from '../source.ts'
import type { CalendarEvent, Moment } from './event.ts'
import type { Instance } from './instances.ts'
import { httpsLink, meetingLinkIn } from './join-link.ts'
import { dateOf, endOf, instantOf, nameOf } from './moment.ts'
import { readAttendees, readPerson } from './people.ts'
import { lineOf, textOf, type Property } from './property.ts'
import { described, lineSaid, linksOf, withHash, type Description } from './said.ts'

const DAY = 86_400_000

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
  return withHash({ ...meeting, changedAt })
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

type Content = Pick<
  NormalisedMeeting,
  'title' | 'text' | 'html' | 'place' | 'joinUrl' | 'links' | 'organizer' | 'attendees'
>

/** Read once for all instances that show it. */
const contents = new WeakMap<CalendarEvent, { content: Content; notes: Note[] }>()

function contentOf(event: CalendarEvent): { content: Content; notes: Note[] } {
  const before = contents.get(event)
  if (before) return before
  const all = (name: string) => event.properties.get(name) ?? []
  const first = (name: string): Property | undefined => all(name)[0]
  const place = lineSaid(textOf(first('location')))
  const { text, html, notes } = describe(event)
  const made = {
    content: {
      title: lineSaid(textOf(first('summary'))),
      text,
      html,
      place,
      joinUrl: joinOf(event) ?? meetingLinkIn(place) ?? meetingLinkIn(text) ?? meetingLinkIn(html),
      links: linksOf(
        all('attach').map(({ values, params }) => ({ title: params.filename ?? null, url: asText(values[0]) })),
      ),
      organizer: first('organizer') ? readPerson(first('organizer')!) : null,
      attendees: readAttendees(all('attendee')),
    },
    notes,
  }
  contents.set(event, made)
  return made
}

const asText = (value: unknown) => (typeof value === 'string' ? value : null)

function describe(event: CalendarEvent): Description {
  const styled = [...(event.properties.get('x-alt-desc') ?? []), ...(event.properties.get('styled-description') ?? [])]
  const rich = styled.find(({ params }) => /^text\/html/i.test(params.fmttype ?? ''))
  const html = rich ? textOf(rich) : null
  return described(textOf(event.properties.get('description')?.[0]), html && unescaped(html))
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
