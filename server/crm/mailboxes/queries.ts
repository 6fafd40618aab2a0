/** Mailboxes and their counts: seen = logged + skipped + failed, by construction, since an occurrence carries its one decision. */
import { sql } from 'kysely'
import type { Mailbox, Policy } from '#shared/api.ts'
import { levelName } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'

type Row = {
  id: number
  address: string
  source: string
  state: Mailbox['state']
  policy: Policy
  level: number
  reviewed_at: Date | null
  last_synced_at: Date | null
  users: string[]
  counts: { outcome: 'logged' | 'skipped' | 'failed'; reason: string | null; n: number }[]
  pending: number
  connected: boolean
  problem: string | null
  scopes: string[] | null
  past_done: number | null
  past_total: number | null
  calendars: Mailbox['calendars']
}

/** With what was granted at its provider, which `sync` knows the meaning of. */
export type StoredMailbox = Omit<Mailbox, 'missing'> & { scopes: string[] | null }

/** @param ids only these; null: all, for administration on the machine itself */
export async function listStoredMailboxes(db: Db, ids: number[] | null): Promise<StoredMailbox[]> {
  const { rows } = await sql<Row>`
    SELECT m.id, m.address, m.source, m.state, m.policy, m.level, m.reviewed_at, m.last_synced_at,
      ARRAY(SELECT u.email FROM mailbox_users x JOIN users u ON u.id = x.user_id WHERE x.mailbox_id = m.id ORDER BY u.email COLLATE "C") AS users,
      (SELECT coalesce(jsonb_agg(c), '[]') FROM (SELECT o.outcome, o.reason, count(*) AS n FROM occurrences o WHERE o.mailbox_id = m.id GROUP BY 1, 2) c) AS counts,
      (SELECT count(*) FROM occurrences o WHERE o.mailbox_id = m.id AND o.pending_at IS NOT NULL) AS pending,
      a.mailbox_id IS NOT NULL AS connected, a.problem, a.scopes, a.past_done, a.past_total,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.calendar, 'title', k.title, 'owned', k.owned, 'main', k.main,
        'chosen', coalesce(k.chosen, k.owned), 'problem', k.problem) ORDER BY NOT k.main, NOT k.owned, k.title, k.calendar), '[]')
        FROM calendars k WHERE k.mailbox_id = m.id AND NOT k.gone) AS calendars
    FROM mailboxes m LEFT JOIN accounts a ON a.mailbox_id = m.id WHERE ${ids === null ? sql`true` : sql`m.id = ANY(${ids}::bigint[])`} ORDER BY m.address COLLATE "C"`.execute(
    db,
  )
  return rows.map(toMailbox)
}

function toMailbox(row: Row): StoredMailbox {
  const sum = (outcome: string) =>
    row.counts.filter((count) => count.outcome === outcome).reduce((n, count) => n + count.n, 0)
  const [logged, skipped, failed] = [sum('logged'), sum('skipped'), sum('failed')]
  return {
    id: String(row.id),
    address: row.address,
    source: row.source,
    state: row.state,
    seen: logged + skipped + failed,
    logged,
    skipped,
    failed,
    skippedBy: Object.fromEntries(
      row.counts.filter((count) => count.outcome === 'skipped').map((count) => [count.reason ?? '', count.n]),
    ),
    pending: row.pending,
    policy: row.policy,
    level: levelName(row.level),
    reviewed: row.reviewed_at !== null,
    lastSyncedAt: row.last_synced_at?.toISOString() ?? null,
    users: row.users,
    connected: row.connected,
    problem: row.problem,
    scopes: row.scopes,
    past: row.past_done === null ? null : { done: row.past_done, total: row.past_total },
    calendars: row.calendars,
  }
}
