/** A mailbox of the viewer's own, and one message in it. */
import type { Viewer } from '../../access/identity.ts'
import { ProblemError } from '../../errors.ts'
import { notFound } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readOriginal } from '../../sources/files/reader.ts'
import type { Original } from '../../sources/files/reader.ts'
import type { Locator } from '../../sources/source.ts'

export type OwnMessage = { locator: Locator; original: Original }

/** @throws ProblemError 404, also for a mailbox that is somebody else's */
export async function findOwnMailbox(deps: Deps, viewer: Viewer, address: string | undefined): Promise<number> {
  const row = await deps.database.db
    .selectFrom('mailboxes')
    .select('id')
    .where('address', '=', address ?? '')
    .executeTakeFirst()
  if (!row || !viewer.mailboxIds.includes(row.id)) throw notFound()
  return row.id
}

/** @throws ProblemError 404 */
export async function readOwnMessage(deps: Deps, mailboxId: number, id: string): Promise<OwnMessage> {
  const row = await deps.database.db
    .selectFrom('occurrences')
    .select('locator')
    .where('mailbox_id', '=', mailboxId)
    .where('provider_id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  const original = await readOriginal(row.locator).catch((cause: unknown) => {
    throw new ProblemError(404, 'unreadable', 'This message cannot be read: its file has gone, or it is damaged.', {
      cause,
    })
  })
  return { locator: row.locator, original }
}
