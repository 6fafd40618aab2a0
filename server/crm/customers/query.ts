/** The customers: a company a row, and whoever has none. One statement, whatever the filter, so that it stays fast. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { STATUSES } from '#shared/api.ts'
import type { Status } from '#shared/api.ts'
import type { Customer, CustomersQuery } from '#shared/api/lists.ts'
import type { Viewer } from '../../access/identity.ts'
import { mayKnowFollowup, rightsOf } from '../../access/known.ts'
import { EXISTENCE, mayKnow, withLevel } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { readPlace, writePlace } from './place.ts'
import type { Place } from './place.ts'

/** Who is a customer unless the caller says otherwise: those we sell to. */
const SOLD_TO: readonly Status[] = ['lead', 'prospect', 'customer', 'former']
const DAY = 86_400_000

export type CustomerFilter = Omit<CustomersQuery, 'statuses' | 'ownerId' | 'pickIds'> & {
  statuses: Status[] | null
  ownerId: number | 'none' | null
  pickIds: number[] | null
}
type Sort = CustomersQuery['sort']
type Noun = 'company' | 'contact'
const TABLES = { company: 'companies', contact: 'contacts' } as const

type Row = {
  noun: Noun
  id: number
  name: string
  status: Status
  owner: { id: number; name: string } | null
  picks: { id: number; label: string }[]
  us_at: Date | null
  them_at: Date | null
  waiting_at: Date | null
  followup: { id: number; title: string; due_on: string; owner: string | null } | null
  k: string | null
}

/** Each sort's key over a row `t`, and its type. Whoever nobody ever wrote to comes before whoever was written to long ago. */
const KEYS: Record<Sort, { key: string; type: string; from: 'base' | 'touched' | 'due'; reversed?: true }> = {
  name: { key: 't.name_key', type: 'text', from: 'base' },
  status: { key: `array_position('{${STATUSES.join(',')}}'::text[], t.status)`, type: 'int', from: 'base' },
  owner: { key: `fold_name(t.owner_name) COLLATE "C"`, type: 'text', from: 'base' },
  lastFromUs: { key: `coalesce(t.us_at, '-infinity')`, type: 'timestamptz', from: 'touched' },
  lastFromThem: { key: 't.them_at', type: 'timestamptz', from: 'touched' },
  // By the instant since when: days would change from one page to the next.
  waiting: { key: 't.waiting_at', type: 'timestamptz', from: 'touched', reversed: true },
  nextFollowup: { key: 'due_on', type: 'date', from: 'due' },
}

export async function listCustomers(
  db: Db,
  viewer: Viewer,
  filter: CustomerFilter,
  page: Asked,
): Promise<{ items: Customer[]; nextCursor: string | null }> {
  const { rows } = await sql<Row>`${statement(viewer, filter, page)}`.execute(db)
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => toCustomer(row, page.now)),
    nextCursor: rows.length > page.limit && last ? writePlace({ k: last.k, noun: last.noun, id: last.id }) : null,
  }
}

type Asked = { limit: number; cursor: string | null; now: Date }

/**
 * In steps, so that no more is looked at than the list needs: who is on it; what it is sorted by; the page; and of the page
 * alone whose words were last and what is next. Only a list by last words looks at everybody's.
 */
