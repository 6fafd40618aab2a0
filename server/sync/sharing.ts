/** Who shares a mailbox: its users say so, since whoever shares it sees all of it. */
import type { Viewer } from '../access/identity.ts'
import { insertAudit } from '../crm/audit.ts'
import { inTransaction } from '../db/connect.ts'
import type { Db } from '../db/connect.ts'
import { lockRiver } from '../db/river-lock.ts'
import { ProblemError } from '../errors.ts'
import { notFound } from '../http.ts'

type Sharing = { db: Db; viewer: Viewer; now: Date }
type Place = { mailboxId: number; userId: number }

/** @throws ProblemError 404 when no such user works here */
export async function share({ db, viewer, now }: Sharing, { mailboxId, userId }: Place): Promise<void> {
  await inTransaction(db, async (tx) => {
    const user = await tx
      .selectFrom('users')
      .select('id')
      .where('id', '=', userId)
      .where('left_at', 'is', null)
      .executeTakeFirst()
    if (!user) throw notFound()
    await tx
      .insertInto('mailbox_users')
      .values({ mailbox_id: mailboxId, user_id: userId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await insertAudit(tx, { at: now, userId: viewer.userId, act: 'share', subject: { mailboxId, userId } })
  })
}

/** @throws ProblemError 404 when they do not share it, 409 when it is theirs by its address or would be nobody's */
export async function unshare({ db, viewer, now }: Sharing, { mailboxId, userId }: Place): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    const users = await tx
      .selectFrom('mailbox_users')
      .innerJoin('users', 'users.id', 'mailbox_users.user_id')
      .innerJoin('mailboxes', 'mailboxes.id', 'mailbox_users.mailbox_id')
      .select(['users.id', 'users.email', 'mailboxes.address'])
      .where('mailbox_id', '=', mailboxId)
      .execute()
    const user = users.find((row) => row.id === userId)
    if (!user) throw notFound()
    if (user.email === user.address || users.length === 1)
      throw new ProblemError(409, 'last-user', 'A mailbox keeps the user of its own address, and at least one.')
    await tx.deleteFrom('mailbox_users').where('mailbox_id', '=', mailboxId).where('user_id', '=', userId).execute()
    await insertAudit(tx, { at: now, userId: viewer.userId, act: 'unshare', subject: { mailboxId, userId } })
  })
}
