/** When a meeting takes place, as people say it: pure. */
import { meetingWords } from '#shared/i18n/meetings.ts'
import type { Locale } from '#shared/i18n/record.ts'

/** `days`: of one that lasts whole days, the first and the last. Instants without them. */
export type Span = { startAt: Date; endAt: Date | null; days: { startOn: string; endOn: string } | null }

const LANGUAGE = { en: 'en-GB', es: 'es-ES' } as const
const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const
const TIME = { hour: '2-digit', minute: '2-digit' } as const

/** "Thu 26 Nov, 10:00–11:00": one line of the pane; in a zone that Intl knows; the year where it is not that of `now`. */
export function sayWhen({ startAt, endAt, days }: Span, zone: string, now: Date, locale: Locale): string {
  const year = startAt.getUTCFullYear() === now.getUTCFullYear() ? {} : ({ year: 'numeric' } as const)
  if (days) {
    const format = new Intl.DateTimeFormat(LANGUAGE[locale], { ...DAY, ...year, timeZone: 'UTC' })
    const [first, last] = [days.startOn, days.endOn].map((day) => new Date(`${day}T00:00:00Z`)) as [Date, Date]
    return `${format.formatRange(first, last)}, ${meetingWords[locale].allDay}`
  }
  const format = new Intl.DateTimeFormat(LANGUAGE[locale], { ...DAY, ...TIME, ...year, timeZone: zone })
  return endAt && endAt > startAt ? format.formatRange(startAt, endAt) : format.format(startAt)
}

/** UTC where the zone is not one that Intl knows. */
export function knownZone(zone: string | null | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone ?? 'UTC' }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
