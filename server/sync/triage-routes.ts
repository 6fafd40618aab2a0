/** /api/triage: the new people, those first who look like private life, classified many at a time. */
import { createRoute, z } from '@hono/zod-openapi'
import { Request } from '#shared/blocks.ts'
import { Triage, TriageVerdict } from '#shared/api/people.ts'
import { readCursor, writeCursor } from '../crm/cursor.ts'
import { presentWaiting, weighWaiting } from '../crm/triage/queries.ts'
import type { Weighed } from '../crm/triage/queries.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, pageQuery, problems } from '../http.ts'
import type { Deps } from '../http.ts'
import { classify, takeBack } from './triage.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/api/triage',
  summary: "New people in the caller's mailboxes, those who look personal first, then the newest",
  request: { query: z.object({ q: z.string().trim().max(200).default(''), ...pageQuery, ...localeQuery }) },
  responses: { 200: json(Triage, 'Who waits, and how many'), ...problems },
})
const sayRoute = createRoute({
  method: 'post',
  path: '/api/triage',
  summary: 'Say what they are to us, or that they are no business of ours',
  request: { body: body(z.object({ contactIds: z.array(IdParam).min(1).max(500), verdict: TriageVerdict })) },
  responses: { 200: json(z.object({ done: z.number().int(), undo: Request }), 'Said; and the way back'), ...problems },
})
const undoRoute = createRoute({
  method: 'post',
  path: '/api/triage/undo',
  summary: 'Take it back, as the answer said how',
  request: { body: body(z.object({ token: z.string().max(100_000) })) },
  responses: { 200: json(z.object({ done: z.number().int() }), 'Taken back'), ...problems },
})

export function triageRoutes(deps: Deps) {
  const { db } = deps.database
  const actDeps = { db, hasher: deps.hasher, now: deps.now }
  return createRouter()
    .openapi(listRoute, async (c) => {
      const viewer = c.get('viewer')
      const { q, limit, cursor } = c.req.valid('query')
      const all = await weighWaiting(db, viewer, q)
      const rows = cursor === undefined ? all : all.slice(placeOf(all, readCursor(cursor)))
      const shown = rows.slice(0, limit)
      return c.json(
        {
          items: await presentWaiting(db, viewer, shown, localeOf(c)),
          nextCursor: rows.length > limit ? cursorOf(rows[limit]!) : null,
          waiting: all.length,
          personal: all.filter((row) => row.signs.length > 0).length,
        },
        200,
      )
    })
    .openapi(sayRoute, async (c) => {
      const { contactIds, verdict } = c.req.valid('json')
      const { done, token } = await classify(actDeps, c.get('viewer'), contactIds, verdict)
      deps.wake()
      return c.json({ done, undo: { method: 'POST' as const, href: '/api/triage/undo', body: { token } } }, 200)
    })
    .openapi(undoRoute, async (c) => {
      const answer = await takeBack(actDeps, c.get('viewer'), c.req.valid('json').token)
      deps.wake()
      return c.json(answer, 200)
    })
}

/** Where the next page begins. Whoever stood there may have been classified meanwhile, so their place counts, not they. */
const cursorOf = (row: Weighed) =>
  writeCursor({ at: row.last_at ?? '-infinity', id: row.id * 2 + (row.signs.length > 0 ? 1 : 0) })

function placeOf(all: readonly Weighed[], { at, id }: { at: string; id: number }): number {
  const personal = id % 2 === 1
  const time = at === '-infinity' ? -Infinity : Date.parse(at)
  const place = all.findIndex((row) => {
    const own = row.signs.length > 0
    if (own !== personal) return personal
    const last = row.last_at === null ? -Infinity : Date.parse(row.last_at)
    return last < time || (last === time && row.id <= (id - (personal ? 1 : 0)) / 2)
  })
  return place === -1 ? all.length : place
}
