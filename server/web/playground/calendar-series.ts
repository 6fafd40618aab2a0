/** What concerns a series as a whole: how it repeats, moving all of it, ending it, and beginning another where it ends. */
import ICAL from 'ical.js'
import type { CalendarInput, CalendarRepeat } from '#shared/playground-calendar.ts'
import {
  askAgain,
  findStamp,
  isWholeDay,
  lengthOf,
  likeStamp,
  markChanged,
  momentOf,
  propertyOf,
  setStamp,
  setTimes,
  shifted,
  type Stamp,
  stampOf,
  timeOf,
  zoneOf,
} from './calendar-event.ts'
import { copyOf, type Editing, eventsOf, findOverride, getStart, masterOf, newCalendar } from './calendar-object.ts'
import { DAY_MINUTES, instantOf, minutesBetween, shiftWall } from './calendar-wall.ts'

const FREQUENCY = { daily: 'DAILY', weekly: 'WEEKLY', monthly: 'MONTHLY' } as const

/** Without BYDAY and the like: the start says on which day. A day that a month has not got is passed over (RFC 5545). */
export function repeatEvery(event: ICAL.Component, { every, until }: CalendarInput['repeats']): void {
  const before = ruleOf(event)
  if (before && every !== 'never' && repeatOf(event).every === every) {
    before.count = null
    before.until = until === null ? null : untilOn(until, getStart(event))
    event.updatePropertyWithValue('rrule', before)
    return
  }
  for (const name of ['rrule', 'rdate', 'exdate']) event.removeAllProperties(name)
  if (every === 'never') return
  const rule = ICAL.Recur.fromData({ freq: FREQUENCY[every] })
  if (until !== null) rule.until = untilOn(until, getStart(event))
  event.addPropertyWithValue('rrule', rule)
}

/** Single instances are named by when their series meant them to be: of another rule they say nothing. */
export function setRepeats(calendar: ICAL.Component, repeats: CalendarInput['repeats']): void {
  const master = masterOf(calendar)
  if (!master) return
  if (repeatOf(master).every !== repeats.every)
    for (const event of eventsOf(calendar)) if (event !== master) calendar.removeSubcomponent(event)
  repeatEvery(master, repeats)
}

/** The last instance is on that day, in the zone of the series. */
function untilOn(day: string, start: Stamp): ICAL.Time {
  if (isWholeDay(start)) return timeOf({ wall: day, zone: null })
  const wall = `${day}T23:59:59`
  if (start.zone === null) return timeOf({ wall, zone: null })
  return utcTime(instantOf(wall, zoneOf(start, 'UTC')))
}

const utcTime = (at: Date): ICAL.Time => timeOf({ wall: at.toISOString().slice(0, 19), zone: 'UTC' })

export function ruleOf(event: ICAL.Component): ICAL.Recur | undefined {
  const rule = event.getFirstPropertyValue('rrule')
  return rule instanceof ICAL.Recur ? rule : undefined
}

/** Whether the event has an instance that was meant for that moment (null: it does not recur). */
export function hasInstance(calendar: ICAL.Component, originalStart: string | null, { zone }: Editing): boolean {
  const master = masterOf(calendar)
  if (originalStart === null)
    return master !== undefined && !master.hasProperty('rrule') && !master.hasProperty('rdate')
  if (findOverride(calendar, originalStart, zone)) return true
  if (!master || isWholeDay(getStart(master)) !== (originalStart.length === 10)) return false
  const isIt = (date: Stamp) => momentOf(date, zone) === originalStart
  if (datesOf(master, 'exdate').some(isIt)) return false
  return datesOf(master, 'rdate').some(isIt) || ruleHas(master, likeStamp(originalStart, getStart(master), zone).wall)
}

