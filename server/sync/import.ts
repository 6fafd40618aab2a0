/**
 * Importing files: a job that survives being killed. Each page commits with its cursor and its counts; whoever starts the
 * same import again, or the next server, goes on where the last page ended.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { ingestPage, readyPage } from '../intake/ingest.ts'
import type { ReadyPage } from '../intake/ingest.ts'
import { createFilesSource } from '../sources/files/mail.ts'
import type { Version } from '../sources/files/mail.ts'
import type { Page } from '../sources/source.ts'
import { storeDueDocuments } from './documents.ts'
import { ingestDeps } from './engine.ts'
import type { Engine } from './engine.ts'
import { ensureMailbox } from './mailboxes.ts'
import { isIdle, refetchPending } from './refetch.ts'

/** What one run read: `new` are occurrences first seen by it. `seen` = logged + skipped + failed. */
export type ImportResult = {
  seen: number
  new: number
  logged: number
  skipped: Record<string, number>
  failed: { item: string; reason: string }[]
}

export type Progress = { seen: number; bytesDone: number; bytesTotal: number; settling: boolean }

/** Imports `paths` (absolute) into the mailbox and waits until everything that hangs on it is decided. */
export async function importFiles(
  engine: Engine,
  paths: string[],
  address: string,
  onProgress: (progress: Progress) => void,
): Promise<ImportResult> {
  const mailboxId = await ensureMailbox(
    { db: engine.database.db, hasher: engine.hasher, now: engine.now },
    address,
    'files',
  )
  const claimed = (await claimAbandoned(engine, { mailboxId, paths })) ?? (await claimNew(engine, mailboxId, paths))
  return runClaimed(engine, claimed, onProgress)
}

type Import = { id: number; mailboxId: number; paths: string[] }
type Claimed = { job: Import; release(): Promise<void> }

/** An unfinished import that nobody is running any more: of these paths, or any. A server goes on with them when it starts. */
export async function claimAbandoned(
  engine: Engine,
  of?: { mailboxId: number; paths: string[] },
): Promise<Claimed | undefined> {
  const { rows } = await sql<Import>`SELECT id, mailbox_id AS "mailboxId", paths FROM imports WHERE state = 'running'
    AND ${of ? sql`mailbox_id = ${of.mailboxId} AND paths = ${JSON.stringify(of.paths)}::text::jsonb` : sql`true`} ORDER BY id`.execute(
    engine.database.db,
  )
  for (const job of rows) {
    const release = await engine.database.tryHold('import', job.id)
    if (!release) continue
    // Between the read and the hold its runner may have finished it.
    const still = await engine.database.db
      .selectFrom('imports')
      .select('id')
      .where('id', '=', job.id)
      .where('state', '=', 'running')
      .executeTakeFirst()
    if (still) return { job, release }
    await release()
  }
  return undefined
}

async function claimNew(engine: Engine, mailboxId: number, paths: string[]): Promise<Claimed> {
  const values = {
    mailbox_id: mailboxId,
    paths: JSON.stringify(paths),
    state: 'running' as const,
    error: null,
    result: null,
    created_at: engine.now(),
    finished_at: null,
  }
  for (;;) {
    const { id } = await engine.database.db
      .insertInto('imports')
      .values(values)
      .returning('id')
      .executeTakeFirstOrThrow()
    const release = await engine.database.tryHold('import', id)
    // A sweep elsewhere may have taken it for abandoned in this instant: then that one runs it, and ours is another.
    if (release) return { job: { id, mailboxId, paths }, release }
  }
}

/** Runs an import that this process holds, and lets go of it. */
export async function runClaimed(
  engine: Engine,
  { job, release }: Claimed,
  onProgress: (progress: Progress) => void,
): Promise<ImportResult> {
  try {
    return await runImport(engine, job, onProgress)
  } finally {
    await release()
  }
}

