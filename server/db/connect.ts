/** Opens the database: embedded (PGlite in a folder) or PostgreSQL. Everything above sees one Kysely and the same types. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdirSync } from 'node:fs'
import { PGlite, types } from '@electric-sql/pglite'
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import type { Dialect, Driver, Transaction } from 'kysely'
import pg from 'pg'
import { MisuseError } from '../errors.ts'
import { CHANNEL, createListeners, listenOnPostgres } from './news.ts'
import type { Watch } from './news.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

export type Database = {
  db: Db
  kind: 'embedded' | 'postgres'
  /** One hot read as a named prepared statement, which Kysely does not offer: the server plans it once a connection. */
  readPrepared<T>(name: string, text: string, values: unknown[]): Promise<T[]>
  /**
   * Holds `id` of `what` for this process alone, until released or the process ends, however it ends.
   * @returns undefined while another holds it
   */
  tryHold(what: keyof typeof HOLDS, id: number): Promise<(() => Promise<void>) | undefined>
  /** Told of what any process commits. */
  watch: Watch
  close(): Promise<void>
}

/** The first halves of the advisory locks by which processes claim what they work on. */
const HOLDS = { import: 0x66690001, dataImport: 0x66690002, sync: 0x66690003, tokens: 0x66690004, past: 0x66690005 }

// Both drivers must give the same JavaScript: int8 as a number (ids and byte counts stay far below 2^53),
// date as its text (a date is not an instant), numeric left as text.
const INT8_ARRAY = 1016
const asNumber = (text: string) => Number(text)
const asNumbers = (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number))

const insideTransaction = new AsyncLocalStorage<boolean>()

/**
 * Opens, without migrating.
 * @param where `databaseUrl` (postgres://…) or a folder for the embedded database; the caller must hold the folder's lock
 */
export async function openDatabase(where: { databaseUrl: string | null; folder: string }): Promise<Database> {
  if (where.databaseUrl) return openPostgres(where.databaseUrl)
  mkdirSync(where.folder, { recursive: true })
  const pglite = await PGlite.create({
    dataDir: where.folder,
    parsers: { [types.INT8]: asNumber, [types.DATE]: (text: string) => text, [INT8_ARRAY]: asNumbers },
  })
  await pglite.exec("SET TIME ZONE 'UTC'")
  const news = createListeners()
  await pglite.listen(CHANNEL, () => news.tell('changed'))
  const db = new Kysely<Tables>({ dialect: guarded(pgliteDialect(pglite)) })
  return {
    db,
    kind: 'embedded',
    readPrepared: async <T>(_name: string, text: string, values: unknown[]) =>
      (await db.executeQuery<T>(CompiledQuery.raw(text, values))).rows,
    tryHold: holdWithin(),
    watch: news.watch,
    close: async () => {
      news.tell('closed')
      await db.destroy()
    },
  }
}

/** One process has the folder, so its own memory knows who holds what. */
function holdWithin(): Database['tryHold'] {
  const held = new Set<string>()
  return async (what, id) => {
    const key = `${what} ${id}`
    if (held.has(key)) return undefined
    held.add(key)
    return async () => void held.delete(key)
  }
}

/**
 * Advisory locks on one connection of their own: the server lets go of them when the process dies. A session may take its own
 * lock twice, so within the process its memory decides first.
 */
function holdBySession(pool: pg.Pool): Database['tryHold'] & { end(): Promise<void> } {
  const within = holdWithin()
  let session: Promise<pg.PoolClient> | undefined
  const connected = async () => {
    const client = await pool.connect()
    // Whoever held something on a connection that broke holds it no more; what they write is fenced by its cursor.
    client.once('error', () => (session = undefined))
    return client
  }
  const ask = async (sentence: string, values: number[]) => {
    const client = await (session ??= connected().catch((error: unknown) => {
      session = undefined
      throw error
    }))
    return (await client.query<{ got: boolean }>(sentence, values)).rows[0]?.got
  }
  const tryHold: Database['tryHold'] = async (what, id) => {
    const release = await within(what, id)
    if (!release) return undefined
    try {
      if (!(await ask('SELECT pg_try_advisory_lock($1, $2) AS got', [HOLDS[what], id]))) {
        await release()
        return undefined
      }
    } catch (error) {
      await release()
      throw error
    }
    return async () => {
      await ask('SELECT pg_advisory_unlock($1, $2) AS got', [HOLDS[what], id]).catch(() => {})
      await release()
    }
  }
  return Object.assign(tryHold, {
    end: async () => (await session?.catch(() => undefined))?.release(true),
  })
}

async function openPostgres(connectionString: string): Promise<Database> {
  const parsers = new Map<number, (text: string) => unknown>([
    [pg.types.builtins.INT8, asNumber],
    [pg.types.builtins.DATE, (text) => text],
    [INT8_ARRAY, asNumbers],
  ])
  const getTypeParser = (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format)
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    types: { getTypeParser },
    options: '-c timezone=UTC -c jit=off',
  })
  // An idle connection that the server drops is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  // Planning the hot reads takes longer than running them, and PostgreSQL plans a statement with many parts anew at each
  // call unless it is told to keep its plan.
  const hot = new pg.Pool({
    connectionString,
    max: 6,
    // A rep clicks every minute or so: by default each click would connect and plan anew.
    idleTimeoutMillis: 600_000,
    types: { getTypeParser },
    options: '-c timezone=UTC -c plan_cache_mode=force_generic_plan -c jit=off',
  })
  hot.on('error', () => {})
  const db = new Kysely<Tables>({ dialect: guarded(new PostgresDialect({ pool })) })
  const version = await sql<{ n: number }>`SELECT current_setting('server_version_num')::int AS n`.execute(db)
  if ((version.rows[0]?.n ?? 0) < 150000) {
    await db.destroy()
    throw new MisuseError('DATABASE_URL points to a PostgreSQL older than 15')
  }
  const news = listenOnPostgres(connectionString)
  const tryHold = holdBySession(pool)
  return {
    db,
    kind: 'postgres',
    readPrepared: async <T>(name: string, text: string, values: unknown[]) =>
      (await hot.query({ name, text, values })).rows as T[],
    tryHold,
    watch: news.watch,
    close: async () => {
      await news.close()
      await tryHold.end()
      await hot.end()
      await db.destroy()
    },
  }
}

/**
 * Runs `act` in one transaction. Inside, only the given `tx` may be used: the outer `db` would wait for ever on
 * the embedded database and quietly work outside of the transaction on PostgreSQL, so on both it throws.
 */
export function inTransaction<T>(db: Db, act: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute((tx) => insideTransaction.run(true, () => act(tx)))
}

function guarded(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver: Driver = dialect.createDriver()
      const acquire = driver.acquireConnection.bind(driver)
      driver.acquireConnection = (options) => {
        if (insideTransaction.getStore()) throw new Error('the outer db was used inside a transaction: pass tx along')
        return acquire(options)
      }
      return driver
    },
  }
}
