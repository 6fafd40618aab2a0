/**
 * Interactions that people log themselves. They are linked as mail is: whoever was there takes part through a party of their
 * own (`contact:<id>`, `company:<id>`), so that merges and levels act on them like on any other interaction.
 */
import { sql } from 'kysely'
import type { Kind } from '#shared/api.ts'
import { baseAddress } from '#shared/email-address.ts'
import { foldText } from '#shared/fold.ts'
import { holderOf } from '../access/scopes.ts'
import type { Tx } from '../db/connect.ts'
import type { Hasher } from '../db/hasher.ts'
import { allocateIds, recordset } from '../db/rows.ts'
import { keepCompany, keepContact } from './kept.ts'
import type { Colleague, KnownContact } from './known.ts'
import { refreshPeople, relinkInteractions } from './relink.ts'

/** `company`: only where none of its people was there. `colleagues`: of ours, besides the author. */
export type Entry = {
  kind: Kind
  occurredAt: Date
  zone: string | null
  subject: string | null
  text: string | null
  author: Colleague
  colleagues: Colleague[]
  contacts: KnownContact[]
  company: { id: number; name: string | null } | null
  opportunityId: number | null
  followupId: number | null
  /** Who sees all of it without having been there. */
  alsoFor: number[]
}

const SEARCHED = 100_000

/** Under the river lock: `lockRiver(tx)` comes first. */
export async function insertEntry(tx: Tx, hasher: Hasher, entry: Entry): Promise<number> {
  const [id] = await allocateIds(tx, 'interactions', 1)
  await sql`INSERT INTO interactions (id, kind, search_subject, search_text) VALUES (${id}, ${entry.kind}, '', '')`.execute(
    tx,
  )
  await writeEntry(tx, hasher, id!, entry)
  return id!
}

/** Writes all of it anew. Under the river lock. */
export async function writeEntry(tx: Tx, hasher: Hasher, id: number, entry: Entry): Promise<void> {
  const holders = [entry.author.id, ...entry.colleagues.map((one) => one.id), ...entry.alsoFor].map(holderOf)
  const names = [
    entry.author.name,
    ...entry.colleagues.map((one) => one.name),
    ...entry.contacts.map((one) => one.name),
    entry.company?.name ?? '',
  ]
  await sql`UPDATE interactions SET kind = ${entry.kind}, occurred_at = ${entry.occurredAt}, zone = ${entry.zone},
      subject = ${entry.subject}, report = ${entry.text}, full_text = ${entry.text}, by_id = ${entry.author.id},
      opportunity_id = ${entry.opportunityId}, followup_id = ${entry.followupId},
      mailbox_ids = ${[...new Set(holders)]}::bigint[],
      search_subject = to_tsvector('simple', ${foldText(`${entry.subject ?? ''} ${names.join(' ')}`).slice(0, SEARCHED)}),
      search_text = to_tsvector('simple', ${foldText(entry.text ?? '').slice(0, SEARCHED)})
    WHERE id = ${id}`.execute(tx)
  await ensureParties(tx, entry)
  await tx.deleteFrom('participants').where('interaction_id', '=', id).execute()
  await sql`INSERT INTO participants (interaction_id, position, role, address, name, hash, own, occurred_at, item_key)
    SELECT ${id}, position, role, address, name, hash, own, ${entry.occurredAt}::timestamptz, ${`hand:${id}`}
    FROM ${recordset(participantRows(hasher, entry), 'position int, role text, address text, name text, hash text, own boolean')}`.execute(
    tx,
  )
  await relinkInteractions(tx, [id])
}

const partyOf = (noun: 'contact' | 'company', id: number) => `${noun}:${id}`

async function ensureParties(tx: Tx, { contacts, company }: Entry): Promise<void> {
  const rows = [
    ...contacts.map(({ id }) => ({ hash: partyOf('contact', id), contact_id: id, company_id: null })),
    ...(company ? [{ hash: partyOf('company', company.id), contact_id: null, company_id: company.id }] : []),
  ]
  for (const { id } of contacts) await keepContact(tx, id)
  if (company) await keepCompany(tx, company.id)
  await tx
    .insertInto('parties')
    .values(
      rows.map((row) => ({ ...row, domain_hash: null, manual: true, home_contact_id: null, home_company_id: null })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function participantRows(hasher: Hasher, { author, colleagues, contacts, company }: Entry) {
  const own = (user: Colleague) => ({
    address: user.email,
    name: user.name,
    hash: hasher.address(baseAddress(user.email).address),
    own: true,
  })
  // Their names are read from the record, so that they are what they are known by then.
  const outside = (hash: string) => ({ role: 'with', address: '', name: null, hash, own: false })
  return [
    { role: 'from', ...own(author) },
    ...colleagues.filter((user) => user.id !== author.id).map((user) => ({ role: 'with', ...own(user) })),
    ...contacts.map(({ id }) => outside(partyOf('contact', id))),
    ...(company ? [outside(partyOf('company', company.id))] : []),
  ].map((row, position) => ({ ...row, position }))
}

/** Takes it away with what was set on it. Under the river lock. */
export async function deleteEntry(tx: Tx, id: number): Promise<void> {
  const people = await tx
    .selectFrom('interaction_contacts')
    .select('contact_id')
    .where('interaction_id', '=', id)
    .execute()
  await tx.deleteFrom('interactions').where('id', '=', id).where('item_id', 'is', null).execute()
  await sql`DELETE FROM restrictions WHERE scope = ${id}::bigint * 8 + 5`.execute(tx)
  await refreshPeople(
    tx,
    people.map((row) => row.contact_id),
  )
}
