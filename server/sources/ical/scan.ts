/**
 * An iCalendar file (RFC 5545) cut into its events, by bytes: what is damaged in one of them stays there, and nothing is
 * read in full before it is wanted. Pure.
 */
import { decodeUndeclared } from '../mime/charset.ts'

/** What a VCALENDAR says for the events in it. `zones`: its VTIMEZONEs' lines by TZID, still folded. */
export type Calendar = { method: string | null; zone: string | null; zones: Map<string, string> }

export type EventText = {
  calendar: Calendar
  /** Where its BEGIN line is, in bytes (of text in UTF-16: of the same in UTF-8). */
  offset: number
  /** Between BEGIN and END, without alarms; one char a byte, still folded. */
  raw: string
  /** False when the file ends, or the next event begins, before it ends. */
  closed: boolean
}

type Open = { name: string; begin: number; end: number; inner: [number, number][] }

/** Nobody nests deeper; without a bound, closing would take the square of what was opened. */
const MAX_DEPTH = 16

const EDGE = /^(BEGIN|END):([A-Z-]+)[ \t]*$/gim

/** The events in the order they stand. null when there is no VCALENDAR at all. */
export function scanCalendar(bytes: Buffer): EventText[] | null {
  const text = asUtf8(bytes).toString('latin1')
  const events: EventText[] = []
  const stack: Open[] = []
  let calendar: Calendar | null = null
  const close = (at: number, next: number, closed: boolean) => {
    const open = stack.pop()!
    stack.at(-1)?.inner.push([open.begin, next])
    const raw = without(text.slice(open.end, at), open)
    if (open.name === 'VEVENT') events.push({ calendar: calendar!, offset: open.begin, raw, closed })
    else if (open.name === 'VTIMEZONE') keepZone(calendar!, text.slice(open.end, at))
    else if (open.name === 'VCALENDAR') Object.assign(calendar!, { method: upper(raw, 'METHOD'), zone: zoneOf(raw) })
  }
  for (const edge of text.matchAll(EDGE)) {
    const name = edge[2]!.toUpperCase()
    const [from, to] = [edge.index, edge.index + edge[0].length]
    if (edge[1]!.toUpperCase() === 'BEGIN') {
      // What begins although the one before has not ended: that one is damaged.
      if (name === 'VCALENDAR' || name === 'VEVENT')
        while (stack.length > (name === 'VCALENDAR' ? 0 : 1)) close(from, from, false)
      if (name === 'VCALENDAR') calendar = { method: null, zone: null, zones: new Map() }
      if (calendar === null || stack.length > MAX_DEPTH) continue
      stack.push({ name, begin: from, end: to, inner: [] })
      continue
    }
    const index = stack.findLastIndex((open) => open.name === name)
    if (index < 0) continue
    while (stack.length > index + 1) close(from, from, false)
    close(from, to, true)
  }
  while (stack.length > 0) close(text.length, text.length, false)
  return calendar && events
}

/** The component's own lines: alarms have descriptions and identities too. */
function without(text: string, { end, inner }: Open): string {
  let own = ''
  let at = 0
  for (const [from, to] of inner) {
    own += text.slice(at, from - end)
    at = to - end
  }
  return own + text.slice(at)
}

/** Content lines, unfolded before they are decoded: some writers fold within a character. */
export function contentLines(raw: string): string[] {
  const unfolded = raw.replace(/(?:\r\n|\n|\r)[ \t]/g, '')
  return unfolded
    .split(/[\r\n]+/)
    .filter((line) => line !== '')
    .map((line) => (/[\x80-\xff]/.test(line) ? decodeUndeclared(Buffer.from(line, 'latin1')) : line))
}

function keepZone(calendar: Calendar, raw: string): void {
  const id = contentLines(raw).map((line) => /^TZID(?:;[^:]*)?:(.*)$/i.exec(line)?.[1])
  const tzid = id.find((one) => one !== undefined)?.trim()
  if (tzid !== undefined && !calendar.zones.has(tzid)) calendar.zones.set(tzid, raw)
}

const valueOf = (raw: string, name: string) =>
  contentLines(raw)
    .map((line) => new RegExp(`^${name}(?:;[^:]*)?:(.*)$`, 'i').exec(line)?.[1]?.trim())
    .find((value) => value !== undefined && value !== '') ?? null

const upper = (raw: string, name: string) => valueOf(raw, name)?.toUpperCase() ?? null
const zoneOf = (raw: string) => valueOf(raw, 'X-WR-TIMEZONE') ?? valueOf(raw, 'TIMEZONE-ID')

/** Windows programs save text in UTF-16 and say so by a mark; the first letters show it without one. */
function asUtf8(bytes: Buffer): Buffer {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(new TextDecoder('utf-16be').decode(bytes))
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x42 && bytes[1] === 0))
    return Buffer.from(new TextDecoder('utf-16le').decode(bytes))
  // The mark of UTF-8 would hide the first line; blanks keep every place as it was.
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    ? Buffer.concat([Buffer.from('\n\n\n'), bytes.subarray(3)])
    : bytes
}