async function runImport(engine: Engine, job: Import, onProgress: (progress: Progress) => void): Promise<ImportResult> {
  const { db } = engine.database
  await setState(engine, job, { state: 'syncing' })
  await readAll(engine, job, onProgress)
  await settle(engine, onProgress)
  const result = await resultOf(engine, job)
  const now = engine.now()
  await db
    .updateTable('imports')
    .set({ state: 'done', result: JSON.stringify(result), seen: result.seen, finished_at: now })
    .where('id', '=', job.id)
    .execute()
  await db.deleteFrom('import_items').where('import_id', '=', job.id).execute()
  await db.deleteFrom('cursors').where('mailbox_id', '=', job.mailboxId).where('stream', '=', streamOf(job)).execute()
  const busy = await db
    .selectFrom('imports')
    .select('id')
    .where('mailbox_id', '=', job.mailboxId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (!busy) await setState(engine, job, { state: 'ok', last_synced_at: now })
  return result
}

/** Of a mailbox at a provider its own sync says how it is. */
async function setState(
  { database }: Engine,
  { mailboxId }: Import,
  set: { state: 'syncing' | 'ok'; last_synced_at?: Date },
): Promise<void> {
  await database.db
    .updateTable('mailboxes')
    .set(set)
    .where('id', '=', mailboxId)
    .where('source', '=', 'files')
    .execute()
}

const streamOf = (job: Import) => `import:${job.id}`

type Ahead = { page: Page; ready: ReadyPage }

async function readAll(engine: Engine, job: Import, onProgress: (progress: Progress) => void): Promise<void> {
  const { zone } = await engine.database.db
    .selectFrom('mailboxes')
    .select('zone')
    .where('id', '=', job.mailboxId)
    .executeTakeFirstOrThrow()
  const source = createFilesSource({
    paths: job.paths,
    zone,
    now: engine.now,
    isKnown: (versions) => findKnown(engine, job.mailboxId, versions),
  })
  const read = async (from: string | null): Promise<Ahead> => {
    const page = await source.readPage(from)
    return { page, ready: await readyPage(ingestDeps(engine), page.items) }
  }
  let position = await storedPosition(engine, job)
  let next = read(position)
  let seen = 0
  for (;;) {
    const { page, ready } = await next
    // The next page is read, parsed and made ready while this one is written.
    if (!page.done) next = readAhead(read(page.position))
    const { taken } = await ingestPage(ingestDeps(engine), {
      mailboxId: job.mailboxId,
      items: page.items,
      series: page.series,
      cursor: { stream: streamOf(job), from: position, to: page.position },
      importId: job.id,
      ready,
    })
    if (!taken) {
      position = await storedPosition(engine, job)
      next = read(position)
      continue
    }
    seen += page.items.length
    await recordProgress(engine, job, page)
    onProgress({ seen, bytesDone: page.progress?.done ?? 0, bytesTotal: page.progress?.total ?? 0, settling: false })
    if (page.done) return
    position = page.position
  }
}

/** A failure is met when the page is awaited, not as an unhandled rejection while the page before is being written. */
function readAhead(page: Promise<Ahead>): Promise<Ahead> {
  page.catch(() => {})
  return page
}

async function storedPosition(engine: Engine, job: Import): Promise<string | null> {
  const row = await engine.database.db
    .selectFrom('cursors')
    .select('position')
    .where('mailbox_id', '=', job.mailboxId)
    .where('stream', '=', streamOf(job))
    .executeTakeFirst()
  return row?.position ?? null
}

async function recordProgress(engine: Engine, job: Import, page: Page): Promise<void> {
  await engine.database.db
    .updateTable('imports')
    .set({ bytes_done: page.progress?.done ?? 0, bytes_total: page.progress?.total ?? 0 })
    .where('id', '=', job.id)
    .execute()
}

async function findKnown(engine: Engine, mailboxId: number, versions: Version[]): Promise<Set<string>> {
  const { rows } = await sql<{ provider_id: string; version: number }>`
    SELECT provider_id, version FROM occurrences WHERE mailbox_id = ${mailboxId} AND outcome <> 'failed' AND pending_at IS NULL AND gone_at IS NULL
      AND provider_id = ANY(${versions.map((one) => one.providerId)}::text[])`.execute(engine.database.db)
  const stored = new Map(rows.map((row) => [row.provider_id, row.version]))
  // In exactly this version: what an older version of an event had still counts for the time when it held.
  return new Set(versions.filter((one) => stored.get(one.providerId) === one.version).map((one) => one.providerId))
}

/** Waits until nothing is left to fetch again or to store, by this process or another. */
async function settle(engine: Engine, onProgress: (progress: Progress) => void): Promise<void> {
  for (;;) {
    const done = (await refetchPending(engine)) + (await storeDueDocuments(engine))
    if (done === 0 && (await isIdle(engine))) return
    onProgress({ seen: 0, bytesDone: 0, bytesTotal: 0, settling: true })
    if (done === 0) await sleep(100)
  }
}

async function resultOf(engine: Engine, job: Import): Promise<ImportResult> {
  const { db } = engine.database
  const { rows } = await sql<{ outcome: string; reason: string | null; n: number }>`
    SELECT o.outcome, o.reason, count(*) AS n FROM import_items x JOIN occurrences o ON o.mailbox_id = x.mailbox_id AND o.provider_id = x.provider_id
    WHERE x.import_id = ${job.id} GROUP BY 1, 2 ORDER BY 1, 2`.execute(db)
  const failed = await sql<{ path: string; offset: string | null; error_code: string | null }>`
    SELECT o.locator->>'path' AS path, o.locator->>'offset' AS offset, o.error_code
    FROM import_items x JOIN occurrences o ON o.mailbox_id = x.mailbox_id AND o.provider_id = x.provider_id
    WHERE x.import_id = ${job.id} AND o.outcome = 'failed' ORDER BY 1, (o.locator->>'offset')::bigint`.execute(db)
  const { created } = await db
    .selectFrom('imports')
    .select('created')
    .where('id', '=', job.id)
    .executeTakeFirstOrThrow()
  const sum = (outcome: string) => rows.filter((row) => row.outcome === outcome).reduce((n, row) => n + row.n, 0)
  return {
    seen: rows.reduce((n, row) => n + row.n, 0),
    new: created,
    logged: sum('logged'),
    skipped: Object.fromEntries(
      rows.filter((row) => row.outcome === 'skipped').map((row) => [row.reason ?? '', row.n]),
    ),
    failed: failed.rows.map((row) => ({
      item: row.offset && row.offset !== '0' ? `${row.path}@${row.offset}` : row.path,
      reason: row.error_code ?? 'failed',
    })),
  }
}
