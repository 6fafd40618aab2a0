/** Reading interactions, each at the level that the viewer may see. */
import { sql } from 'kysely'
import { foldText } from '#shared/fold.ts'
import type { Kind, Status } from '#shared/api.ts'
import type { Answer } from '#shared/api/meetings.ts'
import type { FollowupState } from '#shared/api/work.ts'
import { mayKnowOpportunity, rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { EVERYTHING, EXISTENCE, SUBJECT, hasBegun, withLevel } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { writeCursor } from '../cursor.ts'
import type { Position } from '../cursor.ts'

export type Participant = {
  role: 'from' | 'to' | 'cc' | 'bcc' | 'with'
  address: string
  name: string | null
  own: boolean
  matched_by: string | null
  contact_id: number | null
  contact_name: string | null
  contact_role: string | null
  company: string | null
  user_id: number | null
  user_name: string | null
  answer: Answer | null
}

export type MeetingRow = {
  uid: string
  original_start_at: string | null
  start_at: string
  end_at: string
  start_on: string | null
  end_on: string | null
  place: string | null
  join_url: string | null
  links: { title: string | null; url: string }[]
  recurring: boolean
}

export type CompanyRow = { id: number; name: string | null; status: Status; domains: string[] }

/** What is below the viewer's level is null or empty. */
export type InteractionRow = {
  id: number
  item_id: number | null
  level: number
  kind: Kind
  occurred_at: Date | null
  zone: string | null
  subject: string | null
  report: string | null
  full_text: string | null
  message_id: string | null
  conversation_id: number | null
  notes: string[]
  participants: Participant[]
  companies: CompanyRow[]
  documents: { sha256: string; name: string; size: number; type: string }[]
  mailboxes: string[]
  opportunity_id: number | null
  /** How the follow-up ended whose closing this is. */
  followup: FollowupState | null
  /** Of what came from a calendar. */
  meeting: MeetingRow | null
  delegate: { address: string; user_id: number | null; name: string | null } | null
}

export type InteractionFilter = {
  id?: number
  contactId?: number
  companyId?: number
  conversationId?: number
  opportunityId?: number
  kind?: Kind
  q?: string
}

/** How many candidates are looked at for a page; most are visible, so one round does. */
const WINDOW = 200
const ROUNDS = 20

/** One page, newest first, without what the viewer may not know of. */
export async function listInteractions(
  db: Db,
  viewer: Viewer,
  filter: InteractionFilter,
  page: { limit: number; after: Position | null },
): Promise<{ rows: InteractionRow[]; nextCursor: string | null }> {
  const found: { id: number; lv: number; at: string }[] = []
  let after = page.after
  for (let round = 0; round < ROUNDS && found.length <= page.limit; round++) {
    const candidates = await findCandidates(db, viewer, filter, after)
    found.push(...candidates.filter((row) => row.lv >= EXISTENCE && row.matches))
    const last = candidates.at(-1)
    if (!last || candidates.length < WINDOW) break
    after = { at: last.at, id: last.id }
  }
  const shown = found.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: await readInteractions(db, viewer, shown),
    nextCursor: found.length > page.limit && last ? writeCursor({ at: last.at, id: last.id }) : null,
  }
}

/** @returns undefined when there is none, or none that the viewer may know of */
export async function findInteraction(db: Db, viewer: Viewer, id: number): Promise<InteractionRow | undefined> {
  const { rows } = await listInteractions(db, viewer, { id }, { limit: 1, after: null })
  return rows[0]
}

type Candidate = { id: number; lv: number; at: string; matches: boolean }

