/** The sidebar's blocks, in the order of urgency: who, this message, who else is on it, documents, what happened. */
import type { Block, Tone } from '#shared/blocks.ts'
import type { MessageState } from '#shared/api.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { companyName } from '../company-ref.ts'
import { formatPhone } from '../phone.ts'
import { levelBlocks, reviewBlocks, statusBlocks } from './act-blocks.ts'
import { documentBlocks, plainRows, timelineBlocks } from './history-blocks.ts'
import type { PartBlocks } from './parts.ts'
import type { RecordRow } from './query.ts'
import type { Subject } from '../part.ts'

export type Person = { address: string; name: string | null; status: string | null }

/** `candidates`: who an unknown sender might be; `others`: who else is on the message, and `unlisted` how many more. */
export type Beside = { address: string; name: string | null; candidates: Person[]; others: Person[]; unlisted: number }

export function recordBlocks(
  record: RecordRow,
  message: MessageState,
  beside: Beside,
  { locale, parts }: { locale: Locale; parts: PartBlocks },
): Block[] {
  return [
    headerBlock(record, beside, locale),
    ...parts('pinned'),
    ...factsBlocks(record, beside, locale),
    ...parts('acts'),
    ...noteBlocks(record, beside, locale),
    ...messageBlocks(record, message, locale),
    ...parts('message'),
    ...parts('open'),
    ...statusBlocks(record, locale),
    ...candidateBlocks(record, beside, locale),
    ...parts('about'),
    ...peopleBlocks(beside, locale),
    ...documentBlocks(record, locale),
    ...parts('past'),
    // Last, because it goes on for years as one scrolls.
    ...timelineBlocks(record, locale),
  ]
}

export function subjectOf(
  record: RecordRow,
  viewerId: number,
  wide: boolean,
  sender: Subject['sender'] = null,
): Subject {
  const { contact, company } = record
  return {
    contact,
    company: company && { id: company.id, name: companyName(company), status: company.status },
    sender: record.contact === null && record.colleague === null ? sender : null,
    conversationId: record.message?.conversation_id ?? null,
    mine: record.message?.mine ?? false,
    viewerId,
    wide,
  }
}

/** By code point: half of a surrogate pair is no letter. */
const firstCharacter = (word: string) => String.fromCodePoint(word.codePointAt(0) ?? 0x20)

/** Of an address, those of who it is and not of where: "pedro.saez@talleres.example" is PS. */
export function initialsOf(name: string): string {
  const words = (/^[^\s@]+(?=@[^\s@]+$)/.exec(name)?.[0] ?? name)
    .replace(/[^\p{L}\p{N}\s@.-]/gu, '')
    .split(/[\s@._-]+/u)
    .filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => firstCharacter(word).toLocaleUpperCase())
    .join('')
}

function headerBlock(record: RecordRow, beside: Beside, locale: Locale): Block {
  const words = recordWords[locale]
  const { contact, company, colleague } = record
  const base = { type: 'header' as const, id: 'who' }
  const given = beside.name ?? beside.address
  if (colleague !== null)
    return {
      ...base,
      title: colleague || given,
      subtitle: beside.address,
      meta: words.colleague,
      initials: initialsOf(colleague || given),
      tone: 'neutral',
    }
  if (contact) {
    const title = contact.name ?? given
    const owner = contact.owner ?? company?.owner ?? null
    return {
      ...base,
      title,
      subtitle: [contact.role, company && companyName(company)].filter(Boolean).join(' · ') || beside.address || null,
      meta: [words.status[contact.status], owner && words.ownedBy(owner.name)].filter(Boolean).join(' · '),
      initials: initialsOf(title),
      tone: contact.status === 'customer' ? 'good' : 'neutral',
    }
  }
  if (company)
    return {
      ...base,
      title: given,
      // On its own page the company itself is the title.
      subtitle: beside.address === '' ? company.domains.join(', ') || null : companyName(company),
      meta: [words.status[company.status], company.owner && words.ownedBy(company.owner.name)]
        .filter(Boolean)
        .join(' · '),
      initials: initialsOf(given),
      tone: 'neutral',
    }
  return {
    ...base,
    title: given,
    subtitle: beside.name === null ? null : beside.address,
    meta: words.unknown,
    initials: initialsOf(given),
    tone: 'attention',
  }
}

