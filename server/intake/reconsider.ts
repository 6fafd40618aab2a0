/**
 * What changes elsewhere when people become known or unknown, or one of us writes in a conversation: items that were
 * skipped are asked for again (their content was not kept), items that are logged are linked anew or taken away.
 */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import { decideItem, decideSuperseded, effectiveReasons } from './decide.ts'
import type { Settling } from './settle.ts'
import { relinkInteractions } from '../crm/relink.ts'
import { deleteInteractions } from './store/interactions.ts'
import { findItems, replaceCreations } from './store/items.ts'
import * as occurrences from './store/occurrences.ts'
import { readStandings, settleParties } from './store/parties.ts'
import type { Flips } from './store/parties.ts'

export type Changes = {
  flips: Flips
  /** Conversations in which "one of us wrote" may have changed. */
  bulk: { id: number; we_wrote: boolean }[]
  /** Meetings that their series no longer has, or has again. */
  superseded?: { id: number; superseded: boolean }[]
  /** Interactions to link, whatever else. */
  relink: number[]
}

type Stage = Pick<Settling, 'tx' | 'now'>

export async function followFlips(s: Stage, changes: Changes): Promise<void> {
  const { tx, now } = s
  let { known, unknown } = changes.flips
  const relink = new Set(changes.relink)
  const superseded = changes.superseded ?? []
  const again = superseded.filter((one) => !one.superseded).map((one) => one.id)
  await occurrences.pendItems(tx, again, now)
  const lostMeetings = await supersede(
    s,
    superseded.filter((one) => one.superseded).map((one) => one.id),
  )
  known = [...known, ...lostMeetings.known]
  unknown = [...unknown, ...lostMeetings.unknown]
  await occurrences.pendBulkAnswers(
    tx,
    changes.bulk.filter((one) => one.we_wrote).map((one) => one.id),
    now,
  )
  let doubtful = await interactionsIn(
    tx,
    changes.bulk.filter((one) => !one.we_wrote).map((one) => one.id),
  )
  // Taking an entry away can leave its people unknown, which can take others away: it ends because each round removes some.
  while (known.length + unknown.length + doubtful.length > 0) {
    await occurrences.pendByHashes(tx, known, now)
    for (const row of await interactionsNaming(tx, [...known, ...unknown])) relink.add(row.id)
    const lost = [...doubtful, ...(await interactionsNaming(tx, unknown))]
    const flips = await reconsiderLogged(
      s,
      lost.map((row) => row.item_id).filter((id) => id !== null),
    )
    ;({ known, unknown } = flips)
    doubtful = []
  }
  await relinkInteractions(tx, [...relink])
}

/** Takes meetings away that their series no longer has: no content is needed to decide that. */
async function supersede({ tx, now }: Stage, itemIds: number[]): Promise<Flips> {
  if (itemIds.length === 0) return { known: [], unknown: [] }
  const verdicts = new Map(
    (await findItems(tx, { ids: itemIds })).map((item) => [item.id, decideSuperseded(item.reasons)]),
  )
  const held = (await occurrences.occurrencesOfItems(tx, itemIds)).filter((row) => row.local === null)
  await occurrences.updateDecisions(
    tx,
    held.map((row) => ({ mailbox_id: row.mailbox_id, provider_id: row.provider_id, ...verdicts.get(row.item_id!)! })),
    now,
  )
  await occurrences.replaceHashes(tx, held, [])
  await deleteInteractions(tx, itemIds)
  const changed = await replaceCreations(tx, new Map(itemIds.map((id) => [id, []])))
  return settleParties(tx, changed, now)
}

type Ref = { id: number; item_id: number | null }

async function interactionsNaming(tx: Tx, hashes: string[]): Promise<Ref[]> {
  if (hashes.length === 0) return []
  const { rows } =
    await sql<Ref>`SELECT DISTINCT i.id, i.item_id FROM participants p JOIN interactions i ON i.id = p.interaction_id
    WHERE (p.hash = ANY(${hashes}::text[]) OR p.domain_hash = ANY(${hashes}::text[])) AND NOT p.own`.execute(tx)
  return rows
}

async function interactionsIn(tx: Tx, conversationIds: number[]): Promise<Ref[]> {
  if (conversationIds.length === 0) return []
  return tx
    .selectFrom('interactions')
    .select(['id', 'item_id'])
    .where('conversation_id', 'in', conversationIds)
    .execute()
}

/** Decides logged items again out of what is stored of them; those that fall are taken away and keep their hashes alone. */
export async function reconsiderLogged({ tx, now }: Stage, itemIds: number[]): Promise<Flips> {
  const none = { known: [], unknown: [] }
  if (itemIds.length === 0) return none
  const { rows: people } = await sql<{ item_id: number; role: string; hash: string; domainHash: string | null }>`
    SELECT i.item_id, p.role, p.hash, p.domain_hash AS "domainHash" FROM interactions i JOIN participants p ON p.interaction_id = i.id
    WHERE i.item_id = ANY(${itemIds}::bigint[]) AND NOT p.own`.execute(tx)
  const standing = await readStandings(tx, people)
  const fallen = (await findItems(tx, { ids: itemIds })).flatMap((item) => {
    const outside = people.filter((person) => person.item_id === item.id)
    const verdict = decideItem({
      reasons: item.reasons,
      answers: item.answers,
      weWrote: item.we_wrote,
      superseded: item.superseded,
      outside: outside.map((person) => ({ standing: standing(person), sender: person.role === 'from' })),
    })
    return verdict.outcome === 'logged' ? [] : [{ item, verdict, outside }]
  })
  if (fallen.length === 0) return none
  const held = await occurrences.occurrencesOfItems(
    tx,
    fallen.map(({ item }) => item.id),
  )
  const rows = fallen.flatMap(({ item, verdict, outside }) =>
    held.filter((row) => row.item_id === item.id && row.local === null).map((row) => ({ row, verdict, outside })),
  )
  await occurrences.updateDecisions(
    tx,
    rows.map(({ row, verdict }) => ({ mailbox_id: row.mailbox_id, provider_id: row.provider_id, ...verdict })),
    now,
  )
  await occurrences.replaceHashes(
    tx,
    rows.map(({ row }) => row),
    rows
      .filter(({ verdict }) => verdict.reason === 'nobody' || verdict.reason === 'excluded')
      .flatMap(({ row, outside }) =>
        outside
          .flatMap((person) => [person.hash, person.domainHash])
          .filter((hash) => hash !== null)
          .map((hash) => ({ hash, mailbox_id: row.mailbox_id, provider_id: row.provider_id })),
      ),
  )
  await deleteInteractions(
    tx,
    fallen.map(({ item }) => item.id),
  )
  const barred = fallen.filter(({ item }) => effectiveReasons({ ...item, weWrote: item.we_wrote }).length > 0)
  const changed = await replaceCreations(tx, new Map(barred.map(({ item }) => [item.id, []])))
  return settleParties(tx, changed, now)
}
