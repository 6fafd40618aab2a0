/** Who shares a mailbox, and what an exclusion would change. */
import { createRoute, z } from '@hono/zod-openapi'
import { Mailbox } from '#shared/api.ts'
import { ExclusionPreview } from '#shared/api/settings.ts'
import { LISTS } from '#shared/i18n/lists.ts'
import { requireMailbox } from '../access/roles.ts'
import { ProblemError } from '../errors.ts'
import { IdParam, createRouter, json, localeOf, localeQuery, problems } from '../http.ts'
import type { Deps } from '../http.ts'
import { hashOfExclusion } from '../intake/acts.ts'
import { previewExclusion } from './exclusion-preview.ts'
import { listMailboxes } from './mailbox-list.ts'
import { share, unshare } from './sharing.ts'

const Place = z.object({ id: IdParam, userId: IdParam })

const shareRoute = createRoute({
  method: 'put',
  path: '/api/mailboxes/{id}/users/{userId}',
  summary: 'Share a mailbox: they see all of it from now on',
  request: { params: Place },
  responses: { 200: json(Mailbox, 'The mailbox as it is now'), ...problems },
})
const unshareRoute = createRoute({
  method: 'delete',
  path: '/api/mailboxes/{id}/users/{userId}',
  summary: 'Stop sharing a mailbox with somebody, or leave it',
  request: { params: Place },
  responses: { 204: { description: 'No longer shared' }, ...problems },
})
const previewRoute = createRoute({
  method: 'get',
  path: '/api/exclusions/preview',
  summary: 'What excluding an address or a domain would take out of the record',
  request: { query: z.object({ value: z.string().trim().min(3).max(320), ...localeQuery }) },
  responses: { 200: json(ExclusionPreview, 'Counted over what the caller may know of'), ...problems },
})

export function settingsRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(shareRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id, userId } = c.req.valid('param')
      requireMailbox(viewer, id)
      await share({ db, viewer, now: deps.now() }, { mailboxId: id, userId })
      return c.json((await listMailboxes(db, [id]))[0]!, 200)
    })
    .openapi(unshareRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id, userId } = c.req.valid('param')
      requireMailbox(viewer, id)
      await unshare({ db, viewer, now: deps.now() }, { mailboxId: id, userId })
      return c.body(null, 204)
    })
    .openapi(previewRoute, async (c) => {
      const found = hashOfExclusion(c.req.valid('query').value, deps.hasher)
      if (!found) throw new ProblemError(422, 'invalid', 'value: is neither an address nor the domain of a company')
      const counts = await previewExclusion(db, c.get('viewer'), found.hash)
      const text = LISTS[localeOf(c)].exclusion(counts.messages, counts.people)
      return c.json({ value: found.value, ...counts, text }, 200)
    })
}
