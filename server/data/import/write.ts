/**
 * Writes what a batch of rows makes and fills: in one transaction under the river lock, with what undoing needs, so that a
 * server killed at any moment leaves an import that is as far as its rows say and can be undone.
 */
import { sql } from 'kysely'
import { insertChanges } from '../../crm/changes.ts'
import type { Author } from '../../crm/changes.ts'
import { settleStatusRestrictions } from '../../crm/status.ts'
import type { Tx } from '../../db/connect.ts'
import { recordset } from '../../db/rows.ts'
import type { ImportTrace } from '../../db/work-tables.ts'
import { followFlips } from '../../intake/reconsider.ts'
import { changedFields } from './drafts.ts'
import type { Company, CompanyFields, Contact } from './drafts.ts'
import type { Touch } from './take.ts'

type Written = { importId: number; author: Author & { dataImportId: number } }
type Touched<D> = { row: number; draft: D }

/** Each once, under the first row that touched it. */
function onceEach<D extends Company | Contact>(
  touched: readonly Touch[],
  isOne: (draft: Company | Contact) => draft is D,
): Touched<D>[] {
  const seen = new Map<D, number>()
  for (const { row, draft } of touched) if (isOne(draft) && !seen.has(draft)) seen.set(draft, row)
  return [...seen].map(([draft, row]) => ({ row, draft }))
}
const isContact = (draft: Company | Contact): draft is Contact => 'hashes' in draft
const isCompany = (draft: Company | Contact): draft is Company => !isContact(draft)

const noTrace = (kept: boolean): ImportTrace => ({ kept, parties: [], domains: [], picks: [], notice: false })

export async function writeTouched(tx: Tx, touched: readonly Touch[], w: Written): Promise<void> {
  const companies = onceEach(touched, isCompany)
  const contacts = onceEach(touched, isContact)
  await writeCompanies(tx, companies, w)
  const moved = await writeContacts(tx, contacts, w)
  const known = [
    ...companies.flatMap(({ draft }) => draft.adds.domains.map(({ hash }) => hash)),
    ...contacts.flatMap(({ draft }) => draft.adds.addresses.map(({ hash }) => hash)),
  ]
  await followFlips({ tx, now: w.author.at }, { flips: { known, unknown: [] }, bulk: [], relink: moved })
}

async function writeCompanies(tx: Tx, companies: Touched<Company>[], w: Written): Promise<void> {
  if (companies.length === 0) return
  const { at, userId } = w.author
  const rows = companies.map(({ draft }) => ({
    id: draft.id,
    name: draft.is.name,
    status: draft.is.status,
    owner_id: draft.is.owner,
    phones: draft.is.phones,
  }))
  await sql`INSERT INTO companies (id, name, status, owner_id, phones, kept, created_at)
    SELECT id, name, status, owner_id, ARRAY(SELECT jsonb_array_elements_text(phones)), true, ${at}::timestamptz
    FROM ${recordset(rows, 'id bigint, name text, status text, owner_id bigint, phones jsonb')}
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, status = excluded.status, owner_id = excluded.owner_id, phones = excluded.phones, kept = true`.execute(
    tx,
  )
  const domains = companies.flatMap(({ draft }) =>
    draft.adds.domains.map(({ hash, domain }) => ({ hash, domain, company_id: draft.id })),
  )
  await sql`INSERT INTO company_domains (hash, domain, company_id)
    SELECT hash, domain, company_id FROM ${recordset(domains, 'hash text, domain text, company_id bigint')}`.execute(tx)
  const picks = companies.flatMap(({ draft }) =>
    draft.adds.picks.map((option_id) => ({ noun_id: draft.id, option_id })),
  )
  await sql`INSERT INTO picks (noun, noun_id, option_id) SELECT 'company', noun_id, option_id
    FROM ${recordset(picks, 'noun_id bigint, option_id bigint')} ON CONFLICT DO NOTHING`.execute(tx)
  const notices = companies.flatMap(({ draft }) =>
    draft.adds.notice === null ? [] : [{ noun_id: draft.id, text: draft.adds.notice }],
  )
  await sql`INSERT INTO notices (noun, noun_id, text, by_id, at) SELECT 'company', noun_id, text, ${userId}::bigint, ${at}::timestamptz
    FROM ${recordset(notices, 'noun_id bigint, text text')} ON CONFLICT DO NOTHING`.execute(tx)
  await settleStatusRestrictions(
    tx,
    'company',
    companies.map(({ draft }) => draft.id),
  )
  for (const { draft } of companies) await sayChanges(tx, 'company', draft, w)
  await insertTouches(
    tx,
    w,
    companies.map(({ row, draft }) => {
      const { domains: added, picks: options, notice } = draft.adds
      const trace: ImportTrace = {
        ...noTrace(draft.kept),
        domains: added.map(({ hash }) => hash),
        picks: options,
        notice: notice !== null,
      }
      return { row, noun: 'company', draft, trace }
    }),
  )
}

