/** An engine that reads one mailbox at the fake Google, in a process of its own. */
import { insertUser } from '#server/sync/mailboxes.ts'
import { openEngine } from '#server/instance.ts'
import { createLog } from '#server/log.ts'
import { connectAccount } from '#server/sync/connect-account.ts'
import type { Engine } from '#server/sync/engine.ts'
import { ALL_SCOPES } from '#server/sync/google/scopes.ts'
import { OUR_DOMAIN } from '../river/people.ts'
import { ADDRESS } from './fill.ts'

/** What a child of the benchmark is told. */
export type Where = {
  databaseUrl: string
  dataDir: string
  url: string
  client: { id: string; secret: string }
  topic: string
  subject: string
  access: string
  refresh: string
}

export const UNITS_PER_MINUTE = 1_000_000
export const SECRET = 'a secret for the benchmark alone'

export async function openBenchEngine(where: Where): Promise<{ engine: Engine; mailboxId: number }> {
  const google = {
    client: where.client,
    pubsubTopic: where.topic,
    apiUrl: where.url,
    oauthUrl: where.url,
    unitsPerMinute: UNITS_PER_MINUTE,
  }
  // The generated mail is two years old at most.
  const connecting = {
    google,
    pollSeconds: 300,
    backfillDays: 3650,
    publicUrl: 'http://127.0.0.1:9',
    host: '127.0.0.1',
    port: 9,
  }
  const engine = await openEngine(
    {
      databaseUrl: where.databaseUrl,
      secretKey: SECRET,
      companyDomains: [OUR_DOMAIN],
      connecting,
    },
    where.dataDir,
    createLog(),
  )
  const { database, hasher, now } = engine
  const deps = { db: database.db, hasher, now }
  const userId = await insertUser(deps, { email: ADDRESS, name: 'Ana Ruiz', roles: ['rep'] })
  const mailboxId = await connectAccount(engine, {
    userId,
    mailboxId: null,
    address: ADDRESS,
    subject: where.subject,
    scopes: ALL_SCOPES,
    access: where.access,
    expiresInSeconds: 3600,
    refresh: where.refresh,
  })
  return { engine, mailboxId }
}
