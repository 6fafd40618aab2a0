/** Linking a conversation to an opportunity: all its mail, what comes later included. */
import { sql } from 'kysely'
import type { Viewer } from '../access/identity.ts'
import { SUBJECT, withLevel } from '../access/visibility.ts'
import type { Db, Tx } from '../db/connect.ts'
import { lockRiver } from '../db/river-lock.ts'
import { notFound } from '../http.ts'

/** By the id that it goes by now. @throws ProblemError 404 unless the viewer sees at least a subject in it */
export async function getConversationId(db: Db, viewer: Viewer, asked: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    SELECT i.conversation_id AS id FROM conversations k JOIN interactions i ON i.conversation_id = coalesce(k.merged_into, k.id)
      ${withLevel(viewer)} WHERE k.id = ${asked} AND v.lv >= ${SUBJECT} LIMIT 1`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0].id
}

/** Under the river lock, because arriving mail may just be joining it with another: the id that it goes by now. */
export async function lockConversation(tx: Tx, id: number): Promise<number> {
  await lockRiver(tx)
  const row = await tx.selectFrom('conversations').select('merged_into').where('id', '=', id).executeTakeFirstOrThrow()
  return row.merged_into ?? id
}

/** @param link `opportunityId` null takes the link away: the row stays, so that the newest word counts in a merge */
export async function linkConversation(
  tx: Tx,
  link: { conversationId: number; opportunityId: number | null; userId: number; at: Date },
): Promise<void> {
  const id = await lockConversation(tx, link.conversationId)
  const set = { opportunity_id: link.opportunityId, by_id: link.userId, at: link.at }
  await tx
    .insertInto('opportunity_conversations')
    .values({ conversation_id: id, ...set })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(set))
    .execute()
}
