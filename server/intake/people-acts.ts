/** Contacts and companies made and completed by hand: what was skipped because nobody knew them is asked for again. */
import { sql } from 'kysely'
import type { Status } from '#shared/api.ts'
import { baseAddress, normaliseAddress } from '#shared/email-address.ts'
import type { Viewer } from '../access/identity.ts'
import { mayKnow } from '../access/visibility.ts'
import { insertAudit } from '../crm/audit.ts'
import { companyDomain, registrableDomain } from '../crm/address-domain.ts'
import { insertChanges } from '../crm/changes.ts'
import type { Author } from '../crm/changes.ts'
import { writeCompany } from '../crm/companies/queries.ts'
import type { CompanyChange } from '../crm/companies/queries.ts'
import { writeContact } from '../crm/contacts/queries.ts'
import type { ContactChange } from '../crm/contacts/queries.ts'
import { keepCompany } from '../crm/kept.ts'
import { settleStatusRestrictions } from '../crm/status.ts'
import { inTransaction } from '../db/connect.ts'
import type { Tx } from '../db/connect.ts'
import type { Hasher } from '../db/hasher.ts'
import { lockRiver } from '../db/river-lock.ts'
import { ProblemError } from '../errors.ts'
import type { ActDeps } from './acts.ts'
import { loadOwn } from './own.ts'
import { followFlips } from './reconsider.ts'
import { NO_COMPANY, ensureCompanies, settleParties } from './store/parties.ts'
import type { AtCompany, Flips } from './store/parties.ts'

export type NewContact = {
  name: string | null
  role?: string | null
  phones?: string[]
  /** As written; @throws ProblemError 422 when one is no address, or one of ours. */
  addresses: string[]
  /** A root that the caller may know of; else a name to make a company of; else what their domain says. */
  companyId?: number | null
  companyName?: string | null
  status?: Status
  ownerId?: number | null
}

export type NewCompany = { name: string | null; domains: string[]; status?: Status; ownerId?: number | null }

type Written = { address: string; hash: string; domain: string | null; domainHash: string | null }

const none: Flips = { known: [], unknown: [] }

/**
 * Makes a contact, or takes on the one that mail alone had made known under the address, or that the viewer may not know of.
 * @throws ProblemError 409 when an address is that of somebody whom people work on
 */
export async function createContact(
  deps: ActDeps,
  author: Omit<Author, 'at'>,
  contact: NewContact,
  viewer?: Pick<Viewer, 'holderIds'>,
): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    const by = { ...author, at: deps.now() }
    const written = await readAddresses(tx, deps.hasher, contact.addresses)
    const taken = await contactsOf(tx, written)
    if (taken.length > 1 || (await isWorkedOn(tx, taken, viewer))) throw takenAlready()
    const at = await placeOf(tx, contact, written[0], by)
    const [known] = taken
    const id = known ?? (await insertContact(tx, at, by.at))
    await writeContact(tx, id, await setOf(tx, contact, known === undefined ? undefined : { id, at }), by)
    await attach(tx, { id, written, by })
    if (written.length === 0) await insertSynthetic(tx, 'contact', id)
    await settleStatusRestrictions(tx, 'contact', [id])
    if (contact.status !== undefined && contact.status !== 'unclassified')
      await writeContact(tx, id, { status: contact.status }, by)
    await insertChanges(tx, { noun: 'contact', id, author: by }, {}, { created: true })
    await insertAudit(tx, { at: by.at, userId: by.userId, act: 'create', subject: { contactId: id } })
    return id
  })
}

/** What to set of a new contact; of one that is taken on also the company that was said, and no other owner. */
async function setOf(
  tx: Tx,
  contact: NewContact,
  known: { id: number; at: AtCompany } | undefined,
): Promise<ContactChange> {
  const { name, role = null, phones = [], ownerId = null } = contact
  const owned = known
    ? await tx.selectFrom('contacts').select('owner_id').where('id', '=', known.id).executeTakeFirstOrThrow()
    : null
  const said = (contact.companyId ?? null) !== null || Boolean(contact.companyName)
  return {
    ...(name === null ? {} : { name }),
    ...(role === null ? {} : { role }),
    ...(phones.length === 0 ? {} : { phones }),
    ...(ownerId === null || (owned?.owner_id ?? null) !== null ? {} : { ownerId }),
    ...(known && said ? { companyId: known.at.company_id } : {}),
  }
}

