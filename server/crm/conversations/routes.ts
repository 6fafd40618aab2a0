/** /api/conversations/{id} and /api/queue */
import { createRoute, z } from '@hono/zod-openapi'
import { Level, listOf } from '#shared/api.ts'
import { Conversation, ConversationState, Waiting } from '#shared/api/work.ts'
import type { Viewer } from '../../access/identity.ts'
import { levelNumber } from '../../access/visibility.ts'
import { IdParam, body, createRouter, json, notFound, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readCursor } from '../cursor.ts'
import { getColleagues } from '../known.ts'
import { findConversation, setConversationLevel, setOpportunity, setState } from './queries.ts'
import { findQueues, listWaiting } from './queue.ts'

const params = z.object({ id: IdParam })
const answers = { 200: json(Conversation, 'The conversation as it is now'), ...problems }

const oneRoute = createRoute({
  method: 'get',
  path: '/api/conversations/{id}',
  summary: 'One conversation: who has taken it, what is known of it',
  request: { params },
  responses: answers,
})
const stateRoute = createRoute({
  method: 'put',
  path: '/api/conversations/{id}/state',
  summary: 'Take a conversation on, say that it is solved, or open again',
  request: {
    params,
    // Whose claim an undo gives back.
    body: body(z.object({ state: ConversationState, userId: IdParam.nullish() })),
  },
  responses: answers,
})
const levelRoute = createRoute({
  method: 'put',
  path: '/api/conversations/{id}/level',
  summary: 'Set what colleagues see of all of it, past and future',
  request: { params, body: body(z.object({ level: Level.nullable() })) },
  responses: answers,
})
const linkRoute = createRoute({
  method: 'put',
  path: '/api/conversations/{id}/opportunity',
  summary: 'Link it to an opportunity, with all mail that comes later',
  request: { params, body: body(z.object({ opportunityId: IdParam.nullable() })) },
  responses: answers,
})
const queueRoute = createRoute({
  method: 'get',
  path: '/api/queue',
  summary: 'Who waits for an answer in a mailbox, or in all that the caller shares; the longest first',
  request: { query: z.object({ mailbox: z.string().trim().max(320).optional(), ...pageQuery }) },
  responses: { 200: json(listOf(Waiting), 'Conversations whose last word is theirs'), ...problems },
})

export function conversationRoutes(deps: Deps) {
  const { db } = deps.database
  const get = async (viewer: Viewer, id: number): Promise<Conversation> => {
    const found = await findConversation(db, viewer, id)
    if (!found) throw notFound()
    return found
  }
  return createRouter()
    .openapi(oneRoute, async (c) => c.json(await get(c.get('viewer'), c.req.valid('param').id), 200))
    .openapi(stateRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = await get(viewer, c.req.valid('param').id)
      const { state, userId } = c.req.valid('json')
      const [user] = await getColleagues(db, [userId ?? viewer.userId])
      await setState(db, { conversationId: Number(id), at: deps.now() }, { state, userId: user!.id })
      return c.json(await get(viewer, Number(id)), 200)
    })
    .openapi(levelRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = await get(viewer, c.req.valid('param').id)
      const { level } = c.req.valid('json')
      const saying = { conversationId: Number(id), at: deps.now() }
      await setConversationLevel(db, viewer, saying, level === null ? null : levelNumber(level))
      return c.json(await get(viewer, Number(id)), 200)
    })
    .openapi(linkRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = await get(viewer, c.req.valid('param').id)
      const saying = { conversationId: Number(id), at: deps.now() }
      await setOpportunity(db, viewer, saying, c.req.valid('json').opportunityId)
      return c.json(await get(viewer, Number(id)), 200)
    })
    .openapi(queueRoute, async (c) => {
      const { mailbox, limit, cursor } = c.req.valid('query')
      const viewer = c.get('viewer')
      const queues = await findQueues(db, viewer, mailbox)
      if (mailbox !== undefined && queues.length === 0) throw notFound()
      return c.json(await listWaiting(db, viewer, queues, { limit, after: cursor ? readCursor(cursor) : null }), 200)
    })
}