/** @returns the interactions whose company may be another now */
async function writeContacts(tx: Tx, contacts: Touched<Contact>[], w: Written): Promise<number[]> {
  if (contacts.length === 0) return []
  const rows = contacts.map(({ draft }) => ({
    id: draft.id,
    name: draft.is.name,
    role: draft.is.role,
    company_id: draft.is.company,
    status: draft.is.status,
    owner_id: draft.is.owner,
    phones: draft.is.phones,
  }))
  await sql`INSERT INTO contacts (id, name, role, company_id, status, owner_id, phones, kept, created_at)
    SELECT id, name, role, company_id, status, owner_id, ARRAY(SELECT jsonb_array_elements_text(phones)), true, ${w.author.at}::timestamptz
    FROM ${recordset(rows, 'id bigint, name text, role text, company_id bigint, status text, owner_id bigint, phones jsonb')}
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, company_id = excluded.company_id, status = excluded.status,
      owner_id = excluded.owner_id, phones = excluded.phones, kept = true`.execute(tx)
  const parties = await tieAddresses(tx, contacts)
  await settleStatusRestrictions(
    tx,
    'contact',
    contacts.map(({ draft }) => draft.id),
  )
  for (const { draft } of contacts) await sayChanges(tx, 'contact', draft, w)
  await insertTouches(
    tx,
    w,
    contacts.map(({ row, draft }) => ({
      row,
      noun: 'contact',
      draft,
      trace: { ...noTrace(draft.kept), parties: parties.get(draft.id) ?? [] },
    })),
  )
  const elsewhere = contacts
    .filter(({ draft }) => !draft.isNew && draft.is.company !== draft.was.company)
    .map(({ draft }) => draft.id)
  const { rows: linked } = await sql<{
    id: number
  }>`SELECT DISTINCT interaction_id AS id FROM interaction_contacts WHERE contact_id = ANY(${elsewhere}::bigint[])`.execute(
    tx,
  )
  return linked.map((row) => row.id)
}

/** Ties the new addresses to their contacts, and keeps what was tied by mail alone. @returns what was there before, by contact */
async function tieAddresses(tx: Tx, contacts: Touched<Contact>[]): Promise<Map<number, ImportTrace['parties']>> {
  const added = contacts.flatMap(({ draft }) =>
    draft.adds.addresses.map(({ hash, address, domain }) => ({
      hash,
      address,
      domain_hash: domain?.hash ?? null,
      contact_id: draft.id,
    })),
  )
  const { rows: before } = await sql<{ id: number; hash: string; contact_id: number | null; manual: boolean | null }>`
    SELECT r.contact_id AS id, r.hash, y.contact_id, y.manual FROM ${recordset(added, 'hash text, contact_id bigint')} LEFT JOIN parties y ON y.hash = r.hash
    UNION ALL SELECT y.contact_id, y.hash, y.contact_id, y.manual FROM parties y
    WHERE y.contact_id = ANY(${contacts.map(({ draft }) => draft.id)}::bigint[]) AND NOT y.manual AND y.home_contact_id IS NULL`.execute(
    tx,
  )
  await sql`INSERT INTO parties (hash, contact_id, company_id, home_company_id, domain_hash, manual)
    SELECT r.hash, r.contact_id, d.company_id, d.home_company_id, r.domain_hash, true
    FROM ${recordset(added, 'hash text, domain_hash text, contact_id bigint')} LEFT JOIN company_domains d ON d.hash = r.domain_hash
    ON CONFLICT (hash) DO UPDATE SET contact_id = excluded.contact_id, manual = true`.execute(tx)
  await sql`INSERT INTO party_addresses (hash, address) SELECT hash, address FROM ${recordset(added, 'hash text, address text')} ON CONFLICT DO NOTHING`.execute(
    tx,
  )
  await sql`UPDATE parties SET manual = true WHERE contact_id = ANY(${contacts.map(({ draft }) => draft.id)}::bigint[]) AND NOT manual AND home_contact_id IS NULL`.execute(
    tx,
  )
  const byContact = Map.groupBy(before, (row) => row.id)
  return new Map(
    [...byContact].map(([id, rows]) => [
      id,
      rows.map((row) => ({
        hash: row.hash,
        contactId: row.contact_id,
        manual: row.manual ?? false,
        there: row.manual !== null,
      })),
    ]),
  )
}

async function sayChanges(tx: Tx, noun: 'contact' | 'company', draft: Company | Contact, w: Written): Promise<void> {
  await insertChanges(tx, { noun, id: draft.id, author: w.author }, draft.was, changedFields<CompanyFields>(draft))
}

type Row = {
  row: number
  noun: 'contact' | 'company' | 'interaction'
  draft: { id: number; isNew: boolean }
  trace: ImportTrace
}

export async function insertTouches(tx: Tx, w: Pick<Written, 'importId'>, rows: Row[]): Promise<void> {
  const values = rows.map(({ row, noun, draft, trace }) => ({
    row,
    noun,
    noun_id: draft.id,
    act: draft.isNew ? 'created' : 'updated',
    trace,
  }))
  await sql`INSERT INTO data_import_rows (import_id, row, noun, noun_id, act, trace) SELECT ${w.importId}::bigint, row, noun, noun_id, act, trace
    FROM ${recordset(values, 'row int, noun text, noun_id bigint, act text, trace jsonb')} ON CONFLICT DO NOTHING`.execute(
    tx,
  )
}

export const touchOfEntry = (row: number, id: number): Row => ({
  row,
  noun: 'interaction',
  draft: { id, isNew: true },
  trace: noTrace(true),
})
