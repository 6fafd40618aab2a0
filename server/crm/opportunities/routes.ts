/** /api/opportunities, their stages, and the form. */
import { createRoute, z } from '@hono/zod-openapi'
import { listOf } from '#shared/api.ts'
import { FormBlock } from '#shared/blocks.ts'
import { Opportunity, OpportunityInput, Stage } from '#shared/api/work.ts'
import { requireAdmin } from '../../access/roles.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, notFound, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { opportunityForm } from './form.ts'
import { findOpportunity, listOpportunities } from './queries.ts'
import { insertStage, listStages, toStage, updateStage } from './stages.ts'
import { insertOpportunity, updateOpportunity } from './write.ts'

const params = z.object({ id: IdParam })
const query = z.object(localeQuery)
const Input = OpportunityInput.extend({
  companyId: IdParam.nullish(),
  contactIds: z.array(IdParam).max(50).nullish(),
  stageId: IdParam.nullish(),
  amount: z.string().max(40).nullish(),
  ownerId: IdParam.nullish(),
  pickIds: z.array(IdParam).max(50).nullish(),
  conversationId: IdParam.nullish(),
})
const Label = z.string().trim().min(1).max(80)

const listRoute = createRoute({
  method: 'get',
  path: '/api/opportunities',
  summary: 'Opportunities, the newest first',
  request: {
    query: z.object({
      companyId: IdParam.optional(),
      contactId: IdParam.optional(),
      ownerId: z.union([z.literal('me'), IdParam]).optional(),
      stageId: IdParam.optional(),
      state: z.enum(['open', 'closed']).optional(),
      ...pageQuery,
      ...localeQuery,
    }),
  },
  responses: { 200: json(listOf(Opportunity), 'Those that the caller may know of'), ...problems },
})
const oneRoute = createRoute({
  method: 'get',
  path: '/api/opportunities/{id}',
  summary: 'One opportunity',
  request: { params, query },
  responses: { 200: json(Opportunity, 'The opportunity'), ...problems },
})
const newRoute = createRoute({
  method: 'post',
  path: '/api/opportunities',
  summary: 'Make an opportunity, with the conversation that it comes from',
  request: { body: body(Input), query },
  responses: { 201: json(Opportunity, 'The opportunity'), ...problems },
})
const changeRoute = createRoute({
  method: 'patch',
  path: '/api/opportunities/{id}',
  summary: 'Change an opportunity; a stage that ends it closes it',
  request: { params, body: body(Input.partial()), query },
  responses: { 200: json(Opportunity, 'The opportunity as it is now'), ...problems },
})
const formRoute = createRoute({
  method: 'get',
  path: '/api/forms/opportunity',
  summary: 'The form for an opportunity: a new one, or with opportunityId one that is there',
  request: {
    query: z.object({
      opportunityId: IdParam.optional(),
      companyId: IdParam.optional(),
      contactId: IdParam.optional(),
      conversationId: IdParam.optional(),
      ...localeQuery,
    }),
  },
  responses: { 200: json(FormBlock, 'The form'), ...problems },
})
const stagesRoute = createRoute({
  method: 'get',
  path: '/api/stages',
  summary: 'The stages, in their order, archived ones included',
  request: { query },
  responses: { 200: json(listOf(Stage), 'Stages'), ...problems },
})
const newStageRoute = createRoute({
  method: 'post',
  path: '/api/stages',
  summary: 'Add a stage, at the end (administrators)',
  request: { query, body: body(z.object({ label: Label, outcome: Stage.shape.outcome.default('open') })) },
  responses: { 201: json(Stage, 'The stage'), ...problems },
})
const changeStageRoute = createRoute({
  method: 'patch',
  path: '/api/stages/{id}',
  summary: 'Rename, move or archive a stage, or say how it ends an opportunity (administrators)',
  request: {
    params,
    query,
    body: body(
      z
        .object({
          label: Label,
          outcome: Stage.shape.outcome,
          position: z.number().int().min(1).max(1000),
          archived: z.boolean(),
        })
        .partial()
        .strict(),
    ),
  },
  responses: { 200: json(Stage, 'The stage as it is now'), ...problems },
})

export function opportunityRoutes(deps: Deps) {
  const { db } = deps.database
  const stageOf = async (id: number) => {
    const found = (await listStages(db)).find((stage) => stage.id === id)
    if (!found) throw notFound()
    return found
  }
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ownerId, locale: _, ...filter } = c.req.valid('query')
      const viewer = c.get('viewer')
      const found = await listOpportunities(
        db,
        viewer,
        { ...filter, ownerId: ownerId === 'me' ? viewer.userId : ownerId },
        { limit: limit + 1, before: cursor ? readCursor(cursor).id : null, locale: localeOf(c) },
      )
      const items = found.slice(0, limit)
      const more = found.length > limit
      return c.json(
        { items, nextCursor: more ? writeCursor({ at: '-infinity', id: Number(items.at(-1)!.id) }) : null },
        200,
      )
    })
    .openapi(oneRoute, async (c) => {
      const found = await findOpportunity(db, c.get('viewer'), c.req.valid('param').id, localeOf(c))
      if (!found) throw notFound()
      return c.json(found, 200)
    })
    .openapi(newRoute, async (c) => {
      const viewer = c.get('viewer')
      const id = await insertOpportunity(deps, viewer, c.req.valid('json'))
      return c.json((await findOpportunity(db, viewer, id, localeOf(c)))!, 201)
    })
    .openapi(changeRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      const before = await findOpportunity(db, viewer, id, localeOf(c))
      if (!before) throw notFound()
      await updateOpportunity(deps, viewer, id, c.req.valid('json'))
      // Whoever hands it over may no longer be told of it.
      return c.json((await findOpportunity(db, viewer, id, localeOf(c))) ?? before, 200)
    })
    .openapi(formRoute, async (c) => {
      const viewer = c.get('viewer')
      const { opportunityId, locale: _, ...asked } = c.req.valid('query')
      const existing =
        opportunityId === undefined ? undefined : await findOpportunity(db, viewer, opportunityId, localeOf(c))
      if (opportunityId !== undefined && !existing) throw notFound()
      return c.json(await opportunityForm(db, viewer, { ...asked, existing }, localeOf(c)), 200)
    })
    .openapi(stagesRoute, async (c) =>
      c.json({ items: (await listStages(db)).map((stage) => toStage(stage, localeOf(c))), nextCursor: null }, 200),
    )
    .openapi(newStageRoute, async (c) => {
      requireAdmin(c.get('viewer'))
      const id = await insertStage(db, c.req.valid('json'))
      return c.json(toStage(await stageOf(id), localeOf(c)), 201)
    })
    .openapi(changeStageRoute, async (c) => {
      requireAdmin(c.get('viewer'))
      const { id } = c.req.valid('param')
      await stageOf(id)
      await updateStage(db, id, c.req.valid('json'), deps.now())
      return c.json(toStage(await stageOf(id), localeOf(c)), 200)
    })
}
