/** /api/setup/google: how Ficha is set up there, for admins. Secrets go in and never out. */
import { createRoute, z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { AddOnSettings, DelegatedMailbox, GoogleSetup } from '#shared/api/setup.ts'
import { listOf } from '#shared/api.ts'
import { normaliseAddress } from '#shared/email-address.ts'
import { requireAdmin } from '../../access/roles.ts'
import { insertAudit } from '../../crm/audit.ts'
import { ProblemError } from '../../errors.ts'
import { body, createRouter, json, problems } from '../../http.ts'
import type { Deps } from '../../http.ts'
import { stateOfCursors } from '../accounts.ts'
import { SERVICE_ACCOUNT, findServiceAccount } from '../google/delegation.ts'
import { ADD_ON, checkGoogle, findAddOn, listAccounts } from './checks.ts'
import { connectDelegated, deleteServiceAccount, storeServiceAccount } from './service-account.ts'

const done = { 204: { description: 'Done' }, ...problems }
const setupRoute = createRoute({
  method: 'get',
  path: '/api/setup/google',
  summary: 'How Ficha is set up at Google, each step checked, with what is to be pasted where',
  responses: { 200: json(GoogleSetup, 'The steps and the connected mailboxes'), ...problems },
})
const againRoute = createRoute({
  method: 'post',
  path: '/api/setup/google/again',
  summary: 'Try again the mailboxes that could not be read because of the set-up',
  responses: done,
})
const addOnRoute = createRoute({
  method: 'put',
  path: '/api/setup/google/addon',
  summary: 'Who the add-on is: whose calls are believed',
  request: { body: body(AddOnSettings.strict()) },
  responses: done,
})
const keyRoute = createRoute({
  method: 'put',
  path: '/api/setup/google/service-account',
  summary: "Store a service account's key, as the JSON that Google made; it is never given out again",
  request: { body: body(z.object({ key: z.string().min(1).max(20_000) }).strict()) },
  responses: done,
})
const dropKeyRoute = createRoute({
  method: 'delete',
  path: '/api/setup/google/service-account',
  summary: "Delete the service account's key; the mailboxes read by it are no longer read",
  responses: done,
})
const mailboxesRoute = createRoute({
  method: 'post',
  path: '/api/setup/google/mailboxes',
  summary: 'Connect mailboxes of the company by delegation, each tried first',
  request: { body: body(z.object({ addresses: z.array(z.string().max(320)).min(1).max(50) }).strict()) },
  responses: { 200: json(listOf(DelegatedMailbox), 'What became of each'), ...problems },
})

export function setupRoutes(deps: Deps) {
  const { db } = deps.database
  const router = createRouter()
  router.use('/api/setup/*', async (c, next) => {
    requireAdmin(c.get('viewer'))
    if (!deps.connections) throw new ProblemError(409, 'demo', 'The demo connects to nothing.')
    await next()
  })
  return router
    .openapi(setupRoute, async (c) => {
      const [checks, addOn, serviceAccount, mailboxes] = await Promise.all([
        checkGoogle(deps),
        findAddOn(db),
        describeServiceAccount(deps),
        listAccounts(db),
      ])
      return c.json({ checks, addOn, serviceAccount, mailboxes }, 200)
    })
    .openapi(againRoute, async (c) => {
      await sql`WITH healed AS (UPDATE accounts SET problem = NULL, problem_at = NULL, due_at = ${deps.now()}, failures = 0
          WHERE problem = ANY (${OF_THE_SETUP}::text[]) RETURNING mailbox_id)
        UPDATE mailboxes SET state = ${stateOfCursors()} WHERE id IN (SELECT mailbox_id FROM healed)`.execute(db)
      deps.wake()
      return c.body(null, 204)
    })
    .openapi(addOnRoute, async (c) => {
      const { userId } = c.get('viewer')
      const now = deps.now()
      const set = { value: JSON.stringify(c.req.valid('json')), set_by: userId, set_at: now }
      await db
        .insertInto('provider_settings')
        .values({ ...ADD_ON, sealed: null, ...set })
        .onConflict((conflict) => conflict.columns(['provider', 'name']).doUpdateSet(set))
        .execute()
      await insertAudit(db, { at: now, userId, act: 'addon', subject: {} })
      return c.body(null, 204)
    })
    .openapi(keyRoute, async (c) => {
      await storeServiceAccount(deps, c.req.valid('json').key, c.get('viewer').userId)
      deps.wake()
      return c.body(null, 204)
    })
    .openapi(dropKeyRoute, async (c) => {
      await deleteServiceAccount(deps, c.get('viewer').userId)
      return c.body(null, 204)
    })
    .openapi(mailboxesRoute, async (c) => {
      const addresses = c.req.valid('json').addresses.map((text) => {
        const address = normaliseAddress(text)
        if (address === null) throw new ProblemError(422, 'invalid', 'addresses: one of them is not a mail address')
        return address
      })
      const items = await connectDelegated(deps, [...new Set(addresses)], c.get('viewer').userId)
      deps.wake()
      return c.json({ items, nextCursor: null }, 200)
    })
}

/** What an admin can have put right meanwhile, without the users. */
const OF_THE_SETUP = [
  'client-wrong',
  'not-delegated',
  'key-gone',
  'key-wrong',
  'clock-wrong',
  'unreadable',
  'forbidden',
  'service-off',
]

async function describeServiceAccount(deps: Deps): Promise<GoogleSetup['serviceAccount']> {
  const { db } = deps.database
  const row = await db
    .selectFrom('provider_settings')
    .select('set_at')
    .where('provider', '=', SERVICE_ACCOUNT.provider)
    .where('name', '=', SERVICE_ACCOUNT.name)
    .executeTakeFirst()
  const key = await findServiceAccount(deps).catch(() => undefined)
  return row && key ? { email: key.client_email, clientId: key.client_id, setAt: row.set_at.toISOString() } : null
}
