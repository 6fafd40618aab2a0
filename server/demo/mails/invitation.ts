/** A mail that only carries what calendars tell one another (RFC 5546): an invitation, an answer to one, a cancellation. */
import type { DemoEvent, Method } from '../calendar/event.ts'
import { writeCalendar } from '../calendar/event.ts'
import type { Person } from './cast.ts'
import { longMonth, longWeekday, mailDate, timeOf, wallOf } from './clock.ts'
import type { Language } from './clock.ts'
import { messageIdOf, received, writeSystemMail } from './compose.ts'
import type { Written } from './letter.ts'
import { encodedAddress, encodedAddresses, encodedText, filePart, multipart, textPart } from './mime.ts'
import { placesOf } from './talk.ts'

export type CalendarMail = {
  key: string
  event: DemoEvent
  language: Language
  method?: Method
  at?: Date
  /** Who answers. */
  by?: Person
  /** Google's calendar attaches the same once more as a file. */
  attached?: boolean
  unread?: boolean
}

const PREFIXES: Record<Method, Record<Language, string>> = {
  REQUEST: { es: 'Invitación', en: 'Invitation' },
  CANCEL: { es: 'Cancelada', en: 'Cancelled' },
  REPLY: { es: 'Aceptada', en: 'Accepted' },
}

export function writeCalendarMail(mail: CalendarMail): Written {
  const { key, event, language, method = 'REQUEST', at = event.madeAt, by = event.organiser } = mail
  const isReply = method === 'REPLY'
  const to = isReply ? [event.organiser] : event.guests.map(({ who }) => who)
  const ics = writeCalendar(
    isReply ? { ...event, guests: event.guests.filter(({ who }) => who.address === by.address) } : event,
    method,
  )
  const alternative = multipart('alternative', key, [
    textPart({ subtype: 'plain', text: summary(event, language), charset: 'utf-8', transfer: 'quoted-printable' }),
    textPart({ subtype: 'calendar', text: ics, charset: 'utf-8', transfer: '8bit', params: `; method=${method}` }),
  ])
  const file = { name: 'invite.ics', type: 'application/ics', content: Buffer.from(ics) }
  // What we send ourselves, our calendar sends: it leaves nothing in Sent.
  const places = placesOf({ address: '' }, to, mail.unread)
  return writeSystemMail(
    { key, in: places, language, at, messageId: messageIdOf(key, 'outlook', by.address) },
    [
      ...received(by, places, at),
      ['Date', mailDate(at, by.zone)],
      ['From', encodedAddress(by, 'utf-8')],
      ['To', encodedAddresses(to, 'utf-8')],
      ['Subject', encodedText(`${PREFIXES[method][language]}: ${event.title}`, 'utf-8')],
    ],
    mail.attached ? multipart('mixed', key, [alternative, filePart(file)]) : alternative,
  )
}

function summary({ startAt, organiser, title, place, joinUrl }: DemoEvent, language: Language): string {
  const wall = wallOf(startAt, organiser.zone)
  const day = `${longWeekday(wall, language)} ${wall.day} ${longMonth(wall, language)}`
  const where = place ?? joinUrl ?? ''
  return language === 'es'
    ? `${title}\n\nCuándo: ${day}, ${timeOf(wall)}\nDónde: ${where}\nOrganiza: ${organiser.name}`
    : `${title}\n\nWhen: ${day}, ${timeOf(wall)}\nWhere: ${where}\nOrganiser: ${organiser.name}`
}
