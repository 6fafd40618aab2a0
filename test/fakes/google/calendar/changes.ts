/** What people do with events, and how it reaches the copies in the calendars of those they invited. */
import { badRequest } from '../errors.ts'
import type { AccountState } from '../world.ts'
import type { Calendar, Event } from './calendar.ts'
import { type EventTime, instantOf, stampOf, wallStamp } from './time.ts'

type Accounts = Map<string, AccountState>

export type Changes = ReturnType<typeof createChanges>

export function createChanges(accounts: Accounts) {
  /** The primary calendars of the attendees who have an account here. */
  function invited(event: Event, own: Calendar): Calendar[] {
    return (event.attendees ?? [])
      .map(({ email }) => accounts.get(email?.toLowerCase() ?? '')?.calendars.primary)
      .filter((calendar): calendar is Calendar => calendar !== undefined && calendar !== own)
  }

  /** Everybody's copy is the same event; who is `self` depends on whose calendar shows it. */
  function share(own: Calendar, event: Event): void {
    const reached = invited(event, own)
    for (const calendar of reached) calendar.put(event)
    for (const { calendars } of accounts.values()) {
      const calendar = calendars.primary
      const copy = calendar.events.get(event.id!)
      if (calendar === own || reached.includes(calendar) || copy?.event.iCalUID !== event.iCalUID) continue
      if (copy?.event.status !== 'cancelled') withdraw(calendar, event.id!)
    }
  }

  /** Gone from one calendar; of a series the exceptions go with it, each said to be cancelled. */
  function withdraw(calendar: Calendar, eventId: string): void {
    for (const { event } of calendar.exceptionsOf(eventId).values()) calendar.put({ ...event, status: 'cancelled' })
    calendar.put({ ...calendar.get(eventId).event, status: 'cancelled' })
  }

  function insert(calendar: Calendar, event: Event): string {
    const made = calendar.insert(event)
    share(calendar, made)
    return made.id!
  }

  function patch(calendar: Calendar, eventId: string, change: Event): void {
    const { event } = calendar.get(eventId)
    const retimed = 'start' in change || 'end' in change || 'recurrence' in change
    const changed = { ...event, ...change, sequence: (event.sequence ?? 0) + (retimed ? 1 : 0) }
    share(calendar, calendar.put(changed).event)
    if (retimed && changed.recurrence) dropExceptions(calendar, eventId, (at) => !hasSlot(calendar, changed, at))
  }

  /** Exceptions whose instance is no more are cancelled. */
  function dropExceptions(calendar: Calendar, seriesId: string, isOver: (originalStart: EventTime) => boolean): void {
    for (const { event } of calendar.exceptionsOf(seriesId).values()) {
      if (event.status === 'cancelled' || !isOver(event.originalStartTime!)) continue
      share(calendar, calendar.put({ ...event, status: 'cancelled' }).event)
    }
  }

  function remove(calendar: Calendar, eventId: string): void {
    const { event } = calendar.get(eventId)
    if (event.recurringEventId) {
      patch(calendar, eventId, { status: 'cancelled' })
      return
    }
    withdraw(calendar, eventId)
    const organizer = event.organizer?.email ?? calendar.id
    const isOrganizer = organizer === calendar.id || !accounts.has(organizer)
    if (isOrganizer) for (const copy of invited(event, calendar)) withdraw(copy, eventId)
    else decline(event, calendar)
  }

  /** An attendee who deletes an invitation has said no. */
  function decline(event: Event, own: Calendar): void {
    const attendees = (event.attendees ?? []).map((each) =>
      each.email === own.id ? { ...each, responseStatus: 'declined' } : each,
    )
    const organizer = accounts.get(event.organizer?.email ?? '')?.calendars.primary
    for (const calendar of new Set([organizer, ...invited(event, own)])) {
      if (calendar?.events.has(event.id!)) calendar.put({ ...calendar.get(event.id!).event, attendees })
    }
  }

  function changeInstance(calendar: Calendar, seriesId: string, originalStart: string, change: Event): string {
    const instance = findInstance(calendar, seriesId, originalStart)
    const times = 'start' in change || 'end' in change ? withEnd(calendar, instance, change) : {}
    const changed = { ...instance, ...change, ...times, sequence: (instance.sequence ?? 0) + 1 }
    share(calendar, calendar.put(changed).event)
    return instance.id!
  }

  /** The series ends before, and what follows is a series of its own. */
  function changeFollowing(calendar: Calendar, seriesId: string, originalStart: string, change: Event): string {
    const series = calendar.get(seriesId).event
    const instance = findInstance(calendar, seriesId, originalStart)
    const start = instance.originalStartTime!
    const at = instantOf(start, calendar.zone)
    const before = calendar.plainInstances(series, { from: -8e15, to: at }).length
    const recurrence = (series.recurrence ?? []).map((line) => endBefore(line, start, calendar))
    patch(calendar, seriesId, { recurrence })
    const id = `${seriesId}_R${stampOf(start, calendar.zone).replace('Z', '')}`
    const { recurringEventId: _, originalStartTime: __, updated: ___, etag: ____, ...rest } = instance
    return insert(calendar, {
      ...rest,
      recurrence: (series.recurrence ?? []).map((line) =>
        line.replace(/COUNT=(\d+)/, (_part, count) => `COUNT=${Number(count) - before}`),
      ),
      ...change,
      id,
      iCalUID: `${id}@google.com`,
      sequence: (series.sequence ?? 0) + 1,
    })
  }

  return { insert, patch, remove, changeInstance, changeFollowing, withdraw }
}

function hasSlot(calendar: Calendar, series: Event, originalStart: EventTime): boolean {
  const at = instantOf(originalStart, calendar.zone)
  const id = `${series.id}_${stampOf(originalStart, calendar.zone)}`
  return calendar.plainInstances(series, { from: at - 1, to: at + 1 }).some((each) => each.id === id)
}

function findInstance(calendar: Calendar, seriesId: string, originalStart: string): Event {
  const series = calendar.get(seriesId).event
  const start: EventTime = series.start?.date ? { date: originalStart } : { dateTime: originalStart }
  const instance = calendar.instanceAt(series, start)
  if (!instance) throw new Error(`the series ${seriesId} has no instance at ${originalStart}`)
  return instance
}

/** Whoever moves only the start keeps the length. */
function withEnd(calendar: Calendar, instance: Event, change: Event): Event {
  if (!change.start || change.end) return change
  if (change.start.date) throw badRequest('An all-day event needs its end.', 'required')
  const length = instantOf(instance.end, calendar.zone) - instantOf(instance.start, calendar.zone)
  const end = new Date(instantOf(change.start, calendar.zone) + length).toISOString()
  return {
    start: change.start,
    end: { dateTime: end, timeZone: change.start.timeZone ?? instance.end?.timeZone ?? calendar.zone },
  }
}

function endBefore(line: string, start: EventTime, calendar: Calendar): string {
  if (!line.startsWith('RRULE')) return line
  const rule = line.replace(/;(UNTIL|COUNT)=[^;]*/g, '')
  if (start.date) {
    const day = new Date(Date.parse(`${start.date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
    return `${rule};UNTIL=${day.replaceAll('-', '')}`
  }
  return `${rule};UNTIL=${wallStamp(instantOf(start, calendar.zone) - 1000, 'UTC')}Z`
}
