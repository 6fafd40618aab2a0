/** Gmail's methods, each with its price of May 2026 and the scopes that its documentation names. */
import type { gmail_v1 } from '@googleapis/gmail'
import type { Hono } from 'hono'
import { ApiError, badRequest, notFound } from '../errors.ts'
import type { Call, Gate, Operation } from '../gate.ts'
import { ADD_ON_COMPOSE, MAIL } from '../scopes.ts'
import type { World } from '../world.ts'
import { ADD_ON_SCOPES, checkDraftAccess, checkFormat, findMessage, hexId } from './access.ts'
import { listHistory } from './history-list.ts'
import { listMessages } from './list.ts'
import { encode, type Format, toMessage } from './message-schema.ts'
import { stopWatching, watch } from './watch.ts'

/** How long an attachment's id of messages.get is understood. */
const ATTACHMENT_ID_HOURS = 1

export function mountGmail(app: Hono, world: World, gate: Gate): void {
  const attachments = createAttachmentIds(world)
  const base = '/gmail/v1/users/:userId'
  const operation = (name: string, rest: Omit<Operation, 'name' | 'api'>) =>
    gate({ ...rest, name: `gmail.users.${name}`, api: 'gmail' })

  app.get(
    `${base}/profile`,
    operation('getProfile', { units: 1, params: {}, scopes: MAIL.profile, run: ({ account }) => profile(account) }),
  )
  app.get(
    `${base}/messages`,
    operation('messages.list', {
      units: 5,
      params: {
        q: 'string',
        labelIds: 'strings',
        includeSpamTrash: 'boolean',
        maxResults: 'integer',
        pageToken: 'string',
      },
      scopes: MAIL.metadata,
      run: (call) => listMessages(call, world.clock.now()),
    }),
  )
  app.get(
    `${base}/messages/:id`,
    operation('messages.get', {
      units: 20,
      params: { format: 'string', metadataHeaders: 'strings' },
      scopes: [...MAIL.metadata, ...ADD_ON_SCOPES],
      run: (call) => getMessage(world, call, attachments.name),
    }),
  )
  app.get(
    `${base}/messages/:id/attachments/:attachmentId`,
    operation('messages.attachments.get', {
      units: 20,
      params: {},
      scopes: [...MAIL.read, ...ADD_ON_SCOPES],
      run: (call) => {
        const message = findMessage(world, call, call.path.id ?? '')
        checkFormat(call, 'full')
        return attachments.get(message.id, call.path.attachmentId ?? '')
      },
    }),
  )
  app.get(
    `${base}/threads/:id`,
    operation('threads.get', {
      units: 40,
      params: { format: 'string', metadataHeaders: 'strings' },
      scopes: MAIL.metadata,
      run: (call) => getThread(call, attachments.name),
    }),
  )
  app.get(
    `${base}/history`,
    operation('history.list', {
      units: 2,
      params: {
        startHistoryId: 'string',
        historyTypes: 'strings',
        labelId: 'string',
        maxResults: 'integer',
        pageToken: 'string',
      },
      scopes: MAIL.metadata,
      run: listHistory,
    }),
  )
  app.get(
    `${base}/labels`,
    operation('labels.list', {
      units: 1,
      params: {},
      scopes: MAIL.labels,
      run: ({ account }) => ({ labels: account.mail.labels.list() }),
    }),
  )
  app.get(
    `${base}/settings/sendAs`,
    operation('settings.sendAs.list', {
      units: 1,
      params: {},
      scopes: MAIL.sendAs,
      run: ({ account }) => ({ sendAs: account.mail.sendAs }),
    }),
  )
  app.post(
    `${base}/drafts`,
    operation('drafts.create', {
      units: 10,
      params: {},
      scopes: [...MAIL.compose, ADD_ON_COMPOSE],
      body: ['id', 'message'],
      run: (call) => createDraft(world, call),
    }),
  )
  app.post(
    `${base}/watch`,
    operation('watch', {
      units: 100,
      params: {},
      scopes: MAIL.metadata,
      body: ['topicName', 'labelIds', 'labelFilterAction', 'labelFilterBehavior'],
      run: (call) => watch(world, call),
    }),
  )
  app.post(
    `${base}/stop`,
    operation('stop', { units: 50, params: {}, scopes: MAIL.metadata, run: (call) => stopWatching(call) }),
  )
}

function profile({ address, mail }: Call['account']): gmail_v1.Schema$Profile {
  return {
    emailAddress: address,
    messagesTotal: mail.sorted.length,
    threadsTotal: mail.threadCount(),
    historyId: String(mail.history.current()),
  }
}

type NameAttachment = ReturnType<typeof createAttachmentIds>['name']

function getMessage(world: World, call: Call, nameAttachment: NameAttachment): gmail_v1.Schema$Message {
  const format = readFormat(call)
  checkFormat(call, format)
  const message = findMessage(world, call, call.path.id ?? '')
  return toMessage(call.account.mail, message, {
    format,
    metadataHeaders: call.texts('metadataHeaders'),
    nameAttachment,
  })
}

function getThread(call: Call, nameAttachment: NameAttachment): gmail_v1.Schema$Thread {
  const format = readFormat(call)
  if (format === 'raw') throw badRequest('Raw format is not supported for threads', 'invalidArgument')
  checkFormat(call, format)
  const id = hexId(call.path.id ?? '', 'thread-f:')
  const stored = call.account.mail.thread(id)
  if (stored.length === 0) throw notFound()
  const newest = stored.reduce((last, { historyId }) => (historyId > last ? historyId : last), 0n)
  const options = { format, metadataHeaders: call.texts('metadataHeaders'), nameAttachment }
  const messages = stored.map((message) => toMessage(call.account.mail, message, options))
  return { id, historyId: String(newest), messages }
}

function readFormat(call: Call): Format {
  const format = (call.text('format') ?? 'full').toLowerCase()
  if (['minimal', 'metadata', 'full', 'raw'].includes(format)) return format as Format
  throw badRequest(`Invalid value at 'format' (TYPE_ENUM), "${format}"`, 'invalidArgument')
}

function createDraft(world: World, call: Call): gmail_v1.Schema$Draft {
  checkDraftAccess(world, call)
  const message = call.body.message as gmail_v1.Schema$Message | undefined
  if (typeof message?.raw !== 'string')
    throw badRequest("'raw' RFC822 payload message string required", 'invalidArgument')
  const threadId = message.threadId ?? undefined
  if (threadId !== undefined && call.account.mail.thread(threadId).length === 0) throw notFound()
  const { draftId, id } = call.account.mail.draft(Buffer.from(message.raw, 'base64url'), threadId)
  const stored = call.account.mail.get(id)
  return { id: draftId, message: { id, threadId: stored.threadId, labelIds: [...stored.labelIds] } }
}

/** Each messages.get names them anew, and each name is good for a while. */
function createAttachmentIds(world: World) {
  const named = new Map<string, { messageId: string; content: Buffer; until: number }>()
  return {
    name(messageId: string, content: Buffer): string {
      const id = `ANGjdJ-fake-${world.ids.serial()}`
      named.set(id, { messageId, content, until: world.clock.now() + ATTACHMENT_ID_HOURS * 3_600_000 })
      return id
    },
    get(messageId: string, id: string): gmail_v1.Schema$MessagePartBody {
      const found = named.get(id)
      if (!found || found.messageId !== messageId || found.until <= world.clock.now()) {
        throw new ApiError(400, 'invalidArgument', 'Invalid attachment token')
      }
      return { size: found.content.length, data: encode(found.content) }
    },
  }
}
