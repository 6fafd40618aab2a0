/** /api/companies */
import { createRoute, z } from '@hono/zod-openapi'
import { CompanyRef, Status, listOf } from '#shared/api.ts'
import { IdParam, body, createRouter, json, notFound, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { findCompany, listCompanies, updateCompany } from './queries.ts'

const Params = z.object({ id: IdParam })
const Filter = z.object({ domain: z.string().max(255).optional(), status: Status.optional(), ...pageQuery })
const Change = z
  .object({ name: z.string().trim().min(1).max(200).nullable(), status: Status })
  .partial()
  .strict()

const listRoute = createRoute({
  method: 'get',
  path: '/api/companies',
  summary: 'Companies the caller may know of',
  request: { query: Filter },
  responses: { 200: json(listOf(CompanyRef), 'Companies'), ...problems },
})
const oneRoute = createRoute({
  method: 'get',
  path: '/api/companies/{id}',
  summary: 'One company',
  request: { params: Params },
  responses: { 200: json(CompanyRef, 'The company'), ...problems },
})
const changeRoute = createRoute({
  method: 'patch',
  path: '/api/companies/{id}',
  summary: 'Change a company',
  request: { params: Params, body: body(Change) },
  responses: { 200: json(CompanyRef, 'The company as it is now'), ...problems },
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
    .openapi(changeRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      if (!(await findCompany(db, viewer, id))) throw notFound()
      await updateCompany(db, { id, by: viewer.userId, at: deps.now(), set: c.req.valid('json') })
      const company = await findCompany(db, viewer, id)
      if (!company) throw notFound()
      return c.json(company, 200)
    })
}
