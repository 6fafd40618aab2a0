/**
 * K, the people known: (manual ∪ created by mail) \ (own ∪ excluded). One row of `parties` for each, keyed by hash;
 * `blocked` keeps the row of somebody a person had worked on while an exclusion or "this is a colleague" holds.
 */
import { sql } from 'kysely'
import { scopeOf } from '../../access/scopes.ts'
import type { Tx } from '../../db/connect.ts'
import { dropLonelyContacts } from '../../crm/kept.ts'
import { allocateIds, recordset } from '../../db/rows.ts'
import type { Standing } from '../decide.ts'
import type { Party } from '../facts.ts'

/** Hashes of addresses and of domains whose standing has changed. */
export type Flips = { known: string[]; unknown: string[] }

type Settled = { hash: string; wanted: boolean; barred: boolean; there: boolean; blocked: boolean; manual: boolean }

/**
 * Makes `parties` agree with creations, exclusions and ourselves for these hashes.
 * @param options.met addresses at hand, by hash: only these can become contacts
 * @param options.ownHashes which of the hashes are our own
 * @param options.released what barred these hashes has just been lifted by somebody
 */
export async function settleParties(
  tx: Tx,
  hashes: string[],
  now: Date,
  {
    met = new Map(),
    ownHashes = new Set(),
    released = false,
  }: { met?: ReadonlyMap<string, Party>; ownHashes?: ReadonlySet<string>; released?: boolean } = {},
): Promise<Flips> {
  if (hashes.length === 0) return { known: [], unknown: [] }
  const rows = hashes.map((hash) => ({ hash, domain_hash: met.get(hash)?.domainHash ?? null }))
  const { rows: found } = await sql<Omit<Settled, 'wanted'> & { created: boolean; domain_hash: string | null }>`
    SELECT r.hash, p.hash IS NOT NULL AS there, coalesce(p.blocked, false) AS blocked, coalesce(p.manual OR ${MERGED}, false) AS manual,
      coalesce(p.domain_hash, r.domain_hash) AS domain_hash,
      EXISTS (SELECT FROM creations c WHERE c.hash = r.hash) AS created,
      EXISTS (SELECT FROM exclusions e WHERE e.hash IN (r.hash, coalesce(p.domain_hash, r.domain_hash))) AS barred
    FROM ${recordset(rows, 'hash text, domain_hash text')} LEFT JOIN parties p ON p.hash = r.hash`.execute(tx)
  const settled = found.map((row) =>
    Object.assign(row, { wanted: row.created || row.manual, barred: row.barred || ownHashes.has(row.hash) }),
  )
  const appear = settled.filter((row) => row.wanted && !row.barred && !row.there && met.has(row.hash))
  // Without the address at hand one cannot tell that somebody is not a colleague: only whoever lifts the bar may say so.
  const reappear = settled.filter((row) => row.there && row.blocked && !row.barred && (met.has(row.hash) || released))
  const block = settled.filter((row) => row.there && row.manual && row.barred && !row.blocked)
  const vanish = settled.filter((row) => row.there && !row.manual && (row.barred || !row.wanted))
  await insertParties(
    tx,
    appear.map((row) => met.get(row.hash)!),
    now,
  )
  await sql`UPDATE parties SET blocked = NOT blocked WHERE hash = ANY(${hashesOf([...reappear, ...block])}::text[])`.execute(
    tx,
  )
  await deleteParties(tx, hashesOf(vanish))
  const domains = [
    ...new Set([...reappear, ...block, ...vanish].map((row) => row.domain_hash).filter((hash) => hash !== null)),
  ]
  const lostDomains = await dropEmptyDomains(tx, domains)
  const newDomains = [...new Set(appear.map((row) => row.domain_hash).filter((hash) => hash !== null))]
  return {
    known: [...hashesOf([...appear, ...reappear]), ...newDomains],
    unknown: [...hashesOf([...block, ...vanish]), ...lostDomains],
  }
}

/** Merging is work by hand: while it lasts, both are known for it, and an undo settles anew. */
const MERGED = sql`(p.home_contact_id IS NOT NULL OR EXISTS (SELECT FROM contacts m WHERE m.merged_into = p.contact_id))`

const hashesOf = (rows: readonly { hash: string }[]) => rows.map((row) => row.hash)

async function insertParties(tx: Tx, parties: Party[], now: Date): Promise<void> {
  if (parties.length === 0) return
  const companyOf = await ensureCompanies(tx, parties, now)
  const people = parties.filter((party) => !party.isRole)
  const ids = await allocateIds(tx, 'contacts', people.length)
  const contactOf = new Map(people.map((party, i) => [party.hash, ids[i]!]))
  const rows = parties.map((party) => ({
    hash: party.hash,
    contact_id: contactOf.get(party.hash) ?? null,
    domain_hash: party.domainHash,
    ...(companyOf.get(party.domainHash ?? '') ?? NO_COMPANY),
  }))
  const r = recordset(rows, 'hash text, contact_id bigint, company_id bigint, home_company_id bigint, domain_hash text')
  await sql`INSERT INTO contacts (id, company_id, home_company_id, created_at)
    SELECT contact_id, company_id, home_company_id, ${now} FROM ${r} WHERE contact_id IS NOT NULL`.execute(tx)
  await sql`INSERT INTO parties (hash, contact_id, company_id, home_company_id, domain_hash)
    SELECT hash, contact_id, company_id, home_company_id, domain_hash FROM ${r}`.execute(tx)
  await restrictUnclassified(
    tx,
    ids.map((id) => scopeOf('contact', id)),
  )
}

