/** One event with all that hangs on it, as it is now: its instances from Google, which knows best what a rule comes to. */
import { SourceError } from '#server/errors.ts'
import type { Zone } from '../ical/iana-zone.ts'
import { lineSaid } from '../ical/said.ts'
import { UnreadableEvent } from '../ical/unreadable.ts'
import type { KnownItem, KnownItems, SeriesShown, SourceItem } from '../source.ts'
import { MAX_INSTANCES, type EventCalls, type Span } from './event-calls.ts'
import { failedItem, goneItem, isOf, meetingItem, providerIdOf, seriesShown, type ItemContext } from './event-items.ts'
import type { GoogleEvent } from './event-of.ts'
import { readTime } from './event-time.ts'

export type Shown = { items: SourceItem[]; series: SeriesShown[] }

export type GroupContext = ItemContext & {
  calls: EventCalls
  known: KnownItems
  /** What is read of series. */
  span: Span
  /** What ended before is only of interest where it is stored. */
  since: Date
  /** Whether to say what is stored of an event and is not there any more. A full read says so at its end. */
  changes: boolean
}

const DAY = 86_400_000
const NOTHING: Shown = { items: [], series: [] }

/** @param listed the event, exceptions of it, or both, as a list of changes has them */
export async function readGroup(context: GroupContext, id: string, listed: GoogleEvent[]): Promise<Shown> {
  try {
    return await read(context, id, listed)
  } catch (error) {
    // What Google refuses to tell of one event keeps no other from being read.
    if (!(error instanceof SourceError) || error.code !== 'not-understood') throw error
    return { items: [{ ...failedItem(context, id, error), code: 'provider-failed' }], series: [] }
  }
}

async function read(context: GroupContext, id: string, listed: GoogleEvent[]): Promise<Shown> {
  const master = listed.find((event) => event.id === id) ?? (await context.calls.get(id))
  const exceptions = listed.filter((event) => event.id !== id)
  if (!master || master.status === 'cancelled') return readDeleted(context, { id, master, exceptions })
  if (!master.recurrence?.length) return readSingle(context, master)
  const instances = await context.calls.instancesOf(id, context.span)
  if (instances === null) return readDeleted(context, { id, master: null, exceptions })
  if (instances.length > MAX_INSTANCES) return failed(context, id)
  return readSeries(context, { master, instances, exceptions })
}

const failed = (context: ItemContext, id: string): Shown => ({
  items: [failedItem(context, id, new UnreadableEvent('too-many-instances'))],
  series: [],
})

async function readSingle(context: GroupContext, event: GoogleEvent): Promise<Shown> {
  const id = event.id!
  const [kept] = await wanted(context, [event], context.since)
  if (!kept) return NOTHING
  const item = meetingItem(context, { ...kept, master: null })
  const series = item.type === 'meeting' ? [seriesShown(event, item.meeting.uid, null)] : []
  return { items: [item, ...(await leftOver(context, id, { items: [item], whole: true }))], series }
}

type Series = { master: GoogleEvent; instances: GoogleEvent[]; exceptions: GoogleEvent[] }

async function readSeries(context: GroupContext, { master, instances, exceptions }: Series): Promise<Shown> {
  const id = master.id!
  const all = new Map([...exceptions, ...instances].map((event) => [event.id!, event]))
  const items = (await wanted(context, [...all.values()], context.span.from)).map((kept) =>
    meetingItem(context, { ...kept, master }),
  )
  const uid = lineSaid(master.iCalUID ?? null)
  return {
    items: [...items, ...(await leftOver(context, id, { items, whole: false }))],
    series: uid === null ? [] : [seriesShown(master, uid, context.span)],
  }
}

type Deleted = { id: string; master: GoogleEvent | null; exceptions: GoogleEvent[] }

/** Google may still say what it was. And somebody may be invited to single instances of a series that they are not invited to. */
async function readDeleted(context: GroupContext, { id, master, exceptions }: Deleted): Promise<Shown> {
  const told = master?.iCalUID && master.start && !master.recurrence?.length ? [master] : []
  const alone = exceptions.filter((event) => event.status !== 'cancelled')
  const items = (await wanted(context, [...told, ...alone], context.since)).map((kept) =>
    meetingItem(context, { ...kept, master: null }),
  )
  const gone = exceptions.filter((event) => event.status === 'cancelled').map((event) => goneItem(context, event.id!))
  const named = [...items, ...gone]
  return { items: [...named, ...(await leftOver(context, id, { items: named, whole: true }))], series: [] }
}

type Kept = { event: GoogleEvent; stored: KnownItem | undefined }

/** Without what was over before anybody wanted to know, unless it is stored. */
async function wanted({ calendar, known, zone }: GroupContext, events: GoogleEvent[], since: Date): Promise<Kept[]> {
  const old = events.filter((event) => isOver(event, since, zone))
  const asked = new Set([...old, ...events.filter((event) => event.status === 'cancelled')])
  const stored = await findStored(known, calendar, [...asked])
  return events
    .map((event) => ({ event, stored: stored.get(providerIdOf(calendar, event.id!)) }))
    .filter((kept) => kept.stored !== undefined || !old.includes(kept.event))
}

async function findStored(known: KnownItems, calendar: string, events: GoogleEvent[]): Promise<Map<string, KnownItem>> {
  if (events.length === 0) return new Map()
  return known.find(events.map((event) => providerIdOf(calendar, event.id!)))
}

function isOver({ start, end, originalStartTime }: GoogleEvent, before: Date, zone: Zone): boolean {
  try {
    return readTime(end ?? start ?? originalStartTime, zone).instant < before.getTime()
  } catch {
    return false
  }
}

/**
 * What is stored of the event and was not shown.
 * @param whole whether all of it would have been; else what starts within the span
 */
async function leftOver(
  context: GroupContext,
  id: string,
  { items, whole }: { items: SourceItem[]; whole: boolean },
): Promise<SourceItem[]> {
  const { calendar, known, span, changes } = context
  if (!changes) return []
  const prefix = providerIdOf(calendar, id)
  const stored = await known.list({ kind: 'meeting', prefix, since: whole ? null : span.from })
  const shown = new Set(items.map(({ providerId }) => providerId))
  // Whole days begin at another hour elsewhere.
  const within = (at: Date | null) => at !== null && at.getTime() < span.to.getTime() - DAY
  return [...stored].flatMap(([providerId, { at }]) => {
    const event = providerId.slice(calendar.length + 1)
    return isOf(id, event) && !shown.has(providerId) && (whole || within(at)) ? [goneItem(context, event)] : []
  })
}
