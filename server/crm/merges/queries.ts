/** Which merges hold. */
import { sql } from 'kysely'
import type { Merge } from '#shared/api/people.ts'
import type { Db } from '../../db/connect.ts'
import type { MergeNoun } from './tree.ts'

/** Whoever was merged away has no addresses and no seen name of their own: what is at home with them names them. */
export const mergedName = (noun: MergeNoun, id: string): string =>
  noun === 'contact'
    ? `(SELECT coalesce(c.name, (SELECT p.name FROM parties y JOIN participants p ON p.hash = y.hash WHERE coalesce(y.home_contact_id, y.contact_id) = c.id
          AND y.contact_id IN (c.id, c.merged_into) AND p.name IS NOT NULL ORDER BY p.occurred_at DESC NULLS LAST LIMIT 1),
        (SELECT min(a.address) FROM parties y JOIN party_addresses a ON a.hash = y.hash WHERE coalesce(y.home_contact_id, y.contact_id) = c.id AND y.contact_id IN (c.id, c.merged_into)), '—')
        FROM contacts c WHERE c.id = ${id})`
    : `(SELECT coalesce(k.name, (SELECT min(d.domain COLLATE "C") FROM company_domains d WHERE coalesce(d.home_company_id, d.company_id) = k.id), '—') FROM companies k WHERE k.id = ${id})`

/** The live merges of the tree whose root this is, oldest first. */
export async function listMerges(db: Db, noun: MergeNoun, rootId: number): Promise<Merge[]> {
  const table = sql.table(noun === 'contact' ? 'contacts' : 'companies')
  const { rows } = await sql<{ id: number; winner: number; loser: number; name: string; by: string | null; at: Date }>`
    SELECT m.id, m.winner_id AS winner, m.loser_id AS loser, ${sql.raw(mergedName(noun, 'm.loser_id'))} AS name, u.name AS by, m.at
    FROM merges m JOIN ${table} x ON x.id = m.loser_id LEFT JOIN users u ON u.id = m.by_id
    WHERE m.noun = ${noun} AND m.undone_at IS NULL AND x.merged_into = ${rootId} ORDER BY m.id`.execute(db)
  return rows.map((row) => ({
    id: String(row.id),
    noun,
    winnerId: String(row.winner),
    loser: { id: String(row.loser), name: row.name },
    by: row.by,
    at: row.at.toISOString(),
  }))
}

export async function findMerge(
  db: Db,
  id: number,
): Promise<{ id: number; noun: MergeNoun; winnerId: number } | undefined> {
  const row = await db
    .selectFrom('merges')
    .select(['id', 'noun', 'winner_id'])
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, noun: row.noun, winnerId: row.winner_id }
}
