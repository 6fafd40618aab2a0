/** One account's list of calendars: its own, and those that others share with it. */
import type { calendar_v3 } from '@googleapis/calendar'
import type { Calendar } from './calendar.ts'

export type AccessRole = 'owner' | 'writer' | 'reader' | 'freeBusyReader'

export type Listed = {
  entry: calendar_v3.Schema$CalendarListEntry
  calendar: Calendar
  /** The list's count of changes when it was last one of them. */
  changed: number
}

export type Calendars = ReturnType<typeof createCalendars>

type Options = { primary: Calendar; name: string; changed: () => void }

export function createCalendars({ primary, name, changed }: Options) {
  const list = new Map<string, Listed>()
  let changes = 0
  let forgotten = { before: 0, bare: false }

  function put(calendar: Calendar, entry: calendar_v3.Schema$CalendarListEntry): void {
    changes += 1
    const before = list.get(calendar.id)?.entry
    const made: calendar_v3.Schema$CalendarListEntry = {
      kind: 'calendar#calendarListEntry',
      summary: calendar.id,
      timeZone: calendar.zone,
      colorId: '14',
      accessRole: 'owner',
      defaultReminders: [],
      selected: true,
      ...before,
      ...entry,
      id: calendar.id,
      etag: `"${1_700_000_000_000 + changes}"`,
    }
    list.set(calendar.id, { entry: made, calendar, changed: changes })
    changed()
  }

  put(primary, { summary: name, primary: true, accessRole: 'owner' })

  return {
    primary,
    list,
    put,
    count: () => changes,
    forgotten: () => forgotten,
    forget(bare: boolean): void {
      changes += 1
      forgotten = { before: changes, bare }
    },
    /** `primary` is another name of the account's own. */
    find: (id: string): Listed | undefined => {
      const listed = list.get(id === 'primary' ? primary.id : id)
      return listed?.entry.deleted ? undefined : listed
    },
    /** It stays on the list as deleted, for those who look at changes. */
    remove(id: string): void {
      const listed = list.get(id)
      if (!listed) throw new Error(`the account has no calendar ${id}`)
      put(listed.calendar, { deleted: true })
    },
  }
}
