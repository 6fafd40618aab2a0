/** The CRM's entries: written when an item is logged, linked to whoever is known, taken away when it no longer is. */
import { sql } from 'kysely'
import type { Kind } from '#shared/api.ts'
import { foldText } from '#shared/fold.ts'
import type { Tx } from '../../db/connect.ts'
import { allocateIds, recordset } from '../../db/rows.ts'
import { refreshPeople } from '../../crm/relink.ts'
import type { Facts, Prepared } from '../facts.ts'
import type { MeetingItem } from '../meeting-facts.ts'

export type Written = {
  itemId: number
  rank: string
  conversationId: number | null
  mailboxId: number
  prepared: Prepared
  facts: Facts
  report: { added: string; full: string }
}

/** A tsvector holds 1 MB at most; what lies beyond this many characters is read, not searched. */
const SEARCHED = 100_000

/** Writes or rewrites the interactions of these items. Returns their ids, in order. */
export async function upsertInteractions(tx: Tx, entries: Written[], now: Date): Promise<number[]> {
  if (entries.length === 0) return []
  const stored = await sql<{ id: number; item_id: number }>`
    SELECT id, item_id FROM interactions WHERE item_id = ANY(${entries.map((entry) => entry.itemId)}::bigint[])`.execute(
    tx,
  )
  const idOf = new Map(stored.rows.map((row) => [row.item_id, row.id]))
  const missing = entries.filter((entry) => !idOf.has(entry.itemId))
  const fresh = await allocateIds(tx, 'interactions', missing.length)
  missing.forEach((entry, i) => idOf.set(entry.itemId, fresh[i]!))
  const ids = entries.map((entry) => idOf.get(entry.itemId)!)
  await sql`
    INSERT INTO interactions (id, item_id, rank, kind, occurred_at, zone, subject, report, full_text, message_id,
      conversation_id, notes, sent_by, search_subject, search_text, files_due_at)
    SELECT id, item_id, rank, kind, occurred_at, zone, subject, report, full_text, message_id, conversation_id,
      ARRAY(SELECT jsonb_array_elements_text(notes)), sent_by, to_tsvector('simple', find_subject), to_tsvector('simple', find_text), CASE WHEN files_due THEN ${now}::timestamptz END
    FROM ${recordset(
      entries.map((entry, i) => interactionRow(entry, ids[i]!)),
      `id bigint, item_id bigint, rank text, kind text,
      occurred_at timestamptz, zone text, subject text, report text, full_text text, message_id text, conversation_id bigint,
      notes jsonb, sent_by text, find_subject text, find_text text, files_due boolean`,
    )}
    ON CONFLICT (item_id) DO UPDATE SET rank = excluded.rank, kind = excluded.kind, occurred_at = excluded.occurred_at,
      zone = excluded.zone, subject = excluded.subject, report = excluded.report, full_text = excluded.full_text,
      message_id = excluded.message_id, conversation_id = excluded.conversation_id, notes = excluded.notes,
      sent_by = excluded.sent_by,      search_subject = excluded.search_subject, search_text = excluded.search_text,
      files_due_at = excluded.files_due_at`.execute(tx)
  if (stored.rows.length > 0) {
    const rewritten = stored.rows.map((row) => row.id)
    await sql`DELETE FROM participants WHERE interaction_id = ANY(${rewritten}::bigint[])`.execute(tx)
    await sql`DELETE FROM document_uses WHERE interaction_id = ANY(${rewritten}::bigint[])`.execute(tx)
  }
  await upsertMeetings(tx, entries, ids)
  const people = entries.flatMap((entry, i) => participantRows(entry, ids[i]!))
  await sql`
    INSERT INTO participants (interaction_id, position, role, address, name, hash, domain_hash, matched_by, own, only_mailbox_id, occurred_at, item_key, answer)
    SELECT * FROM ${recordset(
      people,
      `interaction_id bigint, position int, role text, address text, name text, hash text,
      domain_hash text, matched_by text, own boolean, only_mailbox_id bigint, occurred_at timestamptz, item_key text, answer text`,
    )}`.execute(tx)
  return ids
}

/** What of an item becomes its entry, whatever it is. */
type Content = {
  kind: Kind
  at: Date | null
  zone: string | null
  subject: string | null
  messageId: string | null
  notes: string[]
  files: boolean
  /** Found by, besides subject, people and report. */
  place: string
}

function contentOf({ prepared, facts }: Written): Content {
  const { item } = prepared
  if (item.type === 'meeting') {
    const { startAt, zone, title, notes, place } = item.meeting
    const found = { zone, subject: title, notes, place: place ?? '' }
    return { kind: 'meeting', at: startAt, messageId: null, files: false, ...found }
  }
  const { sentAt, zone, subject, messageId, notes, attachments } = item.message
  return {
    kind: facts.direction === 'sent' ? 'mail_sent' : 'mail_received',
    at: sentAt,
    zone,
    subject,
    messageId,
    notes,
    files: attachments.some((attachment) => !attachment.inline),
    place: '',
  }
}

