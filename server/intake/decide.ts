/**
 * Whether an item is logged, and if not, why: pure. It never reads the time nor the order of arrival, so the same
 * items in any order end the same (truth 2).
 */
import { REASONS } from '#shared/api.ts'
import type { Outcome, Reason } from '#shared/api.ts'

/** What is known of one outside address: a contact or role address of ours, somebody at a known company, nobody, or barred by somebody's act. */
export type Standing = 'known' | 'company' | 'unknown' | 'excluded' | 'erased'

export type Verdict = { outcome: Exclude<Outcome, 'failed'>; reason: Reason | null }

export type Question = {
  /** Intrinsic reasons out of the content (`Facts.reasons`). */
  reasons: readonly Reason[]
  answers: boolean
  /** One of us wrote in this conversation. */
  weWrote: boolean
  /** Of a meeting: its series, as it stood when this was to start, does not have it. */
  superseded: boolean
  outside: readonly { standing: Standing; sender: boolean }[]
}

/** The reasons that hold in the end: an answer in a conversation that we wrote in is never bulk. */
export function effectiveReasons(question: Omit<Question, 'outside'>): Reason[] {
  const left = question.reasons.filter((reason) => !(reason === 'bulk' && question.answers && question.weWrote))
  return question.superseded ? [...left, 'cancelled'] : left
}

/** What an item comes to that its series no longer has: nobody on it can change that, so nobody is asked for. */
export function decideSuperseded(reasons: readonly Reason[]): Verdict {
  const found = new Set<Reason>([...reasons, 'cancelled'])
  return { outcome: 'skipped', reason: REASONS.find((candidate) => found.has(candidate))! }
}

export function decideItem(question: Question): Verdict {
  const { outside } = question
  const nobodyKnown = !outside.some((party) => party.standing === 'known' || party.standing === 'company')
  const any = (standing: Standing) => outside.some((party) => party.standing === standing)
  const found = new Set<Reason>(effectiveReasons(question))
  if (any('erased') && nobodyKnown) found.add('erased')
  // "Never log this sender" holds also when a customer is in copy.
  const senderExcluded = outside.some((party) => party.sender && party.standing === 'excluded')
  if (senderExcluded || (any('excluded') && nobodyKnown)) found.add('excluded')
  if (nobodyKnown) found.add('nobody')
  const reason = REASONS.find((candidate) => found.has(candidate)) ?? null
  return { outcome: reason === null ? 'logged' : 'skipped', reason }
}

/** What one mailbox's occurrence comes to: its mailbox's own reason (draft, spam, private) before the item's. */
export function decideOccurrence(local: Reason | null, item: Verdict): Verdict {
  return local === null ? item : { outcome: 'skipped', reason: local }
}
