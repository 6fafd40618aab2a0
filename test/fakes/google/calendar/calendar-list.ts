/** calendarList.list: which calendars an account sees, or what changed about them. */
import type { calendar_v3 } from '@googleapis/calendar'
import { badRequest } from '../errors.ts'
import type { Call } from '../gate.ts'
import { fullSyncRequired, type Page, type Pages, readSyncToken, writeSyncToken } from './pages.ts'

const ROLES = ['freeBusyReader', 'reader', 'writer', 'owner']
type Entry = calendar_v3.Schema$CalendarListEntry

export function listCalendars(pages: Pages, call: Call): calendar_v3.Schema$CalendarList {
  const { calendars, address } = call.account
  const size = Math.min(call.number('maxResults') ?? 100, 250) || 100
  const of = { owner: `list of ${address}`, question: call.question, size }
  const pageToken = call.text('pageToken')
  const next = writeSyncToken({ list: address, count: calendars.count() })
  const page: Page<Entry> = pageToken === undefined ? pages.first(of, find(call), next) : pages.next(pageToken, of)
  return { kind: 'calendar#calendarList', etag: `"p${calendars.count()}"`, ...page }
}

function find(call: Call): Entry[] {
  const { calendars, address } = call.account
  const token = call.text('syncToken')
  const least = call.text('minAccessRole')
  const all = [...calendars.list.values()]
  if (token === undefined) {
    return all
      .map(({ entry }) => entry)
      .filter((entry) => call.flag('showDeleted') || !entry.deleted)
      .filter((entry) => call.flag('showHidden') || !entry.hidden)
      .filter(({ accessRole }) => least === undefined || ROLES.indexOf(accessRole ?? '') >= ROLES.indexOf(least))
  }
  if (least !== undefined) throw badRequest('Sync token cannot be used with minAccessRole.', 'invalidParameter')
  const state = readSyncToken(token) as { list: string; count: number }
  if (state.list !== address) throw badRequest('Invalid sync token value.', 'invalid')
  if (state.count < calendars.forgotten().before) throw fullSyncRequired(calendars.forgotten().bare)
  // Deleted and hidden ones are always part of it.
  return all.filter(({ changed }) => changed > state.count).map(({ entry }) => entry)
}