async function upsertMeetings(tx: Tx, entries: Written[], ids: number[]): Promise<void> {
  const rows = entries.flatMap((entry, i) =>
    entry.prepared.item.type === 'meeting' ? [meetingRow(entry.prepared.item, ids[i]!)] : [],
  )
  if (rows.length === 0) return
  await sql`
    INSERT INTO meetings (interaction_id, uid, original_start_at, start_at, end_at, start_on, end_on, place, join_url, links, recurring)
    SELECT * FROM ${recordset(
      rows,
      `interaction_id bigint, uid text, original_start_at timestamptz, start_at timestamptz, end_at timestamptz,
      start_on date, end_on date, place text, join_url text, links jsonb, recurring boolean`,
    )}
    ON CONFLICT (interaction_id) DO UPDATE SET original_start_at = excluded.original_start_at, start_at = excluded.start_at,
      end_at = excluded.end_at, start_on = excluded.start_on, end_on = excluded.end_on, place = excluded.place,
      join_url = excluded.join_url, links = excluded.links, recurring = excluded.recurring`.execute(tx)
}

function meetingRow({ meeting }: MeetingItem, interaction_id: number) {
  return {
    interaction_id,
    uid: meeting.uid,
    original_start_at: meeting.originalStart,
    start_at: meeting.startAt,
    end_at: meeting.endAt,
    start_on: meeting.allDay?.startOn ?? null,
    end_on: meeting.allDay?.endOn ?? null,
    place: meeting.place,
    join_url: meeting.joinUrl,
    links: meeting.links,
    recurring: meeting.originalStart !== null,
  }
}

function interactionRow(entry: Written, id: number) {
  const content = contentOf(entry)
  // Without Bcc: a hit would tell everybody who reads the message that they were on it.
  const open = entry.facts.participants.filter((party) => party.role !== 'bcc')
  const names = open.map((party) => `${party.name ?? ''} ${party.address}`).join(' ')
  return {
    id,
    item_id: entry.itemId,
    rank: entry.rank,
    kind: content.kind,
    occurred_at: content.at,
    zone: content.zone,
    subject: content.subject,
    report: entry.report.added,
    full_text: entry.report.full,
    message_id: content.messageId,
    conversation_id: entry.conversationId,
    notes: content.notes,
    sent_by: entry.facts.actedBy ?? null,
    find_subject: foldText(`${content.subject ?? ''} ${names}`).slice(0, SEARCHED),
    find_text: foldText(`${entry.report.added} ${content.place}`).slice(0, SEARCHED),
    files_due: content.files,
  }
}

function participantRows(entry: Written, interactionId: number) {
  return entry.facts.participants.map((party, position) => ({
    interaction_id: interactionId,
    position,
    role: party.role,
    address: party.address,
    name: party.name,
    hash: party.hash,
    domain_hash: party.domainHash,
    matched_by: party.matchedBy,
    own: party.own,
    // Only the sender's copy knows who was in Bcc: nobody else learns it here.
    only_mailbox_id: party.role === 'bcc' ? entry.mailboxId : null,
    occurred_at: contentOf(entry).at,
    item_key: entry.prepared.key,
    answer: party.answer ?? null,
  }))
}

/** How each of ours answered, their own calendar knows best; an organizer's hears of it late, a colleague's never. */
export async function settleAnswers(tx: Tx, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  await sql`UPDATE participants p SET answer = n.answer
    FROM interactions i CROSS JOIN LATERAL (SELECT q.position, (SELECT o.answer FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id
        WHERE o.item_id = i.item_id AND o.answer IS NOT NULL AND (m.hash = q.hash
          OR EXISTS (SELECT FROM own_addresses a LEFT JOIN users u ON u.id = a.user_id WHERE a.hash = q.hash AND (u.email = m.address OR a.mailbox_id = m.id)))
        ORDER BY m.hash = q.hash DESC, m.address COLLATE "C", o.provider_id COLLATE "C" LIMIT 1) AS answer
      FROM participants q WHERE q.interaction_id = i.id AND q.own) n
    WHERE i.id = ANY(${ids}::bigint[]) AND i.kind = 'meeting' AND p.interaction_id = i.id AND p.position = n.position AND p.answer <> n.answer`.execute(
    tx,
  )
}

/** Takes the interactions of these items away, with everything that was written in them. */
export async function deleteInteractions(tx: Tx, itemIds: number[]): Promise<void> {
  if (itemIds.length === 0) return
  const { rows } = await sql<{ contact_id: number }>`
    SELECT DISTINCT l.contact_id FROM interaction_contacts l JOIN interactions i ON i.id = l.interaction_id WHERE i.item_id = ANY(${itemIds}::bigint[])`.execute(
    tx,
  )
  // Their documents go too, unless another interaction carries the same content (`sync/documents.ts` looks).
  await sql`INSERT INTO unused_documents (sha256) SELECT DISTINCT u.sha256 FROM document_uses u JOIN interactions i ON i.id = u.interaction_id
    WHERE i.item_id = ANY(${itemIds}::bigint[]) ON CONFLICT DO NOTHING`.execute(tx)
  await sql`DELETE FROM interactions WHERE item_id = ANY(${itemIds}::bigint[])`.execute(tx)
  await refreshPeople(
    tx,
    rows.map((row) => row.contact_id),
  )
}
