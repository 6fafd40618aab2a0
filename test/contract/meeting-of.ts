/** An item of the contract as an event: for Google's calendars, and as a file. */
import type { calendar_v3 } from '@googleapis/calendar'
import { ANA, type Item, idOf } from './harness.ts'
import { dateOf } from './mail-of.ts'

const PEOPLE = { us: ANA, client: 'eva@client.test', stranger: 'zoe@stranger.test' }

/** We invite the client, or somebody invites us. */
const whoOf = ({ by = 'client' }: Item) => ({ organizer: PEOPLE[by], guest: by === 'us' ? PEOPLE.client : ANA })

const spanOf = ({ ago = 1 }: Item) => ({ start: dateOf(ago), end: new Date(dateOf(ago).getTime() + 3_600_000) })

export function eventOf(item: Item): calendar_v3.Schema$Event {
  const { organizer, guest } = whoOf(item)
  const { start, end } = spanOf(item)
  return {
    iCalUID: idOf(item.name),
    summary: `About ${item.name}`,
    description: `What there is to say of ${item.name}.`,
    start: { dateTime: start.toISOString() },
    end: { dateTime: end.toISOString() },
    organizer: { email: organizer },
    attendees: [organizer, guest].map((email) => ({ email, responseStatus: 'accepted' })),
  }
}

export function icsOf(item: Item): { name: string; content: string } {
  const { organizer, guest } = whoOf(item)
  const { start, end } = spanOf(item)
  const stamp = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, '')
  const content = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//contract//test//EN',
    'BEGIN:VEVENT',
    `UID:${idOf(item.name)}`,
    `DTSTAMP:${stamp(start)}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(end)}`,
    `SUMMARY:About ${item.name}`,
    `DESCRIPTION:What there is to say of ${item.name}.`,
    `ORGANIZER:mailto:${organizer}`,
    ...[organizer, guest].map((email) => `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${email}`),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
  return { name: `${item.name}.ics`, content }
}
