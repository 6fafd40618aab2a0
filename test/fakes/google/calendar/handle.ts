/** What a test does in somebody's calendars. */
import type { CalendarHandle } from '../handle.ts'
import type { AccountState, World } from '../world.ts'
import type { Calendar } from './calendar.ts'
import type { Listed } from './calendars.ts'
import type { Changes } from './changes.ts'
import { byStart, toEvent } from './view.ts'

type Parts = {
  world: World
  state: AccountState
  changes: Changes
  makeCalendar: (id: string, zone: string) => Calendar
}

export function calendarHandle({ world, state, changes, makeCalendar }: Parts): CalendarHandle {
  const { calendars, zone } = state

  function listed(id = 'primary'): Listed {
    const found = calendars.find(id)
    if (!found) throw new Error(`${state.address} has no calendar ${id}`)
    return found
  }

  const calendarOf = (id?: string) => listed(id).calendar

  /** One that somebody else has already is shared with this account. */
  function findShared(id: string): Calendar | undefined {
    return [...world.accounts.values()].map((account) => account.calendars.find(id)?.calendar).find(Boolean)
  }

  return {
    calendars: () => [...calendars.list.values()].map(({ entry }) => entry),
    addCalendar(entry) {
      const id = entry.id ?? `c_${world.ids.event()}@group.calendar.google.com`
      calendars.put(findShared(id) ?? makeCalendar(id, entry.timeZone ?? zone), entry)
      return id
    },
    changeCalendar: (id, entry) => calendars.put(calendarOf(id), entry),
    removeCalendar: (id) => calendars.remove(id),
    insert: (event, id) => changes.insert(calendarOf(id), event),
    patch: (eventId, change, id) => changes.patch(calendarOf(id), eventId, change),
    cancelInstance: (seriesId, originalStart, id) => {
      changes.changeInstance(calendarOf(id), seriesId, originalStart, { status: 'cancelled' })
    },
    moveInstance: (seriesId, originalStart, change, id) =>
      changes.changeInstance(calendarOf(id), seriesId, originalStart, change),
    remove: (eventId, id) => changes.remove(calendarOf(id), eventId),
    changeFollowing: (seriesId, originalStart, change, id) =>
      changes.changeFollowing(calendarOf(id), seriesId, originalStart, change),
    ids: (id) =>
      [...calendarOf(id).events.values()].flatMap(({ event }) => (event.status === 'cancelled' ? [] : [event.id!])),
    instances(from, to, id) {
      const { calendar, entry } = listed(id)
      const span = { from: Date.parse(from), to: Date.parse(to) }
      const viewer = { role: 'owner', zone: entry.timeZone ?? calendar.zone, maxAttendees: undefined } as const
      return [...calendar.events.values()]
        .filter(({ event }) => !event.recurringEventId && event.status !== 'cancelled')
        .flatMap(({ event }) => {
          if (event.recurrence) return calendar.instances(event, span)
          return calendar.overlaps(event, span) ? [event] : []
        })
        .filter(({ status }) => status !== 'cancelled')
        .sort(byStart(calendar))
        .map((event) => toEvent(calendar, event, viewer))
    },
    event: (eventId, id) => calendarOf(id).get(eventId).event,
  }
}
