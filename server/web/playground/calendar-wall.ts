/** Wall-clock times ("2026-11-24T10:00:00", days "2026-11-24") and the instants they mean in an IANA zone: pure. */

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}

export function wallOf(instant: Date, zone: string): string {
  const parts = { dateStyle: 'short', timeStyle: 'medium', timeZone: zone } as const
  return new Intl.DateTimeFormat('sv-SE', parts).format(instant).replace(' ', 'T')
}

/** In the hour that summer time leaves out: read with the offset before it. In the one that comes twice: the first. */
export function instantOf(wall: string, zone: string): Date {
  const asUtc = utcOf(wall)
  const offsetAt = (at: number) => utcOf(wallOf(new Date(at), zone)) - at
  // The offsets a day before and after enclose any change of clocks in between.
  const [before, after] = [offsetAt(asUtc - DAY), offsetAt(asUtc + DAY)]
  const fits = [before, after].map((offset) => asUtc - offset).filter((at) => offsetAt(at) === asUtc - at)
  return new Date(fits.length > 0 ? Math.min(...fits) : asUtc - before)
}

/** Wall times moved by minutes, days by days: a series keeps its hour whatever the clocks do. */
export const shiftWall = (wall: string, minutes: number): string =>
  new Date(utcOf(wall) + minutes * 60_000).toISOString().slice(0, wall.length)

export const minutesBetween = (from: string, to: string): number => (utcOf(to) - utcOf(from)) / 60_000

export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(utcOf(text)) && shiftWall(text, 0) === text

export const DAY_MINUTES = 1440
const DAY = 86_400_000
const utcOf = (wall: string): number =>
  Date.parse(wall.length === 10 ? `${wall}T00:00:00Z` : wall.length === 16 ? `${wall}:00Z` : `${wall}Z`)
