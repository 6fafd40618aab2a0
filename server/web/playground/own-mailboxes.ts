/** The viewer's mailboxes with their folders, and how those at a provider are doing. */
import { sql } from 'kysely'
import type { PlaygroundMailbox } from '#shared/playground.ts'
import type { Viewer } from '../../access/identity.ts'
import type { Db } from '../../db/connect.ts'
import { folderOf, isMail } from './mail-list.ts'

type Row = {
  id: number
  address: string
  source: string
  state: string
  connected: boolean
  problem: string | null
  way: 'oauth' | 'delegation' | null
  folder: string | null
  n: number
  logged: number
}

/** One's own first. */
export async function listOwnMailboxes(db: Db, viewer: Viewer): Promise<PlaygroundMailbox[]> {
  const { rows } = await sql<Row>`
    SELECT m.id, m.address, m.source, m.state, a.mailbox_id IS NOT NULL AS connected, a.problem, a.way, f.folder, f.n, f.logged
    FROM mailboxes m LEFT JOIN accounts a ON a.mailbox_id = m.id
      LEFT JOIN LATERAL (SELECT ${folderOf} AS folder, count(*) AS n, count(*) FILTER (WHERE o.outcome = 'logged') AS logged
        FROM occurrences o WHERE o.mailbox_id = m.id AND o.gone_at IS NULL AND ${isMail} GROUP BY 1) f ON f.folder <> ''
    WHERE m.id = ANY(${viewer.mailboxIds}::bigint[]) AND m.source IN ('files', 'google')
    ORDER BY m.address <> ${viewer.email}, m.address, f.folder`.execute(db)
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((folders) => ({
    address: folders[0]!.address,
    folders: folders
      .flatMap(({ folder, n, logged }) => (folder === null ? [] : [{ id: folder, name: folder, count: n, logged }]))
      .toSorted(byFolder),
    connection: connectionOf(folders[0]!),
  }))
}

function connectionOf({ id, source, state, connected, problem, way }: Row): PlaygroundMailbox['connection'] {
  if (source === 'files') return null
  return {
    id: String(id),
    syncing: connected && state === 'syncing',
    problem: connected ? problem : 'not-connected',
    // What an admin connected for everybody, an admin puts right.
    own: way !== 'delegation',
  }
}

const ORDER = ['Inbox', 'Sent', 'Drafts', 'Archive', 'Spam', 'Trash']
const byFolder = (a: { id: string }, b: { id: string }) =>
  ((ORDER.indexOf(a.id) + 7) % 7) - ((ORDER.indexOf(b.id) + 7) % 7) || a.id.localeCompare(b.id)
