/** /api/me and one's own API tokens. */
import { createRoute, z } from '@hono/zod-openapi'
import { Me, listOf } from '#shared/api.ts'
import { insertToken } from '../access/identity.ts'
import { IdParam, body, createRouter, json, notFound, problems } from '../http.ts'
import type { Deps } from '../http.ts'

const Token = z.object({ id: z.string(), name: z.string(), createdAt: z.string() })

const meRoute = createRoute({
  method: 'get',
  path: '/api/me',
  summary: 'Who is calling',
  responses: { 200: json(Me, 'The caller'), ...problems },
})
const tokensRoute = createRoute({
  method: 'get',
  path: '/api/tokens',
  summary: "The caller's API tokens",
  responses: { 200: json(listOf(Token), 'Tokens, without their secrets'), ...problems },
})
const newTokenRoute = createRoute({
  method: 'post',
  path: '/api/tokens',
  summary: 'Make an API token; its secret is shown this once',
  request: { body: body(z.object({ name: z.string().trim().min(1).max(100) })) },
  responses: { 201: json(z.object({ token: z.string() }), 'The token'), ...problems },
})
const revokeRoute = createRoute({
  method: 'delete',
  path: '/api/tokens/{id}',
  summary: 'Revoke a token',
  request: { params: z.object({ id: IdParam }) },
  responses: { 204: { description: 'Revoked' }, ...problems },
})

export function meRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(meRoute, (c) => {
      const { userId, name, email, roles, locale } = c.get('viewer')
      return c.json({ id: String(userId), name, email, roles, locale, demo: deps.demo }, 200)
    })
    .openapi(tokensRoute, async (c) => {
      const rows = await db
        .selectFrom('tokens')
        .select(['id', 'name', 'created_at'])
        .where('user_id', '=', c.get('viewer').userId)
        .where('revoked_at', 'is', null)
        .orderBy('id')
        .execute()
      return c.json(
        {
          items: rows.map((row) => ({ id: String(row.id), name: row.name, createdAt: row.created_at.toISOString() })),
          nextCursor: null,
        },
        200,
      )
    })
    .openapi(newTokenRoute, async (c) =>
      c.json({ token: await insertToken(db, c.get('viewer').userId, c.req.valid('json').name, deps.now()) }, 201),
    )
    .openapi(revokeRoute, async (c) => {
      const revoked = await db
        .updateTable('tokens')
        .set({ revoked_at: deps.now() })
        .where('id', '=', c.req.valid('param').id)
        .where('user_id', '=', c.get('viewer').userId)
        .where('revoked_at', 'is', null)
        .returning('id')
        .execute()
      if (revoked.length === 0) throw notFound()
      return c.body(null, 204)
    })
}
