/** Companies: reading those a viewer may know of, and changing them. */
import { sql } from 'kysely'
import type { Status } from '#shared/api.ts'
import type { Company } from '#shared/api/people.ts'
import type { Viewer } from '../../access/identity.ts'
import { mayKnow } from '../../access/visibility.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import { insertAudit } from '../audit.ts'
import { insertChanges } from '../changes.ts'
import type { Author } from '../changes.ts'
import { companyName } from '../company-ref.ts'
import { forgetFilled } from '../kept.ts'
import { settleStatusRestrictions } from '../status.ts'

export type CompanyFilter = { id?: number; domain?: string; status?: Status }

type Row = {
  id: number
  name: string | null
  status: Status
  domains: string[]
  owner: { id: number; name: string } | null
  picks: { id: number; label: string }[]
}

/** Ordered by id, from the one after `after`. What was merged away is found as what it was merged into. */
export async function listCompanies(
  db: Db,
  viewer: Viewer,
  filter: CompanyFilter,
  page: { limit: number; after: number },
): Promise<Company[]> {
  const mailboxes = `'{${viewer.holderIds.map(Number).join(',')}}'::bigint[]`
  const conditions = [
    sql`k.id > ${page.after} AND k.merged_into IS NULL`,
    sql`${sql.raw(mayKnow('company', 'k.id', mailboxes))}`,
    ...(filter.id === undefined
      ? []
      : [sql`k.id = (SELECT coalesce(m.merged_into, m.id) FROM companies m WHERE m.id = ${filter.id})`]),
    ...(filter.status === undefined ? [] : [sql`k.status = ${filter.status}`]),
    ...(filter.domain === undefined
      ? []
      : [
          sql`EXISTS (SELECT FROM company_domains d WHERE d.company_id = k.id AND d.domain = ${filter.domain.toLowerCase()})`,
        ]),
  ]
  const { rows } = await sql<Row>`
    SELECT k.id, k.name, k.status, ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = k.id ORDER BY d.domain COLLATE "C") AS domains,
      (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = k.owner_id) AS owner,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'label', o.label) ORDER BY o.position, o.id), '[]') FROM pick_options o
        WHERE o.id IN (SELECT p.option_id FROM picks p JOIN companies m ON m.id = p.noun_id WHERE p.noun = 'company' AND k.id IN (m.id, m.merged_into))) AS picks
    FROM companies k WHERE ${sql.join(conditions, sql` AND `)} ORDER BY k.id LIMIT ${page.limit}`.execute(db)
  return rows.map((row) => ({
    id: String(row.id),
    name: companyName(row),
    status: row.status,
    domains: row.domains,
    owner: row.owner && { id: String(row.owner.id), name: row.owner.name },
    picks: row.picks.map((pick) => ({ id: String(pick.id), label: pick.label })),
  }))
}

export async function findCompany(db: Db, viewer: Viewer, id: number): Promise<Company | undefined> {
  return (await listCompanies(db, viewer, { id }, { limit: 1, after: 0 }))[0]
}

export type CompanyChange = { name?: string | null; status?: Status; ownerId?: number | null }

export async function updateCompany(
  db: Db,
  change: { id: number; by: number; at: Date; set: CompanyChange },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    await writeCompany(tx, change.id, change.set, { userId: change.by, at: change.at })
    await insertAudit(tx, {
      at: change.at,
      userId: change.by,
      act: 'company',
      subject: { companyId: change.id, fields: Object.keys(change.set) },
    })
  })
}

/** The same within a transaction that holds the river lock. */
export async function writeCompany(tx: Tx, id: number, set: CompanyChange, author: Author): Promise<void> {
  const { ownerId, ...plain } = set
  const before = await tx
    .selectFrom('companies')
    .select(['name', 'status', 'owner_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('companies')
    .set({ ...plain, ...(ownerId === undefined ? {} : { owner_id: ownerId }), kept: true })
    .where('id', '=', id)
    .execute()
  await insertChanges(
    tx,
    { noun: 'company', id, author },
    { ...before, owner: before.owner_id },
    { ...plain, ...(ownerId === undefined ? {} : { owner: ownerId }) },
  )
  await forgetFilled(tx, 'company', id, Object.keys(set))
  if (set.status !== undefined) await settleStatusRestrictions(tx, 'company', [id])
}
