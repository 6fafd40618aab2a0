/** Everything of a noun that the caller may see, page by page: the reads of the lists decide what that is. */
import { sql } from 'kysely'
import type { Contact, Interaction } from '#shared/api.ts'
import { dataWords } from '#shared/i18n/data.ts'
import { opportunityWords } from '#shared/i18n/opportunity.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Viewer } from '../../access/identity.ts'
import { mayKnow, EXISTENCE, SUBJECT, withLevel } from '../../access/visibility.ts'
import { mayKnowOpportunity, rightsOf, rootOf } from '../../access/known.ts'
import { listCompanies } from '../../crm/companies/queries.ts'
import { companyName } from '../../crm/company-ref.ts'
import { listContacts } from '../../crm/contacts/queries.ts'
import { localNow } from '../../crm/days.ts'
import { listFollowups } from '../../crm/followups/queries.ts'
import { toInteraction } from '../../crm/interactions/present.ts'
import { readInteractions } from '../../crm/interactions/queries.ts'
import type { InteractionRow } from '../../crm/interactions/queries.ts'
import { companyJson, contactName } from '../../crm/known.ts'
import type { Db } from '../../db/connect.ts'

export type Reading = { db: Db; viewer: Viewer; locale: Locale; now: Date }
export type Cells = (string | null)[]

const PAGE = 500
/** Between several in one cell, as the import takes them. */
const list = (texts: readonly string[]) => (texts.length === 0 ? null : texts.join('; '))

export async function* eachContact({ db, viewer }: Pick<Reading, 'db' | 'viewer'>): AsyncGenerator<Contact> {
  for (let after = 0, more = true; more;) {
    const page = await listContacts(db, viewer, {}, { limit: PAGE, after })
    yield* page
    more = page.length === PAGE
    after = Number(page.at(-1)?.id ?? 0)
  }
}

async function* contactRows(r: Reading): AsyncGenerator<Cells> {
  yield headers(r.locale, ['id', 'name', 'email', 'phone', 'role', 'company', 'companyDomain', 'status', 'owner'])
  for await (const one of eachContact(r))
    yield [
      one.id,
      one.name,
      list(one.addresses),
      list(one.phones),
      one.role,
      one.company?.name ?? null,
      one.company?.domains[0] ?? null,
      statusWord(r, one.status),
      one.owner?.name ?? null,
    ]
}

async function* companyRows(r: Reading): AsyncGenerator<Cells> {
  yield headers(r.locale, ['id', 'name', 'domain', 'phone', 'status', 'owner', 'interest', 'notice'])
  for (let after = 0, more = true; more;) {
    const page = await listCompanies(r.db, r.viewer, {}, { limit: PAGE, after })
    const { rows } = await sql<{ id: number; phones: string[]; notice: string | null }>`SELECT k.id, k.phones,
      (SELECT n.text FROM notices n WHERE n.noun = 'company' AND n.noun_id = k.id) AS notice
      FROM companies k WHERE k.id = ANY(${page.map((one) => Number(one.id))}::bigint[])`.execute(r.db)
    const more_ = new Map(rows.map((row) => [String(row.id), row]))
    for (const one of page)
      yield [
        one.id,
        one.name,
        list(one.domains),
        list(more_.get(one.id)?.phones ?? []),
        statusWord(r, one.status),
        one.owner?.name ?? null,
        list(one.picks.map((pick) => pick.label)),
        more_.get(one.id)?.notice ?? null,
      ]
    more = page.length === PAGE
    after = Number(page.at(-1)?.id ?? 0)
  }
}

async function* interactionRows(r: Reading): AsyncGenerator<Cells> {
  yield headers(r.locale, ['id', 'date', 'kind', 'subject', 'from', 'to', 'contact', 'contactEmail', 'company', 'text'])
  for await (const row of eachInteraction(r)) yield interactionCells(r, toInteraction(row, r.locale, r.viewer.at), row)
}

/** Newest first. All candidates are gone through, however many in a row the viewer may not know of. */
async function* eachInteraction({ db, viewer }: Reading): AsyncGenerator<InteractionRow> {
  const order = sql`coalesce(i.occurred_at, '-infinity'::timestamptz)`
  for (let after = { at: 'infinity', id: 0 }, more = true; more;) {
    const { rows } = await sql<{ id: number; at: string; lv: number }>`
      SELECT i.id, i.o::text AS at, v.lv FROM (SELECT i.*, ${order} AS o FROM interactions i WHERE (${order}, i.id) < (${after.at}::timestamptz, ${after.id}::bigint)
        ORDER BY ${order} DESC, i.id DESC LIMIT ${PAGE}) i ${withLevel(viewer)} ORDER BY i.o DESC, i.id DESC`.execute(
      db,
    )
    yield* await readInteractions(
      db,
      viewer,
      rows.filter((row) => row.lv >= EXISTENCE),
    )
    more = rows.length === PAGE
    after = rows.at(-1) ?? after
  }
}

