/** The meetings to come of somebody, as rows; and what people write beside a meeting. */
import { createRoute, z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { MeetingNotes, MeetingNotesBody } from '#shared/api/meetings.ts'
import { FormBlock, RowsPage } from '#shared/blocks.ts'
import type { Viewer } from '../../access/identity.ts'
import { rightsOf } from '../../access/known.ts'
import { EVERYTHING, anyLevelLateral } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { ProblemError } from '../../errors.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, notFound, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { readCursor } from '../cursor.ts'
import type { Position } from '../cursor.ts'
import { findNotes, notesForm, writeNotes } from '../meeting-notes.ts'
import { plannedJson } from './planned.ts'
import type { Planned } from './planned.ts'
import { plannedPage } from './rows.ts'
import type { Whose } from './rows.ts'

const plannedRoute = createRoute({
  method: 'get',
  path: '/api/meetings/planned',
  summary: 'The meetings to come of a person or a company, as rows',
  request: {
    query: z.object({
      contactId: IdParam.optional(),
      companyId: IdParam.optional(),
      ...pageQuery,
      limit: pageQuery.limit.default(20),
      ...localeQuery,
    }),
  },
  responses: { 200: json(RowsPage, 'Rows and where to go on'), ...problems },
})

const notesRoute = createRoute({
  method: 'put',
  path: '/api/meetings/{id}/notes',
  summary: 'Write the objective and notes beside a meeting',
  request: { params: z.object({ id: IdParam }), body: body(MeetingNotesBody) },
  responses: { 200: json(MeetingNotes, 'As they are now'), ...problems },
})

const formRoute = createRoute({
  method: 'get',
  path: '/api/forms/meeting-notes',
  summary: 'The form for the objective and notes of a meeting',
  request: { query: z.object({ id: IdParam, zone: z.string().max(60).optional(), ...localeQuery }) },
  responses: { 200: json(FormBlock, 'The form, with what is written'), ...problems },
})

export function meetingRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(plannedRoute, async (c) => {
      const { limit, cursor, contactId, companyId } = c.req.valid('query')
      const whose = { ...(contactId && { contactId }), ...(companyId && { companyId }) }
      const found = await readPlanned(db, c.get('viewer'), whose, { limit, after: cursor ? readCursor(cursor) : null })
      return c.json(plannedPage(found, whose, localeOf(c)), 200)
    })
    .openapi(notesRoute, async (c) => {
      const { itemId } = await getWritable(db, c.get('viewer'), c.req.valid('param').id)
      const by = { userId: c.get('viewer').userId, at: deps.now() }
      return c.json(await writeNotes(db, itemId, c.req.valid('json'), by), 200)
    })
    .openapi(formRoute, async (c) => {
      const { id, itemId } = await getWritable(db, c.get('viewer'), c.req.valid('query').id)
      return c.json(notesForm(id, await findNotes(db, itemId), localeOf(c)), 200)
    })
}

type Page = { limit: number; after: Position | null }

async function readPlanned(db: Db, viewer: Viewer, whose: Whose, { limit, after }: Page): Promise<Planned> {
  const from = after && `(i.occurred_at, i.id) > ('${new Date(after.at).toISOString()}'::timestamptz, ${after.id})`
  const text = plannedJson({
    contact: String(whose.contactId ?? 'NULL::bigint'),
    company: String(whose.companyId ?? 'NULL::bigint'),
    rights: rightsOf(viewer),
    limit,
    ...(from && { after: from }),
  })
  const { rows } = await sql<{ found: Planned }>`SELECT (${sql.raw(text)}) AS found`.execute(db)
  return rows[0]!.found
}

/** Whoever sees everything of a meeting, past or planned, writes beside it. */
async function getWritable(db: Db, viewer: Viewer, id: number): Promise<{ id: number; itemId: number }> {
  const { rows } = await sql<{ item_id: number; lv: number }>`SELECT i.item_id, v.lv FROM interactions i
    ${sql.raw(anyLevelLateral(rightsOf(viewer).holders))}
    WHERE i.id = ${id} AND i.kind = 'meeting' AND i.item_id IS NOT NULL AND v.lv > 0`.execute(db)
  const [found] = rows
  if (!found) throw notFound()
  if (found.lv < EVERYTHING)
    throw new ProblemError(403, 'forbidden', 'Only those who see all of a meeting write beside it.')
  return { id, itemId: found.item_id }
}
