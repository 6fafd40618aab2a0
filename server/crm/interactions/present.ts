/** An interaction as the contract has it, and as a row of a timeline. */
import type { Interaction, InteractionDetail } from '#shared/api.ts'
import type { Meeting } from '#shared/api/meetings.ts'
import { HAND_KINDS } from '#shared/api/work.ts'
import type { FollowupState } from '#shared/api/work.ts'
import type { Row, RowGroup } from '#shared/blocks.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import { EVERYTHING, SUBJECT, levelName } from '../../access/visibility.ts'
import { toCompanyRef } from '../company-ref.ts'
import { NAMED, joinSides } from '../sides.ts'
import { reportLine } from './report-line.ts'
import type { InteractionRow, MeetingRow, Participant } from './queries.ts'

/** @param now when it is looked at: what starts later is only planned */
export function toInteraction(row: InteractionRow, locale: Locale, now: Date): Interaction {
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
      name: nameOf(person),
      contactId: person.contact_id === null ? null : String(person.contact_id),
      userId: person.user_id === null ? null : String(person.user_id),
      matchedBy: person.matched_by,
    })),
    sentBy: row.delegate && {
      address: row.delegate.address,
      name: row.delegate.name,
      userId: row.delegate.user_id === null ? null : String(row.delegate.user_id),
    },
    documents: row.documents.map((document, position) => ({
      name: document.name,
      size: document.size,
      type: document.type,
      href: `/api/interactions/${row.id}/documents/${position}`,
    })),
    occurrences: row.mailboxes.map((mailbox) => ({ mailbox })),
    notes: row.notes,
    meeting: row.meeting && meetingOf(row, row.meeting, now),
  }
}

/** As the message says it; whoever was named by hand, as the record knows them. */
const nameOf = (person: Participant): string | null =>
  person.name ?? (person.address === '' ? (person.contact_name ?? person.company) : null)

export function toDetail(row: InteractionRow, locale: Locale, now: Date): InteractionDetail {
  return Object.assign(toInteraction(row, locale, now), { fullText: row.full_text })
}

const MEETING_ROLES = { from: 'organizer', to: 'required', cc: 'optional', bcc: 'optional', with: 'required' } as const
const instant = (text: string) => new Date(text).toISOString()

function meetingOf(row: InteractionRow, meeting: MeetingRow, now: Date): Meeting {
  const { uid, start_on, end_on, place, join_url, links, recurring } = meeting
  return {
    uid,
    originalStartAt: instant(meeting.original_start_at ?? meeting.start_at),
    startAt: instant(meeting.start_at),
    endAt: instant(meeting.end_at),
    allDay: start_on !== null && end_on !== null ? { startOn: start_on, endOn: end_on } : null,
    zone: row.zone ?? 'UTC',
    recurring,
    planned: new Date(meeting.start_at) > now,
    place,
    joinUrl: join_url,
    links,
    attendees: row.participants.map((person) => ({
      address: person.address,
      name: nameOf(person),
      role: MEETING_ROLES[person.role],
      answer: person.answer ?? 'none',
      contactId: person.contact_id === null ? null : String(person.contact_id),
      userId: person.user_id === null ? null : String(person.user_id),
    })),
  }
}

function contactsOf(participants: Participant[]): Interaction['contacts'] {
  const byId = new Map<number, Interaction['contacts'][number]>()
  for (const person of participants) {
    if (person.contact_id === null) continue
    const known = byId.get(person.contact_id)
    if (known) {
      if (person.address !== '' && !known.addresses.includes(person.address)) known.addresses.push(person.address)
    } else
      byId.set(person.contact_id, {
        id: String(person.contact_id),
        name: person.contact_name,
        addresses: person.address === '' ? [] : [person.address],
      })
  }
  return [...byId.values()]
}

