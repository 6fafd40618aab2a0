/** Logging by hand: POST, PATCH, DELETE /api/interactions, and the form for it. */
import { createRoute, z } from '@hono/zod-openapi'
import { Interaction } from '#shared/api.ts'
import { FormBlock, FormCheck } from '#shared/blocks.ts'
import { HandKind } from '#shared/api/work.ts'
import { workWords } from '#shared/i18n/work.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, notFound, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { findCryptic } from './cryptic.ts'
import { entryForm } from './form.ts'
import { HandBody, HandChangeBody, HandDraft } from './hand-body.ts'
import { changeEntry, logByHand, removeEntry } from './hand.ts'
import { findOwnEntry } from './own-entry.ts'
import { toInteraction } from './present.ts'
import { findInteraction } from './queries.ts'

const Params = z.object({ id: IdParam })

const newRoute = createRoute({
  method: 'post',
  path: '/api/interactions',
  summary: 'Log a call, a visit, a chat or a note, with its next step',
  request: { body: body(HandBody), query: z.object(localeQuery) },
  responses: { 201: json(Interaction, 'The interaction'), ...problems },
})
const changeRoute = createRoute({
  method: 'patch',
  path: '/api/interactions/{id}',
  summary: 'Change what one logged by hand',
  request: { params: Params, body: body(HandChangeBody), query: z.object(localeQuery) },
  responses: { 200: json(Interaction, 'The interaction as it is now'), ...problems },
})
const deleteRoute = createRoute({
  method: 'delete',
  path: '/api/interactions/{id}',
  summary: 'Take away what one logged by hand, with its next step',
  request: { params: Params },
  responses: { 204: { description: 'Gone' }, ...problems },
})
const formRoute = createRoute({
  method: 'get',
  path: '/api/forms/entry',
  summary: 'The form for logging by hand',
  request: {
    query: z.object({
      kind: HandKind.default('call'),
      contactId: IdParam.optional(),
      companyId: IdParam.optional(),
      opportunityId: IdParam.optional(),
      /** To change what one logged. */
      interactionId: IdParam.optional(),
      /** The IANA zone in which "now" is filled in; without it, UTC. */
      zone: z.string().max(64).optional(),
      ...localeQuery,
    }),
  },
  responses: { 200: json(FormBlock, 'The form'), ...problems },
})
const checkRoute = createRoute({
  method: 'post',
  path: '/api/forms/entry/check',
  summary: 'What might be better said, while one types',
  request: { body: body(HandDraft), query: z.object(localeQuery) },
  responses: { 200: json(FormCheck, 'Hints'), ...problems },
})

export function handRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(newRoute, async (c) => {
      const viewer = c.get('viewer')
      const row = await findInteraction(db, viewer, await logByHand(deps, viewer, c.req.valid('json')))
      if (!row) throw notFound()
      return c.json(toInteraction(row, localeOf(c), c.get('viewer').at), 201)
    })
    .openapi(changeRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      if (!(await findInteraction(db, viewer, id))) throw notFound()
      await changeEntry(deps, viewer, id, c.req.valid('json'))
      const row = await findInteraction(db, viewer, id)
      if (!row) throw notFound()
      return c.json(toInteraction(row, localeOf(c), c.get('viewer').at), 200)
    })
    .openapi(deleteRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      if (!(await findInteraction(db, viewer, id))) throw notFound()
      await removeEntry(db, viewer, id)
      return c.body(null, 204)
    })
    .openapi(formRoute, async (c) => {
      const { interactionId, ...asked } = c.req.valid('query')
      const viewer = c.get('viewer')
      const entry = interactionId === undefined ? undefined : await findOwnEntry(db, viewer, interactionId)
      if (interactionId !== undefined && !entry) throw notFound()
      return c.json(await entryForm(db, viewer, { ...asked, entry, now: deps.now() }, localeOf(c)), 200)
    })
    .openapi(checkRoute, (c) => {
      const words = workWords[localeOf(c)]
      const why = findCryptic(c.req.valid('json').text ?? '')
      const hints: z.infer<typeof FormCheck>['hints'] = why
        ? [{ field: 'text', text: words.cryptic(why), tone: 'attention', href: null }]
        : []
      return c.json({ hints }, 200)
    })
}
