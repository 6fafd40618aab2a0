/** What happened in a Gmail mailbox since the stored history id: https://developers.google.com/workspace/gmail/api/guides/sync */
import type { gmail_v1 } from '@googleapis/gmail'
import { SourceError } from '#server/errors.ts'
import type { Page, PageReader, SourceItem } from '../source.ts'
import type { GoogleClient } from './client.ts'
import { locatorOf } from './messages.ts'
import type { Messages } from './messages.ts'
import { readPosition, startOfPast } from './position.ts'
import type { NewsPosition } from './position.ts'
import { GMAIL_UNITS } from './quota.ts'

const PAGE = 100

/** Only these say something of whether a message counts: that it was read, starred or filed away says nothing. */
const TELLING = new Set(['SPAM', 'TRASH', 'DRAFT'])

export type NewsOptions = { client: GoogleClient; messages: Messages; now: () => Date }

export function newsReader(options: NewsOptions): PageReader {
  const { client, messages } = options
  return {
    async readPage(position) {
      if (position === null) return beginAgain(options, 0)
      const from = readPosition<NewsPosition>(position, 'history')
      const listed = await listHistory(client, from).catch((error: unknown) => {
        // 404: Google keeps about a week. What is missed is found by reading the past again.
        if (error instanceof SourceError && (error.kind === 'gone' || error.kind === 'cursor-expired')) return null
        throw error
      })
      if (listed === null) return beginAgain(options, from.n)
      const items = await readChanges(messages, listed.history ?? [], from.n + 1)
      return { items, series: [], ...nextPosition(from, position, listed, items), progress: null }
    },
  }
}

function listHistory(client: GoogleClient, { history, page }: NewsPosition) {
  const ask = {
    userId: 'me',
    startHistoryId: history,
    historyTypes: ['messageAdded', 'messageDeleted', 'labelAdded', 'labelRemoved'],
    maxResults: PAGE,
    ...(page !== undefined && { pageToken: page }),
  }
  return client.call({ of: 'mail', units: GMAIL_UNITS['history.list'], urgency: 'now' }, (options) =>
    client.gmail.users.history.list(ask, options),
  )
}

/** The id must be known before the past is listed: what comes in between is then in the history. */
async function beginAgain({ client, now }: NewsOptions, n: number): Promise<Page> {
  const { historyId } = await client.call({ of: 'mail', units: GMAIL_UNITS.getProfile, urgency: 'now' }, (options) =>
    client.gmail.users.getProfile({ userId: 'me' }, options),
  )
  if (!historyId) throw new SourceError('temporary', 'Google answered a profile without a history id.')
  // Seconds, so that also a cursor that was lost begins with a higher number than all before.
  const first = Math.max(n + 1, Math.floor(now().getTime() / 1000))
  const next: NewsPosition = { v: 1, n: first, history: historyId }
  const restart = { stream: 'past', position: startOfPast(first) }
  return { items: [], series: [], position: JSON.stringify(next), restart, done: true, progress: null }
}

function nextPosition(
  from: NewsPosition,
  position: string,
  listed: gmail_v1.Schema$ListHistoryResponse,
  items: readonly SourceItem[],
): Pick<Page, 'position' | 'done'> {
  const n = from.n + (items.length > 0 ? 1 : 0)
  if (listed.nextPageToken) {
    const next: NewsPosition = { v: 1, n, history: from.history, page: listed.nextPageToken }
    return { position: JSON.stringify(next), done: false }
  }
  // Only after the last page may the id move on. Without one, the same page is read again.
  const history = listed.historyId ?? from.history
  if (history === from.history && n === from.n && from.page === undefined) return { position, done: true }
  return { position: JSON.stringify({ v: 1, n, history } satisfies NewsPosition), done: true }
}

async function readChanges(
  messages: Messages,
  history: gmail_v1.Schema$History[],
  version: number,
): Promise<SourceItem[]> {
  const gone = new Set<string>()
  const changed = new Set<string>()
  for (const record of history) {
    for (const { message } of record.messagesAdded ?? []) if (counts(message)) changed.add(message!.id!)
    for (const { message, labelIds } of [...(record.labelsAdded ?? []), ...(record.labelsRemoved ?? [])])
      if (counts(message) && labelIds?.some((label) => TELLING.has(label))) changed.add(message!.id!)
    for (const { message } of record.messagesDeleted ?? []) if (message?.id) gone.add(message.id)
  }
  // A draft is deleted and added anew with each change: what is deleted by the end of the page need not be read.
  const read = await messages.read(
    [...changed].filter((id) => !gone.has(id)),
    version,
    'now',
  )
  const deleted = [...gone].map((id): SourceItem => ({
    providerId: id,
    version,
    locator: locatorOf(id, null),
    type: 'gone',
  }))
  return [...read, ...deleted]
}

const counts = (message: gmail_v1.Schema$Message | undefined): boolean =>
  message?.id !== undefined && message.id !== null && !message.labelIds?.includes('CHAT')
