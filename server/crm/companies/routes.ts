/** GET /api/companies: what changes them is in `sync/people-routes.ts`. */
import { createRoute, z } from '@hono/zod-openapi'
import { Status, listOf } from '#shared/api.ts'
import { Company } from '#shared/api/people.ts'
import { IdParam, createRouter, json, notFound, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { findCompany, listCompanies } from './queries.ts'

const Params = z.object({ id: IdParam })
const Filter = z.object({ domain: z.string().max(255).optional(), status: Status.optional(), ...pageQuery })
const listRoute = createRoute({
  method: 'get',
  path: '/api/companies',
  summary: 'Companies the caller may know of',
  request: { query: Filter },
  responses: { 200: json(listOf(Company), 'Companies'), ...problems },
})
const oneRoute = createRoute({
  method: 'get',
  path: '/api/companies/{id}',
  summary: 'One company',
  request: { params: Params },
  responses: { 200: json(Company, 'The company'), ...problems },
})
export function companyRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const items = await listCompanies(db, c.get('viewer'), filter, {
        limit: limit + 1,
        after: cursor ? readCursor(cursor).id : 0,
      })
      const shown = items.slice(0, limit)
      const more = items.length > limit
      return c.json(
        { items: shown, nextCursor: more ? writeCursor({ at: '-infinity', id: Number(shown.at(-1)!.id) }) : null },
        200,
      )
    })
    .openapi(oneRoute, async (c) => {
      const company = await findCompany(db, c.get('viewer'), c.req.valid('param').id)
      if (!company) throw notFound()
      return c.json(company, 200)
    })
}
