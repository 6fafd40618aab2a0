/**
 * Brings items to the decision that their occurrences, the people known and the conversations call for: what has just
 * arrived, and what that changes elsewhere. Everything runs under the river lock, in the caller's transaction.
 */
import type { Tx } from '../db/connect.ts'
import { decideItem, effectiveReasons } from './decide.ts'
import type { Verdict } from './decide.ts'
import { takeDraftChoices } from './draft-choices.ts'
import type { Sent } from './draft-choices.ts'
import { readFacts } from './facts.ts'
import type { Facts, MessageItem, Party, Prepared } from './facts.ts'
import { meetingRank } from './meeting-facts.ts'
import type { MeetingItem } from './meeting-facts.ts'
import type { Own } from './own.ts'
import type { Report } from './report/extract.ts'
import { writeOutcomes } from './outcomes.ts'
import { followFlips } from './reconsider.ts'
import { addShownBy, insertVersions, settleSuperseded } from './store/series.ts'
import type { SeriesVersion, ShownBy } from './store/series.ts'
import { joinConversations } from './store/conversations.ts'
import { interactionsOfItems } from './store/lookups.ts'
import { findItems, replaceCreations, settleWeWrote, updateItems, upsertItems } from './store/items.ts'
import type { StoredItem } from './store/items.ts'
import * as occurrences from './store/occurrences.ts'
import type { StoredOccurrence } from './store/occurrences.ts'
import { readStandings, settleParties } from './store/parties.ts'

export type Settling = { tx: Tx; own: Own; now: Date; reports: ReadonlyMap<string, Report> }
export type Arrival = { item: MessageItem | MeetingItem; prepared: Prepared }

/** An occurrence as it now is: stored, or just arrived. */
export type Held = StoredOccurrence & { arrival: Arrival | null }

export type Work = {
  item: StoredItem
  held: Held[]
  /** The copy to show, when its content is at hand. */
  shown: { held: Held; prepared: Prepared; facts: Facts } | null
  /** What was decided without content: the verdict that its other copies have. */
  settled: Verdict | null
}

export type Landing = {
  mailboxId: number
  /** New or changed items of the mailbox. */
  arrivals: Arrival[]
  /** Items whose occurrences changed otherwise (gone, or now another item's). */
  touched: number[]
  /** Events whose instances were all shown. */
  series: SeriesVersion[]
  /** Meetings as older versions of their events had them. */
  older: ShownBy[]
}

export async function settleItems(
  s: Settling,
  { mailboxId, arrivals, touched, series, older }: Landing,
): Promise<void> {
  const { tx, now } = s
  const { conversations, merged } = await enterItems(tx, arrivals)
  await insertVersions(tx, series)
  await addShownBy(tx, older)
  const keys = new Set(arrivals.map((arrival) => arrival.prepared.key))
  const items = await findItems(tx, { keys: [...keys] })
  const others = (await findItems(tx, { ids: touched })).filter((item) => !keys.has(item.key))
  const works = await gather(s, mailboxId, [...items, ...others], arrivals)
  if (works.length === 0 && series.length === 0) return
  const shown = works.filter((work) => work.shown !== null)
  const unseen = works.filter((work) => !work.held.some((held) => held.local === null))
  await updateItems(tx, [
    ...shown.map(contentOf),
    ...unseen.map((work) => ({
      id: work.item.id,
      rank: null,
      reasons: [],
      answers: false,
      writes: false,
      senders: [],
      instance_at: null,
    })),
  ])
  const events = [
    ...arrivals.flatMap(({ prepared }) => prepared.instance?.series ?? []),
    ...series.map((one) => one.series),
  ]
  const superseded = await settleSuperseded(tx, [...new Set(events)])
  const flipped = await settleWeWrote(tx, [
    ...new Set(
      [...conversations, ...merged, ...works.map((work) => work.item.conversation_id)].filter((id) => id !== null),
    ),
  ])
  const settled = new Map(
    (await findItems(tx, { ids: works.map((work) => work.item.id) })).map((item) => [item.id, item]),
  )
  const contextOf = (work: Work): Context => {
    const item = settled.get(work.item.id)
    return { weWrote: item?.we_wrote ?? false, superseded: item?.superseded ?? false }
  }
  const reasonsOf = (work: Work) =>
    effectiveReasons({
      reasons: work.shown!.facts.reasons,
      answers: work.shown!.facts.answers,
      ...contextOf(work),
    })
  const wanted = new Map([
    ...shown.map((work): [number, Party[]] => [work.item.id, reasonsOf(work).length > 0 ? [] : peopleMadeKnown(work)]),
    ...unseen.map((work): [number, Party[]] => [work.item.id, []]),
  ])
  const changed = await replaceCreations(
    tx,
    new Map([...wanted].map(([id, people]) => [id, people.map((person) => person.hash)])),
  )
  const met = new Map([...wanted.values()].flat().map((person) => [person.hash, person]))
  const ownHashes = new Set(
    shown.flatMap((work) => work.shown!.facts.participants.filter((party) => party.own).map((party) => party.hash)),
  )
  const flips = await settleParties(tx, [...new Set([...changed, ...met.keys()])], now, { met, ownHashes })
  const standing = await readStandings(
    tx,
    shown.flatMap((work) => work.shown!.facts.outside),
  )
  const verdicts = new Map(
    works.map((work): [Work, Verdict | null] => [
      work,
      work.shown ? decideShown(work, contextOf(work), standing) : work.settled,
    ]),
  )
  const relink = await writeOutcomes(s, works, verdicts)
  const decided = new Set(shown.map((work) => work.item.id))
  await followFlips(s, {
    flips,
    bulk: [...flipped, ...merged.map((id) => ({ id, we_wrote: true }))],
    superseded: superseded.filter((one) => !decided.has(one.id)),
    relink,
  })
  const logged = shown.filter((work) => verdicts.get(work)?.outcome === 'logged')
  await takeDraftChoices(s, logged.flatMap(sentOf))
}

