/** Multi-row statements: rows travel as one JSON parameter, the same on both databases and whatever their number. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from './connect.ts'

/** A FROM item over `rows`: `${recordset(rows, 'hash text, item_id bigint')} AS r`-style, aliased `r`. */
export function recordset(rows: readonly object[], columns: string): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(${sql.raw(columns)})`
}

/** `n` new ids of an identity column, ascending. */
export async function allocateIds(
  tx: Tx,
  table: 'contacts' | 'companies' | 'conversations' | 'items' | 'interactions',
  n: number,
): Promise<number[]> {
  if (n === 0) return []
  const { rows } = await sql<{ id: number }>`
    SELECT nextval(pg_get_serial_sequence(${table}, 'id')) AS id FROM generate_series(1, ${n}::int)`.execute(tx)
  return rows.map((row) => row.id).toSorted((a, b) => a - b)
}
