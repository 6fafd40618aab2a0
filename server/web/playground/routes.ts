/**
 * The playground's mail reader over `files` mailboxes: what its owner's own mail program would show, read from the files
 * themselves. Only the users of a mailbox may read it.
 */
import { Hono } from 'hono'
import { sql } from 'kysely'
import type { PlaygroundListed, PlaygroundMessage, PlaygroundPage, PlaygroundState } from '#shared/playground.ts'
import type { Viewer } from '../../access/identity.ts'
import { readCursor, writeCursor } from '../../crm/cursor.ts'
import { ProblemError } from '../../errors.ts'
import { notFound } from '../../http.ts'
import type { Deps, Env } from '../../http.ts'
import { readEnvelope } from '../../sources/files/reader.ts'
import type { Address, Locator } from '../../sources/source.ts'
import { findViewer, isLocal, requireIdentity, startSession } from '../session.ts'
import { calendarRoutes } from './calendar-routes.ts'
import { composeRoutes } from './compose-routes.ts'
import { type CallInside, gmailHostRoutes } from './gmail-routes.ts'
import { findOwnMailbox, readOwnMessage } from './own-mailbox.ts'
import type { OwnMessage } from './own-mailbox.ts'
import { safeHtml } from './safe-html.ts'

const PAGE = 50

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
    return c.json(await listMessages(deps, mailboxId, c.req.query('folder') ?? 'Inbox', c.req.query('cursor')))
  })
  app.get('/playground/api/messages/:id', requireIdentity(deps), async (c) => {
    const mailboxId = await findOwnMailbox(deps, c.get('viewer'), c.req.query('mailbox'))
    return c.json(shownMessage(c.req.param('id'), await readOwnMessage(deps, mailboxId, c.req.param('id'))))
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
  const { rows } = await sql<{ address: string; folder: string | null; n: number }>`
    SELECT m.address, o.locator->>'folder' AS folder, count(o.provider_id) AS n FROM mailboxes m
      LEFT JOIN occurrences o ON o.mailbox_id = m.id AND o.gone_at IS NULL AND o.locator->>'kind' <> 'ics'
    WHERE m.id = ANY(${viewer?.mailboxIds ?? []}::bigint[]) AND m.source = 'files' GROUP BY 1, 2 ORDER BY m.address <> ${viewer?.email ?? ''}, 1, 2`.execute(
    db,
  )
  const mailboxes = [...Map.groupBy(rows, (row) => row.address)].map(([address, folders]) => ({
    address,
    folders: folders
      .filter((row) => row.folder !== null)
      .map((row) => ({ id: row.folder!, name: row.folder!, count: row.n }))
      .toSorted(byFolder),
  }))
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
    mailboxes,
  }
}

const ORDER = ['Inbox', 'Sent', 'Drafts', 'Archive', 'Spam', 'Trash']
const byFolder = (a: { id: string }, b: { id: string }) =>
  ((ORDER.indexOf(a.id) + 7) % 7) - ((ORDER.indexOf(b.id) + 7) % 7) || a.id.localeCompare(b.id)

async function listMessages(
  deps: Deps,
  mailboxId: number,
  folder: string,
  cursor: string | undefined,
): Promise<PlaygroundPage> {
  const after = cursor ? readCursor(cursor).id : 0
  const { rows } = await sql<{ provider_id: string; locator: Locator }>`
    SELECT provider_id, locator FROM occurrences WHERE mailbox_id = ${mailboxId} AND coalesce(locator->>'folder', '') = ${folder} AND gone_at IS NULL
    ORDER BY occurred_at DESC NULLS LAST, provider_id OFFSET ${after} LIMIT ${PAGE + 1}`.execute(deps.database.db)
  const items = await Promise.all(rows.slice(0, PAGE).map((row) => readListed(row.provider_id, row.locator)))
  return { items, nextCursor: rows.length > PAGE ? writeCursor({ at: '-infinity', id: after + PAGE }) : null }
}

/** A message whose file has gone or cannot be read stays in the list, by its place. */
async function readListed(id: string, locator: Locator): Promise<PlaygroundListed> {
  const none = { id, from: null, to: [], subject: null, at: null, unread: false, attachments: false }
  try {
    const envelope = await readEnvelope(locator)
    return {
      ...none,
      from: envelope.from[0] ?? null,
      to: envelope.to,
      subject: envelope.subject,
      at: envelope.sentAt?.toISOString() ?? null,
    }
  } catch {
    return none
  }
}

function shownMessage(id: string, { original }: OwnMessage): PlaygroundMessage {
  const people = (list: Address[]) => list.map(({ name, address }) => ({ name, address }))
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
