/** A mail that only carries a calendar invitation (RFC 5546 REQUEST), as calendars send it. */
import type { Person } from './cast.ts'
import { longMonth, longWeekday, mailDate, timeOf, wallOf } from './clock.ts'
import type { Language } from './clock.ts'
import { domainOf, messageIdOf, received, writeSystemMail } from './compose.ts'
import type { Placement, Written } from './letter.ts'
import { digest, encodedAddress, encodedAddresses, encodedText, filePart, multipart, textPart } from './mime.ts'

export type Invitation = {
  key: string
  organiser: Person
  attendees: Person[]
  sentAt: Date
  startAt: Date
  minutes: number
  language: Language
  title: string
  place: string
  /** Google's calendar attaches the same once more as a file. */
  attached?: boolean
  in: Placement[]
}

export function writeInvitation(invitation: Invitation): Written {
  const { key, organiser, attendees, sentAt, language, title } = invitation
  const messageId = messageIdOf(key, 'outlook', organiser.address)
  const ics = calendar(invitation)
  const plain = summary(invitation)
  const alternative = multipart('alternative', key, [
    textPart({ subtype: 'plain', text: plain, charset: 'utf-8', transfer: 'quoted-printable' }),
    textPart({ subtype: 'calendar', text: ics, charset: 'utf-8', transfer: '8bit', params: '; method=REQUEST' }),
  ])
  const file = { name: 'invite.ics', type: 'application/ics', content: Buffer.from(ics) }
  const prefix = language === 'es' ? 'Invitación' : 'Invitation'
  return writeSystemMail(
    { key, in: invitation.in, language, at: sentAt, messageId },
    [
      ...received(organiser, invitation.in, sentAt),
      ['Date', mailDate(sentAt, organiser.zone)],
      ['From', encodedAddress(organiser, 'utf-8')],
      ['To', encodedAddresses(attendees, 'utf-8')],
      ['Subject', encodedText(`${prefix}: ${title}`, 'utf-8')],
    ],
    invitation.attached ? multipart('mixed', key, [alternative, filePart(file)]) : alternative,
  )
}

function summary({ startAt, organiser, title, place, language }: Invitation): string {
  const wall = wallOf(startAt, organiser.zone)
  const day = `${longWeekday(wall, language)} ${wall.day} ${longMonth(wall, language)}`
  return language === 'es'
    ? `${title}\n\nCuándo: ${day}, ${timeOf(wall)}\nDónde: ${place}\nOrganiza: ${organiser.name}`
    : `${title}\n\nWhen: ${day}, ${timeOf(wall)}\nWhere: ${place}\nOrganiser: ${organiser.name}`
}

const stamp = (at: Date) => at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
const escaped = (text: string) => text.replaceAll(/[\\,;]/g, String.raw`\$&`)

function calendar({ key, organiser, attendees, sentAt, startAt, minutes, title, place }: Invitation): string {
  return [
    'BEGIN:VCALENDAR',
    'PRODID:-//Demo//Calendar//EN',
    'VERSION:2.0',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:${digest(key).toString('hex').slice(0, 26)}@${domainOf(organiser.address)}`,
    `DTSTAMP:${stamp(sentAt)}`,
    `DTSTART:${stamp(startAt)}`,
    `DTEND:${stamp(new Date(startAt.getTime() + minutes * 60_000))}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(place)}`,
    `ORGANIZER;CN="${organiser.name}":mailto:${organiser.address}`,
    ...attendees.map(
      (person) =>
        `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="${person.name}"\r\n :mailto:${person.address}`,
    ),
    'SEQUENCE:0',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
}
