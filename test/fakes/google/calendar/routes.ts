/** Calendar's methods that a sync needs; each counts as one. */
import type { calendar_v3 } from '@googleapis/calendar'
import type { Hono } from 'hono'
import { ApiError, unknownToFake } from '../errors.ts'
import type { Call, Gate, Operation, ParamType } from '../gate.ts'
import type { Channels } from '../push/channels.ts'
import { CALENDARS } from '../scopes.ts'
import type { World } from '../world.ts'
import type { Calendar, Event } from './calendar.ts'
import { listCalendars } from './calendar-list.ts'
import type { Listed } from './calendars.ts'
import { listEvents, viewerOf } from './events-list.ts'
import { createPages, type Page, type Pages } from './pages.ts'
import type { Span } from './recurrence.ts'
import { instantOf, stampOf } from './time.ts'
import { toEvent } from './view.ts'

const EVENTS_LIST: Record<string, ParamType> = {
  alwaysIncludeEmail: 'boolean',
  eventTypes: 'strings',
  iCalUID: 'string',
  maxAttendees: 'integer',
  maxResults: 'integer',
  orderBy: 'string',
  pageToken: 'string',
  privateExtendedProperty: 'strings',
  q: 'string',
  sharedExtendedProperty: 'strings',
  showDeleted: 'boolean',
  showHiddenInvitations: 'boolean',
  singleEvents: 'boolean',
  syncToken: 'string',
  timeMax: 'time',
  timeMin: 'time',
  timeZone: 'string',
  updatedMin: 'time',
}

const CALENDAR_LIST: Record<string, ParamType> = {
  maxResults: 'integer',
  minAccessRole: 'string',
  pageToken: 'string',
  showDeleted: 'boolean',
  showHidden: 'boolean',
  showOwnOrganizationOnly: 'boolean',
  syncToken: 'string',
}

const CHANNEL = [
  'id',
  'type',
  'address',
  'token',
  'params',
  'expiration',
  'kind',
  'payload',
  'resourceId',
  'resourceUri',
]

export function mountCalendar(
  app: Hono,
  { world, gate, channels }: { world: World; gate: Gate; channels: Channels },
): void {
  const pages = createPages(world)
  const base = '/calendar/v3'
  const operation = (name: string, rest: Omit<Operation, 'name' | 'api' | 'units' | 'params'> & Partial<Operation>) =>
    gate({ params: {}, ...rest, name: `calendar.${name}`, api: 'calendar', units: 1 })

  app.get(
    `${base}/users/me/calendarList`,
    operation('calendarList.list', {
      params: CALENDAR_LIST,
      scopes: CALENDARS.list,
      run: (call) => listCalendars(pages, call),
    }),
  )
  app.post(
    `${base}/users/me/calendarList/watch`,
    operation('calendarList.watch', {
      params: CALENDAR_LIST,
      scopes: CALENDARS.list,
      body: CHANNEL,
      run: (call) => channels.watch(call, `list of ${call.account.address}`, `${base}/users/me/calendarList`),
    }),
  )
  app.get(
    `${base}/users/me/calendarList/:calendarId`,
    operation('calendarList.get', { scopes: CALENDARS.list, run: (call) => findCalendar(call).entry }),
  )
  app.get(
    `${base}/calendars/:calendarId`,
    operation('calendars.get', { scopes: CALENDARS.calendar, run: (call) => toCalendar(findCalendar(call)) }),
  )
  app.get(
    `${base}/calendars/:calendarId/events`,
    operation('events.list', {
      params: EVENTS_LIST,
      scopes: CALENDARS.events,
      run: (call) => listEvents(pages, call, findCalendar(call)),
    }),
  )
  app.post(
    `${base}/calendars/:calendarId/events/watch`,
    operation('events.watch', {
      params: EVENTS_LIST,
      scopes: CALENDARS.events,
      body: CHANNEL,
      run: (call) => {
        const { id } = findCalendar(call).calendar
        return channels.watch(call, id, `${base}/calendars/${encodeURIComponent(id)}/events`)
      },
    }),
  )
  app.get(
    `${base}/calendars/:calendarId/events/:eventId`,
    operation('events.get', {
      params: { alwaysIncludeEmail: 'boolean', maxAttendees: 'integer', timeZone: 'string' },
      scopes: CALENDARS.events,
      run: getEvent,
    }),
  )
  app.get(
    `${base}/calendars/:calendarId/events/:eventId/instances`,
    operation('events.instances', {
      params: {
        alwaysIncludeEmail: 'boolean',
        maxAttendees: 'integer',
        maxResults: 'integer',
        originalStart: 'string',
        pageToken: 'string',
        showDeleted: 'boolean',
        timeMax: 'time',
        timeMin: 'time',
        timeZone: 'string',
      },
      scopes: CALENDARS.events,
      run: (call) => listInstances(pages, call),
    }),
  )
  app.post(
    `${base}/channels/stop`,
    operation('channels.stop', {
      scopes: [...CALENDARS.events, ...CALENDARS.list],
      body: CHANNEL,
      run: (call) => channels.stop(call),
    }),
  )
  app.get(
    `${base}/users/me/settings`,
    operation('settings.list', {
      params: { maxResults: 'integer', pageToken: 'string', syncToken: 'string' },
      scopes: CALENDARS.settings,
      run: ({ account }) => ({ kind: 'calendar#settings', etag: '"1"', items: [timezone(account.zone)] }),
    }),
  )
  app.get(
    `${base}/users/me/settings/:setting`,
    operation('settings.get', {
      scopes: CALENDARS.settings,
      run: ({ account, path }) => {
        if (path.setting !== 'timezone') throw unknownToFake(`the setting ${path.setting}`)
        return timezone(account.zone)
      },
    }),
  )
}

