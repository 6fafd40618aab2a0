/**
 * What one does with an event, as calendars write it: one instance is an override (RECURRENCE-ID), "this and following" ends
 * the series and begins another, what is cancelled stays in the file and says so. All on an object of ical.js that is the
 * caller's own.
 */
import ICAL from 'ical.js'
import type { CalendarAnswer, CalendarChange, CalendarInput, CalendarTimes } from '#shared/playground-calendar.ts'
import {
  askAgain,
  isWholeDay,
  lengthOf,
  likeStamp,
  markChanged,
  markTime,
  momentOf,
  setAnswer,
  setAttendees,
  setOrganizer,
  setStamp,
  setTimes,
  setWords,
  shifted,
  type Stamp,
  zoneOf,
} from './calendar-event.ts'
import { copyOf, type Editing, eventsOf, findOverride, getStart, masterOf, newCalendar } from './calendar-object.ts'
import { endSeries, moveSeries, repeatEvery, setRepeats, splitSeries } from './calendar-series.ts'
import { DAY_MINUTES, instantOf, minutesBetween, shiftWall, wallOf } from './calendar-wall.ts'

export function createEvent(
  input: CalendarInput,
  { uid, organizer, now }: { uid: string; organizer: { address: string; name: string | null }; now: Date },
): ICAL.Component {
  const calendar = newCalendar()
  const event = new ICAL.Component('vevent')
  event.addPropertyWithValue('uid', uid)
  event.addPropertyWithValue('created', utc(now))
  event.addPropertyWithValue('sequence', 0)
  markTime(event, now)
  const { start, minutes } = writtenTimes(input.times)
  setTimes(event, start, minutes)
  setWords(event, input)
  if (input.attendees.length > 0) {
    setOrganizer(event, organizer)
    setAttendees(event, input.attendees)
  }
  repeatEvery(event, input.repeats)
  event.addPropertyWithValue('status', 'CONFIRMED')
  calendar.addSubcomponent(event)
  return calendar
}

/** @param uid of the series that "this and following" begins @returns that series, where there is one */
export function changeEvent(
  calendar: ICAL.Component,
  change: CalendarChange,
  editing: Editing & { uid: string },
): ICAL.Component | undefined {
  const { originalStart, scope } = change
  if (originalStart === null || scope === 'all') {
    changeAll(calendar, change, editing)
    return undefined
  }
  if (scope === 'this') {
    changeOne(instanceOf(calendar, originalStart, editing), change, editing)
    return undefined
  }
  const begun = splitSeries(calendar, originalStart, editing)
  // From its first instance on, "this and following" are all of them.
  changeAll(begun ?? calendar, change, editing)
  return begun
}

function changeOne(event: ICAL.Component, change: CalendarChange, { now, zone }: Editing): void {
  const before = getStart(event)
  if (change.times) {
    const { start, minutes } = writtenTimes(change.times, before, zone)
    const moved = start.wall !== before.wall || minutes !== lengthOf(event)
    setTimes(event, start, minutes)
    if (moved) askAgain(event)
  }
  setWords(event, change)
  if (change.attendees) setAttendees(event, change.attendees)
  markChanged(event, now)
}

function changeAll(calendar: ICAL.Component, change: CalendarChange, editing: Editing): void {
  const master = masterOf(calendar)
  const { times, repeats, ...rest } = change
  if (!master || change.originalStart === null) {
    for (const event of eventsOf(calendar)) changeOne(event, change, editing)
    if (repeats) setRepeats(calendar, repeats)
    return
  }
  if (times) moveSeries(calendar, movementOf(calendar, change.originalStart, times, editing), editing)
  if (repeats) setRepeats(calendar, repeats)
  for (const event of eventsOf(calendar)) changeOne(event, rest, editing)
}

/** How the instance that one took hold of is to move: all of its series go with it. */
function movementOf(calendar: ICAL.Component, originalStart: string, times: CalendarTimes, { zone }: Editing) {
  const master = masterOf(calendar)!
  const held = findOverride(calendar, originalStart, zone)
  const first = getStart(master)
  const from = held ? getStart(held) : likeStamp(originalStart, first, zone)
  const { start, minutes } = writtenTimes(times, first, zone)
  if (isWholeDay(start) !== isWholeDay(first)) {
    const days = minutesBetween(from.wall.slice(0, 10), start.wall.slice(0, 10))
    const day = shiftWall(first.wall.slice(0, 10), days)
    return {
      start: isWholeDay(start) ? { ...start, wall: day } : { ...start, wall: day + start.wall.slice(10) },
      minutes,
    }
  }
  // An override may be in another zone than its series.
  const there = held && !isWholeDay(from) ? likeStamp(momentOf(from, zone), first, zone) : from
  return { start: shifted(first, minutesBetween(there.wall, start.wall)), minutes }
}

export function cancelEvent(
  calendar: ICAL.Component,
  { originalStart, scope }: Pick<CalendarChange, 'originalStart' | 'scope'>,
  editing: Editing,
): void {
  if (originalStart !== null && scope === 'this') {
    cancel(instanceOf(calendar, originalStart, editing), editing.now)
    return
  }
  if (originalStart !== null && scope === 'following' && endSeries(calendar, originalStart, editing)) return
  for (const event of eventsOf(calendar)) cancel(event, editing.now)
}

function cancel(event: ICAL.Component, now: Date): void {
  event.updatePropertyWithValue('status', 'CANCELLED')
  markChanged(event, now)
}

/** An answer is no revision: only the organizer counts those. @returns whether `address` is invited */
export function answerEvent(
  calendar: ICAL.Component,
  { address, originalStart, scope, answer }: CalendarAnswer & { address: string },
  editing: Editing,
): boolean {
  const events =
    originalStart !== null && scope === 'this' ? [instanceOf(calendar, originalStart, editing)] : eventsOf(calendar)
  return events
    .map((event) => {
      const invited = setAnswer(event, address, answer)
      if (invited) markTime(event, editing.now)
      return invited
    })
    .some(Boolean)
}

/** The override of that instance, made where there is none. */
function instanceOf(calendar: ICAL.Component, originalStart: string, { zone }: Editing): ICAL.Component {
  const found = findOverride(calendar, originalStart, zone)
  if (found) return found
  const master = masterOf(calendar)!
  const stamp = likeStamp(originalStart, getStart(master), zone)
  const event = copyOf(master)
  for (const name of ['rrule', 'rdate', 'exdate', 'exrule']) event.removeAllProperties(name)
  setTimes(event, stamp, lengthOf(master))
  setStamp(event, 'recurrence-id', stamp)
  calendar.addSubcomponent(event)
  return event
}

const utc = (at: Date): ICAL.Time => ICAL.Time.fromDateTimeString(`${at.toISOString().slice(0, 19)}Z`)

/** As they are to stand in the file: in the zone that the event is meant in, where it has one. */
function writtenTimes(times: CalendarTimes, like?: Stamp, fallback = 'UTC'): { start: Stamp; minutes: number } {
  if ('startOn' in times) {
    const start = { wall: times.startOn, zone: null }
    return { start, minutes: minutesBetween(times.startOn, times.endOn) + DAY_MINUTES }
  }
  const [start, end] = [instantOf(times.start, times.zone), instantOf(times.end, times.zone)]
  const keeps = like && !isWholeDay(like)
  const zone = keeps ? zoneOf(like, fallback) : times.zone
  const [from, to] = [wallOf(start, zone), wallOf(end, zone)]
  return { start: { wall: from, zone: keeps ? like.zone : zone }, minutes: minutesBetween(from, to) }
}
