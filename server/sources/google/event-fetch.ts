/** Single meetings again, as they are now. */
import { floatingZone } from '../ical/zones.ts'
import type { KnownItems, Locator, SourceItem } from '../source.ts'
import { createEventCalls, type CalendarClient, type EventCalls } from './event-calls.ts'
import { goneItem, meetingItem, type ItemContext } from './event-items.ts'
import type { GoogleEvent } from './event-of.ts'

export type FetchOptions = { client: CalendarClient; known: KnownItems; now: () => Date; zone: string | null }

type Wanted = { providerId: string; locator: Locator }

/** Whether a locator is one of these. */
export const isEvent = (locator: Locator): boolean => locator['kind'] === 'event'

/** In order; what Google no longer has comes back as `gone`. Their version is the least: whoever asks knows what is stored. */
export async function fetchMeetings(options: FetchOptions, wanted: readonly Wanted[]): Promise<SourceItem[]> {
  const stored = await options.known.find(wanted.map(({ providerId }) => providerId))
  const zone = floatingZone(options.zone, { method: null, zone: null, zones: new Map() })
  const calendars = new Map<string, Cached>()
  const items: SourceItem[] = []
  for (const { providerId, locator } of wanted) {
    const [calendar, event] = [String(locator['calendar']), String(locator['event'])]
    const cached = calendars.get(calendar) ?? cachedCalls(options.client, calendar)
    calendars.set(calendar, cached)
    const context: ItemContext = { calendar, version: 0, zone, now: options.now() }
    items.push(await fetchOne(context, cached, { event, stored: stored.get(providerId) }))
  }
  return items
}

type Cached = { calls: EventCalls; series: Map<string, Promise<GoogleEvent | null>> }

const cachedCalls = (client: CalendarClient, calendarId: string): Cached => ({
  calls: createEventCalls(client, { calendarId, urgency: 'now' }),
  series: new Map(),
})

async function fetchOne(
  context: ItemContext,
  { calls, series }: Cached,
  of: Pick<Parameters<typeof meetingItem>[1], 'stored'> & { event: string },
): Promise<SourceItem> {
  const event = await calls.get(of.event)
  // A meeting that has become a series is none of its own any more.
  if (!event || event.recurrence?.length) return goneItem(context, of.event)
  const id = event.recurringEventId
  if (id && !series.has(id)) series.set(id, calls.get(id))
  const found = id ? await series.get(id) : null
  const master = found?.status === 'cancelled' ? null : (found ?? null)
  // Of what is deleted Google need tell no more than its id.
  if (event.status === 'cancelled' && !master && !event.iCalUID) return goneItem(context, of.event)
  return meetingItem(context, { event, master, stored: of.stored })
}
