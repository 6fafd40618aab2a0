/** GET /api/contacts: what changes them is in `sync/people-routes.ts`. */
import { createRoute, z } from '@hono/zod-openapi'
import { Contact, Status, listOf } from '#shared/api.ts'
import { IdParam, createRouter, json, notFound, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { findContact, listContacts } from './queries.ts'

const Params = z.object({ id: IdParam })
const Filter = z.object({ address: z.string().max(320).optional(), status: Status.optional(), ...pageQuery })
const listRoute = createRoute({
  method: 'get',
  path: '/api/contacts',
  summary: 'Contacts the caller may know of',
  request: { query: Filter },
  responses: { 200: json(listOf(Contact), 'Contacts'), ...problems },
})
const oneRoute = createRoute({
  method: 'get',
  path: '/api/contacts/{id}',
  summary: 'One contact',
  request: { params: Params },
  responses: { 200: json(Contact, 'The contact'), ...problems },
})
export function contactRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const items = await listContacts(db, c.get('viewer'), filter, {
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
      const contact = await findContact(db, c.get('viewer'), c.req.valid('param').id)
      if (!contact) throw notFound()
      return c.json(contact, 200)
    })
}