/** Changes a contact; `addresses` are added to what they have. */
export async function changeContact(
  deps: ActDeps,
  author: Omit<Author, 'at'>,
  { id, set, addresses = [] }: { id: number; set: ContactChange; addresses?: string[] },
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    const by = { ...author, at: deps.now() }
    const written = await readAddresses(tx, deps.hasher, addresses)
    if ((await contactsOf(tx, written)).some((other) => other !== id)) throw takenAlready()
    await writeContact(tx, id, set, by)
    await attach(tx, { id, written, by })
    const subject = { contactId: id, fields: Object.keys(set) }
    await insertAudit(tx, { at: by.at, userId: by.userId, act: 'contact', subject })
  })
}

/** @throws ProblemError 409 when a domain is another company's already */
export async function createCompany(deps: ActDeps, author: Omit<Author, 'at'>, company: NewCompany): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    const by = { ...author, at: deps.now() }
    const id = await insertCompany(tx, company, by)
    await addDomains(tx, { id, domains: company.domains, hasher: deps.hasher, by })
    return id
  })
}

/** Changes a company; `domains` are added to what it has. */
export async function changeCompany(
  deps: ActDeps,
  author: Omit<Author, 'at'>,
  { id, set, domains = [] }: { id: number; set: CompanyChange; domains?: string[] },
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    const by = { ...author, at: deps.now() }
    await writeCompany(tx, id, set, by)
    await addDomains(tx, { id, domains, hasher: deps.hasher, by })
    const subject = { companyId: id, fields: Object.keys(set) }
    await insertAudit(tx, { at: by.at, userId: by.userId, act: 'company', subject })
  })
}

const takenAlready = () =>
  new ProblemError(409, 'taken', 'One of the addresses belongs to somebody who is known already.')

async function readAddresses(tx: Tx, hasher: Hasher, addresses: string[]): Promise<Written[]> {
  if (addresses.length === 0) return []
  const own = await loadOwn(tx)
  const found = addresses.map((text) => {
    const address = normaliseAddress(text)
    if (address === null) throw new ProblemError(422, 'invalid', 'emails: is not an address')
    if (own.isOwn(address)) throw new ProblemError(422, 'own-address', 'emails: is an address of our own')
    const domain = companyDomain(address)
    const hash = hasher.address(baseAddress(address).address)
    return { address, hash, domain, domainHash: domain === null ? null : hasher.domain(domain) }
  })
  return [...new Map(found.map((one) => [one.address, one])).values()]
}

