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
  const parts = partsOf(uri.replace(/^mailto:/i, '').replace(/\?.*$/, '')) ?? partsOf(params.email ?? '')
  if (!parts) return null
  const address = `${cleanName(parts.local)}@${parts.domain}`
  if (NO_PERSON.test(address)) return null
  const name = cleanName(params.cn ?? '')
    .replace(/^(['"])(.*)\1$/, '$2')
    .trim()
  // Outlook and Google repeat the address where they know no name.
  const repeated = name === '' || name.toLowerCase().replace(/^mailto:/, '') === address.toLowerCase()
  return { address, name: repeated ? null : name }
}

const partsOf = (raw: string) => splitAddress(raw) ?? splitAddress(decoded(raw))

/** As a URI may be written: "ana%40taller.test". */
function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}

/** Each once; who is listed twice answered what they answered last. Rooms, resources and those who do not take part are left out. */
export function readAttendees(properties: Property[]): Attendee[] {
  const found = new Map<string, Attendee>()
  for (const property of properties.slice(0, MAX_RECIPIENTS)) {
    const { params } = property
    if (/^(?:ROOM|RESOURCE)$/i.test(params.cutype ?? '') || /^NON-PARTICIPANT$/i.test(params.role ?? '')) continue
    const person = readPerson(property)
    if (!person) continue
    const key = normaliseAddress(person.address) ?? person.address
    const answer = ANSWERS[params.partstat?.toUpperCase() ?? ''] ?? 'none'
    const before = found.get(key)
    found.set(key, {
      ...person,
      name: person.name ?? before?.name ?? null,
      answer: answer === 'none' ? (before?.answer ?? 'none') : answer,
      optional: /^OPT-PARTICIPANT$/i.test(params.role ?? '') && (before?.optional ?? true),
    })
  }
  return [...found.values()]
}
