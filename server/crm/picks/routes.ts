/** The company's own pick list ("interest"): its admin writes it, everybody sets it on companies and opportunities. */
import { createRoute, z } from '@hono/zod-openapi'
import { listOf } from '#shared/api.ts'
import { PickOption } from '#shared/api/people.ts'
import { FormBlock } from '#shared/blocks.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import { requireAdmin } from '../../access/roles.ts'
import { IdParam, body, createRouter, json, localeOf, localeQuery, notFound, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { field } from '../form-fields.ts'
import { getKnown } from '../subject.ts'
import { insertOption, listOptions, pickedOf, setPicks, updateOption } from './queries.ts'

const Noun = z.enum(['company', 'opportunity'])
const Label = z.string().trim().min(1).max(100)

const listRoute = createRoute({
  method: 'get',
  path: '/api/pick-options',
  summary: 'The pick list, archived ones included',
  responses: { 200: json(listOf(PickOption), 'Options, in their order'), ...problems },
})
const addRoute = createRoute({
  method: 'post',
  path: '/api/pick-options',
  summary: 'Add an option, at the end (administrators)',
  request: { body: body(z.object({ label: Label }).strict()) },
  responses: { 201: json(PickOption, 'The option'), ...problems },
})
const changeRoute = createRoute({
  method: 'patch',
  path: '/api/pick-options/{id}',
  summary: 'Rename, move or archive an option (administrators)',
  request: {
    params: z.object({ id: IdParam }),
    body: body(
      z
        .object({ label: Label, position: z.number().int().min(1).max(1000), archived: z.boolean() })
        .partial()
        .strict(),
    ),
  },
  responses: { 200: json(PickOption, 'The option as it is now'), ...problems },
})
const setRoute = createRoute({
  method: 'put',
  path: '/api/picks/{noun}/{id}',
  summary: 'Say what a company or an opportunity is interested in',
  request: {
    params: z.object({ noun: Noun, id: IdParam }),
    body: body(z.object({ optionIds: z.array(IdParam).max(100).nullable() }).strict()),
  },
  responses: { 204: { description: 'Set' }, ...problems },
})
const formRoute = createRoute({
  method: 'get',
  path: '/api/forms/picks',
  summary: 'The form of what somebody is interested in',
  request: { query: z.object({ noun: Noun, id: IdParam, ...localeQuery }) },
  responses: { 200: json(FormBlock, 'A form'), ...problems },
})

export function pickRoutes(deps: Deps) {
  const { db } = deps.database
  const optionOf = async (id: number) => {
    const option = (await listOptions(db)).find((one) => one.id === String(id))
    if (!option) throw notFound()
    return option
  }
  return createRouter()
    .openapi(listRoute, async (c) => c.json({ items: await listOptions(db), nextCursor: null }, 200))
    .openapi(addRoute, async (c) => {
      requireAdmin(c.get('viewer'))
      return c.json(await optionOf(await insertOption(db, c.req.valid('json').label)), 201)
    })
    .openapi(changeRoute, async (c) => {
      requireAdmin(c.get('viewer'))
      const { id } = c.req.valid('param')
      await optionOf(id)
      await updateOption(db, id, c.req.valid('json'), deps.now())
      return c.json(await optionOf(id), 200)
    })
    .openapi(setRoute, async (c) => {
      const viewer = c.get('viewer')
      const { noun, id } = c.req.valid('param')
      const found = await getKnown(db, viewer, noun, id)
      const author = { userId: viewer.userId, at: deps.now() }
      await setPicks(db, { noun, id: found.id, optionIds: c.req.valid('json').optionIds ?? [], author })
      return c.body(null, 204)
    })
    .openapi(formRoute, async (c) => {
      const { noun, id } = c.req.valid('query')
      const found = await getKnown(db, c.get('viewer'), noun, id)
      const words = peopleWords[localeOf(c)]
      const picked = await pickedOf(db, noun, found.id)
      const value = picked.map((one) => one.id)
      const options = (await listOptions(db)).filter((option) => !option.archived || value.includes(option.id))
      const form: z.infer<typeof FormBlock> = {
        type: 'form',
        id: 'picks',
        title: words.interestTitle(found.name),
        note: options.length === 0 ? words.noOptions : null,
        fields: [
          field('optionIds', words.interest, {
            type: 'multiselect',
            value,
            options: options.map((option) => ({ value: option.id, label: option.label })),
          }),
        ],
        submit: {
          label: words.save,
          request: { method: 'PUT', href: `/api/picks/${noun}/${found.id}` },
          done: words.saved,
        },
        check: null,
      }
      return c.json(form, 200)
    })
}
