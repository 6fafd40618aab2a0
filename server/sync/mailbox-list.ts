/** Mailboxes as their users see them: their counts, and how they are connected. */
import type { Mailbox } from '#shared/api.ts'
import { listStoredMailboxes } from '../crm/mailboxes/queries.ts'
import type { Db } from '../db/connect.ts'
import { missingParts } from './google/scopes.ts'

/** @param ids only these; null: all, for administration on the machine itself */
export async function listMailboxes(db: Db, ids: number[] | null): Promise<Mailbox[]> {
  const stored = await listStoredMailboxes(db, ids)
  return stored.map(({ scopes, ...mailbox }) => ({ ...mailbox, missing: scopes === null ? [] : missingParts(scopes) }))
}
