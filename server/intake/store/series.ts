/** Which version of a series holds when: from when it was made until the next one was; the oldest also before. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { recordset } from '../../db/rows.ts'

export type SeriesVersion = {
  series: string
  version: number
  made_at: Date
  covers_from: Date | null
  covers_to: Date | null
}

export async function insertVersions(tx: Tx, rows: SeriesVersion[]): Promise<void> {
  if (rows.length === 0) return
  // The window of an endless series moves on with the days: seen again, a version covers both.
  await sql`INSERT INTO series_versions (series, version, made_at, covers_from, covers_to)
    SELECT series, version, min(made_at), min(covers_from), max(covers_to) FROM ${recordset(
      rows,
      'series text, version bigint, made_at timestamptz, covers_from timestamptz, covers_to timestamptz',
    )} GROUP BY series, version
    ON CONFLICT (series, version) DO UPDATE SET covers_from = least(series_versions.covers_from, excluded.covers_from),
      covers_to = greatest(series_versions.covers_to, excluded.covers_to)`.execute(tx)
}

export type ShownBy = { key: string; version: number }

/** Remembers that these versions have these meetings too. */
export async function addShownBy(tx: Tx, rows: ShownBy[]): Promise<void> {
  if (rows.length === 0) return
  await sql`UPDATE items i SET shown_by = ARRAY(SELECT unnest(i.shown_by) UNION SELECT unnest(r.versions))
    FROM (SELECT key, array_agg(version) AS versions FROM ${recordset(rows, 'key text, version bigint')} GROUP BY key) r
    WHERE i.key = r.key AND NOT i.shown_by @> r.versions`.execute(tx)
}

/** Says anew which instances of these series the version in force when they were to start does not have; returns those where that changed. */
export async function settleSuperseded(
  tx: Tx,
  series: readonly string[],
): Promise<{ id: number; superseded: boolean }[]> {
  if (series.length === 0) return []
  const { rows } = await sql<{ id: number; superseded: boolean }>`
    UPDATE items i SET superseded = NOT i.superseded
    WHERE i.series = ANY(${[...series]}::text[]) AND i.superseded <> coalesce((
      SELECT NOT (v.version = ANY (i.shown_by)) FROM series_versions v
      WHERE v.series = i.series AND i.instance_at >= coalesce(v.covers_from, '-infinity') AND i.instance_at <= coalesce(v.covers_to, 'infinity')
      ORDER BY (v.made_at <= i.instance_at) DESC, CASE WHEN v.made_at <= i.instance_at THEN v.version END DESC, v.version
      LIMIT 1), false)
    RETURNING i.id, i.superseded`.execute(tx)
  return rows
}
