/** Who did what, append only. Ids and codes, nothing personal. */
import type { Db } from '../db/connect.ts'

export async function insertAudit(
  db: Db,
  entry: { at: Date; userId: number | null; act: string; subject: Record<string, unknown> },
): Promise<void> {
  await db
    .insertInto('audit')
    .values({ at: entry.at, user_id: entry.userId, act: entry.act, subject: JSON.stringify(entry.subject) })
    .execute()
}