function statement(viewer: Viewer, filter: CustomerFilter, page: Asked): RawBuilder<unknown> {
  const { key, type, from, reversed } = KEYS[filter.sort]
  const down = (filter.desc === '1') !== (reversed === true)
  const order = sql`(k IS NULL), k ${sql.raw(down ? 'DESC' : 'ASC')}, noun, id`
  const after = page.cursor === null ? sql`true` : behind(readPlace(page.cursor, type), { type, down })
  const spoken = from === 'touched' || filter.waiting !== undefined || filter.silentDays !== undefined
  const wanted = [
    ...(filter.waiting === undefined ? [] : [sql`t.waiting_at IS NOT NULL`]),
    ...(filter.silentDays === undefined
      ? []
      : [sql`coalesce(t.us_at, '-infinity') < ${new Date(page.now.getTime() - filter.silentDays * DAY)}::timestamptz`]),
  ]
  const where = wanted.length === 0 ? sql`` : sql`WHERE ${sql.join(wanted, sql` AND `)}`
  const touch = (source: string) =>
    sql`${touched(viewer, 'company', { source, now: page.now })} UNION ALL ${touched(viewer, 'contact', { source, now: page.now })}`
  const keyed =
    from === 'due'
      ? // Grouped and not joined: the planner takes both for small, and would compare each with each.
        sql`SELECT g.noun, g.id, max(g.due_on) AS k FROM (SELECT t.noun, t.id, NULL::date AS due_on, true AS listed FROM ${spoken ? sql`touched` : sql`base`} t ${where}
          UNION ALL SELECT due.noun, due.id, due.due_on, false FROM due) g GROUP BY g.noun, g.id HAVING bool_or(g.listed)`
      : sql`SELECT t.noun, t.id, ${sql.raw(key)} AS k FROM ${spoken ? sql`touched` : sql`base`} t ${where}`
  return sql`
    WITH base AS MATERIALIZED (${base(viewer, filter)}), due AS MATERIALIZED (${due(viewer)}),
    ${spoken ? sql`touched AS MATERIALIZED (${touch('base')}),` : sql``}
    page AS MATERIALIZED (SELECT * FROM (${keyed}) b WHERE ${after} ORDER BY ${order} LIMIT ${page.limit + 1}),
    shown AS MATERIALIZED (SELECT b.*, page.k FROM page JOIN ${spoken ? sql`touched` : sql`base`} b USING (noun, id))
    SELECT f.noun, f.id, f.name, f.status, f.us_at, f.them_at, f.waiting_at, due.followup, f.k::text AS k,
      CASE WHEN f.owner_id IS NOT NULL THEN jsonb_build_object('id', f.owner_id, 'name', f.owner_name) END AS owner, ${PICKS} AS picks
    FROM (${spoken ? sql`SELECT * FROM shown` : touch('shown')}) f LEFT JOIN due ON due.noun = f.noun AND due.id = f.id
    ORDER BY (f.k IS NULL), f.k ${sql.raw(down ? 'DESC' : 'ASC')}, f.noun, f.id`
}

/** Behind a place of the list: those without a key come last, whatever the direction. */
function behind(place: Place, { type, down }: { type: string; down: boolean }): RawBuilder<unknown> {
  const tie = sql`(noun, id) > (${place.noun}::text, ${place.id}::bigint)`
  if (place.k === null) return sql`(k IS NULL AND ${tie})`
  const k = sql`${place.k}::${sql.raw(type)}`
  return sql`(k IS NULL OR k ${sql.raw(down ? '<' : '>')} ${k} OR (k = ${k} AND ${tie}))`
}

function base(viewer: Viewer, filter: CustomerFilter): RawBuilder<unknown> {
  const holders = `'{${viewer.holderIds.map(Number).join(',')}}'::bigint[]`
  const matches = (noun: Noun) => [
    sql`x.merged_into IS NULL AND x.status = ANY(${[...(filter.statuses ?? SOLD_TO)]}::text[])`,
    sql`${sql.raw(mayKnow(noun, 'x.id', holders))}`,
    ...(filter.ownerId === null
      ? []
      : [filter.ownerId === 'none' ? sql`x.owner_id IS NULL` : sql`x.owner_id = ${filter.ownerId}`]),
    ...(filter.pickIds === null
      ? []
      : [
          sql`EXISTS (SELECT FROM picks p WHERE p.noun = ${noun} AND p.noun_id IN (${tree(noun, 'x')}) AND p.option_id = ANY(${filter.pickIds}::bigint[]))`,
        ]),
  ]
  const half = (noun: Noun, name: string) => sql`
    SELECT ${sql.lit(noun)} AS noun, x.id, ${sql.raw(name)} AS name, x.status, x.owner_id, u.name AS owner_name
    FROM ${sql.table(TABLES[noun])} x LEFT JOIN users u ON u.id = x.owner_id
    WHERE ${noun === 'contact' ? sql`x.company_id IS NULL AND` : sql``} ${sql.join(matches(noun), sql` AND `)}`
  const q = filter.q?.trim()
  return sql`SELECT b.*, fold_name(b.name) COLLATE "C" AS name_key FROM (${half('company', COMPANY_NAME)} UNION ALL ${half('contact', CONTACT_NAME)}) b
    ${q ? sql`WHERE strpos(fold_name(b.name), fold_name(${q})) > 0` : sql``}`
}

const COMPANY_NAME = `coalesce(x.name, (SELECT min(d.domain COLLATE "C") FROM company_domains d WHERE d.company_id = x.id), '—')`
const CONTACT_NAME = `coalesce(x.name, x.seen_name, (SELECT min(a.address COLLATE "C") FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = x.id), '—')`