function factsBlocks(record: RecordRow, beside: Beside, locale: Locale): Block[] {
  const words = recordWords[locale]
  const phones = (record.contact?.phones ?? []).map((phone) => ({
    label: words.phone,
    value: formatPhone(phone),
    href: `tel:${phone.replace(/[^+\d]/g, '')}`,
  }))
  const addresses = (record.contact?.addresses ?? []).map((address) => ({
    label: words.email,
    value: address,
    href: `mailto:${address}`,
  }))
  const tagged =
    record.contact && beside.address !== '' && !record.contact.addresses.includes(beside.address)
      ? [{ label: words.email, value: words.matchedTag(beside.address), href: null }]
      : []
  const items = [...phones, ...addresses, ...tagged]
  return items.length === 0 ? [] : [{ type: 'facts', id: 'facts', items }]
}

function noteBlocks(record: RecordRow, beside: Beside, locale: Locale): Block[] {
  const words = recordWords[locale]
  const say = (text: string): Block[] => [{ type: 'text', id: 'about', tone: 'neutral', text, more: null, details: [] }]
  if (record.colleague !== null) return say(words.colleagueNote)
  if (record.contact || beside.address === '') return []
  return say(record.company ? words.suggested(companyName(record.company)) : words.unknownNote)
}

const TONES: Record<MessageState['state'], Tone> = {
  logged: 'good',
  skipped: 'neutral',
  failed: 'bad',
  'not-synced': 'attention',
  none: 'neutral',
}

function messageBlocks(record: RecordRow, message: MessageState, locale: Locale): Block[] {
  if (message.state === 'none') return []
  const words = recordWords[locale]
  const found = record.message
  const about = record.contact?.name ?? record.contact?.addresses[0] ?? (record.company && companyName(record.company))
  const details = [
    message.state === 'logged' && about ? words.because(about) : null,
    found?.mailbox ? words.heldBy(found.mailbox) : null,
    found && !found.mine ? words.byColleague : null,
    found?.gone ? words.gone : null,
    found?.pending ? words.pending : null,
    found?.others === 0 && found.interaction_id !== null ? words.unreviewed : null,
    ...(found?.notes ?? []).map((note) => words.notes[note] ?? null),
  ].filter((line) => line !== null)
  const hidden = found?.interaction_id !== null && found?.mine === true && found.others === 0
  const text: Block = {
    type: 'text',
    id: 'message',
    tone: hidden ? 'private' : TONES[message.state],
    text: message.explanation,
    more: details.length > 0 ? words.why : null,
    details,
  }
  return [text, ...reviewBlocks(record, locale), ...levelBlocks(record, locale)]
}

const personRow = (person: Person, prefix: string) => ({
  id: `${prefix}${person.address}`,
  kind: 'person' as const,
  at: null,
  primary: person.name ?? person.address,
  secondary: [person.name === null ? null : person.address, person.status].filter(Boolean).join(' · ') || null,
  text: null,
  tone: 'neutral' as const,
  hidden: false,
  open: null,
  download: null,
  address: person.address,
})

function candidateBlocks(record: RecordRow, beside: Beside, locale: Locale): Block[] {
  const words = recordWords[locale]
  if (record.contact || record.colleague !== null || beside.candidates.length === 0) return []
  return [
    plainRows('candidates', words.candidates, '', [
      { id: 'candidates', title: null, rows: beside.candidates.map((person) => personRow(person, 'c')) },
    ]),
  ]
}

function peopleBlocks({ others, unlisted }: Beside, locale: Locale): Block[] {
  if (others.length === 0) return []
  const chips = others.map(({ address, name, status }) => ({
    text: [name ?? address, status].filter(Boolean).join(' · '),
    tone: 'neutral' as const,
    address,
  }))
  return [{ type: 'chips', id: 'people', title: recordWords[locale].people, chips, more: unlisted }]
}
