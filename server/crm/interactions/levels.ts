/** Setting who sees an item. One row acts on the past at once, everywhere. */
import { setRestriction } from '../../access/restrictions.ts'
import { scopeOf } from '../../access/scopes.ts'
import type { Viewer } from '../../access/identity.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db } from '../../db/connect.ts'
import { ProblemError } from '../../errors.ts'
import { insertAudit } from '../audit.ts'

/**
 * @param change `level` is 0–3; what others set on the same item, and what holds for its people and mailboxes, still narrows it
 * @throws ProblemError 403 unless a mailbox of the viewer holds the item
 */
export async function setLevel(
  db: Db,
  viewer: Viewer,
  { interactionId, level, at }: { interactionId: number; level: number | null; at: Date },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await tx
      .selectFrom('interactions')
      .select(['item_id', 'mailbox_ids'])
      .where('id', '=', interactionId)
      .executeTakeFirstOrThrow()
    if (!row.mailbox_ids.some((id) => viewer.holderIds.includes(id))) {
      throw new ProblemError(403, 'not-yours', 'Only the users whose mailbox holds a message may say who sees it.')
    }
    // What was logged by hand is held by those who were there.
    const scope = row.item_id === null ? scopeOf('entry', interactionId) : scopeOf('item', row.item_id)
    await setRestriction(tx, { scope, setBy: `user:${viewer.userId}`, level })
    await insertAudit(tx, { at, userId: viewer.userId, act: 'level', subject: { interactionId, level } })
  })
}
