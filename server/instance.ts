/** Ficha over one database, ready to work: opened, migrated, with its keys and folders. */
import { join } from 'node:path'
import { isLoopbackHost, isLoopbackUrl } from './config.ts'
import type { Config } from './config.ts'
import type { Connections } from './connections.ts'
import { createFolderStore } from './crm/documents/store.ts'
import { openDatabase } from './db/connect.ts'
import { createHasher } from './db/hasher.ts'
import { getHashKey, readSecret } from './db/keys.ts'
import { migrateToLatest } from './db/migrate.ts'
import { createSealer } from './db/sealer.ts'
import type { Sealer } from './db/sealer.ts'
import { setOwnDomains } from './intake/acts.ts'
import type { Log } from './log.ts'
import type { Engine } from './sync/engine.ts'

/** `connecting` undefined: to no provider (the demo). */
export type OpeningConfig = Pick<Config, 'databaseUrl' | 'secretKey' | 'companyDomains'> & {
  connecting?: Pick<Config, 'google' | 'pollSeconds' | 'backfillDays' | 'publicUrl' | 'host' | 'port'>
}

/** @param dataDir where the embedded database and the documents are; the caller holds its lock */
export async function openEngine(config: OpeningConfig, dataDir: string, log: Log): Promise<Engine> {
  const secret = readSecret(config.secretKey, dataDir)
  const database = await openDatabase({ databaseUrl: config.databaseUrl, folder: join(dataDir, 'db') })
  try {
    await migrateToLatest(database.db)
    const engine: Engine = {
      database,
      hasher: createHasher(await getHashKey(database.db, secret)),
      documents: createFolderStore(join(dataDir, 'documents')),
      uploads: join(dataDir, 'uploads'),
      now: () => new Date(),
      log,
      ...(config.connecting && {
        connections: connectionsOf(config.connecting, createSealer(database.db, secret)),
      }),
    }
    if (config.companyDomains !== null)
      await setOwnDomains({ db: database.db, hasher: engine.hasher, now: engine.now }, config.companyDomains)
    return engine
  } catch (error) {
    await database.close()
    throw error
  }
}

function connectionsOf(config: NonNullable<OpeningConfig['connecting']>, sealer: Sealer): Connections {
  const { google, pollSeconds, backfillDays, host, port } = config
  // Without PUBLIC_URL the browser is at this machine, and a provider sends it back there.
  const publicUrl = config.publicUrl ?? `http://${isLoopbackHost(host) ? 'localhost' : host}:${port}`
  const pushes =
    publicUrl.startsWith('https://') || (google.apiUrl !== null && [publicUrl, google.apiUrl].every(isLoopbackUrl))
  return { sealer, google, publicUrl, pushes, pollSeconds, backfillDays }
}

/** Whether nobody and nothing of somebody's own is in it yet. */
export async function isEmpty(engine: Engine): Promise<boolean> {
  const { db } = engine.database
  const user = await db.selectFrom('users').select('id').limit(1).executeTakeFirst()
  const mailbox = await db.selectFrom('mailboxes').select('id').limit(1).executeTakeFirst()
  return !user && !mailbox
}
