/** The sidebar's blocks, in the order of urgency: who, this message, who else is on it, documents, what happened. */
import type { Action, Block, BlockOf, RowGroup, RowsPage, Tone } from '#shared/blocks.ts'
import { LEVELS, STATUSES } from '#shared/api.ts'
import type { MessageState } from '#shared/api.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { levelName } from '../../access/visibility.ts'
import { writeCursor } from '../cursor.ts'
import { companyName } from '../company-ref.ts'
import { groupByConversation, toRow } from '../interactions/present.ts'
import { TIMELINE_PAGE } from './query.ts'
import type { RecordRow, TimelineEntry } from './query.ts'

export type Person = { address: string; name: string | null; status: string | null }

/** `candidates`: who an unknown sender might be; `others`: who else is on the message, and `unlisted` how many more. */
export type Beside = { address: string; name: string | null; candidates: Person[]; others: Person[]; unlisted: number }

export function recordBlocks(record: RecordRow, message: MessageState, beside: Beside, locale: Locale): Block[] {
  return [
    headerBlock(record, beside, locale),
    ...factsBlocks(record, beside, locale),
    ...noteBlocks(record, locale),
    ...messageBlocks(record, message, locale),
    ...statusBlocks(record, locale),
    ...candidateBlocks(record, beside, locale),
    ...peopleBlocks(beside, locale),
    ...documentBlocks(record, locale),
    // Last, because it goes on for years as one scrolls.
    ...timelineBlocks(record, locale),
  ]
}

/** By code point: half of a surrogate pair is no letter. */
const firstCharacter = (word: string) => String.fromCodePoint(word.codePointAt(0) ?? 0x20)

export function initialsOf(name: string): string {
  const words = name.replace(/[^\p{L}\p{N}\s@.-]/gu, '').split(/[\s@._-]+/u).filter(Boolean)
  return words.slice(0, 2).map((word) => firstCharacter(word).toLocaleUpperCase()).join('')
}

function headerBlock(record: RecordRow, beside: Beside, locale: Locale): Block {
  const words = recordWords[locale]
  const { contact, company, colleague } = record
  const base = { type: 'header' as const, id: 'who' }
  const given = beside.name ?? beside.address
  if (colleague !== null) return { ...base, title: colleague || given, subtitle: beside.address, meta: words.colleague, initials: initialsOf(colleague || given), tone: 'neutral' }
  if (contact) {
    const title = contact.name ?? given
    const owner = contact.owner ?? company?.owner ?? null
    return {
      ...base,
      title,
      subtitle: [contact.role, company && companyName(company)].filter(Boolean).join(' · ') || beside.address,
      meta: [words.status[contact.status], owner && words.ownedBy(owner.name)].filter(Boolean).join(' · '),
      initials: initialsOf(title),
      tone: contact.status === 'customer' ? 'good' : 'neutral',
    }
  }
  if (company) return { ...base, title: given, subtitle: companyName(company), meta: words.status[company.status], initials: initialsOf(companyName(company)), tone: 'neutral' }
  return { ...base, title: given, subtitle: beside.name === null ? null : beside.address, meta: words.unknown, initials: initialsOf(given), tone: 'attention' }
}

function factsBlocks(record: RecordRow, beside: Beside, locale: Locale): Block[] {
  const words = recordWords[locale]
  const phones = (record.contact?.phones ?? []).map((phone) => ({ label: words.phone, value: phone, href: `tel:${phone.replace(/[^+\d]/g, '')}` }))
  const addresses = (record.contact?.addresses ?? []).map((address) => ({ label: words.email, value: address, href: `mailto:${address}` }))
  const tagged = record.contact && !record.contact.addresses.includes(beside.address) ? [{ label: words.email, value: words.matchedTag(beside.address), href: null }] : []
  const items = [...phones, ...addresses, ...tagged]
  return items.length === 0 ? [] : [{ type: 'facts', id: 'facts', items }]
}

function noteBlocks(record: RecordRow, locale: Locale): Block[] {
  const words = recordWords[locale]
  const say = (text: string): Block[] => [{ type: 'text', id: 'about', tone: 'neutral', text, more: null, details: [] }]
  if (record.colleague !== null) return say(words.colleagueNote)
  if (record.contact) return []
  return say(record.company ? words.suggested(companyName(record.company)) : words.unknownNote)
}

const TONES: Record<MessageState['state'], Tone> = { logged: 'good', skipped: 'neutral', failed: 'bad', 'not-synced': 'attention', none: 'neutral' }

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
  const text: Block = { type: 'text', id: 'message', tone: hidden ? 'private' : TONES[message.state], text: message.explanation, more: details.length > 0 ? words.why : null, details }
  return [text, ...reviewBlocks(record, locale), ...levelBlocks(record, locale)]
}

/** Until somebody says that a first sync may be seen, it is its users' alone: this is where they say it. */
function reviewBlocks(record: RecordRow, locale: Locale): Block[] {
  const found = record.message
  if (!found || found.unreviewed === null || found.interaction_id === null) return []
  const words = recordWords[locale]
  const request = { method: 'PATCH' as const, href: `/api/mailboxes/${found.unreviewed}`, body: { reviewed: true } }
  return [{ type: 'actions', id: 'review', title: words.reviewTitle(found.mailbox ?? ''), actions: [{ id: 'review', label: words.reviewDo, request, done: words.reviewDone }] }]
}

