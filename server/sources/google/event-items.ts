/** Google's events as items of a mailbox, and what is said of the series that they belong to. Pure. */
import type { Zone } from '../ical/iana-zone.ts'
import { UnreadableEvent } from '../ical/unreadable.ts'
import { versionOf } from '../ical/version.ts'
import type { KnownItem, Locator, SeriesShown, SourceItem } from '../source.ts'
import { cancelledInstance, readGoogleEvent, sequenceOf, stampOf, type GoogleEvent } from './event-of.ts'

/** `version`: of all that is read on one page. `zone`: what whole days are meant in. */
export type ItemContext = { calendar: string; version: number; zone: Zone; now: Date }

export const providerIdOf = (calendar: string, event: string): string => `${calendar}/${event}`

export const eventLocator = (calendar: string, event: string): Locator => ({ kind: 'event', calendar, event })

/** How Google calls the instances of an event: "<id>_20261124T090000Z", of whole days "<id>_20261124". */
const INSTANCE = /^_\d{8}(?:T\d{6}Z)?$/

/** Whether an id is the event's own or one of its instances'; those of "this and following" begin alike. */
export function isOf(event: string, id: string): boolean {
  return id === event || (id.startsWith(event) && INSTANCE.test(id.slice(event.length)))
}

export function goneItem({ calendar, version }: ItemContext, event: string): SourceItem {
  return { ...nameOf(calendar, event), version, type: 'gone' }
}

const nameOf = (calendar: string, event: string) => ({
  providerId: providerIdOf(calendar, event),
  locator: eventLocator(calendar, event),
})

export function failedItem({ calendar, version }: ItemContext, event: string, error: unknown): FailedItem {
  const { code, message } = error instanceof UnreadableEvent ? error : UNREADABLE
  return { ...nameOf(calendar, event), version, type: 'failed', code, detail: message }
}

type FailedItem = Extract<SourceItem, { type: 'failed' }>

/** What breaks our reading of one event must not keep the others from being read. */
const UNREADABLE = { code: 'event-unreadable', message: 'The event cannot be read.' }

/** The series that an item is of: its master, or the event itself. */
export function seriesVersion(master: GoogleEvent): number {
  const { start, end, recurrence, status, created } = master
  return versionOf({
    changedAt: stampOf(master.updated) ?? stampOf(created) ?? new Date(0),
    sequence: sequenceOf(master),
    content: JSON.stringify([recurrence ?? [], times(start), times(end), status]),
  })
}

/** However the instants are written: that hangs on who asks. */
const times = (time: GoogleEvent['start']) => [
  time?.date ?? null,
  time?.dateTime ? Date.parse(time.dateTime) : null,
  time?.timeZone ?? null,
]

/** @param covers null: all of it */
export function seriesShown(master: GoogleEvent, uid: string, covers: { from: Date; to: Date } | null): SeriesShown {
  const madeAt = stampOf(master.updated) ?? stampOf(master.created) ?? new Date(0)
  return { uid, version: seriesVersion(master), madeAt, from: covers?.from ?? null, to: covers?.to ?? null }
}

export type Shown = {
  event: GoogleEvent
  /** null: of an event that does not recur, or whose series is not in this calendar. */
  master: GoogleEvent | null
  stored: KnownItem | undefined
}

export function meetingItem(context: ItemContext, { event, master, stored }: Shown): SourceItem {
  const { calendar, version, zone, now } = context
  const id = event.id!
  try {
    const { meeting, local } = readGoogleEvent(completed(event, master, zone), zone)
    // Google does not say when it was cancelled. What was there when it began was held; nothing is said of it any more.
    const began = meeting.startAt <= now && stored !== undefined && !stored.failed
    if (meeting.cancelled && meeting.changedAt === null && began && stored.local === null) return goneItem(context, id)
    const series = seriesVersion(master ?? event)
    return { ...nameOf(calendar, id), version, type: 'meeting', local, meeting, series }
  } catch (error) {
    return failedItem(context, id, error)
  }
}

function completed(event: GoogleEvent, master: GoogleEvent | null, zone: Zone): GoogleEvent {
  if (!master) return event
  if (event.status === 'cancelled') return cancelledInstance(event, master, zone)
  return { ...event, iCalUID: event.iCalUID ?? master.iCalUID, updated: event.updated ?? master.updated }
}
