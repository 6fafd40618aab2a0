/** Items: one message or meeting, however many mailboxes hold it, with what its shown copy says. */
import { sql } from 'kysely'
import type { Reason } from '#shared/api.ts'
import type { Tx } from '../../db/connect.ts'
import { recordset } from '../../db/rows.ts'

export type StoredItem = {
  id: number
  key: string
  conversation_id: number | null
  /** Which copy's content the rest is from; null: of none (only drafts, spam, …). */
  rank: string | null
  reasons: Reason[]
  answers: boolean
  writes: boolean
  we_wrote: boolean
  superseded: boolean
}

export type NewItem = {
  key: string
  message_hash: string
  conversation_id: number | null
  kind: 'message' | 'meeting'
  series: string | null
  instance_at: Date | null
  /** The versions of its event that show it. */
  shown_by: number[]
}

export async function upsertItems(tx: Tx, rows: NewItem[]): Promise<void> {
  if (rows.length === 0) return
  await sql`INSERT INTO items (key, message_hash, conversation_id, kind, series, instance_at, shown_by)
    SELECT key, message_hash, conversation_id, kind, series, instance_at, ARRAY(SELECT v::bigint FROM jsonb_array_elements_text(shown_by) v)
    FROM ${recordset(
      onceEach(rows),
      'key text, message_hash text, conversation_id bigint, kind text, series text, instance_at timestamptz, shown_by jsonb',
    )}
    ON CONFLICT (key) DO UPDATE SET conversation_id = coalesce(items.conversation_id, excluded.conversation_id),
      shown_by = CASE WHEN items.shown_by @> excluded.shown_by THEN items.shown_by ELSE items.shown_by || excluded.shown_by END`.execute(
    tx,
  )
}

/** Copies on one page are one row. */
function onceEach(rows: NewItem[]): NewItem[] {
  return [...Map.groupBy(rows, (row) => row.key).values()].map((copies) => ({
    ...copies[0]!,
    conversation_id: copies.find((copy) => copy.conversation_id !== null)?.conversation_id ?? null,
    shown_by: [...new Set(copies.flatMap((copy) => copy.shown_by))],
  }))
}

export async function findItems(tx: Tx, where: { keys: string[] } | { ids: number[] }): Promise<StoredItem[]> {
  const condition = 'keys' in where ? sql`i.key = ANY(${where.keys}::text[])` : sql`i.id = ANY(${where.ids}::bigint[])`
  const { rows } = await sql<StoredItem>`
    SELECT i.id, i.key, i.conversation_id, i.rank, i.reasons, i.answers, i.writes, i.superseded, coalesce(c.we_wrote, false) AS we_wrote
    FROM items i LEFT JOIN conversations c ON c.id = i.conversation_id WHERE ${condition}`.execute(tx)
  return rows
}

export type ItemContent = {
  id: number
  rank: string | null
  reasons: Reason[]
  answers: boolean
  writes: boolean
  senders: string[]
  /** Of an event that does not recur it moves with it. */
  instance_at: Date | null
}

export async function updateItems(tx: Tx, rows: ItemContent[]): Promise<void> {
  if (rows.length === 0) return
  await sql`UPDATE items i SET rank = r.rank, answers = r.answers, writes = r.writes, instance_at = coalesce(r.instance_at, i.instance_at),
      reasons = ARRAY(SELECT jsonb_array_elements_text(r.reasons)), senders = ARRAY(SELECT jsonb_array_elements_text(r.senders))
    FROM ${recordset(rows, 'id bigint, rank text, reasons jsonb, answers boolean, writes boolean, senders jsonb, instance_at timestamptz')} WHERE i.id = r.id`.execute(
    tx,
  )
}

/** Says anew which of these conversations one of us wrote in; returns those where that changed. */
export async function settleWeWrote(tx: Tx, conversationIds: number[]): Promise<{ id: number; we_wrote: boolean }[]> {
  if (conversationIds.length === 0) return []
  const { rows } = await sql<{ id: number; we_wrote: boolean }>`
    UPDATE conversations c SET we_wrote = NOT c.we_wrote
    WHERE c.id = ANY(${conversationIds}::bigint[])
      AND c.we_wrote <> EXISTS (SELECT FROM items i WHERE i.conversation_id = c.id AND i.writes)
    RETURNING c.id, c.we_wrote`.execute(tx)
  return rows
}

/** Replaces what these items make known; returns every hash that came or went. */
export async function replaceCreations(tx: Tx, wanted: ReadonlyMap<number, string[]>): Promise<string[]> {
  const ids = [...wanted.keys()]
  if (ids.length === 0) return []
  const rows = [...wanted].flatMap(([item_id, hashes]) => [...new Set(hashes)].map((hash) => ({ hash, item_id })))
  const r = recordset(rows, 'hash text, item_id bigint')
  const gone = await sql<{ hash: string }>`
    DELETE FROM creations c WHERE c.item_id = ANY(${ids}::bigint[])
      AND NOT EXISTS (SELECT FROM ${r} WHERE r.hash = c.hash AND r.item_id = c.item_id) RETURNING c.hash`.execute(tx)
  if (rows.length === 0) return gone.rows.map((row) => row.hash)
  const come = await sql<{ hash: string }>`
    INSERT INTO creations (hash, item_id) SELECT hash, item_id FROM ${r} ON CONFLICT DO NOTHING RETURNING hash`.execute(
    tx,
  )
  return [...new Set([...gone.rows, ...come.rows].map((row) => row.hash))]
}
