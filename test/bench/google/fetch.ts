/** The same pages with the same client, and nothing done with them: the bound of a first sync. */
import { createGoogleClient } from '#server/sources/google/client.ts'
import { Allowance, createQuota } from '#server/sources/google/quota.ts'
import { UNITS_PER_MINUTE, type Where } from './engine.ts'

export type Fetched = { seconds: number; cpuSeconds: number; messages: number }

const AT_ONCE = 8
const PAGE = 50

const { url, access } = JSON.parse(process.argv[2]!) as Where
const quota = () => createQuota(new Allowance(UNITS_PER_MINUTE), new Allowance(UNITS_PER_MINUTE))
const client = createGoogleClient({
  token: () => Promise.resolve(access),
  apiUrl: url,
  mail: quota(),
  calendar: quota(),
})
const { messages } = client.gmail.users
const spending = { of: 'mail', units: 20, urgency: 'past' } as const

const usage = process.cpuUsage()
const begun = performance.now()
const read = new Set<string>()
await readAll({ maxResults: 500 }, () => Promise.resolve())
await readAll({ labelIds: ['SENT'], maxResults: PAGE }, fetchNew)
await readAll({ maxResults: PAGE }, fetchNew)
const seconds = (performance.now() - begun) / 1000
const { user, system } = process.cpuUsage(usage)
const fetched: Fetched = { seconds, cpuSeconds: (user + system) / 1e6, messages: read.size }
process.stdout.write(JSON.stringify(fetched))

async function readAll(of: { labelIds?: string[]; maxResults: number }, each: (ids: string[]) => Promise<void>) {
  for (let page: string | undefined; ;) {
    const ask = { userId: 'me', includeSpamTrash: true, q: 'after:0000000001', ...of, ...(page && { pageToken: page }) }
    const listed = await client.call(spending, (options) => messages.list(ask, options))
    await each((listed.messages ?? []).flatMap(({ id }) => id ?? []))
    if (!listed.nextPageToken) return
    page = listed.nextPageToken
  }
}

async function fetchNew(ids: string[]): Promise<void> {
  const wanted = ids.filter((id) => !read.has(id))
  const work = async () => {
    for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
      const ask = { userId: 'me', id, format: 'raw' }
      const { raw } = await client.call(spending, (options) => messages.get(ask, options))
      if (raw) read.add(id)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}
