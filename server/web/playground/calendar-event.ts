/** One VEVENT: its times, words and people, read and written as a calendar program would. */
import ICAL from 'ical.js'
import { normaliseAddress } from '#shared/email-address.ts'
import type { Answer } from '#shared/api/meetings.ts'
import type { CalendarInput } from '#shared/playground-calendar.ts'
import { instantOf, isZone, minutesBetween, shiftWall, wallOf } from './calendar-wall.ts'

/** A time as it stands in the file. `zone`: IANA or UTC; null: floating, or a day. */
export type Stamp = { wall: string; zone: string | null }

export const isWholeDay = ({ wall }: Stamp): boolean => wall.length === 10

export function findStamp(event: ICAL.Component, name: string): Stamp | undefined {
  const property = event.getFirstProperty(name)
  const value = property?.getFirstValue()
  if (!property || !(value instanceof ICAL.Time)) return undefined
  return stampOf(value, property)
}

export function stampOf(value: ICAL.Time, property: ICAL.Property): Stamp {
  const text = value.toString()
  if (value.isDate) return { wall: text.slice(0, 10), zone: null }
  return { wall: text.slice(0, 19), zone: text.endsWith('Z') ? 'UTC' : (property.getFirstParameter('tzid') ?? null) }
}

export function setStamp(event: ICAL.Component, name: string, stamp: Stamp): void {
  event.removeAllProperties(name)
  event.addProperty(propertyOf(name, stamp))
}

export function propertyOf(name: string, { wall, zone }: Stamp): ICAL.Property {
  const property = new ICAL.Property(name)
  property.setValue(timeOf({ wall, zone }))
  if (zone !== null && zone !== 'UTC') property.setParameter('tzid', zone)
  return property
}

export const timeOf = ({ wall, zone }: Stamp): ICAL.Time =>
  wall.length === 10
    ? ICAL.Time.fromDateString(wall)
    : ICAL.Time.fromDateTimeString(`${wall.padEnd(19, ':00')}${zone === 'UTC' ? 'Z' : ''}`)

export const shifted = (stamp: Stamp, minutes: number): Stamp => ({ ...stamp, wall: shiftWall(stamp.wall, minutes) })

/** As `originalStart` says it: an instant, of a day the day. Floating times are meant in `fallback`. */
export function momentOf(stamp: Stamp, fallback: string): string {
  if (isWholeDay(stamp)) return stamp.wall
  return instantOf(stamp.wall, zoneOf(stamp, fallback)).toISOString()
}

/** The same moment in the zone and kind of another time. */
export function likeStamp(moment: string, like: Stamp, fallback: string): Stamp {
  if (isWholeDay(like)) return { wall: moment.slice(0, 10), zone: null }
  return { wall: wallOf(new Date(moment), zoneOf(like, fallback)), zone: like.zone }
}

/** The zone to reckon in: a name that nobody knows is read as the calendar's own. */
export const zoneOf = ({ zone }: Stamp, fallback: string): string => (zone !== null && isZone(zone) ? zone : fallback)

/** How long, in minutes of the clock; a day without an end lasts one, anything else no time. */
export function lengthOf(event: ICAL.Component): number {
  const start = findStamp(event, 'dtstart')
  const end = findStamp(event, 'dtend')
  if (start && end) return minutesBetween(start.wall, end.wall)
  const lasts = event.getFirstPropertyValue('duration')
  if (lasts instanceof ICAL.Duration) return lasts.toSeconds() / 60
  return start && isWholeDay(start) ? 1440 : 0
}

export function setTimes(event: ICAL.Component, start: Stamp, minutes: number): void {
  event.removeAllProperties('duration')
  setStamp(event, 'dtstart', start)
  setStamp(event, 'dtend', shifted(start, minutes))
}

/** Each change is one: it counts up and says when. */
export function markChanged(event: ICAL.Component, now: Date): void {
  const sequence = Number(event.getFirstPropertyValue('sequence') ?? 0)
  event.updatePropertyWithValue('sequence', sequence + 1)
  markTime(event, now)
}

export function markTime(event: ICAL.Component, now: Date): void {
  const time = timeOf({ wall: now.toISOString().slice(0, 19), zone: 'UTC' })
  event.updatePropertyWithValue('dtstamp', time)
  event.updatePropertyWithValue('last-modified', time)
}

type Words = Partial<Pick<CalendarInput, 'title' | 'place' | 'text' | 'private'>>

export function setWords(event: ICAL.Component, { title, place, text, private: secret }: Words): void {
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) return
    event.removeAllProperties(name)
    if (value.trim() !== '') event.addPropertyWithValue(name, value.trim())
  }
  set('summary', title)
  set('location', place)
  set('description', text)
  // What the description also says in HTML would stay as it was.
  if (text !== undefined) event.removeAllProperties('x-alt-desc')
  if (secret !== undefined) set('class', secret ? 'PRIVATE' : 'PUBLIC')
}

export const addressOf = (property: ICAL.Property): string => {
  const value = property.getFirstValue()
  return normaliseAddress(String(value).replace(/^mailto:/i, '')) ?? ''
}

export const organizerOf = (event: ICAL.Component): string | null => {
  const property = event.getFirstProperty('organizer')
  return property && addressOf(property)
}

/** Whose it is; a meeting that had nobody else had no need to say so. */
export function setOrganizer(event: ICAL.Component, { address, name }: { address: string; name: string | null }): void {
  if (event.hasProperty('organizer')) return
  const property = event.addPropertyWithValue('organizer', `mailto:${address}`)
  if (name) property.setParameter('cn', name)
}

/** Rooms and other resources too: they are invited as well. */
export const attendeesOf = (event: ICAL.Component): string[] => event.getAllProperties('attendee').map(addressOf)

/** Who was invited before keeps their answer. */
export function setAttendees(event: ICAL.Component, people: CalendarInput['attendees']): void {
  const before = new Map(event.getAllProperties('attendee').map((property) => [addressOf(property), property]))
  event.removeAllProperties('attendee')
  for (const { address, name, optional } of people) {
    const normal = normaliseAddress(address) ?? ''
    const property = before.get(normal) ?? attendee(normal, name)
    property.setParameter('role', optional ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT')
    event.addProperty(property)
  }
}

function attendee(address: string, name: string | null | undefined): ICAL.Property {
  const property = new ICAL.Property('attendee')
  property.setValue(`mailto:${address}`)
  if (name) property.setParameter('cn', name)
  property.setParameter('partstat', 'NEEDS-ACTION')
  property.setParameter('rsvp', 'TRUE')
  return property
}

/** A meeting at another time is another question. */
export function askAgain(event: ICAL.Component): void {
  const organizer = organizerOf(event)
  for (const property of event.getAllProperties('attendee'))
    if (addressOf(property) !== organizer) property.setParameter('partstat', 'NEEDS-ACTION')
}

const PARTSTAT: Record<Exclude<Answer, 'none'>, string> = {
  accepted: 'ACCEPTED',
  tentative: 'TENTATIVE',
  declined: 'DECLINED',
}

/** @returns whether that address is invited at all */
export function setAnswer(event: ICAL.Component, address: string, answer: Exclude<Answer, 'none'>): boolean {
  const property = event.getAllProperties('attendee').find((one) => addressOf(one) === address)
  property?.setParameter('partstat', PARTSTAT[answer])
  return property !== undefined
}
