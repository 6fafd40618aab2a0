/** What must hold of the river's tables whatever happened to the processes that wrote them. */
import { sql } from 'kysely'
import type { Db } from '#server/db/connect.ts'

export type Counts = {
  seen: number
  logged: number
  skipped: number
  failed: number
  /** Interactions, and how many of them share an item with another: always 0. */
  interactions: number
  doubled: number
  /** Logged occurrences without an interaction, and interactions without a logged occurrence. */
  astray: number
  /** Skipped as nobody although somebody on it is known. */
  overlooked: number
  pending: number
  documents: number
}

export async function countRiver(db: Db): Promise<Counts> {
  const { rows } = await sql<Counts>`SELECT
    (SELECT count(*) FROM occurrences) AS seen,
    (SELECT count(*) FROM occurrences WHERE outcome = 'logged') AS logged,
    (SELECT count(*) FROM occurrences WHERE outcome = 'skipped') AS skipped,
    (SELECT count(*) FROM occurrences WHERE outcome = 'failed') AS failed,
    (SELECT count(*) FROM interactions) AS interactions,
    (SELECT count(*) - count(DISTINCT coalesce(message_id, item_id::text)) FROM interactions) AS doubled,
    (SELECT count(*) FROM occurrences o WHERE o.outcome = 'logged' AND NOT EXISTS (SELECT FROM interactions i WHERE i.item_id = o.item_id))
      + (SELECT count(*) FROM interactions i WHERE NOT EXISTS (SELECT FROM occurrences o WHERE o.item_id = i.item_id AND o.outcome = 'logged')) AS astray,
    (SELECT count(*) FROM occurrences o JOIN occurrence_hashes h USING (mailbox_id, provider_id) JOIN parties p ON p.hash = h.hash WHERE o.reason = 'nobody') AS overlooked,
    (SELECT count(*) FROM occurrences WHERE pending_at IS NOT NULL) + (SELECT count(*) FROM interactions WHERE files_due_at IS NOT NULL) AS pending,
    (SELECT count(*) FROM document_uses) AS documents`.execute(db)
  return rows[0]!
}

/** Decisions and entries by what they are about, so that two databases can be compared. */
export async function outlineRiver(db: Db): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT concat_ws(' | ', m.address, o.outcome, o.reason, i.message_id, (SELECT g.uid || ' ' || g.original_start_at::text || ' ' || g.end_at::text FROM meetings g WHERE g.interaction_id = i.id), i.kind, i.subject, i.report, i.occurred_at::text,
      (SELECT string_agg(DISTINCT p.address || '=' || coalesce(c.seen_name, '-'), ',' ORDER BY p.address || '=' || coalesce(c.seen_name, '-')) FROM participants p LEFT JOIN parties y ON y.hash = p.hash LEFT JOIN contacts c ON c.id = y.contact_id WHERE p.interaction_id = i.id),
      (SELECT min(x.message_id) FROM interactions x WHERE x.conversation_id = i.conversation_id),
      (SELECT string_agg(u.name, ',' ORDER BY u.position) FROM document_uses u WHERE u.interaction_id = i.id)) AS line
    FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id LEFT JOIN interactions i ON i.item_id = o.item_id`.execute(
    db,
  )
  return rows.map((row) => row.line).toSorted()
}
