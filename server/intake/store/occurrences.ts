/** Occurrences: what each mailbox holds of an item, and the one decision on it. */
import { sql } from 'kysely'
import type { Outcome, Policy, Reason } from '#shared/api.ts'
import type { Answer } from '#shared/api/meetings.ts'
import type { Tx } from '../../db/connect.ts'
import { recordset } from '../../db/rows.ts'
import type { LocalReason, Locator } from '../../sources/source.ts'

export type StoredOccurrence = {
  mailbox_id: number
  provider_id: string
  item_id: number | null
  version: number
  rank: string | null
  local: LocalReason | null
  outcome: Outcome
  reason: Reason | null
  pending: boolean
  gone: boolean
  policy: Policy
  /** The mailbox's address. */
  mailbox: string
}

const COLUMNS = sql`o.mailbox_id, o.provider_id, o.item_id, o.version, o.rank, o.local, o.outcome, o.reason,
  o.pending_at IS NOT NULL AS pending, o.gone_at IS NOT NULL AS gone, m.policy, m.address AS mailbox`

export async function findOccurrences(tx: Tx, mailboxId: number, providerIds: string[]): Promise<StoredOccurrence[]> {
  const { rows } = await sql<StoredOccurrence>`
    SELECT ${COLUMNS} FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id
    WHERE o.mailbox_id = ${mailboxId} AND o.provider_id = ANY(${providerIds}::text[])`.execute(tx)
  return rows
}

export async function occurrencesOfItems(tx: Tx, itemIds: number[]): Promise<StoredOccurrence[]> {
  const { rows } = await sql<StoredOccurrence>`
    SELECT ${COLUMNS} FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id WHERE o.item_id = ANY(${itemIds}::bigint[])`.execute(
    tx,
  )
  return rows
}

export type OccurrenceRow = {
  mailbox_id: number
  provider_id: string
  item_id: number | null
  version: number
  locator: Locator
  rank: string | null
  local: LocalReason | null
  outcome: Outcome
  reason: Reason | null
  occurred_at: Date | null
  direction: 'sent' | 'received' | null
  error_code: string | null
  /** Of a meeting: how the mailbox answered. */
  answer: Answer | null
}

/** Writes what was shown and decided; whatever was pending on it is thereby done. */
export async function upsertOccurrences(tx: Tx, rows: OccurrenceRow[], now: Date): Promise<void> {
  if (rows.length === 0) return
  await sql`
    INSERT INTO occurrences (mailbox_id, provider_id, item_id, version, locator, rank, local, outcome, reason, occurred_at,
      direction, error_code, answer, decided_at)
    SELECT mailbox_id, provider_id, item_id, version, locator, rank, local, outcome, reason, occurred_at, direction, error_code, answer, ${now}
    FROM ${recordset(
      rows,
      `mailbox_id bigint, provider_id text, item_id bigint, version bigint, locator jsonb, rank text,
      local text, outcome text, reason text, occurred_at timestamptz, direction text, error_code text, answer text`,
    )}
    ON CONFLICT (mailbox_id, provider_id) DO UPDATE SET item_id = excluded.item_id, version = excluded.version,
      locator = excluded.locator, rank = excluded.rank, local = excluded.local, outcome = excluded.outcome,
      reason = excluded.reason, occurred_at = excluded.occurred_at, direction = excluded.direction,
      error_code = excluded.error_code, answer = excluded.answer, decided_at = excluded.decided_at, attempts = 0, pending_at = NULL, gone_at = NULL`.execute(
    tx,
  )
}

export type DecisionRow = { mailbox_id: number; provider_id: string; outcome: Outcome; reason: Reason | null }

/** The same occurrences, decided differently because of something else. */
export async function updateDecisions(tx: Tx, rows: DecisionRow[], now: Date): Promise<void> {
  if (rows.length === 0) return
  await sql`
    UPDATE occurrences o SET outcome = r.outcome, reason = r.reason, decided_at = ${now}
    FROM ${recordset(rows, 'mailbox_id bigint, provider_id text, outcome text, reason text')}
    WHERE o.mailbox_id = r.mailbox_id AND o.provider_id = r.provider_id`.execute(tx)
}

type Ref = { mailbox_id: number; provider_id: string }