/** What one of us sent, when it is known. */
function sentOf({ item, shown }: Work): Sent[] {
  const { facts, prepared } = shown!
  if (prepared.item.type !== 'message' || facts.direction !== 'sent') return []
  const { sentAt } = prepared.item.message
  if (sentAt === null) return []
  return [{ itemId: item.id, key: item.key, conversationId: item.conversation_id, sentAt, facts }]
}

/** What an item's decision hangs on besides its content. */
type Context = { weWrote: boolean; superseded: boolean }

/**
 * Drafts change until they are sent, so they neither join conversations nor lend an item their content. Meetings have no
 * conversation.
 */
async function enterItems(tx: Tx, arrivals: Arrival[]): Promise<{ conversations: number[]; merged: number[] }> {
  const sent = arrivals.filter((arrival) => arrival.item.type === 'message' && arrival.item.local !== 'draft')
  const { ids, merged } = await joinConversations(
    tx,
    sent.map((arrival) => arrival.prepared.nodes),
  )
  const others = arrivals.filter((arrival) => arrival.item.type === 'meeting' || arrival.item.local === 'draft')
  const row = ({ item, prepared }: Arrival, conversation_id: number | null) => ({
    key: prepared.key,
    message_hash: prepared.messageHash,
    conversation_id,
    kind: item.type,
    series: prepared.instance?.series ?? null,
    instance_at: prepared.instance?.at ?? null,
    shown_by: item.type === 'meeting' ? [item.series] : [],
  })
  await upsertItems(tx, [
    ...sent.map((arrival, i) => row(arrival, ids[i]!)),
    ...others.map((arrival) => row(arrival, null)),
  ])
  return { conversations: ids, merged }
}

