/** The steps that an opportunity goes through. Ours go by the i18n words until the administrator writes their own. */
import type { Stage } from '#shared/api/work.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { opportunityWords } from '#shared/i18n/opportunity.ts'
import { inTransaction } from '../../db/connect.ts'
import type { Db } from '../../db/connect.ts'

export type StageRow = {
  id: number
  key: string | null
  label: string | null
  position: number
  outcome: Stage['outcome']
  archived: boolean
}

export const toStage = (row: StageRow, locale: Locale): Stage => ({
  id: String(row.id),
  label: row.label ?? stageWord(row.key, locale),
  position: row.position,
  outcome: row.outcome,
  archived: row.archived,
})

const stageWord = (key: string | null, locale: Locale): string => {
  const words: Record<string, string> = opportunityWords[locale].stages
  return words[key ?? ''] ?? '—'
}

/** In their order, archived ones included. */
export async function listStages(db: Db): Promise<StageRow[]> {
  const rows = await db.selectFrom('stages').selectAll().orderBy('position').orderBy('id').execute()
  return rows.map(({ archived_at, ...row }) => ({ ...row, archived: archived_at !== null }))
}

export async function insertStage(db: Db, stage: { label: string; outcome: Stage['outcome'] }): Promise<number> {
  const last = await db
    .selectFrom('stages')
    .select((expression) => expression.fn.max('position').as('position'))
    .executeTakeFirst()
  const row = await db
    .insertInto('stages')
    .values({ ...stage, key: null, position: (last?.position ?? 0) + 1, archived_at: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export type StageChange = {
  label?: string | undefined
  outcome?: Stage['outcome'] | undefined
  position?: number | undefined
  archived?: boolean | undefined
}

/** `position` is the place it takes, counting from 1; the others make room. */
export async function updateStage(db: Db, id: number, change: StageChange, now: Date): Promise<void> {
  const { label, outcome, position, archived } = change
  await inTransaction(db, async (tx) => {
    const before = await tx.selectFrom('stages').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    await tx
      .updateTable('stages')
      .set({
        label: label ?? before.label,
        outcome: outcome ?? before.outcome,
        archived_at: archived === undefined ? before.archived_at : archived ? now : null,
      })
      .where('id', '=', id)
      .execute()
    if (position === undefined) return
    const others = await tx
      .selectFrom('stages')
      .select('id')
      .where('id', '<>', id)
      .orderBy('position')
      .orderBy('id')
      .execute()
    const order = others.map((row) => row.id).toSpliced(position - 1, 0, id)
    for (const [i, each] of order.entries())
      await tx
        .updateTable('stages')
        .set({ position: i + 1 })
        .where('id', '=', each)
        .execute()
  })
}