function ruleHas(master: ICAL.Component, wall: string): boolean {
  const rule = ruleOf(master)
  const iterator = rule?.iterator(timeOf({ ...getStart(master), zone: null }))
  for (let at = iterator?.next(), steps = 0; at && steps < MOST_STEPS; at = iterator?.next(), steps += 1) {
    const reached = at.toString().slice(0, wall.length)
    if (reached >= wall) return reached === wall
  }
  return false
}

/** A daily one for a century: further than anybody looks. */
const MOST_STEPS = 36_525

/** As the form says it. */
export function repeatOf(event: ICAL.Component | undefined): { every: CalendarRepeat; until: string | null } {
  const rule = event && ruleOf(event)
  if (!rule) return { every: event?.hasProperty('rdate') ? 'other' : 'never', until: null }
  const until = rule.count ? lastOf(event, rule) : (rule.until?.toString().slice(0, 10) ?? null)
  const every = (['daily', 'weekly', 'monthly'] as const).find((one) => FREQUENCY[one] === rule.freq)
  const parts = Object.keys(rule.parts).filter((part) => part !== 'WKST')
  const plain = parts.length === 0 || (every === 'weekly' && parts.join() === 'BYDAY' && rule.parts.BYDAY?.length === 1)
  return every && plain && rule.interval === 1 ? { every, until } : { every: 'other', until }
}

/** The day of the last of so many. */
function lastOf(event: ICAL.Component, rule: ICAL.Recur): string | null {
  const iterator = rule.iterator(timeOf({ ...getStart(event), zone: null }))
  let last: string | null = null
  for (let at = iterator.next(), steps = 0; at && steps < MOST_STEPS; at = iterator.next(), steps += 1)
    last = at.toString().slice(0, 10)
  return last
}

/** All of it, past ones too, as calendars do; what Ficha has logged of those that were is not touched by it. */
export function moveSeries(
  calendar: ICAL.Component,
  { start, minutes }: { start: Stamp; minutes: number },
  { zone }: Editing,
): void {
  const master = masterOf(calendar)!
  const before = getStart(master)
  if (start.wall === before.wall && minutes === lengthOf(master)) return
  setTimes(master, start, minutes)
  askAgain(master)
  if (isWholeDay(start) !== isWholeDay(before)) {
    // Single instances are named by their time: those of a day say nothing about hours.
    for (const event of eventsOf(calendar)) if (event !== master) calendar.removeSubcomponent(event)
    for (const name of ['exdate', 'rdate']) master.removeAllProperties(name)
    return
  }
  const by = minutesBetween(before.wall, start.wall)
  shiftRule(master, {
    by,
    start,
    days: minutesBetween(before.wall.slice(0, 10), start.wall.slice(0, 10)) / DAY_MINUTES,
  })
  shiftDates(master, by)
  for (const event of eventsOf(calendar)) {
    const meant = findStamp(event, 'recurrence-id')
    if (meant) setStamp(event, 'recurrence-id', shifted(likeStamp(momentOf(meant, zone), before, zone), by))
  }
}

/** It repeats on days that cannot all be shifted alike: there is no one right answer. */
export class FixedRule extends Error {}

const WEEK = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

function shiftRule(master: ICAL.Component, { by, days, start }: { by: number; days: number; start: Stamp }): void {
  const rule = ruleOf(master)
  if (!rule) return
  if (days !== 0) {
    const parts = Object.keys(rule.parts)
    const weekdays = rule.parts.BYDAY
    if (parts.length > 0 && !(rule.freq === 'WEEKLY' && parts.join() === 'BYDAY')) throw new FixedRule()
    if (weekdays) rule.parts.BYDAY = weekdays.map((day) => WEEK[(((WEEK.indexOf(day) + days) % 7) + 7) % 7] ?? day)
  }
  if (rule.until) {
    const until = rule.until.toString()
    rule.until = timeOf({
      wall: shiftWall(until.slice(0, rule.until.isDate ? 10 : 19), rule.until.isDate ? days * DAY_MINUTES : by),
      zone: until.endsWith('Z') ? 'UTC' : isWholeDay(start) ? null : start.zone,
    })
  }
  master.updatePropertyWithValue('rrule', rule)
}