function interactionCells({ locale }: Reading, one: Interaction, row: InteractionRow): Cells {
  const who = (roles: string[]) =>
    list(
      one.participants
        .filter((person) => roles.includes(person.role))
        .map((person) => [person.name, person.address && `<${person.address}>`].filter(Boolean).join(' '))
        .filter(Boolean),
    )
  return [
    one.id,
    row.occurred_at === null ? null : localNow(row.occurred_at, row.zone ?? undefined).replace('T', ' '),
    recordWords[locale].kind[one.kind],
    row.level >= SUBJECT ? one.subject : dataWords[locale].hidden,
    who(['from']),
    who(['to', 'cc', 'bcc', 'with']),
    list(one.contacts.flatMap((contact) => contact.name ?? [])),
    list(one.contacts.flatMap((contact) => contact.addresses.filter(Boolean))),
    one.company?.name ?? null,
    row.report,
  ]
}

async function* followupRows(r: Reading): AsyncGenerator<Cells> {
  yield headers(r.locale, ['id', 'title', 'due', 'state', 'owner', 'contact', 'company', 'closed', 'outcome'])
  const today = localNow(r.now, undefined).slice(0, 10)
  for (let after: { at: string; id: number } | null = null, more = true; more;) {
    const page: Awaited<ReturnType<typeof listFollowups>> = await listFollowups(
      r.db,
      r.viewer,
      {},
      { limit: PAGE, after, today },
    )
    for (const one of page)
      yield [
        one.id,
        one.title,
        one.dueOn,
        dataWords[r.locale].states[one.state],
        one.owner?.name ?? null,
        one.contact?.name ?? null,
        one.company?.name ?? null,
        one.closedAt?.slice(0, 10) ?? null,
        one.outcome,
      ]
    const last = page.at(-1)
    more = page.length === PAGE && last !== undefined
    if (last) after = { at: last.dueOn, id: Number(last.id) }
  }
}

type OpportunityRow = {
  id: number
  title: string
  company: { name: string | null; domains: string[] } | null
  contacts: string[]
  label: string | null
  key: string | null
  amount: string | null
  currency: string | null
  owner: string | null
  expected_on: string | null
  picks: string[]
  created_at: Date
}

async function* opportunityRows(r: Reading): AsyncGenerator<Cells> {
  yield headers(r.locale, [
    'id',
    'title',
    'company',
    'contact',
    'stage',
    'amount',
    'currency',
    'owner',
    'expected',
    'interest',
    'created',
  ])
  const rights = rightsOf(r.viewer)
  for (let after = 0, more = true; more;) {
    const { rows } =
      await sql<OpportunityRow>`SELECT o.id, o.title, o.amount, o.currency, o.expected_on, o.created_at, s.label, s.key,
      (SELECT u.name FROM users u WHERE u.id = o.owner_id) AS owner,
      (SELECT ${sql.raw(companyJson('k'))} FROM companies k WHERE k.id = ${sql.raw(rootOf('company', 'o.company_id'))} AND ${sql.raw(mayKnow('company', 'k.id', rights.holders))}) AS company,
      ARRAY(SELECT ${sql.raw(contactName('c'))} FROM opportunity_contacts x JOIN contacts c ON c.id = ${sql.raw(rootOf('contact', 'x.contact_id'))}
        WHERE x.opportunity_id = o.id AND ${sql.raw(mayKnow('contact', 'c.id', rights.holders))} ORDER BY c.id) AS contacts,
      ARRAY(SELECT w.label FROM picks p JOIN pick_options w ON w.id = p.option_id WHERE p.noun = 'opportunity' AND p.noun_id = o.id ORDER BY w.position, w.id) AS picks
      FROM opportunities o JOIN stages s ON s.id = o.stage_id WHERE o.id > ${after} AND ${sql.raw(mayKnowOpportunity('o', rights))} ORDER BY o.id LIMIT ${PAGE}`.execute(
        r.db,
      )
    for (const one of rows)
      yield [
        String(one.id),
        one.title,
        one.company && companyName(one.company),
        list(one.contacts),
        one.label ?? opportunityWords[r.locale].stages[one.key as 'new'] ?? one.key,
        one.amount,
        one.currency,
        one.owner,
        one.expected_on,
        list(one.picks),
        one.created_at.toISOString().slice(0, 10),
      ]
    more = rows.length === PAGE
    after = rows.at(-1)?.id ?? 0
  }
}

const headers = (locale: Locale, fields: string[]): Cells =>
  fields.map((field) => dataWords[locale].columns[field] ?? field)
const statusWord = ({ locale }: Reading, status: Contact['status']) => recordWords[locale].status[status]

export const EXPORTS = {
  contacts: contactRows,
  companies: companyRows,
  interactions: interactionRows,
  followups: followupRows,
  opportunities: opportunityRows,
} as const satisfies Record<string, (reading: Reading) => AsyncGenerator<Cells>>
