/**
 * One calendar at Google: first all that is in it, then what changes (https://developers.google.com/workspace/calendar/api/guides/sync).
 * Single events count from `since` on; instances of series from 12 months before now, not before `since`, to 6 months after.
 */
import { SourceError } from '#server/errors.ts'
import { floatingZone } from '../ical/zones.ts'
import type { KnownItems, Page, PageReader, SourceItem } from '../source.ts'
import { createEventCalls, type CalendarClient, type Listed, type Span } from './event-calls.ts'
import { goneItem, meetingItem, providerIdOf, seriesShown } from './event-items.ts'
import type { GoogleEvent } from './event-of.ts'
import { readGroup, type GroupContext, type Shown } from './event-group.ts'
import { readPosition } from './position.ts'

export type CalendarOptions = {
  client: CalendarClient
  /** Its id at Google. */
  calendar: string
  known: KnownItems
  now: () => Date
  /** The mailbox's, IANA: what whole days are meant in. null: the calendar's own. */
  zone: string | null
  /** How far back the first sync goes. */
  since: Date
}

/**
 * `n`: the version of what is read next. It counts seconds, and where several pages come in one of them, pages: also a cursor
 * that was lost begins with a higher one. `horizon`: how far ahead series have been read. `begun`: the first `n` of a full
 * read. `left`: events of the page before that are still to be read; `ends`: it was the last.
 */
type CalendarPosition = {
  v: 1
  n: number
  mode: 'all' | 'changes'
  horizon: string
  begun: number
  page?: string
  sync?: string
  left?: string[]
  ends?: true
}

const DAY = 86_400_000
/** So much later than it could be, the horizon moves. */
const LATE = 7 * DAY
/** At most so much of what lies behind the horizon is read at once. */
const STRETCH = 31 * DAY
/** A token that brought nothing is kept for so long: nothing is then written. */
const KEPT = DAY
/** A page of ours ends where it would hold more than this. One event's instances stay together. */
const ITEMS = 300
/** So many events are asked for at once. */
const AT_ONCE = 4

export function createCalendarReader(options: CalendarOptions): PageReader {
  return {
    async readPage(position) {
      const now = options.now()
      const from = position === null ? beginning(now, 0, now) : readPosition<CalendarPosition>(position, 'horizon')
      const reading: Reading = { options, from, now }
      if (from.left) return readLeft(reading, from.left)
      if (isWindowDue(reading)) return readWindow(reading)
      const listed = await list(reading)
      if (listed === 'expired') return again(reading)
      if (listed === 'gone') return readGone(reading)
      return readListed(reading, listed, position)
    },
  }
}

type Reading = { options: CalendarOptions; from: CalendarPosition; now: Date }

function beginning(now: Date, n: number, horizon: Date): CalendarPosition {
  const to = new Date(Math.max(monthsFrom(now, 6).getTime(), horizon.getTime()))
  const first = Math.max(n, Math.floor(now.getTime() / 1000))
  return { v: 1, n: first, mode: 'all', begun: first, horizon: to.toISOString() }
}

function monthsFrom(now: Date, months: number): Date {
  const at = new Date(now)
  at.setUTCMonth(at.getUTCMonth() + months)
  return at
}

const nextOf = ({ from: { n }, now }: Reading): number => Math.max(n + 1, Math.floor(now.getTime() / 1000))

const pageOf = (to: CalendarPosition, { items, series }: Shown, done: boolean): Page => ({
  items,
  series,
  position: JSON.stringify(to),
  done,
  progress: null,
})

const NOTHING: Shown = { items: [], series: [] }

/** Google has forgotten what we know: everything is read again. What is stored stays until the end says that it has gone. */
const again = (reading: Reading): Page =>
  pageOf(beginning(reading.now, nextOf(reading), new Date(reading.from.horizon)), NOTHING, false)

async function list({ options, from }: Reading): Promise<Listed | 'expired' | 'gone'> {
  const { page, sync, mode } = from
  try {
    const tokens = { ...(page !== undefined && { page }), ...(sync !== undefined && { sync }) }
    return await callsOf(options, mode).list({ ...tokens, from: options.since })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    if (error.kind === 'gone') return 'gone'
    const token = page !== undefined || sync !== undefined
    if (token && (error.kind === 'cursor-expired' || error.code === 'not-understood')) return 'expired'
    throw error
  }
}

const callsOf = ({ client, calendar }: CalendarOptions, mode: CalendarPosition['mode']) =>
  createEventCalls(client, { calendarId: calendar, urgency: mode === 'all' ? 'past' : 'now' })

/** Deleted, or not shared any more: what is to come will not be held with us. Said once; then it is an error. */
async function readGone({ options, from, now }: Reading): Promise<Page> {
  const { calendar, known, zone } = options
  const stored = await known.list({ kind: 'meeting', prefix: providerIdOf(calendar, ''), since: now })
  if (stored.size === 0) throw new SourceError('gone', 'Google does not have this calendar.')
  const context = { calendar, version: from.n, zone: floatingZone(zone, NO_CALENDAR), now }
  const items = [...stored.keys()].map((id) => goneItem(context, id.slice(calendar.length + 1)))
  return pageOf(beginning(now, from.n + 1, new Date(from.horizon)), { items, series: [] }, false)
}