const timezone = (value: string): calendar_v3.Schema$Setting => ({
  kind: 'calendar#setting',
  etag: '"1"',
  id: 'timezone',
  value,
})

const missing = () => new ApiError(404, 'notFound', 'Not Found')

function findCalendar(call: Call): Listed {
  const listed = call.account.calendars.find(call.path.calendarId ?? '')
  if (!listed) throw missing()
  return listed
}

function toCalendar({ calendar, entry }: Listed): calendar_v3.Schema$Calendar {
  const { summary = calendar.id, timeZone = calendar.zone, etag = '"1"' } = entry
  return { kind: 'calendar#calendar', id: calendar.id, summary, timeZone, etag }
}

/** Instances have ids of their own also where nothing is stored of them. */
function getEvent(call: Call): Event {
  const { calendar, entry } = findCalendar(call)
  const id = call.path.eventId ?? ''
  const event = calendar.events.get(id)?.event ?? findInstance(calendar, id)
  if (!event) throw missing()
  return toEvent(calendar, event, viewerOf(call, calendar, entry))
}

function findInstance(calendar: Calendar, id: string): Event | undefined {
  const [, seriesId = '', stamp = ''] = /^(.+)_(\d{8}(?:T\d{6}Z)?)$/.exec(id) ?? []
  const series = calendar.events.get(seriesId)?.event
  if (!series?.recurrence || series.status === 'cancelled') return undefined
  const day = stamp.slice(0, 8).replace(/(....)(..)(..)/, '$1-$2-$3')
  const text = stamp.includes('T') ? `${day}T${stamp.slice(9).replace(/(..)(..)(..)/, '$1:$2:$3')}` : day
  const found = calendar.instanceAt(series, text.includes('T') ? { dateTime: text } : { date: text })
  return found && `${seriesId}_${stampOf(found.originalStartTime!, calendar.zone)}` === id ? found : undefined
}

function listInstances(pages: Pages, call: Call): calendar_v3.Schema$Events {
  const { calendar, entry } = findCalendar(call)
  const viewer = viewerOf(call, calendar, entry)
  const series = calendar.events.get(call.path.eventId ?? '')?.event
  if (!series) throw missing()
  if (!series.recurrence) throw unknownToFake('what events.instances says of an event that does not recur')
  const size = Math.min(call.number('maxResults') ?? 250, 2500) || 250
  const of = { owner: `${call.account.address} ${calendar.id} ${series.id}`, question: call.question, size }
  const token = call.text('pageToken')
  const page: Page<Event> =
    token === undefined
      ? pages.first(
          of,
          instancesOf(call, calendar, series).map((event) => toEvent(calendar, event, viewer)),
          undefined,
        )
      : pages.next(token, of)
  return {
    kind: 'calendar#events',
    etag: `"p${calendar.count()}"`,
    summary: entry.summary ?? calendar.id,
    timeZone: viewer.zone,
    accessRole: viewer.role,
    defaultReminders: [],
    ...page,
  }
}

function instancesOf(call: Call, calendar: Calendar, series: Event): Event[] {
  const [from, to, original] = [call.text('timeMin'), call.text('timeMax'), call.text('originalStart')]
  const whole = calendar.wholeSpan()
  const span: Span = { from: from ? Date.parse(from) : whole.from, to: to ? Date.parse(to) : whole.to }
  if (series.status === 'cancelled') return []
  return calendar
    .instances(series, span)
    .filter((event) => call.flag('showDeleted') || event.status !== 'cancelled')
    .filter((event) => original === undefined || isAt(event, original, calendar.zone))
}

const isAt = (event: Event, original: string, zone: string) =>
  event.originalStartTime?.date === original ||
  (!event.originalStartTime?.date && instantOf(event.originalStartTime, zone) === Date.parse(original))
