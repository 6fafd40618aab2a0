/** Imports one mbox as `ficha import` does, in a process of its own, and says what it took: time, and memory while it ran. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createFolderStore } from '#server/crm/documents/store.ts'
import { openDatabase } from '#server/db/connect.ts'
import { createHasher } from '#server/db/hasher.ts'
import { setOwnDomains } from '#server/intake/acts.ts'
import type { Engine } from '#server/sync/engine.ts'
import { importFiles } from '#server/sync/import.ts'
import { insertUser } from '#server/sync/mailboxes.ts'
import { OUR_DOMAIN } from './people.ts'

const [databaseUrl, mbox, dataDir] = process.argv.slice(2) as [string, string, string]

const database = await openDatabase({ databaseUrl, folder: '' })
const engine: Engine = {
  database,
  // A key of its own: what matters is that hashing costs what it costs.
  hasher: createHasher(Buffer.alloc(32, 7)),
  documents: createFolderStore(join(dataDir, 'documents')),
  now: () => new Date(),
  log: { info: () => {}, warn: () => {}, error: (fields, message) => console.error(message, fields) },
}
const deps = { db: database.db, hasher: engine.hasher, now: engine.now }
await setOwnDomains(deps, [OUR_DOMAIN])
await insertUser(deps, { email: `ana@${OUR_DOMAIN}`, name: 'Ana Ruiz', roles: ['rep'] })

/** Peak resident memory by how many messages had been read. */
const memory: { seen: number; peak: number }[] = []
const watch = setInterval(() => {
  const last = memory.at(-1)
  if (last) last.peak = Math.max(last.peak, process.memoryUsage.rss())
}, 20)
memory.push({ seen: 0, peak: process.memoryUsage.rss() })

const begun = performance.now()
const cpu = process.cpuUsage()
const result = await importFiles(engine, [mbox], `ana@${OUR_DOMAIN}`, ({ seen, settling }) => {
  if (!settling && seen - memory.at(-1)!.seen >= 1000) memory.push({ seen, peak: process.memoryUsage.rss() })
})
const seconds = (performance.now() - begun) / 1000
const used = process.cpuUsage(cpu)
clearInterval(watch)
await database.close()
process.stdout.write(JSON.stringify({ seconds, cpuSeconds: (used.user + used.system) / 1e6, result, memory }))
