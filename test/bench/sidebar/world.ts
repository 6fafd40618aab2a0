/** The sidebar's world: 10,000 contacts and 50,000 logged mails of a company with twelve users, as rows. */
import { sql } from 'kysely'
import { insertToken } from '#server/access/identity.ts'
import { scopeOf } from '#server/access/scopes.ts'
import type { Db } from '#server/db/connect.ts'
import type { Hasher } from '#server/db/hasher.ts'
import { createRandom } from '../random.ts'
import { type Mail, insertMails } from './mails.ts'

export const SIZES = { users: 12, companies: 2500, contacts: 10_000, conversations: 15_000, mails: 50_000 }
export const OURS = 'nuestra.example'

/** One question of a pane: whose record, beside which message, asked by whom; and what must come back. */
export type Ask = {
  token: string
  address: string
  name: string
  messageId: string
  contactId: number
  hash: string
  messageHash: string
}

export type Contact = {
  id: number
  name: string
  address: string
  companyId: number | null
  classified: boolean
  hash: string
}

/** Fills an empty database. @returns `asks` questions that the asker may see the answer of */
export async function buildWorld(db: Db, hasher: Hasher, asks: number): Promise<Ask[]> {
  const contacts = makeContacts(hasher)
  const tokens = await insertUs(db, hasher)
  await insertCompanies(db, hasher)
  await insertContacts(db, hasher, contacts)
  const mails = await insertMails(db, hasher, contacts)
  await restrictSome(db, contacts)
  await sql`VACUUM ANALYZE`.execute(db)
  return pickAsks(hasher, { contacts, tokens, mails, asks })
}

const isClassified = (n: number) => n % 10 < 7

/** Four at a company on average; every tenth writes from a free-mail address. */
function makeContacts(hasher: Hasher): Contact[] {
  return Array.from({ length: SIZES.contacts }, (_, n) => {
    const companyId = n % 10 === 9 ? null : (n % SIZES.companies) + 1
    const address = companyId === null ? `contact${n}@gmail.com` : `contact.${n}@customer-${companyId}.example`
    return {
      id: n + 1,
      name: `Contact Number ${n}`,
      address,
      companyId,
      classified: isClassified(n),
      hash: hasher.address(address),
    }
  })
}

/** Twelve users with a mailbox each, two mailboxes that four share; @returns each user's API token. */
async function insertUs(db: Db, hasher: Hasher): Promise<string[]> {
  const now = new Date()
  const address = (n: number) => (n <= SIZES.users ? `user${n}@${OURS}` : `team${n}@${OURS}`)
  const users = Array.from({ length: SIZES.users }, (_, i) => i + 1)
  await db.insertInto('own_domains').values({ domain: OURS }).execute()
  for (const id of users) {
    await db
      .insertInto('users')
      .values({ id, email: address(id), name: `User ${id}`, roles: ['rep'], created_at: now })
      .execute()
  }
  for (const id of [...users, SIZES.users + 1, SIZES.users + 2]) {
    const mailbox = {
      id,
      address: address(id),
      hash: hasher.address(address(id)),
      source: 'files',
      state: 'ok' as const,
    }
    await db
      .insertInto('mailboxes')
      .values({ ...mailbox, reviewed_at: now, last_synced_at: now, created_at: now })
      .execute()
    const holders = id <= SIZES.users ? [id] : users.slice(id % 2, 4 + (id % 2))
    await db
      .insertInto('mailbox_users')
      .values(holders.map((user_id) => ({ mailbox_id: id, user_id })))
      .execute()
  }
  return Promise.all(users.map((id) => insertToken(db, id, 'bench', now)))
}

async function insertCompanies(db: Db, hasher: Hasher): Promise<void> {
  const domains = Array.from({ length: SIZES.companies }, (_, i) => `customer-${i + 1}.example`)
  await sql`INSERT INTO companies (id, name, status, owner_id, created_at)
    SELECT n, 'Customer ' || n, CASE WHEN n % 10 < 8 THEN 'customer' ELSE 'unclassified' END, n % ${SIZES.users}::int + 1, now()
    FROM generate_series(1, ${SIZES.companies}::int) n`.execute(db)
  await sql`INSERT INTO company_domains (hash, domain, company_id) SELECT hash, domain, n
    FROM unnest(${domains.map((domain) => hasher.domain(domain))}::text[], ${domains}::text[]) WITH ORDINALITY AS d(hash, domain, n)`.execute(
    db,
  )
}

async function insertContacts(db: Db, hasher: Hasher, contacts: Contact[]): Promise<void> {
  const rows = contacts.map(({ id, name, address, companyId, classified, hash }) => ({
    id,
    name,
    address,
    hash,
    domain: companyId === null ? null : hasher.domain(address.split('@')[1]!),
    company: companyId,
    status: classified ? 'customer' : 'unclassified',
  }))
  const r = sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(id bigint, name text, address text, hash text, domain text, company bigint, status text)`
  await sql`INSERT INTO contacts (id, seen_name, role, company_id, status, owner_id, phones, created_at)
    SELECT id, name, 'Purchasing', company, status, id % ${SIZES.users}::int + 1, ARRAY['+34 944 000 111'], now() FROM ${r}`.execute(
    db,
  )
  await sql`INSERT INTO parties (hash, contact_id, company_id, domain_hash) SELECT hash, id, company, domain FROM ${r}`.execute(
    db,
  )
  await sql`INSERT INTO party_addresses (hash, address) SELECT hash, address FROM ${r}`.execute(db)
}

/** Unclassified people and companies, a mailbox that nobody has reviewed, some conversations and mails set by hand. */
async function restrictSome(db: Db, contacts: Contact[]): Promise<void> {
  const hidden = contacts.filter((contact) => !contact.classified).map((contact) => scopeOf('contact', contact.id))
  await sql`INSERT INTO restrictions (scope, set_by, level) SELECT unnest(${hidden}::bigint[]), 'status', 0
    UNION ALL SELECT id * 8 + 2, 'status', 0 FROM companies WHERE status = 'unclassified'
    UNION ALL VALUES (${scopeOf('mailbox', 3)}::bigint, 'first-sync', 0)
    UNION ALL SELECT id * 8 + 3, 'user', id % 3 FROM conversations WHERE id % 100 = 0
    UNION ALL SELECT id * 8 + 4, 'user', id % 3 FROM items WHERE id % 100 = 0`.execute(db)
}

type World = { contacts: Contact[]; tokens: string[]; mails: Mail[]; asks: number }

/** Half by whoever holds the message, half by any colleague who may know of the contact. */
function pickAsks(hasher: Hasher, { contacts, tokens, mails, asks }: World): Ask[] {
  const random = createRandom(7)
  return Array.from({ length: asks }, (_, n): Ask => {
    const own = n % 2 === 0
    const isOpen = ({ id, contactId, mailboxId, conversationId }: Mail) =>
      contacts[contactId - 1]!.classified && mailboxId !== 3 && id % 100 > 0 && conversationId % 100 > 0
    const right = (mail: Mail) => (own ? mail.mailboxId <= SIZES.users : isOpen(mail))
    let mail = random.pick(mails)
    while (!right(mail)) mail = random.pick(mails)
    const { id, name, address, hash } = contacts[mail.contactId - 1]!
    const token = own ? tokens[mail.mailboxId - 1]! : random.pick(tokens)
    return {
      token,
      address,
      name,
      messageId: mail.messageId,
      contactId: id,
      hash,
      messageHash: hasher.messageId(mail.messageId),
    }
  })
}
