/** Brings the database to this version of the code, under Kysely's migration lock. Released migrations are never edited. */
import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Migration } from 'kysely/migration'
import { MisuseError } from '../errors.ts'
import type { Db } from './connect.ts'
import * as river from './migrations/2026-11-21-river.ts'
import * as workingRecord from './migrations/2026-11-22-working-record.ts'
import * as meetings from './migrations/2026-11-22t05-meetings.ts'
import * as tour from './migrations/2026-11-22t06-tour.ts'
import * as accounts from './migrations/2026-11-22t07-accounts.ts'

/** In order, which is also that of the names (two of one day by the hour): the names are what the database remembers. */
const MIGRATIONS: Record<string, Migration> = {
  '2026-11-21-river': river,
  '2026-11-22-working-record': workingRecord,
  '2026-11-22t05-meetings': meetings,
  '2026-11-22t06-tour': tour,
  '2026-11-22t07-accounts': accounts,
}

/** @throws MisuseError when the database was made by a newer Ficha */
export async function migrateToLatest(db: Db): Promise<void> {
  const ahead = (await appliedMigrations(db)).filter((name) => !(name in MIGRATIONS))
  if (ahead.length > 0) {
    throw new MisuseError(
      `the database is newer than this Ficha (it has "${ahead[0]}"): start the version that made it, or a later one`,
    )
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

async function appliedMigrations(db: Db): Promise<string[]> {
  const exists = await sql<{ there: boolean }>`SELECT to_regclass('kysely_migration') IS NOT NULL AS there`.execute(db)
  if (!exists.rows[0]?.there) return []
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db)
  return rows.map((row) => row.name)
}
