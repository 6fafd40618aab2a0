/** The server as it runs in earnest, in a process of its own: prints its port and a token for each user, then serves until it is ended. */
import { serve } from '@hono/node-server'
import { insertToken } from '#server/access/identity.ts'
import { createApp } from '#server/app.ts'
import { openEngine } from '#server/instance.ts'
import { createLog } from '#server/log.ts'
import { fillSidebar } from './fill.ts'
import pg from 'pg'

const [databaseUrl, dataDir] = process.argv.slice(2) as [string, string]
const engine = await openEngine({ databaseUrl, secretKey: 'a secret for the benchmark alone', companyDomains: null }, dataDir, createLog())
const client = new pg.Client({ connectionString: databaseUrl })
await client.connect()
await fillSidebar(client, engine.hasher)
await client.end()
const users = await engine.database.db.selectFrom('users').select('id').orderBy('id').execute()
const tokens: string[] = []
for (const { id } of users) tokens.push(await insertToken(engine.database.db, id, 'bench', engine.now()))
const app = createApp({ ...engine, demo: false, wake: () => {} })
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.stdout.write(`${JSON.stringify({ port, tokens })}\n`))