const NO_CALENDAR = { method: null, zone: null, zones: new Map<string, string>() }

function contextOf({ options, from, now }: Reading, zone: string | null): GroupContext {
  const { calendar, known, since } = options
  const yearAgo = monthsFrom(now, -12)
  return {
    calendar,
    version: from.n,
    zone: floatingZone(options.zone, { ...NO_CALENDAR, zone }),
    now,
    calls: callsOf(options, from.mode),
    known,
    span: { from: yearAgo > since ? yearAgo : since, to: new Date(from.horizon) },
    since,
    changes: from.mode === 'changes',
  }
}

async function readListed(reading: Reading, listed: Listed, position: string | null): Promise<Page> {
  const { from, now } = reading
  const { events, page, sync } = listed
  const fresh = position !== null && now.getTime() - from.n * 1000 < KEPT
  if (from.mode === 'changes' && from.page === undefined && events.length === 0 && page === null && fresh)
    return { items: [], series: [], position, done: true, progress: null }
  if (page === null && sync === null) throw new SourceError('temporary', 'Google did not say how to go on.')
  const { page: _, ...rest } = from
  const follows: CalendarPosition = page === null ? { ...rest, sync: sync!, ends: true } : { ...rest, page }
  return readEvents(reading, { events, zone: listed.zone, follows })
}

/** One after the other: listing the page again could show other events, and what changed meanwhile would be lost. */
async function readLeft(reading: Reading, ids: string[]): Promise<Page> {
  const { calls } = contextOf(reading, null)
  const { left: _, ...follows } = reading.from
  const events: GoogleEvent[] = []
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    events.push(...(await Promise.all(some.map(async (id) => (await calls.get(id)) ?? { id, status: 'cancelled' }))))
  }
  return readEvents(reading, { events, zone: null, follows })
}

type Batch = { events: GoogleEvent[]; zone: string | null; follows: CalendarPosition }

async function readEvents(reading: Reading, { events, zone, follows }: Batch): Promise<Page> {
  const context = contextOf(reading, zone)
  const { shown, left } = await readGroups(context, events)
  const next: CalendarPosition = { ...follows, n: nextOf(reading) }
  if (left.length > 0) return pageOf({ ...next, left }, shown, false)
  if (!next.ends) return pageOf(next, shown, false)
  const { ends: _, ...settled } = next
  const swept = next.mode === 'all' ? await sweep(context, next.begun, shown.items) : []
  return pageOf({ ...settled, mode: 'changes' }, { ...shown, items: [...shown.items, ...swept] }, true)
}

async function readGroups(context: GroupContext, events: GoogleEvent[]): Promise<{ shown: Shown; left: string[] }> {
  const groups = [...Map.groupBy(events, (event) => event.recurringEventId ?? event.id!)]
  const shown: Shown = { items: [], series: [] }
  for (let at = 0; at < groups.length; at += AT_ONCE) {
    const some = groups.slice(at, at + AT_ONCE)
    for (const { items, series } of await Promise.all(some.map(([id, listed]) => readGroup(context, id, listed)))) {
      shown.items.push(...items)
      shown.series.push(...series)
    }
    const rest = groups.slice(at + AT_ONCE)
    if (shown.items.length >= ITEMS && rest.length > 0)
      return { shown, left: rest.flatMap(([, listed]) => listed.map((event) => event.id!)) }
  }
  return { shown, left: [] }
}

/** What is stored of this calendar and was shown by no page of a full read. */
async function sweep(context: GroupContext, begun: number, shown: SourceItem[]): Promise<SourceItem[]> {
  const { calendar, known, span } = context
  const stored = await known.list({ kind: 'meeting', prefix: providerIdOf(calendar, ''), since: span.from })
  const here = new Set(shown.map(({ providerId }) => providerId))
  return [...stored].flatMap(([id, { version }]) =>
    version < begun && !here.has(id) ? [goneItem(context, id.slice(calendar.length + 1))] : [],
  )
}

/** The days go on, and endless series have instances that nobody has been told of. */
function isWindowDue({ from, now }: Reading): boolean {
  const due = monthsFrom(now, 6).getTime() - Date.parse(from.horizon) > LATE
  return due && from.mode === 'changes' && from.page === undefined
}

async function readWindow(reading: Reading): Promise<Page> {
  const { from, now } = reading
  const begin = new Date(from.horizon)
  const to = new Date(Math.min(monthsFrom(now, 6).getTime(), begin.getTime() + STRETCH))
  const span: Span = { from: begin, to }
  const { events, zone } = await callsOf(reading.options, from.mode).listInstances(span)
  const context = contextOf(reading, zone)
  const groups = [...Map.groupBy(events, (event) => event.recurringEventId)]
  const shown: Shown = { items: [], series: [] }
  for (const [id, instances] of groups) {
    if (!id) continue
    const master = await context.calls.get(id)
    const live = master && master.status !== 'cancelled' ? master : null
    shown.items.push(...instances.map((event) => meetingItem(context, { event, master: live, stored: undefined })))
    if (live?.iCalUID) shown.series.push(seriesShown(live, live.iCalUID, span))
  }
  return pageOf({ ...from, n: nextOf(reading), horizon: to.toISOString() }, shown, false)
}
