/**
 * The playground's mail reader: what its owner's own mail program would show, read from the files themselves, or at the
 * provider where the mailbox is connected. Only the users of a mailbox may read it.
 */
import { Hono } from 'hono'
import type { PlaygroundMessage, PlaygroundPerson, PlaygroundState } from '#shared/playground.ts'
import type { Viewer } from '../../access/identity.ts'
import type { OpenedMail } from '../../connections.ts'
import { ProblemError } from '../../errors.ts'
import { notFound } from '../../http.ts'
import type { Deps, Env } from '../../http.ts'
import { findViewer, isLocal, requireIdentity, startSession } from '../session.ts'
import { calendarRoutes } from './calendar-routes.ts'
import { composeRoutes } from './compose-routes.ts'
import { type CallInside, gmailHostRoutes } from './gmail-routes.ts'
import { listMessages } from './mail-list.ts'
import { findOwnMailbox, readOwnMail } from './own-mailbox.ts'
import { listOwnMailboxes } from './own-mailboxes.ts'
import { safeHtml } from './safe-html.ts'

/** @param call the app itself, of which these are a part */
export function playgroundRoutes(deps: Deps, call: CallInside): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/playground/api/state', async (c) => c.json(await readState(deps, await findViewer(deps, c))))
  app.post('/playground/api/user', requireIdentity(deps), async (c) => {
    if (!deps.demo || !isLocal(c))
      throw new ProblemError(403, 'not-the-demo', 'Only in the demo one may be somebody else.')
    const { id } = await c.req.json<{ id?: string }>()
    const user = await deps.database.db.selectFrom('users').select('id').where('id', '=', Number(id)).executeTakeFirst()
    if (!user) throw notFound()
    await startSession(deps, c, user.id)
    return c.body(null, 204)
  })
  app.get('/playground/api/messages', requireIdentity(deps), async (c) => {
    const mailboxId = await findOwnMailbox(deps, c.get('viewer'), c.req.query('mailbox'))
    const { folder = 'Inbox', cursor } = c.req.query()
    return c.json(await listMessages(deps, { mailboxId, folder, cursor }))
  })
  app.get('/playground/api/messages/:id', requireIdentity(deps), async (c) => {
    const mailboxId = await findOwnMailbox(deps, c.get('viewer'), c.req.query('mailbox'))
    return c.json(shownMessage(c.req.param('id'), await readOwnMail(deps, mailboxId, c.req.param('id'))))
  })
  app.route('/', composeRoutes(deps))
  app.route('/', calendarRoutes(deps))
  app.route('/', gmailHostRoutes(deps, call))
  return app
}

async function readState(deps: Deps, viewer: Viewer | undefined): Promise<PlaygroundState> {
  const { db } = deps.database
  const users =
    deps.demo && viewer
      ? await db.selectFrom('users').select(['id', 'name', 'email', 'roles']).orderBy('id').execute()
      : []
  return {
    demo: deps.demo,
    writable: deps.playground !== undefined,
    me: viewer
      ? {
          id: String(viewer.userId),
          name: viewer.name,
          email: viewer.email,
          roles: viewer.roles,
          locale: viewer.locale,
          demo: deps.demo,
        }
      : null,
    users: users.map((user) => ({ id: String(user.id), name: user.name, email: user.email, roles: user.roles })),
    mailboxes: viewer ? await listOwnMailboxes(db, viewer) : [],
    connectable: Boolean(deps.connections?.google.client),
  }
}

function shownMessage(id: string, original: OpenedMail): PlaygroundMessage {
  const people = (list: PlaygroundPerson[]) => list.map(({ name, address }) => ({ name, address }))
  return {
    id,
    messageId: original.messageId,
    from: people(original.from)[0] ?? null,
    to: people(original.to),
    cc: people(original.cc),
    subject: original.subject,
    at: original.sentAt?.toISOString() ?? null,
    html: original.html === null ? null : safeHtml(original.html),
    text: original.text,
    attachments: original.attachments
      .filter((one) => !one.inline)
      .map(({ name, size, type }) => ({ name: name ?? '', size, type })),
  }
}
