/** Opportunities: reading those that a viewer may know of. */
import { sql } from 'kysely'
import type { Opportunity } from '#shared/api/work.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { mayKnowOpportunity, rightsOf, rootOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { mayKnow } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { toCompanyRef } from '../company-ref.ts'
import type { CompanyLike } from '../company-ref.ts'
import { companyJson, contactName } from '../known.ts'
import { toStage } from './stages.ts'
import type { StageRow } from './stages.ts'

type Named = { id: number; name: string }
type Row = {
  id: number
  title: string
  amount: string | null
  currency: string | null
  expected_on: string | null
  created_at: Date
  closed_at: Date | null
  stage: StageRow
  company: CompanyLike | null
  contacts: Named[]
  owner: Named | null
  picks: { id: number; label: string }[]
}

export type OpportunityFilter = {
  id?: number | undefined
  companyId?: number | undefined
  contactId?: number | undefined
  ownerId?: number | undefined
  stageId?: number | undefined
  state?: 'open' | 'closed' | undefined
}

/** The newest first. `before`: the id of the last one. */
export async function listOpportunities(
  db: Db,
  viewer: Viewer,
  filter: OpportunityFilter,
  page: { limit: number; before: number | null; locale: Locale },
): Promise<Opportunity[]> {
  const rights = rightsOf(viewer)
  const { id, companyId, contactId, ownerId, stageId, state } = filter
  const conditions = [
    sql.raw(mayKnowOpportunity('o', rights)),
    ...(page.before === null ? [] : [sql`o.id < ${page.before}`]),
    ...(id === undefined ? [] : [sql`o.id = ${id}`]),
    ...(companyId === undefined
      ? []
      : [sql`${sql.raw(rootOf('company', 'o.company_id'))} = ${sql.raw(rootOf('company', `${companyId}::bigint`))}`]),
    ...(contactId === undefined
      ? []
      : [
          sql`EXISTS (SELECT FROM opportunity_contacts x WHERE x.opportunity_id = o.id
            AND ${sql.raw(rootOf('contact', 'x.contact_id'))} = ${sql.raw(rootOf('contact', `${contactId}::bigint`))})`,
        ]),
    ...(ownerId === undefined ? [] : [sql`o.owner_id = ${ownerId}`]),
    ...(stageId === undefined ? [] : [sql`o.stage_id = ${stageId}`]),
    ...(state === undefined ? [] : [state === 'open' ? sql`s.outcome = 'open'` : sql`s.outcome <> 'open'`]),
  ]
  // Whoever owns it is told whom it is about; for others each name asks for itself.
  const told = `(o.owner_id = ${rights.user} OR o.created_by_id = ${rights.user})`
  const { rows } = await sql<Row>`
    SELECT o.id, o.title, o.amount::text AS amount, o.currency, o.expected_on, o.created_at, o.closed_at,
      jsonb_build_object('id', s.id, 'key', s.key, 'label', s.label, 'position', s.position, 'outcome', s.outcome, 'archived', s.archived_at IS NOT NULL) AS stage,
      (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = o.owner_id) AS owner,
      (SELECT ${sql.raw(companyJson('k'))} FROM companies k WHERE k.id = ${sql.raw(rootOf('company', 'o.company_id'))}
        AND (${sql.raw(told)} OR ${sql.raw(mayKnow('company', 'k.id', rights.holders))})) AS company,
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('id', c.id, 'name', ${sql.raw(contactName('c'))})), '[]')
        FROM opportunity_contacts x JOIN contacts c ON c.id = ${sql.raw(rootOf('contact', 'x.contact_id'))}
        WHERE x.opportunity_id = o.id AND (${sql.raw(told)} OR ${sql.raw(mayKnow('contact', 'c.id', rights.holders))})) AS contacts,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'label', p.label) ORDER BY p.position, p.id), '[]')
        FROM picks y JOIN pick_options p ON p.id = y.option_id WHERE y.noun = 'opportunity' AND y.noun_id = o.id) AS picks
    FROM opportunities o JOIN stages s ON s.id = o.stage_id
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY o.id DESC LIMIT ${page.limit}`.execute(db)
  return rows.map((row) => toOpportunity(row, page.locale))
}

const ref = ({ id, name }: Named) => ({ id: String(id), name })

const toOpportunity = (row: Row, locale: Locale): Opportunity => ({
  id: String(row.id),
  title: row.title,
  company: row.company && toCompanyRef(row.company),
  contacts: row.contacts.map(ref).toSorted((a, b) => a.name.localeCompare(b.name) || Number(a.id) - Number(b.id)),
  stage: toStage(row.stage, locale),
  amount: row.amount,
  currency: row.currency,
  owner: row.owner && ref(row.owner),
  expectedOn: row.expected_on,
  picks: row.picks.map(({ id, label }) => ({ id: String(id), label })),
  createdAt: row.created_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
})

/** @returns undefined when there is none, or none for this viewer */
export async function findOpportunity(
  db: Db,
  viewer: Viewer,
  id: number,
  locale: Locale,
): Promise<Opportunity | undefined> {
  return (await listOpportunities(db, viewer, { id }, { limit: 1, before: null, locale }))[0]
}
