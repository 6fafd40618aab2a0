/** /api/users: who works here. Admins see to it; everybody sees names, to choose an owner or a colleague by. */
import { createRoute, z } from '@hono/zod-openapi'
import { Role, listOf } from '#shared/api.ts'
import { User } from '#shared/api/settings.ts'
import { normaliseAddress } from '#shared/email-address.ts'
import { requireAdmin } from '../access/roles.ts'
import { MisuseError, ProblemError } from '../errors.ts'
import { IdParam, body, createRouter, json, problems } from '../http.ts'
import type { Deps } from '../http.ts'
import { insertUser } from './mailboxes.ts'
import { leave, listUsers, updateUser } from './users.ts'

const Params = z.object({ id: IdParam })
const Name = z.string().trim().min(1).max(200)
const Roles = z.array(Role).min(1).max(10)
const Locale = z.enum(['en', 'es'])
const Address = z
  .string()
  .transform((text) => normaliseAddress(text))
  .pipe(z.string('is not a mail address'))

const listRoute = createRoute({
  method: 'get',
  path: '/api/users',
  summary: 'Who works here',
  responses: { 200: json(listOf(User), 'Users; addresses and roles are for admins'), ...problems },
})
const newRoute = createRoute({
  method: 'post',
  path: '/api/users',
  summary: 'Add a user (admins)',
  request: {
    body: body(
      z.object({
        email: Address,
        name: Name,
        roles: Roles,
        locale: Locale.default('en'),
        aliases: z.array(Address).max(20).default([]),
      }),
    ),
  },
  responses: { 201: json(User, 'Added'), ...problems },
})
const changeRoute = createRoute({
  method: 'patch',
  path: '/api/users/{id}',
  summary: 'Change a name, roles or language (admins); one may change one’s own language',
  request: { params: Params, body: body(z.object({ name: Name, roles: Roles, locale: Locale }).partial().strict()) },
  responses: { 200: json(User, 'The user as they are now'), ...problems },
})
const leaveRoute = createRoute({
  method: 'post',
  path: '/api/users/{id}/leave',
  summary: 'Somebody leaves: disconnects them and hands everything over (admins)',
  request: { params: Params, body: body(z.object({ successorId: IdParam })) },
  responses: { 200: json(User, 'Left'), ...problems },
})

export function userRoutes(deps: Deps) {
  const { db } = deps.database
  return createRouter()
    .openapi(listRoute, async (c) => c.json({ items: await listUsers(db, c.get('viewer')), nextCursor: null }, 200))
    .openapi(newRoute, async (c) => {
      const viewer = c.get('viewer')
      requireAdmin(viewer)
      const user = c.req.valid('json')
      const id = await insertUser({ db, hasher: deps.hasher, now: deps.now }, user).catch((cause: unknown) => {
        if (!(cause instanceof MisuseError)) throw cause
        throw new ProblemError(409, 'user-exists', 'There is a user of this address already.', { cause })
      })
      deps.wake()
      return c.json((await listUsers(db, viewer, id))[0]!, 201)
    })
    .openapi(changeRoute, async (c) => {
      const viewer = c.get('viewer')
      const { id } = c.req.valid('param')
      const set = c.req.valid('json')
      const ownLanguage = id === viewer.userId && Object.keys(set).every((field) => field === 'locale')
      if (!ownLanguage) requireAdmin(viewer)
      if (Object.keys(set).length === 0) throw new ProblemError(422, 'invalid', 'There is nothing to change.')
      await updateUser({ db, by: viewer.userId, now: deps.now() }, id, set)
      return c.json((await listUsers(db, viewer, id))[0]!, 200)
    })
    .openapi(leaveRoute, async (c) => {
      const viewer = c.get('viewer')
      requireAdmin(viewer)
      const { id } = c.req.valid('param')
      await leave({ db, by: viewer.userId, now: deps.now() }, id, c.req.valid('json').successorId)
      return c.json((await listUsers(db, viewer, id))[0]!, 200)
    })
}