async function findCandidates(
  db: Db,
  viewer: Viewer,
  filter: InteractionFilter,
  after: Position | null,
): Promise<Candidate[]> {
  const mailboxes = [...viewer.holderIds]
  const at = after?.at ?? 'infinity'
  const id = after?.id ?? 0
  const linked = filter.contactId !== undefined || filter.companyId !== undefined
  const [table, column, value] =
    filter.contactId !== undefined
      ? ['interaction_contacts', 'contact_id', filter.contactId]
      : ['interaction_companies', 'company_id', filter.companyId]
  const from = linked
    ? sql`FROM ${sql.table(table)} l JOIN interactions i ON i.id = l.interaction_id`
    : sql`FROM interactions i`
  const order = linked ? sql`l.sort_at` : sql`coalesce(i.occurred_at, '-infinity'::timestamptz)`
  const key = linked ? sql`l.interaction_id` : sql`i.id`
  const conditions = [
    sql`(${order}, ${key}) < (${at}::timestamptz, ${id}::bigint)`,
    hasBegun(viewer),
    ...(linked
      ? [
          sql`l.${sql.ref(column)} = ${value}`,
          sql`(l.only_mailbox_id IS NULL OR l.only_mailbox_id = ANY(${mailboxes}::bigint[]))`,
        ]
      : []),
    ...(filter.id === undefined ? [] : [sql`i.id = ${filter.id}`]),
    ...(filter.conversationId === undefined ? [] : [sql`i.conversation_id = ${filter.conversationId}`]),
    ...(filter.opportunityId === undefined ? [] : [aboutOpportunity(filter.opportunityId, viewer)]),
    ...(filter.kind === undefined ? [] : [sql`i.kind = ${filter.kind}`]),
    ...wordsOf(filter.q).map(
      (word) => sql`(i.search_subject @@ ${word}::tsquery OR i.search_text @@ ${word}::tsquery)`,
    ),
  ]
  // A hit in what the viewer may not read would tell what it says: each word must be found at or below their level.
  const matches = wordsOf(filter.q).map(
    (word) =>
      sql`((v.lv >= ${SUBJECT} AND i.search_subject @@ ${word}::tsquery) OR (v.lv >= ${EVERYTHING} AND i.search_text @@ ${word}::tsquery))`,
  )
  const { rows } = await sql<Candidate>`
    SELECT i.id, v.lv, i.o::text AS at, ${matches.length > 0 ? sql.join(matches, sql` AND `) : sql`true`} AS matches
    FROM (SELECT i.*, ${order} AS o ${from} WHERE ${sql.join(conditions, sql` AND `)} ORDER BY ${order} DESC, ${key} DESC LIMIT ${WINDOW}) i
    ${withLevel(viewer)} ORDER BY i.o DESC, i.id DESC`.execute(db)
  return rows
}

/** What was logged about it, and all mail of the conversations that were linked to it, also what came later. */
const aboutOpportunity = (id: number, viewer: Viewer) => sql`i.id IN (
  SELECT a.id FROM interactions a WHERE a.opportunity_id = ${id}
  UNION ALL SELECT a.id FROM opportunity_conversations x JOIN interactions a ON a.conversation_id = x.conversation_id WHERE x.opportunity_id = ${id})
  AND EXISTS (SELECT FROM opportunities o WHERE o.id = ${id} AND ${sql.raw(mayKnowOpportunity('o', rightsOf(viewer)))})`

/** Prefix queries, one a word, of letters and digits alone: nothing of a query language gets through. */
function wordsOf(q: string | undefined): string[] {
  const words = foldText(q ?? '').match(/[\p{L}\p{N}]+/gu) ?? []
  return words.slice(0, 8).map((word) => `'${word}':*`)
}

/** `found` says at which level each is seen. */
export async function readInteractions(
  db: Db,
  viewer: Viewer,
  found: { id: number; lv: number }[],
): Promise<InteractionRow[]> {
  if (found.length === 0) return []
  const ids = found.map((row) => row.id)
  const mailboxes = [...viewer.holderIds]
  const { rows } = await sql<InteractionRow>`
    SELECT i.id, i.item_id, 0 AS level, i.kind, i.occurred_at, i.zone, i.subject, i.report, i.full_text, i.message_id, i.conversation_id, i.notes, i.opportunity_id,
      (SELECT f.state FROM followups f WHERE f.id = i.followup_id) AS followup, ${participantsJson(mailboxes)} AS participants, ${COMPANIES} AS companies, ${DOCUMENTS} AS documents,
      ${openMailboxes(mailboxes)} AS mailboxes, ${MEETING} AS meeting, ${DELEGATE} AS delegate
    FROM interactions i WHERE i.id = ANY(${ids}::bigint[])`.execute(db)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return found.flatMap(({ id, lv }) => {
    const row = byId.get(id)
    return row ? [narrow(row, lv)] : []
  })
}

