/** What is open, as Gmail and Google Calendar would tell the add-on of it; Outlook is told the same of the same item. */
import type { GmailOpen } from '#shared/playground-gmail.ts'
import type { PlaygroundPerson, StandInItem } from '#shared/playground.ts'
import type { CalendarAttendee } from '#shared/playground-calendar.ts'

export type OpenMeeting = { uid: string; originalStart: string | null; attendees?: CalendarAttendee[] }

/** @param meeting undefined beside the mail, null in the calendar where the item is no saved meeting */
export function openIn(item: StandInItem | null, meeting: OpenMeeting | null | undefined): GmailOpen {
  if (!item) return { kind: 'nothing', app: meeting === undefined ? 'GMAIL' : 'CALENDAR' }
  if (item.kind === 'message') return { kind: 'message', id: item.id }
  if (item.kind === 'compose')
    return { kind: 'compose', to: addresses(item.to), cc: addresses(item.cc), bcc: addresses(item.bcc) }
  const invited = (people: PlaygroundPerson[], optional: boolean) =>
    people.slice(0, MOST).map((one) => ({ ...one, optional, answer: answerOf(meeting, one.address) }))
  return {
    kind: 'event',
    uid: meeting?.uid ?? null,
    originalStart: meeting?.originalStart ?? null,
    organizer: item.organizer,
    attendees: [...invited(item.required, false), ...invited(item.optional, true)],
  }
}

/** Google leaves out some of very many, too. */
const MOST = 250

const addresses = (people: PlaygroundPerson[]): string[] => people.slice(0, MOST).map(({ address }) => address)

const answerOf = (meeting: OpenMeeting | null | undefined, address: string) =>
  meeting?.attendees?.find((one) => one.address === address)?.answer ?? 'none'
