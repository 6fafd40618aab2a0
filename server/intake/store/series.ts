/** What the calendars know of a series, and which of its instances are still to be held. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { recordset } from '../../db/rows.ts'

export type SeriesVersion = {
  series: string
  mailbox_id: number
  version: number
  made_at: Date
  covers_from: Date | null
  covers_to: Date | null
}

export async function insertVersions(tx: Tx, rows: SeriesVersion[]): Promise<void> {
  if (rows.length === 0) return
  // The window of an endless series moves on with the days: seen again, a version covers both.
  await sql`INSERT INTO series_versions (series, mailbox_id, version, made_at, covers_from, covers_to)
    SELECT series, mailbox_id, version, min(made_at), min(covers_from), max(covers_to) FROM ${recordset(
      rows,
      'series text, mailbox_id bigint, version bigint, made_at timestamptz, covers_from timestamptz, covers_to timestamptz',
    )} GROUP BY series, mailbox_id, version
    ON CONFLICT (series, mailbox_id, version) DO UPDATE SET covers_from = least(series_versions.covers_from, excluded.covers_from),
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

/**
 * Says anew which instances of these series are not to be held any more; returns those where that changed. The organizer's
 * calendar decides, as it stood when the instance was to start; without it, one calendar that has it is enough: whoever takes
 * an instance out of their own says nothing for the others. Before any calendar knew the series, the oldest version counts.
 */
export async function settleSuperseded(
  tx: Tx,
  series: readonly string[],
): Promise<{ id: number; superseded: boolean }[]> {
  if (series.length === 0) return []
  const covered = sql`v.series = i.series AND i.instance_at >= coalesce(v.covers_from, '-infinity') AND i.instance_at <= coalesce(v.covers_to, 'infinity')`
  const { rows } = await sql<{ id: number; superseded: boolean }>`
    UPDATE items i SET superseded = NOT i.superseded
    WHERE i.series = ANY(${[...series]}::text[]) AND i.superseded <> coalesce(
      (SELECT NOT coalesce(bool_or(o.has) FILTER (WHERE o.organizers), bool_or(o.has)) FROM (
        SELECT DISTINCT ON (v.mailbox_id) v.version = ANY (i.shown_by) AS has, m.hash = ANY (i.senders) OR EXISTS (
          SELECT FROM own_addresses a LEFT JOIN users u ON u.id = a.user_id WHERE a.hash = ANY (i.senders) AND (u.email = m.address OR a.mailbox_id = m.id)) AS organizers
        FROM series_versions v JOIN mailboxes m ON m.id = v.mailbox_id
        WHERE ${covered} AND v.made_at <= i.instance_at ORDER BY v.mailbox_id, v.version DESC) o),
      (SELECT NOT (v.version = ANY (i.shown_by)) FROM series_versions v WHERE ${covered} ORDER BY v.version LIMIT 1),
      false)
    RETURNING i.id, i.superseded`.execute(tx)
  return rows
}
