/** The logged mails of the sidebar's world, with everything that the river would have left of each. */
import { sql } from 'kysely'
import { scopeOf } from '#server/access/scopes.ts'
import type { Db } from '#server/db/connect.ts'
import type { Hasher } from '#server/db/hasher.ts'
import { createRandom, type Random } from '../random.ts'
import { SENTENCES } from '../river/phrases.ts'
import type { Contact } from './world.ts'

const MAILS = 50_000
const CONVERSATIONS = 15_000
const MAILBOXES = 14
const BATCH = 5000

export type Mail = { id: number; messageId: string; contactId: number; mailboxId: number }

export async function insertMails(db: Db, hasher: Hasher, contacts: Contact[]): Promise<Mail[]> {
  const random = createRandom(42)
  const mails: Mail[] = []
  const colleaguesOf = Map.groupBy(contacts, (contact) => contact.companyId)
  await sql`INSERT INTO conversations (id, we_wrote) SELECT n, true FROM generate_series(1, ${CONVERSATIONS}::int) n`.execute(db)
  for (let from = 1; from <= MAILS; from += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, i) => {
      // With some people one writes every day, with most now and then.
      const contact = contacts[Math.floor(contacts.length * random.next() ** 1.5)]!
      const row = rowOf(random, from + i, contact, contact.companyId === null ? [] : (colleaguesOf.get(contact.companyId) ?? []))
      mails.push({ id: row.id, messageId: row.message_id, contactId: contact.id, mailboxId: row.mailbox })
      return Object.assign(row, { hash: hasher.messageId(row.message_id), people: row.people.map((person) => Object.assign(person, { hash: hasher.address(person.address) })) })
    })
    await insertBatch(db, rows)
  }
  return mails
}

type Person = { role: 'from' | 'to' | 'cc'; address: string; name: string; own: boolean; contact: number | null; hash?: string }

function rowOf(random: Random, id: number, contact: Contact, colleagues: Contact[]) {
  const mailbox = 1 + random.below(MAILBOXES)
  const sent = random.chance(0.5)
  const us: Person = { role: sent ? 'from' : 'to', address: `user${mailbox}@nuestra.example`, name: `User ${mailbox}`, own: true, contact: null }
  const them: Person = { role: sent ? 'to' : 'from', address: contact.address, name: contact.name, own: false, contact: contact.id }
  const other = colleagues.length > 1 && random.chance(0.4) ? colleagues.find((one) => one.id !== contact.id) : undefined
  const copied: Person[] = other ? [{ role: 'cc', address: other.address, name: other.name, own: false, contact: other.id }] : []
  const people = [sent ? us : them, sent ? them : us, ...copied]
  const conversation = 1 + random.below(CONVERSATIONS)
  // Every fifth is held by a second mailbox too.
  const mailboxes = random.chance(0.2) ? [...new Set([mailbox, 1 + random.below(MAILBOXES)])].sort((a, b) => a - b) : [mailbox]
  const linked = people.flatMap((person) => person.contact ?? [])
  const scopes = [
    ...linked.map((one) => scopeOf('contact', one)),
    ...(contact.companyId === null ? [] : [scopeOf('company', contact.companyId)]),
    scopeOf('conversation', conversation),
    scopeOf('item', id),
    scopeOf('mailbox', mailbox),
  ]
  const text = (length: number) => Array.from({ length }, () => random.pick(random.chance(0.5) ? SENTENCES.es : SENTENCES.en)).join(' ')
  const report = text(6)
  return {
    id,
    message_id: `${id}.bench@${contact.address.split('@')[1]}`,
    mailbox,
    mailboxes,
    conversation,
    at: new Date(Date.UTC(2024, 0, 1) + id * 1_200_000),
    kind: sent ? 'mail_sent' : 'mail_received',
    company: contact.companyId,
    subject: `Pedido ${id}`,
    report,
    full: `${report}\n\n${text(20)}`,
    people,
    scopes: scopes.sort((a, b) => a - b),
    file: random.chance(0.05),
  }
}

async function insertBatch(db: Db, rows: (ReturnType<typeof rowOf> & { hash: string })[]): Promise<void> {
  const json = JSON.stringify(rows)
  const r = sql`jsonb_to_recordset(${json}::text::jsonb) AS r(id bigint, message_id text, hash text, mailbox bigint, mailboxes jsonb, conversation bigint, at timestamptz,
    kind text, company bigint, subject text, report text, "full" text, people jsonb, scopes jsonb, file boolean)`
  const ids = (column: string) => sql.raw(`ARRAY(SELECT x::bigint FROM jsonb_array_elements_text(${column}) x)`)
  await sql`INSERT INTO items (id, key, message_hash, conversation_id, rank, writes) SELECT id, hash || id, hash, conversation, '0', kind = 'mail_sent' FROM ${r}`.execute(db)
  await sql`INSERT INTO occurrences (mailbox_id, provider_id, item_id, version, locator, rank, outcome, occurred_at, direction, decided_at)
    SELECT m.id, 'p' || r.id, r.id, 1, '{"kind":"mbox"}', '0', 'logged', at, replace(kind, 'mail_', ''), at FROM ${r}, LATERAL (SELECT x::bigint AS id FROM jsonb_array_elements_text(mailboxes) x) m`.execute(db)
  await sql`INSERT INTO interactions (id, item_id, rank, kind, occurred_at, zone, subject, report, full_text, message_id, conversation_id, scopes, mailbox_ids, search_subject, search_text)
    SELECT id, id, '0', kind, at, '+01:00', subject, report, "full", message_id, conversation, ${ids('scopes')}, ${ids('mailboxes')}, to_tsvector('simple', subject), to_tsvector('simple', report) FROM ${r}`.execute(db)
  const p = sql`${r}, LATERAL ROWS FROM (jsonb_to_recordset(people) AS (role text, address text, name text, own boolean, contact bigint, hash text)) WITH ORDINALITY
    AS p(role, address, name, own, contact, hash, position)`
  await sql`INSERT INTO participants (interaction_id, position, role, address, name, hash, own, occurred_at, item_key)
    SELECT r.id, p.position - 1, p.role, p.address, p.name, p.hash, p.own, at, r.hash || r.id FROM ${p}`.execute(db)
  await sql`INSERT INTO interaction_contacts (contact_id, interaction_id, sort_at) SELECT DISTINCT p.contact, r.id, at FROM ${p} WHERE p.contact IS NOT NULL`.execute(db)
  await sql`INSERT INTO interaction_companies (company_id, interaction_id, sort_at) SELECT company, id, at FROM ${r} WHERE company IS NOT NULL`.execute(db)
  await sql`INSERT INTO documents (sha256, size, type) SELECT hash, 20000 + id, 'application/pdf' FROM ${r} WHERE file`.execute(db)
  await sql`INSERT INTO document_uses (interaction_id, position, sha256, name) SELECT id, 0, hash, 'oferta.pdf' FROM ${r} WHERE file`.execute(db)
}
