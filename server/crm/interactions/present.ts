/** An interaction as the contract has it, and as a row of a timeline. */
import type { Interaction, InteractionDetail } from '#shared/api.ts'
import type { Row, RowGroup } from '#shared/blocks.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { EVERYTHING, SUBJECT, levelName } from '../../access/visibility.ts'
import { toCompanyRef } from '../company-ref.ts'
import { reportLine } from './report-line.ts'
import type { InteractionRow, Participant } from './queries.ts'

export function toInteraction(row: InteractionRow, locale: Locale): Interaction {
  const companies = row.companies.map(toCompanyRef)
  return {
    id: String(row.id),
    kind: row.kind,
    occurredAt: row.occurred_at?.toISOString() ?? null,
    zone: row.zone,
    level: levelName(row.level),
    subject: row.subject,
    report: row.level >= EVERYTHING ? [lineOf(row, locale), row.report].filter(Boolean).join('\n\n') : null,
    messageId: row.message_id,
    conversationId: row.conversation_id === null ? null : String(row.conversation_id),
    contacts: contactsOf(row.participants),
    company: companies[0] ?? null,
    companies,
    participants: row.participants.map((person) => ({
      role: person.role,
      address: person.address,
      name: person.name,
      contactId: person.contact_id === null ? null : String(person.contact_id),
      userId: person.user_id === null ? null : String(person.user_id),
      matchedBy: person.matched_by,
    })),
    documents: row.documents.map((document, position) => ({
      name: document.name,
      size: document.size,
      type: document.type,
      href: `/api/interactions/${row.id}/documents/${position}`,
    })),
    occurrences: row.mailboxes.map((mailbox) => ({ mailbox })),
    notes: row.notes,
  }
}

export function toDetail(row: InteractionRow, locale: Locale): InteractionDetail {
  return Object.assign(toInteraction(row, locale), { fullText: row.full_text })
}

function contactsOf(participants: Participant[]): Interaction['contacts'] {
  const byId = new Map<number, Interaction['contacts'][number]>()
  for (const person of participants) {
    if (person.contact_id === null) continue
    const known = byId.get(person.contact_id)
    if (known) {
      if (!known.addresses.includes(person.address)) known.addresses.push(person.address)
    } else
      byId.set(person.contact_id, {
        id: String(person.contact_id),
        name: person.contact_name,
        addresses: [person.address],
      })
  }
  return [...byId.values()]
}

/** The line that a report begins with, written when it is read: names, roles and companies as they are known by then. */
function lineOf(row: InteractionRow, locale: Locale): string {
  const people = (roles: string[]) =>
    row.participants
      .filter((person) => roles.includes(person.role))
      .map((person) => ({
        name: person.contact_name ?? person.user_name ?? person.name,
        address: person.address,
        role: person.contact_role,
        company: person.company,
      }))
  return reportLine(
    {
      kind: row.kind,
      occurredAt: row.occurred_at,
      from: people(['from']),
      to: people(['to']),
      others: people(['cc', 'bcc']),
    },
    locale,
    row.zone ?? 'UTC',
  )
}

export type RowSource = {
  id: number
  kind: Row['kind']
  at: string | null
  level: number
  subject: string | null
  snippet: string | null
  from: string | null
  to: string[]
  others: number
}

/** A right-to-left name must not turn "A → B" around: a mark for the line, and Unicode's first-strong isolates for names. */
const LEFT_TO_RIGHT = '\u200e'
const isolated = (name: string) => `\u2068${name}\u2069`

export function toRow(entry: RowSource, locale: Locale): Row {
  const words = recordWords[locale]
  const hidden = entry.level < SUBJECT
  const to =
    entry.to.map(isolated).join(', ') +
    (entry.others > entry.to.length ? ` ${words.andMore(entry.others - entry.to.length)}` : '')
  return {
    id: `i${entry.id}`,
    kind: entry.kind,
    at: entry.at,
    primary: hidden
      ? `${words.kind[entry.kind as keyof typeof words.kind]}: ${words.hidden}`
      : (entry.subject ?? words.noSubject),
    secondary: hidden
      ? null
      : `${LEFT_TO_RIGHT}${[entry.from === null ? null : isolated(entry.from), to].filter(Boolean).join(' → ')}`,
    text: hidden ? null : entry.snippet,
    tone: hidden ? 'private' : 'neutral',
    hidden,
    open: entry.level >= EVERYTHING ? `/api/interactions/${entry.id}?locale=${locale}` : null,
    download: null,
    address: null,
  }
}

export function toRowSource(row: InteractionRow): RowSource {
  const label = (person: Participant) => person.name ?? person.address
  const recipients = row.participants.filter((person) => person.role === 'to' || person.role === 'cc')
  const from = row.participants.find((person) => person.role === 'from')
  return {
    id: row.id,
    kind: row.kind,
    at: row.occurred_at?.toISOString() ?? null,
    level: row.level,
    subject: row.subject,
    snippet: row.report?.slice(0, 280) ?? null,
    from: from ? label(from) : null,
    to: recipients.slice(0, 2).map(label),
    others: recipients.length,
  }
}

/**
 * Rows in groups of one conversation each, the group standing where its newest row does. The subject is said once, as the
 * group's title; its rows then begin with who wrote to whom.
 */
export function groupByConversation(entries: { conversation: number | null; row: Row }[]): RowGroup[] {
  const groups = new Map<string, RowGroup>()
  for (const { conversation, row } of entries) {
    const id = conversation === null ? row.id : `k${conversation}`
    const group = groups.get(id) ?? { id, title: row.hidden ? null : row.primary, rows: [] }
    groups.set(id, group)
    group.rows.push(row.hidden ? row : { ...row, primary: row.secondary ?? row.primary, secondary: null })
  }
  return [...groups.values()]
}
