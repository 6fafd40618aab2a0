/** `q` of messages.list: the operators that a sync uses. Any other is refused loudly, never ignored. */
import { Temporal } from 'temporal-polyfill'
import { unknownToFake } from '../errors.ts'
import type { Labels } from './labels.ts'
import { headerOf } from './mime.ts'
import type { Stored } from './mailbox.ts'

export type Query = {
  matches: (message: Stored) => boolean
  /** Spam and bin are looked at only when they are named. */
  seesSpamAndTrash: boolean
}

type Term = { not: boolean; operator: string; value: string }

/** Dates are midnight in California, says the guide. */
const GOOGLES_ZONE = 'America/Los_Angeles'

export function readQuery(text: string, labels: Labels, now: number): Query {
  const terms = readTerms(text)
  const tests = terms.map((term) => {
    const test = readTerm(term, labels, now)
    return term.not ? (message: Stored) => !test(message) : test
  })
  return {
    matches: (message) => tests.every((test) => test(message)),
    seesSpamAndTrash: terms.some(
      ({ not, operator, value }) =>
        !not && ['in', 'label', 'is'].includes(operator) && ['anywhere', 'spam', 'trash'].includes(value.toLowerCase()),
    ),
  }
}

function readTerms(text: string): Term[] {
  if (/(^|\s)(OR|AROUND)(\s|$)|[{}()]/.test(text)) throw unknownToFake(`the query ${text}`)
  return [...text.matchAll(/(-?)(?:([a-z_0-9]+):)?("[^"]*"|\S+)/g)].map(([, not, operator = '', value = '']) => ({
    not: not === '-',
    operator,
    value: value.replace(/^"|"$/g, ''),
  }))
}

function readTerm({ operator, value }: Term, labels: Labels, now: number): (message: Stored) => boolean {
  const header = (name: string) => (message: Stored) =>
    (headerOf(message.headers, name) ?? '').toLowerCase().includes(value.toLowerCase())
  switch (operator) {
    case 'in':
    case 'is':
    case 'label':
      return readPlace(value.toLowerCase(), value, labels)
    case 'after':
    case 'newer': {
      const from = readTime(value)
      return ({ internalDate }) => internalDate >= from
    }
    case 'before':
    case 'older': {
      const to = readTime(value)
      return ({ internalDate }) => internalDate < to
    }
    case 'newer_than':
    case 'older_than': {
      const edge = now - readAge(value)
      return ({ internalDate }) => (operator === 'newer_than' ? internalDate >= edge : internalDate < edge)
    }
    case 'rfc822msgid': {
      const id = value.replace(/^<|>$/g, '')
      return ({ messageId }) => messageId === id
    }
    case 'from':
    case 'to':
    case 'cc':
    case 'subject':
      return header(operator)
    case '':
      return header('subject')
    default:
      throw unknownToFake(`the search operator ${operator}:`)
  }
}

function readPlace(place: string, written: string, labels: Labels): (message: Stored) => boolean {
  if (place === 'anywhere') return () => true
  if (place === 'read') return ({ labelIds }) => !labelIds.has('UNREAD')
  const also: Record<string, string> = { drafts: 'DRAFT', draft: 'DRAFT', chats: 'CHAT', bin: 'TRASH' }
  const id = also[place] ?? labels.find(written)
  return id === undefined ? () => false : ({ labelIds }) => labelIds.has(id)
}

function readTime(value: string): number {
  if (/^\d{9,}$/.test(value)) return Number(value) * 1000
  const date = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(value)
  if (!date) throw unknownToFake(`the date ${value}`)
  const day = Temporal.PlainDate.from({ year: Number(date[1]), month: Number(date[2]), day: Number(date[3]) })
  return day.toZonedDateTime(GOOGLES_ZONE).epochMilliseconds
}

function readAge(value: string): number {
  const age = /^(\d+)([dmy])$/.exec(value)
  if (!age) throw unknownToFake(`the age ${value}`)
  const days = { d: 1, m: 30, y: 365 }[age[2] as 'd' | 'm' | 'y']
  return Number(age[1]) * days * 86_400_000
}
