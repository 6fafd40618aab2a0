/** messages.list: newest first, a page at a time, without looking at the whole mailbox for each page. */
import type { gmail_v1 } from '@googleapis/gmail'
import { ApiError, badRequest } from '../errors.ts'
import type { Call } from '../gate.ts'
import { METADATA } from '../scopes.ts'
import { compare, lowerBound, type Mailbox, type Stored } from './mailbox.ts'
import { readQuery } from './query.ts'

const DEFAULT_PAGE = 100
const LARGEST_PAGE = 500

type Listing = { version: number; messages: readonly Stored[] }

/** What a question found, until the mailbox changes. */
const listings = new WeakMap<Mailbox, Map<string, Listing>>()

export function listMessages(call: Call, now: number): gmail_v1.Schema$ListMessagesResponse {
  const q = call.text('q') ?? ''
  if (q !== '' && call.token.scopes.has(METADATA)) {
    throw new ApiError(403, 'forbidden', "Metadata scope does not support 'q' parameter")
  }
  const size = Math.min(call.number('maxResults') ?? DEFAULT_PAGE, LARGEST_PAGE) || DEFAULT_PAGE
  const found = listing(call, q, now)
  const token = call.text('pageToken')
  const last = token === undefined ? null : readPageToken(token)
  // By the last one shown, not by a count: what arrives in between moves nothing.
  const start = last === null ? 0 : lowerBound(found, (each) => compare(each, last) <= 0)
  const page = found.slice(start, start + size)
  const end = page.at(-1)
  return {
    ...(page.length > 0 ? { messages: page.map(({ id, threadId }) => ({ id, threadId })) } : {}),
    ...(end && start + size < found.length ? { nextPageToken: writePageToken(end) } : {}),
    // An estimate indeed: Gmail says 201 of anything longer.
    resultSizeEstimate: Math.min(found.length, 201),
  }
}

function listing(call: Call, q: string, now: number): readonly Stored[] {
  const { mail } = call.account
  const cached = listings.get(mail) ?? new Map<string, Listing>()
  listings.set(mail, cached)
  const version = mail.version()
  const hit = cached.get(call.question)
  if (hit?.version === version) return hit.messages
  for (const [question, each] of cached) if (each.version !== version) cached.delete(question)
  const messages = search(call, q, now)
  // What depends on the time of day is looked up anew.
  if (!/(newer|older)_than:/.test(q)) cached.set(call.question, { version, messages })
  return messages
}

function search(call: Call, q: string, now: number): readonly Stored[] {
  const { mail } = call.account
  const wanted = call.texts('labelIds')
  const unknown = wanted.find((id) => !mail.labels.list().some((label) => label.id === id))
  if (unknown !== undefined) throw badRequest(`Invalid label: ${unknown}`, 'invalidArgument')
  const query = readQuery(q, mail.labels, now)
  const all = call.flag('includeSpamTrash') || query.seesSpamAndTrash
  const hidden = ['SPAM', 'TRASH'].filter((id) => !all && !wanted.includes(id))
  const found = mail.sorted.filter(
    (message) =>
      hidden.every((id) => !message.labelIds.has(id)) &&
      wanted.every((id) => message.labelIds.has(id)) &&
      query.matches(message),
  )
  return found.toReversed()
}

const writePageToken = ({ internalDate, id }: Stored) =>
  (BigInt(internalDate) * 2n ** 64n + BigInt(`0x${id}`)).toString()

function readPageToken(token: string): { internalDate: number; id: string } {
  if (!/^-?\d+$/.test(token)) throw badRequest('Invalid pageToken', 'invalidArgument')
  const value = BigInt(token)
  return { internalDate: Number(value >> 64n), id: (value & (2n ** 64n - 1n)).toString(16) }
}