/** Replaces the hashes by which skipped occurrences are found again when somebody becomes known. */
export async function replaceHashes(tx: Tx, refs: Ref[], rows: (Ref & { hash: string })[]): Promise<void> {
  // One mailbox after the other: as a join with a list of rows, planning it took twenty times as long as running it.
  for (const [mailboxId, held] of Map.groupBy(refs, (ref) => ref.mailbox_id)) {
    const ids = held.map((ref) => ref.provider_id)
    await sql`DELETE FROM occurrence_hashes
      WHERE mailbox_id = ${mailboxId} AND provider_id = ANY(${ids}::text[])`.execute(tx)
  }
  if (rows.length > 0) {
    await sql`INSERT INTO occurrence_hashes (hash, mailbox_id, provider_id)
      SELECT DISTINCT hash, mailbox_id, provider_id FROM ${recordset(rows, 'hash text, mailbox_id bigint, provider_id text')}
      ON CONFLICT DO NOTHING`.execute(tx)
  }
}

/** Copies with the same item share what was remembered of it. */
export async function copyHashes(tx: Tx, pairs: { from: Ref; to: Ref }[]): Promise<void> {
  if (pairs.length === 0) return
  const rows = pairs.map(({ from, to }) => ({
    fm: from.mailbox_id,
    fp: from.provider_id,
    tm: to.mailbox_id,
    tp: to.provider_id,
  }))
  await sql`INSERT INTO occurrence_hashes (hash, mailbox_id, provider_id)
    SELECT h.hash, r.tm, r.tp FROM ${recordset(rows, 'fm bigint, fp text, tm bigint, tp text')}
    JOIN occurrence_hashes h ON h.mailbox_id = r.fm AND h.provider_id = r.fp ON CONFLICT DO NOTHING`.execute(tx)
}

/** Asks for these to be fetched and decided again (`sync/refetch.ts`). */
export async function pendOccurrences(tx: Tx, refs: Ref[], now: Date): Promise<void> {
  if (refs.length === 0) return
  await sql`UPDATE occurrences o SET pending_at = ${now}, attempts = 0
    FROM ${recordset(refs, 'mailbox_id bigint, provider_id text')}
    WHERE o.mailbox_id = r.mailbox_id AND o.provider_id = r.provider_id AND o.gone_at IS NULL`.execute(tx)
}

/** The same for everything that was skipped and names one of these addresses or domains. */
export async function pendByHashes(tx: Tx, hashes: string[], now: Date): Promise<void> {
  if (hashes.length === 0) return
  await sql`UPDATE occurrences o SET pending_at = ${now}, attempts = 0
    FROM occurrence_hashes h WHERE h.hash = ANY(${hashes}::text[])
      AND o.mailbox_id = h.mailbox_id AND o.provider_id = h.provider_id AND o.gone_at IS NULL`.execute(tx)
}

/** The same for the shown copy of these items. */
export async function pendItems(tx: Tx, itemIds: number[], now: Date): Promise<void> {
  if (itemIds.length === 0) return
  await sql`UPDATE occurrences o SET pending_at = ${now}, attempts = 0
    FROM items i WHERE i.id = ANY(${itemIds}::bigint[]) AND o.item_id = i.id AND o.rank = i.rank AND o.gone_at IS NULL`.execute(
    tx,
  )
}

/** The same for every copy of what this address wrote: whether one of us did, and whose copy is the sender's own, hangs on it. */
export async function pendSentBy(tx: Tx, hash: string, now: Date): Promise<void> {
  await sql`UPDATE occurrences o SET pending_at = ${now}, attempts = 0
    FROM items i WHERE i.senders @> ARRAY[${hash}::text] AND o.item_id = i.id AND o.local IS NULL AND o.gone_at IS NULL`.execute(
    tx,
  )
}

/** Answers that were bulk until one of us wrote in their conversation. */
export async function pendBulkAnswers(tx: Tx, conversationIds: number[], now: Date): Promise<void> {
  if (conversationIds.length === 0) return
  await sql`UPDATE occurrences o SET pending_at = ${now}, attempts = 0
    FROM items i JOIN conversations c ON c.id = i.conversation_id
    WHERE c.id = ANY(${conversationIds}::bigint[]) AND c.we_wrote AND i.answers AND 'bulk' = ANY(i.reasons)
      AND o.item_id = i.id AND o.rank = i.rank AND o.outcome = 'skipped' AND o.gone_at IS NULL`.execute(tx)
}
