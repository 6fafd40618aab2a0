/** What is asked of one calendar at Google; each request is one unit of its quota. */
import { SourceError } from '#server/errors.ts'
import type { GoogleClient } from './client.ts'
import type { GoogleEvent } from './event-of.ts'
import type { Urgency } from './quota.ts'

export type CalendarClient = Pick<GoogleClient, 'calendar' | 'call'>

export type Listed = { events: GoogleEvent[]; zone: string | null; page: string | null; sync: string | null }

export type Span = { from: Date; to: Date }

export type EventCalls = {
  /** Series, their exceptions and single events, deleted ones too; since a sync token, or all that end after `from`. */
  list(of: { page?: string; sync?: string; from: Date }): Promise<Listed>
  /** Instances that are not deleted, of all series. */
  listInstances(span: Span): Promise<Pick<Listed, 'events' | 'zone'>>
  /** Of one series, cancelled ones too; null when it is not in this calendar. */
  instancesOf(event: string, span: Span): Promise<GoogleEvent[] | null>
  /** null when it is not in this calendar. */
  get(event: string): Promise<GoogleEvent | null>
}

/** About what a page of ours holds, most events being single ones. All that share a sync token must say the same. */
const LIST_PAGE = 100
const INSTANCES_PAGE = 1000
/** A series with more is not read (`too-many-instances`). */
export const MAX_INSTANCES = 2000

export function createEventCalls(
  client: CalendarClient,
  { calendarId, urgency }: { calendarId: string; urgency: Urgency },
): EventCalls {
  const { events } = client.calendar
  const spending = { of: 'calendar', units: 1, urgency } as const

  /** All pages, as far as anybody wants them. */
  async function readAll(ask: (page: string | undefined) => Promise<Listed>, most: number) {
    const found: GoogleEvent[] = []
    for (let page: string | undefined; ;) {
      const listed = await ask(page)
      found.push(...listed.events)
      if (listed.page === null || found.length > most) return { events: found, zone: listed.zone }
      page = listed.page
    }
  }

  const spanOf = ({ from, to }: Span) => ({ timeMin: from.toISOString(), timeMax: to.toISOString() })
  const more = (page: string | undefined) => (page === undefined ? {} : { pageToken: page })

  return {
    list: async ({ page, sync, from }) => {
      // A sync token allows no bounds: Google remembers the ones that it was made with.
      const which = sync === undefined ? { timeMin: from.toISOString() } : { syncToken: sync }
      const ask = { calendarId, singleEvents: false, showDeleted: true, maxResults: LIST_PAGE, ...which, ...more(page) }
      return toListed(await client.call(spending, (options) => events.list(ask, options)))
    },
    listInstances: (span) =>
      readAll(async (page) => {
        const ask = { calendarId, singleEvents: true, maxResults: INSTANCES_PAGE, ...spanOf(span), ...more(page) }
        return toListed(await client.call(spending, (options) => events.list(ask, options)))
      }, Infinity),
    instancesOf: (eventId, span) =>
      orGone(async () => {
        const series = { calendarId, eventId, showDeleted: true, maxResults: INSTANCES_PAGE, ...spanOf(span) }
        const read = await readAll(async (page) => {
          const ask = { ...series, ...more(page) }
          return toListed(await client.call(spending, (options) => events.instances(ask, options)))
        }, MAX_INSTANCES)
        return read.events
      }),
    get: (eventId) => orGone(() => client.call(spending, (options) => events.get({ calendarId, eventId }, options))),
  }
}

type Answer = {
  items?: GoogleEvent[]
  timeZone?: string | null
  nextPageToken?: string | null
  nextSyncToken?: string | null
}

const toListed = (answer: Answer): Listed => ({
  // Of what has no id nothing can be kept.
  events: (answer.items ?? []).filter((event) => typeof event?.id === 'string' && event.id !== ''),
  zone: answer.timeZone ?? null,
  page: answer.nextPageToken ?? null,
  sync: answer.nextSyncToken ?? null,
})

/** 404, or 410 for what was deleted. */
async function orGone<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof SourceError && (error.kind === 'gone' || error.kind === 'cursor-expired')) return null
    throw error
  }
}
