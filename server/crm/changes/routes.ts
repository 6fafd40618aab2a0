/** GET /api/changes, and the same as rows of the record. */
import { createRoute, z } from '@hono/zod-openapi'
import { listOf } from '#shared/api.ts'
import { Change, Noun } from '#shared/api/people.ts'
import { RowsPage } from '#shared/blocks.ts'
import type { Row } from '#shared/blocks.ts'
import { IdParam, createRouter, json, localeOf, localeQuery, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { getKnown } from '../subject.ts'
import { listChanges } from './queries.ts'

const Query = z.object({ noun: Noun, id: IdParam, ...pageQuery, ...localeQuery })

const listRoute = createRoute({
  method: 'get',
  path: '/api/changes',
  summary: 'Who changed what of it, newest first',
  request: { query: Query },
  responses: { 200: json(listOf(Change), 'Changes'), ...problems },
})
const rowsRoute = createRoute({
  method: 'get',
  path: '/api/changes/rows',
  summary: 'The same, as rows of the record',
  request: { query: Query },
  responses: { 200: json(RowsPage, 'Rows'), ...problems },
})

export function changeRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { noun, id, limit, cursor } = c.req.valid('query')
      const viewer = c.get('viewer')
      const subject = await getKnown(db, viewer, noun, id)
      return c.json(await listChanges(db, viewer, { noun, id: subject.id, locale: localeOf(c), limit, cursor }), 200)
    })
    .openapi(rowsRoute, async (c) => {
      const { noun, id, limit, cursor } = c.req.valid('query')
      const viewer = c.get('viewer')
      const locale = localeOf(c)
      const subject = await getKnown(db, viewer, noun, id)
      const page = await listChanges(db, viewer, { noun, id: subject.id, locale, limit, cursor })
      const next = new URLSearchParams({ noun, id: String(id), limit: String(limit), locale })
      if (page.nextCursor !== null) next.set('cursor', page.nextCursor)
      return c.json(
        {
          groups: page.items.length === 0 ? [] : [{ id: 'changes', title: null, rows: page.items.map(toRow) }],
          nextHref: page.nextCursor === null ? null : `/api/changes/rows?${next.toString()}`,
        },
        200,
      )
    })
}

const toRow = (change: Change): Row => ({
  id: `h${change.id}`,
  kind: 'change',
  at: change.at,
  primary: `${change.fieldLabel}: ${[change.before, change.after]
    .map((value) => value ?? '—')
    .slice(change.before === null ? 1 : 0)
    .join(' → ')}`,
  secondary: change.by,
  text: null,
  tone: 'neutral',
  hidden: false,
  open: null,
  download: null,
  address: null,
})
