/** Conversations: reading one, and writing what people say of it. */
import { sql } from 'kysely'
import type { Conversation, ConversationState } from '#shared/api/work.ts'
import { mayKnowOpportunity, rightsOf } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import { setRestriction } from '../../access/restrictions.ts'
import { scopeOf } from '../../access/scopes.ts'
import { SUBJECT, levelName, withLevel } from '../../access/visibility.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db } from '../../db/connect.ts'
import { ProblemError } from '../../errors.ts'
import { notFound } from '../../http.ts'
import { insertAudit } from '../audit.ts'
import { linkConversation, lockConversation } from '../conversation-link.ts'
import { linkJson, stateJson } from './state.ts'
import type { StateJson } from './state.ts'

type Row = {
  id: number
  subject: string | null
  messages: number
  state: StateJson | null
  level: number | null
  mine: boolean
  opportunity: { id: number; title: string } | null
}

/** By its id, also by one that was joined into another since. @returns undefined unless the viewer sees a subject in it */
export async function findConversation(db: Db, viewer: Viewer, asked: number): Promise<Conversation | undefined> {
  const rights = rightsOf(viewer)
  const { rows } = await sql<Row>`
    SELECT k.id, s.subject, s.messages, s.mine, ${sql.raw(stateJson('k.id', rights))} AS state, ${sql.raw(linkJson('k.id', rights))} AS opportunity,
      (SELECT r.level FROM restrictions r WHERE r.scope = k.id * 8 + 3 AND r.set_by = ${`user:${viewer.userId}`}) AS level
    FROM conversations k0 JOIN conversations k ON k.id = coalesce(k0.merged_into, k0.id)
      CROSS JOIN LATERAL (SELECT count(*) AS messages, coalesce(bool_or(i.mailbox_ids && ${[...viewer.holderIds]}::bigint[]), false) AS mine,
        bool_or(v.lv >= ${SUBJECT}) AS seen,
        (array_agg(i.subject ORDER BY i.occurred_at DESC NULLS LAST, i.id DESC) FILTER (WHERE v.lv >= ${SUBJECT}))[1] AS subject
        FROM interactions i ${withLevel(viewer)} WHERE i.conversation_id = k.id AND v.lv > 0) s
    WHERE k0.id = ${asked} AND s.seen`.execute(db)
  return rows[0] && toConversation(rows[0])
}

const toConversation = (row: Row): Conversation => ({
  id: String(row.id),
  subject: row.subject,
  messages: row.messages,
  state: row.state?.state ?? 'open',
  claimedBy: row.state?.user ? { id: String(row.state.user.id), name: row.state.user.name } : null,
  level: row.level === null ? null : levelName(row.level),
  mine: row.mine,
  opportunity: row.opportunity && { id: String(row.opportunity.id), title: row.opportunity.title },
})

export type Saying = { conversationId: number; at: Date }

/** @param said `userId`: who claims it; only an undo names somebody else than the viewer */
export async function setState(
  db: Db,
  { conversationId, at }: Saying,
  said: { state: ConversationState; userId: number },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const id = await lockConversation(tx, conversationId)
    const set = { state: said.state, user_id: said.userId, at }
    await tx
      .insertInto('conversation_states')
      .values({ conversation_id: id, ...set })
      .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(set))
      .execute()
  })
}

/** For all of it, past and future: mail that comes later hangs on the same scope. @throws ProblemError 403 unless it is theirs */
export async function setConversationLevel(
  db: Db,
  viewer: Viewer,
  { conversationId, at }: Saying,
  level: number | null,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const id = await lockConversation(tx, conversationId)
    const held = await sql`SELECT FROM interactions WHERE conversation_id = ${id}
      AND mailbox_ids && ${[...viewer.holderIds]}::bigint[] LIMIT 1`.execute(tx)
    if (held.rows.length === 0)
      throw new ProblemError(403, 'not-yours', 'Only the users whose mailbox holds some of it may say who sees it.')
    await setRestriction(tx, { scope: scopeOf('conversation', id), setBy: `user:${viewer.userId}`, level })
    const subject = { conversationId: id, level }
    await insertAudit(tx, { at, userId: viewer.userId, act: 'level', subject })
  })
}

/** @throws ProblemError 404 for an opportunity that the viewer may not know */
export async function setOpportunity(
  db: Db,
  viewer: Viewer,
  { conversationId, at }: Saying,
  opportunityId: number | null,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (opportunityId !== null) {
      const known = await sql`SELECT FROM opportunities o WHERE o.id = ${opportunityId}
        AND ${sql.raw(mayKnowOpportunity('o', rightsOf(viewer)))}`.execute(tx)
      if (known.rows.length === 0) throw notFound()
    }
    await linkConversation(tx, { conversationId, opportunityId, userId: viewer.userId, at })
  })
}
