/** Writing what was decided: occurrences with their decisions, the hashes of what is skipped, the interactions of what is logged. */
import type { Answer } from '#shared/api/meetings.ts'
import { decideOccurrence } from './decide.ts'
import type { Verdict } from './decide.ts'
import { readFacts } from './facts.ts'
import type { Facts } from './facts.ts'
import type { Own } from './own.ts'
import { reportOf } from './report/report-of.ts'
import type { Held, Settling, Work } from './settle.ts'
import { deleteInteractions, settleAnswers, upsertInteractions } from './store/interactions.ts'
import { interactionsOfItems } from './store/lookups.ts'
import * as occurrences from './store/occurrences.ts'

/** Writes decisions, hashes and interactions. Returns the interactions to link. */
export async function writeOutcomes(
  s: Settling,
  works: Work[],
  verdicts: ReadonlyMap<Work, Verdict | null>,
): Promise<number[]> {
  const { tx, now } = s
  const rows: occurrences.OccurrenceRow[] = []
  const changes: occurrences.DecisionRow[] = []
  const hashes: { hash: string; mailbox_id: number; provider_id: string }[] = []
  const copies: { from: Held; to: Held }[] = []
  for (const work of works) {
    const item = verdicts.get(work) ?? null
    for (const held of work.held) {
      const verdict = held.local === null ? item : decideOccurrence(held.local, { outcome: 'skipped', reason: null })
      if (verdict === null) continue
      if (held.arrival) rows.push(occurrenceRow(work, held, verdict, s.own))
      else if (held.outcome !== verdict.outcome || held.reason !== verdict.reason)
        changes.push({
          mailbox_id: held.mailbox_id,
          provider_id: held.provider_id,
          outcome: verdict.outcome,
          reason: verdict.reason,
        })
      if (!remembers(verdict)) continue
      if (work.shown)
        for (const hash of namedBy(work.shown.facts))
          hashes.push({ hash, mailbox_id: held.mailbox_id, provider_id: held.provider_id })
      else if (held.arrival)
        copies.push({ from: work.held.find((one) => one.arrival === null && one.local === null)!, to: held })
    }
  }
  await occurrences.upsertOccurrences(tx, rows, now)
  await occurrences.updateDecisions(tx, changes, now)
  // What has just arrived may have been skipped for its people before, and be spam now.
  const redone = works.flatMap((work) => (work.shown ? work.held : work.held.filter((held) => held.arrival)))
  await occurrences.replaceHashes(tx, redone, hashes)
  await occurrences.copyHashes(tx, copies)
  const entries = works.filter((work) => work.shown && verdicts.get(work)?.outcome === 'logged')
  const written = await upsertInteractions(
    tx,
    entries.map((work) => ({
      itemId: work.item.id,
      rank: work.shown!.held.rank!,
      conversationId: work.item.conversation_id,
      mailboxId: work.shown!.held.mailbox_id,
      prepared: work.shown!.prepared,
      facts: work.shown!.facts,
      report: s.reports.get(work.shown!.held.provider_id) ?? reportOf(work.shown!.prepared.item),
    })),
    now,
  )
  await deleteInteractions(
    tx,
    works.filter((work) => isNowUnlogged(work, verdicts.get(work) ?? null)).map((work) => work.item.id),
  )
  const joined = await interactionsOfItems(
    tx,
    works.filter((work) => !work.shown).map((work) => work.item.id),
  )
  const touched = [...written, ...joined.values()]
  if (works.some((work) => work.held.some((held) => held.arrival?.item.type === 'meeting')))
    await settleAnswers(tx, touched)
  return touched
}

/** Of a meeting: how the mailbox's user answered, as their own copy says. */
function ownAnswer(facts: Facts, held: Held, own: Own): Answer | null {
  const mine = facts.participants.find((party) => party.own && own.sendsAs(held.mailbox, party.address))
  return mine?.answer ?? null
}

const remembers = (verdict: Verdict) => verdict.reason === 'nobody' || verdict.reason === 'excluded'
const namedBy = (facts: Facts) =>
  facts.outside.flatMap((party) => [party.hash, ...(party.domainHash ? [party.domainHash] : [])])

function isNowUnlogged(work: Work, verdict: Verdict | null): boolean {
  return !work.held.some((held) => held.local === null) || (work.shown !== null && verdict?.outcome !== 'logged')
}

function occurrenceRow(work: Work, held: Held, verdict: Verdict, own: Own): occurrences.OccurrenceRow {
  const { item, prepared } = held.arrival!
  const facts = work.shown?.held === held ? work.shown.facts : readFacts(prepared, own)
  return {
    mailbox_id: held.mailbox_id,
    provider_id: held.provider_id,
    item_id: work.item.id,
    version: held.version,
    locator: item.locator,
    rank: held.rank,
    local: held.local,
    outcome: verdict.outcome,
    reason: verdict.reason,
    occurred_at: item.type === 'meeting' ? item.meeting.startAt : item.message.sentAt,
    direction: facts.direction,
    error_code: null,
    answer: item.type === 'meeting' ? ownAnswer(facts, held, own) : null,
  }
}
