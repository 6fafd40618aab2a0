/** What one chooses for a mail while one writes it: the form, and keeping it. */
import { createRoute, z } from '@hono/zod-openapi'
import { FormBlock } from '#shared/blocks.ts'
import { normaliseAddress } from '#shared/email-address.ts'
import { body, createRouter, json, localeOf, localeQuery, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { DraftChoices, draftForm, writeDraftChoices } from './draft-choices.ts'

const formRoute = createRoute({
  method: 'get',
  path: '/api/forms/draft-choices',
  summary: 'The form for what is to hold for the next mail to these people',
  request: {
    query: z.object({ addresses: z.string().max(8000), zone: z.string().max(60).optional(), ...localeQuery }),
  },
  responses: { 200: json(FormBlock, 'The form, with what is chosen'), ...problems },
})
const keepRoute = createRoute({
  method: 'put',
  path: '/api/draft-choices',
  summary: 'Keep what is to hold for the next mail to exactly these people; nothing chosen takes it back',
  request: { body: body(DraftChoices), query: z.object({ zone: z.string().max(60).optional(), ...localeQuery }) },
  responses: { 204: { description: 'Kept' }, ...problems },
})

const readAddresses = (list: string[]): string[] =>
  list.map((text) => normaliseAddress(text)).filter((one) => one !== null)

export const draftRoutes = (deps: Deps) =>
  createRouter()
    .openapi(formRoute, async (c) => {
      const addresses = readAddresses(c.req.valid('query').addresses.split(','))
      return c.json(await draftForm(deps, c.get('viewer'), addresses.slice(0, 50), localeOf(c)), 200)
    })
    .openapi(keepRoute, async (c) => {
      const given = c.req.valid('json')
      await writeDraftChoices(deps, c.get('viewer'), { ...given, addresses: readAddresses(given.addresses) })
      return c.body(null, 204)
    })
