/** Which calendars an account has, and channels by which Google tells that one of them has changed. */
import type { calendar_v3 } from '@googleapis/calendar'
import { SourceError } from '#server/errors.ts'
import type { CalendarFacts } from '../source.ts'
import type { CalendarClient } from './event-calls.ts'

const SPENDING = { of: 'calendar', units: 1, urgency: 'now' } as const

/** Holidays, birthdays, week numbers, sports: calendars that Google itself fills, also where they are listed as one's own. */
const GOOGLE_S = /@group\.v\.calendar\.google\.com$/i

/** Those whose events can be read. */
export async function describeCalendars({
  calendar,
  call,
}: CalendarClient): Promise<{ zone: string | null; calendars: CalendarFacts[] }> {
  const entries: calendar_v3.Schema$CalendarListEntry[] = []
  for (let page: string | undefined; ;) {
    // Hidden ones too: not to be shown beside the others says nothing of whether its meetings count.
    const ask = { maxResults: 250, showHidden: true, minAccessRole: 'reader', ...(page && { pageToken: page }) }
    const listed = await call(SPENDING, (options) => calendar.calendarList.list(ask, options))
    entries.push(...(listed.items ?? []))
    if (!listed.nextPageToken) break
    page = listed.nextPageToken
  }
  const shown = entries.filter(({ id, deleted }) => typeof id === 'string' && !deleted)
  return {
    zone: shown.find(({ primary }) => primary)?.timeZone ?? null,
    calendars: shown.map((entry): CalendarFacts => ({
      id: entry.id!,
      title: entry.summaryOverride ?? entry.summary ?? null,
      owned: entry.accessRole === 'owner' && !GOOGLE_S.test(entry.id!),
      main: entry.primary === true,
    })),
  }
}

/** `id` and `token` come back with each call; `address`: where to, https. */
export type NewChannel = { id: string; token: string; address: string }

/** A week, Google's own default: https://developers.google.com/workspace/calendar/api/guides/push */
const TTL_SECONDS = 7 * 86_400

/** There is no renewal: a new channel is made, and the one before stopped once that one tells of changes. */
export async function watchCalendar(
  { calendar, call }: CalendarClient,
  calendarId: string,
  { id, token, address }: NewChannel,
): Promise<{ resource: string | null; expiresAt: Date }> {
  const requestBody = { id, type: 'web_hook', address, token, params: { ttl: String(TTL_SECONDS) } }
  const { resourceId, expiration } = await call(SPENDING, (options) =>
    calendar.events.watch({ calendarId, requestBody }, options),
  )
  const at = Number(expiration)
  if (!expiration || !Number.isFinite(at))
    throw new SourceError('temporary', 'Google did not say how long it will tell of news.')
  return { resource: resourceId ?? null, expiresAt: new Date(at) }
}

/** One that has ended already is none to end. */
export async function unwatchCalendar(
  { calendar, call }: CalendarClient,
  { id, resource }: { id: string; resource: string | null },
): Promise<void> {
  try {
    await call(SPENDING, (options) =>
      calendar.channels.stop({ requestBody: { id, ...(resource !== null && { resourceId: resource }) } }, options),
    )
  } catch (error) {
    if (!(error instanceof SourceError) || error.kind !== 'gone') throw error
  }
}
