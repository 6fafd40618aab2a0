/** /api/views: filters and sorts of a list that somebody wants to have again; three that everybody has are not stored. */
import { createRoute, z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { listOf } from '#shared/api.ts'
import { SavedView } from '#shared/api/lists.ts'
import { LISTS } from '#shared/i18n/lists.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Viewer } from '../../access/identity.ts'
import type { Db } from '../../db/connect.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, notFound, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'

const Query = z.record(z.string().max(40), z.string().max(400))
const View = z.object({ name: z.string().trim().min(1).max(100), query: Query, shared: z.boolean() })

const listRoute = createRoute({
  method: 'get',
  path: '/api/views',
  summary: "The caller's views, those that colleagues share, and those that everybody has",
  request: { query: z.object(localeQuery) },
  responses: { 200: json(listOf(SavedView), 'Views'), ...problems },
})
const newRoute = createRoute({
  method: 'post',
  path: '/api/views',
  summary: 'Keep a view',
  request: { body: body(View.extend({ shared: z.boolean().default(false), page: z.literal('customers') })) },
  responses: { 201: json(SavedView, 'Kept'), ...problems },
})
const changeRoute = createRoute({
  method: 'patch',
  path: '/api/views/{id}',
  summary: "Change a view of one's own",
  request: { params: z.object({ id: IdParam }), body: body(View.partial().strict()) },
  responses: { 200: json(SavedView, 'The view as it is now'), ...problems },
})
const dropRoute = createRoute({
  method: 'delete',
  path: '/api/views/{id}',
  summary: "Drop a view of one's own",
  request: { params: z.object({ id: IdParam }) },
  responses: { 204: { description: 'Dropped' }, ...problems },
})

export function viewRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(listRoute, async (c) =>
      c.json({ items: [...builtIn(localeOf(c)), ...(await listViews(db, c.get('viewer')))], nextCursor: null }, 200),
    )
    .openapi(newRoute, async (c) => {
      const { page, name, query, shared } = c.req.valid('json')
      const { userId } = c.get('viewer')
      const { id } = await db
        .insertInto('saved_views')
        .values({ user_id: userId, page, name, query: JSON.stringify(query), shared })
        .returning('id')
        .executeTakeFirstOrThrow()
      return c.json((await listViews(db, c.get('viewer'), id))[0]!, 201)
    })
    .openapi(changeRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { query, ...rest } = c.req.valid('json')
      const set = { ...rest, ...(query === undefined ? {} : { query: JSON.stringify(query) }) }
      const [mine] = (await listViews(db, c.get('viewer'), id)).filter((view) => view.mine)
      if (!mine) throw notFound()
      if (Object.keys(set).length > 0) await db.updateTable('saved_views').set(set).where('id', '=', id).execute()
      return c.json((await listViews(db, c.get('viewer'), id))[0]!, 200)
    })
    .openapi(dropRoute, async (c) => {
      const dropped = await db
        .deleteFrom('saved_views')
        .where('id', '=', c.req.valid('param').id)
        .where('user_id', '=', c.get('viewer').userId)
        .returning('id')
        .execute()
      if (dropped.length === 0) throw notFound()
      return c.body(null, 204)
    })
}

const builtIn = (locale: Locale): SavedView[] => {
  const { views } = LISTS[locale]
  const view = (id: string, name: string, query: Record<string, string>): SavedView => ({
    id,
    page: 'customers',
    name,
    query,
    shared: true,
    mine: false,
  })
  return [
    view('waiting', views.waiting, { waiting: '1', sort: 'waiting', desc: '1' }),
    view('silent', views.silent, { silentDays: '30', sort: 'lastFromUs' }),
    view('mine', views.mine, { ownerId: 'me' }),
  ]
}

async function listViews(db: Db, viewer: Viewer, id?: number): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('saved_views')
    .selectAll()
    .where((or) => or.or([or('user_id', '=', viewer.userId), or('shared', '=', true)]))
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .orderBy(sql`name COLLATE "C"`)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: String(row.id),
    page: 'customers',
    name: row.name,
    query: row.query,
    shared: row.shared,
    mine: row.user_id === viewer.userId,
  }))
}