/** EXDATE and RDATE, each property with its own zone. */
function shiftDates(event: ICAL.Component, by: number): void {
  for (const name of ['exdate', 'rdate']) {
    const dates = datesOf(event, name)
    event.removeAllProperties(name)
    for (const date of dates) event.addProperty(propertyOf(name, shifted(date, by)))
  }
}

const datesOf = (event: ICAL.Component, name: string): Stamp[] =>
  event
    .getAllProperties(name)
    .flatMap((property) => property.getValues().map((value) => ({ property, value: value as unknown })))
    .flatMap(({ property, value }) => (value instanceof ICAL.Time ? [stampOf(value, property)] : []))

/** @returns whether anything of it is left: not when it would end before it began */
export function endSeries(calendar: ICAL.Component, originalStart: string, { now, zone }: Editing): boolean {
  const master = masterOf(calendar)
  const rule = master && ruleOf(master)
  if (!master || !rule || momentOf(getStart(master), zone) >= originalStart) return false
  const start = getStart(master)
  rule.count = null
  rule.until = isWholeDay(start)
    ? timeOf({ wall: shiftWall(originalStart, -DAY_MINUTES), zone: null })
    : start.zone === null
      ? timeOf(shifted(likeStamp(originalStart, start, zone), -1))
      : utcTime(new Date(Date.parse(originalStart) - 1000))
  master.updatePropertyWithValue('rrule', rule)
  for (const event of eventsOf(calendar)) {
    const meant = findStamp(event, 'recurrence-id')
    if (meant && momentOf(meant, zone) >= originalStart) calendar.removeSubcomponent(event)
  }
  for (const name of ['exdate', 'rdate']) {
    const dates = datesOf(master, name).filter((date) => momentOf(date, zone) < originalStart)
    master.removeAllProperties(name)
    for (const date of dates) master.addProperty(propertyOf(name, date))
  }
  markChanged(master, now)
  return true
}

/** @returns the series that begins there, with what was changed of its instances; undefined when it is the whole series */
export function splitSeries(
  calendar: ICAL.Component,
  originalStart: string,
  editing: Editing & { uid: string },
): ICAL.Component | undefined {
  const { zone } = editing
  const master = masterOf(calendar)
  if (!master || momentOf(getStart(master), zone) >= originalStart) return undefined
  const start = getStart(master)
  const next = copyOf(master)
  const rule = ruleOf(next)
  if (rule?.count) {
    rule.count -= countBefore(master, likeStamp(originalStart, start, zone).wall)
    next.updatePropertyWithValue('rrule', rule)
  }
  setTimes(next, likeStamp(originalStart, start, zone), lengthOf(master))
  for (const name of ['exdate', 'rdate']) {
    const dates = datesOf(master, name).filter((date) => momentOf(date, zone) >= originalStart)
    next.removeAllProperties(name)
    for (const date of dates) next.addProperty(propertyOf(name, date))
  }
  const later = eventsOf(calendar).filter((event) => {
    const meant = findStamp(event, 'recurrence-id')
    return meant && momentOf(meant, zone) >= originalStart
  })
  const begun = newCalendar()
  for (const event of [next, ...later.map(copyOf)]) {
    event.updatePropertyWithValue('uid', editing.uid)
    begun.addSubcomponent(event)
  }
  endSeries(calendar, originalStart, editing)
  return begun
}

function countBefore(master: ICAL.Component, wall: string): number {
  const rule = ruleOf(master)!
  const iterator = rule.iterator(timeOf({ ...getStart(master), zone: null }))
  let before = 0
  for (let at = iterator.next(); at && at.toString().slice(0, wall.length) < wall; at = iterator.next()) before += 1
  return before
}
