/** What people said of a conversation, as SQL: shared by its routes, its part of the record and the queue. */
import { mayKnowOpportunity } from '../../access/known.ts'
import type { Rights } from '../../access/known.ts'
import { levelLateral } from '../../access/visibility.ts'
import type { ConversationState } from '#shared/api/work.ts'

export type StateJson = { state: ConversationState; user: { id: number; name: string } | null }

/**
 * JSON of what holds for conversation `k` (an expression), null where nobody has said anything. A solved one is open again when
 * newer mail has come; of mail that the viewer may not know of, nothing is told.
 */
export const stateJson = (k: string, { holders, now }: Rights): string => `(SELECT json_build_object(
  'state', CASE WHEN reopened.yes THEN 'open' ELSE st.state END,
  'user', CASE WHEN st.state = 'claimed' THEN (SELECT json_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = st.user_id) END)
  FROM conversation_states st CROSS JOIN LATERAL (SELECT st.state = 'solved' AND EXISTS (SELECT FROM interactions i ${levelLateral(holders, now)}
    WHERE i.conversation_id = st.conversation_id AND i.kind = 'mail_received' AND i.occurred_at > st.at AND v.lv > 0) AS yes) reopened
  WHERE st.conversation_id = ${k})`

/** JSON of the opportunity it is linked to, as far as the viewer may know of it. */
export const linkJson = (k: string, rights: Rights): string => `(SELECT json_build_object('id', o.id, 'title', o.title)
  FROM opportunity_conversations x JOIN opportunities o ON o.id = x.opportunity_id
  WHERE x.conversation_id = ${k} AND ${mayKnowOpportunity('o', rights)})`
