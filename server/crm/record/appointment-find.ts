/** Which meeting an open appointment is, among those that the viewer may see; and what became of it in their mailboxes. */
import { sql } from 'kysely'
import type { Outcome } from '#shared/api.ts'
import { rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { anyLevelLateral } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'

/** `series`: the hash of its UID. `hashes`: of whom the host names. `outside`: whether one of them is no colleague. */
export type Asked = { series: string | null; startAt: Date | null; hashes: string[]; outside: boolean }

export type FoundAppointment = {
  item_id: number
  interaction_id: number | null
  /** What the viewer sees of its entry, and what others do. */
  lv: number
  others: number
  /** As a mailbox of theirs has it; null when none does. */
  outcome: Outcome | null
  reason: string | null
  error: string | null
  gone: boolean
  pending: boolean
  mailbox: string | null
}

const columns = (viewer: Viewer) => sql`t.id AS item_id, i.id AS interaction_id, v.lv,
  coalesce((SELECT min(r.level) FROM restrictions r WHERE r.scope = ANY (i.scopes)), 3) AS others,
  o.outcome, o.reason, o.error_code AS error, coalesce(o.gone_at IS NOT NULL, false) AS gone, coalesce(o.pending_at IS NOT NULL, false) AS pending,
  (SELECT m.address FROM mailboxes m WHERE m.id = o.mailbox_id) AS mailbox
  FROM items t LEFT JOIN interactions i ON i.item_id = t.id
    LEFT JOIN LATERAL (SELECT o.* FROM occurrences o WHERE o.item_id = t.id AND o.mailbox_id = ANY(${[...viewer.mailboxIds]}::bigint[])
      ORDER BY o.outcome = 'logged' DESC, o.gone_at IS NOT NULL, o.mailbox_id LIMIT 1) o ON true
    ${sql.raw(anyLevelLateral(rightsOf(viewer).holders))}`

export async function findAppointment(db: Db, viewer: Viewer, asked: Asked): Promise<FoundAppointment | undefined> {
  if (asked.series !== null) return findByUid(db, viewer, asked.series, asked.startAt)
  return asked.startAt ? findByPeople(db, viewer, { ...asked, startAt: asked.startAt }) : undefined
}

/** By when its series meant it to start, or when it does; without that, only where there is one alone. */
async function findByUid(db: Db, viewer: Viewer, series: string, startAt: Date | null) {
  const { rows } = await sql<FoundAppointment>`SELECT ${columns(viewer)}
    WHERE t.kind = 'meeting' AND t.series = ${series} AND (o.mailbox_id IS NOT NULL OR (i.id IS NOT NULL AND v.lv > 0))
      AND (${startAt}::timestamptz IS NULL OR t.instance_at = ${startAt} OR i.occurred_at = ${startAt} OR o.occurred_at = ${startAt})
    ORDER BY coalesce(i.occurred_at, o.occurred_at) = ${startAt} DESC NULLS LAST LIMIT 2`.execute(db)
  return startAt === null && rows.length > 1 ? undefined : rows[0]
}

/**
 * Outlook tells no UID: what the viewer's own mailboxes hold at that time with these people. Of what is skipped only hashes of
 * people outside are kept; where it has none, it can only be one that has none.
 */
async function findByPeople(db: Db, viewer: Viewer, { startAt, hashes, outside }: Asked & { startAt: Date }) {
  const { rows } = await sql<FoundAppointment & { shared: number; named: number }>`
    SELECT w.shared, w.named, ${columns(viewer)} CROSS JOIN LATERAL (
      SELECT count(DISTINCT h.hash) FILTER (WHERE h.hash = ANY(${hashes}::text[])) AS shared, count(*) AS named
      FROM (SELECT p.hash FROM participants p WHERE p.interaction_id = i.id
        UNION ALL SELECT q.hash FROM occurrence_hashes q WHERE q.mailbox_id = o.mailbox_id AND q.provider_id = o.provider_id) h) w
    WHERE t.kind = 'meeting' AND t.id IN (SELECT n.item_id FROM occurrences n
      WHERE n.mailbox_id = ANY(${[...viewer.mailboxIds]}::bigint[]) AND n.occurred_at = ${startAt})
    ORDER BY w.shared DESC, o.outcome = 'logged' DESC, t.id LIMIT 2`.execute(db)
  const [best, second] = rows
  if (!best) return undefined
  if (best.shared > 0) return best
  return best.named === 0 && !outside && !second ? best : undefined
}
