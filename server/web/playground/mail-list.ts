/**
 * The messages of a folder, as a mail program lists them. Of mail in files each line is read from its file. Of a mailbox at a
 * provider a line costs no request: what is logged is told from what is stored, what is not from its decision.
 */
import { sql } from 'kysely'
import type { PlaygroundListed, PlaygroundPage, PlaygroundPerson } from '#shared/playground.ts'
import { readCursor, writeCursor } from '../../crm/cursor.ts'
import type { Deps } from '../../http.ts'
import { readEnvelope } from '../../sources/files/reader.ts'
import type { Locator } from '../../sources/source.ts'

const PAGE = 50
/** Of those whom a mail went to, so many are named in its line. */
const NAMED = 10

type Wanted = { mailboxId: number; folder: string; cursor: string | undefined }

type Row = {
  provider_id: string
  locator: Locator
  at: Date | null
  outcome: 'logged' | 'skipped' | 'failed'
  reason: string | null
  logged: boolean
  subject: string | null
  attachments: boolean
  people: (PlaygroundPerson & { role: 'from' | 'to' })[] | null
}

/** Where a message at a provider lies that had no place when it was read. */
export const folderOf = sql`coalesce(o.locator->>'folder', CASE WHEN o.locator->>'kind' = 'gmail' THEN 'Archive' ELSE '' END)`

/** Neither of these is mail. */
export const isMail = sql`o.locator->>'kind' NOT IN ('ics', 'event')`

export async function listMessages(deps: Deps, { mailboxId, folder, cursor }: Wanted): Promise<PlaygroundPage> {
  const after = cursor ? readCursor(cursor).id : 0
  // Somebody in Bcc is named only where one's own mailbox said so.
  const { rows } = await sql<Row>`
    SELECT o.provider_id, o.locator, o.occurred_at AS at, o.outcome, o.reason, i.id IS NOT NULL AS logged, i.subject, p.people,
      EXISTS (SELECT FROM document_uses d WHERE d.interaction_id = i.id) AS attachments
    FROM (SELECT * FROM occurrences o WHERE o.mailbox_id = ${mailboxId} AND ${folderOf} = ${folder} AND ${isMail} AND o.gone_at IS NULL
      ORDER BY o.occurred_at DESC NULLS LAST, o.provider_id OFFSET ${after} LIMIT ${PAGE + 1}) o
      LEFT JOIN interactions i ON o.outcome = 'logged' AND i.item_id = o.item_id AND o.locator->>'kind' = 'gmail'
      LEFT JOIN LATERAL (SELECT json_agg(x) AS people FROM (
        SELECT role, name, address FROM participants x WHERE x.interaction_id = i.id AND x.role IN ('from', 'to') AND x.address <> ''
          AND (x.only_mailbox_id IS NULL OR x.only_mailbox_id = o.mailbox_id) ORDER BY x.position LIMIT ${NAMED}) x) p ON true
    ORDER BY o.occurred_at DESC NULLS LAST, o.provider_id`.execute(deps.database.db)
  const items = await Promise.all(rows.slice(0, PAGE).map((row) => lineOf(row)))
  return { items, nextCursor: rows.length > PAGE ? writeCursor({ at: '-infinity', id: after + PAGE }) : null }
}

const nothingOf = (id: string): PlaygroundListed => ({
  id,
  from: null,
  to: [],
  subject: null,
  at: null,
  unread: false,
  attachments: false,
  unlogged: null,
})

const lineOf = async (row: Row): Promise<PlaygroundListed> =>
  row.locator.kind === 'gmail' ? storedLine(row) : readLine(row)

function storedLine({ provider_id, at, outcome, reason, logged, ...row }: Row): PlaygroundListed {
  const line = { ...nothingOf(provider_id), at: at?.toISOString() ?? null }
  if (!logged) return { ...line, unlogged: outcome === 'skipped' ? (reason ?? 'nobody') : outcome }
  const people = row.people ?? []
  const named = (role: string) =>
    people.filter((one) => one.role === role).map(({ name, address }) => ({ name, address }))
  const { subject, attachments } = row
  return { ...line, from: named('from')[0] ?? null, to: named('to'), subject, attachments }
}

/** A message whose file has gone or cannot be read stays in the list, by its place. */
async function readLine({ provider_id, locator }: Row): Promise<PlaygroundListed> {
  const none = nothingOf(provider_id)
  try {
    const { from, to, subject, sentAt } = await readEnvelope(locator)
    return { ...none, from: from[0] ?? null, to, subject, at: sentAt?.toISOString() ?? null }
  } catch {
    return none
  }
}
