/**
 * The second half of the river's bound: the rows that the import left, COPYed by the server itself from its own files into
 * an empty database with the same indexes and constraints. No client and no network in between: as fast as rows get in.
 */
import { join } from 'node:path'
import type pg from 'pg'
import type { BenchDatabase } from '../database.ts'

export type Copied = { seconds: number; rows: number }

export async function copyRows(from: BenchDatabase, to: BenchDatabase): Promise<Copied> {
  const fileOf = await filesOfServer(from.client)
  const tables = await tablesInOrder(from.client)
  for (const table of tables) await from.client.query(`COPY ${table} TO '${fileOf(table)}'`)
  // What a migration brings is there already.
  await to.client.query(`TRUNCATE ${tables.join(', ')} CASCADE`)
  let rows = 0
  const begun = performance.now()
  for (const table of tables) rows += (await to.client.query(`COPY ${table} FROM '${fileOf(table)}'`)).rowCount ?? 0
  return { seconds: (performance.now() - begun) / 1000, rows }
}

/** In the server's own folder, which goes with it: when we are root it runs as somebody else, who cannot write in ours. */
async function filesOfServer(client: pg.Client): Promise<(table: string) => string> {
  const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`)
  return (table) => join(rows[0]!.folder, `bench-rows-${table}`)
}

/** Referenced tables first, without those that have no rows: they refer to one another in circles. The tables of the migrator have theirs already. */
async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(`
    SELECT c.relname AS name, ARRAY(SELECT DISTINCT f.confrelid::regclass::text FROM pg_constraint f
      WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS needs
    FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'kysely%'`)
  const filled: typeof rows = []
  for (const row of rows) if ((await client.query(`SELECT FROM ${row.name} LIMIT 1`)).rowCount) filled.push(row)
  const has = (name: string) => filled.some((row) => row.name === name)
  const ordered: string[] = []
  while (ordered.length < filled.length) {
    const ready = filled.filter(
      (row) => !ordered.includes(row.name) && row.needs.every((need) => !has(need) || ordered.includes(need)),
    )
    if (ready.length === 0) throw new Error('tables refer to one another in a circle')
    ordered.push(...ready.map((row) => row.name))
  }
  return ordered
}