async function gather(s: Settling, mailboxId: number, items: StoredItem[], arrivals: Arrival[]): Promise<Work[]> {
  const ids = items.map((item) => item.id)
  const stored = await occurrences.occurrencesOfItems(s.tx, ids)
  const mailbox = await s.tx
    .selectFrom('mailboxes')
    .select(['id', 'policy', 'address'])
    .where('id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  const logged = await interactionsOfItems(s.tx, ids)
  const arrived = new Set(arrivals.map((arrival) => arrival.item.providerId))
  const fetchAgain: StoredOccurrence[] = []
  const works = items.map((item) => {
    const before = stored.filter((row) => row.item_id === item.id)
    const held: Held[] = [
      ...before
        .filter((row) => row.mailbox_id !== mailboxId || !arrived.has(row.provider_id))
        .map((row) => Object.assign({}, row, { arrival: null })),
      ...arrivals
        .filter((arrival) => arrival.prepared.key === item.key)
        .map((arrival) => toHeld(s.own, mailbox, item.id, arrival)),
    ]
    return weigh(s.own, { item, before, held, logged: logged.has(item.id) }, fetchAgain)
  })
  await occurrences.pendOccurrences(s.tx, fetchAgain, s.now)
  return works
}

function toHeld(
  own: Own,
  mailbox: { id: number; policy: StoredOccurrence['policy']; address: string },
  itemId: number,
  arrival: Arrival,
): Held {
  return {
    mailbox_id: mailbox.id,
    provider_id: arrival.item.providerId,
    item_id: itemId,
    version: arrival.item.version,
    rank: rankOf(arrival, own, mailbox.address),
    local: arrival.item.local,
    outcome: 'skipped',
    reason: null,
    pending: false,
    gone: false,
    policy: mailbox.policy,
    mailbox: mailbox.address,
    arrival,
  }
}

/** Orders the copies of one item: the least is the one to show. */
function rankOf({ item, prepared }: Arrival, own: Own, mailbox: string): string {
  if (item.type === 'meeting') return meetingRank(item, prepared.order, own, mailbox)
  // The sender's own copy is the one to show: it alone has the Bcc (what they sent to themselves has not), and no list or
  // gateway has touched it.
  const senders = item.message.from.some((from) => own.sendsAs(mailbox, from.address))
  const place = senders ? (item.message.bcc.length > 0 ? `0 ${mailbox} ` : '1') : '2'
  return place + prepared.order
}

/** Finds the copy to show, and asks for it to be fetched where it is not at hand and something hangs on it. */
function weigh(
  own: Own,
  { item, before, held, logged }: { item: StoredItem; before: StoredOccurrence[]; held: Held[]; logged: boolean },
  fetchAgain: StoredOccurrence[],
): Work {
  const clear = held.filter((one) => one.local === null)
  // What the source no longer shows cannot be read again: it counts only while its content is the one that is kept.
  const readable = clear.filter((one) => !one.gone || (logged && one.rank === item.rank))
  const best = readable.toSorted(
    (a, b) => compare(a.rank!, b.rank!) || Number(b.arrival !== null) - Number(a.arrival !== null),
  )[0]
  if (best?.arrival) {
    const { prepared } = best.arrival
    return { item, held, shown: { held: best, prepared, facts: readFacts(prepared, own) }, settled: null }
  }
  const allows = (rows: StoredOccurrence[]) => policiesOf(rows.filter((row) => row.local === null)).join()
  if (best && (best.rank !== item.rank || allows(before) !== allows(held))) fetchAgain.push(best)
  const sibling = clear.find((one) => one.arrival === null)
  const settled = sibling && sibling.outcome !== 'failed' ? { outcome: sibling.outcome, reason: sibling.reason } : null
  return { item, held, shown: null, settled }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const policiesOf = (rows: readonly StoredOccurrence[]) =>
  [...new Set(rows.map((row) => row.policy))].filter((policy) => policy !== 'never').toSorted()

function contentOf(work: Work) {
  const { facts, held, prepared } = work.shown!
  return {
    id: work.item.id,
    rank: held.rank,
    reasons: facts.reasons,
    answers: facts.answers,
    writes: facts.writes,
    senders: prepared.senders,
    instance_at: prepared.instance?.recurring === false ? prepared.instance.at : null,
  }
}

/** Whom a shown item makes known, under the widest policy of the mailboxes that hold it. */
function peopleMadeKnown(work: Work): Party[] {
  const policies = policiesOf(work.held.filter((one) => one.local === null))
  const { weWrite, theyWrite } = work.shown!.facts.creates
  return [...(policies.length > 0 ? weWrite : []), ...(policies.includes('they-write') ? theyWrite : [])]
}

function decideShown(work: Work, context: Context, standing: Awaited<ReturnType<typeof readStandings>>): Verdict {
  const { facts } = work.shown!
  return decideItem({
    reasons: facts.reasons,
    answers: facts.answers,
    ...context,
    outside: facts.outside.map((party) => ({ standing: standing(party), sender: party.role === 'from' })),
  })
}
