/** One VEVENT as it stands in a file: a single event, the master of a series, or what overrides instances of one. Pure. */
import { createHash } from 'node:crypto'
import { contentLines, type Calendar, type EventText } from './scan.ts'
import { durationOf, lineOf, parseProperty, textOf, wallOf, type Duration, type Property } from './property.ts'
import { readRule, type Rule } from './rule.ts'
import { UnreadableEvent, type EventFailure } from './unreadable.ts'
import { UTC, type Zone } from './iana-zone.ts'
import { floatingZone, zoneOf } from './zones.ts'

/** A time of a clock, or with `date` a whole day. */
export type Moment = { wall: number; date: boolean; zone: Zone }

export type Extra = { start: Moment; end: Moment | Duration | null }

export type CalendarEvent = {
  uid: string
  text: EventText
  start: Moment
  end: Moment | Duration | null
  /** Of an override: the instance that it speaks of, and whether of all after it too. */
  overrides: { instance: Moment; following: boolean } | null
  rules: Rule[]
  exceptRules: Rule[]
  extra: Extra[]
  except: Moment[]
  properties: Map<string, Property[]>
  cancelled: boolean
  sequence: number
  changedAt: Date | null
  zoneUnknown: boolean
  damaged: boolean
  /** Of what is written, without alarms. */
  hash: string
}

/** Only these are read: what else a file holds can do no harm. */
const READ = new Set(
  `uid recurrence-id dtstart dtend duration rrule exrule rdate exdate sequence status last-modified dtstamp summary
  description x-alt-desc styled-description location conference url class organizer attendee attach
  x-google-conference x-microsoft-skypeteamsmeetingurl x-microsoft-onlinemeetingexternallink x-microsoft-cdo-alldayevent`.split(
    /\s+/,
  ),
)

/** Without one of these the event would be another. */
const DECIDING = new Map<string, EventFailure>([
  ['dtstart', 'date-invalid'],
  ['recurrence-id', 'date-invalid'],
  ['rdate', 'date-invalid'],
  ['rrule', 'rule-unreadable'],
  ['exrule', 'rule-unreadable'],
])

/** RFC 5545 wants one. */
const MAX_RULES = 20

/** A file within the file is not read. */
const isContent = (line: string) => /^ATTACH[;:]/i.test(line) && !/^ATTACH[^:]{0,2000}:https:\/\//i.test(line)

const NAME = /^([A-Za-z0-9-]+)[ \t]*(?:[;:]|$)/

export type EventHead = { uid: string | null; lines: string[]; hash: string }

/** Enough to say which event it is. */
export function readHead(text: EventText): EventHead {
  const lines = contentLines(text.raw)
  const uid = lines.find((line) => /^UID[ \t]*[;:]/i.test(line))
  const hash = createHash('sha256').update(text.raw.replaceAll('\r', '')).digest('hex')
  return { uid: uid === undefined ? null : lineOf(parseProperty(uid) ?? undefined), lines, hash }
}

/** Answers to an invitation and talk about one: no event of this mailbox. */
export const isAnswer = ({ method }: Calendar) => /^(?:REPLY|COUNTER|DECLINECOUNTER|REFRESH)$/.test(method ?? '')

/**
 * @param mailbox the zone of its mailbox, null when that has none
 * @throws UnreadableEvent
 */
export function readEvent(text: EventText, mailbox: string | null): CalendarEvent {
  const { uid, lines, hash } = readHead(text)
  if (uid === null) throw new UnreadableEvent('no-uid')
  if (!text.closed) throw new UnreadableEvent('unfinished')
  const properties = new Map<string, Property[]>()
  let damaged = false
  for (const line of lines) {
    const name = NAME.exec(line)?.[1]?.toLowerCase()
    if (name !== undefined && (!READ.has(name) || isContent(line))) continue
    const property = name === undefined ? null : parseProperty(line)
    if (property === null && name !== undefined && DECIDING.has(name)) throw new UnreadableEvent(DECIDING.get(name)!)
    if (property === null) damaged = true
    else append(properties, property)
  }
  return new EventReader({ properties, calendar: text.calendar, mailbox }).read({
    uid,
    text,
    properties,
    damaged,
    hash,
  })
}

