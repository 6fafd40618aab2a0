/** What the river needs to know of one instance of a calendar event: pure. Beside `facts.ts`, which does the same for mail. */
import type { Reason } from '#shared/api.ts'
import type { SourceItem } from '../sources/source.ts'
import type { Hasher } from '../db/hasher.ts'
import { toParty } from './facts.ts'
import type { Facts, Party, Prepared } from './facts.ts'
import type { Own } from './own.ts'

export type MeetingItem = Extract<SourceItem, { type: 'meeting' }>

/** The organizer as a mail's sender, whom it asks as recipients, optional ones in copy: levels and people follow from that alike. */
export function prepareMeeting(item: MeetingItem, hasher: Hasher): Prepared {
  const { meeting } = item
  const organizer = meeting.organizer && toParty(meeting.organizer, 'from', hasher)
  const invited = meeting.attendees.map((one) =>
    Object.assign(toParty(one, one.optional ? 'cc' : 'to', hasher), { answer: one.answer }),
  )
  const listed = invited.find((party) => party.hash === organizer?.hash)
  // Whoever invites comes, unless they say otherwise.
  const host: Party[] = organizer
    ? [{ ...organizer, name: organizer.name ?? listed?.name ?? null, answer: listed?.answer ?? 'accepted' }]
    : []
  const series = hasher.series(meeting.uid)
  return {
    item,
    key: hasher.meeting(meeting.uid, meeting.originalStart),
    order: meeting.contentHash,
    messageHash: series,
    nodes: [],
    parties: [...host, ...invited.filter((party) => party.hash !== organizer?.hash)],
    replyTo: [],
    senders: organizer ? [organizer.hash] : [],
    instance: { series, at: instanceAt(item), recurring: meeting.originalStart !== null },
  }
}

/** When the series meant it to start: of a date, midnight UTC, for it only orders. */
function instanceAt({ meeting }: MeetingItem): Date {
  return meeting.originalStart === null ? meeting.startAt : new Date(meeting.originalStart)
}

export function readMeetingFacts(prepared: Prepared, item: MeetingItem, own: Own): Facts {
  const participants = prepared.parties.map((party) => Object.assign({}, party, { own: own.isOwn(party.address) }))
  const outside = participants.filter((party) => !party.own)
  const ours = participants.some((party) => party.role === 'from' && party.own)
  return {
    direction: ours ? 'sent' : 'received',
    participants,
    outside,
    reasons: reasonsOf(item, outside.length === 0),
    answers: false,
    writes: false,
    creates: {
      weWrite: ours ? outside.filter((party) => !party.isNoReply) : [],
      theyWrite: outside.filter((party) => party.role === 'from' && !party.isRole && !party.isNoReply),
    },
  }
}

function reasonsOf({ meeting }: MeetingItem, onlyOurs: boolean): Reason[] {
  // Deleted from the calendar long after it was held, it was held all the same.
  const cancelled = meeting.cancelled && (meeting.changedAt === null || meeting.changedAt < meeting.startAt)
  return [
    ...(meeting.private ? (['private'] as const) : []),
    ...(cancelled ? (['cancelled'] as const) : []),
    ...(onlyOurs ? (['internal'] as const) : []),
  ]
}

/**
 * Orders the copies of one meeting, the least is the one to show: the newest revision, of those the organizer's own (it alone
 * has everybody's answers), then the one changed last.
 */
export function meetingRank(item: MeetingItem, order: string, own: Own, mailbox: string): string {
  const { organizer, sequence } = item.meeting
  const organizers = organizer !== null && own.sendsAs(mailbox, organizer.address)
  const revision = String(99_999 - Math.min(sequence, 99_999)).padStart(5, '0')
  const changed = String(Number.MAX_SAFE_INTEGER - changedIn(item)).padStart(16, '0')
  return `${revision}${organizers ? 0 : 1}${changed}${order}`
}

/**
 * By what the event says; versions compare within one calendar only, where they may count what was read of it. On the scale
 * of calendar files' versions, which stored ranks have.
 */
function changedIn({ meeting: { changedAt }, version }: MeetingItem): number {
  const seconds = changedAt === null ? 0 : Math.floor(changedAt.getTime() / 1000)
  return seconds > 0 && seconds < 2 ** 33 ? seconds * 2 ** 20 : version
}
