/** What importing and syncing needs, in whichever process it runs. */
import type { Connections } from '../connections.ts'
import type { Database } from '../db/connect.ts'
import type { Hasher } from '../db/hasher.ts'
import type { DocumentStore } from '../crm/documents/store.ts'
import type { IngestDeps } from '../intake/ingest.ts'
import type { Log } from '../log.ts'
import type { Refetcher } from '../sources/source.ts'

export type Engine = {
  database: Database
  hasher: Hasher
  documents: DocumentStore
  /** The folder where files lie that are about to be imported. */
  uploads: string
  now: () => Date
  log: Log
  /** Undefined in the demo, which connects to nothing. */
  connections?: Connections
  /** Where the items of a mailbox are read again: the sources that Ficha knows, unless told otherwise. */
  sources?: (mailbox: { source: string }) => Refetcher | undefined
}

export const ingestDeps = (engine: Engine): IngestDeps => ({
  db: engine.database.db,
  hasher: engine.hasher,
  now: engine.now,
})