/** The line that a report begins with, written when it is read: names, roles and companies as they are known by then. */
function lineOf(row: InteractionRow, locale: Locale): string {
  const people = (belongs: (person: Participant) => boolean) =>
    row.participants.filter(belongs).map((person) => ({
      name: person.contact_name ?? person.user_name ?? person.name ?? (person.address === '' ? person.company : null),
      address: person.address,
      role: person.contact_role,
      company: person.address === '' && person.contact_id === null ? null : person.company,
    }))
  return reportLine(
    {
      kind: row.kind,
      occurredAt: row.occurred_at,
      ...(row.meeting === null
        ? {
            from: row.delegate ? [delegateOf(row, row.delegate)] : people(isOurSide),
            to: people((person) => person.role === 'to' || isTheirSide(person)),
            others: people((person) => person.role === 'cc' || person.role === 'bcc'),
          }
        : // Of a meeting: who came, ours with theirs, whoever called it.
          {
            from: people((person) => person.own && person.answer !== 'declined'),
            to: people((person) => !person.own && person.answer !== 'declined'),
            others: [],
          }),
    },
    locale,
    row.zone ?? 'UTC',
  )
}

/** "Marta Ruiz (sales@ours.test)": who wrote, in whose name. */
function delegateOf(row: InteractionRow, { address, name }: NonNullable<InteractionRow['delegate']>) {
  const inNameOf = row.participants.find((person) => person.role === 'from')?.address ?? null
  return { name, address, role: inNameOf, company: null }
}

/** Colleagues who were there stand with whoever wrote it down. */
const isOurSide = (person: Participant) => person.role === 'from' || (person.role === 'with' && person.own)
const isTheirSide = (person: Participant) => person.role === 'with' && !person.own

export type RowSource = {
  id: number
  kind: Row['kind']
  at: string | null
  level: number
  subject: string | null
  snippet: string | null
  from: readonly string[]
  /** The first of them, and how many there are. */
  to: readonly string[]
  others: number
  /** How the follow-up ended whose closing this is. */
  followup: FollowupState | null
}

/** What somebody logged without a subject goes by what it was; a follow-up by how it ended. */
function titleOf(entry: RowSource, locale: Locale): string {
  const words = recordWords[locale]
  if (entry.followup) return `${workWords[locale].closedAs[entry.followup]}: ${entry.subject ?? words.noSubject}`
  const kind = HAND_KINDS.find((one) => one === entry.kind)
  if (kind) return [words.kind[kind], entry.subject].filter(Boolean).join(' · ')
  return entry.subject ?? words.noSubject
}

export function toRow(entry: RowSource, locale: Locale): Row {
  const words = recordWords[locale]
  const hidden = entry.level < SUBJECT
  return {
    id: `i${entry.id}`,
    kind: entry.followup && !hidden ? 'followup' : entry.kind,
    at: entry.at,
    primary: hidden ? `${words.kind[entry.kind as keyof typeof words.kind]}: ${words.hidden}` : titleOf(entry, locale),
    secondary: hidden ? null : joinSides(entry, locale),
    text: hidden ? null : entry.snippet,
    tone: hidden ? 'private' : 'neutral',
    hidden,
    open: entry.level >= EVERYTHING ? `/api/interactions/${entry.id}?locale=${locale}` : null,
    download: null,
    address: null,
  }
}

export function toRowSource(row: InteractionRow): RowSource {
  const label = (person: Participant) => nameOf(person) ?? person.address
  const meets = row.kind === 'meeting'
  const present = row.participants.filter((person) => person.answer !== 'declined')
  const ours = present.filter((person) => (meets ? person.own : isOurSide(person)))
  const theirs = present.filter((person) =>
    meets ? !person.own : person.role === 'to' || person.role === 'cc' || isTheirSide(person),
  )
  return {
    id: row.id,
    kind: row.kind,
    at: row.occurred_at?.toISOString() ?? null,
    level: row.level,
    subject: row.subject,
    snippet: row.report?.slice(0, 280) ?? null,
    from: ours.map(label),
    to: theirs.slice(0, NAMED).map(label),
    others: theirs.length,
    followup: row.followup,
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
