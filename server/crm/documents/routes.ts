/** /api/documents: what a company, a contact or an opportunity received and sent, and what each of it is. */
import { createRoute, z } from '@hono/zod-openapi'
import { listOf } from '#shared/api.ts'
import { CompanyDocument, DocumentKind } from '#shared/api/lists.ts'
import { inTransaction } from '../../db/connect.ts'
import { ProblemError } from '../../errors.ts'
import { IdParam, body, createRouter, json, notFound, pageQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { insertAudit } from '../audit.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { findContent, listDocuments } from './queries.ts'

const Filter = z.object({
  companyId: IdParam.optional(),
  contactId: IdParam.optional(),
  opportunityId: IdParam.optional(),
  kind: DocumentKind.optional(),
  direction: CompanyDocument.shape.direction.optional(),
  q: z.string().max(200).optional(),
  ...pageQuery,
})

const listRoute = createRoute({
  method: 'get',
  path: '/api/documents',
  summary: 'Documents of a company, a contact or an opportunity, newest first',
  request: { query: Filter },
  responses: { 200: json(listOf(CompanyDocument), 'Those that the caller may read'), ...problems },
})
const kindRoute = createRoute({
  method: 'put',
  path: '/api/documents/{interactionId}/{position}/kind',
  summary: 'Say what a document is, wherever this content is used; null goes back to the suggestion',
  request: {
    params: z.object({ interactionId: IdParam, position: IdParam }),
    body: body(z.object({ kind: DocumentKind.nullable() })),
  },
  responses: { 200: json(z.object({ kind: DocumentKind.nullable() }), 'Said'), ...problems },
})

export function documentRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      if (filter.companyId === undefined && filter.contactId === undefined && filter.opportunityId === undefined)
        throw new ProblemError(422, 'invalid', 'companyId, contactId or opportunityId: one of them is needed')
      const skip = cursor ? readCursor(cursor).id : 0
      const { items, more } = await listDocuments(db, c.get('viewer'), filter, { limit, skip })
      return c.json({ items, nextCursor: more ? writeCursor({ at: '-infinity', id: skip + limit }) : null }, 200)
    })
    .openapi(kindRoute, async (c) => {
      const viewer = c.get('viewer')
      const { kind } = c.req.valid('json')
      const sha256 = await findContent(db, viewer, c.req.valid('param'))
      if (sha256 === undefined) throw notFound()
      const at = deps.now()
      await inTransaction(db, async (tx) => {
        if (kind === null) await tx.deleteFrom('document_kinds').where('sha256', '=', sha256).execute()
        else {
          const said = { kind, by_id: viewer.userId, at }
          await tx
            .insertInto('document_kinds')
            .values({ sha256, ...said })
            .onConflict((conflict) => conflict.column('sha256').doUpdateSet(said))
            .execute()
        }
        await insertAudit(tx, { at, userId: viewer.userId, act: 'document-kind', subject: { sha256, kind } })
      })
      return c.json({ kind }, 200)
    })
}
