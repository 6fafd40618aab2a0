/** The calendars of a mailbox at Google. */
import { SourceError } from '#server/errors.ts'
import type { CalendarFacts, KnownItems, Locator, PageReader, SourceItem } from '../source.ts'
import { createCalendarReader } from './calendar.ts'
import { describeCalendars, unwatchCalendar, watchCalendar } from './calendar-list.ts'
import type { CalendarClient } from './event-calls.ts'
import { fetchMeetings } from './event-fetch.ts'

export type MeetingsOptions = {
  client: CalendarClient
  known: KnownItems
  now: () => Date
  /** The mailbox's, IANA. */
  zone: string | null
  since: Date
  /** Where Google calls when a calendar changes, https; null: nowhere. */
  hook: string | null
}

export type Meetings = {
  reader(calendar: string): PageReader
  /** In order; what is not there any more comes back as `gone`. */
  fetch(wanted: readonly { providerId: string; locator: Locator }[]): Promise<SourceItem[]>
  describe(): Promise<{ zone: string | null; calendars: CalendarFacts[] }>
  watch(calendar: string, channel: { id: string; token: string }): Promise<{ resource: string | null; expiresAt: Date }>
  unwatch(channel: { id: string; resource: string | null }): Promise<void>
}

export function createMeetings(options: MeetingsOptions): Meetings {
  const { client, hook } = options
  return {
    reader: (calendar) => createCalendarReader({ ...options, calendar }),
    fetch: (wanted) => fetchMeetings(options, wanted),
    describe: () => describeCalendars(client),
    async watch(calendar, channel) {
      if (hook === null) throw new SourceError('gone', 'Google cannot call this server.')
      return watchCalendar(client, calendar, { ...channel, address: hook })
    },
    unwatch: (channel) => unwatchCalendar(client, channel),
  }
}
