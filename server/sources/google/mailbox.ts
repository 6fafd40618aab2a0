/** A mailbox at Google: its mail and its calendars behind one port. */
import { SourceError } from '#server/errors.ts'
import type { KnownItems, PageReader, ProviderMailbox, SourceItem, Stream } from '../source.ts'
import type { GoogleClient } from './client.ts'
import { isEvent } from './event-fetch.ts'
import type { Meetings } from './meetings.ts'
import type { Messages } from './messages.ts'
import { newsReader } from './news.ts'
import { pastReader } from './past.ts'
import { GMAIL_UNITS } from './quota.ts'

export type GoogleMailboxOptions = {
  client: GoogleClient
  messages: Messages
  meetings: Meetings
  known: KnownItems
  address: string
  /** How far back the past goes. */
  since: Date
  /** projects/…/topics/…: where Gmail says that there is news; null: nowhere. */
  topic: string | null
  now: () => Date
}

export function createGoogleMailbox(options: GoogleMailboxOptions): ProviderMailbox {
  const { client, messages, meetings } = options
  return {
    reader: (stream) => readerOf(options, stream),
    async describe({ mail, calendar }) {
      const aliases = mail ? await readAliases(client, options.address) : null
      const calendars = calendar ? await unlessForbidden(meetings.describe()) : null
      return { address: options.address, aliases, ...(calendars ?? { zone: null, calendars: null }) }
    },
    findMessages: (messageId) => findMessages(options, messageId),
    async fetchItems(wanted, how) {
      const [events, mails] = [true, false].map((event) => wanted.filter(({ locator }) => isEvent(locator) === event))
      const ids = mails!.map(({ providerId }) => providerId)
      const read = how === 'content' ? await messages.readContent(ids) : await messages.read(ids, 0, 'now')
      const items = [...read, ...(events!.length > 0 ? await meetings.fetch(events!) : [])]
      const found = new Map(items.map((item) => [item.providerId, item]))
      return wanted.map(
        ({ providerId, locator }): SourceItem =>
          found.get(providerId) ?? { providerId, version: 0, locator, type: 'gone' },
      )
    },
    openAttachment: (locator, index) => messages.openAttachment(String(locator.id), index),
    async watch(stream, channel) {
      const calendar = calendarOf(stream)
      if (calendar !== null) return meetings.watch(calendar, channel)
      if (stream !== 'news' || options.topic === null) throw new SourceError('gone', 'There is nothing to be told of.')
      return watchMail(client, options.topic)
    },
    // Renewing a watch of the mail replaces it, and to stop it would end the new one too.
    unwatch: async (stream, channel) => (calendarOf(stream) === null ? undefined : meetings.unwatch(channel)),
  }
}

/** Where the company has calendars switched off, mail goes on. */
const unlessForbidden = <T>(answer: Promise<T>): Promise<T | null> =>
  answer.catch((error: unknown) => {
    if (error instanceof SourceError && error.kind === 'auth' && error.code !== 'token-refused') return null
    throw error
  })

function readerOf(options: GoogleMailboxOptions, stream: Stream): PageReader {
  const { client, messages, meetings, known, since, now } = options
  const calendar = calendarOf(stream)
  if (calendar !== null) return meetings.reader(calendar)
  if (stream === 'news') return newsReader({ client, messages, now })
  if (stream === 'past') return pastReader({ client, messages, known, since })
  throw new SourceError('gone', 'There is no such stream.')
}

const calendarOf = (stream: Stream): string | null =>
  stream.startsWith('calendar:') ? stream.slice('calendar:'.length) : null

async function findMessages({ client, messages }: GoogleMailboxOptions, messageId: string): Promise<SourceItem[]> {
  const ask = { userId: 'me', q: `rfc822msgid:${messageId}`, includeSpamTrash: true, maxResults: 5 }
  const found = await client.call({ of: 'mail', units: GMAIL_UNITS['messages.list'], urgency: 'now' }, (options) =>
    client.gmail.users.messages.list(ask, options),
  )
  const ids = (found.messages ?? []).flatMap(({ id }) => id ?? [])
  return messages.read(ids, 0, 'now')
}

/** What it may send as, once confirmed: https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.sendAs */
async function readAliases(client: GoogleClient, address: string): Promise<string[]> {
  const { sendAs } = await client.call(
    { of: 'mail', units: GMAIL_UNITS['settings.sendAs.list'], urgency: 'now' },
    (options) => client.gmail.users.settings.sendAs.list({ userId: 'me' }, options),
  )
  return (sendAs ?? [])
    .filter((one) => one.isPrimary || one.verificationStatus === 'accepted')
    .flatMap((one) => one.sendAsEmail?.toLowerCase() ?? [])
    .filter((alias) => alias !== address)
}

async function watchMail(client: GoogleClient, topicName: string): Promise<{ resource: null; expiresAt: Date }> {
  // Both the inbox and what is sent: no labels are named.
  const { expiration } = await client.call({ of: 'mail', units: GMAIL_UNITS.watch, urgency: 'now' }, (options) =>
    client.gmail.users.watch({ userId: 'me', requestBody: { topicName } }, options),
  )
  const at = Number(expiration)
  if (!Number.isFinite(at)) throw new SourceError('temporary', 'Google did not say how long it will tell of news.')
  return { resource: null, expiresAt: new Date(at) }
}
