/** The bare query from so many clients at once, each with a connection of its own, in a process of its own. */
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { BARE } from './bare-query.ts'
import { runClients } from './clients.ts'
import type { Ask } from './world.ts'

const [url, file, clients, seconds] = process.argv.slice(2) as [string, string, string, string]
const asks = JSON.parse(readFileSync(file, 'utf8')) as Ask[]

type Answer = { record: { contact: { id: number } | null; timeline: unknown[] | null } }

// With the settings that the server's hot reads have: a plan made anew at every call would make the comparison easy to win.
const options = '-c plan_cache_mode=force_generic_plan -c jit=off'
const connections = Array.from({ length: Number(clients) }, () => new pg.Client({ connectionString: url, options }))
await Promise.all(connections.map((connection) => connection.connect()))

const load = await runClients(
  asks,
  Number(seconds),
  connections.map((connection) => async (ask) => {
    const { rows } = await connection.query<Answer>({ name: 'bare', text: BARE, values: [ask.hash, ask.messageHash] })
    const { contact, timeline } = rows[0]!.record
    return contact?.id === ask.contactId && (timeline?.length ?? 0) > 0
  }),
)
await Promise.all(connections.map((connection) => connection.end()))
process.stdout.write(JSON.stringify(load))
