/** Gmail at the fake Google, over real HTTP; a front makes its pages as small as a test wants them. */
import { rm } from 'node:fs/promises'
import { openProvider } from '#server/sync/providers.ts'
import { mailboxOf, openGoogle } from './google-holding.ts'
import type { Harness, Opening, Provided } from './harness.ts'
import { dateOf, emlOf, mailOf } from './mail-of.ts'

export const googleMail: Harness = {
  asks: 'messageId',
  fileOf: emlOf,
  reach: { back: 12_000, ahead: 400 },
  page: 50,
  vanishes: true,
  pageSizes: [1, 4],
  saysDeleted: true,
  open,
  provider: open,
}

async function open(opening: Opening): Promise<Provided> {
  const google = await openGoogle(opening)
  const { fake, company, account, mailboxId } = google
  const ids = new Map<string, string>()
  const messageAt = (name: string) => new RegExp(`messages/${ids.get(name)}$`)
  const insert: Provided['put'] = async (item) => {
    // What comes now has been given its place in time by Gmail itself, whatever its Date says.
    const arrived = Math.min(Math.max(dateOf(item.ago ?? 1).getTime(), Date.now() - 80 * 86_400_000), Date.now())
    const labels = item.by === 'us' ? ['SENT'] : ['INBOX', 'UNREAD']
    ids.set(item.name, account.mail.insert(mailOf(item), labels, { internalDate: arrived }))
  }
  return {
    ...mailboxOf(google),
    put: insert,
    remove: async (name) => account.mail.remove(ids.get(name)!),
    async poison(item) {
      await insert(item)
      fake.faults.add({ match: { path: messageAt(item.name) }, times: Infinity, fault: { status: 500 } })
    },
    heal: async () => fake.faults.clear(),
    vanish: (name) => {
      const fault = { status: 404, reason: 'notFound' }
      fake.faults.add({ match: { path: messageAt(name) }, times: Infinity, fault })
    },
    forget: () => fake.expireHistory(account.address),
    throttle: (retryAfter) =>
      fake.faults.add({ match: { path: /history$/ }, fault: { status: 429, reason: 'rateLimitExceeded', retryAfter } }),
    asked: () => fake.requests.list({ path: /history$/ }),
    streams: ['news', 'past'],
    reader: async (stream) => (await openProvider(company.engine, mailboxId))!.reader(stream as 'news'),
    close: () => rm(company.mail, { recursive: true, force: true }).then(google.close),
  }
}
