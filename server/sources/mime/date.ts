/**
 * Dates as RFC 5322 means them, and no others: `new Date()` reads "3" as 2001 and a date without a zone in the
 * server's own. A string that does not name one instant gives null. Pure.
 */

export type ParsedDate = {
  at: Date
  /** "+02:00", or null when the sender's zone is unknown ("-0000"). */
  zone: string | null
}

const MONTHS: Record<string, number> = {
  jan: 0, feb: 1, mar: 2, apr: 3, may: 4, jun: 5, jul: 6, aug: 7, sep: 8, oct: 9, nov: 10, dec: 11,
  // Broken mailers write the month in their language; these Spanish ones differ and can be mistaken for nothing else.
  ene: 0, abr: 3, ago: 7, dic: 11,
} // prettier-ignore

/**
 * Minutes east of UTC. RFC 5322 obs-zone names, and European names that mean one thing only. Others (IST, BST, the
 * military letters, which RFC 5322 says were used with either sign) do not name an instant.
 */
const ZONES: Record<string, number> = {
  ut: 0, utc: 0, gmt: 0, z: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420,
  wet: 0, west: 60, cet: 60, met: 60, cest: 120, mest: 120, eet: 120, eest: 180,
} // prettier-ignore

const RFC5322 =
  /^(?:[\p{L}]{2,10}\.?,?\s*)?(\d{1,2})[\s-]+([\p{L}]{3})\p{L}*\.?,?[\s-]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(\S+)?$/u
/** ctime and date(1), which some scripts put there. */
const ASCTIME =
  /^[\p{L}]{3},?\s+([\p{L}]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:(\S+)\s+)?(\d{4})(?:\s+(\S+))?$/u
const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$/i

type Fields = {
  year: string
  month: number | undefined
  day: string
  time: (string | undefined)[]
  zone: string | undefined
}

/** RFC 5322 comments nest and may hold quoted pairs. An unclosed one ends the value. */
export function stripComments(value: string): string {
  if (!value.includes('(')) return value
  let depth = 0
  let out = ''
  for (let at = 0; at < value.length; at++) {
    const char = value[at]!
    if (char === '\\' && depth > 0) at++
    else if (char === '(') depth++
    else if (char === ')' && depth > 0) {
      depth--
      out += ' '
    } else if (depth === 0) out += char
  }
  return out
}

/** Reads a Date field, or the part of a Received field after its last ";". Years are not judged here. */
export function parseDate(value: string): ParsedDate | null {
  if (value.length > 200) return null
  const text = stripComments(value).replace(/\s+/g, ' ').replace(/ ?: ?/g, ':').trim()
  const fields = readFields(text)
  return fields && toInstant(fields)
}

function readFields(text: string): Fields | null {
  const month = (name: string) => MONTHS[name.toLowerCase()]
  const rfc = RFC5322.exec(text)
  if (rfc) {
    const [, day, name, year, hour, minute, second, zone] = rfc
    return { year: year!, month: month(name!), day: day!, time: [hour, minute, second], zone }
  }
  const asctime = ASCTIME.exec(text)
  if (asctime) {
    const [, name, day, hour, minute, second, before, year, after] = asctime
    return { year: year!, month: month(name!), day: day!, time: [hour, minute, second], zone: before ?? after }
  }
  const iso = ISO.exec(text)
  if (!iso) return null
  const [, year, number, day, hour, minute, second, zone] = iso
  return {
    year: year!,
    month: Number(number) - 1,
    day: day!,
    time: [hour, minute, second],
    zone: zone!.replace(':', ''),
  }
}

/** RFC 5322, 4.3: two digits mean 2000–2049 and 1950–1999, three are counted from 1900. */
function fullYear(year: string): number {
  const number = Number(year)
  if (year.length === 4) return number
  return year.length === 3 || number >= 50 ? 1900 + number : 2000 + number
}

function toInstant({ year, month, day, time, zone }: Fields): ParsedDate | null {
  const offset = readZone(zone)
  if (month === undefined || month > 11 || month < 0 || offset === null) return null
  const [hour, minute, second] = time.map((part) => Number(part ?? 0)) as [number, number, number]
  // 60 is a leap second.
  if (hour > 23 || minute > 59 || second > 60) return null
  const local = new Date(0)
  local.setUTCFullYear(fullYear(year), month, Number(day))
  if (local.getUTCMonth() !== month || local.getUTCDate() !== Number(day)) return null
  local.setUTCHours(hour, minute, second)
  return {
    at: new Date(local.getTime() - offset.minutes * 60_000),
    zone: offset.known ? formatOffset(offset.minutes) : null,
  }
}

function readZone(zone: string | undefined): { minutes: number; known: boolean } | null {
  if (zone === undefined) return null
  const name = ZONES[zone.toLowerCase()]
  if (name !== undefined) return { minutes: name, known: true }
  const numeric = /^(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})$/i.exec(zone)
  if (!numeric) return null
  const [, sign, hours, minutes] = numeric
  const size = Number(hours) * 60 + Number(minutes)
  // No place is further than 14 hours from UTC.
  if (Number(minutes) > 59 || size > 14 * 60) return null
  return { minutes: sign === '-' ? -size : size, known: !(sign === '-' && size === 0) }
}

function formatOffset(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

const plausible = (date: ParsedDate | null): date is ParsedDate => {
  const year = date?.at.getUTCFullYear() ?? 0
  return year >= 1980 && year <= 2100
}

const TWO_DAYS = 2 * 24 * 3600 * 1000

export type SentAt = { at: Date | null; zone: string | null; from: 'date' | 'received' | null }

/**
 * When the message was sent. The Date field, unless its year is absurd or it lies more than two days after the newest
 * stamp of a server. Else the oldest believable Received stamp, which every copy of the message carries; else nothing.
 */
export function decideSentAt(dates: string[], received: string[]): SentAt {
  const stamps = received.map((line) => parseDate(line.slice(line.lastIndexOf(';') + 1))).filter(plausible)
  const newest = Math.max(...stamps.map((stamp) => stamp.at.getTime()))
  for (const value of dates) {
    const date = parseDate(value)
    if (!plausible(date)) continue
    if (stamps.length > 0 && date.at.getTime() > newest + TWO_DAYS) continue
    return { ...date, from: 'date' }
  }
  // Servers add their stamp on top: the last one is the first hop.
  const oldest = stamps.at(-1)
  return { at: oldest?.at ?? null, zone: null, from: oldest ? 'received' : null }
}
