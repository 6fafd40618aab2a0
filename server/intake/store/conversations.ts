/**
 * Conversations are the connected components of "answers": every message joins its own id with the ids it names, so the
 * result is the same whatever arrives first, also when the middle of a chain comes last.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { scopeOf } from '../../access/scopes.ts'
import type { Tx } from '../../db/connect.ts'
import { allocateIds, recordset } from '../../db/rows.ts'

type Merge = { lose: number; keep: number }

/** The conversation of each node list, joined with what is stored. `merged`: conversations that took others in. */
export async function joinConversations(
  tx: Tx,
  messages: readonly string[][],
): Promise<{ ids: number[]; merged: number[] }> {
  const hashes = [...new Set(messages.flat())]
  const stored = await sql<{ hash: string; conversation_id: number }>`
    SELECT hash, conversation_id FROM conversation_nodes WHERE hash = ANY(${hashes}::text[])`.execute(tx)
  const sets = new DisjointSets()
  for (const nodes of messages) for (const node of nodes) sets.union(nodes[0]!, node)
  const firstOf = new Map<number, string>()
  for (const row of stored.rows) {
    const first = firstOf.get(row.conversation_id) ?? row.hash
    firstOf.set(row.conversation_id, first)
    sets.union(first, row.hash)
  }
  const { idOf, merges } = await assignIds(tx, hashes, sets, firstOf)
  const known = new Set(stored.rows.map((row) => row.hash))
  const fresh = hashes.filter((hash) => !known.has(hash)).map((hash) => ({ hash, id: idOf.get(sets.find(hash)) }))
  if (merges.length > 0) await mergeConversations(tx, merges)
  if (fresh.length > 0) {
    await sql`INSERT INTO conversation_nodes (hash, conversation_id) SELECT hash, id FROM ${recordset(fresh, 'hash text, id bigint')}`.execute(
      tx,
    )
  }
  return {
    ids: messages.map((nodes) => idOf.get(sets.find(nodes[0]!))!),
    merged: [...new Set(merges.map((merge) => merge.keep))],
  }
}

async function assignIds(tx: Tx, hashes: string[], sets: DisjointSets, firstOf: Map<number, string>) {
  const idOf = new Map<string, number>()
  const merges: Merge[] = []
  for (const [id, hash] of [...firstOf].toSorted((a, b) => a[0] - b[0])) {
    const root = sets.find(hash)
    const keep = idOf.get(root)
    if (keep === undefined) idOf.set(root, id)
    else merges.push({ lose: id, keep })
  }
  const newRoots = [...new Set(hashes.map((hash) => sets.find(hash)))].filter((root) => !idOf.has(root))
  const ids = await allocateIds(tx, 'conversations', newRoots.length)
  newRoots.forEach((root, i) => idOf.set(root, ids[i]!))
  if (ids.length > 0) await sql`INSERT INTO conversations (id) SELECT unnest(${ids}::bigint[])`.execute(tx)
  return { idOf, merges }
}

