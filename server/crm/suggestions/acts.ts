/** What was suggested and somebody has taken over or refused: neither is suggested again. */
import type { Noun } from '#shared/api/people.ts'
import type { Db } from '../../db/connect.ts'

type Acted = { noun: Noun; id: number; field: string; value: string; accepted: boolean; by: number; at: Date }

export async function insertSuggestionAct(db: Db, acted: Acted): Promise<void> {
  await db
    .insertInto('suggestion_acts')
    .values({
      noun: acted.noun,
      noun_id: acted.id,
      field: acted.field,
      value: acted.value,
      accepted: acted.accepted,
      by_id: acted.by,
      at: acted.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['noun', 'noun_id', 'field', 'value'])
        .doUpdateSet({ accepted: acted.accepted, by_id: acted.by, at: acted.at }),
    )
    .execute()
}

/** Those of a form that were taken over as they were suggested. */
export async function acceptSuggestions(
  db: Db,
  { accepted, ...rest }: Pick<Acted, 'noun' | 'id' | 'by' | 'at'> & { accepted: Record<string, string> },
): Promise<void> {
  for (const [field, value] of Object.entries(accepted))
    await insertSuggestionAct(db, { ...rest, field, value, accepted: true })
}

export async function deleteSuggestionAct(
  db: Db,
  acted: Pick<Acted, 'noun' | 'id' | 'field' | 'value'>,
): Promise<void> {
  await db
    .deleteFrom('suggestion_acts')
    .where('noun', '=', acted.noun)
    .where('noun_id', '=', acted.id)
    .where('field', '=', acted.field)
    .where('value', '=', acted.value)
    .execute()
}
