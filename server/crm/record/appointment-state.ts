/** What became of an appointment, in words: logged, planned, not logged and why, or not synced yet. Pure. */
import type { Level, Reason } from '#shared/api.ts'
import type { BlockOf, Tone } from '#shared/blocks.ts'
import { meetingWords } from '#shared/i18n/meetings.ts'
import { recordWords } from '#shared/i18n/record.ts'
import type { Locale } from '#shared/i18n/record.ts'
import { levelName } from '../../access/visibility.ts'
import type { FoundAppointment } from './appointment-find.ts'

export type Known = {
  found: FoundAppointment | undefined
  planned: boolean
  syncedAt: Date | null
  /** It is being made: there is nothing to sync yet. */
  making: boolean
  now: Date
}

export type AppointmentState = {
  state: 'logged' | 'planned' | 'skipped' | 'failed' | 'not-synced' | 'none'
  text: string
  tone: Tone
}

export function appointmentState({ found, planned, syncedAt, making, now }: Known, locale: Locale): AppointmentState {
  const words = recordWords[locale]
  if (!found) {
    if (making) return { state: 'none', text: meetingWords[locale].beingMade, tone: 'neutral' }
    const minutes = syncedAt && Math.floor((now.getTime() - syncedAt.getTime()) / 60_000)
    return { state: 'not-synced', text: words.notSynced(minutes), tone: 'attention' }
  }
  if (found.interaction_id !== null) {
    // Of others' calendars one is not told what they set.
    const others = found.outcome === null ? 'everything' : levelName(found.others)
    const tone = others === 'nothing' ? 'private' : planned ? 'neutral' : 'good'
    return { state: planned ? 'planned' : 'logged', text: loggedText(planned, others, locale), tone }
  }
  if (found.outcome === 'failed') return { state: 'failed', text: words.failed(found.error ?? '?'), tone: 'bad' }
  return {
    state: 'skipped',
    text: words.skipped(words.reason[(found.reason ?? 'nobody') as Reason]),
    tone: 'neutral',
  }
}

function loggedText(planned: boolean, others: Level, locale: Locale): string {
  const words = recordWords[locale]
  if (planned) return others === 'everything' ? words.planned : meetingWords[locale].plannedFor[others]
  if (others === 'everything') return words.logged
  return others === 'nothing' ? words.onlyYou : words.loggedWith(others)
}

export function stateBlock(state: AppointmentState, known: Known, locale: Locale): BlockOf<'text'> {
  const words = recordWords[locale]
  const { found } = known
  const details = [
    found?.mailbox ? words.heldBy(found.mailbox) : null,
    found && found.outcome === null ? words.byColleague : null,
    found?.gone ? words.gone : null,
    found?.pending ? words.pending : null,
    found?.interaction_id !== null && found?.others === 0 ? words.unreviewed : null,
  ].filter((line) => line !== null)
  return {
    type: 'text',
    id: 'message',
    tone: state.tone,
    text: state.text,
    more: details.length > 0 ? words.why : null,
    details,
  }
}
