/** /api/mailboxes and /api/exclusions: what is connected, by which rules, and what is never to be logged. */
import { createRoute, z } from '@hono/zod-openapi'
import { Level, Mailbox, Policy, listOf } from '#shared/api.ts'
import { requireMailbox } from '../access/roles.ts'
import { levelNumber } from '../access/visibility.ts'
import { inTransaction } from '../db/connect.ts'
import { ProblemError } from '../errors.ts'
import { IdParam, body, createRouter, json, notFound, problems } from '../http.ts'
import type { Deps } from '../http.ts'
import { exclude, hashOfExclusion, include, setPolicy } from '../intake/acts.ts'
import { listMailboxes } from './mailbox-list.ts'
import { reviewMailbox, setMailboxLevel } from './mailboxes.ts'

const Params = z.object({ id: IdParam })
const Exclusion = z.object({ id: z.string(), value: z.string(), createdAt: z.string() })

const listRoute = createRoute({
  method: 'get',
  path: '/api/mailboxes',
  summary: "The caller's mailboxes",
  responses: { 200: json(listOf(Mailbox), 'Mailboxes with their counts'), ...problems },
})
const changeRoute = createRoute({
  method: 'patch',
  path: '/api/mailboxes/{id}',
  summary: 'Change whose mail makes people known, what colleagues see, or say that the first sync is reviewed',
  request: {
    params: Params,
    body: body(
      z
        .object({ policy: Policy, level: Level, reviewed: z.literal(true) })
        .partial()
        .strict(),
    ),
  },
  responses: { 200: json(Mailbox, 'The mailbox as it is now'), ...problems },
})
const exclusionsRoute = createRoute({
  method: 'get',
  path: '/api/exclusions',
  summary: 'What is never logged',
  responses: { 200: json(listOf(Exclusion), 'Exclusions'), ...problems },
})
const excludeRoute = createRoute({
  method: 'post',
  path: '/api/exclusions',
  summary: 'Never log an address, or anybody at a domain; the past is taken away',
  request: { body: body(z.object({ value: z.string().trim().min(3).max(320) })) },
  responses: { 201: json(Exclusion, 'Excluded'), ...problems },
})
const includeRoute = createRoute({
  method: 'delete',
  path: '/api/exclusions/{id}',
  summary: 'Take an exclusion back; what its source still shows is logged again',
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: { 204: { description: 'Taken back' }, ...problems },
})

export function mailboxRoutes(deps: Deps) {
  const { db } = deps.database
  const actDeps = { db, hasher: deps.hasher, now: deps.now }
  return createRouter()
    .openapi(listRoute, async (c) =>
      c.json({ items: await listMailboxes(db, c.get('viewer').mailboxIds), nextCursor: null }, 200),
    )
    .openapi(changeRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      const { policy, level, reviewed } = c.req.valid('json')
      requireMailbox(viewer, id)
      if (policy !== undefined) await setPolicy(actDeps, viewer.userId, id, policy)
      await inTransaction(db, async (tx) => {
        if (level !== undefined) await setMailboxLevel(tx, id, levelNumber(level))
        if (reviewed) await reviewMailbox(tx, id, deps.now())
      })
      deps.wake()
      return c.json((await listMailboxes(db, [id]))[0]!, 200)
    })
    .openapi(exclusionsRoute, async (c) => {
      const rows = await db
        .selectFrom('exclusions')
        .selectAll()
        .where('set_by', '=', c.get('viewer').userId)
        .orderBy('created_at')
        .execute()
      return c.json(
        {
          items: rows.map((row) => ({ id: row.hash, value: row.value, createdAt: row.created_at.toISOString() })),
          nextCursor: null,
        },
        200,
      )
    })
    .openapi(excludeRoute, async (c) => {
      const found = hashOfExclusion(c.req.valid('json').value, deps.hasher)
      if (!found) throw new ProblemError(422, 'invalid', 'value: is neither an address nor the domain of a company')
      await exclude(actDeps, c.get('viewer').userId, found)
      deps.wake()
      return c.json({ id: found.hash, value: found.value, createdAt: deps.now().toISOString() }, 201)
    })
    .openapi(includeRoute, async (c) => {
      const { userId } = c.get('viewer')
      const { id } = c.req.valid('param')
      const own = await db
        .selectFrom('exclusions')
        .select('hash')
        .where('hash', '=', id)
        .where('set_by', '=', userId)
        .executeTakeFirst()
      if (!own) throw notFound()
      await include(actDeps, userId, id)
      deps.wake()
      return c.body(null, 204)
    })
}
