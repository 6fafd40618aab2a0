/** An iCalendar file as meetings: its events grouped by UID, each expanded into instances when it is wanted. Pure. */
import { createHash } from 'node:crypto'
import type { NormalisedMeeting, SeriesShown } from '../source.ts'
import { isAnswer, readEvent, readHead, type CalendarEvent } from './event.ts'
import { asInstance, expandEvent, type Expansion } from './instances.ts'
import { instantOf, lengthOf, nameOf } from './moment.ts'
import { readMeeting } from './meeting.ts'
import type { Span } from './rule.ts'
import { scanCalendar, type EventText } from './scan.ts'
import { UnreadableEvent } from './unreadable.ts'
import { versionOf } from './version.ts'

/** All that a file says of one event. */
export type EventEntry = {
  /** Hex, of the UID; of an event without one, of what is written. */
  key: string
  /** Where the first of its parts begins, in bytes. */
  offset: number
  bytes: number
  texts: EventText[]
}

export type CalendarOptions = {
  now: Date
  /** IANA: what floating times and whole days are meant in. null: what the calendar says of itself, else the server's. */
  zone: string | null
  /** Stands for what a file without stamps does not say. */
  modifiedAt: Date
}

export type ShownMeeting = { meeting: NormalisedMeeting; version: number; series: number; offset: number }

/** `key`: of what is written, as a part that cannot be read may have no other name. */
export type FailedPart = { key: string; code: string; detail: string; offset: number }

export type ShownEvent = { meetings: ShownMeeting[]; series: SeriesShown | null; failed: FailedPart[] }

const keyOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** In the order they stand. null when this is no calendar. */
export function readCalendar(bytes: Buffer): EventEntry[] | null {
  const texts = scanCalendar(bytes)
  if (texts === null) return null
  const entries = new Map<string, EventEntry>()
  for (const text of texts) {
    if (isAnswer(text.calendar)) continue
    const { uid, hash } = readHead(text)
    const key = uid === null ? keyOf(hash) : keyOf(uid)
    const entry = entries.get(key)
    if (entry) {
      entry.texts.push(text)
      entry.bytes += text.raw.length
    } else entries.set(key, { key, offset: text.offset, bytes: text.raw.length, texts: [text] })
  }
  return [...entries.values()]
}

/** Its instances: of an endless series those from a year before to half a year after now. */
export function expandEntry(entry: EventEntry, options: CalendarOptions): ShownEvent {
  return expandIn(entry, options, spanAround(options.now))
}

/** One instance again, wherever it is; null when the event has it no more. @param start its `originalStart` or '' */
export function findInstance(entry: EventEntry, options: CalendarOptions, start: string): ShownMeeting | null {
  const at = start === '' ? null : Date.parse(start)
  const near = at === null || Number.isNaN(at) ? spanAround(options.now) : { from: at - 2 * DAY, to: at + 2 * DAY }
  const { meetings } = expandIn(entry, options, near)
  return meetings.find(({ meeting }) => (meeting.originalStart ?? '') === start) ?? null
}

const DAY = 86_400_000

function spanAround(now: Date): Span {
  const [from, to] = [new Date(now), new Date(now)]
  from.setUTCMonth(from.getUTCMonth() - 12)
  to.setUTCMonth(to.getUTCMonth() + 6)
  return { from: from.getTime(), to: to.getTime() }
}

type Parts = { masters: CalendarEvent[]; overrides: CalendarEvent[]; failed: FailedPart[] }

function expandIn(entry: EventEntry, options: CalendarOptions, span: Span): ShownEvent {
  const { masters, overrides, failed } = readParts(entry, options)
  const master = masters.reduce<CalendarEvent | null>(newest, null)
  const single = [...Map.groupBy(overrides, instanceName).values()].map((same) =>
    same.reduce<CalendarEvent | null>(newest, null)!,
  )
  try {
    const expansion = master ? expandEvent(master, single, span) : alone(single)
    return { ...shown(expansion, { master, options }), failed: distinct(failed) }
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error
    return {
      meetings: [],
      series: null,
      failed: distinct([...failed, failedPart(master?.text ?? entry.texts[0]!, error)]),
    }
  }
}

function readParts(entry: EventEntry, { zone }: CalendarOptions): Parts {
  const parts: Parts = { masters: [], overrides: [], failed: [] }
  for (const text of entry.texts) {
    try {
      const event = readEvent(text, zone)
      if (event.overrides) parts.overrides.push(event)
      else parts.masters.push(event)
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error
      parts.failed.push(failedPart(text, error))
    }
  }
  return parts
}

const failedPart = (text: EventText, { code, message }: UnreadableEvent): FailedPart => ({
  key: keyOf(readHead(text).hash),
  code,
  detail: message,
  offset: text.offset,
})

/** The same damaged text twice is one. */
const distinct = (failed: FailedPart[]) => [...new Map(failed.map((part) => [part.key, part])).values()]

const instanceName = ({ overrides }: CalendarEvent) => `${overrides!.following} ${nameOf(overrides!.instance)}`

/** Of two that say the same thing, the later revision; of equal ones, what stands later in the file. */
function newest(a: CalendarEvent | null, b: CalendarEvent): CalendarEvent {
  if (a === null) return b
  const order = b.sequence - a.sequence || Number(b.changedAt ?? 0) - Number(a.changedAt ?? 0)
  const [winner, loser] = order >= 0 ? [b, a] : [a, b]
  // A cancellation of a series need not say again when it would have been.
  const bare = winner.cancelled && winner.rules.length + winner.extra.length === 0
  if (!bare || loser.rules.length + loser.extra.length === 0) return winner
  return { ...loser, cancelled: true, sequence: winner.sequence, changedAt: winner.changedAt ?? loser.changedAt }
}

/** Instances without the series that they belong to: that one was not shared. */
function alone(overrides: CalendarEvent[]): Expansion {
  return { instances: overrides.map(asInstance), covers: null }
}

type Of = { master: CalendarEvent | null; options: CalendarOptions }

function shown({ instances, covers }: Expansion, { master, options }: Of): Omit<ShownEvent, 'failed'> {
  const version = master && seriesVersion(master, options)
  const meetings = instances.map((instance) => {
    const meeting = readMeeting(instance, master)
    const own = versionOf({
      changedAt: meeting.changedAt ?? options.modifiedAt,
      sequence: meeting.sequence,
      content: `${meeting.contentHash} ${version ?? ''}`,
    })
    return { meeting, version: own, series: version ?? own, offset: instance.shown.text.offset }
  })
  const series: SeriesShown | null = master && {
    uid: master.uid,
    version: version!,
    madeAt: master.changedAt ?? options.modifiedAt,
    from: covers && new Date(covers.from),
    to: covers && new Date(covers.to),
  }
  return { meetings, series }
}

/** Of the event itself, not of single moved instances. */
function seriesVersion(master: CalendarEvent, { modifiedAt }: CalendarOptions): number {
  const { rules, exceptRules, extra, except, sequence, changedAt, cancelled } = master
  const times = [master.start, ...extra.map(({ start }) => start), ...except].map((moment) => [
    moment.date,
    instantOf(moment),
  ])
  return versionOf({
    changedAt: changedAt ?? modifiedAt,
    sequence,
    content: JSON.stringify([
      rules,
      exceptRules,
      times,
      lengthOf(master.start, master.end),
      master.start.zone.name,
      cancelled,
    ]),
  })
}
