/** What somebody has worked on since an import made it: it is theirs now, and stays. One statement for each noun. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../db/connect.ts'

type Ids = { importId: number; ids: number[] }

/** Common to both: `n` is the row, its noun and scope kind are given. */
const common = (noun: 'contact' | 'company', kind: 1 | 2, importId: number): RawBuilder<unknown> => {
  const column = sql.ref(`${noun}_id`)
  return sql`EXISTS (SELECT FROM changes h LEFT JOIN data_imports d ON d.id = h.data_import_id WHERE h.noun = ${noun} AND h.noun_id = n.id
      AND h.data_import_id IS DISTINCT FROM ${importId}::bigint AND d.state IS DISTINCT FROM 'undone')
    OR n.merged_into IS NOT NULL OR EXISTS (SELECT FROM merges m WHERE m.noun = ${noun} AND n.id IN (m.winner_id, m.loser_id))
    OR EXISTS (SELECT FROM suggestion_acts s WHERE s.noun = ${noun} AND s.noun_id = n.id)
    OR EXISTS (SELECT FROM followups f WHERE f.${column} = n.id)
    OR EXISTS (SELECT FROM restrictions r WHERE r.scope = n.id * 8 + ${sql.lit(kind)} AND r.set_by <> 'status')
    OR EXISTS (SELECT FROM participants p JOIN interactions i ON i.id = p.interaction_id WHERE p.hash = ${noun} || ':' || n.id AND i.item_id IS NULL)`
}

/** `mine` are the addresses that this import tied to them: another was tied by somebody. */
export async function findWorkedOnContacts(
  tx: Tx,
  { importId, ids }: Ids,
  mine: readonly string[],
): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    SELECT n.id FROM contacts n WHERE n.id = ANY(${ids}::bigint[]) AND (${common('contact', 1, importId)}
      OR EXISTS (SELECT FROM notices x WHERE x.noun = 'contact' AND x.noun_id = n.id)
      OR EXISTS (SELECT FROM picks x WHERE x.noun = 'contact' AND x.noun_id = n.id)
      OR EXISTS (SELECT FROM opportunity_contacts x WHERE x.contact_id = n.id)
      OR EXISTS (SELECT FROM parties y WHERE y.contact_id = n.id AND y.manual AND y.hash <> 'contact:' || n.id AND NOT y.hash = ANY(${[...mine]}::text[])))`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.id))
}

/** What the import itself gave them does not count. `made`: of whom it made, also who is there and under which domain. */
export async function findWorkedOnCompanies(
  tx: Tx,
  { importId, ids }: Ids,
  made: readonly number[],
): Promise<Set<number>> {
  const own = sql`SELECT t.trace FROM data_import_rows t WHERE t.import_id = ${importId} AND t.noun = 'company' AND t.noun_id = n.id`
  const { rows } = await sql<{ id: number }>`
    SELECT n.id FROM companies n WHERE n.id = ANY(${ids}::bigint[]) AND (${common('company', 2, importId)}
      OR EXISTS (SELECT FROM opportunities x WHERE x.company_id = n.id)
      OR EXISTS (SELECT FROM notices x WHERE x.noun = 'company' AND x.noun_id = n.id AND NOT EXISTS (
        SELECT FROM (${own}) o JOIN data_imports d ON d.id = ${importId} WHERE (o.trace->>'notice')::boolean AND x.by_id = d.by_id AND x.at <= coalesce(d.finished_at, x.at)))
      OR EXISTS (SELECT FROM picks x WHERE x.noun = 'company' AND x.noun_id = n.id AND NOT EXISTS (SELECT FROM (${own}) o WHERE o.trace->'picks' @> to_jsonb(x.option_id)))
      OR (n.id = ANY(${[...made]}::bigint[]) AND (EXISTS (SELECT FROM contacts x WHERE x.company_id = n.id AND x.kept)
        OR EXISTS (SELECT FROM company_domains x WHERE x.company_id = n.id AND NOT EXISTS (SELECT FROM (${own}) o WHERE o.trace->'domains' @> to_jsonb(x.hash))))))`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.id))
}

/** Somebody has said who sees it, made a follow-up of it, or linked it. */
export async function findWorkedOnEntries(tx: Tx, { ids }: Ids): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    SELECT n.id FROM interactions n WHERE n.id = ANY(${ids}::bigint[]) AND (n.opportunity_id IS NOT NULL
      OR EXISTS (SELECT FROM restrictions r WHERE r.scope = n.id * 8 + 5)
      OR EXISTS (SELECT FROM followups f WHERE f.interaction_id = n.id))`.execute(tx)
  return new Set(rows.map((row) => row.id))
}
