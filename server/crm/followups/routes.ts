/** /api/followups, and the form for one. */
import { createRoute, z } from '@hono/zod-openapi'
import { listOf } from '#shared/api.ts'
import { Followup, FollowupInput, FollowupState } from '#shared/api/work.ts'
import { FormBlock } from '#shared/blocks.ts'
import { ProblemError } from '../../errors.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, notFound, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { followupForm } from './form.ts'
import { findFollowup, listFollowups } from './queries.ts'
import { deleteFollowup, insertFollowup, updateFollowup } from './write.ts'

const Params = z.object({ id: IdParam })
const about = { contactId: IdParam.optional(), companyId: IdParam.optional(), opportunityId: IdParam.optional() }
const Input = FollowupInput.extend({
  ownerId: IdParam.nullish(),
  contactId: IdParam.nullish(),
  companyId: IdParam.nullish(),
  opportunityId: IdParam.nullish(),
  conversationId: IdParam.nullish(),
})
const Change = z
  .object({
    title: FollowupInput.shape.title,
    dueOn: FollowupInput.shape.dueOn,
    ownerId: IdParam.nullable(),
    state: FollowupState,
    outcome: z.string().trim().max(5000).nullable(),
  })
  .partial()
  .strict()

const listRoute = createRoute({
  method: 'get',
  path: '/api/followups',
  summary: 'Follow-ups, what is due first',
  request: {
    query: z.object({
      ownerId: z.union([z.enum(['me', 'all']), IdParam]).optional(),
      state: FollowupState.optional(),
      ...about,
      ...pageQuery,
    }),
  },
  responses: { 200: json(listOf(Followup), 'Those that concern the caller'), ...problems },
})
const oneRoute = createRoute({
  method: 'get',
  path: '/api/followups/{id}',
  summary: 'One follow-up',
  request: { params: Params },
  responses: { 200: json(Followup, 'The follow-up'), ...problems },
})
const newRoute = createRoute({
  method: 'post',
  path: '/api/followups',
  summary: 'Make a follow-up, for oneself or a colleague',
  request: { body: body(Input) },
  responses: { 201: json(Followup, 'The follow-up'), ...problems },
})
const changeRoute = createRoute({
  method: 'patch',
  path: '/api/followups/{id}',
  summary: 'Change, close or reopen a follow-up',
  request: { params: Params, body: body(Change) },
  responses: { 200: json(Followup, 'The follow-up as it is now'), ...problems },
})
const deleteRoute = createRoute({
  method: 'delete',
  path: '/api/followups/{id}',
  summary: 'Take a follow-up back: who made it',
  request: { params: Params },
  responses: { 204: { description: 'Gone' }, ...problems },
})
const formRoute = createRoute({
  method: 'get',
  path: '/api/forms/followup',
  summary: 'The form for a follow-up',
  request: { query: z.object({ ...about, conversationId: IdParam.optional(), ...localeQuery }) },
  responses: { 200: json(FormBlock, 'The form'), ...problems },
})

export function followupRoutes(deps: Deps) {
  const { db } = deps.database
  const today = () => deps.now().toISOString().slice(0, 10)
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ownerId, ...filter } = c.req.valid('query')
      const viewer = c.get('viewer')
      const owner = ownerId === 'me' ? viewer.userId : ownerId === 'all' ? undefined : ownerId
      const page = { limit: limit + 1, after: cursor ? readCursor(cursor) : null, today: today() }
      const found = await listFollowups(db, viewer, { ...filter, ownerId: owner }, page)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      const nextCursor = found.length > limit && last ? writeCursor({ at: last.dueOn, id: Number(last.id) }) : null
      return c.json({ items, nextCursor }, 200)
    })
    .openapi(oneRoute, async (c) => {
      const found = await findFollowup(db, c.get('viewer'), c.req.valid('param').id, today())
      if (!found) throw notFound()
      return c.json(found, 200)
    })
    .openapi(newRoute, async (c) => {
      const viewer = c.get('viewer')
      const id = await insertFollowup(deps, viewer, c.req.valid('json'))
      return c.json((await findFollowup(db, viewer, id, today()))!, 201)
    })
    .openapi(changeRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      const before = await findFollowup(db, viewer, id, today())
      if (!before) throw notFound()
      await updateFollowup(deps, viewer, id, c.req.valid('json'))
      // Whoever hands it over may no longer be told of it.
      return c.json((await findFollowup(db, viewer, id, today())) ?? before, 200)
    })
    .openapi(deleteRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      if (!(await findFollowup(db, viewer, id, today()))) throw notFound()
      const row = await db.selectFrom('followups').select('created_by_id').where('id', '=', id).executeTakeFirst()
      if (row?.created_by_id !== viewer.userId)
        throw new ProblemError(403, 'not-yours', 'Only whoever made a follow-up may take it back: others close it.')
      await deleteFollowup(db, id)
      return c.body(null, 204)
    })
    .openapi(formRoute, async (c) =>
      c.json(await followupForm(db, c.get('viewer'), { ...c.req.valid('query'), today: today() }, localeOf(c)), 200),
    )
}
