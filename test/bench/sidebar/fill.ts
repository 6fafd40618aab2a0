/** 10,000 contacts of 2,000 companies and 50,000 logged mails, written straight into the tables. */
import type pg from 'pg'
import type { Hasher } from '#server/db/hasher.ts'

export const CONTACTS = 10_000
export const MAILS = 50_000
const COMPANIES = 2_000
const MAILBOXES = 20


export const addressOf = (contact: number): string => `person${contact}@company${contact % COMPANIES}.test`
export const messageIdOf = (mail: number): string => `mail-${mail}@company.test`
/** Whose mail it is: the mails of a contact are spread over all mailboxes. */
export const contactOf = (mail: number): number => mail % CONTACTS

export async function fillSidebar(client: pg.Client, hasher: Hasher): Promise<void> {
  const people = Array.from({ length: CONTACTS }, (_, i) => ({
    i,
    company: i % COMPANIES,
    address: addressOf(i),
    hash: hasher.address(addressOf(i)),
    domain: `company${i % COMPANIES}.test`,
    domain_hash: hasher.domain(`company${i % COMPANIES}.test`),
  }))
  await client.query(
    `CREATE TEMP TABLE people AS SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(i int, company int, address text, hash text, domain text, domain_hash text)`,
    [JSON.stringify(people)],
  )
  const mails = Array.from({ length: MAILS }, (_, i) => ({ i, hash: hasher.messageId(messageIdOf(i)), key: hasher.message(messageIdOf(i), [addressOf(contactOf(i))]) }))
  await client.query(`CREATE TEMP TABLE mails AS SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(i int, hash text, key text)`, [JSON.stringify(mails)])
  for (const statement of STATEMENTS) await client.query(statement)
}

const STATEMENTS = [
  `INSERT INTO mailboxes (id, address, hash, source, state, reviewed_at, last_synced_at, created_at) SELECT i, 'user' || i || '@ours.test', 'mailbox' || i, 'files', 'ok', now(), now(), now() FROM generate_series(1, ${MAILBOXES}) i`,
  `INSERT INTO users (id, email, name, roles, created_at) SELECT i, 'user' || i || '@ours.test', 'User ' || i, '{rep}', now() FROM generate_series(1, ${MAILBOXES}) i`,
  `INSERT INTO mailbox_users SELECT i, i FROM generate_series(1, ${MAILBOXES}) i`,
  `INSERT INTO own_domains VALUES ('ours.test')`,
  `INSERT INTO companies (id, name, status, created_at) SELECT i + 1, 'Company ' || i, 'customer', now() FROM generate_series(0, ${COMPANIES - 1}) i`,
  `INSERT INTO company_domains SELECT DISTINCT domain_hash, domain, company + 1 FROM people`,
  `INSERT INTO contacts (id, seen_name, role, company_id, status, owner_id, phones, created_at)
   SELECT i + 1, 'Person ' || i, 'Buyer', company + 1, CASE WHEN i % 5 = 0 THEN 'unclassified' ELSE 'customer' END, i % ${MAILBOXES} + 1, '{+34 944 000 000}', now() FROM people`,
  `INSERT INTO parties (hash, contact_id, company_id, domain_hash) SELECT hash, i + 1, company + 1, domain_hash FROM people`,
  `INSERT INTO party_addresses SELECT hash, address FROM people`,
  `INSERT INTO restrictions SELECT (i + 1) * 8 + 1, 'status', 0 FROM people WHERE i % 5 = 0`,
  `INSERT INTO conversations (id) SELECT i FROM generate_series(1, ${MAILS / 4}) i`,
  `INSERT INTO items (id, key, message_hash, conversation_id, rank) SELECT i + 1, key, hash, i / 4 + 1, '1' || key FROM mails`,
  `INSERT INTO occurrences (mailbox_id, provider_id, item_id, version, locator, rank, outcome, occurred_at, direction, decided_at)
   SELECT m, 'p' || i, i + 1, 1, '{}', '1' || key, 'logged', now() - i * interval '1 minute', 'received', now()
   FROM mails CROSS JOIN LATERAL (VALUES (i % ${MAILBOXES} + 1), ((i + 7) % ${MAILBOXES} + 1)) held(m)`,
  `INSERT INTO interactions (id, item_id, rank, kind, occurred_at, zone, subject, report, full_text, message_id, conversation_id, scopes, mailbox_ids, search_subject, search_text)
   SELECT i + 1, i + 1, '1' || key, 'mail_received', now() - i * interval '1 minute', '+01:00', 'About the delivery of ' || i,
     repeat('We have looked at your offer and have a question about the second point. ', 8), repeat('With everything that was quoted and signed. ', 40), 'mail-' || i || '@company.test', i / 4 + 1,
     ARRAY[(i % ${MAILBOXES} + 1) * 8, (i % ${CONTACTS} + 1) * 8 + 1, (i % ${COMPANIES} + 1) * 8 + 2, (i / 4 + 1) * 8 + 3, (i + 1) * 8 + 4]::bigint[],
     ARRAY[i % ${MAILBOXES} + 1, (i + 7) % ${MAILBOXES} + 1]::bigint[], to_tsvector('simple', 'delivery'), to_tsvector('simple', 'offer question') FROM mails`,
  `INSERT INTO participants (interaction_id, position, role, address, name, hash, domain_hash, own, occurred_at, item_key)
   SELECT m.i + 1, 0, 'from', p.address, 'Person ' || p.i, p.hash, p.domain_hash, false, now() - m.i * interval '1 minute', m.key FROM mails m JOIN people p ON p.i = m.i % ${CONTACTS}
   UNION ALL SELECT i + 1, 1, 'to', 'user' || (i % ${MAILBOXES} + 1) || '@ours.test', 'User', 'u1', NULL, true, now(), key FROM mails
   UNION ALL SELECT i + 1, 2, 'cc', 'user' || ((i + 7) % ${MAILBOXES} + 1) || '@ours.test', 'User', 'u2', NULL, true, now(), key FROM mails`,
  `INSERT INTO interaction_contacts (contact_id, interaction_id, sort_at) SELECT i % ${CONTACTS} + 1, i + 1, now() - i * interval '1 minute' FROM mails`,
  `INSERT INTO interaction_companies (company_id, interaction_id, sort_at) SELECT i % ${COMPANIES} + 1, i + 1, now() - i * interval '1 minute' FROM mails`,
  `ANALYZE`,
]
