/** How an event looks to the account that reads it. */
import type { AccessRole } from './calendars.ts'
import type { Calendar, Event } from './calendar.ts'
import { instantOf, writeTime } from './time.ts'

export type Viewer = { role: AccessRole; zone: string; maxAttendees: number | undefined }

export function toEvent(calendar: Calendar, event: Event, viewer: Viewer): Event {
  if (event.status === 'cancelled') return cancelled(calendar, event, viewer)
  const times = {
    start: writeTime(event.start!, calendar.zone, viewer.zone),
    end: writeTime(event.end!, calendar.zone, viewer.zone),
    ...(event.originalStartTime
      ? { originalStartTime: writeTime(event.originalStartTime, calendar.zone, viewer.zone) }
      : {}),
  }
  const hidden = viewer.role === 'reader' && ['private', 'confidential'].includes(event.visibility ?? '')
  if (viewer.role === 'freeBusyReader' || hidden) return { ...busy(event), ...times }
  return { ...event, ...times, ...people(calendar, event, viewer.maxAttendees) }
}

/** Of what is deleted only the id is certain; of a cancelled instance also which one it was. */
function cancelled(calendar: Calendar, event: Event, viewer: Viewer): Event {
  const { kind = 'calendar#event', etag, id, recurringEventId, originalStartTime } = event
  const instance = recurringEventId
    ? { recurringEventId, originalStartTime: writeTime(originalStartTime!, calendar.zone, viewer.zone) }
    : {}
  return { kind, ...(etag ? { etag } : {}), id: id!, status: 'cancelled', ...instance }
}

/** That somebody is busy, and nothing else. */
function busy({ kind, etag, id, status, iCalUID, recurringEventId, transparency }: Event): Event {
  return {
    kind,
    etag,
    id,
    status,
    iCalUID,
    visibility: 'private',
    ...(recurringEventId ? { recurringEventId } : {}),
    ...(transparency ? { transparency } : {}),
  }
}

function people(calendar: Calendar, event: Event, maxAttendees: number | undefined): Event {
  const me = (email: string | null | undefined) => email?.toLowerCase() === calendar.id.toLowerCase()
  const mark = <T extends { email?: string | null; self?: boolean | null }>(person: T): T => {
    const { self: _, ...rest } = person
    return (me(person.email) ? { ...rest, self: true } : rest) as T
  }
  const all = event.attendees?.map((attendee) => ({
    responseStatus: 'needsAction',
    ...mark(attendee),
    ...(attendee.email === event.organizer?.email ? { organizer: true } : {}),
  }))
  const tooMany = maxAttendees !== undefined && (all?.length ?? 0) > maxAttendees
  return {
    ...(event.organizer ? { organizer: mark(event.organizer) } : {}),
    ...(event.creator ? { creator: mark(event.creator) } : {}),
    ...(all ? { attendees: tooMany ? all.filter(({ email }) => me(email)) : all } : {}),
    ...(tooMany ? { attendeesOmitted: true } : {}),
  }
}

export const byStart = (calendar: Calendar) => (a: Event, b: Event) =>
  instantOf(a.start ?? a.originalStartTime, calendar.zone) - instantOf(b.start ?? b.originalStartTime, calendar.zone)
