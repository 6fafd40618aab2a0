/**
 * The river: one page of one mailbox through prepare → match → decide → write, in one transaction with its cursor.
 * A page may come twice, late, split or from several processes: what is stored afterwards is the same (truths 1, 2, 5).
 */
import { sql } from 'kysely'
import { inTransaction } from '../db/connect.ts'
import type { Db, Tx } from '../db/connect.ts'
import { recordset } from '../db/rows.ts'
import type { SeriesShown, SourceItem } from '../sources/source.ts'
import { prepareMessage } from './facts.ts'
import type { Prepared } from './facts.ts'
import { prepareMeeting } from './meeting-facts.ts'
import type { Hasher } from '../db/hasher.ts'
import { loadOwn } from './own.ts'
import { previewReports } from './preview.ts'
import type { Report } from './report/extract.ts'
import { settleItems } from './settle.ts'
import type { Arrival } from './settle.ts'
import { lockRiver } from '../db/river-lock.ts'
import { findOccurrences, upsertOccurrences } from './store/occurrences.ts'
import type { StoredOccurrence } from './store/occurrences.ts'
import type { ShownBy } from './store/series.ts'

export type IngestDeps = { db: Db; hasher: Hasher; now: () => Date }

export type PageInput = {
  mailboxId: number
  items: readonly SourceItem[]
  /** The events whose instances are all on this page. */
  series?: readonly SeriesShown[]
  /** The stored position this page began at, and the one it ends at. None for items fetched again. */
  cursor?: { stream: string; from: string | null; to: string; done?: boolean }
  /** Another stream, to be read from this position on. */
  restart?: { stream: string; position: string } | undefined
  /** Counts what an import reads. */
  importId?: number
  /** What `readyPage` made of the same items. */
  ready?: ReadyPage
}

/** What of a page costs time and needs no transaction. Its guesses may be stale when the page is taken: none is relied on. */
export type ReadyPage = {
  items: SourceItem[]
  prepared: ReadonlyMap<string, Prepared>
  reports: ReadonlyMap<string, Report>
}

export type PageResult = {
  /** false: this page was already taken, by a replay or another worker; nothing was written. */
  taken: boolean
  /** Occurrences seen for the first time. */
  created: number
}

/** The mailbox that a page is of, in its transaction. */
type Target = { tx: Tx; mailboxId: number; now: Date }

/** After how many failures in a row an item fetched again is left alone until somebody asks. */
const REFETCH_ATTEMPTS = 3

/** Can go on while the page before is being written. */
export async function readyPage(deps: IngestDeps, page: readonly SourceItem[]): Promise<ReadyPage> {
  const items = newestOfEach(page)
  const prepared = new Map(
    items.flatMap((item): [string, Prepared][] => {
      if (item.type === 'message') return [[item.providerId, prepareMessage(item, deps.hasher)]]
      return item.type === 'meeting' ? [[item.providerId, prepareMeeting(item, deps.hasher)]] : []
    }),
  )
  return { items, prepared, reports: await previewReports(deps.db, [...prepared.values()]) }
}

export async function ingestPage(deps: IngestDeps, page: PageInput): Promise<PageResult> {
  const { items, prepared, reports } = page.ready ?? (await readyPage(deps, page.items))
  return inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    if (page.cursor && !(await moveCursor(tx, page.mailboxId, page.cursor))) return { taken: false, created: 0 }
    if (page.restart)
      await sql`INSERT INTO cursors (mailbox_id, stream, position) VALUES (${page.mailboxId}, ${page.restart.stream}, ${page.restart.position})
        ON CONFLICT (mailbox_id, stream) DO UPDATE SET position = EXCLUDED.position, done = false`.execute(tx)
    const now = deps.now()
    const stored = new Map(
      (
        await findOccurrences(
          tx,
          page.mailboxId,
          items.map((item) => item.providerId),
        )
      ).map((row) => [row.provider_id, row]),
    )
    const fresh = items.filter((item) => isNews(item, stored.get(item.providerId)))
    const target: Target = { tx, mailboxId: page.mailboxId, now }
    await recordFailures(target, fresh, stored)
    const gone = await recordGone(target, fresh)
    const arrivals = fresh.flatMap((item) => toArrival(item, prepared))
    const left = arrivals.flatMap(({ item }) => stored.get(item.providerId)?.item_id ?? [])
    await settleItems(
      { tx, own: await loadOwn(tx), now, reports },
      {
        mailboxId: page.mailboxId,
        arrivals,
        touched: [...gone, ...left],
        older: olderOf(page.items, fresh, deps.hasher),
        series: (page.series ?? []).map((shown) => ({
          series: deps.hasher.series(shown.uid),
          mailbox_id: page.mailboxId,
          version: shown.version,
          made_at: shown.madeAt,
          covers_from: shown.from,
          covers_to: shown.to,
        })),
      },
    )
    const created = fresh.filter((item) => item.type !== 'gone' && !stored.has(item.providerId)).length
    if (page.importId !== undefined) await countImport(target, page.importId, items, created)
    return { taken: true, created }
  })
}

