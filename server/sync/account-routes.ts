/** How a mailbox is connected, and which of its calendars are read. Connecting itself is a browser's: /connect/google. */
import { createRoute, z } from '@hono/zod-openapi'
import { Mailbox } from '#shared/api.ts'
import { requireMailbox } from '../access/roles.ts'
import { IdParam, body, createRouter, json, notFound, problems } from '../http.ts'
import type { Deps } from '../http.ts'
import { disconnectAccount } from './connect-account.ts'
import { listMailboxes } from './mailbox-list.ts'

const disconnectRoute = createRoute({
  method: 'delete',
  path: '/api/mailboxes/{id}/account',
  summary: 'Disconnect a mailbox from its provider; what was logged stays',
  request: { params: z.object({ id: IdParam }) },
  responses: { 204: { description: 'Disconnected' }, ...problems },
})
const calendarRoute = createRoute({
  method: 'patch',
  path: '/api/mailboxes/{id}/calendars/{calendar}',
  summary: "Say whether a calendar is read; null: as it is by itself, which is those that are one's own",
  request: {
    params: z.object({ id: IdParam, calendar: z.string().min(1).max(1024) }),
    body: body(z.object({ chosen: z.boolean().nullable() }).strict()),
  },
  responses: { 200: json(Mailbox, 'The mailbox as it is now'), ...problems },
})

export function accountRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(disconnectRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      requireMailbox(viewer, id)
      await disconnectAccount(deps, id, viewer.userId)
      return c.body(null, 204)
    })
    .openapi(calendarRoute, async (c) => {
      const { id, calendar } = c.req.valid('param')
      requireMailbox(c.get('viewer'), id)
      const { numUpdatedRows } = await db
        .updateTable('calendars')
        .set({ chosen: c.req.valid('json').chosen })
        .where('mailbox_id', '=', id)
        .where('calendar', '=', calendar)
        .where('gone', '=', false)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw notFound()
      await db
        .updateTable('accounts')
        .set({ due_at: deps.now() })
        .where('mailbox_id', '=', id)
        .where('problem', 'is', null)
        .execute()
      deps.wake()
      return c.json((await listMailboxes(db, [id]))[0]!, 200)
    })
}
