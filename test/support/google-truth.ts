/** What stands in the database, against what the fake Google holds: nothing unknown, nothing missing, nothing of its own making. */
import { sql } from 'kysely'
import type { Db } from '#server/db/connect.ts'
import type { GoogleWorld } from './google-world.ts'

const DAY = 86_400_000

/** Of each mailbox the provider ids that it holds: messages, and instances of its events. */
export function heldBy({ accounts }: GoogleWorld): { messages: Set<string>; instances: Set<string> } {
  const [from, to] = [-100, 170].map((days) => new Date(Date.now() + days * DAY).toISOString()) as [string, string]
  const messages = new Set<string>()
  const instances = new Set<string>()
  for (const [address, { mail, calendar }] of accounts) {
    for (const id of mail.ids()) messages.add(`${address} ${id}`)
    for (const { id } of calendar.instances(from, to)) instances.add(`${address} ${address}/${id}`)
  }
  return { messages, instances }
}

type Row = { key: string; outcome: string; reason: string | null; gone: boolean }

/** Each list must be empty. */
export async function findFaults(db: Db, world: GoogleWorld): Promise<Record<string, string[]>> {
  const { rows } = await sql<Row>`SELECT m.address || ' ' || o.provider_id AS key, o.outcome, o.reason,
      o.gone_at IS NOT NULL AS gone FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id`.execute(db)
  const { messages, instances } = heldBy(world)
  const held = messages.union(instances)
  const stored = new Map(rows.map((row) => [row.key, row]))
  const left = rows.filter((row) => !held.has(row.key))
  return {
    missing: [...held].filter((key) => !stored.has(key)),
    'said to be gone': [...held].filter((key) => stored.get(key)?.gone),
    'there no more, and not said': left.filter((row) => !row.gone && !isCalledOff(row)).map((row) => row.key),
    'never there': left.filter((row) => !wasThere(world, row.key)).map((row) => row.key),
    failed: rows.filter((row) => row.outcome === 'failed').map((row) => row.key),
  }
}

/** Of what is private that is said first. */
const isCalledOff = ({ key, reason }: Row): boolean =>
  key.includes('/') && (reason === 'cancelled' || reason === 'private')

function wasThere({ ids, events, accounts }: GoogleWorld, key: string): boolean {
  const id = key.split(' ')[1]!
  const [calendar, event] = id.split('/')
  if (event === undefined) return ids.has(id)
  return accounts.has(calendar!) && events.ids.has(event.replace(/_\d{8}(?:T\d{6}Z)?$/, ''))
}

/** What was made of each occurrence that the fake still holds, in words that are the same in any database. */
export async function outlineHeld(db: Db, world: GoogleWorld): Promise<string[]> {
  const { messages, instances } = heldBy(world)
  const held = messages.union(instances)
  const { rows } = await sql<{ key: string; line: string }>`
    SELECT m.address || ' ' || o.provider_id AS key,
      concat_ws(' | ', o.outcome, o.reason, i.message_id, i.kind, i.subject, i.report, i.occurred_at::text,
        (SELECT g.uid || ' ' || coalesce(g.original_start_at::text, '-') || ' ' || g.end_at::text FROM meetings g WHERE g.interaction_id = i.id),
        (SELECT string_agg(DISTINCT p.role || ' ' || p.address || '=' || coalesce(c.seen_name, '-'), ',') FROM participants p
          LEFT JOIN parties y ON y.hash = p.hash LEFT JOIN contacts c ON c.id = y.contact_id WHERE p.interaction_id = i.id),
        (SELECT min(x.message_id) FROM interactions x WHERE x.conversation_id = i.conversation_id),
        (SELECT string_agg(u.name || ' ' || u.sha256, ',' ORDER BY u.position) FROM document_uses u WHERE u.interaction_id = i.id)) AS line
    FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id
      LEFT JOIN interactions i ON i.item_id = o.item_id AND o.outcome = 'logged'`.execute(db)
  return rows
    .filter(({ key }) => held.has(key))
    .map(({ key, line }) => `${key} | ${line}`)
    .toSorted()
}
