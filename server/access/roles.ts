/** Which roles may do what. What one may *see* is decided by `visibility.ts`, never by a role. */
import { ProblemError } from '../errors.ts'
import type { Viewer } from './identity.ts'

const isAdmin = (viewer: Viewer) => viewer.roles.includes('admin')

/** @throws ProblemError 403 unless the viewer administers Ficha */
export function requireAdmin(viewer: Viewer): void {
  if (!isAdmin(viewer)) throw new ProblemError(403, 'not-admin', 'Only an administrator may do this.')
}

/** @throws ProblemError 403 unless the viewer shares this mailbox: its settings concern what is in it, so being admin does not help */
export function requireMailbox(viewer: Viewer, mailboxId: number): void {
  if (!viewer.mailboxIds.includes(mailboxId))
    throw new ProblemError(403, 'not-your-mailbox', 'Only the users of a mailbox may change its settings.')
}
