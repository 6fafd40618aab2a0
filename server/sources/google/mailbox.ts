/** A mailbox at Google: its mail and its calendars behind one port. */
import { SourceError } from '#server/errors.ts'
import type { KnownItems, PageReader, ProviderMailbox, SourceItem, Stream } from '../source.ts'
import type { GoogleClient } from './client.ts'
import type { Messages } from './messages.ts'
import { newsReader } from './news.ts'
import { pastReader } from './past.ts'
import { GMAIL_UNITS } from './quota.ts'

export type GoogleMailboxOptions = {
  client: GoogleClient
  messages: Messages
  known: KnownItems
  address: string
  /** How far back the past goes. */
  since: Date
  /** projects/…/topics/…: where Gmail says that there is news; null: nowhere. */
  topic: string | null
}

export function createGoogleMailbox(options: GoogleMailboxOptions): ProviderMailbox {
  const { client, messages } = options
  return {
    reader: (stream) => readerOf(options, stream),
    describe: async () => {
      const aliases = await readAliases(client, options.address)
      return { address: options.address, aliases, zone: null, calendars: [] }
    },
    async fetchItems(wanted, how) {
      const ids = wanted.map(({ providerId }) => providerId)
      const items = how === 'content' ? await messages.readContent(ids) : await messages.read(ids, 0, 'now')
      const found = new Map(items.map((item) => [item.providerId, item]))
      return wanted.map(
        ({ providerId, locator }): SourceItem =>
          found.get(providerId) ?? { providerId, version: 0, locator, type: 'gone' },
      )
    },
    openAttachment: (locator, index) => messages.openAttachment(String(locator.id), index),
    async watch(stream) {
      if (stream !== 'news' || options.topic === null) throw new SourceError('gone', 'There is nothing to be told of.')
      return watchMail(client, options.topic)
    },
    // Renewing a watch of the mail replaces it, and to stop it would end the new one too.
    unwatch: async () => {},
  }
}

function readerOf({ client, messages, known, since }: GoogleMailboxOptions, stream: Stream): PageReader {
  if (stream === 'news') return newsReader(client, messages)
  if (stream === 'past') return pastReader({ client, messages, known, since })
  throw new SourceError('gone', 'There is no such stream.')
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
