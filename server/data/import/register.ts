/**
 * Who is there already, as far as a file's rows name them: looked up for a batch of rows at once, remembered within it. Names
 * are compared folded, which no index does: those that the file names are looked for once, when the import begins.
 */
import { sql } from 'kysely'
import type { Status } from '#shared/api.ts'
import { rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { mayKnow } from '../../access/visibility.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { allocateIds } from '../../db/rows.ts'
import { companyKey, wordKey } from '../values/words.ts'
import type { Company, Contact } from './drafts.ts'

type Named = { id: number; companyId: number | null }
export type Wanted = { domains: string[]; addresses: string[]; companyNames: string[]; contactNames: string[] }

const PAGE = 20_000

export class Register {
  readonly companies = new Map<number, Company>()
  readonly contacts = new Map<number, Contact>()
  readonly companyOfDomain = new Map<string, number>()
  readonly contactOfAddress = new Map<string, number>()
  /** Addresses and domains that are never logged. */
  readonly excluded = new Set<string>()
  readonly #companyNames = new Map<string, number>()
  readonly #contactNames = new Map<string, Named[]>()
  readonly #viewer: Viewer
  readonly #spare: Record<'contact' | 'company', number[]> = { contact: [], company: [] }
  #nextId = -1

  constructor(viewer: Viewer) {
    this.#viewer = viewer
  }

  /** Those of these names whom the importer may know: nobody else's are told apart by a name. */
  async loadNames(
    db: Db,
    { companyNames, contactNames }: Pick<Wanted, 'companyNames' | 'contactNames'>,
  ): Promise<void> {
    const firms = new Set(companyNames.map(companyKey))
    const people = new Set(contactNames.map(wordKey))
    const { holders } = rightsOf(this.#viewer)
    for (let after = 0, more = firms.size > 0; more;) {
      const { rows } = await sql<{
        id: number
        name: string
      }>`SELECT k.id, k.name FROM companies k WHERE k.id > ${after} AND k.name IS NOT NULL
        AND k.merged_into IS NULL AND ${sql.raw(mayKnow('company', 'k.id', holders))} ORDER BY k.id LIMIT ${PAGE}`.execute(
        db,
      )
      for (const row of rows) if (firms.has(companyKey(row.name))) this.nameCompany(row.id, row.name)
      more = rows.length === PAGE
      after = rows.at(-1)?.id ?? 0
    }
    for (let after = 0, more = people.size > 0; more;) {
      const { rows } = await sql<{ id: number; name: string; company_id: number | null }>`
        SELECT c.id, coalesce(c.name, c.seen_name) AS name, c.company_id FROM contacts c WHERE c.id > ${after} AND coalesce(c.name, c.seen_name) IS NOT NULL
        AND c.merged_into IS NULL AND ${sql.raw(mayKnow('contact', 'c.id', holders))} ORDER BY c.id LIMIT ${PAGE}`.execute(
        db,
      )
      for (const row of rows) if (people.has(wordKey(row.name))) this.nameContact(row.id, row.name, row.company_id)
      more = rows.length === PAGE
      after = rows.at(-1)?.id ?? 0
    }
  }

  nameCompany(id: number, name: string): void {
    const key = companyKey(name)
    if (!this.#companyNames.has(key)) this.#companyNames.set(key, id)
  }

  nameContact(id: number, name: string, companyId: number | null): void {
    const key = wordKey(name)
    this.#contactNames.set(key, [...(this.#contactNames.get(key) ?? []), { id, companyId }])
  }

  companyNamed(name: string): Company | undefined {
    const id = this.#companyNames.get(companyKey(name))
    return id === undefined ? undefined : this.companies.get(id)
  }

  contactNamed(name: string, companyId: number | null): Contact | undefined {
    const found = (this.#contactNames.get(wordKey(name)) ?? []).find((one) => one.companyId === companyId)
    return found && this.contacts.get(found.id)
  }

  /** For somebody new: of those set aside in the database, below zero in a dry run. */
  draftId(noun: 'contact' | 'company'): number {
    return this.#spare[noun].shift() ?? this.#nextId--
  }

  /** Sets ids aside for as many new ones as a batch of rows can bring. What is left over serves the next. */
  async spare(tx: Tx, rows: number): Promise<void> {
    for (const [noun, table] of [
      ['contact', 'contacts'],
      ['company', 'companies'],
    ] as const)
      this.#spare[noun].push(...(await allocateIds(tx, table, Math.max(0, rows - this.#spare[noun].length))))
  }

  /** What stands written is read anew with the next batch: others work meanwhile. */
  forget(): void {
    for (const map of [this.companies, this.contacts, this.companyOfDomain, this.contactOfAddress]) map.clear()
    this.excluded.clear()
  }

  /** Reads everything that these rows may be about. What a dry run has drafted stays. */
  async load(tx: Db | Tx, wanted: Wanted): Promise<void> {
    const domains = [...new Set(wanted.domains)]
    const addresses = [...new Set(wanted.addresses)]
    const excluded = await sql<{
      hash: string
    }>`SELECT hash FROM exclusions WHERE hash = ANY(${[...addresses, ...domains]}::text[])`.execute(tx)
    for (const row of excluded.rows) this.excluded.add(row.hash)
    const atDomain = await sql<{
      hash: string
      id: number
    }>`SELECT d.hash, coalesce(k.merged_into, k.id) AS id FROM company_domains d JOIN companies k ON k.id = d.company_id
      WHERE d.hash = ANY(${domains}::text[])`.execute(tx)
    for (const row of atDomain.rows) this.companyOfDomain.set(row.hash, row.id)
    const atAddress = await sql<{ hash: string; id: number; company_id: number | null }>`
      SELECT y.hash, coalesce(c.merged_into, c.id) AS id, c.company_id FROM parties y JOIN contacts c ON c.id = y.contact_id WHERE y.hash = ANY(${addresses}::text[])`.execute(
      tx,
    )
    for (const row of atAddress.rows) this.contactOfAddress.set(row.hash, row.id)
    const named = wanted.contactNames
      .flatMap((name) => this.#contactNames.get(wordKey(name)) ?? [])
      .map((one) => one.id)
    const people = [...new Set([...atAddress.rows.map((row) => row.id), ...named])].filter(
      (id) => id > 0 && !this.contacts.has(id),
    )
    const companyIds = await this.#loadContacts(tx, people)
    const firms = wanted.companyNames.map((name) => this.#companyNames.get(companyKey(name)) ?? 0)
    await this.#loadCompanies(
      tx,
      [...new Set([...atDomain.rows.map((row) => row.id), ...firms, ...companyIds])].filter(
        (id) => id > 0 && !this.companies.has(id),
      ),
    )
  }

  async #loadContacts(tx: Db | Tx, ids: number[]): Promise<number[]> {
    const { rows } = await sql<{
      id: number
      name: string | null
      seen_name: string | null
      role: string | null
      status: Status
      owner_id: number | null
      phones: string[]
      company_id: number | null
      kept: boolean
      known: boolean
      hashes: string[]
    }>`
      SELECT c.id, c.name, c.seen_name, c.role, c.status, c.owner_id, c.phones, c.company_id, c.kept,
        ${sql.raw(mayKnow('contact', 'c.id', rightsOf(this.#viewer).holders))} AS known,
        ARRAY(SELECT a.hash FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE y.contact_id = c.id) AS hashes
      FROM contacts c WHERE c.id = ANY(${ids}::bigint[]) AND c.merged_into IS NULL`.execute(tx)
    for (const { id, kept, known, hashes, ...row } of rows) {
      const is = {
        name: row.name,
        role: row.role,
        status: row.status,
        owner: row.owner_id,
        phones: row.phones,
        company: row.company_id,
      }
      this.contacts.set(id, {
        id,
        isNew: false,
        known,
        kept,
        seenName: row.seen_name,
        was: is,
        is,
        hashes: new Set(hashes),
        adds: { addresses: [] },
      })
    }
    return rows.flatMap((row) => row.company_id ?? [])
  }

  async #loadCompanies(tx: Db | Tx, ids: number[]): Promise<void> {
    const { rows } = await sql<{
      id: number
      name: string | null
      status: Status
      owner_id: number | null
      phones: string[]
      kept: boolean
      known: boolean
      domains: string[]
      picks: number[]
      notice: boolean
    }>`
      SELECT k.id, k.name, k.status, k.owner_id, k.phones, k.kept, ${sql.raw(mayKnow('company', 'k.id', rightsOf(this.#viewer).holders))} AS known,
        ARRAY(SELECT d.hash FROM company_domains d WHERE d.company_id = k.id) AS domains,
        ARRAY(SELECT p.option_id FROM picks p WHERE p.noun = 'company' AND p.noun_id = k.id) AS picks,
        EXISTS (SELECT FROM notices n WHERE n.noun = 'company' AND n.noun_id = k.id) AS notice
      FROM companies k WHERE k.id = ANY(${ids}::bigint[]) AND k.merged_into IS NULL`.execute(tx)
    for (const { id, kept, known, domains, picks, notice, ...row } of rows) {
      const is = { name: row.name, status: row.status, owner: row.owner_id, phones: row.phones }
      const adds = { domains: [], picks: [], notice: null }
      this.companies.set(id, {
        id,
        isNew: false,
        known,
        kept,
        was: is,
        is,
        domains: new Set(domains),
        picks: new Set(picks),
        hasNotice: notice,
        adds,
      })
    }
  }
}
