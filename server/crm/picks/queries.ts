/** The options of the pick list, and what is picked. */
import { sql } from 'kysely'
import type { Noun, PickOption } from '#shared/api/people.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db } from '../../db/connect.ts'
import { lockRiver } from '../../db/river-lock.ts'
import { ProblemError } from '../../errors.ts'
import { insertChanges } from '../changes.ts'
import type { Author } from '../changes.ts'
import { keepCompany } from '../kept.ts'
import { treeIds } from '../subject.ts'

export async function listOptions(db: Db): Promise<PickOption[]> {
  const { rows } = await sql<Omit<PickOption, 'id'> & { id: number }>`
    SELECT o.id, o.label, o.position, o.archived_at IS NOT NULL AS archived, (SELECT count(*) FROM picks p WHERE p.option_id = o.id) AS uses
    FROM pick_options o ORDER BY o.position, o.id`.execute(db)
  return rows.map((row) => Object.assign(row, { id: String(row.id) }))
}

export async function insertOption(db: Db, label: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`INSERT INTO pick_options (label, position)
    SELECT ${label}, coalesce(max(position), 0) + 1 FROM pick_options RETURNING id`.execute(db)
  return rows[0]!.id
}

/** `position` is the place it takes, counting from 1; the others make room. */
export async function updateOption(
  db: Db,
  id: number,
  set: { label?: string; position?: number; archived?: boolean },
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (set.label !== undefined)
      await tx.updateTable('pick_options').set({ label: set.label }).where('id', '=', id).execute()
    if (set.archived !== undefined) {
      const archived_at = set.archived ? now : null
      await tx.updateTable('pick_options').set({ archived_at }).where('id', '=', id).execute()
    }
    if (set.position === undefined) return
    const rows = await tx
      .selectFrom('pick_options')
      .select('id')
      .where('id', '<>', id)
      .orderBy('position')
      .orderBy('id')
      .execute()
    const order = rows.map((row) => row.id).toSpliced(set.position - 1, 0, id)
    for (const [i, each] of order.entries())
      await tx
        .updateTable('pick_options')
        .set({ position: i + 1 })
        .where('id', '=', each)
        .execute()
  })
}

export async function pickedOf(db: Db, noun: Noun, id: number): Promise<{ id: string; label: string }[]> {
  const { rows } = await sql<{ id: number; label: string }>`
    SELECT o.id, o.label FROM pick_options o WHERE EXISTS (SELECT FROM picks p WHERE p.option_id = o.id AND p.noun = ${noun}
      AND p.noun_id IN (${treeIds(noun, id)})) ORDER BY o.position, o.id`.execute(db)
  return rows.map((row) => ({ id: String(row.id), label: row.label }))
}

type Picking = { noun: 'company' | 'opportunity'; id: number; optionIds: number[]; author: Author }

/** @throws ProblemError 422 for an option that is not in the list */
export async function setPicks(db: Db, { noun, id, optionIds, author }: Picking): Promise<void> {
  const wanted = [...new Set(optionIds)]
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    const options = await tx
      .selectFrom('pick_options')
      .select(['id', 'label'])
      .orderBy('position')
      .orderBy('id')
      .execute()
    if (wanted.some((one) => !options.some((option) => option.id === one)))
      throw new ProblemError(422, 'no-such-option', 'optionIds: is not in the pick list')
    const { rows: before } = await sql<{ noun_id: number; option_id: number }>`
      SELECT noun_id, option_id FROM picks WHERE noun = ${noun} AND noun_id IN (${treeIds(noun, id)})`.execute(tx)
    const picked = new Set(before.map((row) => row.option_id))
    // What is picked already stays where it is: whoever was merged in takes theirs home again.
    await sql`DELETE FROM picks WHERE noun = ${noun} AND noun_id IN (${treeIds(noun, id)}) AND option_id <> ALL (${wanted}::bigint[])`.execute(
      tx,
    )
    const fresh = wanted.filter((one) => !picked.has(one))
    if (fresh.length > 0)
      await tx
        .insertInto('picks')
        .values(fresh.map((option_id) => ({ noun, noun_id: id, option_id })))
        .execute()
    if (noun === 'company') await keepCompany(tx, id)
    const labels = (ids: Iterable<number>) => {
      const chosen = new Set(ids)
      return options.filter((option) => chosen.has(option.id)).map((option) => option.label)
    }
    await insertChanges(tx, { noun, id, author }, { picks: labels(picked) }, { picks: labels(wanted) })
  })
}
