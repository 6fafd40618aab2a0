/** What became of one message, in words: pure. "Not synced yet" is never called "not logged" (truth 3). */
import type { MessageState, Reason } from '#shared/api.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { levelName } from '../../access/visibility.ts'
import type { RecordRow } from './query.ts'

export function messageState(
  record: Pick<RecordRow, 'message' | 'synced_at'>,
  asked: boolean,
  now: Date,
  locale: Locale,
): MessageState {
  const words = recordWords[locale]
  const found = record.message
  const base = {
    interactionId: typeof found?.interaction_id === 'number' ? String(found.interaction_id) : null,
    lastSyncedAt: record.synced_at && new Date(record.synced_at).toISOString(),
  }
  if (!asked) return { state: 'none', reason: null, level: null, explanation: '', ...base }
  if (!found) {
    const minutes =
      record.synced_at === null ? null : Math.floor((now.getTime() - new Date(record.synced_at).getTime()) / 60_000)
    return { state: 'not-synced', reason: null, level: null, explanation: words.notSynced(minutes), ...base }
  }
  if (found.interaction_id !== null) {
    const others = levelName(found.others ?? 3)
    const explanation =
      others === 'everything' ? words.logged : others === 'nothing' ? words.onlyYou : words.loggedWith(others)
    return {
      state: 'logged',
      reason: null,
      level: others,
      explanation: found.mine ? explanation : words.logged,
      ...base,
    }
  }
  if (found.outcome === 'failed')
    return { state: 'failed', reason: found.error, level: null, explanation: words.failed(found.error ?? '?'), ...base }
  return {
    state: 'skipped',
    reason: found.reason,
    level: null,
    explanation: words.skipped(words.reason[(found.reason ?? 'nobody') as Reason]),
    ...base,
  }
}
