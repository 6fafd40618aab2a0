/** The mail that was there before: what was sent, then everything, newest first; and what was missed while nobody listened. */
import { SourceError } from '#server/errors.ts'
import type { KnownItem, KnownItems, Page, PageReader, SourceItem } from '../source.ts'
import type { GoogleClient } from './client.ts'
import type { Messages } from './messages.ts'
import { readPosition } from './position.ts'
import type { PastPosition } from './position.ts'
import { GMAIL_UNITS } from './quota.ts'

/** Few, so that what is read appears while the rest is still being read. */
const PAGE = 50
const LIST_PAGE = 500

export type PastOptions = { client: GoogleClient; messages: Messages; known: KnownItems; since: Date }

export function pastReader(options: PastOptions): PageReader {
  return {
    async readPage(position) {
      if (position === null) throw new SourceError('temporary', 'The past is read once the news are.')
      const from = readPosition<PastPosition>(position, 'phase')
      if (from.phase === 'done') return pageOf(from, [])
      if (from.phase === 'count') return pageOf({ ...from, phase: 'sent', total: await countAll(options) }, [])
      if (from.phase === 'missed') return readMissed(options, from)
      return readListed(options, from)
    },
  }
}

function pageOf(to: PastPosition, items: SourceItem[]): Page {
  const progress = { done: Math.min(to.done, to.total), total: to.total }
  return { items, series: [], position: JSON.stringify(to), done: to.phase === 'done', progress }
}

async function readListed({ client, messages, known, since }: PastOptions, from: PastPosition): Promise<Page> {
  const sent = from.phase === 'sent'
  const ask = { ...(sent && { labelIds: ['SENT'] }), maxResults: PAGE, ...(from.page && { pageToken: from.page }) }
  const listed = await list({ client, since }, ask).catch((error: unknown) => {
    if (from.page !== undefined && error instanceof SourceError && error.code === 'not-understood') return null
    throw error
  })
  // A page's token is worth nothing after a while; what has been read is known, so beginning the list again costs little.
  if (listed === null) return pageOf(withoutPage(from), [])
  const stored = await known.find(listed.ids)
  const missing = listed.ids.filter((id) => stored.get(id)?.failed ?? true)
  const items = await messages.read(missing, from.n, 'past')
  const to = { ...withoutPage(from), done: from.done + missing.length }
  if (listed.next) return pageOf({ ...to, page: listed.next }, items)
  // What was known before was not read, and is done all the same.
  return pageOf(sent ? { ...to, phase: 'all' } : { ...to, phase: 'missed', done: to.total }, items)
}

function withoutPage(from: PastPosition): PastPosition {
  const { page: _page, ...rest } = from
  return rest
}

/** Whatever is stored and was not shown any more, or has moved into or out of the bin, spam or drafts, is read again. */
async function readMissed(options: PastOptions, from: PastPosition): Promise<Page> {
  const { client, messages, known, since } = options
  const [shown, spam, bin, drafts] = [
    await listAll({ client, since }, {}),
    ...(await Promise.all(
      ['SPAM', 'TRASH', 'DRAFT'].map((label) => listAll({ client, since }, { labelIds: [label] })),
    )),
  ] as [Set<string>, Set<string>, Set<string>, Set<string>]
  const stored = await known.list({ kind: 'message', prefix: '', since })
  const localNow = (id: string) => (drafts.has(id) ? 'draft' : spam.has(id) || bin.has(id) ? 'spam' : null)
  const changed = ([id, was]: [string, KnownItem]) => !shown.has(id) || (was.local ?? null) !== localNow(id)
  // By their dates some may lie outside of what was listed: Gmail itself says which are gone.
  const doubtful = [...stored].filter(changed).map(([id]) => id)
  // The page is here the last id that was looked at: one that stays doubtful must not be looked at for ever.
  const left = doubtful.filter((id) => from.page === undefined || id > from.page).toSorted()
  const some = left.slice(0, PAGE)
  const items = await messages.read(some, from.n, 'past')
  if (left.length > some.length) return pageOf({ ...from, page: some.at(-1)! }, items)
  return pageOf({ ...withoutPage(from), phase: 'done' }, items)
}

type Listing = { client: GoogleClient; since: Date }

async function list({ client, since }: Listing, more: { labelIds?: string[]; maxResults: number; pageToken?: string }) {
  const ask = { userId: 'me', includeSpamTrash: true, q: `after:${Math.floor(since.getTime() / 1000)}`, ...more }
  const data = await client.call({ of: 'mail', units: GMAIL_UNITS['messages.list'], urgency: 'past' }, (options) =>
    client.gmail.users.messages.list(ask, options),
  )
  return { ids: (data.messages ?? []).flatMap(({ id }) => id ?? []), next: data.nextPageToken ?? null }
}

async function listAll(listing: Listing, more: { labelIds?: string[] }): Promise<Set<string>> {
  const ids = new Set<string>()
  for (let page: string | null = ''; page !== null;) {
    const found = await list(listing, { ...more, maxResults: LIST_PAGE, ...(page && { pageToken: page }) })
    for (const id of found.ids) ids.add(id)
    page = found.next
  }
  return ids
}

/** Five units for five hundred: so that people can be told how far it is. */
const countAll = async (options: Listing): Promise<number> => (await listAll(options, {})).size
