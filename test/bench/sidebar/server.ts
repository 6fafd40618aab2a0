/** Ficha's own HTTP side over the benchmark's database, in a process of its own. Says its port on standard output. */
import { serve } from '@hono/node-server'
import { createApp } from '#server/app.ts'
import { openEngine } from '#server/instance.ts'
import { createLog } from '#server/log.ts'

const [databaseUrl, dataDir, secretKey] = process.argv.slice(2) as [string, string, string]

const engine = await openEngine({ databaseUrl, secretKey, companyDomains: null }, dataDir, createLog())
const { database, hasher, documents, uploads, now, log } = engine
const app = createApp({ database, hasher, documents, uploads, now, log, demo: false, wake: () => {} })
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.stdout.write(`${port}\n`),
)
process.once('SIGTERM', () => {
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  void database.close()
})