/** What hung on the losers hangs on the keepers; the narrowest level set on either holds. */
async function mergeConversations(tx: Tx, merges: Merge[]): Promise<void> {
  const rows = merges.map(({ lose, keep }) => ({
    lose,
    keep,
    lose_scope: scopeOf('conversation', lose),
    keep_scope: scopeOf('conversation', keep),
  }))
  const r = recordset(rows, 'lose bigint, keep bigint, lose_scope bigint, keep_scope bigint')
  await sql`UPDATE conversations c SET we_wrote = true FROM ${r} JOIN conversations l ON l.id = r.lose WHERE c.id = r.keep AND l.we_wrote`.execute(
    tx,
  )
  await sql`UPDATE conversations c SET merged_into = r.keep, we_wrote = false FROM ${r} WHERE c.id = r.lose OR c.merged_into = r.lose`.execute(
    tx,
  )
  await sql`UPDATE conversation_nodes n SET conversation_id = r.keep FROM ${r} WHERE n.conversation_id = r.lose`.execute(
    tx,
  )
  await sql`UPDATE items i SET conversation_id = r.keep FROM ${r} WHERE i.conversation_id = r.lose`.execute(tx)
  await sql`UPDATE interactions i SET conversation_id = r.keep, scopes = array_replace(i.scopes, r.lose_scope, r.keep_scope)
    FROM ${r} WHERE i.conversation_id = r.lose`.execute(tx)
  await sql`INSERT INTO restrictions (scope, set_by, level)
    SELECT r.keep_scope, x.set_by, min(x.level) FROM ${r} JOIN restrictions x ON x.scope = r.lose_scope GROUP BY 1, 2
    ON CONFLICT (scope, set_by) DO UPDATE SET level = least(restrictions.level, excluded.level)`.execute(tx)
  await sql`DELETE FROM restrictions x USING ${r} WHERE x.scope = r.lose_scope`.execute(tx)
  await mergeWork(tx, r)
}

/** Of what people said of either, the newest counts, whatever was joined first; ties are broken by the value itself. */
async function mergeWork(tx: Tx, r: RawBuilder<unknown>): Promise<void> {
  await sql`INSERT INTO conversation_states (conversation_id, state, user_id, at)
    SELECT DISTINCT ON (r.keep) r.keep, s.state, s.user_id, s.at FROM ${r} JOIN conversation_states s ON s.conversation_id = r.lose
    ORDER BY r.keep, s.at DESC, s.state COLLATE "C" DESC, coalesce(s.user_id, 0) DESC
    ON CONFLICT (conversation_id) DO UPDATE SET state = excluded.state, user_id = excluded.user_id, at = excluded.at
    WHERE (excluded.at, excluded.state COLLATE "C", coalesce(excluded.user_id, 0))
      > (conversation_states.at, conversation_states.state COLLATE "C", coalesce(conversation_states.user_id, 0))`.execute(
    tx,
  )
  await sql`DELETE FROM conversation_states s USING ${r} WHERE s.conversation_id = r.lose`.execute(tx)
  await sql`INSERT INTO opportunity_conversations (conversation_id, opportunity_id, by_id, at)
    SELECT DISTINCT ON (r.keep) r.keep, s.opportunity_id, s.by_id, s.at FROM ${r} JOIN opportunity_conversations s ON s.conversation_id = r.lose
    ORDER BY r.keep, s.at DESC, coalesce(s.opportunity_id, 0) DESC
    ON CONFLICT (conversation_id) DO UPDATE SET opportunity_id = excluded.opportunity_id, by_id = excluded.by_id, at = excluded.at
    WHERE (excluded.at, coalesce(excluded.opportunity_id, 0)) > (opportunity_conversations.at, coalesce(opportunity_conversations.opportunity_id, 0))`.execute(
    tx,
  )
  await sql`DELETE FROM opportunity_conversations s USING ${r} WHERE s.conversation_id = r.lose`.execute(tx)
  await sql`UPDATE interactions i SET scopes = array_replace(i.scopes, r.lose_scope, r.keep_scope)
    FROM ${r} JOIN followups f ON f.conversation_id = r.lose WHERE i.followup_id = f.id`.execute(tx)
  await sql`UPDATE followups f SET conversation_id = r.keep FROM ${r} WHERE f.conversation_id = r.lose`.execute(tx)
}

class DisjointSets {
  readonly #parent = new Map<string, string>()

  find(node: string): string {
    let root = node
    while (this.#parent.has(root)) root = this.#parent.get(root)!
    // Path compression, so that a chain of a thousand references stays cheap.
    for (let at = node; at !== root;) {
      const next = this.#parent.get(at)!
      this.#parent.set(at, root)
      at = next
    }
    return root
  }

  union(a: string, b: string): void {
    const from = this.find(a)
    const to = this.find(b)
    if (from !== to) this.#parent.set(from, to)
  }
}