/** Our last word and theirs, down the index of each, newest first. Theirs waits while nothing of ours follows and nobody said "solved". */
function touched(viewer: Viewer, noun: Noun, { source, now }: { source: string; now: Date }): RawBuilder<unknown> {
  const table = noun === 'company' ? 'interaction_companies' : 'interaction_contacts'
  const last = (kinds: string) => sql`LEFT JOIN LATERAL (
      SELECT l.sort_at AS at, i.conversation_id FROM ${sql.table(table)} l JOIN interactions i ON i.id = l.interaction_id ${withLevel(viewer)}
      WHERE l.${sql.ref(`${noun}_id`)} = b.id AND l.sort_at > '-infinity' AND l.sort_at <= ${now} AND i.kind IN (${sql.raw(kinds)}) AND v.lv >= ${EXISTENCE}
        AND (l.only_mailbox_id IS NULL OR l.only_mailbox_id = ANY(${[...viewer.holderIds]}::bigint[]))
      ORDER BY l.sort_at DESC, l.interaction_id DESC LIMIT 1)`
  return sql`
    SELECT b.*, us.at AS us_at, them.at AS them_at,
      CASE WHEN them.at > coalesce(us.at, '-infinity') AND NOT EXISTS (SELECT FROM conversation_states s
        WHERE s.conversation_id = them.conversation_id AND s.state = 'solved' AND s.at >= them.at) THEN them.at END AS waiting_at
    FROM ${sql.ref(source)} b ${last(`'mail_sent', 'meeting', 'call', 'visit', 'chat'`)} us ON true ${last(`'mail_received'`)} them ON true
    WHERE b.noun = ${sql.lit(noun)}`
}

/** The next open follow-up of each, whichever of its people, merged or not, or opportunities it is about. */
const due = (viewer: Viewer) => sql`
  SELECT DISTINCT ON (noun, id) noun, id, due_on, jsonb_build_object('id', followup_id, 'title', title, 'due_on', due_on, 'owner', owner) AS followup
  FROM (SELECT CASE WHEN k.id IS NULL THEN 'contact' ELSE 'company' END AS noun, coalesce(k.merged_into, k.id, c.id) AS id,
      f.id AS followup_id, f.title, f.due_on, u.name AS owner
    FROM followups f LEFT JOIN users u ON u.id = f.owner_id LEFT JOIN opportunities o ON o.id = f.opportunity_id
      LEFT JOIN contacts m ON m.id = f.contact_id LEFT JOIN contacts c ON c.id = coalesce(m.merged_into, m.id)
      LEFT JOIN companies k ON k.id = coalesce(c.company_id, f.company_id, o.company_id)
    WHERE f.state = 'open' AND ${sql.raw(mayKnowFollowup('f', rightsOf(viewer)))}) d
  WHERE id IS NOT NULL ORDER BY noun, id, due_on, followup_id`

/** What hangs on whoever was merged into `row` is its own. */
const tree = (noun: Noun, row: string) =>
  sql.raw(`SELECT ${row}.id UNION ALL SELECT m.id FROM ${TABLES[noun]} m WHERE m.merged_into = ${row}.id`)

const PICKS = sql`(SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'label', o.label) ORDER BY o.position, o.id), '[]')
  FROM pick_options o WHERE o.id IN (SELECT p.option_id FROM picks p WHERE p.noun = f.noun AND (p.noun_id = f.id
    OR p.noun_id IN (SELECT m.id FROM contacts m WHERE f.noun = 'contact' AND m.merged_into = f.id
      UNION ALL SELECT m.id FROM companies m WHERE f.noun = 'company' AND m.merged_into = f.id))))`

const toCustomer = (row: Row, now: Date): Customer => ({
  noun: row.noun,
  id: String(row.id),
  name: row.name,
  status: row.status,
  owner: row.owner && { id: String(row.owner.id), name: row.owner.name },
  picks: row.picks.map((pick) => ({ id: String(pick.id), label: pick.label })),
  lastFromUsAt: row.us_at?.toISOString() ?? null,
  lastFromThemAt: row.them_at?.toISOString() ?? null,
  waitingDays: row.waiting_at && Math.floor((now.getTime() - row.waiting_at.getTime()) / DAY),
  nextFollowup: row.followup && {
    id: String(row.followup.id),
    title: row.followup.title,
    dueOn: row.followup.due_on,
    owner: row.followup.owner,
  },
})
