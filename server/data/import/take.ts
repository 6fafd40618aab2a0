/** What a row comes to: somebody new, something filled in, nothing. Works on drafts alone; `write.ts` writes them. */
import type { DataCounts } from '#shared/api/data.ts'
import type { Cells, Domain } from './cells.ts'
import { emptyCompany, emptyContact, fillEmpty, isChanged } from './drafts.ts'
import type { Company, Contact } from './drafts.ts'
import type { Register } from './register.ts'
import type { CompanyRow, ContactRow } from './rows.ts'

export type Outcome = keyof DataCounts
/** What an import makes or fills, in the order of its rows. */
export type Touch = { row: number; draft: Company | Contact }

export type Stage = {
  register: Register
  importerId: number
  /** What earlier rows of the file were about. */
  seen: Set<string>
  touched: Touch[]
}

const keyOf = (draft: Company | Contact) => `${'hashes' in draft ? 'contact' : 'company'} ${draft.id}`

function settle(s: Stage, row: number, draft: Company | Contact): Outcome {
  const again = s.seen.has(keyOf(draft))
  s.seen.add(keyOf(draft))
  if (isChanged(draft) || draft.isNew) s.touched.push({ row, draft })
  if (again) return 'duplicates'
  if (draft.isNew || !draft.known) return 'created'
  return isChanged(draft) ? 'updated' : 'unchanged'
}

export function takeCompany(s: Stage, cells: Cells, row: CompanyRow): Outcome {
  if (row.domain && s.register.excluded.has(row.domain.hash)) {
    cells.fault('excluded', { field: 'domain', value: row.domain.domain, fails: true })
    return 'failed'
  }
  const company = findCompany(s, row.name, [row.domain]) ?? newCompany(s)
  fillCompany(s, company, row)
  for (const option of row.picks)
    if (!company.picks.has(option)) {
      company.picks.add(option)
      company.adds.picks.push(option)
    }
  if (row.notice !== null && !company.hasNotice) {
    company.hasNotice = true
    company.adds.notice = row.notice
  }
  return settle(s, cells.row, company)
}

export function takeContact(s: Stage, cells: Cells, row: ContactRow): Outcome {
  const barred = row.addresses.find(
    ({ hash, domain }) => s.register.excluded.has(hash) || (domain && s.register.excluded.has(domain.hash)),
  )
  if (barred) {
    cells.fault('excluded', { field: 'email', value: barred.address, fails: true })
    return 'failed'
  }
  const company = findCompany(s, row.companyName, [row.companyDomain, ...row.addresses.map(({ domain }) => domain)])
  const contact = findContact(s, row, company) ?? newContact(s)
  joinCompany(s, { contact, company, row, line: cells.row })
  fillEmpty(contact, {
    name: row.name === contact.seenName ? null : row.name,
    role: row.role,
    phones: row.phones,
    status: row.status,
    owner: row.ownerId,
  })
  // The unclassified are seen by those alone who hold mail with them or own them: whoever brings them is to see them.
  if (contact.isNew && contact.is.status === 'unclassified') fillEmpty(contact, { owner: s.importerId })
  addAddresses(s, cells, contact, row)
  if (contact.isNew && contact.is.name !== null) s.register.nameContact(contact.id, contact.is.name, contact.is.company)
  return settle(s, cells.row, contact)
}

type Joining = { contact: Contact; company: Company | undefined; row: ContactRow; line: number }

/** Whose company is empty gets the row's; saying what a person is to us says it of their company where nobody has. */
function joinCompany(s: Stage, { contact, company, row, line }: Joining): void {
  const named = row.companyName !== null || row.companyDomain !== null
  const at =
    contact.is.company === null
      ? (company ?? (named ? newCompany(s) : undefined))
      : s.register.companies.get(contact.is.company)
  if (!at) return
  const said = at.isNew || at === company
  const domain =
    said && named && at.domains.size === 0
      ? ([row.companyDomain, ...row.addresses.map((one) => one.domain)].find((one) => one) ?? null)
      : null
  const status = contact.was.status === 'unclassified' ? row.status : at.isNew ? contact.was.status : 'unclassified'
  fillCompany(s, at, { name: said ? row.companyName : null, domain, status, ownerId: null, phones: [] })
  fillEmpty(contact, { company: at.id })
  if (isChanged(at) || at.isNew) s.touched.push({ row: line, draft: at })
}

function findCompany(s: Stage, name: string | null, domains: (Domain | null)[]): Company | undefined {
  for (const domain of domains) {
    const id = domain && s.register.companyOfDomain.get(domain.hash)
    const found = id && s.register.companies.get(id)
    if (found) return found
  }
  return name === null ? undefined : s.register.companyNamed(name)
}

function newCompany(s: Stage): Company {
  const fields = emptyCompany()
  const company: Company = {
    id: s.register.draftId('company'),
    isNew: true,
    known: true,
    kept: false,
    was: fields,
    is: fields,
    domains: new Set(),
    picks: new Set(),
    hasNotice: false,
    adds: { domains: [], picks: [], notice: null },
  }
  s.register.companies.set(company.id, company)
  return company
}

function fillCompany(
  s: Stage,
  company: Company,
  row: Pick<CompanyRow, 'name' | 'domain' | 'status' | 'ownerId' | 'phones'>,
): void {
  fillEmpty(company, { name: row.name, phones: row.phones, status: row.status, owner: row.ownerId })
  if (company.isNew && company.is.status === 'unclassified') fillEmpty(company, { owner: s.importerId })
  if (company.is.name !== null) s.register.nameCompany(company.id, company.is.name)
  if (row.domain && !s.register.companyOfDomain.has(row.domain.hash) && !s.register.excluded.has(row.domain.hash)) {
    s.register.companyOfDomain.set(row.domain.hash, company.id)
    company.domains.add(row.domain.hash)
    company.adds.domains.push(row.domain)
  }
}

function findContact(s: Stage, row: ContactRow, company: Company | undefined): Contact | undefined {
  for (const { hash } of row.addresses) {
    const id = s.register.contactOfAddress.get(hash)
    const found = id === undefined ? undefined : s.register.contacts.get(id)
    if (found) return found
  }
  if (row.name === null || (!company && (row.companyName !== null || row.companyDomain !== null))) return undefined
  const named = s.register.contactNamed(row.name, company?.id ?? null)
  // Two people of one name without a company and with an address each are two people.
  return named && !company && row.addresses.length > 0 && named.hashes.size > 0 ? undefined : named
}

function newContact(s: Stage): Contact {
  const fields = emptyContact()
  const contact: Contact = {
    id: s.register.draftId('contact'),
    isNew: true,
    known: true,
    kept: false,
    seenName: null,
    was: fields,
    is: fields,
    hashes: new Set(),
    adds: { addresses: [] },
  }
  s.register.contacts.set(contact.id, contact)
  return contact
}

function addAddresses(s: Stage, cells: Cells, contact: Contact, row: ContactRow): void {
  for (const one of row.addresses) {
    const owner = s.register.contactOfAddress.get(one.hash)
    if (owner === contact.id) continue
    if (owner !== undefined) {
      cells.fault('taken', { field: 'email', value: one.address })
      continue
    }
    s.register.contactOfAddress.set(one.hash, contact.id)
    contact.hashes.add(one.hash)
    contact.adds.addresses.push(one)
  }
}
