/** Dates as people say them (today, yesterday, 12 Nov), by Intl alone. Instants are ISO 8601 UTC; days are the viewer's. */

/** `locale` is a BCP 47 tag. `zone` is an IANA name; without it, the viewer's own. */
export type Saying = { locale: string; now: Date; zone?: string }

const DAY = 86_400_000

/** YYYY-MM-DD: a day has no hour and is the same day in every zone. */
const isDay = (at: string): boolean => /^\d{4}-\d\d-\d\d$/.test(at)

/**
 * "today 10:32", "tomorrow 09:00", "yesterday", "12 Nov", "12 Nov 2023"; of a day, "today". An unreadable instant is undefined: nothing is
 * invented.
 */
export function saidDate(at: string, { locale, now, zone: viewers }: Saying): string | undefined {
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime())) return undefined
  const zone = isDay(at) ? 'UTC' : viewers
  const days = dayNumber(instant, zone) - dayNumber(now, viewers)
  if (Math.abs(days) <= 1) {
    const day = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
    // Of what is over the day says enough; of what comes, one wants to be there in time.
    if (days < 0 || isDay(at)) return day
    return `${day} ${timeOf(instant, locale, zone)}`
  }
  const sameYear = yearOf(instant, zone) === yearOf(now, viewers)
  const date = instant.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'short',
    year: sameYear ? undefined : 'numeric',
    timeZone: zone,
  })
  return days < 0 || isDay(at) ? date : `${date} ${timeOf(instant, locale, zone)}`
}

const timeOf = (instant: Date, locale: string, zone: string | undefined): string =>
  instant.toLocaleTimeString(locale, { timeStyle: 'short', timeZone: zone })

/** The instant to the minute with its zone: what stands behind a said date. */
export function exactDate(at: string, { locale, zone }: Omit<Saying, 'now'>): string | undefined {
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime())) return undefined
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  if (isDay(at)) return instant.toLocaleDateString(locale, { ...day, timeZone: 'UTC' })
  return instant.toLocaleString(locale, {
    ...day,
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
