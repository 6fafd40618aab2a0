/** Imports as their own importer sees them: a file's rows are nobody else's to read. */
import type { DataCounts, DataError, DataImport } from '#shared/api/data.ts'
import type { Viewer } from '../access/identity.ts'
import type { Db } from '../db/connect.ts'

/** Newest first. */
export async function listImports(
  db: Db,
  viewer: Viewer,
  page: { id?: number; limit: number; before: number | null },
): Promise<DataImport[]> {
  let query = db
    .selectFrom('data_imports')
    .selectAll()
    .where('by_id', '=', viewer.userId)
    .orderBy('id', 'desc')
    .limit(page.limit)
  if (page.id !== undefined) query = query.where('id', '=', page.id)
  if (page.before !== null) query = query.where('id', '<', page.before)
  const rows = await query.execute()
  return rows.map((row) => {
    const { stayed, ...counts } = row.counts as DataCounts & { stayed?: number }
    return {
      id: String(row.id),
      fileName: row.file_name,
      noun: row.noun,
      state: row.state,
      counts,
      errors: row.errors as DataError[],
      rowsDone: row.rows_done,
      rowsTotal: row.rows_total,
      createdAt: row.created_at.toISOString(),
      by: viewer.name,
      ...(stayed === undefined ? {} : { stayed }),
    }
  })
}

export async function findImport(db: Db, viewer: Viewer, id: number): Promise<DataImport | undefined> {
  return (await listImports(db, viewer, { id, limit: 1, before: null }))[0]
}
