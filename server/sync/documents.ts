/** Fetching the attachments of what was logged: only then, so that nothing of skipped mail ever reaches the document folder. */
import { sql } from 'kysely'
import { inTransaction } from '../db/connect.ts'
import { lockRiver } from '../db/river-lock.ts'
import { SourceError } from '../errors.ts'
import type { StagedDocument } from '../crm/documents/store.ts'
import type { Locator, Refetcher } from '../sources/source.ts'
import type { Engine } from './engine.ts'
import { sourceOf } from './sources.ts'

const CLAIM_SECONDS = 60
const BATCH = 20
/** A provider that failed is asked again after this; the client has made several tries by then. */
const AGAIN_SECONDS = 300

type Due = {
  id: number
  rank: string | null
  provider_id: string | null
  locator: Locator | null
  source: string | null
  mailbox_id: number | null
}

/** Stores the documents of interactions that wait for them, until none does. @returns how many interactions */
export async function storeDueDocuments(engine: Engine): Promise<number> {
  let done = 0
  for (;;) {
    const due = await claimDue(engine)
    for (const one of due) await storeDocuments(engine, one)
    done += due.length
    if (due.length === 0) break
  }
  await removeUnused(engine)
  return done
}

async function claimDue(engine: Engine): Promise<Due[]> {
  const now = engine.now()
  const until = new Date(now.getTime() + CLAIM_SECONDS * 1000)
  const { rows } = await sql<Due>`
    WITH claimed AS (UPDATE interactions SET files_due_at = ${until} WHERE id IN (
        SELECT id FROM interactions WHERE files_due_at <= ${now} ORDER BY files_due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) RETURNING id, item_id, rank)
    SELECT c.id, c.rank, o.provider_id, o.locator, o.source, o.mailbox_id FROM claimed c LEFT JOIN LATERAL (
      SELECT x.provider_id, x.locator, m.source, x.mailbox_id FROM occurrences x JOIN mailboxes m ON m.id = x.mailbox_id
      WHERE x.item_id = c.item_id AND x.rank = c.rank AND x.gone_at IS NULL
      ORDER BY m.state IN ('reconnect', 'paused'), x.mailbox_id LIMIT 1) o ON true`.execute(engine.database.db)
  return rows
}

type Named = { name: string; document: StagedDocument }

async function storeDocuments(engine: Engine, due: Due): Promise<void> {
  const staged: Named[] = []
  try {
    const source =
      due.source === null ? undefined : await sourceOf(engine, { id: due.mailbox_id!, source: due.source, zone: null })
    if (source && due.provider_id !== null)
      await stageAll(engine, source, { providerId: due.provider_id, locator: due.locator! }, staged)
  } catch (error) {
    const kind = error instanceof SourceError ? error.kind : null
    // The mail is logged all the same; what could not be fetched is left out and said in the log by id.
    engine.log.warn(
      { interactionId: due.id, err: error instanceof Error ? error.name : 'unknown', kind },
      'attachments could not be read',
    )
    // The provider's trouble is not the document's: it is there when the trouble is over.
    if (error instanceof SourceError && kind !== 'gone') {
      for (const { document } of staged) await document.discard()
      return putOff(engine, due, error)
    }
  }
  try {
    await keepAll(engine, due, staged)
  } finally {
    for (const { document } of staged) await document.discard()
  }
}

async function putOff(engine: Engine, { id, rank }: Due, { retryAfter }: SourceError): Promise<void> {
  const until = new Date(engine.now().getTime() + (retryAfter ?? AGAIN_SECONDS) * 1000)
  await sql`UPDATE interactions SET files_due_at = ${until}
    WHERE id = ${id} AND rank IS NOT DISTINCT FROM ${rank}::text AND files_due_at IS NOT NULL`.execute(
    engine.database.db,
  )
}

async function stageAll(
  engine: Engine,
  source: Refetcher,
  wanted: { providerId: string; locator: Locator },
  staged: Named[],
): Promise<void> {
  const [item] = await source.fetchItems([wanted], 'content')
  if (item?.type !== 'message') return
  for (const attachment of item.message.attachments.filter((one) => !one.inline)) {
    const content = await source.openAttachment(wanted.locator, attachment.index)
    staged.push({ name: attachment.name ?? '', document: await engine.documents.stage(content, attachment.type) })
  }
}

async function keepAll(engine: Engine, due: Due, staged: Named[]): Promise<void> {
  await inTransaction(engine.database.db, async (tx) => {
    await lockRiver(tx)
    // Meanwhile another copy may have become the one to show: then its own documents are due.
    const still =
      await sql`UPDATE interactions SET files_due_at = NULL WHERE id = ${due.id} AND rank IS NOT DISTINCT FROM ${due.rank}::text RETURNING 1`.execute(
        tx,
      )
    if (still.rows.length === 0) return
    await tx.deleteFrom('document_uses').where('interaction_id', '=', due.id).execute()
    for (const [position, { name, document }] of staged.entries()) {
      await document.keep()
      const { sha256, size, type } = document
      await tx
        .insertInto('documents')
        .values({ sha256, size, type })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await tx.insertInto('document_uses').values({ interaction_id: due.id, position, sha256, name }).execute()
    }
  })
}

/** What no interaction carries any more is erased from the folder. */
async function removeUnused(engine: Engine): Promise<void> {
  const listed = await engine.database.db.selectFrom('unused_documents').select('sha256').limit(1).executeTakeFirst()
  if (!listed) return
  await inTransaction(engine.database.db, async (tx) => {
    await lockRiver(tx)
    const { rows } = await sql<{
      sha256: string
    }>`DELETE FROM documents d USING unused_documents u WHERE d.sha256 = u.sha256
      AND NOT EXISTS (SELECT FROM document_uses x WHERE x.sha256 = d.sha256) RETURNING d.sha256`.execute(tx)
    for (const { sha256 } of rows) await engine.documents.remove(sha256)
    await tx.deleteFrom('unused_documents').execute()
  })
}
