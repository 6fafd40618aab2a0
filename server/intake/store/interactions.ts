/** The CRM's entries: written when an item is logged, linked to whoever is known, taken away when it no longer is. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { foldText } from '#shared/fold.ts'
import type { Tx } from '../../db/connect.ts'
import { allocateIds, recordset } from '../../db/rows.ts'
import type { Facts, Prepared } from '../facts.ts'

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
      conversation_id, notes, search_subject, search_text, files_due_at)
    SELECT id, item_id, rank, kind, occurred_at, zone, subject, report, full_text, message_id, conversation_id,
      ARRAY(SELECT jsonb_array_elements_text(notes)), to_tsvector('simple', find_subject), to_tsvector('simple', find_text), CASE WHEN files_due THEN ${now}::timestamptz END
    FROM ${recordset(
      entries.map((entry, i) => interactionRow(entry, ids[i]!)),
      `id bigint, item_id bigint, rank text, kind text,
      occurred_at timestamptz, zone text, subject text, report text, full_text text, message_id text, conversation_id bigint,
      notes jsonb, find_subject text, find_text text, files_due boolean`,
    )}
    ON CONFLICT (item_id) DO UPDATE SET rank = excluded.rank, kind = excluded.kind, occurred_at = excluded.occurred_at,
      zone = excluded.zone, subject = excluded.subject, report = excluded.report, full_text = excluded.full_text,
      message_id = excluded.message_id, conversation_id = excluded.conversation_id, notes = excluded.notes,
      search_subject = excluded.search_subject, search_text = excluded.search_text,
      files_due_at = excluded.files_due_at`.execute(tx)
  if (stored.rows.length > 0) {
    const rewritten = stored.rows.map((row) => row.id)
    await sql`DELETE FROM participants WHERE interaction_id = ANY(${rewritten}::bigint[])`.execute(tx)
    await sql`DELETE FROM document_uses WHERE interaction_id = ANY(${rewritten}::bigint[])`.execute(tx)
  }
  const people = entries.flatMap((entry, i) => participantRows(entry, ids[i]!))
  await sql`
    INSERT INTO participants (interaction_id, position, role, address, name, hash, domain_hash, matched_by, own, only_mailbox_id, occurred_at, item_key)
    SELECT * FROM ${recordset(
      people,
      `interaction_id bigint, position int, role text, address text, name text, hash text,
      domain_hash text, matched_by text, own boolean, only_mailbox_id bigint, occurred_at timestamptz, item_key text`,
    )}`.execute(tx)
  return ids
}

function interactionRow(entry: Written, id: number) {
  const { message } = entry.prepared.item
  // Without Bcc: a hit would tell everybody who reads the message that they were on it.
  const open = entry.facts.participants.filter((party) => party.role !== 'bcc')
  const names = open.map((party) => `${party.name ?? ''} ${party.address}`).join(' ')
  return {
    id,
    item_id: entry.itemId,
    rank: entry.rank,
    kind: entry.facts.direction === 'sent' ? 'mail_sent' : 'mail_received',
    occurred_at: message.sentAt,
    zone: message.zone,
    subject: message.subject,
    report: entry.report.added,
    full_text: entry.report.full,
    message_id: message.messageId,
    conversation_id: entry.conversationId,
    notes: message.notes,
    find_subject: foldText(`${message.subject ?? ''} ${names}`).slice(0, SEARCHED),
    find_text: foldText(entry.report.added).slice(0, SEARCHED),
    files_due: message.attachments.some((attachment) => !attachment.inline),
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
    occurred_at: entry.prepared.item.message.sentAt,
    item_key: entry.prepared.key,
  }))
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

/** Links interactions anew to the people and companies known now, and lists what their visibility hangs on. */
export async function relinkInteractions(tx: Tx, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  const before = await sql<{ contact_id: number }>`
    DELETE FROM interaction_contacts WHERE interaction_id = ANY(${ids}::bigint[]) RETURNING contact_id`.execute(tx)
  await sql`DELETE FROM interaction_companies WHERE interaction_id = ANY(${ids}::bigint[])`.execute(tx)
  // When somebody is on it both openly and in Bcc, the open mention counts: bool_or over "everybody may know".
  const after = await sql<{ contact_id: number }>`
    INSERT INTO interaction_contacts (contact_id, interaction_id, sort_at, only_mailbox_id)
    SELECT y.contact_id, p.interaction_id, coalesce(p.occurred_at, '-infinity'), CASE WHEN bool_or(p.only_mailbox_id IS NULL) THEN NULL ELSE min(p.only_mailbox_id) END
    FROM participants p JOIN parties y ON y.hash = p.hash AND NOT y.blocked
    WHERE p.interaction_id = ANY(${ids}::bigint[]) AND NOT p.own AND y.contact_id IS NOT NULL GROUP BY 1, 2, 3 RETURNING contact_id`.execute(
    tx,
  )
  await sql`
    INSERT INTO interaction_companies (company_id, interaction_id, sort_at, only_mailbox_id)
    SELECT coalesce(k.company_id, y.company_id, d.company_id), p.interaction_id, coalesce(p.occurred_at, '-infinity'), CASE WHEN bool_or(p.only_mailbox_id IS NULL) THEN NULL ELSE min(p.only_mailbox_id) END
    FROM participants p LEFT JOIN parties y ON y.hash = p.hash AND NOT y.blocked LEFT JOIN contacts k ON k.id = y.contact_id
      LEFT JOIN company_domains d ON d.hash = p.domain_hash
    WHERE p.interaction_id = ANY(${ids}::bigint[]) AND NOT p.own AND coalesce(k.company_id, y.company_id, d.company_id) IS NOT NULL
      AND NOT EXISTS (SELECT FROM exclusions e WHERE e.hash IN (p.hash, p.domain_hash))
    GROUP BY 1, 2, 3`.execute(tx)
  await sql`
    UPDATE interactions i SET mailbox_ids = s.mailboxes, scopes = s.scopes
    FROM (SELECT x.id, h.mailboxes,
      ARRAY(SELECT s FROM (
        SELECT l.contact_id * 8 + 1 AS s FROM interaction_contacts l WHERE l.interaction_id = x.id
        UNION SELECT l.company_id * 8 + 2 FROM interaction_companies l WHERE l.interaction_id = x.id
        UNION SELECT x.conversation_id * 8 + 3 WHERE x.conversation_id IS NOT NULL
        UNION SELECT x.item_id * 8 + 4 WHERE x.item_id IS NOT NULL
        -- The default of a mailbox that was only in Cc or Bcc narrows nothing. By hash: with a tag it is the same mailbox.
        UNION SELECT m.id * 8 FROM mailboxes m WHERE m.id = ANY (h.mailboxes) AND EXISTS (
            SELECT FROM participants p WHERE p.interaction_id = x.id AND p.role IN ('from', 'to') AND (p.hash = m.hash
              OR EXISTS (SELECT FROM own_addresses a JOIN users u ON u.id = a.user_id WHERE a.hash = p.hash AND u.email = m.address)))
      ) t(s) ORDER BY s) AS scopes
      -- OFFSET 0: looked up by item. Joined, the whole mailbox was looked through for each interaction.
      FROM interactions x CROSS JOIN LATERAL (SELECT ARRAY(SELECT DISTINCT o.mailbox_id FROM occurrences o
        WHERE o.item_id = x.item_id AND o.outcome <> 'failed' ORDER BY 1) AS mailboxes OFFSET 0) h
      WHERE x.id = ANY(${ids}::bigint[])) s
    WHERE i.id = s.id AND i.id = ANY(${ids}::bigint[])
      AND (i.mailbox_ids, i.scopes) IS DISTINCT FROM (s.mailboxes, s.scopes)`.execute(tx)
  await refreshPeople(
    tx,
    [...before.rows, ...after.rows].map((row) => row.contact_id),
  )
}

