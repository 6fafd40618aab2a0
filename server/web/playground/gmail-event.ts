/**
 * What Google would send to the add-on, of what is open in the playground:
 * https://developers.google.com/workspace/add-ons/concepts/event-objects
 */
import type { GmailAsk, GmailAttendee, GmailClick, GmailOpen } from '#shared/playground-gmail.ts'
import type { Deps } from '../../http.ts'
import type { AddOnEvent, EventAttendee } from '../../../addin-gmail/card-types.ts'
import { SCOPES } from '../gmail/scopes.ts'

/** Below the add-on's root: which address Google calls when this is opened. */
export const TRIGGERS: Record<GmailOpen['kind'], string> = {
  nothing: '/gmail/home',
  message: '/gmail/message',
  compose: '/gmail/compose',
  event: '/gmail/calendar/event',
}

export type Told = { asked: GmailAsk; mailboxId: number; tokens: { system: string; user: string } }

export async function eventOf(deps: Deps, { asked, mailboxId, tokens }: Told): Promise<AddOnEvent> {
  const { open, click, locale, zone, mailbox } = asked
  const messageId = open.kind === 'message' ? await asGmailNames(deps, mailboxId, open.id) : ''
  const calendar = open.kind === 'event' || (open.kind === 'nothing' && open.app === 'CALENDAR')
  return {
    commonEventObject: {
      hostApp: calendar ? 'CALENDAR' : 'GMAIL',
      platform: 'WEB',
      userLocale: locale,
      timeZone: { id: zone, offset: offsetOf(zone, deps.now()) },
      ...(click && clicked(click)),
    },
    // Without userOAuthToken and gmail.accessToken: with what is invented here nobody is to be asked for a message.
    authorizationEventObject: { systemIdToken: tokens.system, userIdToken: tokens.user, authorizedScopes: GRANTED },
    ...(open.kind === 'message' && { gmail: { messageId, threadId: messageId } }),
    ...(open.kind === 'compose' && {
      gmail: { toRecipients: open.to, ccRecipients: open.cc, bccRecipients: open.bcc },
    }),
    ...(open.kind === 'event' && { calendar: await calendarOf(deps, { open, mailbox, mailboxId }) }),
  }
}

/** What a user who has unticked some of them sees is for the tests of the add-on. */
const GRANTED = Object.values(SCOPES)

const clicked = ({ parameters, formInputs }: GmailClick): Partial<AddOnEvent['commonEventObject']> => ({
  ...(Object.keys(parameters).length > 0 && { parameters }),
  ...(Object.keys(formInputs).length > 0 && { formInputs }),
})

/** Milliseconds that the zone is ahead of UTC at this moment; as text, since int64 comes so. */
function offsetOf(zone: string, at: Date): string {
  const parts = { dateStyle: 'short', timeStyle: 'medium', timeZone: zone } as const
  const wall = new Intl.DateTimeFormat('sv-SE', parts).format(at).replace(' ', 'T')
  return String(Date.parse(`${wall}Z`) - Math.floor(at.getTime() / 1000) * 1000)
}

type Event = { open: Extract<GmailOpen, { kind: 'event' }>; mailbox: string; mailboxId: number }

async function calendarOf(deps: Deps, { open, mailbox, mailboxId }: Event): Promise<AddOnEvent['calendar']> {
  const { uid, originalStart, organizer, attendees } = open
  const id = uid === null ? null : ((await findProviderId(deps, mailboxId, { uid, originalStart })) ?? uid)
  return {
    calendarId: mailbox,
    ...(id !== null && { id }),
    ...(originalStart !== null && uid !== null && { recurringEventId: uid }),
    ...(organizer && { organizer: { email: organizer.address } }),
    attendees: attendees.map((one) => attendeeOf(one, { mailbox, organizer: organizer?.address })),
    capabilities: {
      canSeeAttendees: true,
      canAddAttendees: false,
      canSeeConferenceData: true,
      canSetConferenceData: false,
    },
  }
}

const ANSWERS: Record<string, string> = { none: 'needsAction' }

function attendeeOf(
  { address, name, answer, optional }: GmailAttendee,
  known: { mailbox: string; organizer: string | undefined },
): EventAttendee {
  return {
    email: address,
    ...(name !== null && { displayName: name }),
    ...(address === known.mailbox && { self: true }),
    ...(address === known.organizer && { organizer: true }),
    ...(optional && { optional }),
    responseStatus: ANSWERS[answer] ?? answer,
  }
}

/** Gmail names a message to its add-ons by the number that the API's id is in hex; mail in files has no such name. */
async function asGmailNames(deps: Deps, mailboxId: number, id: string): Promise<string> {
  const row = await deps.database.db
    .selectFrom('occurrences')
    .select('locator')
    .where('mailbox_id', '=', mailboxId)
    .where('provider_id', '=', id)
    .executeTakeFirst()
  return row?.locator.kind === 'gmail' && /^[\da-f]{1,16}$/.test(id) ? `msg-f:${BigInt(`0x${id}`)}` : id
}

/** As the mailbox names this instance; undefined while it has not been synced. */
async function findProviderId(
  deps: Deps,
  mailboxId: number,
  { uid, originalStart }: { uid: string; originalStart: string | null },
): Promise<string | undefined> {
  const row = await deps.database.db
    .selectFrom('occurrences as o')
    .innerJoin('items as t', 't.id', 'o.item_id')
    .select('o.provider_id')
    .where('o.mailbox_id', '=', mailboxId)
    .where('t.key', '=', deps.hasher.meeting(uid, originalStart))
    .executeTakeFirst()
  return row?.provider_id
}
