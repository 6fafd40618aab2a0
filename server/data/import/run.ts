/** Runs an import, batch by batch; dry, or written with its progress in the same transactions. */
import { setImmediate } from 'node:timers/promises'
import type { DataCounts, DataError, DataImport } from '#shared/api/data.ts'
import { dataWords } from '#shared/i18n/data.ts'
import { inTransaction } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import type { Deps } from '../../http.ts'
import type { Table } from '../read/table.ts'
import { BATCH, noCounts, startProgress, takeBatch } from './batch.ts'
import type { Result } from './batch.ts'
import type { Context } from './context.ts'

/** As many as somebody looks at; the rest is counted. */
const ERRORS_KEPT = 1000

export type Job = { deps: Pick<Deps, 'database' | 'now' | 'log'>; context: Context; table: Table; fileName: string }

class Tally {
  readonly counts: DataCounts = noCounts()
  readonly errors: DataError[] = []
  rowsDone = 0
  #more = 0

  add(rows: number, result: Result): void {
    this.rowsDone += rows
    for (const key of Object.keys(this.counts) as (keyof DataCounts)[]) this.counts[key] += result.counts[key]
    const room = ERRORS_KEPT - this.errors.length
    this.errors.push(...result.errors.slice(0, room))
    this.#more += Math.max(0, result.errors.length - room)
  }

  said({ settings }: Context): DataError[] {
    if (this.#more === 0) return this.errors
    return [
      ...this.errors,
      {
        row: this.errors.at(-1)!.row,
        column: null,
        value: null,
        problem: dataWords[settings.locale].problem.more(this.#more),
      },
    ]
  }
}

function* batches(table: Table): Generator<Table['rows']> {
  for (let at = 0; at < table.rows.length; at += BATCH) yield table.rows.slice(at, at + BATCH)
}

/** What would happen; nothing is written. */
export async function runDry({ deps, context, table, fileName }: Job): Promise<DataImport> {
  const { db } = deps.database
  const progress = await startProgress(db, context, table)
  const tally = new Tally()
  for (const rows of batches(table)) {
    tally.add(rows.length, await takeBatch(db, progress, rows, null))
    await setImmediate()
  }
  return {
    id: null,
    fileName,
    noun: context.settings.noun,
    state: 'done',
    counts: tally.counts,
    errors: tally.said(context),
    rowsDone: tally.rowsDone,
    rowsTotal: table.rows.length,
    createdAt: deps.now().toISOString(),
    by: context.importer.name,
  }
}

/** @returns its id at once, and when it has ended, whichever way */
export async function startImport(job: Job): Promise<{ id: number; ended: Promise<void> }> {
  const { deps, context, table, fileName } = job
  const { settings, importer } = context
  const { id } = await deps.database.db
    .insertInto('data_imports')
    .values({
      by_id: importer.userId,
      noun: settings.noun,
      file_name: fileName,
      state: 'running',
      mapping: JSON.stringify({ ...settings, mapping: Object.fromEntries(settings.mapping) }),
      counts: JSON.stringify(noCounts()),
      errors: '[]',
      rows_total: table.rows.length,
      created_at: deps.now(),
      finished_at: null,
      undone_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  // Held while it runs: what nobody holds was interrupted.
  const release = await deps.database.tryHold('dataImport', id)
  return { id, ended: runToItsEnd(job, id).finally(() => void release?.()) }
}

async function runToItsEnd(job: Job, id: number): Promise<void> {
  try {
    await runWritten(job, id)
  } catch (error) {
    const err = error instanceof Error ? error.name : 'unknown'
    job.deps.log.error({ importId: id, err }, 'an import of data failed')
  }
}

async function runWritten({ deps, context, table }: Job, id: number): Promise<void> {
  const { db } = deps.database
  const tally = new Tally()
  try {
    const progress = await startProgress(db, context, table)
    for (const rows of batches(table)) {
      await inTransaction(db, async (tx) => {
        await lockRiver(tx)
        const at = deps.now()
        tally.add(rows.length, await takeBatch(tx, progress, rows, { tx, importId: id, at }))
        const last = tally.rowsDone === table.rows.length
        await tx
          .updateTable('data_imports')
          .set({
            rows_done: tally.rowsDone,
            counts: JSON.stringify(tally.counts),
            errors: JSON.stringify(tally.said(context)),
            ...(last ? { state: 'done' as const, finished_at: at } : {}),
          })
          .where('id', '=', id)
          .execute()
      })
      // Whoever waits for an answer goes first.
      await setImmediate()
    }
  } catch (error) {
    await markInterrupted(deps, id, context.settings.locale)
    throw error
  }
}

async function markInterrupted(
  { database, now }: Pick<Deps, 'database' | 'now'>,
  id: number,
  locale: 'en' | 'es',
): Promise<void> {
  const row = await database.db
    .selectFrom('data_imports')
    .select(['errors', 'rows_done'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const error = { row: row.rows_done + 1, column: null, value: null, problem: dataWords[locale].problem.interrupted }
  await database.db
    .updateTable('data_imports')
    .set({ state: 'failed', finished_at: now(), errors: JSON.stringify([...row.errors, error]) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

/** Imports that a killed server left running end as failed, with what they have done: it can be undone. */
export async function endAbandonedImports(deps: Pick<Deps, 'database' | 'now'>): Promise<void> {
  const { rows } = await deps.database.db
    .selectFrom('data_imports as d')
    .leftJoin('users as u', 'u.id', 'd.by_id')
    .select(['d.id', 'u.locale'])
    .where('d.state', '=', 'running')
    .execute()
    .then((found) => ({ rows: found }))
  for (const row of rows) {
    const release = await deps.database.tryHold('dataImport', row.id)
    if (!release) continue
    try {
      await markInterrupted(deps, row.id, row.locale ?? 'en')
    } finally {
      await release()
    }
  }
}