/** As the columns of whoever belongs to it: `home_company_id` is where they return when a merge of it is undone. */
export type AtCompany = { company_id: number | null; home_company_id: number | null }
export const NO_COMPANY: AtCompany = { company_id: null, home_company_id: null }

/** The companies of these domains, made where they are missing, by the domain's hash. */
export async function ensureCompanies(
  tx: Tx,
  parties: readonly Pick<Party, 'domain' | 'domainHash'>[],
  now: Date,
): Promise<Map<string, AtCompany>> {
  const domains = new Map(
    parties.flatMap((party) => (party.domainHash === null ? [] : [[party.domainHash, party.domain!]])),
  )
  const { rows } = await sql<AtCompany & { hash: string }>`
    SELECT hash, company_id, home_company_id FROM company_domains WHERE hash = ANY(${[...domains.keys()]}::text[])`.execute(
    tx,
  )
  const companyOf = new Map(rows.map(({ hash, ...at }): [string, AtCompany] => [hash, at]))
  const missing = [...domains].filter(([hash]) => !companyOf.has(hash))
  const ids = await allocateIds(tx, 'companies', missing.length)
  const fresh = missing.map(([hash, domain], i) => ({ hash, domain, company_id: ids[i]! }))
  for (const row of fresh) companyOf.set(row.hash, { company_id: row.company_id, home_company_id: null })
  const r = recordset(fresh, 'hash text, domain text, company_id bigint')
  if (fresh.length > 0) {
    await sql`INSERT INTO companies (id, created_at) SELECT company_id, ${now} FROM ${r}`.execute(tx)
    await sql`INSERT INTO company_domains (hash, domain, company_id) SELECT hash, domain, company_id FROM ${r}`.execute(
      tx,
    )
    await restrictUnclassified(
      tx,
      ids.map((id) => scopeOf('company', id)),
    )
  }
  return companyOf
}

/** Until somebody says what they are to us, nobody else sees mail with them (truth 6). */
async function restrictUnclassified(tx: Tx, scopes: number[]): Promise<void> {
  await sql`INSERT INTO restrictions (scope, set_by, level) SELECT unnest(${scopes}::bigint[]), 'status', 0 ON CONFLICT DO NOTHING`.execute(
    tx,
  )
}

/** Forgets these people, and their contacts where nobody had worked on them. */
async function deleteParties(tx: Tx, hashes: string[]): Promise<void> {
  if (hashes.length === 0) return
  const { rows } = await sql<{
    contact_id: number | null
  }>`DELETE FROM parties WHERE hash = ANY(${hashes}::text[]) RETURNING contact_id`.execute(tx)
  await dropLonelyContacts(
    tx,
    rows.map((row) => row.contact_id).filter((id) => id !== null),
  )
}

/** A company nobody is known at any more, and nobody had worked on, is no company of ours. Returns the domains that went. */
export async function dropEmptyDomains(tx: Tx, hashes: string[]): Promise<string[]> {
  if (hashes.length === 0) return []
  const { rows } = await sql<{ hash: string; company_id: number }>`
    DELETE FROM company_domains d USING companies c
    WHERE c.id = d.company_id AND NOT c.kept AND d.hash = ANY(${hashes}::text[])
      AND NOT EXISTS (SELECT FROM companies m WHERE m.merged_into = c.id)
      AND NOT EXISTS (SELECT FROM parties p WHERE p.domain_hash = d.hash AND NOT p.blocked)
    RETURNING d.hash, d.company_id`.execute(tx)
  const ids = rows.map((row) => row.company_id)
  await sql`UPDATE parties SET company_id = NULL WHERE company_id = ANY(${ids}::bigint[])`.execute(tx)
  await sql`UPDATE contacts SET company_id = NULL WHERE company_id = ANY(${ids}::bigint[])`.execute(tx)
  await sql`DELETE FROM interaction_companies WHERE company_id = ANY(${ids}::bigint[])`.execute(tx)
  await sql`DELETE FROM companies WHERE id = ANY(${ids}::bigint[])`.execute(tx)
  await sql`DELETE FROM restrictions WHERE scope = ANY(${ids.map((id) => scopeOf('company', id))}::bigint[])`.execute(
    tx,
  )
  return rows.map((row) => row.hash)
}

/** What is known of outside addresses, in one read. */
export async function readStandings(
  tx: Tx,
  parties: readonly { hash: string; domainHash: string | null }[],
): Promise<(party: { hash: string; domainHash: string | null }) => Standing> {
  const hashes = [...new Set(parties.flatMap((party) => [party.hash, ...(party.domainHash ? [party.domainHash] : [])]))]
  const { rows } = await sql<{ hash: string; what: 'known' | 'company' | 'excluded' }>`
    SELECT hash, 'known' AS what FROM parties WHERE hash = ANY(${hashes}::text[]) AND NOT blocked
    UNION ALL SELECT hash, 'company' FROM company_domains WHERE hash = ANY(${hashes}::text[])
    UNION ALL SELECT hash, 'excluded' FROM exclusions WHERE hash = ANY(${hashes}::text[])`.execute(tx)
  const of = (what: string) => new Set(rows.filter((row) => row.what === what).map((row) => row.hash))
  const [known, companies, excluded] = [of('known'), of('company'), of('excluded')]
  return ({ hash, domainHash }) => {
    if (excluded.has(hash) || (domainHash !== null && excluded.has(domainHash))) return 'excluded'
    if (known.has(hash)) return 'known'
    return domainHash !== null && companies.has(domainHash) ? 'company' : 'unknown'
  }
}
