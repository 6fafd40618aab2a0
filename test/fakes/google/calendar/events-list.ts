/** events.list: a window, or what changed since a sync token; series whole or as instances. */
import type { calendar_v3 } from '@googleapis/calendar'
import { badRequest } from '../errors.ts'
import type { Call } from '../gate.ts'
import type { Calendar, Event, Stored } from './calendar.ts'
import type { Listed } from './calendars.ts'
import { fullSyncRequired, type Pages, readSyncToken, writeSyncToken } from './pages.ts'
import type { Span } from './recurrence.ts'
import { byStart, toEvent, type Viewer } from './view.ts'

const DEFAULT_PAGE = 250
const LARGEST_PAGE = 2500
/** Not together with a sync token, says the reference. */
const NOT_WITH_TOKEN = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
]
/** Whoever asks so gets no sync token. */
const NO_TOKEN_AFTER = ['iCalUID', 'orderBy', 'privateExtendedProperty', 'q', 'sharedExtendedProperty', 'updatedMin']
/** These may differ between a sync and the next. */
const MAY_DIFFER = new Set(['timeMin', 'timeMax', 'maxResults', 'showDeleted'])

type SyncState = { calendar: string; count: number; question: string; span: Span | null }

export function listEvents(pages: Pages, call: Call, { calendar, entry }: Listed): calendar_v3.Schema$Events {
  const viewer = viewerOf(call, calendar, entry)
  const size = Math.min(call.number('maxResults') ?? DEFAULT_PAGE, LARGEST_PAGE) || DEFAULT_PAGE
  const of = { owner: `${call.account.address} ${calendar.id}`, question: call.question, size }
  const pageToken = call.text('pageToken')
  const page =
    pageToken === undefined ? firstPage(pages, call, { calendar, viewer, of }) : pages.next<Event>(pageToken, of)
  return {
    kind: 'calendar#events',
    etag: `"p${calendar.count()}"`,
    summary: entry.summary ?? calendar.id,
    updated: new Date(0).toISOString(),
    timeZone: viewer.zone,
    accessRole: viewer.role,
    defaultReminders: [],
    ...page,
  }
}

type Of = { owner: string; question: string; size: number }

export function viewerOf(call: Call, calendar: Calendar, entry: Listed['entry']): Viewer {
  return {
    role: (entry.accessRole ?? 'owner') as Viewer['role'],
    zone: call.text('timeZone') ?? entry.timeZone ?? calendar.zone,
    maxAttendees: call.number('maxAttendees'),
  }
}

function firstPage(pages: Pages, call: Call, { calendar, viewer, of }: { calendar: Calendar; viewer: Viewer; of: Of }) {
  const asked = questionOf(call)
  const token = call.text('syncToken')
  if (call.text('orderBy') === 'startTime' && !call.flag('singleEvents')) {
    throw badRequest('The requested ordering is not available for the particular query.', 'badRequest')
  }
  const state = token === undefined ? null : checkSync(call, calendar, { token, asked })
  const span = state ? state.span : spanOf(call, calendar)
  const found = state ? changesSince(calendar, call.flag('singleEvents'), state) : search(call, calendar, span)
  const types = call.texts('eventTypes')
  const kept = types.length === 0 ? found : found.filter(({ eventType }) => types.includes(eventType ?? 'default'))
  const ordered = call.text('orderBy') === 'startTime' ? kept.sort(byStart(calendar)) : kept
  const next: SyncState = { calendar: calendar.id, count: calendar.count(), question: asked, span }
  const noToken = NO_TOKEN_AFTER.some((name) => call.texts(name).length > 0)
  const items = ordered.map((event) => toEvent(calendar, event, viewer))
  return pages.first(of, items, noToken ? undefined : writeSyncToken(next))
}

const questionOf = (call: Call) =>
  JSON.stringify((JSON.parse(call.question) as [string, string][]).filter(([name]) => !MAY_DIFFER.has(name)))

