/** Who changed what of a contact, company or opportunity, and when: one row a field, with what was and what is. */
import type { Noun } from '#shared/api/people.ts'
import type { Tx } from '../db/connect.ts'

/** Who does something, and when; `dataImportId` when a file brought it. */
export type Author = { userId: number | null; at: Date; dataImportId?: number | null }

type Fields = Readonly<Record<string, unknown>>

/**
 * Writes a row for each field whose value differs. Of people and things the id is written ("owner": 3, "company": 5): who
 * reads it says the name.
 */
export async function insertChanges(
  tx: Tx,
  subject: { noun: Noun; id: number; author: Author },
  before: Fields,
  after: Fields,
): Promise<void> {
  const { noun, id, author } = subject
  const rows = Object.entries(after)
    .map(([field, value]) => ({ field, was: asJson(before[field]), is: asJson(value) }))
    .filter(({ was, is }) => was !== is)
    .map(({ field, was, is }) => ({
      at: author.at,
      user_id: author.userId,
      noun,
      noun_id: id,
      field,
      before: was,
      after: is,
      data_import_id: author.dataImportId ?? null,
    }))
  if (rows.length > 0) await tx.insertInto('changes').values(rows).execute()
}

/** Nothing, an empty text and an empty list are the same to whoever reads a history. */
function asJson(value: unknown): string | null {
  const empty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  return empty ? null : JSON.stringify(value)
}
