/** The line that a report begins with. It says what the reader years later cannot see: when, what, who and with whom. Pure. */

/** `role`: what somebody does at `company`. What is not known is null and left out. */
export type Person = { name: string | null; address: string; role: string | null; company: string | null }

export type ReportKind = 'mail_sent' | 'mail_received' | 'meeting' | 'call' | 'visit' | 'chat' | 'note'

/** `from`: who wrote, called or invited; `to`: with whom, or whom a note is about; `others`: who was in copy or present. */
export type ReportFacts = {
  kind: ReportKind
  occurredAt: Date | null
  from: readonly Person[]
  to: readonly Person[]
  others: readonly Person[]
}

type Locale = 'en' | 'es'
/** `from` and `to`: how one side alone is introduced; `between`: what joins both. */
type Words = { kind: string; from: string; between: string; to: string }

/** People named in each group; the rest is counted. */
const NAMED = 6
const MAX_NAME = 120

const LANGUAGE = { en: 'en-GB', es: 'es-ES' } as const
const COMMON = {
  en: { undated: 'Undated', also: 'also', more: (count: number) => `${count} more` },
  es: { undated: 'Sin fecha', also: 'también', more: (count: number) => `${count} más` },
} as const

const MAIL = {
  en: { from: 'from ', between: ' to ', to: 'to ' },
  es: { from: 'de ', between: ' a ', to: 'para ' },
} as const
const TALK = {
  en: { from: '', between: ' with ', to: 'with ' },
  es: { from: '', between: ' con ', to: 'con ' },
} as const
const NOTE = {
  en: { from: 'by ', between: ' about ', to: 'about ' },
  es: { from: 'de ', between: ' sobre ', to: 'sobre ' },
} as const

const WORDS: Record<Locale, Record<ReportKind, Words>> = {
  en: {
    mail_sent: { kind: 'mail sent', ...MAIL.en },
    mail_received: { kind: 'mail received', ...MAIL.en },
    meeting: { kind: 'meeting', ...TALK.en },
    call: { kind: 'call', ...TALK.en },
    visit: { kind: 'visit', ...TALK.en },
    chat: { kind: 'chat', ...TALK.en },
    note: { kind: 'note', ...NOTE.en },
  },
  es: {
    mail_sent: { kind: 'correo enviado', ...MAIL.es },
    mail_received: { kind: 'correo recibido', ...MAIL.es },
    meeting: { kind: 'reunión', ...TALK.es },
    call: { kind: 'llamada', ...TALK.es },
    visit: { kind: 'visita', ...TALK.es },
    chat: { kind: 'chat', ...TALK.es },
    note: { kind: 'nota', ...NOTE.es },
  },
}

/**
 * "12 November 2026, mail received: Eva Gómez (Head of IT, Talleres Norte) to Ana Ruiz; also: Juan Pérez."
 * `zone`: IANA name or offset in which the date is meant; one that Intl does not know counts as UTC.
 */
export function reportLine(facts: ReportFacts, locale: Locale, zone: string): string {
  const words = WORDS[locale][facts.kind]
  const from = listPeople(facts.from, locale)
  const to = listPeople(facts.to, locale)
  const present = new Set([...facts.from, ...facts.to].map(keyOf))
  const others = listPeople(
    facts.others.filter((person) => !present.has(keyOf(person))),
    locale,
  )
  const sides =
    from !== '' && to !== ''
      ? `${from}${words.between}${to}`
      : from !== ''
        ? `${words.from}${from}`
        : to && `${words.to}${to}`
  const also = others === '' ? '' : `${COMMON[locale].also}: ${others}`
  const who = [sides, also].filter((part) => part !== '').join('; ')
  const what = `${formatDate(facts.occurredAt, locale, zone)}, ${words.kind}`
  return `${who === '' ? what : `${what}: ${who}`}.`
}

const dates = new Map<string, Intl.DateTimeFormat>()
const lists = new Map<Locale, Intl.ListFormat>()

function formatDate(instant: Date | null, locale: Locale, zone: string): string {
  if (instant === null || Number.isNaN(instant.getTime())) return COMMON[locale].undated
  return dateFormat(locale, zone).format(instant)
}

/** Kept by zone: making a formatter costs a hundred times what using it does. */
function dateFormat(locale: Locale, zone: string): Intl.DateTimeFormat {
  const key = `${locale} ${zone}`
  const known = dates.get(key)
  if (known !== undefined) return known
  try {
    const made = new Intl.DateTimeFormat(LANGUAGE[locale], { dateStyle: 'long', timeZone: zone })
    dates.set(key, made)
    return made
  } catch {
    return dateFormat(locale, 'UTC')
  }
}

function listPeople(people: readonly Person[], locale: Locale): string {
  const unique = [...new Map(people.map((person) => [keyOf(person), person])).values()]
  const named = unique.slice(0, NAMED).map(describePerson)
  if (unique.length > NAMED) named.push(COMMON[locale].more(unique.length - NAMED))
  let format = lists.get(locale)
  if (format === undefined) lists.set(locale, (format = new Intl.ListFormat(LANGUAGE[locale], { type: 'conjunction' })))
  return format.format(named)
}

/** Whoever was named by hand may have no address. */
function keyOf(person: Person): string {
  return person.address.toLowerCase() || `${person.name} ${person.company}`
}

function describePerson(person: Person): string {
  const details = [person.role, person.company].map(clean).filter((detail) => detail !== '')
  const name = clean(person.name) || clean(person.address)
  return details.length === 0 ? name : `${name} (${details.join(', ')})`
}

/** Names come from strangers' headers: one line, readable characters, no novel. */
function clean(text: string | null): string {
  // Controls, bidi marks and halves of characters would break the line for everybody after it.
  const line = (text ?? '')
    .slice(0, 10 * MAX_NAME)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\uFFFD]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > MAX_NAME ? `${line.slice(0, MAX_NAME).replace(/[\uD800-\uDBFF]$/, '')}…` : line
}
