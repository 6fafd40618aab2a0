/** Days as text ('YYYY-MM-DD'), which stay days: pure. */

const DAY = 86_400_000
const instantOf = (day: string) => Date.parse(`${day}T00:00:00Z`)

export const dayAfter = (day: string, days: number): string =>
  new Date(instantOf(day) + days * DAY).toISOString().slice(0, 10)

/** The next day on which most people work. */
export function workingDayAfter(day: string): string {
  const next = dayAfter(day, 1)
  const weekday = new Date(instantOf(next)).getUTCDay()
  return weekday === 6 ? dayAfter(next, 2) : weekday === 0 ? dayAfter(next, 1) : next
}

/** Whole days from one to the other; negative: `to` is before. */
export const daysBetween = (from: string, to: string): number => Math.round((instantOf(to) - instantOf(from)) / DAY)

/** "2026-11-12T23:30" in a zone; in UTC where the zone is not known to Intl. */
export function localNow(now: Date, zone: string | undefined): string {
  try {
    const text = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone ?? 'UTC',
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(now)
    return text.replace(' ', 'T')
  } catch {
    return localNow(now, 'UTC')
  }
}
