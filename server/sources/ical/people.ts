/** Who is invited to a meeting, and by whom. Pure. */
import { normaliseAddress, splitAddress } from '#shared/email-address.ts'
import { MAX_RECIPIENTS } from '../mime/addresses.ts'
import { cleanName } from '../mime/charset.ts'
import type { Address, Answer, Attendee } from '../source.ts'
import type { Property } from './property.ts'

/** Google's names for calendars, rooms and nobody: no person reads what is sent there. */
const NO_PERSON = /@(?:group|resource)\.calendar\.google\.com$|^unknownorganizer@calendar\.google\.com$/i

const ANSWERS: Record<string, Answer> = { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative' }

/** null for what names no person: a calendar, a number in a directory. */
export function readPerson({ values, params }: Property): Address | null {
  const uri = typeof values[0] === 'string' ? values[0].trim() : ''
  const cn = params.cn ?? ''
  return personOf(uri.replace(/^mailto:/i, '').replace(/\?.*$/, ''), cn) ?? personOf(params.email ?? '', cn)
}

/** @param written an address, perhaps with escapes of a URI */
export function personOf(written: string, called: string): Address | null {
  const parts = splitAddress(written) ?? splitAddress(decoded(written))
  if (!parts) return null
  const address = `${cleanName(parts.local)}@${parts.domain}`
  if (NO_PERSON.test(address)) return null
  const name = cleanName(called)
    .replace(/^(['"])(.*)\1$/, '$2')
    .trim()
  // Outlook and Google repeat the address where they know no name.
  const repeated = name === '' || name.toLowerCase().replace(/^mailto:/, '') === address.toLowerCase()
  return { address, name: repeated ? null : name }
}

/** As a URI may be written: "ana%40taller.test". */
function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}

/** Rooms, resources and those who do not take part are left out. */
export function readAttendees(properties: Property[]): Attendee[] {
  return attendeesOf(
    properties.slice(0, MAX_RECIPIENTS).flatMap((property) => {
      const { params } = property
      if (/^(?:ROOM|RESOURCE)$/i.test(params.cutype ?? '') || /^NON-PARTICIPANT$/i.test(params.role ?? '')) return []
      const person = readPerson(property)
      const answer = ANSWERS[params.partstat?.toUpperCase() ?? ''] ?? 'none'
      return person ? [{ ...person, answer, optional: /^OPT-PARTICIPANT$/i.test(params.role ?? '') }] : []
    }),
  )
}

/** Each once; who is listed twice answered what they answered last. */
export function attendeesOf(listed: Attendee[]): Attendee[] {
  const found = new Map<string, Attendee>()
  for (const one of listed) {
    const key = normaliseAddress(one.address) ?? one.address
    const before = found.get(key)
    found.set(key, {
      ...one,
      name: one.name ?? before?.name ?? null,
      answer: one.answer === 'none' ? (before?.answer ?? 'none') : one.answer,
      optional: one.optional && (before?.optional ?? true),
    })
  }
  return [...found.values()]
}
