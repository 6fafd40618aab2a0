/** /api/search: one field for everything that has a name or says something. */
import { createRoute, z } from '@hono/zod-openapi'
import { listOf } from '#shared/api.ts'
import { Hit } from '#shared/api/lists.ts'
import { createRouter, json, localeOf, localeQuery, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { ProblemError } from '../../errors.ts'
import { readAsked } from './asked.ts'
import { findFirms, findOpportunities, findPeople } from './names.ts'
import { findDocuments, findSaid } from './texts.ts'

type Type = Hit['type']
const TYPES = Hit.shape.type.options

const searchRoute = createRoute({
  method: 'get',
  path: '/api/search',
  summary: 'Finds people, companies, opportunities, interactions and documents; accents and typos are forgiven',
  request: {
    query: z.object({
      q: z.string().trim().max(200),
      types: z.string().max(100).optional(),
      limit: pageQuery.limit.default(20),
      ...localeQuery,
    }),
  },
  responses: { 200: json(listOf(Hit), 'The best hits first, of what the caller may see'), ...problems },
})

export function searchRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter().openapi(searchRoute, async (c) => {
    const { q, types, limit } = c.req.valid('query')
    const viewer = c.get('viewer')
    const wanted = readTypes(types)
    const asked = readAsked(viewer, q)
    if (asked.text === '') return c.json({ items: [], nextCursor: null }, 200)
    const said = { asked, viewer, locale: localeOf(c) }
    const searches = {
      contact: () => findPeople(db, asked, limit),
      company: () => findFirms(db, asked, limit),
      opportunity: () => findOpportunities(db, asked, limit),
      interaction: () => findSaid(db, said, limit),
      document: () => findDocuments(db, said, limit),
    } satisfies Record<Type, unknown>
    const found = (await Promise.all(wanted.map((type) => searches[type]()))).flat()
    const best = found.toSorted((a, b) => b.score - a.score).slice(0, limit)
    return c.json({ items: best.map(({ hit }) => hit), nextCursor: null }, 200)
  })
}

/** @throws ProblemError 422 for what is no type */
function readTypes(types: string | undefined): readonly Type[] {
  if (types === undefined || types === '') return TYPES
  return types.split(',').map((text) => {
    const type = Hit.shape.type.safeParse(text.trim()).data
    if (type === undefined) throw new ProblemError(422, 'invalid', 'types: is not a comma list of known types')
    return type
  })
}