/** Who holds the message decides what colleagues see of it; the undo goes back to what held before. */
function levelBlocks(record: RecordRow, locale: Locale): Block[] {
  const found = record.message
  if (!found?.mine || found.interaction_id === null) return []
  const words = recordWords[locale]
  const href = `/api/interactions/${found.interaction_id}/level`
  // What holds for its people and mailboxes narrows whatever is set here: more than that is not offered.
  const widest = found.rest ?? 3
  if (widest === 0) return []
  const current = levelName(found.others ?? 3)
  const actions = LEVELS.slice(0, widest + 1).map((level): Action => ({
    id: `level-${level}`,
    label: words.levels[level],
    current: level === current,
    request: { method: 'PUT', href, body: { level } },
    undo: { method: 'PUT', href, body: { level: found.own === null ? null : levelName(found.own) } },
    done: `${words.whoSees} ${words.levels[level]}`,
  }))
  return [{ type: 'actions', id: 'level', title: words.whoSees, actions }]
}

function statusBlocks(record: RecordRow, locale: Locale): Block[] {
  const { contact } = record
  if (!contact || contact.status !== 'unclassified') return []
  const words = recordWords[locale]
  const href = `/api/contacts/${contact.id}`
  const actions = STATUSES.filter((status) => status !== 'unclassified').map((status): Action => ({
    id: `status-${status}`,
    label: words.status[status],
    request: { method: 'PATCH', href, body: { status } },
    undo: { method: 'PATCH', href, body: { status: 'unclassified' } },
    done: words.status[status],
  }))
  return [{ type: 'actions', id: 'status', title: words.setStatus, actions }]
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

const plainRows = (id: string, title: string, empty: string, groups: RowGroup[]): BlockOf<'rows'> => ({
  type: 'rows', id, title, page: { groups, nextHref: null }, views: [], filters: [], search: null, empty,
})

function candidateBlocks(record: RecordRow, beside: Beside, locale: Locale): Block[] {
  const words = recordWords[locale]
  if (record.contact || record.colleague !== null || beside.candidates.length === 0) return []
  return [plainRows('candidates', words.candidates, '', [{ id: 'candidates', title: null, rows: beside.candidates.map((person) => personRow(person, 'c')) }])]
}

function peopleBlocks({ others, unlisted }: Beside, locale: Locale): Block[] {
  if (others.length === 0) return []
  const chips = others.map(({ address, name, status }) => ({ text: [name ?? address, status].filter(Boolean).join(' · '), tone: 'neutral' as const, address }))
  return [{ type: 'chips', id: 'people', title: recordWords[locale].people, chips, more: unlisted }]
}

function timelineBlocks(record: RecordRow, locale: Locale): Block[] {
  const { contact, company } = record
  if (!contact && !company) return []
  const words = recordWords[locale]
  const ofCompany = company ? `/api/timeline?companyId=${company.id}&locale=${locale}` : null
  const ofContact = contact ? `/api/timeline?contactId=${contact.id}&locale=${locale}` : null
  const name = company ? companyName(company) : (contact!.name ?? contact!.addresses[0] ?? '')
  const views = [
    ...(company ? [{ id: 'company', label: words.wholeCompany, href: ofCompany!, current: true }] : []),
    ...(contact ? [{ id: 'person', label: words.only((contact.name ?? contact.addresses[0] ?? '')), href: ofContact!, current: !company }] : []),
  ]
  const kinds = ['mail_received', 'mail_sent'] as const
  return [
    {
      type: 'rows',
      id: 'timeline',
      title: words.withCompany(name),
      page: firstPage(record.timeline, (ofCompany ?? ofContact)!, locale),
      views,
      filters: kinds.map((kind) => ({ id: kind, label: words.kind[kind] })),
      search: words.search,
      empty: words.nothingYet,
    },
  ]
}

function firstPage(entries: TimelineEntry[], href: string, locale: Locale): RowsPage {
  const shown = entries.slice(0, TIMELINE_PAGE)
  const last = shown.at(-1)
  return {
    groups: groupByConversation(shown.map((entry) => ({ conversation: entry.conversation_id, row: toRow({ ...entry, level: entry.lv }, locale) }))),
    nextHref: entries.length > TIMELINE_PAGE && last ? `${href}&cursor=${writeCursor({ at: last.at ?? '-infinity', id: last.id })}` : null,
  }
}

function documentBlocks(record: RecordRow, locale: Locale): Block[] {
  const words = recordWords[locale]
  if (record.documents.length === 0) return []
  const rows = record.documents.slice(0, 10).map((document) => ({
    id: `d${document.interaction_id}-${document.position}`,
    kind: 'document' as const,
    at: document.at,
    primary: document.name,
    secondary: sizeInWords(document.size, locale),
    text: null,
    tone: 'neutral' as const,
    hidden: false,
    open: null,
    download: `/api/interactions/${document.interaction_id}/documents/${document.position}`,
    address: null,
  }))
  return [{ ...plainRows('documents', words.documents, '', [{ id: 'documents', title: null, rows }]), folded: true }]
}

function sizeInWords(bytes: number, locale: Locale): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
}
