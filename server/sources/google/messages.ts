/** Single messages of Gmail: read raw, so that a message is the same, byte for byte, whichever source shows it. */
import type { Readable } from 'node:stream'
import { SourceError } from '#server/errors.ts'
import { UnreadableMessage, parseMessage, readAttachment } from '../mime/parse.ts'
import type { LocalReason, Locator, SourceItem } from '../source.ts'
import type { GoogleClient } from './client.ts'
import { GMAIL_UNITS } from './quota.ts'
import type { Urgency } from './quota.ts'

/** So many requests of one mailbox are under way at once. */
const AT_ONCE = 8
/** Raw messages kept for a moment, because the attachments of what was logged are stored right after. */
const KEEP_BYTES = 48 * 1024 * 1024

export type Messages = {
  /** In order; what Gmail no longer has comes back as `gone`, a chat not at all. `version` is given to each. */
  read(ids: readonly string[], version: number, urgency: Urgency): Promise<SourceItem[]>
  /** As `read`, of what may have been read a moment ago: its content is the same, its labels may not be. */
  readContent(ids: readonly string[]): Promise<SourceItem[]>
  openAttachment(id: string, index: number): Promise<Readable>
}

type Raw = { labels: string[]; thread: string | null; content: Buffer }

export function createMessages(client: GoogleClient): Messages {
  const kept = new Map<string, Raw>()

  const fetchRaw = async (id: string, urgency: Urgency): Promise<Raw | null> => {
    const data = await client
      .call({ of: 'mail', units: GMAIL_UNITS['messages.get'], urgency }, (options) =>
        client.gmail.users.messages.get({ userId: 'me', id, format: 'raw' }, options),
      )
      .catch((error: unknown) => {
        if (error instanceof SourceError && error.kind === 'gone') return null
        throw error
      })
    kept.delete(id)
    if (data === null) return null
    if (typeof data?.raw !== 'string') throw new SourceError('temporary', 'Google answered a message without content.')
    return { labels: data.labelIds ?? [], thread: data.threadId ?? null, content: Buffer.from(data.raw, 'base64url') }
  }

  const toItem = async (id: string, raw: Raw | null, version: number): Promise<SourceItem | null> => {
    const locator = locatorOf(id, raw?.thread ?? null, raw && folderOf(raw.labels))
    const known = { providerId: id, version, locator }
    if (raw === null) return { ...known, type: 'gone' }
    if (raw.labels.includes('CHAT')) return null
    try {
      const { message } = await parseMessage(raw.content)
      if (message.attachments.some((attachment) => !attachment.inline)) keep(kept, id, raw)
      return { ...known, type: 'message', local: localReason(raw.labels), message }
    } catch (error) {
      if (!(error instanceof UnreadableMessage)) throw error
      return { ...known, type: 'failed', code: error.code, detail: error.message }
    }
  }

  const readOne = async (id: string, version: number, urgency: Urgency) =>
    toItem(id, await fetchRaw(id, urgency), version)

  return {
    async read(ids, version, urgency) {
      const results = await settleAll(ids, (id) => readOne(id, version, urgency))
      const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as unknown)
      const poisoned = failures.every((error) => error instanceof SourceError && error.kind === 'temporary')
      // One that Google cannot give while it gives others is that message's own trouble: it is named and stops nothing.
      if (failures.length > 0 && (!poisoned || failures.length === ids.length)) throw failures[0]
      return results.flatMap((result, at): SourceItem[] => {
        if (result.status === 'fulfilled') return result.value ? [result.value] : []
        const id = ids[at]!
        const detail = 'Gmail did not give this message.'
        return [
          { providerId: id, version, locator: locatorOf(id, null), type: 'failed', code: 'provider-failed', detail },
        ]
      })
    },
    async readContent(ids) {
      const items = await settleAll(ids, async (id) => {
        const raw = kept.get(id) ?? (await fetchRaw(id, 'now'))
        return toItem(id, raw, 0)
      })
      return items.flatMap((item) => {
        if (item.status === 'rejected') throw item.reason
        return item.value ? [item.value] : []
      })
    },
    async openAttachment(id, index) {
      const raw = kept.get(id) ?? (await fetchRaw(id, 'now'))
      if (!raw) throw new SourceError('gone', 'Gmail no longer has the message.')
      return readAttachment(raw.content, index)
    },
  }
}

/** @param folder the one to show it in, by the name that mail in files has too */
export const locatorOf = (id: string, thread: string | null, folder: string | null = null): Locator => ({
  kind: 'gmail',
  id,
  ...(thread !== null && { thread }),
  ...(folder !== null && { folder }),
})

/** The bin counts as spam does, as in mail that is imported from files. */
function localReason(labels: string[]): LocalReason | null {
  if (labels.includes('DRAFT')) return 'draft'
  return labels.includes('SPAM') || labels.includes('TRASH') ? 'spam' : null
}

/** Where it lay when it was read. That it is filed away later is not followed: it says nothing of whether it counts. */
function folderOf(labels: string[]): string {
  const places = { DRAFT: 'Drafts', SPAM: 'Spam', TRASH: 'Trash', INBOX: 'Inbox', SENT: 'Sent' }
  return Object.entries(places).find(([label]) => labels.includes(label))?.[1] ?? 'Archive'
}

/** The newest stay, up to a number of bytes. */
function keep(kept: Map<string, Raw>, id: string, raw: Raw): void {
  kept.set(id, raw)
  let bytes = [...kept.values()].reduce((sum, each) => sum + each.content.length, 0)
  for (const [oldest, each] of kept) {
    if (bytes <= KEEP_BYTES) return
    kept.delete(oldest)
    bytes -= each.content.length
  }
}

/** Some at a time, in order. */
async function settleAll<T>(
  ids: readonly string[],
  act: (id: string) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  const results: PromiseSettledResult<T>[] = []
  let next = 0
  const work = async () => {
    for (let at = next++; at < ids.length; at = next++) {
      results[at] = await act(ids[at]!).then(
        (value) => ({ status: 'fulfilled', value }) as const,
        (reason: unknown) => ({ status: 'rejected', reason }) as const,
      )
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, ids.length) }, work))
  return results
}
