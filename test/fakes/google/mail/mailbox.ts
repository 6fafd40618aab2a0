/** One account's mail: messages newest first, threads, labels, drafts, and the history of what happened to them. */
import type { gmail_v1 } from '@googleapis/gmail'
import { FIRST_HISTORY_ID, type Ids } from '../ids.ts'
import { createHistory } from './history.ts'
import { createLabels } from './labels.ts'
import { type Header, headerOf, readHeaders, readMime, snippetOf } from './mime.ts'

export type Stored = {
  /** Hex, as the API says it. */
  id: string
  threadId: string
  labelIds: Set<string>
  internalDate: number
  historyId: bigint
  raw: Buffer
  headers: Header[]
  /** Without angle brackets. */
  messageId: string | null
  /** Made when first asked for. */
  snippet: string | null
}

export type Watch = { labelIds: string[]; exclude: boolean; expiresAt: number }

export type Mailbox = ReturnType<typeof createMailbox>

type Options = { ids: Ids; now: () => number; address: string; changed: (message: Stored, historyId: bigint) => void }

export function createMailbox({ ids, now, address, changed }: Options) {
  const messages = new Map<string, Stored>()
  const threads = new Map<string, Set<Stored>>()
  const threadOf = new Map<string, string>()
  const drafts = new Map<string, string>()
  const labels = createLabels()
  const history = createHistory(FIRST_HISTORY_ID)
  /** Oldest first, so that what comes in goes to the end. */
  const sorted: Stored[] = []
  let version = 0

  const place = (message: Stored) => lowerBound(sorted, (each) => compare(each, message) > 0)

  function record(message: Stored, kind: Parameters<typeof history.add>[0]['kind'], labelIds?: string[], id?: bigint) {
    message.historyId = id ?? ids.history()
    version += 1
    history.add({
      id: message.historyId,
      kind,
      message: { id: message.id, threadId: message.threadId, labelIds: [...message.labelIds] },
      labelIds: labelIds ?? [],
    })
    changed(message, message.historyId)
  }

  function insert(
    raw: Buffer,
    names: string[],
    options: { historyId?: string; internalDate?: number; threadId?: string } = {},
  ) {
    const headers = readHeaders(raw)
    const date = Date.parse(headerOf(headers, 'date') ?? '')
    const id = ids.message()
    const messageId = headerOf(headers, 'message-id')?.replace(/^<|>$/g, '') ?? null
    const message: Stored = {
      id,
      threadId: options.threadId ?? threadFor(headers) ?? id,
      labelIds: new Set(names.map(labels.ensure)),
      internalDate: options.internalDate ?? (Number.isNaN(date) ? now() : date),
      historyId: 0n,
      raw,
      headers,
      messageId,
      snippet: null,
    }
    messages.set(id, message)
    if (messageId !== null) threadOf.set(messageId, message.threadId)
    threads.set(message.threadId, (threads.get(message.threadId) ?? new Set()).add(message))
    sorted.splice(place(message), 0, message)
    record(message, 'messageAdded', undefined, options.historyId === undefined ? undefined : BigInt(options.historyId))
    return message
  }

  /** The thread of what it answers. */
  function threadFor(headers: Header[]): string | undefined {
    const named = `${headerOf(headers, 'references') ?? ''} ${headerOf(headers, 'in-reply-to') ?? ''}`
    const known = [...named.matchAll(/<([^>]+)>/g)].map(([, id = '']) => threadOf.get(id))
    return known.findLast((thread) => thread !== undefined)
  }

  function remove(id: string): void {
    const message = get(id)
    messages.delete(id)
    sorted.splice(place(message), 1)
    const thread = threads.get(message.threadId)
    thread?.delete(message)
    if (thread?.size === 0) threads.delete(message.threadId)
    for (const [draftId, messageId] of drafts) if (messageId === id) drafts.delete(draftId)
    record(message, 'messageDeleted')
  }

  function get(id: string): Stored {
    const message = messages.get(id)
    if (!message) throw new Error(`the fake has no message ${id} in the mailbox of ${address}`)
    return message
  }

  function label(id: string, { add = [], remove: taken = [] }: { add?: string[]; remove?: string[] }): void {
    const message = get(id)
    const added = add.map(labels.ensure).filter((each) => !message.labelIds.has(each))
    added.forEach((each) => message.labelIds.add(each))
    if (added.length > 0) record(message, 'labelAdded', added)
    const removed = taken.map(labels.ensure).filter((each) => message.labelIds.delete(each))
    if (removed.length > 0) record(message, 'labelRemoved', removed)
  }

  function draft(raw: Buffer, threadId?: string) {
    const { id } = insert(raw, ['DRAFT'], { internalDate: now(), ...(threadId === undefined ? {} : { threadId }) })
    const draftId = `r${ids.serial()}`
    drafts.set(draftId, id)
    return { draftId, id }
  }

  /** Takes the draft's message away; whatever comes next stays in its thread. */
  function takeDraft(draftId: string): Stored {
    const id = drafts.get(draftId)
    if (id === undefined) throw new Error(`the fake has no draft ${draftId} in the mailbox of ${address}`)
    const message = get(id)
    drafts.delete(draftId)
    remove(id)
    return message
  }

  function editDraft(draftId: string, raw: Buffer) {
    const { threadId } = takeDraft(draftId)
    const { id } = insert(raw, ['DRAFT'], { internalDate: now(), threadId })
    drafts.set(draftId, id)
    return { draftId, id }
  }

  function sendDraft(draftId: string, raw?: Buffer): string {
    const old = takeDraft(draftId)
    return insert(raw ?? old.raw, ['SENT'], { internalDate: now(), threadId: old.threadId }).id
  }

  return {
    labels,
    history,
    sorted: sorted as readonly Stored[],
    version: () => version,
    find: (id: string) => messages.get(id),
    thread: (id: string) => [...(threads.get(id) ?? [])].sort((a, b) => compare(b, a)),
    threadCount: () => threads.size,
    get,
    insert,
    label,
    remove,
    draft,
    editDraft,
    sendDraft,
    snippet: (message: Stored) => (message.snippet ??= snippetOf(readMime(message.raw))),
    watch: null as Watch | null,
    sendAs: [{ sendAsEmail: address, isPrimary: true, isDefault: true }] as gmail_v1.Schema$SendAs[],
  }
}

/** Newest first; of the same instant the one that came later. */
export function compare(a: { internalDate: number; id: string }, b: { internalDate: number; id: string }): number {
  return b.internalDate - a.internalDate || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

/** The first place whose element does not come before. */
export function lowerBound<T>(list: readonly T[], before: (each: T) => boolean): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (before(list[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}