/** The addresses and the name that mail shows of these contacts: the greatest (occurred_at, key) wins, whatever came last. */
async function refreshPeople(tx: Tx, contactIds: number[]): Promise<void> {
  const ids = [...new Set(contactIds)]
  if (ids.length === 0) return
  await sql`DELETE FROM party_addresses a USING parties y WHERE y.contact_id = ANY(${ids}::bigint[]) AND a.hash = y.hash AND NOT y.manual
    AND NOT EXISTS (SELECT FROM participants p WHERE p.hash = a.hash AND p.address = a.address)`.execute(tx)
  await sql`INSERT INTO party_addresses (hash, address)
    SELECT DISTINCT y.hash, p.address FROM parties y JOIN participants p ON p.hash = y.hash
    WHERE y.contact_id = ANY(${ids}::bigint[]) ON CONFLICT DO NOTHING`.execute(tx)
  // Down the index of each address, newest first: neither the ten thousand recipients of one mail nor the ten thousand
  // mails of one contact are gone through.
  const greatest = (dated: RawBuilder<unknown>) => sql`(SELECT p.name, p.occurred_at, p.item_key FROM participants p
    WHERE p.hash = y.hash AND p.name IS NOT NULL AND p.occurred_at ${dated}
    ORDER BY p.occurred_at DESC, p.item_key COLLATE "C" DESC, p.name COLLATE "C" DESC LIMIT 1)`
  await sql`UPDATE contacts c SET seen_name = n.name
    FROM unnest(${ids}::bigint[]) AS k(id) LEFT JOIN LATERAL (
      SELECT g.name FROM parties y
        CROSS JOIN LATERAL (${greatest(sql`IS NOT NULL`)} UNION ALL ${greatest(sql`IS NULL`)}) g
      WHERE y.contact_id = k.id
      ORDER BY g.occurred_at DESC NULLS LAST, g.item_key COLLATE "C" DESC, g.name COLLATE "C" DESC LIMIT 1) n ON true
    WHERE c.id = k.id AND c.seen_name IS DISTINCT FROM n.name`.execute(tx)
}
