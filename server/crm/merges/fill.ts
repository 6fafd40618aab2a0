/**
 * What a merge fills in: where the winner has nothing, the loser's. It is remembered with the merge, and undoing takes back
 * only what is still as it was filled.
 */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { Edge, Filled, MergeNoun, Tree } from './tree.ts'

type Values = { [field: string]: unknown }
type Held = Map<number, Values>

/** Field by field what counts as empty, under the names by which a change sets them. */
const FIELDS = {
  contact: { name: null, role: null, phones: [], status: 'unclassified', ownerId: null, companyId: null },
  company: { name: null, status: 'unclassified', ownerId: null },
} as const satisfies Record<MergeNoun, Values>

/** @param only `id field` of winners: no other may be filled (an undo fills again only what it has emptied) */
export async function fillFrom(tx: Tx, noun: MergeNoun, edges: Edge[], only?: ReadonlySet<string>): Promise<void> {
  const held = await readValues(tx, noun, edges)
  for (const edge of edges) {
    const [winner, loser] = [held.get(edge.winner_id)!, held.get(edge.loser_id)!]
    const filled: Filled = { ...edge.filled }
    for (const [field, empty] of Object.entries(FIELDS[noun])) {
      if (only && !only.has(`${edge.winner_id} ${field}`)) continue
      const gained = gain(winner[field], loser[field], empty)
      if (gained === undefined) continue
      filled[field] = gained
      winner[field] = Array.isArray(gained) ? [...(winner[field] as unknown[]), ...gained] : gained
    }
    await sql`UPDATE merges SET filled = ${JSON.stringify(filled)}::text::jsonb WHERE id = ${edge.id}`.execute(tx)
  }
  await writeValues(tx, noun, held)
}

/** What the winner gains, undefined for nothing. Of a list, what it lacks. */
function gain(winner: unknown, loser: unknown, empty: unknown): unknown {
  if (Array.isArray(winner) && Array.isArray(loser)) {
    const lacking = loser.filter((one) => !winner.includes(one))
    return lacking.length > 0 ? lacking : undefined
  }
  return winner === empty && loser !== empty ? loser : undefined
}

/** Takes back what these merges filled, newest first. @returns `id field` of what was emptied; the edges' `filled` follow */
export async function takeBack(tx: Tx, noun: MergeNoun, tree: Tree): Promise<Set<string>> {
  const held = await readValues(tx, noun, tree.edges)
  const emptied = new Set<string>()
  for (const edge of tree.edges.toReversed()) {
    const winner = held.get(edge.winner_id)!
    for (const [field, value] of Object.entries(edge.filled)) {
      const now = winner[field]
      if (Array.isArray(value) && Array.isArray(now)) winner[field] = now.filter((one) => !value.includes(one))
      else if (now === value) winner[field] = (FIELDS[noun] as Values)[field]
      else continue
      emptied.add(`${edge.winner_id} ${field}`)
      delete edge.filled[field]
    }
  }
  await writeValues(tx, noun, held)
  return emptied
}

/** A contact's company is its own one, whatever that was merged into. */
async function readValues(tx: Tx, noun: MergeNoun, edges: Edge[]): Promise<Held> {
  const ids = edges.flatMap((edge) => [edge.winner_id, edge.loser_id])
  const columns =
    noun === 'contact'
      ? sql`id, name, role, phones, status, owner_id AS "ownerId", coalesce(home_company_id, company_id) AS "companyId"`
      : sql`id, name, status, owner_id AS "ownerId"`
  const { rows } = await sql<Values & { id: number }>`
    SELECT ${columns} FROM ${sql.table(noun === 'contact' ? 'contacts' : 'companies')} WHERE id = ANY(${ids}::bigint[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, ...values }) => [id, values]))
}

async function writeValues(tx: Tx, noun: MergeNoun, held: Held): Promise<void> {
  for (const [id, { companyId, ...v }] of held) {
    if (noun === 'company') {
      await sql`UPDATE companies SET name = ${v['name']}, status = ${v['status']}, owner_id = ${v['ownerId']} WHERE id = ${id}`.execute(
        tx,
      )
      continue
    }
    await sql`UPDATE contacts SET name = ${v['name']}, role = ${v['role']}, phones = ${v['phones']}::text[], status = ${v['status']},
        owner_id = ${v['ownerId']}, company_id = (SELECT coalesce(k.merged_into, k.id) FROM companies k WHERE k.id = ${companyId}),
        home_company_id = (SELECT k.id FROM companies k WHERE k.id = ${companyId} AND k.merged_into IS NOT NULL)
      WHERE id = ${id}`.execute(tx)
  }
}