const participantsJson = (mailboxes: number[]) => sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('role', p.role, 'address', p.address, 'name', p.name, 'own', p.own, 'matched_by', p.matched_by,
      'contact_id', c.id, 'contact_name', coalesce(c.name, c.seen_name), 'contact_role', c.role,
      'company', coalesce(k.name, d.domain, (SELECT min(e.domain) FROM company_domains e WHERE e.company_id = k.id)), 'user_id', u.id, 'user_name', u.name, 'answer', p.answer) ORDER BY p.position), '[]')
  FROM participants p LEFT JOIN parties y ON y.hash = p.hash AND NOT y.blocked AND NOT p.own LEFT JOIN contacts c ON c.id = y.contact_id
    LEFT JOIN company_domains d ON d.hash = p.domain_hash AND NOT p.own LEFT JOIN companies k ON k.id = coalesce(c.company_id, y.company_id, d.company_id)
    LEFT JOIN own_addresses o ON o.address = p.address LEFT JOIN users u ON u.email = p.address OR u.id = o.user_id
  WHERE p.interaction_id = i.id AND (p.only_mailbox_id IS NULL OR p.only_mailbox_id = ANY(${mailboxes}::bigint[])))`

/** The mailboxes that hold it, as far as the viewer may know: a colleague in Bcc stays unknown. */
const openMailboxes = (mailboxes: number[]) => sql`ARRAY(
  SELECT m.address FROM mailboxes m WHERE m.id = ANY(i.mailbox_ids) AND (m.id = ANY(${mailboxes}::bigint[]) OR EXISTS (
    SELECT FROM participants p WHERE p.interaction_id = i.id AND p.address = m.address AND p.only_mailbox_id IS NULL)) ORDER BY m.address COLLATE "C")`

/** Who sent it in the sender's name. */
const DELEGATE = sql`(
  SELECT jsonb_build_object('address', i.sent_by, 'user_id', u.id, 'name', u.name) FROM (SELECT 1) x
    LEFT JOIN own_addresses o ON o.address = i.sent_by LEFT JOIN users u ON u.email = i.sent_by OR u.id = o.user_id
  WHERE i.sent_by IS NOT NULL LIMIT 1)`

const COMPANIES = sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'status', c.status,
      'domains', ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = c.id ORDER BY d.domain COLLATE "C")) ORDER BY c.id), '[]')
  FROM interaction_companies l JOIN companies c ON c.id = l.company_id WHERE l.interaction_id = i.id AND l.only_mailbox_id IS NULL)`

const DOCUMENTS = sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('sha256', u.sha256, 'name', u.name, 'size', d.size, 'type', d.type) ORDER BY u.position), '[]')
  FROM document_uses u JOIN documents d ON d.sha256 = u.sha256 WHERE u.interaction_id = i.id)`

const MEETING = sql`(
  SELECT jsonb_build_object('uid', g.uid, 'original_start_at', g.original_start_at, 'start_at', g.start_at, 'end_at', g.end_at,
    'start_on', g.start_on, 'end_on', g.end_on, 'place', g.place, 'join_url', g.join_url, 'links', g.links, 'recurring', g.recurring)
  FROM meetings g WHERE g.interaction_id = i.id)`

/** Leaves what a level allows: that it happened; also subject and people; everything. */
function narrow(row: InteractionRow, level: number): InteractionRow {
  if (level >= EVERYTHING) return Object.assign(row, { level })
  const cut = { level, report: null, full_text: null, documents: [], notes: [] }
  // The links let one in: they are content.
  const meeting = row.meeting && { ...row.meeting, join_url: null, links: [] }
  if (level >= SUBJECT) return Object.assign(row, cut, { meeting })
  return Object.assign(row, cut, {
    subject: null,
    delegate: null,
    message_id: null,
    conversation_id: null,
    opportunity_id: null,
    followup: null,
    participants: [],
    companies: [],
    mailboxes: [],
    meeting: null,
  })
}
