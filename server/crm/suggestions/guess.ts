/** What the ends of somebody's newest mails suggest, beyond what is known of them. Pure; nothing of it is stored. */
import type { Locale } from '#shared/i18n/record.ts'
import { countryOf, formatPhone, normalisePhone, phoneKey } from '../phone.ts'
import { compareNames } from '../same-name.ts'
import { readSignature } from './signature.ts'

export const GUESSED = ['name', 'role', 'phone', 'company', 'owner'] as const
export type FieldName = (typeof GUESSED)[number]
/** `value` is what accepting sets; `shown` how people read it. */
export type Guess = { field: FieldName; value: string; shown: string; from: Source }
export type Source =
  | { kind: 'signature'; day: string | null }
  | { kind: 'domain'; domain: string }
  | { kind: 'wrote-first' }

export type Mail = { name: string | null; at: string | null; text: string }
export type Had = {
  name: string | null
  role: string | null
  phones: readonly string[]
  company: { name: string | null; domains: readonly string[] } | null
}

/** How many of the newest mails are read, and how much of the end of each. */
export const MAILS = 3
export const END = 1500

export function guessFrom(mails: readonly Mail[], had: Had, locale: Locale): Guess[] {
  const country = countryOf(had.company?.domains ?? [], locale)
  const guesses: Guess[] = []
  // Of the newest mail that says so; of phones all.
  const suggest = (field: FieldName, value: string, shown: string, from: Source) => {
    if (!guesses.some((one) => one.field === field && (field !== 'phone' || one.value === value)))
      guesses.push({ field, value, shown, from })
  }
  for (const mail of mails) {
    const found = readSignature(mail.text, mail.name ?? had.name)
    const from: Source = { kind: 'signature', day: mail.at?.slice(0, 10) ?? null }
    if (found.name !== null && isFuller(found.name, had.name)) suggest('name', found.name, found.name, from)
    if (found.role !== null && had.role === null) suggest('role', found.role, found.role, from)
    for (const phone of found.phones) {
      const value = normalisePhone(phone, country)
      if (phoneKey(phone, country) !== null && !had.phones.includes(value))
        suggest('phone', value, formatPhone(value), from)
    }
    if (found.company !== null && (had.company?.name ?? null) === null)
      suggest('company', found.company, found.company, from)
  }
  const domain = had.company?.domains[0]
  if (domain !== undefined && had.company?.name === null) {
    const name = nameOfDomain(domain)
    suggest('company', name, name, { kind: 'domain', domain })
  }
  return guesses
}

/** Worth saying only when it is more than what is there: "Eva Gómez Ruiz" for "Eva" or "eva.gomez". */
const isFuller = (found: string, known: string | null): boolean =>
  found.includes(' ') && (known === null || (compareNames(found, known) === null && found.length > known.length))

/** "talleres-norte.test" → "Talleres Norte". */
const nameOfDomain = (domain: string): string =>
  domain
    .split('.')[0]!
    .split(/[-_]/u)
    .filter(Boolean)
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(' ')
