/** What might be the same, and what was merged. Merging itself is in `sync/people-routes.ts`: mail follows it. */
import { createRoute, z } from '@hono/zod-openapi'
import { FormBlock } from '#shared/blocks.ts'
import { listOf } from '#shared/api.ts'
import { Duplicate, Merge } from '#shared/api/people.ts'
import { IdParam, createRouter, json, localeOf, localeQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { findDuplicates } from '../duplicates.ts'
import { getKnownCompany, getKnownContacts } from '../known.ts'
import { mergeForm } from './form.ts'
import { listMerges } from './queries.ts'

const Noun = z.enum(['contact', 'company'])
const List = z
  .string()
  .max(2000)
  .optional()
  .transform((text) =>
    (text ?? '')
      .split(/[,;\n]/u)
      .map((one) => one.trim())
      .filter(Boolean),
  )
const OfOne = z.object({ noun: Noun, id: IdParam, ...localeQuery })

const duplicatesRoute = createRoute({
  method: 'get',
  path: '/api/duplicates',
  summary: 'Who is here already, perhaps; lists are comma separated',
  request: {
    query: z.object({
      noun: Noun,
      name: z.string().max(200).optional(),
      emails: List,
      phones: List,
      domains: List,
      exceptId: IdParam.optional(),
      ...localeQuery,
    }),
  },
  responses: { 200: json(listOf(Duplicate), 'The likeliest first'), ...problems },
})
const mergesRoute = createRoute({
  method: 'get',
  path: '/api/merges',
  summary: 'The merges that hold, of one contact or company',
  request: { query: OfOne },
  responses: { 200: json(listOf(Merge), 'Merges, oldest first'), ...problems },
})
const formRoute = createRoute({
  method: 'get',
  path: '/api/forms/merge',
  summary: 'The form that merges another into this one',
  request: { query: OfOne },
  responses: { 200: json(FormBlock, 'A form'), ...problems },
})

export function mergeRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(duplicatesRoute, async (c) => {
      const { locale: _, ...asked } = c.req.valid('query')
      const context = { db, hasher: deps.hasher, viewer: c.get('viewer'), locale: localeOf(c) }
      return c.json({ items: await findDuplicates(context, asked), nextCursor: null }, 200)
    })
    .openapi(mergesRoute, async (c) => {
      const { noun, id } = c.req.valid('query')
      const viewer = c.get('viewer')
      const root =
        noun === 'contact' ? (await getKnownContacts(db, viewer, [id]))[0]! : await getKnownCompany(db, viewer, id)
      return c.json({ items: await listMerges(db, noun, root.id), nextCursor: null }, 200)
    })
    .openapi(formRoute, async (c) => {
      const { noun, id } = c.req.valid('query')
      const context = { db, hasher: deps.hasher, viewer: c.get('viewer'), locale: localeOf(c) }
      return c.json(await mergeForm(context, noun, id), 200)
    })
}
