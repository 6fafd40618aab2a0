/** People, companies and colleagues that somebody names by their ids: found under the root of their merge, or not at all. */
import { sql } from 'kysely'
import type { Status } from '#shared/api.ts'
import { rightsOf, rootOf } from '../access/known.ts'
import type { Viewer } from '../access/identity.ts'
import { mayKnow } from '../access/visibility.ts'
import type { Db } from '../db/connect.ts'
import { ProblemError } from '../errors.ts'
import { notFound } from '../http.ts'

/** How a contact `c` is named: by what somebody wrote, what mail shows, an address. */
export const contactName = (c: string): string => `coalesce(${c}.name, ${c}.seen_name,
  (SELECT min(na.address) FROM parties ny JOIN party_addresses na ON na.hash = ny.hash WHERE ny.contact_id = ${c}.id), '—')`

/** A company `k` as `toCompanyRef` takes it. */
export const companyJson = (
  k: string,
): string => `jsonb_build_object('id', ${k}.id, 'name', ${k}.name, 'status', ${k}.status,
  'domains', ARRAY(SELECT kd.domain FROM company_domains kd WHERE kd.company_id = ${k}.id ORDER BY kd.domain COLLATE "C"))`

export type KnownContact = { id: number; name: string; company_id: number | null }
export type KnownCompany = { id: number; name: string | null; status: Status; domains: string[] }

/** In the order asked, each once. @throws ProblemError 404 unless the viewer may know all of them */
export async function getKnownContacts(db: Db, viewer: Viewer, ids: readonly number[]): Promise<KnownContact[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<KnownContact & { asked: number }>`
    SELECT w.id AS asked, c.id, ${sql.raw(contactName('c'))} AS name, c.company_id
    FROM unnest(${[...ids]}::bigint[]) WITH ORDINALITY AS w(id, n) JOIN contacts c ON c.id = ${sql.raw(rootOf('contact', 'w.id'))}
    WHERE ${sql.raw(mayKnow('contact', 'c.id', rightsOf(viewer).holders))} ORDER BY w.n`.execute(db)
  if (new Set(rows.map((row) => row.asked)).size < new Set(ids).size) throw notFound()
  return [...new Map(rows.map(({ id, name, company_id }) => [id, { id, name, company_id }])).values()]
}

/** @throws ProblemError 404 unless the viewer may know it */
export async function getKnownCompany(db: Db, viewer: Viewer, id: number): Promise<KnownCompany> {
  const company = await findKnownCompany(db, viewer, id)
  if (!company) throw notFound()
  return company
}

/** Of a person whom one may know, the company may still be nobody's business. */
export async function findKnownCompany(db: Db, viewer: Viewer, id: number): Promise<KnownCompany | undefined> {
  const { rows } = await sql<{ company: KnownCompany }>`
    SELECT ${sql.raw(companyJson('k'))} AS company FROM companies k WHERE k.id = ${sql.raw(rootOf('company', `${id}::bigint`))}
      AND ${sql.raw(mayKnow('company', 'k.id', rightsOf(viewer).holders))}`.execute(db)
  return rows[0]?.company
}

/** Those of a company whom the viewer may know: by name, not more than a list can show. */
export async function listContactsOf(db: Db, viewer: Viewer, companyId: number): Promise<KnownContact[]> {
  const { rows } = await sql<KnownContact>`
    SELECT c.id, ${sql.raw(contactName('c'))} AS name, c.company_id FROM contacts c
    WHERE c.company_id = ${companyId} AND c.merged_into IS NULL AND ${sql.raw(mayKnow('contact', 'c.id', rightsOf(viewer).holders))}
    ORDER BY lower(coalesce(c.name, c.seen_name)), c.id LIMIT 200`.execute(db)
  return rows
}

export type Colleague = { id: number; name: string; email: string }

/** Everybody who works here now, by name. */
export async function listColleagues(db: Db): Promise<Colleague[]> {
  return db
    .selectFrom('users')
    .select(['id', 'name', 'email'])
    .where('left_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** @throws ProblemError 422 unless all of them work here */
export async function getColleagues(db: Db, ids: readonly number[]): Promise<Colleague[]> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name', 'email'])
    .where('id', 'in', wanted)
    .where('left_at', 'is', null)
    .execute()
  if (rows.length < wanted.length) throw new ProblemError(422, 'no-such-user', 'There is no such user.')
  return rows
}
