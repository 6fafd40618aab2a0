/** The blocks of an appointment itself: what and when, where one joins, and how everybody answered. Pure. */
import { ANSWERS } from '#shared/api/meetings.ts'
import type { Block } from '#shared/blocks.ts'
import { meetingWords } from '#shared/i18n/meetings.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { InteractionRow } from '../interactions/queries.ts'
import { sayWhen } from './appointment-when.ts'

/** As the host tells it, and (`row`) as Ficha knows it, at the viewer's level. `zone`: IANA, the viewer's. */
export type Said = {
  row: InteractionRow | null
  subject: string | null
  place: string | null
  startAt: Date | null
  endAt: Date | null
  organizer: string | null
  zone: string
  now: Date
}

export function headerBlock(said: Said, locale: Locale): Block {
  const words = meetingWords[locale]
  const meeting = said.row?.meeting ?? null
  const startAt = meeting ? new Date(meeting.start_at) : said.startAt
  const endAt = meeting ? new Date(meeting.end_at) : said.endAt
  const days = meeting?.start_on && meeting.end_on ? { startOn: meeting.start_on, endOn: meeting.end_on } : null
  return {
    type: 'header',
    id: 'who',
    title: said.row?.subject ?? said.subject ?? words.untitled,
    subtitle: startAt && sayWhen({ startAt, endAt, days }, said.zone, said.now, locale),
    meta: said.organizer && words.organizer(said.organizer),
    // As calendars show it: the day of the month.
    initials: days ? String(Number(days.startOn.slice(8))) : startAt ? dayOfMonth(startAt, said.zone) : '',
    tone: 'neutral',
  }
}

const dayOfMonth = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en', { day: 'numeric', timeZone: zone }).format(at)

/** Named with each answer; of a meeting of two hundred the rest is counted. */
const NAMED = 6
const DOCUMENTS = 10

export function factsBlocks(said: Said, locale: Locale): Block[] {
  const words = meetingWords[locale]
  const meeting = said.row?.meeting ?? null
  const place = meeting?.place ?? said.place
  const items = [
    ...(place ? [{ label: words.place, value: place, href: null }] : []),
    ...(meeting?.join_url ? [{ label: words.call, value: words.join, href: meeting.join_url }] : []),
    ...(meeting?.links ?? [])
      .slice(0, DOCUMENTS)
      .map(({ title, url }) => ({ label: words.document, value: title ?? new URL(url).host, href: url })),
    ...(meeting ? answerFacts(said.row!, locale) : []),
  ]
  return items.length === 0 ? [] : [{ type: 'facts', id: 'facts', items }]
}

function answerFacts({ participants }: InteractionRow, locale: Locale) {
  const words = meetingWords[locale]
  return ANSWERS.flatMap((answer) => {
    const names = participants
      .filter((person) => (person.answer ?? 'none') === answer)
      .map((person) => person.user_name ?? person.contact_name ?? person.name ?? person.address)
    if (names.length === 0) return []
    const rest = names.length > NAMED ? [words.more(names.length - NAMED)] : []
    return [{ label: words.answers[answer], value: [...names.slice(0, NAMED), ...rest].join(', '), href: null }]
  })
}
