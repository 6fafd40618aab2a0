/** Fields that an import filled are put back where they are still as it filled them. */
import { sql } from 'kysely'
import { insertChanges } from '../../crm/changes.ts'
import type { Author } from '../../crm/changes.ts'
import { settleStatusRestrictions } from '../../crm/status.ts'
import type { Tx } from '../../db/connect.ts'

/** A change names people and companies without the `_id` of their column. */
const COLUMNS = {
  name: 'name',
  role: 'role',
  status: 'status',
  phones: 'phones',
  owner: 'owner_id',
  company: 'company_id',
} as const
type Field = keyof typeof COLUMNS

export type PutBack = { noun: 'contact' | 'company'; id: number; author: Author & { dataImportId: number } }

/** @returns whether the company of a contact is another now */
export async function putBackFields(tx: Tx, { noun, id, author }: PutBack): Promise<boolean> {
  const table = sql.table(noun === 'contact' ? 'contacts' : 'companies')
  const filled = await tx
    .selectFrom('changes')
    .select(['field', 'before', 'after'])
    .where('noun', '=', noun)
    .where('noun_id', '=', id)
    .where('data_import_id', '=', author.dataImportId)
    .orderBy('id', 'desc')
    .execute()
  const { rows } = await sql<{
    row: Record<string, unknown>
  }>`SELECT to_jsonb(n) AS row FROM ${table} n WHERE id = ${id}`.execute(tx)
  const now = rows[0]?.row
  if (!now) return false
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  for (const change of filled) {
    if (!(change.field in COLUMNS)) continue
    const column = COLUMNS[change.field as Field]
    if (JSON.stringify(now[column]) !== JSON.stringify(change.after)) continue
    before[change.field] = change.after
    after[change.field] = change.before
    const value = change.before ?? (change.field === 'phones' ? [] : change.field === 'status' ? 'unclassified' : null)
    await sql`UPDATE ${table} SET ${sql.ref(column)} = ${value} WHERE id = ${id}`.execute(tx)
    now[column] = value
  }
  await insertChanges(tx, { noun, id, author }, before, after)
  if ('status' in after) await settleStatusRestrictions(tx, noun, [id])
  return 'company' in after
}
