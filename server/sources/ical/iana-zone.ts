/** Zones by their IANA names. Wall times are milliseconds as if they were in UTC. Pure. */
import { Temporal } from 'temporal-polyfill'

export type Zone = {
  /** IANA. */
  name: string
  /** RFC 5545, 3.3.5: a time that the clock leaves out is read with the offset before it, of one that it shows twice the first is meant. */
  toInstant(wall: number): number
  toWall(instant: number): number
}

const named = new Map<string, Zone | null>()

/** By its IANA name; null when this machine does not know it. */
export function ianaZone(name: string): Zone | null {
  const cached = named.get(name)
  if (cached !== undefined) return cached
  const zone = makeIana(name)
  // Names come from strangers: without a bound the cache would be theirs to fill.
  if (named.size < 2048) named.set(name, zone)
  return zone
}

function makeIana(name: string): Zone | null {
  // Offsets ("+01:00") are no names that a page could show.
  if (!/^[A-Za-z][\w+/-]{1,60}$/.test(name)) return null
  let resolved: string
  try {
    resolved = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
  // As written: machines resolve to names that IANA gave up long ago ("Asia/Calcutta").
  const canonical = /^[A-Z]/.test(name) ? name : resolved
  return {
    name: canonical,
    toInstant: (wall) =>
      Temporal.Instant.fromEpochMilliseconds(wall)
        .toZonedDateTimeISO('UTC')
        .toPlainDateTime()
        .toZonedDateTime(canonical).epochMilliseconds,
    toWall: (instant) =>
      instant + Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(canonical).offsetNanoseconds / 1e6,
  }
}

export const UTC: Zone = { name: 'UTC', toInstant: (wall) => wall, toWall: (instant) => instant }
