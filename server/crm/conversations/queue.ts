/** Who waits for an answer: conversations in a mailbox whose last word is theirs. */
import { sql } from 'kysely'
import type { Waiting } from '#shared/api/work.ts'
import { rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { SUBJECT, withLevel } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { toCompanyRef } from '../company-ref.ts'
import type { CompanyLike } from '../company-ref.ts'
import { writeCursor } from '../cursor.ts'
import type { Position } from '../cursor.ts'
import { companyJson } from '../known.ts'
import { stateJson } from './state.ts'
import type { StateJson } from './state.ts'

type Row = {
  id: number
  since: Date
  at: string
  subject: string | null
  from_name: string | null
  from_address: string | null
  contact_id: number | null
  company: CompanyLike | null
  messages: number
  state: StateJson | null
}

/** The mailboxes whose queue the viewer may read: this one, or all that they share with somebody. */
export async function findQueues(db: Db, viewer: Viewer, address: string | undefined): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`SELECT m.id FROM mailboxes m WHERE m.id = ANY(${[...viewer.mailboxIds]}::bigint[])
    AND ${address === undefined ? sql`(SELECT count(*) FROM mailbox_users x WHERE x.mailbox_id = m.id) > 1` : sql`m.address = ${address.toLowerCase()}`}`.execute(
    db,
  )
  return rows.map((row) => row.id)
}

/**
 * Who has waited longest comes first. Any colleague's answer counts, from whatever mailbox; of what was received, what came
 * into these mailboxes. Undated mail waits for nobody.
 */
export async function listWaiting(
  db: Db,
  viewer: Viewer,
  mailboxIds: number[],
  page: { limit: number; after: Position | null },
): Promise<{ items: Waiting[]; nextCursor: string | null }> {
  const { rows } = await sql<Row>`
    WITH here AS (
      SELECT DISTINCT t.conversation_id AS id FROM occurrences o JOIN items t ON t.id = o.item_id
      WHERE o.mailbox_id = ANY(${mailboxIds}::bigint[]) AND o.outcome = 'logged' AND o.direction = 'received' AND t.conversation_id IS NOT NULL),
    waiting AS (
      SELECT h.id, w.since, w.first_id, w.last_id FROM here h
        CROSS JOIN LATERAL (SELECT max(i.occurred_at) AS at FROM interactions i WHERE i.conversation_id = h.id AND i.kind = 'mail_sent') ours
        CROSS JOIN LATERAL (SELECT min(i.occurred_at) AS since, max(i.occurred_at) AS last_at,
            (array_agg(i.id ORDER BY i.occurred_at, i.id))[1] AS first_id, (array_agg(i.id ORDER BY i.occurred_at DESC, i.id DESC))[1] AS last_id
          FROM interactions i WHERE i.conversation_id = h.id AND i.kind = 'mail_received' AND i.occurred_at IS NOT NULL
            AND i.mailbox_ids && ${mailboxIds}::bigint[] AND (ours.at IS NULL OR i.occurred_at > ours.at)) w
      WHERE w.since IS NOT NULL AND NOT EXISTS (SELECT FROM conversation_states st WHERE st.conversation_id = h.id AND st.state = 'solved' AND st.at >= w.last_at)
        ${page.after ? sql`AND (w.since, h.id) > (${page.after.at}::timestamptz, ${page.after.id}::bigint)` : sql``}
      ORDER BY w.since, h.id LIMIT ${page.limit + 1})
    SELECT w.id, w.since, w.since::text AS at, f.subject, p.name AS from_name, p.address AS from_address, y.contact_id,
      (SELECT ${sql.raw(companyJson('k'))} FROM interaction_companies l JOIN companies k ON k.id = l.company_id
        WHERE l.interaction_id = f.id AND l.only_mailbox_id IS NULL ORDER BY k.id LIMIT 1) AS company,
      (SELECT count(*) FROM interactions i ${withLevel(viewer)} WHERE i.conversation_id = w.id AND v.lv >= ${SUBJECT}) AS messages,
      ${sql.raw(stateJson('w.id', rightsOf(viewer)))} AS state
    FROM waiting w JOIN interactions f ON f.id = w.first_id LEFT JOIN participants p ON p.interaction_id = f.id AND p.role = 'from' AND p.position = (
        SELECT min(q.position) FROM participants q WHERE q.interaction_id = f.id AND q.role = 'from')
      LEFT JOIN parties y ON y.hash = p.hash AND NOT y.blocked
    ORDER BY w.since, w.id`.execute(db)
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toWaiting),
    nextCursor: rows.length > page.limit && last ? writeCursor({ at: last.at, id: last.id }) : null,
  }
}

const toWaiting = (row: Row): Waiting => ({
  conversationId: String(row.id),
  subject: row.subject,
  from: row.from_name ?? row.from_address ?? '',
  fromAddress: row.from_address ?? '',
  contactId: row.contact_id === null ? null : String(row.contact_id),
  company: row.company && toCompanyRef(row.company),
  waitingSince: row.since.toISOString(),
  messages: row.messages,
  state: row.state?.state === 'claimed' ? 'claimed' : 'open',
  claimedBy: row.state?.user ? { id: String(row.state.user.id), name: row.state.user.name } : null,
})
