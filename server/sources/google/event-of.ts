/**
 * An event of Google Calendar as a meeting: https://developers.google.com/workspace/calendar/api/v3/reference/events#resource
 * What a calendar file says of the same event comes to the same names. Pure.
 */
import type { calendar_v3 } from '@googleapis/calendar'
import { MAX_RECIPIENTS } from '../mime/addresses.ts'
import type { Zone } from '../ical/iana-zone.ts'
import { httpsLink, meetingLinkIn } from '../ical/join-link.ts'
import { attendeesOf, personOf } from '../ical/people.ts'
import { described, lineSaid, linksOf, withHash } from '../ical/said.ts'
import { UnreadableEvent } from '../ical/unreadable.ts'
import type { Address, Answer, Attendee, LocalReason, NormalisedMeeting, Note } from '../source.ts'
import { lastsFrom, nameOfTime, readTime, sameLength } from './event-time.ts'

export type GoogleEvent = calendar_v3.Schema$Event

export type ReadEvent = { meeting: NormalisedMeeting; local: LocalReason | null }

/**
 * @param own what whole days are meant in, and times that name no zone
 * @throws UnreadableEvent
 */
export function readGoogleEvent(event: GoogleEvent, own: Zone): ReadEvent {
  const uid = lineSaid(event.iCalUID ?? null)
  if (uid === null) throw new UnreadableEvent('no-uid')
  const start = readTime(event.start, own)
  const place = lineSaid(event.location ?? null)
  const { text, html, notes } = described(event.description ?? null, null)
  const meeting = withHash({
    uid,
    originalStart: event.recurringEventId ? nameOfTime(readTime(event.originalStartTime, own)) : null,
    ...lastsFrom(start, event.end, own),
    zone: start.zone.name,
    title: lineSaid(event.summary ?? null),
    text,
    html,
    place,
    joinUrl: joinOf(event) ?? meetingLinkIn(place) ?? meetingLinkIn(text) ?? meetingLinkIn(html),
    links: linksOf(
      (event.attachments ?? []).map(({ title, fileUrl }) => ({ title: title ?? null, url: fileUrl ?? null })),
    ),
    organizer: organizerOf(event),
    attendees: peopleOf(event),
    cancelled: event.status === 'cancelled',
    private: PRIVATE.has(event.visibility ?? ''),
    changedAt: stampOf(event.updated),
    sequence: sequenceOf(event),
    notes: [...notes, ...notesOf(event, start.zoneUnknown)],
  })
  return { meeting, local: localReason(event, meeting) }
}

/** A cancelled instance of a series, of which Google tells no more than which one it was. */
export function cancelledInstance(event: GoogleEvent, master: GoogleEvent, own: Zone): GoogleEvent {
  const { recurrence: _, updated: __, ...rest } = master
  const start = event.originalStartTime ?? {}
  const said = event.start ? event : { ...event, start, end: sameLength(master, start, own) }
  return { ...rest, ...said, status: 'cancelled' }
}

export const sequenceOf = ({ sequence }: GoogleEvent): number =>
  typeof sequence === 'number' && sequence > 0 ? Math.floor(sequence) : 0

/** null when it says none, or none that can be. */
export function stampOf(text: string | null | undefined): Date | null {
  const at = new Date(text ?? Number.NaN)
  return at.getTime() > 0 && at.getUTCFullYear() < 2200 ? at : null
}

const PRIVATE = new Set(['private', 'confidential'])
/** What somebody tells the calendar about themselves. */
const ONE_S_OWN = new Set(['birthday', 'focusTime', 'outOfOffice', 'workingLocation'])

/**
 * What the organizer's calendar says (private, cancelled) holds for the meeting; what an invited one's says, for that copy:
 * they may have taken it out of their own calendar, and the others meet all the same.
 */
function localReason(event: GoogleEvent, meeting: NormalisedMeeting): LocalReason | null {
  if (ONE_S_OWN.has(event.eventType ?? '')) return 'private'
  if (!event.organizer || event.organizer.self) return null
  if (meeting.private) return 'private'
  const { cancelled, changedAt, startAt } = meeting
  return cancelled && (changedAt === null || changedAt < startAt) ? 'cancelled' : null
}

/** Of what is in a calendar that is nobody's own: who wrote it there. */
function organizerOf({ organizer, creator }: GoogleEvent): Address | null {
  const person = (one: GoogleEvent['organizer']) => (one?.email ? personOf(one.email, one.displayName ?? '') : null)
  return person(organizer) ?? (isCalendar(organizer?.email) ? person(creator) : null)
}

const isCalendar = (email: string | undefined) => /@group\.calendar\.google\.com$/i.test(email ?? '')

const ANSWERS: Record<string, Answer> = { accepted: 'accepted', declined: 'declined', tentative: 'tentative' }

function peopleOf({ attendees }: GoogleEvent): Attendee[] {
  return attendeesOf(
    (attendees ?? []).slice(0, MAX_RECIPIENTS).flatMap(({ email, displayName, resource, optional, responseStatus }) => {
      const person = email && !resource ? personOf(email, displayName ?? '') : null
      return person
        ? [{ ...person, answer: ANSWERS[responseStatus ?? ''] ?? ('none' as const), optional: optional === true }]
        : []
    }),
  )
}

function joinOf({ conferenceData, hangoutLink }: GoogleEvent): string | null {
  const videos = (conferenceData?.entryPoints ?? []).filter(({ entryPointType }) => entryPointType === 'video')
  return [...videos.map(({ uri }) => httpsLink(uri ?? null)), httpsLink(hangoutLink ?? null)].find(Boolean) ?? null
}

function notesOf({ attendees, attendeesOmitted }: GoogleEvent, zoneUnknown: boolean): Note[] {
  const notes: Note[] = []
  if (zoneUnknown) notes.push('zone-unknown')
  // Google leaves out guests of events that are very large, or whose guests may not see each other.
  if (attendeesOmitted || (attendees?.length ?? 0) > MAX_RECIPIENTS) notes.push('recipients-truncated')
  return notes
}
