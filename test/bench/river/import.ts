/** Imports an mbox, or a folder, as `ficha import` does, in a process of its own, and says what it took: time, and memory while it ran. */
import { openEngine } from '#server/instance.ts'
import { createLog } from '#server/log.ts'
import { importFiles } from '#server/sync/import.ts'
import { insertUser } from '#server/sync/mailboxes.ts'
import { OUR_DOMAIN } from './people.ts'

export type Imported = {
  seconds: number
  cpuSeconds: number
  result: { seen: number; logged: number; skipped: Record<string, number>; failed: unknown[] }
  /** Most resident bytes while the messages from `seen` on were read, a thousand at a time; the first: before any was. */
  memory: { seen: number; peak: number }[]
}

const [databaseUrl, path, dataDir] = process.argv.slice(2) as [string, string, string]
const address = `ana@${OUR_DOMAIN}`

const settings = { databaseUrl, secretKey: 'a secret for the benchmark alone', companyDomains: [OUR_DOMAIN] }
const engine = await openEngine(settings, dataDir, createLog())
const { db } = engine.database
if (!(await db.selectFrom('users').select('id').where('email', '=', address).executeTakeFirst()))
  await insertUser({ db, hasher: engine.hasher, now: engine.now }, { email: address, name: 'Ana Ruiz', roles: ['rep'] })

const memory = [{ seen: 0, peak: process.memoryUsage.rss() }]
const watch = setInterval(() => {
  const last = memory.at(-1)!
  last.peak = Math.max(last.peak, process.memoryUsage.rss())
}, 50)

const before = process.cpuUsage()
const begun = performance.now()
const result = await importFiles(engine, [path], address, ({ seen }) => {
  if (seen - memory.at(-1)!.seen >= 1000) memory.push({ seen, peak: process.memoryUsage.rss() })
})
const seconds = (performance.now() - begun) / 1000
const { user, system } = process.cpuUsage(before)
clearInterval(watch)
await engine.database.close()

const imported: Imported = { seconds, cpuSeconds: (user + system) / 1e6, result, memory }
process.stdout.write(JSON.stringify(imported))
