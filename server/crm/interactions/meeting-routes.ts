/** GET /api/meetings: interactions that come from calendars, past and planned, for lists and calendars. */
import { createRoute, z } from '@hono/zod-openapi'
import { Interaction, listOf } from '#shared/api.ts'
import { IdParam, createRouter, json, localeOf, localeQuery, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readCursor } from '../cursor.ts'
import { listMeetings } from './meetings.ts'
import { toInteraction } from './present.ts'

const Moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

const route = createRoute({
  method: 'get',
  path: '/api/meetings',
  summary: 'Meetings, past and planned, by their start: those that end after `from` and start before `to`',
  request: {
    query: z.object({
      from: Moment.optional(),
      to: Moment.optional(),
      contactId: IdParam.optional(),
      companyId: IdParam.optional(),
      ...pageQuery,
      ...localeQuery,
    }),
  },
  responses: { 200: json(listOf(Interaction), 'What the caller may see, at their level'), ...problems },
})

export const meetingListRoutes = (deps: Deps) =>
  createRouter().openapi(route, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query')
    const viewer = c.get('viewer')
    const page = await listMeetings(deps.database.db, viewer, filter, {
      limit,
      after: cursor ? readCursor(cursor) : null,
    })
    const items = page.rows.map((row) => toInteraction(row, localeOf(c), viewer.at))
    return c.json({ items, nextCursor: page.nextCursor }, 200)
  })