/** What an older version of an event had: its instances are news no more, but that it had them counts for what it holds. */
function olderOf(items: readonly SourceItem[], fresh: readonly SourceItem[], hasher: Hasher): ShownBy[] {
  const taken = new Set(fresh)
  return items.flatMap((item) =>
    item.type === 'meeting' && !taken.has(item)
      ? [{ key: hasher.meeting(item.meeting.uid, item.meeting.originalStart), version: item.series }]
      : [],
  )
}

function toArrival(item: SourceItem, prepared: ReadonlyMap<string, Prepared>): Arrival[] {
  const found = prepared.get(item.providerId)
  return (item.type === 'message' || item.type === 'meeting') && found ? [{ item, prepared: found }] : []
}

function newestOfEach(items: readonly SourceItem[]): SourceItem[] {
  const byId = new Map<string, SourceItem>()
  for (const item of items) {
    const before = byId.get(item.providerId)
    if (!before || before.version < item.version || (before.version === item.version && before.type === 'failed'))
      byId.set(item.providerId, item)
  }
  return [...byId.values()]
}

/** A replay says nothing new, unless the item failed before, had gone, or was asked for again. */
function isNews(item: SourceItem, stored: StoredOccurrence | undefined): boolean {
  if (item.type === 'unchanged') return false
  if (item.type === 'gone') return stored !== undefined && !stored.gone && item.version >= stored.version
  if (!stored || item.version > stored.version || stored.outcome === 'failed') return true
  return item.version === stored.version && (stored.pending || stored.gone)
}

/** @returns false when the stored position is not where this page began */
async function moveCursor(tx: Tx, mailboxId: number, cursor: NonNullable<PageInput['cursor']>): Promise<boolean> {
  if (cursor.from === null) {
    await sql`INSERT INTO cursors (mailbox_id, stream, position) VALUES (${mailboxId}, ${cursor.stream}, NULL) ON CONFLICT DO NOTHING`.execute(
      tx,
    )
  }
  const moved = await sql`UPDATE cursors SET position = ${cursor.to}, done = ${cursor.done ?? false}
    WHERE mailbox_id = ${mailboxId} AND stream = ${cursor.stream} AND position IS NOT DISTINCT FROM ${cursor.from}::text RETURNING 1`.execute(
    tx,
  )
  return moved.rows.length > 0
}

/** A failed item is kept by name. One that had been read before keeps its decision and is tried again a few times. */
async function recordFailures(
  { tx, mailboxId, now }: Target,
  fresh: SourceItem[],
  stored: ReadonlyMap<string, StoredOccurrence>,
): Promise<void> {
  const failures = fresh.filter((item) => item.type === 'failed')
  const [again, first] = [true, false].map((known) =>
    failures.filter((item) => ((stored.get(item.providerId)?.outcome ?? 'failed') !== 'failed') === known),
  )
  await upsertOccurrences(
    tx,
    first!.map((item) => ({
      mailbox_id: mailboxId,
      provider_id: item.providerId,
      item_id: null,
      version: item.version,
      locator: item.locator,
      rank: null,
      local: null,
      outcome: 'failed',
      reason: null,
      occurred_at: null,
      direction: null,
      error_code: item.code,
      answer: null,
    })),
    now,
  )
  if (again!.length === 0) return
  await sql`UPDATE occurrences o SET attempts = attempts + 1, error_code = r.code,
      pending_at = CASE WHEN attempts + 1 < ${REFETCH_ATTEMPTS} THEN ${now}::timestamptz END
    FROM ${recordset(
      again!.map((item) => ({ id: item.providerId, code: item.code })),
      'id text, code text',
    )}
    WHERE o.mailbox_id = ${mailboxId} AND o.provider_id = r.id`.execute(tx)
}

/** Says what the source no longer shows; returns the items concerned. What was shown before that is from now on the past. */
async function recordGone({ tx, mailboxId, now }: Target, fresh: SourceItem[]): Promise<number[]> {
  const gone = fresh
    .filter((item) => item.type === 'gone')
    .map((item) => ({ id: item.providerId, version: item.version }))
  if (gone.length === 0) return []
  // A meeting taken out of the calendar before it started will not be held; later, it was.
  const { rows } = await sql<{
    item_id: number | null
  }>`UPDATE occurrences o SET gone_at = coalesce(gone_at, ${now}), pending_at = NULL, version = r.version,
      local = CASE WHEN o.local IS NULL AND o.occurred_at > ${now} AND EXISTS (SELECT FROM items i WHERE i.id = o.item_id AND i.kind = 'meeting')
        THEN 'cancelled' ELSE o.local END
    FROM ${recordset(gone, 'id text, version bigint')} WHERE o.mailbox_id = ${mailboxId} AND o.provider_id = r.id RETURNING o.item_id`.execute(
    tx,
  )
  return rows.map((row) => row.item_id).filter((id) => id !== null)
}

async function countImport(
  { tx, mailboxId }: Target,
  importId: number,
  items: SourceItem[],
  created: number,
): Promise<void> {
  await sql`INSERT INTO import_items (import_id, mailbox_id, provider_id)
    SELECT ${importId}::bigint, ${mailboxId}::bigint, unnest(${items.map((item) => item.providerId)}::text[]) ON CONFLICT DO NOTHING`.execute(
    tx,
  )
  await sql`UPDATE imports SET created = created + ${created} WHERE id = ${importId}`.execute(tx)
}
