/** /api/me/tours: which of the guides the caller has been shown. */
import { createRoute } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { Tour, ToursSeen } from '#shared/api/tours.ts'
import { body, createRouter, json, problems } from '../http.ts'
import type { Deps } from '../http.ts'

const seenRoute = createRoute({
  method: 'get',
  path: '/api/me/tours',
  summary: 'The guides that the caller has been shown',
  responses: { 200: json(ToursSeen, 'Their names'), ...problems },
})
const markRoute = createRoute({
  method: 'post',
  path: '/api/me/tours',
  summary: 'Guides that were finished or skipped: they do not come again by themselves',
  request: { body: body(ToursSeen) },
  responses: { 204: { description: 'Remembered' }, ...problems },
})

export function tourRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(seenRoute, async (c) => {
      const rows = await db
        .selectFrom('tours_seen')
        .select('tour')
        .where('user_id', '=', c.get('viewer').userId)
        .orderBy('tour')
        .execute()
      return c.json({ seen: rows.map(({ tour }) => tour).filter((tour) => Tour.safeParse(tour).success) }, 200)
    })
    .openapi(markRoute, async (c) => {
      // Whoever plays the demo's people one after the other is one visitor.
      const users = deps.demo ? sql<boolean>`true` : sql<boolean>`u.id = ${c.get('viewer').userId}`
      await sql`INSERT INTO tours_seen (user_id, tour, at)
        SELECT u.id, seen.tour, ${deps.now()} FROM users u CROSS JOIN unnest(${c.req.valid('json').seen}::text[]) seen (tour)
        WHERE ${users} ON CONFLICT DO NOTHING`.execute(db)
      return c.body(null, 204)
    })
}