function checkSync(call: Call, calendar: Calendar, { token, asked }: { token: string; asked: string }): SyncState {
  const clashing = NOT_WITH_TOKEN.find((name) => call.texts(name).length > 0)
  if (clashing) throw badRequest(`Sync token cannot be used with ${clashing}.`, 'cannotUseSyncTokenWithOtherParameters')
  if (call.text('showDeleted') === 'false') throw badRequest('Deleted events are part of a sync.', 'invalidParameter')
  const state = readSyncToken(token) as SyncState
  if (state.calendar !== calendar.id) throw badRequest('Invalid sync token value.', 'invalid')
  if (state.count < calendar.forgotten().before) throw fullSyncRequired(calendar.forgotten().bare)
  // Google calls this undefined behaviour; here it is an error, so that nobody depends on it.
  if (state.question !== asked) throw badRequest('Parameters differ from those of the first sync.', 'invalidParameter')
  return state
}

function spanOf(call: Call, calendar: Calendar): Span | null {
  const [from, to] = [call.text('timeMin'), call.text('timeMax')]
  if (from === undefined && to === undefined) return null
  const whole = calendar.wholeSpan()
  const span = { from: from ? Date.parse(from) : whole.from, to: to ? Date.parse(to) : whole.to }
  if (span.from >= span.to) throw badRequest('The specified time range is empty.', 'timeRangeEmpty')
  return span
}

function search(call: Call, calendar: Calendar, span: Span | null): Event[] {
  const [single, deleted] = [call.flag('singleEvents'), call.flag('showDeleted')]
  const uid = call.text('iCalUID')
  const since = Date.parse(call.text('updatedMin') ?? '')
  const words = call.text('q')?.toLowerCase()
  const all = [...calendar.events.values()].map(({ event }) => event)
  const found = single ? all.flatMap((event) => expand(calendar, event, span ?? calendar.wholeSpan())) : all
  return found.filter(
    (event) =>
      (deleted || event.status !== 'cancelled' || (!single && isLiveException(calendar, event))) &&
      (single || span === null || calendar.overlaps(event, span)) &&
      (uid === undefined || event.iCalUID === uid) &&
      (words === undefined ||
        `${event.summary} ${event.description} ${event.location}`.toLowerCase().includes(words)) &&
      (Number.isNaN(since) || Date.parse(event.updated ?? '') >= since),
  )
}

/** Cancelled instances of a series that goes on are shown beside it. */
function isLiveException(calendar: Calendar, event: Event): boolean {
  const series = event.recurringEventId ? calendar.events.get(event.recurringEventId) : undefined
  return series !== undefined && series.event.status !== 'cancelled'
}

/** A series gives its instances; its exceptions come with it and not by themselves. */
function expand(calendar: Calendar, event: Event, span: Span): Event[] {
  if (event.recurrence) return event.status === 'cancelled' ? [] : calendar.instances(event, span)
  if (event.recurringEventId && calendar.events.has(event.recurringEventId)) return []
  return calendar.overlaps(event, span) ? [event] : []
}

function changesSince(calendar: Calendar, single: boolean, { count, span }: SyncState): Event[] {
  const changed = [...calendar.events.values()].filter((stored) => stored.changed > count)
  if (!single) return changed.map(({ event }) => event)
  const window = span ?? calendar.wholeSpan()
  const found = new Map<string, Event>()
  for (const stored of changed) {
    for (const event of changedInstances(calendar, stored, { count, window })) found.set(event.id!, event)
  }
  return [...found.values()]
}

/** Of a changed series every instance, and those that are no more, as cancelled. */
function changedInstances(
  calendar: Calendar,
  stored: Stored,
  { count, window }: { count: number; window: Span },
): Event[] {
  const { event, before } = stored
  if (!event.recurrence) return [event]
  const now = event.status === 'cancelled' ? [] : calendar.instances(event, window)
  const ids = new Set(now.map(({ id }) => id))
  const gone = before
    .filter(({ until }) => until > count)
    .flatMap((old) => calendar.plainInstances(old.event, window))
    .filter(({ id }) => !ids.has(id) && !calendar.events.has(id!))
    .map((instance): Event => ({ ...instance, status: 'cancelled' }))
  return [...gone, ...now]
}
