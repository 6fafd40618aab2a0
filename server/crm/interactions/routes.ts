/** Interactions: list, one whole, its documents, its level; and the timeline as rows. */
import { Readable } from 'node:stream'
import { createRoute, z } from '@hono/zod-openapi'
import { Interaction, InteractionDetail, Kind, Level, listOf } from '#shared/api.ts'
import { RowsPage } from '#shared/blocks.ts'
import { levelNumber } from '../../access/visibility.ts'
import { ProblemError } from '../../errors.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, notFound, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readCursor } from '../cursor.ts'
import { notesBlocks } from '../meeting-notes.ts'
import { setLevel } from './levels.ts'
import { findPlanned } from './meetings.ts'
import { findOwnEntry, ownBlock } from './own-entry.ts'
import { groupByConversation, toDetail, toInteraction, toRow, toRowSource } from './present.ts'
import { findInteraction, listInteractions } from './queries.ts'

const filters = {
  contactId: IdParam.optional(),
  companyId: IdParam.optional(),
  conversationId: IdParam.optional(),
  opportunityId: IdParam.optional(),
  q: z.string().max(200).optional(),
  kind: Kind.optional(),
}
const Params = z.object({ id: IdParam })

const listRoute = createRoute({
  method: 'get',
  path: '/api/interactions',
  summary: 'Interactions, newest first',
  request: { query: z.object({ ...filters, ...pageQuery, ...localeQuery }) },
  responses: { 200: json(listOf(Interaction), 'What the caller may see, at their level'), ...problems },
})

const oneRoute = createRoute({
  method: 'get',
  path: '/api/interactions/{id}',
  summary: 'One interaction with the whole original',
  request: { params: Params, query: z.object(localeQuery) },
  responses: { 200: json(InteractionDetail, 'The interaction'), ...problems },
})

const timelineRoute = createRoute({
  method: 'get',
  path: '/api/timeline',
  summary: 'A timeline as rows grouped by conversation',
  request: { query: z.object({ ...filters, ...pageQuery, limit: pageQuery.limit.default(20), ...localeQuery }) },
  responses: { 200: json(RowsPage, 'Rows and where to go on'), ...problems },
})

const levelRoute = createRoute({
  method: 'put',
  path: '/api/interactions/{id}/level',
  summary: 'Set what colleagues see of it',
  request: { params: Params, body: body(z.object({ level: Level.nullable() })) },
  responses: { 200: json(z.object({ level: Level.nullable() }), 'Set'), ...problems },
})

const documentRoute = createRoute({
  method: 'get',
  path: '/api/interactions/{id}/documents/{position}',
  summary: 'Download a document',
  request: { params: z.object({ id: IdParam, position: IdParam }) },
  responses: {
    200: {
      description: 'Its content',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems,
  },
})

export function interactionRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const page = await listInteractions(db, c.get('viewer'), filter, {
        limit,
        after: cursor ? readCursor(cursor) : null,
      })
      return c.json(
        {
          items: page.rows.map((row) => toInteraction(row, localeOf(c), c.get('viewer').at)),
          nextCursor: page.nextCursor,
        },
        200,
      )
    })
    .openapi(oneRoute, async (c) => {
      const { id } = c.req.valid('param')
      const viewer = c.get('viewer')
      const row = (await findInteraction(db, viewer, id)) ?? (await findPlanned(db, viewer, id))
      if (!row) throw notFound()
      const entry = await findOwnEntry(db, viewer, row.id)
      const beside = await notesBlocks(db, row, localeOf(c))
      const detail = toDetail(row, localeOf(c), viewer.at)
      return c.json(
        {
          ...detail,
          ...(entry && { own: ownBlock(entry, localeOf(c)) }),
          ...(beside.length > 0 && { beside }),
        },
        200,
      )
    })
    .openapi(timelineRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const locale = localeOf(c)
      const page = await listInteractions(db, c.get('viewer'), filter, {
        limit,
        after: cursor ? readCursor(cursor) : null,
      })
      const entries = page.rows.map((row) => ({
        conversation: row.conversation_id,
        row: toRow(toRowSource(row), locale),
      }))
      return c.json(
        { groups: groupByConversation(entries), nextHref: page.nextCursor && nextHref(c.req.url, page.nextCursor) },
        200,
      )
    })
    .openapi(levelRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      const row = (await findInteraction(db, viewer, id)) ?? (await findPlanned(db, viewer, id))
      if (!row) throw notFound()
      const { level } = c.req.valid('json')
      await setLevel(db, viewer, {
        interactionId: row.id,
        level: level === null ? null : levelNumber(level),
        at: deps.now(),
      })
      return c.json({ level }, 200)
    })
    .openapi(documentRoute, async (c) => {
      const { id, position } = c.req.valid('param')
      const document = (await findInteraction(db, c.get('viewer'), id))?.documents[position]
      if (!document) throw notFound()
      const content = await deps.documents.read(document.sha256).catch((cause: unknown) => {
        throw new ProblemError(
          404,
          'document-missing',
          'The content of this document is no longer in the document folder.',
          { cause },
        )
      })
      return new Response(Readable.toWeb(content) as ReadableStream, {
        headers: {
          'content-type': document.type,
          'content-length': String(document.size),
          // Never shown in place: an HTML attachment must not run as one of our pages.
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(document.name)}`,
          'x-content-type-options': 'nosniff',
        },
      })
    })
}

function nextHref(url: string, cursor: string): string {
  const next = new URL(url)
  next.searchParams.set('cursor', cursor)
  return next.pathname + next.search
}
