/** Follow-ups: reading those that concern the viewer, and writing them. */
import { sql } from 'kysely'
import type { Followup, FollowupState } from '#shared/api/work.ts'
import { mayKnowFollowup, mayKnowOpportunity, rightsOf, rootOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { mayKnow } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { toCompanyRef } from '../company-ref.ts'
import type { CompanyLike } from '../company-ref.ts'
import type { Position } from '../cursor.ts'
import { companyJson, contactName } from '../known.ts'

type Row = {
  id: number
  title: string
  due_on: string
  due_at: Date | null
  state: FollowupState
  owner: { id: number; name: string } | null
  created_by: string | null
  contact: { id: number; name: string } | null
  company: CompanyLike | null
  opportunity: { id: number; title: string } | null
  conversation_id: number | null
  closed_at: Date | null
  outcome: string | null
}

export type FollowupFilter = {
  id?: number | undefined
  ownerId?: number | undefined
  state?: FollowupState | undefined
  contactId?: number | undefined
  companyId?: number | undefined
  opportunityId?: number | undefined
}

/** What is due first comes first. `after`: the day and the id of the last one. */
export async function listFollowups(
  db: Db,
  viewer: Viewer,
  filter: FollowupFilter,
  page: { limit: number; after: Position | null; today: string },
): Promise<Followup[]> {
  const rights = rightsOf(viewer)
  const { id, ownerId, state, contactId, companyId, opportunityId } = filter
  const conditions = [
    sql.raw(mayKnowFollowup('f', rights)),
    ...(page.after ? [sql`(f.due_on, f.id) > (${page.after.at}::date, ${page.after.id}::bigint)`] : []),
    ...(id === undefined ? [] : [sql`f.id = ${id}`]),
    ...(ownerId === undefined ? [] : [sql`f.owner_id = ${ownerId}`]),
    ...(state === undefined ? [] : [sql`f.state = ${state}`]),
    ...(contactId === undefined ? [] : [sql`root.contact = ${sql.raw(rootOf('contact', `${contactId}::bigint`))}`]),
    ...(companyId === undefined
      ? []
      : [sql`${sql.raw(rootOf('company', `${companyId}::bigint`))} IN (root.company, root.employer)`]),
    ...(opportunityId === undefined ? [] : [sql`f.opportunity_id = ${opportunityId}`]),
  ]
  // Whoever was given it is told whom it is about; for others each name asks for itself.
  const told = `(f.owner_id = ${rights.user} OR f.created_by_id = ${rights.user})`
  const { rows } = await sql<Row>`
    SELECT f.id, f.title, f.due_on, f.due_at, f.state, f.conversation_id, f.closed_at, f.outcome,
      (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = f.owner_id) AS owner,
      (SELECT u.name FROM users u WHERE u.id = f.created_by_id) AS created_by,
      (SELECT jsonb_build_object('id', c.id, 'name', ${sql.raw(contactName('c'))}) FROM contacts c WHERE c.id = root.contact
        AND (${sql.raw(told)} OR ${sql.raw(mayKnow('contact', 'c.id', rights.holders))})) AS contact,
      (SELECT ${sql.raw(companyJson('k'))} FROM companies k WHERE k.id = root.company
        AND (${sql.raw(told)} OR ${sql.raw(mayKnow('company', 'k.id', rights.holders))})) AS company,
      (SELECT jsonb_build_object('id', o.id, 'title', o.title) FROM opportunities o WHERE o.id = f.opportunity_id
        AND ${sql.raw(mayKnowOpportunity('o', rights))}) AS opportunity
    FROM followups f
      CROSS JOIN LATERAL (SELECT ${sql.raw(rootOf('contact', 'f.contact_id'))} AS contact, ${sql.raw(rootOf('company', 'f.company_id'))} AS company,
        (SELECT e.company_id FROM contacts e WHERE e.id = ${sql.raw(rootOf('contact', 'f.contact_id'))}) AS employer) root
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY f.due_on, f.id LIMIT ${page.limit}`.execute(db)
  return rows.map((row) => toFollowup(row, page.today))
}

const toFollowup = (row: Row, today: string): Followup => ({
  id: String(row.id),
  title: row.title,
  dueOn: row.due_on,
  dueAt: row.due_at?.toISOString() ?? null,
  overdue: row.state === 'open' && row.due_on < today,
  state: row.state,
  owner: row.owner && { id: String(row.owner.id), name: row.owner.name },
  createdBy: row.created_by,
  contact: row.contact && { id: String(row.contact.id), name: row.contact.name },
  company: row.company && toCompanyRef(row.company),
  opportunity: row.opportunity && { id: String(row.opportunity.id), title: row.opportunity.title },
  conversationId: row.conversation_id === null ? null : String(row.conversation_id),
  closedAt: row.closed_at?.toISOString() ?? null,
  outcome: row.outcome,
})

/** @returns undefined when there is none, or none for this viewer */
export async function findFollowup(db: Db, viewer: Viewer, id: number, today: string): Promise<Followup | undefined> {
  return (await listFollowups(db, viewer, { id }, { limit: 1, after: null, today }))[0]
}
