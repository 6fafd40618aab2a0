/** Merging two contacts or companies into one, and taking it back: whatever is written in between finds its way (truth 2). */
import { sql } from 'kysely'
import { insertAudit } from '../crm/audit.ts'
import { insertChanges } from '../crm/changes.ts'
import { dropLonelyContacts } from '../crm/kept.ts'
import { fillFrom, takeBack } from '../crm/merges/fill.ts'
import { interactionsOf, readTree, rootsOf, settleTree } from '../crm/merges/tree.ts'
import type { MergeNoun, Tree } from '../crm/merges/tree.ts'
import { refreshPeople, relinkInteractions } from '../crm/relink.ts'
import { settleStatusRestrictions } from '../crm/status.ts'
import { inTransaction } from '../db/connect.ts'
import type { Tx } from '../db/connect.ts'
import { lockRiver } from '../db/river-lock.ts'
import { ProblemError } from '../errors.ts'
import type { ActDeps } from './acts.ts'
import { followFlips } from './reconsider.ts'
import { dropEmptyDomains, settleParties } from './store/parties.ts'

/**
 * @returns the id of the merge
 * @throws ProblemError 409 when they are one already
 */
export async function merge(
  deps: ActDeps,
  by: number | null,
  pair: { noun: MergeNoun; winnerId: number; loserId: number },
): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    const now = deps.now()
    const { noun } = pair
    const before = await readTree(tx, noun, [pair.winnerId, pair.loserId])
    const roots = rootsOf(before)
    const [winner, loser] = [roots.get(pair.winnerId)!, roots.get(pair.loserId)!]
    if (winner === loser) throw new ProblemError(409, 'merged-already', 'They are one already.')
    const { id } = await tx
      .insertInto('merges')
      .values({ noun, winner_id: winner, loser_id: loser, filled: '{}', by_id: by, at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    await fillFrom(tx, noun, [{ id, winner_id: winner, loser_id: loser, filled: {} }])
    const tree = await readTree(tx, noun, [winner])
    const linked = await interactionsOf(tx, noun, [winner, loser])
    await settle(tx, noun, tree)
    await relinkInteractions(tx, linked)
    await said(tx, { noun, winner, loser, by, now }, 'merge')
    return id
  })
}

/** Undoes one merge, whatever was merged after it. False when there is no such live merge. */
export async function unmerge(deps: ActDeps, by: number | null, mergeId: number): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    const now = deps.now()
    const edge = await tx
      .updateTable('merges')
      .set({ undone_at: now, undone_by_id: by })
      .where('id', '=', mergeId)
      .where('undone_at', 'is', null)
      .returning(['id', 'noun', 'winner_id', 'loser_id', 'filled'])
      .executeTakeFirst()
    if (!edge) return false
    const { noun } = edge
    // Both halves of the tree that the merge held together.
    const rest = await readTree(tx, noun, [edge.winner_id, edge.loser_id])
    const whole: Tree = { nodes: rest.nodes, edges: [...rest.edges, edge].toSorted((a, b) => a.id - b.id) }
    const linked = await interactionsOf(tx, noun, rest.nodes)
    const emptied = await takeBack(tx, noun, whole)
    await fillFrom(tx, noun, rest.edges, emptied)
    await settle(tx, noun, rest)
    const flips = await settleHomes(tx, noun, rest.nodes, now)
    await followFlips({ tx, now }, { flips, bulk: [], relink: linked })
    await said(tx, { noun, winner: edge.winner_id, loser: edge.loser_id, by, now }, 'unmerge')
    return true
  })
}

async function settle(tx: Tx, noun: MergeNoun, tree: Tree): Promise<void> {
  await settleTree(tx, noun, tree)
  await settleStatusRestrictions(tx, noun, tree.nodes)
  if (noun === 'contact') await refreshPeople(tx, tree.nodes)
}

/** Who was known only for being merged is known no longer, and with them what nobody is at any more. */
async function settleHomes(tx: Tx, noun: MergeNoun, ids: number[], now: Date) {
  if (noun === 'contact') {
    const { rows } = await sql<{
      hash: string
    }>`SELECT hash FROM parties WHERE contact_id = ANY(${ids}::bigint[])`.execute(tx)
    const flips = await settleParties(
      tx,
      rows.map((row) => row.hash),
      now,
    )
    await dropLonelyContacts(tx, ids)
    return flips
  }
  const { rows } = await sql<{
    hash: string
  }>`SELECT hash FROM company_domains WHERE company_id = ANY(${ids}::bigint[])`.execute(tx)
  return {
    known: [],
    unknown: await dropEmptyDomains(
      tx,
      rows.map((row) => row.hash),
    ),
  }
}

type Said = { noun: MergeNoun; winner: number; loser: number; by: number | null; now: Date }

async function said(tx: Tx, { noun, winner, loser, by, now }: Said, act: 'merge' | 'unmerge'): Promise<void> {
  const merged = act === 'merge'
  await insertChanges(
    tx,
    { noun, id: winner, author: { userId: by, at: now } },
    { merged: merged ? null : loser },
    { merged: merged ? loser : null },
  )
  await insertAudit(tx, { at: now, userId: by, act, subject: { noun, winner, loser } })
}