function append(properties: Map<string, Property[]>, property: Property): void {
  const before = properties.get(property.name)
  if (!before) properties.set(property.name, [property])
  else if (/^(?:rrule|exrule)$/.test(property.name) && before.length === MAX_RULES)
    throw new UnreadableEvent('rule-without-end')
  else before.push(property)
}

type Context = { properties: Map<string, Property[]>; calendar: Calendar; mailbox: string | null }

class EventReader {
  readonly #context: Context
  readonly #floating: Zone
  #zoneUnknown = false

  constructor(context: Context) {
    this.#context = context
    this.#floating = floatingZone(context.mailbox, context.calendar)
  }

  read(base: Pick<CalendarEvent, 'uid' | 'text' | 'properties' | 'damaged' | 'hash'>): CalendarEvent {
    const first = this.#first('dtstart')
    if (!first) throw new UnreadableEvent('no-start')
    const start = this.#moment(first, first.values[0])
    const wholeDay = !start.date && start.wall % 86_400_000 === 0 && this.#isMarkedAllDay()
    const asDay = (moment: Moment): Moment => (wholeDay ? { ...moment, date: true, zone: this.#floating } : moment)
    const recurrence = this.#first('recurrence-id')
    const end = this.#end()
    return {
      ...base,
      start: asDay(start),
      end: end !== null && 'wall' in end ? asDay(end) : end,
      overrides: recurrence
        ? {
            instance: asDay(this.#moment(recurrence, recurrence.values[0])),
            following: recurrence.params.range?.toUpperCase() === 'THISANDFUTURE',
          }
        : null,
      rules: this.#all('rrule').map(({ values }) => readRule(values[0])),
      exceptRules: this.#all('exrule').map(({ values }) => readRule(values[0])),
      extra: this.#all('rdate').flatMap((one) => one.values.map((value) => this.#extra(one, value))),
      except: this.#all('exdate').flatMap((one) => one.values.flatMap((value) => this.#exception(one, value))),
      cancelled: this.#context.calendar.method === 'CANCEL' || /^cancell?ed$/i.test(this.#line('status') ?? ''),
      sequence: this.#number('sequence'),
      changedAt: this.#stamp('last-modified') ?? this.#stamp('dtstamp'),
      zoneUnknown: this.#zoneUnknown,
    }
  }

  #all = (name: string): Property[] => this.#context.properties.get(name) ?? []
  #first = (name: string): Property | undefined => this.#all(name)[0]
  #line = (name: string): string | null => lineOf(this.#first(name))

  /** Outlook writes whole days as times from midnight to midnight. */
  #isMarkedAllDay = () => /^true$/i.test(this.#line('x-microsoft-cdo-alldayevent') ?? '')

  #moment(property: Property, value: unknown): Moment {
    const read = wallOf(value)
    if (read === null) throw new UnreadableEvent('date-invalid')
    const { wall, date, utc } = read
    const tzid = property.params.tzid
    if (date) return { wall, date, zone: this.#floating }
    if (utc || tzid === undefined) return { wall, date, zone: utc ? UTC : this.#floating }
    const zone = zoneOf(tzid, this.#context.calendar, this.#floating)
    if (zone === null) this.#zoneUnknown = true
    return { wall, date, zone: zone ?? this.#floating }
  }

  #end(): Moment | Duration | null {
    const end = this.#first('dtend')
    if (end) return this.#moment(end, end.values[0])
    return durationOf(textOf(this.#first('duration')))
  }

  #extra(property: Property, value: unknown): Extra {
    if (!Array.isArray(value)) return { start: this.#moment(property, value), end: null }
    const [from, to] = value as unknown[]
    return { start: this.#moment(property, from), end: durationOf(to) ?? this.#moment(property, to) }
  }

  /** An empty or wrong one takes nothing away. */
  #exception(property: Property, value: unknown): Moment[] {
    return wallOf(value) === null ? [] : [this.#moment(property, value)]
  }

  #number(name: string): number {
    const value = this.#first(name)?.values[0]
    return typeof value === 'number' && value > 0 ? Math.floor(value) : 0
  }

  #stamp(name: string): Date | null {
    const value = wallOf(this.#first(name)?.values[0])
    // RFC 5545, 3.8.7: always in UTC, also where the Z was forgotten.
    return value === null ? null : new Date(value.wall)
  }
}
