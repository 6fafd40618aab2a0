/** What a contact or company is to us, and who may know of them because of it. */
import { sql } from 'kysely'
import type { Status } from '#shared/api.ts'
import { scopeOf } from '../access/scopes.ts'
import type { Tx } from '../db/connect.ts'
import { insertChanges } from './changes.ts'
import type { Author } from './changes.ts'

const KIND = { contact: scopeOf('contact', 0), company: scopeOf('company', 0) }
const TABLE = { contact: 'contacts', company: 'companies' } as const

/**
 * The unclassified are nobody else's to see, whoever has a status is (truth 6); whoever was merged away is what their root
 * is. A function of what is stored: asked for these ids and all that were merged into them.
 */
export async function settleStatusRestrictions(tx: Tx, noun: 'contact' | 'company', ids: number[]): Promise<void> {
  const table = sql.table(TABLE[noun])
  const tree = sql`SELECT c.id * 8 + ${KIND[noun]}::bigint AS scope, coalesce(w.status, c.status) AS status
    FROM ${table} c LEFT JOIN ${table} w ON w.id = c.merged_into WHERE c.id = ANY(${ids}::bigint[]) OR c.merged_into = ANY(${ids}::bigint[])`
  await sql`DELETE FROM restrictions r USING (${tree}) t WHERE r.scope = t.scope AND r.set_by = 'status' AND t.status <> 'unclassified'`.execute(
    tx,
  )
  await sql`INSERT INTO restrictions (scope, set_by, level) SELECT t.scope, 'status', 0 FROM (${tree}) t WHERE t.status = 'unclassified'
    ON CONFLICT (scope, set_by) DO UPDATE SET level = 0`.execute(tx)
}

/** Saying what a person is to us says it of their company too, where nobody has said it yet. */
export async function setCompanyStatus(
  tx: Tx,
  companyId: number | null,
  status: Status,
  author?: Author,
): Promise<void> {
  if (companyId === null || status === 'unclassified') return
  const set = await tx
    .updateTable('companies')
    .set({ status, kept: true })
    .where('id', '=', companyId)
    .where('status', '=', 'unclassified')
    .returning('id')
    .execute()
  if (set.length === 0) return
  await settleStatusRestrictions(tx, 'company', [companyId])
  if (author) await insertChanges(tx, { noun: 'company', id: companyId, author }, {}, { status })
}

/** Takes back what `setCompanyStatus` did for a contact of this status. */
export async function unsetCompanyStatus(tx: Tx, companyId: number, status: Status, author: Author): Promise<void> {
  const set = await tx
    .updateTable('companies')
    .set({ status: 'unclassified' })
    .where('id', '=', companyId)
    .where('status', '=', status)
    .returning('id')
    .execute()
  if (set.length === 0) return
  await settleStatusRestrictions(tx, 'company', [companyId])
  await insertChanges(tx, { noun: 'company', id: companyId, author }, { status }, { status: 'unclassified' })
}
