/** Companies that an import made go when nobody is left there; those it filled are what they were. */
import { sql } from 'kysely'
import { scopeOf } from '../../access/scopes.ts'
import { settleStatusRestrictions } from '../../crm/status.ts'
import type { Tx } from '../../db/connect.ts'
import { followFlips } from '../../intake/reconsider.ts'
import { dropEmptyDomains } from '../../intake/store/parties.ts'
import { putBackFields } from './fields.ts'
import type { Done, Undoing } from './undo.ts'
import { findWorkedOnCompanies } from './worked-on.ts'

/** @returns how many stay of those it made, because somebody has worked on them */
export async function undoCompanies(u: Undoing, done: Done[]): Promise<number> {
  const { tx, now } = u
  const worked = await findWorkedOnCompanies(
    tx,
    { importId: u.importId, ids: done.map((one) => one.id) },
    done.filter((one) => one.created).map((one) => one.id),
  )
  const gone = done.filter((one) => one.created && !worked.has(one.id))
  const filled = done.filter((one) => !one.created)
  for (const one of filled) await putBackFields(tx, { noun: 'company', id: one.id, author: u.author })
  for (const one of [...gone, ...filled]) await takeBackPicks(u, one)
  const unkept = [...gone, ...filled.filter((one) => !worked.has(one.id) && !one.trace.kept)].map((one) => one.id)
  await sql`UPDATE companies SET kept = false WHERE id = ANY(${unkept}::bigint[])`.execute(tx)
  const added = filled.flatMap(({ trace }) => trace.domains)
  const lost = [...(await dropDomains(tx, added)), ...(await removeCompanies(tx, gone))]
  await followFlips({ tx, now }, { flips: { known: [], unknown: lost }, bulk: [], relink: [] })
  return done.filter((one) => one.created).length - gone.length
}

async function takeBackPicks({ tx, importId }: Undoing, { id, trace }: Done): Promise<void> {
  await sql`DELETE FROM picks WHERE noun = 'company' AND noun_id = ${id} AND option_id = ANY(${trace.picks}::bigint[])`.execute(
    tx,
  )
  if (!trace.notice) return
  await sql`DELETE FROM notices n USING data_imports d WHERE n.noun = 'company' AND n.noun_id = ${id} AND d.id = ${importId}
    AND n.by_id = d.by_id AND n.at <= coalesce(d.finished_at, n.at)`.execute(tx)
}

/** Domains that the import gave to a company that was there; where somebody is known meanwhile they stay. */
async function dropDomains(tx: Tx, hashes: string[]): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`DELETE FROM company_domains d WHERE d.hash = ANY(${hashes}::text[])
    AND NOT EXISTS (SELECT FROM parties p WHERE p.domain_hash = d.hash AND NOT p.blocked) RETURNING d.hash`.execute(tx)
  return rows.map((row) => row.hash)
}

/** @returns the domains that went with them. Where mail has made somebody known meanwhile, the company is what mail makes one */
async function removeCompanies(tx: Tx, gone: Done[]): Promise<string[]> {
  const ids = gone.map((one) => one.id)
  await sql`UPDATE companies SET name = NULL, status = 'unclassified', owner_id = NULL, phones = '{}' WHERE id = ANY(${ids}::bigint[])`.execute(
    tx,
  )
  const { rows: domains } = await sql<{
    hash: string
  }>`SELECT hash FROM company_domains WHERE company_id = ANY(${ids}::bigint[])`.execute(tx)
  const lost = await dropEmptyDomains(
    tx,
    domains.map((row) => row.hash),
  )
  const bare = await sql<{ id: number }>`SELECT id FROM companies k WHERE k.id = ANY(${ids}::bigint[])
    AND NOT EXISTS (SELECT FROM company_domains d WHERE d.company_id = k.id)`.execute(tx)
  const free = bare.rows.map((row) => row.id)
  await sql`UPDATE contacts SET company_id = NULL WHERE company_id = ANY(${free}::bigint[])`.execute(tx)
  await sql`DELETE FROM parties WHERE hash = ANY(${free.map((id) => `company:${id}`)}::text[])`.execute(tx)
  await sql`UPDATE parties SET company_id = NULL WHERE company_id = ANY(${free}::bigint[])`.execute(tx)
  await sql`DELETE FROM interaction_companies WHERE company_id = ANY(${free}::bigint[])`.execute(tx)
  await sql`DELETE FROM companies WHERE id = ANY(${free}::bigint[])`.execute(tx)
  await sql`DELETE FROM restrictions WHERE scope = ANY(${free.map((id) => scopeOf('company', id))}::bigint[])`.execute(
    tx,
  )
  await sql`DELETE FROM changes WHERE noun = 'company' AND noun_id = ANY(${ids}::bigint[])`.execute(tx)
  await settleStatusRestrictions(tx, 'company', ids)
  return lost
}
