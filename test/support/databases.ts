/** Front-door tests are written once and run on every database there is: PGlite, PostgreSQL from npm, the system's. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe } from 'vitest'
import { type Database, openDatabase } from '#server/db/connect.ts'
import { migrateToLatest } from '#server/db/migrate.ts'
import { type Kind, kindsAtBothEnds, quickestKind, serverVariable } from './database-kinds.ts'
import { copyMigratedFolder } from './pglite-template.ts'

/** Migrated and empty. `env` is what a server or command needs to use it; `folder` is PGlite's own, in `dataDir`. */
export type FreshDatabase = {
  kind: Kind
  url: string | null
  dataDir: string
  folder: string
  env: Record<string, string>
  /** In this process; on PGlite only while no other process has it. The caller closes it before `drop`. */
  open(): Promise<Database>
  drop(): Promise<void>
}

/**
 * A `describe` for each database. `database.fresh()` makes one of the kind and drops it when the block has ended;
 * what was opened on it must be closed by then.
 */
export function describeEachDatabase(
  name: string,
  block: (database: { kind: Kind; fresh(): Promise<FreshDatabase> }) => void,
  kinds = kindsAtBothEnds(),
): void {
  for (const kind of kinds) {
    describe(`${name} (${kind})`, () => {
      const made: FreshDatabase[] = []
      // Before the block's own: vitest runs these hooks in reverse order, so what is open is closed by then.
      afterAll(async () => {
        await Promise.all(made.map((database) => database.drop()))
      })
      block({
        kind,
        async fresh() {
          const database = await freshDatabase(kind)
          made.push(database)
          return database
        },
      })
    })
  }
}

/** A `describe` on the quickest database there is, for what is not about the database. */
export function describeOneDatabase(name: string, block: Parameters<typeof describeEachDatabase>[1]): void {
  describeEachDatabase(name, block, quickestKind())
}

let counter = 0

/** As `fresh()`, for whoever drops it on their own. PGlite: 0.2 s and about 40 MB on disk; PostgreSQL: 0.05 s. */
export async function freshDatabase(kind: Kind): Promise<FreshDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ficha-data-'))
  const folder = join(dataDir, 'db')
  let url: string | null = null
  let dropServerSide = async () => {}
  if (kind === 'pglite') {
    await copyMigratedFolder(folder)
  } else {
    const server = serverUrl(kind)
    await ensureTemplate(server)
    counter += 1
    const name = `ficha_${process.pid}_${counter}`
    await runOn(server, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`)
    url = withDatabase(server, name)
    // FORCE: a server killed by a test leaves connections behind for a moment.
    dropServerSide = () => runOn(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
  return {
    kind,
    url,
    dataDir,
    folder,
    env: { DATA_DIR: dataDir, ...(url ? { DATABASE_URL: url, SECRET_KEY: 'a secret for the tests alone' } : {}) },
    open: () => openDatabase({ databaseUrl: url, folder }),
    async drop() {
      await dropServerSide()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const TEMPLATE = 'ficha_template'
const templates = new Map<string, Promise<void>>()

/** Migrated once a run and server: by the first worker that asks, while the others wait for the lock. */
function ensureTemplate(server: string): Promise<void> {
  const known = templates.get(server)
  if (known) return known
  const made = makeTemplate(server)
  templates.set(server, made)
  return made
}

async function makeTemplate(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(20261121)')
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [TEMPLATE])
    if (rowCount) return
    // Under another name until it is whole: a worker that dies half-way leaves nothing that looks ready.
    const unfinished = `${TEMPLATE}_unfinished`
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${unfinished}`)
    await migrate(withDatabase(server, unfinished))
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${TEMPLATE}`)
  } finally {
    await client.end()
  }
}

async function migrate(databaseUrl: string): Promise<void> {
  const database = await openDatabase({ databaseUrl, folder: '' })
  try {
    await migrateToLatest(database.db)
  } finally {
    await database.close()
  }
}

function serverUrl(kind: Kind): string {
  const url = process.env[serverVariable(kind)]
  if (!url) throw new Error(`no ${kind} server in this run: see FICHA_TEST_DATABASES and test/global-setup.ts`)
  return url
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function runOn(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
