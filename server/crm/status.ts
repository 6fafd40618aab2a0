/** Saying what a person is to us says it of their company too, where nobody has said it yet. */
import type { Status } from '#shared/api.ts'
import { restrictByStatus } from '../access/restrictions.ts'
import { scopeOf } from '../access/scopes.ts'
import type { Tx } from '../db/connect.ts'

export async function setCompanyStatus(tx: Tx, companyId: number | null, status: Status): Promise<void> {
  if (companyId === null || status === 'unclassified') return
  const set = await tx
    .updateTable('companies')
    .set({ status, kept: true })
    .where('id', '=', companyId)
    .where('status', '=', 'unclassified')
    .returning('id')
    .execute()
  if (set.length > 0) await restrictByStatus(tx, scopeOf('company', companyId), status)
}
