/** Reading meetings, past and planned, each at the level that the viewer may see. */
import { sql } from 'kysely'
import { anyLevelLateral, isPlanned } from '../../access/visibility.ts'
import { rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import type { Db } from '../../db/connect.ts'
import type { Position } from '../cursor.ts'
import { writeCursor } from '../cursor.ts'
import { readInteractions } from './queries.ts'
import type { InteractionRow } from './queries.ts'

export type MeetingFilter = {
  /** Those that end after it. */
  from?: Date | undefined
  /** Those that start before it. */
  to?: Date | undefined
  contactId?: number | undefined
  companyId?: number | undefined
}

/** By start, the first first; what the viewer may know nothing of is left out. */
export async function listMeetings(
  db: Db,
  viewer: Viewer,
  filter: MeetingFilter,
  page: { limit: number; after: Position | null },
): Promise<{ rows: InteractionRow[]; nextCursor: string | null }> {
  const { after, limit } = page
  const conditions = [
    sql`i.kind = 'meeting' AND i.item_id IS NOT NULL`,
    ...(filter.from ? [sql`g.end_at > ${filter.from}`] : []),
    ...(filter.to ? [sql`i.occurred_at < ${filter.to}`] : []),
    ...(filter.contactId === undefined ? [] : [linkedTo('contact', filter.contactId, viewer)]),
    ...(filter.companyId === undefined ? [] : [linkedTo('company', filter.companyId, viewer)]),
    ...(after ? [sql`(i.occurred_at, i.id) > (${after.at}::timestamptz, ${after.id}::bigint)`] : []),
  ]
  const { rows: found } = await sql<{ id: number; lv: number; at: string }>`
    SELECT i.id, v.lv, i.occurred_at::text AS at FROM interactions i JOIN meetings g ON g.interaction_id = i.id
      ${sql.raw(anyLevelLateral(rightsOf(viewer).holders))}
    WHERE v.lv > 0 AND ${sql.join(conditions, sql` AND `)} ORDER BY i.occurred_at, i.id LIMIT ${limit + 1}`.execute(db)
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: await readInteractions(db, viewer, shown),
    nextCursor: found.length > limit && last ? writeCursor({ at: last.at, id: last.id }) : null,
  }
}

const linkedTo = (noun: 'contact' | 'company', id: number, viewer: Viewer) => sql`EXISTS (
  SELECT FROM ${sql.table(noun === 'contact' ? 'interaction_contacts' : 'interaction_companies')} l
  WHERE l.interaction_id = i.id AND l.${sql.ref(`${noun}_id`)} = ${id}
    AND (l.only_mailbox_id IS NULL OR l.only_mailbox_id = ANY(${[...viewer.holderIds]}::bigint[])))`

/** @returns undefined when there is none that is still to come, or none that the viewer may know of */
export async function findPlanned(db: Db, viewer: Viewer, id: number): Promise<InteractionRow | undefined> {
  const { holders, now } = rightsOf(viewer)
  const { rows } = await sql<{ id: number; lv: number }>`SELECT i.id, v.lv FROM interactions i
    ${sql.raw(anyLevelLateral(holders))} WHERE i.id = ${id} AND v.lv > 0 AND ${sql.raw(isPlanned(now))}`.execute(db)
  return (await readInteractions(db, viewer, rows))[0]
}
