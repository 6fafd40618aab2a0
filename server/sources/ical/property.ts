/** One content line, read by ical.js; and the values that it may hold. Pure; nothing here throws. */
import ICAL from 'ical.js'
import { cleanLine } from '../mime/charset.ts'

export type Property = {
  /** Lower case. */
  name: string
  /** Lower-case names. */
  params: Record<string, string>
  /** As ical.js gives them: text, dates "2026-03-02T10:00:00", rules as objects, periods as pairs. */
  values: unknown[]
}

/** Longer ones hold pictures; what a person reads is cut much earlier. */
const MAX_HEAD = 8 * 1024
const MAX_LINE = 2 * 1024 * 1024

/** null for a line that is no property. */
export function parseProperty(line: string): Property | null {
  // Parameters without end would be read in the square of their number.
  if (line.length > MAX_HEAD && !line.slice(0, MAX_HEAD).includes(':')) return null
  try {
    const [name, params, , ...values] = ICAL.parse.property(quoted(line.slice(0, MAX_LINE)), ICAL.design.icalendar) as [
      string,
      Record<string, string | string[]>,
      string,
      ...unknown[],
    ]
    const flat = Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : value])
    return { name, params: Object.fromEntries(flat) as Record<string, string>, values }
  } catch {
    return null
  }
}

/** Outlook leaves out the quotes around "tzone://Microsoft/Utc" and "(UTC+01:00) Brussels, …", which hold colons. */
const quoted = (line: string) => line.replace(/;TZID=([^";]*:[^";]*):(?=\d{8})/i, ';TZID="$1":')

/** The first value as text; null when there is none or it is empty. */
export function textOf(property: Property | undefined): string | null {
  const value = property?.values[0]
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

export const lineOf = (property: Property | undefined): string | null => cleanLine(textOf(property) ?? '') || null

export type Wall = { wall: number; date: boolean; utc: boolean }

const MIN = Date.UTC(1900, 0, 1)
const MAX = Date.UTC(2200, 0, 1)

/** A date or time as ical.js gives it; null when there is no such day or time, or not between `min` (1900) and 2200. */
export function wallOf(value: unknown, min = MIN): Wall | null {
  if (typeof value !== 'string') return null
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(?:(\d{2}):?(\d{2}):?(\d{2})|::)(Z?))?$/.exec(value.trim())
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  // 60 is a leap second, which no clock here has.
  const [hour, minute, second] = [Number(match[4] ?? 0), Number(match[5] ?? 0), Math.min(59, Number(match[6] ?? 0))]
  const midnight = Date.UTC(year, month - 1, day)
  // Years before 100 would be taken for those of the last century.
  const real = year > 99 && new Date(midnight).getUTCMonth() === month - 1 && hour < 24 && minute < 60
  if (!real || midnight < min || midnight > MAX) return null
  const wall = midnight + ((hour * 60 + minute) * 60 + second) * 1000
  return { wall, date: match[4] === undefined, utc: match[7] === 'Z' }
}

export type Duration = { days: number; ms: number }

/** RFC 5545, 3.3.6: weeks and days are the calendar's, hours are exact. null when it is none. */
export function durationOf(value: unknown): Duration | null {
  const match = /^([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/.exec(
    typeof value === 'string' ? value.trim() : '',
  )
  if (!match || match[1] === '-') return null
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number, number, number, number, number,
  ] // prettier-ignore
  return { days: weeks * 7 + days, ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 }
}
