/** A mailbox of the viewer's own, and one message in it. */
import type { OpenedMail } from '../../connections.ts'
import type { Viewer } from '../../access/identity.ts'
import { ProblemError, SourceError } from '../../errors.ts'
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

/** Of a mailbox in files. @throws ProblemError 404 */
export async function readOwnMessage(deps: Deps, mailboxId: number, id: string): Promise<OwnMessage> {
  const locator = await locatorOf(deps, mailboxId, id)
  const original = await readOriginal(locator).catch((cause: unknown) => {
    throw new ProblemError(404, 'unreadable', 'This message cannot be read: its file has gone, or it is damaged.', {
      cause,
    })
  })
  return { locator, original }
}

/**
 * Of any mailbox: in files, or at a provider, where it is read now.
 * @throws ProblemError 404; 409 `reconnect` when its mailbox has to be connected again; 503 when the provider does not answer
 */
export async function readOwnMail(deps: Deps, mailboxId: number, id: string): Promise<OpenedMail> {
  const { kind } = await locatorOf(deps, mailboxId, id)
  if (kind !== 'gmail') return (await readOwnMessage(deps, mailboxId, id)).original
  if (!deps.readOriginal) throw notFound()
  return deps.readOriginal(mailboxId, id).catch((cause: unknown) => {
    throw cause instanceof SourceError ? problemOf(cause) : cause
  })
}

function problemOf(cause: SourceError): ProblemError {
  if (cause.kind === 'auth')
    return new ProblemError(409, 'reconnect', 'The mailbox has to be connected again before its mail can be read.', {
      cause,
    })
  if (cause.kind === 'gone')
    return new ProblemError(404, 'unreadable', 'This message is no longer there, or it cannot be read.', { cause })
  return new ProblemError(503, 'provider', 'The mailbox’s provider does not answer now.', { cause })
}

async function locatorOf(deps: Deps, mailboxId: number, id: string): Promise<Locator> {
  const row = await deps.database.db
    .selectFrom('occurrences')
    .select('locator')
    .where('mailbox_id', '=', mailboxId)
    .where('provider_id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row.locator
}
