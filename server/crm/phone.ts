/** Phone numbers: kept as E.164 where they can be read as one, as they were written where not. Nothing typed is lost. */
import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max'

/** ".uk" is the one country domain that is not the country's code. */
const DOMAIN_COUNTRIES: Readonly<Record<string, CountryCode>> = { uk: 'GB', cat: 'ES', gal: 'ES', eus: 'ES' }
const COUNTRIES: ReadonlySet<string> = new Set(getCountries())
/** Country domains that everybody uses for something else. */
const NO_COUNTRY = new Set(['io', 'co', 'me', 'tv', 'ai', 'fm', 'cc', 'ws', 'to', 'gg', 'ly', 'la', 'sh', 'ac'])

/** Whose numbers are written without a prefix: the country of a company's domain, else Spain for whoever works in Spanish. */
export function countryOf(domains: readonly string[], locale: 'en' | 'es'): CountryCode | undefined {
  for (const domain of domains) {
    const last = domain.slice(domain.lastIndexOf('.') + 1).toLowerCase()
    const country = DOMAIN_COUNTRIES[last] ?? last.toUpperCase()
    if (!NO_COUNTRY.has(last) && COUNTRIES.has(country)) return country as CountryCode
  }
  return locale === 'es' ? 'ES' : undefined
}

function readPhone(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
  // "0034 …" is how many write a prefix where no country is known to say so.
  const written = text.trim().replace(/^00(?=[1-9])/, '+')
  const found = parsePhoneNumberFromString(written, { ...(country && { defaultCountry: country }), extract: false })
  return found?.isValid() ? found : undefined
}

/** E.164, with the extension after it; what cannot be read stays as it was written. */
export function normalisePhone(text: string, country?: CountryCode): string {
  const found = readPhone(text, country)
  if (!found) return text.trim().replace(/\s+/gu, ' ')
  return found.ext ? `${found.number} ext. ${found.ext}` : found.number
}

/** The number alone, for comparing and dialling; null when it cannot be read as one. */
export function phoneKey(text: string, country?: CountryCode): string | null {
  return readPhone(text, country)?.number ?? null
}

/** As people read it: "+34 944 00 00 31". */
export function formatPhone(stored: string): string {
  return readPhone(stored, undefined)?.formatInternational() ?? stored
}
