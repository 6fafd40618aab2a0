/** Databases for the benchmarks: on one PostgreSQL of our own, durable as in production, migrated by Ficha. */
import pg from 'pg'
import { openDatabase } from '#server/db/connect.ts'
import { migrateToLatest } from '#server/db/migrate.ts'
import { packagedPostgres, systemPostgres } from '#test/support/postgres-binaries.ts'
import { type Cluster, startPostgres } from '#test/support/postgres.ts'

export type BenchDatabase = { url: string; client: pg.Client; drop(): Promise<void> }

/** PostgreSQL from npm, else the system's. */
export function startBenchPostgres(): Promise<Cluster> {
  const system = systemPostgres()
  try {
    return startPostgres(packagedPostgres(), { durable: true })
  } catch (error) {
    if (!system) throw error
    return startPostgres(system, { durable: true })
  }
}

export async function createBenchDatabase(cluster: Cluster, name: string): Promise<BenchDatabase> {
  const admin = await connect(cluster.url)
  await admin.query(`CREATE DATABASE ${name}`)
  const url = new URL(cluster.url)
  url.pathname = `/${name}`
  const database = await openDatabase({ databaseUrl: url.href, folder: '' })
  try {
    await migrateToLatest(database.db)
  } finally {
    await database.close()
  }
  const client = await connect(url.href)
  return {
    url: url.href,
    client,
    async drop() {
      await client.end()
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await admin.end()
    },
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  // Only when the server goes first, after something else has failed: that is the error to show.
  client.on('error', () => {})
  await client.connect()
  return client
}
