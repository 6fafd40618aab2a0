/** A VTIMEZONE that has rules of its own (RFC 5545, 3.6.5). */
import { ianaZone, type Zone } from './iana-zone.ts'
import { contentLines } from './scan.ts'
import { expandRule, readRule } from './rule.ts'
import { parseProperty, textOf, wallOf } from './property.ts'

type Change = { at: number; offset: number }

const DAY = 86_400_000
const FROM = Date.UTC(1970, 0, 1)
/** Windows' rules begin in 1601. */
const WINDOWS_BEGIN = Date.UTC(1601, 0, 1)
const TO = Date.UTC(2100, 0, 1)

const made = new WeakMap<Zone, Map<string, Zone | null>>()

/** @returns null when its rules cannot be read */
export function readOwnZone(raw: string, floating: Zone): Zone | null {
  const cache = made.get(floating) ?? new Map<string, Zone | null>()
  made.set(floating, cache)
  const before = cache.get(raw)
  if (before !== undefined) return before
  const zone = makeZone(raw, floating)
  if (cache.size < 256) cache.set(raw, zone)
  return zone
}

function makeZone(raw: string, floating: Zone): Zone | null {
  try {
    const changes = observances(contentLines(raw)).flatMap(changesOf)
    changes.sort((a, b) => a.at - b.at)
    if (changes.length === 0) return null
    const zone = fromChanges(changes)
    return { ...zone, name: nameOf(raw, zone, floating) }
  } catch {
    return null
  }
}

function observances(lines: string[]): string[][] {
  const found: string[][] = []
  let open: string[] | null = null
  for (const line of lines) {
    if (/^BEGIN:(?:STANDARD|DAYLIGHT)\s*$/i.test(line)) open = []
    else if (/^END:(?:STANDARD|DAYLIGHT)\s*$/i.test(line)) {
      if (open) found.push(open)
      open = null
    } else open?.push(line)
  }
  return found
}

/** When this observance begins, each time, and the offset from then on. */
function changesOf(lines: string[]): (Change & { before: number })[] {
  const properties = lines.map(parseProperty).filter((one) => one !== null)
  const value = (name: string) => properties.find((one) => one.name === name)
  const before = offsetOf(textOf(value('tzoffsetfrom')))
  const offset = offsetOf(textOf(value('tzoffsetto')))
  const start = wallOf(value('dtstart')?.values[0], WINDOWS_BEGIN)
  if (before === null || offset === null || start === null) return []
  const walls = new Set<number>([start.wall])
  for (const { name, values } of properties) {
    if (name === 'rdate') for (const one of values) walls.add(wallOf(one)?.wall ?? start.wall)
    if (name !== 'rrule') continue
    const rule = readRule(values[0])
    const until = rule.until === null ? Infinity : rule.until.utc ? rule.until.wall + before : rule.until.wall
    for (const wall of expandRule(rule, start.wall, { from: FROM, to: TO })) if (wall <= until) walls.add(wall)
  }
  return [...walls].map((wall) => ({ at: wall - before, offset, before }))
}

/** "+0100", "-043000", as ical.js writes them: with colons. */
function offsetOf(text: string | null): number | null {
  const match = /^([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?$/.exec(text?.trim() ?? '')
  if (!match) return null
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
  return (match[1] === '-' ? -seconds : seconds) * 1000
}

function fromChanges(changes: (Change & { before: number })[]): Omit<Zone, 'name'> {
  const offsetAt = (instant: number) => {
    let [low, high] = [0, changes.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (changes[middle]!.at <= instant) low = middle + 1
      else high = middle
    }
    return low === 0 ? changes[0]!.before : changes[low - 1]!.offset
  }
  return {
    toWall: (instant) => instant + offsetAt(instant),
    toInstant: (wall) => {
      const [early, late] = [offsetAt(wall - DAY), offsetAt(wall + DAY)]
      if (offsetAt(wall - early) === early) return wall - early
      return offsetAt(wall - late) === late ? wall - late : wall - early
    },
  }
}

/** An IANA zone that it is, or behaves like: names are for showing, instants follow the file's rules. */
function nameOf(raw: string, zone: Omit<Zone, 'name'>, floating: Zone): string {
  const location = /^X-LIC-LOCATION(?:;[^:]*)?:(.*)$/im.exec(contentLines(raw).join('\n'))?.[1]?.trim()
  const said = location === undefined ? null : ianaZone(location)
  if (said && alike(said, zone)) return said.name
  if (alike(floating, zone)) return floating.name
  return Intl.supportedValuesOf('timeZone').find((name) => alike(ianaZone(name)!, zone)) ?? floating.name
}

const PROBES = Array.from({ length: 24 }, (_, month) => Date.UTC(2025, month, 15))

const alike = (one: Omit<Zone, 'name'>, other: Omit<Zone, 'name'>) =>
  PROBES.every((instant) => one.toWall(instant) === other.toWall(instant))