/** Whose these addresses are by now. */
async function contactsOf(tx: Tx, written: Written[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`SELECT DISTINCT contact_id AS id FROM parties
    WHERE hash = ANY(${written.map((one) => one.hash)}::text[]) AND contact_id IS NOT NULL`.execute(tx)
  return rows.map((row) => row.id)
}

async function isWorkedOn(tx: Tx, ids: number[], viewer: Pick<Viewer, 'holderIds'> | undefined): Promise<boolean> {
  if (ids.length === 0) return false
  const holders = `'{${(viewer?.holderIds ?? []).map(Number).join(',')}}'::bigint[]`
  const seen = viewer ? sql.raw(mayKnow('contact', 'c.id', holders)) : sql`true`
  const { rows } = await sql`SELECT FROM contacts c WHERE c.id = ANY(${ids}::bigint[]) AND c.kept AND ${seen}`.execute(
    tx,
  )
  return rows.length > 0
}

/** Where a new contact works: what was said, else what the domain of their address says. */
async function placeOf(tx: Tx, contact: NewContact, first: Written | undefined, by: Author): Promise<AtCompany> {
  if (contact.companyId !== undefined && contact.companyId !== null) {
    await keepCompany(tx, contact.companyId)
    return { ...NO_COMPANY, company_id: contact.companyId }
  }
  if (contact.companyName) {
    const id = await insertCompany(tx, { name: contact.companyName, ownerId: contact.ownerId ?? null }, by)
    if (first?.domainHash)
      await sql`INSERT INTO company_domains (hash, domain, company_id) VALUES (${first.domainHash}, ${first.domain}, ${id}) ON CONFLICT DO NOTHING`.execute(
        tx,
      )
    return { ...NO_COMPANY, company_id: id }
  }
  if (!first?.domainHash) return NO_COMPANY
  return (await ensureCompanies(tx, [first], by.at)).get(first.domainHash) ?? NO_COMPANY
}

async function insertContact(tx: Tx, at: AtCompany, now: Date): Promise<number> {
  const values = { ...at, name: null, seen_name: null, role: null, owner_id: null, merged_into: null, kept: true }
  const row = await tx
    .insertInto('contacts')
    .values({ ...values, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Makes the addresses this contact's, and lets what had been skipped for them be read again. */
async function attach(tx: Tx, { id, written, by }: { id: number; written: Written[]; by: Author }): Promise<void> {
  if (written.length === 0) return
  const companyOf = await ensureCompanies(tx, written, by.at)
  for (const { hash, address, domainHash } of written) {
    const at = companyOf.get(domainHash ?? '') ?? NO_COMPANY
    await tx
      .insertInto('parties')
      .values({ hash, contact_id: id, home_contact_id: null, domain_hash: domainHash, manual: true, ...at })
      .onConflict((conflict) =>
        conflict.column('hash').doUpdateSet({ contact_id: id, home_contact_id: null, manual: true }),
      )
      .execute()
    await tx
      .insertInto('party_addresses')
      .values({ hash, address })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const hashes = written.map((one) => one.hash)
  // An address that somebody excluded is known as theirs, and stays barred.
  const barred = await settleParties(tx, hashes, by.at)
  const domains = written.map((one) => one.domainHash).filter((hash) => hash !== null)
  const known = [...hashes.filter((hash) => !barred.unknown.includes(hash)), ...new Set(domains)]
  await followFlips({ tx, now: by.at }, { flips: { ...barred, known }, bulk: [], relink: [] })
  const added = { addresses: written.map((one) => one.address) }
  await insertChanges(tx, { noun: 'contact', id, author: by }, {}, added)
}

/** Whoever has no address takes part in what is logged by hand under a key of their own. */
async function insertSynthetic(tx: Tx, noun: 'contact' | 'company', id: number): Promise<void> {
  await tx
    .insertInto('parties')
    .values({
      hash: `${noun}:${id}`,
      contact_id: noun === 'contact' ? id : null,
      company_id: noun === 'company' ? id : null,
      domain_hash: null,
      manual: true,
      home_contact_id: null,
      home_company_id: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function insertCompany(tx: Tx, company: Omit<NewCompany, 'domains'>, by: Author): Promise<number> {
  const { id } = await tx
    .insertInto('companies')
    .values({ name: null, owner_id: null, merged_into: null, kept: true, created_at: by.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertChanges(tx, { noun: 'company', id, author: by }, {}, { created: true })
  await settleStatusRestrictions(tx, 'company', [id])
  const { name, status = 'unclassified', ownerId = null } = company
  await writeCompany(tx, id, { name, status, ownerId }, by)
  await insertAudit(tx, { at: by.at, userId: by.userId, act: 'create', subject: { companyId: id } })
  return id
}

type Domains = { id: number; domains: string[]; hasher: Hasher; by: Author }

async function addDomains(tx: Tx, { id, domains, hasher, by }: Domains): Promise<void> {
  if (domains.length === 0) return
  const wanted = [...new Set(domains.map(readDomain))].map((domain) => ({ domain, hash: hasher.domain(domain) }))
  const hashes = wanted.map((one) => one.hash)
  const { rows } = await sql<{ hash: string; company_id: number }>`
    SELECT hash, company_id FROM company_domains WHERE hash = ANY(${hashes}::text[])`.execute(tx)
  if (rows.some((row) => row.company_id !== id))
    throw new ProblemError(409, 'taken', 'One of the domains belongs to a company that is known already.')
  const fresh = wanted.filter((one) => !rows.some((row) => row.hash === one.hash))
  for (const { hash, domain } of fresh)
    await tx.insertInto('company_domains').values({ hash, domain, company_id: id, home_company_id: null }).execute()
  const known = fresh.map((one) => one.hash)
  // People who were known at the domain before it was anybody's.
  await sql`UPDATE parties SET company_id = ${id} WHERE domain_hash = ANY(${known}::text[]) AND company_id IS NULL`.execute(
    tx,
  )
  await followFlips({ tx, now: by.at }, { flips: { ...none, known }, bulk: [], relink: [] })
  const added = { domains: fresh.map((one) => one.domain) }
  await insertChanges(tx, { noun: 'company', id, author: by }, {}, added)
}

/** @throws ProblemError 422 for what names no company: a mail service, an IP, half a word */
function readDomain(text: string): string {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/u, '')
    .replace(/[/?#].*$/u, '')
  const domain = registrableDomain(bare) === null ? null : companyDomain(`x@${bare}`)
  if (domain === null) throw new ProblemError(422, 'invalid', 'domains: is not the domain of a company')
  return domain
}
