/**
 * Merges as edges: each live one leads from a loser to its winner, so they make trees. `merged_into` is each node's root, and
 * whatever belongs to a node by itself (its home) shows at the root. Both are worked out anew from the edges, so that
 * merges can be undone in any order.
 */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { recordset } from '../../db/rows.ts'

export type MergeNoun = 'contact' | 'company'
export type Filled = Record<string, unknown>
export type Edge = { id: number; loser_id: number; winner_id: number; filled: Filled }
export type Tree = { nodes: number[]; edges: Edge[] }

const TABLE = { contact: 'contacts', company: 'companies' } as const

/** Everybody joined with these by live merges, and those merges, oldest first. */
export async function readTree(tx: Tx, noun: MergeNoun, ids: readonly number[]): Promise<Tree> {
  const { rows: nodes } = await sql<{ id: number }>`
    WITH RECURSIVE tree(id) AS (SELECT unnest(${[...ids]}::bigint[]) UNION
      SELECT CASE WHEN m.loser_id = t.id THEN m.winner_id ELSE m.loser_id END FROM tree t
        JOIN merges m ON m.noun = ${noun} AND m.undone_at IS NULL AND t.id IN (m.loser_id, m.winner_id))
    SELECT id FROM tree ORDER BY id`.execute(tx)
  const found = nodes.map((row) => row.id)
  const { rows: edges } = await sql<Edge>`
    SELECT id, loser_id, winner_id, filled FROM merges
    WHERE noun = ${noun} AND undone_at IS NULL AND loser_id = ANY(${found}::bigint[]) ORDER BY id`.execute(tx)
  return { nodes: found, edges }
}

export function rootsOf({ nodes, edges }: Tree): Map<number, number> {
  const winnerOf = new Map(edges.map((edge) => [edge.loser_id, edge.winner_id]))
  const rootOf = (id: number): number => {
    const winner = winnerOf.get(id)
    return winner === undefined ? id : rootOf(winner)
  }
  return new Map(nodes.map((id) => [id, rootOf(id)]))
}

/** Makes `merged_into`, and what belongs to these nodes, agree with the edges. */
export async function settleTree(tx: Tx, noun: MergeNoun, tree: Tree): Promise<void> {
  const rows = [...rootsOf(tree)].map(([id, root]) => ({ id, root }))
  const r = recordset(rows, 'id bigint, root bigint')
  const table = sql.table(TABLE[noun])
  await sql`UPDATE ${table} SET merged_into = NULLIF(r.root, r.id) FROM ${r} WHERE ${table}.id = r.id`.execute(tx)
  const belongings = noun === 'contact' ? ['parties'] : ['parties', 'contacts', 'company_domains']
  const [at, home] = [sql.ref(`${noun}_id`), sql.ref(`home_${noun}_id`)]
  for (const name of belongings)
    await sql`UPDATE ${sql.table(name)} x SET ${at} = r.root, ${home} = NULLIF(r.id, r.root) FROM ${r}
      WHERE x.${at} = ANY(${tree.nodes}::bigint[]) AND coalesce(x.${home}, x.${at}) = r.id`.execute(tx)
}

/** What is linked to these roots, or was until they were settled: the same interactions before and after. */
export async function interactionsOf(tx: Tx, noun: MergeNoun, ids: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`SELECT DISTINCT interaction_id AS id
    FROM ${sql.table(noun === 'contact' ? 'interaction_contacts' : 'interaction_companies')}
    WHERE ${sql.ref(`${noun}_id`)} = ANY(${ids}::bigint[])`.execute(tx)
  return rows.map((row) => row.id)
}
