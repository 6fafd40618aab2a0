/** Ficha over one database, ready to work: opened, migrated, with its keys and folders. */
import { join } from 'node:path'
import type { Config } from './config.ts'
import { createFolderStore } from './crm/documents/store.ts'
import { openDatabase } from './db/connect.ts'
import { createHasher } from './db/hasher.ts'
import { getHashKey, readSecret } from './db/keys.ts'
import { migrateToLatest } from './db/migrate.ts'
import { setOwnDomains } from './intake/acts.ts'
import type { Log } from './log.ts'
import type { Engine } from './sync/engine.ts'

/** @param dataDir where the embedded database and the documents are; the caller holds its lock */
export async function openEngine(
  config: Pick<Config, 'databaseUrl' | 'secretKey' | 'companyDomains'>,
  dataDir: string,
  log: Log,
): Promise<Engine> {
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
    }
    if (config.companyDomains !== null)
      await setOwnDomains({ db: database.db, hasher: engine.hasher, now: engine.now }, config.companyDomains)
    return engine
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Whether nobody and nothing of somebody's own is in it yet. */
export async function isEmpty(engine: Engine): Promise<boolean> {
  const { db } = engine.database
  const user = await db.selectFrom('users').select('id').limit(1).executeTakeFirst()
  const mailbox = await db.selectFrom('mailboxes').select('id').limit(1).executeTakeFirst()
  return !user && !mailbox
}
