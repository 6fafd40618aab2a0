/** Dates as people and programs write them. Pure. A day stays a day; a time is on the wall of some zone. */
import { foldText } from '#shared/fold.ts'

export type DateOrder = 'dmy' | 'mdy' | 'ymd'
/** `time` is HH:MM:SS. `instant`: the text said the zone itself. */
export type WrittenDate = { day: string; time: string | null; instant: Date | null }

const MONTHS = new Map(
  `jan ene 1|feb 2|mar 3|apr abr 4|may 5|jun 6|jul 7|aug ago 8|sep set 9|oct 10|nov 11|dec dic 12`
    .split('|')
    .flatMap((entry) => {
      const words = entry.split(' ')
      return words.slice(0, -1).map((word): [string, number] => [word, Number(words.at(-1))])
    }),
)
const TIME = /(?:^|[\sT,])(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(a\.?\s?m\.?|p\.?\s?m\.?)?\s*$/i
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/
const NUMERIC = /^(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})$/
/** Days since 1899-12-30, as spreadsheets count them: 1954 to 2119. A year is never five digits. */
const SERIAL = /^(?:[2-7]\d{4})(?:[.,]\d+)?$/

/**
 * The order that the most cells of a column allow. `25/12` decides; where nothing does, dots and dashes are of those who write
 * the day first, and slashes follow the language.
 */
export function detectDateOrder(cells: readonly string[], locale: 'en' | 'es'): DateOrder {
  const votes = { dmy: 0, mdy: 0, ymd: 0 }
  let slashes = 0
  let dates = 0
  for (const cell of cells) {
    const match = NUMERIC.exec(splitTime(cell).date)
    if (!match) continue
    dates += 1
    if (cell.includes('/')) slashes += 1
    const [first, second] = [Number(match[1]), Number(match[2])]
    if (match[1]!.length === 4) votes.ymd += 1
    else if (first > 12 && second <= 12) votes.dmy += 1
    else if (second > 12 && first <= 12) votes.mdy += 1
  }
  if (votes.ymd > votes.dmy + votes.mdy) return 'ymd'
  if (votes.dmy !== votes.mdy) return votes.dmy > votes.mdy ? 'dmy' : 'mdy'
  return locale === 'en' && (dates === 0 || slashes > 0) ? 'mdy' : 'dmy'
}

/** @returns null when it is no date: an impossible day is none */
export function parseDate(text: string, order: DateOrder): WrittenDate | null {
  const trimmed = text.trim()
  if (ZONED.test(trimmed)) {
    const instant = new Date(trimmed)
    return Number.isNaN(instant.getTime()) ? null : { day: trimmed.slice(0, 10), time: null, instant }
  }
  if (SERIAL.test(trimmed)) return fromSerial(Number(trimmed.replace(',', '.')))
  const { date, time } = splitTime(trimmed)
  if (time === undefined) return null
  const day = parseDay(date, order)
  return day === null ? null : { day, time, instant: null }
}

/** `time` is null where none is written, undefined where one is written that cannot be. */
function splitTime(text: string): { date: string; time: string | null | undefined } {
  const match = TIME.exec(text.trim())
  // "25.12" at the end of a date with dots is no time.
  if (!match || (match.index === 0 && !/:/.test(match[0])) || /^\d{1,2}\.\d{2}$/.test(text.trim()))
    return { date: text.trim(), time: null }
  const half = match[4]?.toLowerCase()[0]
  const written = Number(match[1])
  const hour = half === 'p' && written < 12 ? written + 12 : half === 'a' && written === 12 ? 0 : written
  const [minute, second] = [Number(match[2]), Number(match[3] ?? 0)]
  const date = text.trim().slice(0, match.index).replace(/,\s*$/, '').trim()
  if (hour > 23 || minute > 59 || second > 59) return { date, time: undefined }
  return { date, time: [hour, minute, second].map((n) => String(n).padStart(2, '0')).join(':') }
}

function parseDay(text: string, order: DateOrder): string | null {
  const match = NUMERIC.exec(text)
  if (!match) return parseNamed(text)
  const [a, b, c] = [Number(match[1]), Number(match[2]), Number(match[3])]
  // A year of four digits says where it stands, whatever the rest of the column does.
  if (match[1]!.length > 2) return dayOf(a, b, c)
  if (order === 'ymd' && match[3]!.length <= 2) return dayOf(fullYear(a), b, c)
  const year = match[3]!.length > 2 ? c : fullYear(c)
  return order === 'mdy' ? dayOf(year, a, b) : dayOf(year, b, a)
}

/** "25 dic 2025", "25 de diciembre de 2025", "Dec 25, 2025", "25-Dec-25". */
function parseNamed(text: string): string | null {
  const words = foldText(text).match(/[a-z]{3,}|\d+/g) ?? []
  const month = words.map((word) => MONTHS.get(word.slice(0, 3))).find((one) => one !== undefined)
  const numbers = words.filter((word) => /^\d+$/.test(word))
  const [first, second] = numbers
  if (month === undefined || numbers.length !== 2 || !first || !second) return null
  return first.length === 4
    ? dayOf(Number(first), month, Number(second))
    : dayOf(second.length <= 2 ? fullYear(Number(second)) : Number(second), month, Number(first))
}

/** Two digits are read as spreadsheets do: up to 49 of this century. */
const fullYear = (year: number) => (year < 50 ? 2000 + year : year < 100 ? 1900 + year : year)

function dayOf(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2199) return null
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : null
}

function fromSerial(serial: number): WrittenDate {
  const seconds = Math.round((serial % 1) * 86_400)
  const at = new Date(Date.UTC(1899, 11, 30) + (Math.floor(serial) * 86_400 + seconds) * 1000).toISOString()
  return { day: at.slice(0, 10), time: seconds === 0 ? null : at.slice(11, 19), instant: null }
}

/**
 * The instant of a time on the wall of a zone. A day alone is taken at noon, so that it is the same day wherever it is read.
 * @param zone IANA name
 */
export function instantOf(date: WrittenDate, zone: string): Date {
  if (date.instant) return date.instant
  const wall = Date.parse(`${date.day}T${date.time ?? '12:00:00'}Z`)
  // Twice: the offset at the guess may be the one before a change of the clocks.
  const guess = wall - offsetAt(wall, zone)
  return new Date(wall - offsetAt(guess, zone))
}

function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant)
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second')) - instant
}
