/** What importing and syncing needs, in whichever process it runs. */
import type { Database } from '../db/connect.ts'
import type { Hasher } from '../db/hasher.ts'
import type { DocumentStore } from '../crm/documents/store.ts'
import type { IngestDeps } from '../intake/ingest.ts'
import type { Log } from '../log.ts'

export type Engine = {
  database: Database
  hasher: Hasher
  documents: DocumentStore
  now: () => Date
  log: Log
  /** Names this process among those that share a database. */
  runner: string
}

export const ingestDeps = (engine: Engine): IngestDeps => ({ db: engine.database.db, hasher: engine.hasher, now: engine.now })
