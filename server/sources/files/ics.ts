/** .ics files: the events in them as items of a calendar, identified by what they are and not by where they lie. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import {
  expandEntry,
  findInstance,
  readCalendar,
  type EventEntry,
  type FailedPart,
  type ShownMeeting,
} from '../ical/calendar.ts'
import { versionOf } from '../ical/version.ts'
import type { Locator, SeriesShown, SourceItem } from '../source.ts'
import { storedFailure, type Stored } from './stored.ts'

/** What is read at once; nobody's calendar is larger. */
const MAX_FILE = 64 * 1024 * 1024

/** Where the playground and other lists by folder show what a calendar holds. */
const FOLDER = 'Calendar'

export type CalendarContext = { now: () => Date; zone: string | null }

export type CalendarFile = {
  path: string
  /** The folder that it lies in. */
  place: string
  modifiedAt: Date
  /** Of the content: a position in another version of the file means nothing. */
  print: string
  bytes: number
  entries: EventEntry[]
}

/** What one event of a file comes to. They stay together on a page. */
export type ShownItems = { items: SourceItem[]; series: SeriesShown | null }

/** @returns a failed item instead when the file is no calendar or too large. @throws what reading throws */
export async function openCalendar(path: string, place: string): Promise<CalendarFile | Stored> {
  const { size, mtime } = await stat(path)
  if (size > MAX_FILE) return storedFailure(path, place, 'TOO_LARGE')
  const bytes = await readFile(path)
  const entries = readCalendar(bytes)
  if (entries === null) return storedFailure(path, place, 'NO_CALENDAR')
  const print = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  return { path, place, modifiedAt: mtime, print, bytes: size, entries }
}

/** All instances of an event. */
export function showEvent(file: CalendarFile, entry: EventEntry, context: CalendarContext): ShownItems {
  const { meetings, series, failed } = expandEntry(entry, optionsOf(file, context))
  return {
    items: [...meetings.map((one) => meetingItem(file, entry, one)), ...failed.map((one) => failedItem(file, one))],
    series,
  }
}

const optionsOf = ({ modifiedAt }: CalendarFile, { now, zone }: CalendarContext) => ({ now: now(), zone, modifiedAt })

function locatorOf(file: CalendarFile, at: { event: string; start: string; offset: number }): Locator {
  return { kind: 'ics', path: file.path, place: file.place, folder: FOLDER, ...at }
}

/** The same in every file of a mailbox: an event that was exported twice is one. */
function meetingItem(file: CalendarFile, { key }: EventEntry, shown: ShownMeeting): SourceItem {
  const { meeting, version, series, offset } = shown
  const start = meeting.originalStart ?? ''
  return {
    providerId: `ics:${key}:${start}`,
    version,
    locator: locatorOf(file, { event: key, start, offset }),
    type: 'meeting',
    local: null,
    meeting,
    series,
  }
}

const FAILED = '!'

function failedItem(file: CalendarFile, { key, code, detail, offset }: FailedPart): SourceItem {
  return {
    providerId: `ics:${key}:${FAILED}`,
    version: versionOf({ changedAt: file.modifiedAt, sequence: 0, content: '' }),
    locator: locatorOf(file, { event: key, start: FAILED, offset }),
    type: 'failed',
    code,
    detail,
  }
}

/** Files that were read already, while several items are looked for. */
export type OpenCalendars = Map<string, Promise<CalendarFile | null>>

/** What a locator of this kind leads to now; null when it is no longer there. */
export async function findInCalendar(
  locator: Locator,
  context: CalendarContext,
  open: OpenCalendars,
): Promise<SourceItem | null> {
  const [path, event, start] = [String(locator.path), String(locator.event), String(locator.start)]
  let opening = open.get(path)
  if (!opening) {
    opening = openCalendar(path, String(locator.place)).then(
      (found) => ('entries' in found ? found : null),
      () => null,
    )
    open.set(path, opening)
  }
  const file = await opening
  if (!file) return null
  if (start === FAILED) return findFailed(file, event, context)
  const entry = file.entries.find(({ key }) => key === event)
  const shown = entry && findInstance(entry, optionsOf(file, context), start)
  return entry && shown ? meetingItem(file, entry, shown) : null
}

function findFailed(file: CalendarFile, key: string, context: CalendarContext): SourceItem | null {
  for (const entry of file.entries) {
    const found = expandEntry(entry, optionsOf(file, context)).failed.find((one) => one.key === key)
    if (found) return failedItem(file, found)
  }
  return null
}
