/** One calendar's events as they are stored: single ones, series, and the exceptions of series. */
import type { calendar_v3 } from '@googleapis/calendar'
import type { Ids } from '../ids.ts'
import { HORIZON_MS, slotsOf, type Span } from './recurrence.ts'
import { type EventTime, instantOf, stampOf } from './time.ts'

export type Event = calendar_v3.Schema$Event

export type Stored = {
  event: Event
  /** The calendar's count of changes when it was last one of them. */
  changed: number
  /** What the series was before: instances that it had and has no more are told to those who saw them. */
  before: { until: number; event: Event }[]
}

export type Calendar = ReturnType<typeof createCalendar>

type Options = { id: string; zone: string; ids: Ids; now: () => number; changed: () => void }

export function createCalendar({ id, zone, ids, now, changed }: Options) {
  const events = new Map<string, Stored>()
  /** Ids of exceptions by series. */
  const exceptions = new Map<string, Set<string>>()
  let changes = 0
  let forgotten = { before: 0, bare: false }

  function put(event: Event): Stored {
    changes += 1
    const eventId = event.id!
    const old = events.get(eventId)
    const before = old?.before ?? []
    if (old?.event.recurrence && old.event.status !== 'cancelled' && reshaped(old.event, event)) {
      before.push({ until: changes, event: old.event })
    }
    const updated = new Date(now()).toISOString()
    const stored = {
      event: { ...event, updated, etag: `"${3_000_000_000_000 + changes * 7}"` },
      changed: changes,
      before,
    }
    events.set(eventId, stored)
    const series = event.recurringEventId
    if (series) exceptions.set(series, (exceptions.get(series) ?? new Set()).add(eventId))
    changed()
    return stored
  }

  function insert(event: Event): Event {
    const eventId = event.id ?? ids.event()
    const made: Event = {
      kind: 'calendar#event',
      status: 'confirmed',
      created: new Date(now()).toISOString(),
      htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(eventId).toString('base64url')}`,
      creator: { email: event.organizer?.email ?? id },
      organizer: { email: id },
      iCalUID: `${eventId}@google.com`,
      sequence: 0,
      reminders: { useDefault: true },
      eventType: 'default',
      ...event,
      id: eventId,
    }
    return put(made).event
  }

  function get(eventId: string): Stored {
    const stored = events.get(eventId)
    if (!stored) throw new Error(`the fake has no event ${eventId} in calendar ${id}`)
    return stored
  }

  /** Exceptions of a series, cancelled ones too, by the id that their instance has. */
  function exceptionsOf(seriesId: string): Map<string, Stored> {
    return new Map([...(exceptions.get(seriesId) ?? [])].map((each) => [each, events.get(each)!]))
  }

  /** Instances as they would be without exceptions. */
  function plainInstances(series: Event, span: Span): Event[] {
    const { recurrence: _, ...rest } = series
    return slotsOf(series, zone, span).map(({ originalStart, start, end }) => ({
      ...rest,
      id: `${series.id}_${stampOf(originalStart, zone)}`,
      recurringEventId: series.id!,
      originalStartTime: originalStart,
      start,
      end,
    }))
  }

  /** Instances with exceptions in their place, cancelled ones too; also those that were moved into the span. */
  function instances(series: Event, span: Span): Event[] {
    const own = exceptionsOf(series.id!)
    const plain = plainInstances(series, span).filter((instance) => !own.has(instance.id!))
    const moved = [...own.values()].map(({ event }) => event).filter((event) => overlaps(event, span))
    return [...plain, ...moved].sort((a, b) => startsAt(a) - startsAt(b))
  }

  const startsAt = (event: Event) => instantOf(event.start ?? event.originalStartTime, zone)

  function overlaps(event: Event, { from, to }: Span): boolean {
    if (event.recurrence) return slotsOf(event, zone, { from, to }).length > 0
    const start = startsAt(event)
    const end = event.end ? instantOf(event.end, zone) : start
    // What takes no time overlaps where it is.
    return start < to && (end > from || (end === start && start >= from))
  }

  /** The instance that a series has at an original start; undefined when it has none. */
  function instanceAt(series: Event, originalStart: EventTime): Event | undefined {
    const at = instantOf(originalStart, zone)
    const stamp = `${series.id}_${stampOf(originalStart, zone)}`
    return (
      exceptionsOf(series.id!).get(stamp)?.event ??
      plainInstances(series, { from: at - 1, to: at + 1 }).find((each) => each.id === stamp)
    )
  }

  return {
    id,
    zone,
    events,
    count: () => changes,
    insert,
    put,
    get,
    exceptionsOf,
    plainInstances,
    instances,
    overlaps,
    startsAt,
    instanceAt,
    /** Where nobody says how far: from the beginning to two years ahead. */
    wholeSpan: (): Span => ({ from: -8e15, to: now() + HORIZON_MS }),
    /** Sync tokens from before that count are too old. */
    forgotten: () => forgotten,
    forget(bare: boolean): void {
      changes += 1
      forgotten = { before: changes, bare }
    },
  }
}

const reshaped = (a: Event, b: Event) =>
  JSON.stringify([a.start, a.end, a.recurrence]) !== JSON.stringify([b.start, b.end, b.recurrence]) ||
  b.status === 'cancelled'
