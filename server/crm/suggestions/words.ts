/** Where a guess comes from, in words. */
import { peopleWords } from '#shared/i18n/people.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Guess } from './guess.ts'

export function sayWhy({ from }: Guess, locale: Locale): string {
  const words = peopleWords[locale]
  if (from.kind === 'domain') return words.fromDomain(from.domain)
  if (from.kind === 'wrote-first') return words.wroteFirst
  const day = from.day === null ? null : new Date(`${from.day}T12:00:00Z`)
  return words.fromSignature(
    day &&
      new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(day),
  )
}
