/** Everything the river has written, by keys that mean the same in every database: no ids, no times of decision. */
import { sql } from 'kysely'
import type { Database } from '#server/db/connect.ts'
import type { Hasher } from '#server/db/hasher.ts'

type Row = Record<string, unknown>
export type Rows = Record<string, Row[]>
/** Lines of text, sorted, so that a difference reads well. */
export type Dump = Record<string, string[]>

/** What hashes stand for: addresses, domains, and items by Message-ID and From. */
export type Names = ReadonlyMap<string, string>
type Nameable = {
  addresses: Iterable<string>
  domains: Iterable<string>
  messages: Iterable<{ id: string; from: string[] }>
}

export function namesOf(hasher: Hasher, { addresses, domains, messages }: Nameable): Names {
  const names = new Map<string, string>()
  for (const address of addresses) names.set(hasher.address(address), address)
  for (const domain of domains) names.set(hasher.domain(domain), domain)
  for (const { id, from } of messages) names.set(hasher.message(id, from), `${id} ${from.toSorted().join(' ')}`)
  return names
}

/** Lists are sets here: their order is another column's business. */
export function linesOf(rows: Rows): Dump {
  const text = (value: unknown) => JSON.stringify(Array.isArray(value) ? value.toSorted() : value)
  const line = (row: Row) =>
    Object.entries(row)
      .map(([column, value]) => `${column}=${text(value)}`)
      .join(' ')
  return Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, list.map(line).toSorted()]))
}

export async function dumpRiver({ db }: Database, names: Names): Promise<Dump> {
  const readable = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value
        .split(' ')
        .map((word) => names.get(word) ?? word)
        .join(' ')
    return Array.isArray(value) ? value.map(readable) : value
  }
  const found: Rows = {}
  for (const [name, text] of Object.entries(QUERIES)) {
    const { rows } = await sql.raw<Row>(text).execute(db)
    found[name] = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column, readable(value)])),
    )
  }
  const labels = labelScopes(found)
  const label = (scope: unknown) => labels.get(scope as number) ?? scope
  for (const row of found['restrictions']!) row['scope'] = label(row['scope'])
  for (const row of found['interactions']!) row['scopes'] = (row['scopes'] as number[]).map(label)
  const { items: _items, ...shown } = found
  const public_ = Object.entries(shown).map(([name, rows]) => [
    name,
    rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !column.startsWith('_')))),
  ])
  return linesOf(Object.fromEntries(public_) as Rows)
}

/** A scope by what it stands for: contacts by their addresses, conversations by their first message. */
function labelScopes(rows: Rows): Map<number, string> {
  const labels = new Map<number, string>()
  const kinds = { mailboxes: 0, contacts: 1, companies: 2, items: 4 } as const
  for (const [name, kind] of Object.entries(kinds))
    for (const row of rows[name]!) labels.set((row['_id'] as number) * 8 + kind, `${name} ${row['_label'] as string}`)
  for (const row of rows['interactions']!)
    labels.set((row['_conversation'] as number) * 8 + 3, `conversation ${row['conversation'] as string}`)
  return labels
}

const WHO = (contact: string) =>
  `(SELECT string_agg(y.hash, ' ' ORDER BY y.hash COLLATE "C") FROM parties y WHERE y.contact_id = ${contact})`
const ENTRY =
  'JOIN interactions i ON i.id = x.interaction_id JOIN items t ON t.id = i.item_id LEFT JOIN mailboxes m ON m.id = x.only_mailbox_id'

/**
 * Columns that begin with an underscore are for translating others. Of somebody worked on by hand, addresses stay that no
 * mail shows any more: they may be all that is known, so which ones is history and not compared.
 */
const QUERIES: Record<string, string> = {
  decisions: `SELECT m.address AS mailbox, o.provider_id, o.outcome, o.reason, o.error_code AS error,
      o.gone_at IS NOT NULL AS gone, o.pending_at IS NOT NULL AS pending, t.key AS item
    FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id LEFT JOIN items t ON t.id = o.item_id`,
  interactions: `SELECT t.key AS item, i.kind, i.occurred_at, i.subject, i.report, i.full_text, i.notes, i.files_due_at IS NOT NULL AS files_due,
      (SELECT min(z.message_id COLLATE "C") FROM interactions z WHERE z.conversation_id = i.conversation_id) AS conversation, i.conversation_id AS _conversation,
      ARRAY(SELECT m.address FROM mailboxes m WHERE m.id = ANY(i.mailbox_ids)) AS mailboxes, i.scopes
    FROM interactions i JOIN items t ON t.id = i.item_id`,
  participants: `SELECT t.key AS item, x.position, x.role, x.address, x.name, x.hash AS base, x.domain_hash AS domain, x.matched_by, x.own, m.address AS only_mailbox
    FROM participants x ${ENTRY}`,
  linked_contacts: `SELECT t.key AS item, ${WHO('x.contact_id')} AS contact, m.address AS only_mailbox,
      CASE WHEN x.sort_at > '-infinity' THEN x.sort_at END AS sort_at FROM interaction_contacts x ${ENTRY}`,
  linked_companies: `SELECT t.key AS item, d.domain AS company, m.address AS only_mailbox, CASE WHEN x.sort_at > '-infinity' THEN x.sort_at END AS sort_at
    FROM interaction_companies x ${ENTRY} LEFT JOIN company_domains d ON d.company_id = x.company_id`,
  documents: `SELECT t.key AS item, x.position, x.name, x.sha256 FROM document_uses x JOIN interactions i ON i.id = x.interaction_id JOIN items t ON t.id = i.item_id`,
  stored_documents: `SELECT sha256 FROM documents UNION ALL SELECT 'unused ' || sha256 FROM unused_documents`,
  parties: `SELECT y.hash AS base, y.domain_hash AS domain, y.blocked, y.manual, y.contact_id IS NOT NULL AS person, d.domain AS company, e.domain AS contact_company
    FROM parties y LEFT JOIN contacts c ON c.id = y.contact_id LEFT JOIN company_domains d ON d.company_id = y.company_id LEFT JOIN company_domains e ON e.company_id = c.company_id`,
  contacts: `SELECT c.id AS _id, ${WHO('c.id')} AS _label, ${WHO('c.id')} AS contact, c.seen_name, c.name, c.status, c.kept,
      ARRAY(SELECT a.address FROM party_addresses a JOIN parties y ON y.hash = a.hash WHERE y.contact_id = c.id
        AND (NOT y.manual OR EXISTS (SELECT FROM participants p WHERE p.hash = a.hash AND p.address = a.address))) AS addresses FROM contacts c`,
  companies: `SELECT k.id AS _id, d.domain AS _label, d.domain, k.status, k.kept FROM companies k LEFT JOIN company_domains d ON d.company_id = k.id`,
  restrictions: `SELECT scope, set_by, level FROM restrictions`,
  occurrence_hashes: `SELECT m.address AS mailbox, x.provider_id, x.hash AS names FROM occurrence_hashes x JOIN mailboxes m ON m.id = x.mailbox_id`,
  creations: `SELECT t.key AS item, c.hash AS base FROM creations c JOIN items t ON t.id = c.item_id`,
  mailboxes: `SELECT m.id AS _id, m.address AS _label, m.address, m.policy FROM mailboxes m`,
  exclusions: `SELECT hash AS names FROM exclusions`,
  items: `SELECT t.id AS _id, t.key AS _label FROM items t`,
}
