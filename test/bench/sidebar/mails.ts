/** The logged mails of the sidebar's world, with everything that the river would have left of each. */
import { sql } from 'kysely'
import { scopeOf } from '#server/access/scopes.ts'
import { type Db, inTransaction } from '#server/db/connect.ts'
import type { Hasher } from '#server/db/hasher.ts'
import { createRandom, type Random } from '../random.ts'
import { SENTENCES } from '../river/phrases.ts'
import type { Contact } from './world.ts'

const MAILS = 50_000
const CONVERSATIONS = 15_000
const MAILBOXES = 14
const BATCH = 5000

export type Mail = { id: number; messageId: string; contactId: number; mailboxId: number; conversationId: number }

export async function insertMails(db: Db, hasher: Hasher, contacts: Contact[]): Promise<Mail[]> {
  const random = createRandom(42)
  const mails: Mail[] = []
  const colleaguesOf = Map.groupBy(contacts, (contact) => contact.companyId)
  await sql`INSERT INTO conversations (id, we_wrote) SELECT n, true FROM generate_series(1, ${CONVERSATIONS}::int) n`.execute(
    db,
  )
  for (let from = 1; from <= MAILS; from += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, i) => {
      // With some people one writes every day, with most now and then.
      const contact = contacts[Math.floor(contacts.length * random.next() ** 1.5)]!
      const row = rowOf(
        random,
        from + i,
        contact,
        contact.companyId === null ? [] : (colleaguesOf.get(contact.companyId) ?? []),
      )
      mails.push({
        id: row.id,
        messageId: row.message_id,
        contactId: contact.id,
        mailboxId: row.mailbox,
        conversationId: row.conversation,
      })
      return Object.assign(row, { hash: hasher.messageId(row.message_id) })
    })
    await insertBatch(db, rows)
  }
  return mails
}

type Person = {
  role: 'from' | 'to' | 'cc'
  address: string
  name: string
  own: boolean
  contact: number | null
  hash: string
}

function rowOf(random: Random, id: number, contact: Contact, colleagues: Contact[]) {
  const mailbox = 1 + random.below(MAILBOXES)
  const sent = random.chance(0.5)
  const us: Person = {
    role: sent ? 'from' : 'to',
    address: `user${mailbox}@nuestra.example`,
    name: `User ${mailbox}`,
    own: true,
    contact: null,
    hash: `user${mailbox}`,
  }
  const them: Person = {
    role: sent ? 'to' : 'from',
    address: contact.address,
    name: contact.name,
    own: false,
    contact: contact.id,
    hash: contact.hash,
  }
  const other =
    colleagues.length > 1 && random.chance(0.4) ? colleagues.find((one) => one.id !== contact.id) : undefined
  const copied: Person[] = other
    ? [{ role: 'cc', address: other.address, name: other.name, own: false, contact: other.id, hash: other.hash }]
    : []
  const people = [sent ? us : them, sent ? them : us, ...copied]
  const conversation = 1 + random.below(CONVERSATIONS)
  // Every fifth is held by a second mailbox too.
  const mailboxes = random.chance(0.2)
    ? [...new Set([mailbox, 1 + random.below(MAILBOXES)])].sort((a, b) => a - b)
    : [mailbox]
  const linked = people.flatMap((person) => person.contact ?? [])
  const scopes = [
    ...linked.map((one) => scopeOf('contact', one)),
    ...(contact.companyId === null ? [] : [scopeOf('company', contact.companyId)]),
    scopeOf('conversation', conversation),
    scopeOf('item', id),
    scopeOf('mailbox', mailbox),
  ]
  const text = (length: number) =>
    Array.from({ length }, () => random.pick(random.chance(0.5) ? SENTENCES.es : SENTENCES.en)).join(' ')
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
    report: text(6),
    people,
    scopes: scopes.sort((a, b) => a - b),
    file: random.chance(0.05),
  }
}

/** By way of a table of its own: the rows are read out of their JSON once, not once for each table that they go to. */
async function insertBatch(db: Db, rows: (ReturnType<typeof rowOf> & { hash: string })[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql`CREATE TEMP TABLE batch ON COMMIT DROP AS SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      AS r(id bigint, message_id text, hash text, mailbox bigint, mailboxes bigint[], conversation bigint, at timestamptz, kind text, company bigint,
        subject text, report text, people jsonb, scopes bigint[], file boolean)`.execute(tx)
    await sql`CREATE TEMP TABLE batch_people ON COMMIT DROP AS SELECT r.id, r.at, r.hash || r.id AS key, p.* FROM batch r, LATERAL ROWS FROM
      (jsonb_to_recordset(people) AS (role text, address text, name text, own boolean, contact bigint, hash text)) WITH ORDINALITY AS p(role, address, name, own, contact, hash, position)`.execute(
      tx,
    )
    for (const statement of STATEMENTS) await sql.raw(statement).execute(tx)
  })
}

const STATEMENTS = [
  `INSERT INTO items (id, key, message_hash, conversation_id, rank, writes) SELECT id, hash || id, hash, conversation, '0', kind = 'mail_sent' FROM batch`,
  `INSERT INTO occurrences (mailbox_id, provider_id, item_id, version, locator, rank, outcome, occurred_at, direction, decided_at)
   SELECT m, 'p' || id, id, 1, '{"kind":"mbox"}', '0', 'logged', at, replace(kind, 'mail_', ''), at FROM batch, unnest(mailboxes) m`,
  `INSERT INTO interactions (id, item_id, rank, kind, occurred_at, zone, subject, report, full_text, message_id, conversation_id, scopes, mailbox_ids, search_subject, search_text)
   SELECT id, id, '0', kind, at, '+01:00', subject, report, report || repeat(report, 3), message_id, conversation, scopes, mailboxes, to_tsvector('simple', subject), to_tsvector('simple', left(report, 100)) FROM batch`,
  `INSERT INTO participants (interaction_id, position, role, address, name, hash, own, occurred_at, item_key) SELECT id, position - 1, role, address, name, hash, own, at, key FROM batch_people`,
  `INSERT INTO interaction_contacts (contact_id, interaction_id, sort_at) SELECT DISTINCT contact, id, at FROM batch_people WHERE contact IS NOT NULL`,
  `INSERT INTO interaction_companies (company_id, interaction_id, sort_at) SELECT company, id, at FROM batch WHERE company IS NOT NULL`,
  `INSERT INTO documents (sha256, size, type) SELECT hash, 20000 + id, 'application/pdf' FROM batch WHERE file`,
  `INSERT INTO document_uses (interaction_id, position, sha256, name) SELECT id, 0, hash, 'oferta.pdf' FROM batch WHERE file`,
]
