/** The notice at the top of a record: one for each contact or company, everybody's to change. */
import { createRoute, z } from '@hono/zod-openapi'
import { FormBlock } from '#shared/blocks.ts'
import { Notice } from '#shared/api/people.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import { inTransaction } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { insertChanges } from '../changes.ts'
import { field } from '../form-fields.ts'
import { keepContact, keepCompany } from '../kept.ts'
import { getKnown } from '../subject.ts'

const Noun = z.enum(['contact', 'company'])
const Params = z.object({ noun: Noun, id: IdParam })

const setRoute = createRoute({
  method: 'put',
  path: '/api/notices/{noun}/{id}',
  summary: 'Pin a notice to a contact or company; an empty text takes it down',
  request: { params: Params, body: body(z.object({ text: z.string().trim().max(1000).nullable() }).strict()) },
  responses: { 200: json(Notice.nullable(), 'The notice as it is now'), ...problems },
})
const dropRoute = createRoute({
  method: 'delete',
  path: '/api/notices/{noun}/{id}',
  summary: 'Take a notice down',
  request: { params: Params },
  responses: { 204: { description: 'Taken down' }, ...problems },
})
const formRoute = createRoute({
  method: 'get',
  path: '/api/forms/notice',
  summary: 'The form of a notice',
  request: { query: z.object({ noun: Noun, id: IdParam, ...localeQuery }) },
  responses: { 200: json(FormBlock, 'A form'), ...problems },
})

type Pinning = { noun: 'contact' | 'company'; id: number; userId: number; text: string | null }

export function noticeRoutes(deps: Deps) {
  const { db } = deps.database

  async function pin({ noun, id, userId, text }: Pinning): Promise<void> {
    const at = deps.now()
    await inTransaction(db, async (tx) => {
      await lockRiver(tx)
      const key = { noun, noun_id: id }
      const before = await tx
        .selectFrom('notices')
        .select('text')
        .where('noun', '=', noun)
        .where('noun_id', '=', id)
        .executeTakeFirst()
      if (text === null) await tx.deleteFrom('notices').where('noun', '=', noun).where('noun_id', '=', id).execute()
      else {
        await tx
          .insertInto('notices')
          .values({ ...key, text, by_id: userId, at })
          .onConflict((conflict) => conflict.columns(['noun', 'noun_id']).doUpdateSet({ text, by_id: userId, at }))
          .execute()
        await (noun === 'contact' ? keepContact : keepCompany)(tx, id)
      }
      await insertChanges(tx, { noun, id, author: { userId, at } }, { notice: before?.text }, { notice: text })
    })
  }

  return createRouter()
    .openapi(setRoute, async (c) => {
      const viewer = c.get('viewer')
      const { noun, id } = c.req.valid('param')
      const text = c.req.valid('json').text || null
      const found = await getKnown(db, viewer, noun, id)
      await pin({ noun, id: found.id, userId: viewer.userId, text })
      return c.json(text === null ? null : { text, by: viewer.name, at: deps.now().toISOString() }, 200)
    })
    .openapi(dropRoute, async (c) => {
      const viewer = c.get('viewer')
      const { noun, id } = c.req.valid('param')
      const found = await getKnown(db, viewer, noun, id)
      await pin({ noun, id: found.id, userId: viewer.userId, text: null })
      return c.body(null, 204)
    })
    .openapi(formRoute, async (c) => {
      const viewer = c.get('viewer')
      const { noun, id } = c.req.valid('query')
      const words = peopleWords[localeOf(c)]
      const found = await getKnown(db, viewer, noun, id)
      const now = await db
        .selectFrom('notices')
        .select('text')
        .where('noun', '=', noun)
        .where('noun_id', '=', found.id)
        .executeTakeFirst()
      const hint = words.noticeHint
      const form: z.infer<typeof FormBlock> = {
        type: 'form',
        id: 'notice',
        title: words.noticeTitle(found.name),
        note: null,
        fields: [field('text', words.noticeText, { type: 'textarea', value: now?.text ?? null, hint })],
        submit: {
          label: words.save,
          request: { method: 'PUT', href: `/api/notices/${noun}/${found.id}` },
          done: words.noticeDone,
        },
        check: null,
      }
      return c.json(form, 200)
    })
}
