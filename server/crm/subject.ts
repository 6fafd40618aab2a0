/** What a notice, a pick or a history hangs on: under the root of its merge, or not for this viewer. */
import { sql } from 'kysely'
import type { Noun } from '#shared/api/people.ts'
import { mayKnowOpportunity, rightsOf } from '../access/known.ts'
import type { Viewer } from '../access/identity.ts'
import type { Db } from '../db/connect.ts'
import { notFound } from '../http.ts'
import { companyName } from './company-ref.ts'
import { getKnownCompany, getKnownContacts } from './known.ts'

/** @throws ProblemError 404 unless the viewer may know it */
export async function getKnown(db: Db, viewer: Viewer, noun: Noun, id: number): Promise<{ id: number; name: string }> {
  if (noun === 'contact') return (await getKnownContacts(db, viewer, [id]))[0]!
  if (noun === 'company') {
    const company = await getKnownCompany(db, viewer, id)
    return { id: company.id, name: companyName(company) }
  }
  const { rows } = await sql<{ id: number; name: string }>`
    SELECT o.id, o.title AS name FROM opportunities o WHERE o.id = ${id} AND ${sql.raw(mayKnowOpportunity('o', rightsOf(viewer)))}`.execute(
    db,
  )
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** The ids of the tree whose root this is: what hangs on any of them hangs on the root. */
export const treeIds = (noun: Noun, id: number) =>
  noun === 'opportunity'
    ? sql`SELECT ${id}::bigint AS id`
    : sql`SELECT x.id FROM ${sql.table(noun === 'contact' ? 'contacts' : 'companies')} x WHERE x.id = ${id} OR x.merged_into = ${id}`
