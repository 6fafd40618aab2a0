/** A VCALENDAR that holds one event: its series and the instances of it that differ. */
import ICAL from 'ical.js'
import { findStamp, momentOf, type Stamp } from './calendar-event.ts'

/** `zone`: what floating times are meant in. */
export type Editing = { now: Date; zone: string }

export const eventsOf = (calendar: ICAL.Component): ICAL.Component[] => calendar.getAllSubcomponents('vevent')

/** The series, or the event that does not recur; undefined where only single instances are there. */
export const masterOf = (calendar: ICAL.Component): ICAL.Component | undefined =>
  eventsOf(calendar).find((event) => !event.hasProperty('recurrence-id'))

export const findOverride = (calendar: ICAL.Component, originalStart: string, zone: string) =>
  eventsOf(calendar).find((event) => {
    const stamp = findStamp(event, 'recurrence-id')
    return stamp && momentOf(stamp, zone) === originalStart
  })

export const copyOf = (component: ICAL.Component): ICAL.Component => ICAL.Component.fromString(component.toString())

export function getStart(event: ICAL.Component): Stamp {
  const start = findStamp(event, 'dtstart')
  if (!start) throw new Error('an event without a start was read as one')
  return start
}

export function newCalendar(): ICAL.Component {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Ficha//Playground//EN')
  return calendar
}
