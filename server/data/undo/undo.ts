/**
 * Undoing a whole import: as if it had never been, except for what people have done since. In pieces, each in its own
 * transaction that also takes its rows off the list: killed half-way, the next undo goes on where this one ended.
 */
import { setImmediate } from 'node:timers/promises'
import type { Author } from '../../crm/changes.ts'
import { deleteEntry } from '../../crm/entries.ts'
import { insertAudit } from '../../crm/audit.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Tx } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import type { ImportTrace } from '../../db/work-tables.ts'
import type { Deps } from '../../http.ts'
import { undoCompanies } from './companies.ts'
import { undoContacts } from './contacts.ts'
import { findWorkedOnEntries } from './worked-on.ts'

const PIECE = 200

/** One contact, company or entry with all that the import did to it, over all of its rows. */
export type Done = { id: number; created: boolean; trace: ImportTrace }
export type Undoing = {
  tx: Tx
  now: Date
  importId: number
  author: Author & { dataImportId: number }
  deps: Pick<Deps, 'hasher'>
}

/** In this order: a company can go only when its people have gone. */
const STEPS = [
  { noun: 'interaction', undo: undoEntries },
  { noun: 'contact', undo: undoContacts },
  { noun: 'company', undo: undoCompanies },
] as const

export async function undoImport(
  deps: Pick<Deps, 'database' | 'now' | 'hasher'>,
  { id, by }: { id: number; by: number },
): Promise<void> {
  const { db } = deps.database
  for (const { noun, undo } of STEPS) {
    for (let more = true; more;) {
      more = await inTransaction(db, async (tx) => {
        await lockRiver(tx)
        const done = await nextPiece(tx, id, noun)
        if (done.length === 0) return false
        const now = deps.now()
        const stayed = await undo(
          { tx, now, importId: id, author: { userId: by, at: now, dataImportId: id }, deps },
          done,
        )
        await tx
          .deleteFrom('data_import_rows')
          .where('import_id', '=', id)
          .where('noun', '=', noun)
          .where(
            'noun_id',
            'in',
            done.map((one) => one.id),
          )
          .execute()
        await countStayed(tx, id, stayed)
        return true
      })
      await setImmediate()
    }
  }
  await inTransaction(db, async (tx) => {
    const at = deps.now()
    await countStayed(tx, id, 0)
    await tx.updateTable('data_imports').set({ state: 'undone', undone_at: at }).where('id', '=', id).execute()
    await insertAudit(tx, { at, userId: by, act: 'undo-import', subject: { importId: id } })
  })
}

async function nextPiece(tx: Tx, importId: number, noun: (typeof STEPS)[number]['noun']): Promise<Done[]> {
  const first = await tx
    .selectFrom('data_import_rows')
    .select('noun_id')
    .distinct()
    .where('import_id', '=', importId)
    .where('noun', '=', noun)
    // What was made last goes first.
    .orderBy('noun_id', 'desc')
    .limit(PIECE)
    .execute()
  if (first.length === 0) return []
  const rows = await tx
    .selectFrom('data_import_rows')
    .select(['noun_id', 'act', 'trace'])
    .where('import_id', '=', importId)
    .where('noun', '=', noun)
    .where(
      'noun_id',
      'in',
      first.map((row) => row.noun_id),
    )
    .orderBy('row')
    .execute()
  return [...Map.groupBy(rows, (row) => row.noun_id)].map(([id, all]) => ({
    id,
    created: all.some((row) => row.act === 'created'),
    trace: {
      // As it was before the first row.
      kept: all[0]!.trace.kept,
      parties: [
        ...new Map(
          all.toReversed().flatMap((row) => row.trace.parties.map((party) => [party.hash, party] as const)),
        ).values(),
      ],
      domains: all.flatMap((row) => row.trace.domains),
      picks: all.flatMap((row) => row.trace.picks),
      notice: all.some((row) => row.trace.notice),
    },
  }))
}

async function countStayed(tx: Tx, id: number, more: number): Promise<void> {
  const { counts } = await tx.selectFrom('data_imports').select('counts').where('id', '=', id).executeTakeFirstOrThrow()
  const stayed = (counts['stayed'] ?? 0) + more
  await tx
    .updateTable('data_imports')
    .set({ counts: JSON.stringify({ ...counts, stayed }) })
    .where('id', '=', id)
    .execute()
}

async function undoEntries({ tx, importId }: Undoing, done: Done[]): Promise<number> {
  const ids = done.map((one) => one.id)
  const worked = await findWorkedOnEntries(tx, { importId, ids })
  for (const id of ids) if (!worked.has(id)) await deleteEntry(tx, id)
  return worked.size
}
