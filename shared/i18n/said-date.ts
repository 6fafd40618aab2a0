/** Dates as people say them (today, yesterday, 12 Nov), by Intl alone. Instants are ISO 8601 UTC; days are the viewer's. */

/** `locale` is a BCP 47 tag. `zone` is an IANA name; without it, the viewer's own. */
export type Saying = { locale: string; now: Date; zone?: string }

const DAY = 86_400_000

/** "today 10:32", "yesterday", "12 Nov", "12 Nov 2023". An unreadable instant is undefined: nothing is invented. */
export function saidDate(at: string, { locale, now, zone }: Saying): string | undefined {
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime())) return undefined
  const days = dayNumber(instant, zone) - dayNumber(now, zone)
  if (Math.abs(days) <= 1) {
    const day = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
    if (days !== 0) return day
    return `${day} ${instant.toLocaleTimeString(locale, { timeStyle: 'short', timeZone: zone })}`
  }
  const sameYear = yearOf(instant, zone) === yearOf(now, zone)
  return instant.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'short',
    year: sameYear ? undefined : 'numeric',
    timeZone: zone,
  })
}

/** The instant to the minute with its zone: what stands behind a said date. */
export function exactDate(at: string, { locale, zone }: Omit<Saying, 'now'>): string | undefined {
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime())) return undefined
  return instant.toLocaleString(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: zone,
  })
}

/** The calendar day in the zone as a count of days, so that midnight and summer time do not matter. */
function dayNumber(instant: Date, zone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-US', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: zone })
  const value = Object.fromEntries(parts.formatToParts(instant).map((part) => [part.type, Number(part.value)]))
  return Date.UTC(value['year'] ?? 0, (value['month'] ?? 1) - 1, value['day'] ?? 1) / DAY
}

const yearOf = (instant: Date, zone: string | undefined): string =>
  instant.toLocaleDateString('en-US', { year: 'numeric', timeZone: zone })
