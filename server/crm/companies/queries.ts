/** Companies: reading those a viewer may know of, and changing them. */
import { sql } from 'kysely'
import type { CompanyRef, Status } from '#shared/api.ts'
import type { Viewer } from '../../access/identity.ts'
import { restrictByStatus } from '../../access/restrictions.ts'
import { scopeOf } from '../../access/scopes.ts'
import { mayKnow } from '../../access/visibility.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import { insertAudit } from '../audit.ts'
import { toCompanyRef } from '../company-ref.ts'

export type CompanyFilter = { id?: number; domain?: string; status?: Status }

/** Ordered by id, from the one after `after`. */
export async function listCompanies(
  db: Db,
  viewer: Viewer,
  filter: CompanyFilter,
  page: { limit: number; after: number },
): Promise<CompanyRef[]> {
  const mailboxes = `'{${viewer.holderIds.map(Number).join(',')}}'::bigint[]`
  const conditions = [
    sql`k.id > ${page.after}`,
    sql`${sql.raw(mayKnow('company', 'k.id', mailboxes))}`,
    ...(filter.id === undefined ? [] : [sql`k.id = ${filter.id}`]),
    ...(filter.status === undefined ? [] : [sql`k.status = ${filter.status}`]),
    ...(filter.domain === undefined
      ? []
      : [
          sql`EXISTS (SELECT FROM company_domains d WHERE d.company_id = k.id AND d.domain = ${filter.domain.toLowerCase()})`,
        ]),
  ]
  const { rows } = await sql<{ id: number; name: string | null; status: Status; domains: string[] }>`
    SELECT k.id, k.name, k.status, ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = k.id ORDER BY d.domain COLLATE "C") AS domains
    FROM companies k WHERE ${sql.join(conditions, sql` AND `)} ORDER BY k.id LIMIT ${page.limit}`.execute(db)
  return rows.map(toCompanyRef)
}

export async function findCompany(db: Db, viewer: Viewer, id: number): Promise<CompanyRef | undefined> {
  return (await listCompanies(db, viewer, { id }, { limit: 1, after: 0 }))[0]
}

export async function updateCompany(
  db: Db,
  change: { id: number; by: number; at: Date; set: { name?: string | null; status?: Status } },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    await tx
      .updateTable('companies')
      .set({ ...change.set, kept: true })
      .where('id', '=', change.id)
      .execute()
    if (change.set.status !== undefined) await restrictByStatus(tx, scopeOf('company', change.id), change.set.status)
    await insertAudit(tx, {
      at: change.at,
      userId: change.by,
      act: 'company',
      subject: { companyId: change.id, fields: Object.keys(change.set) },
    })
  })
}
