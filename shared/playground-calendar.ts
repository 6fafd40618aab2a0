/** The calendar's part of the playground's contract: a week as the mailbox's own calendar program shows it, and what one may do with it. */
import type { Outcome, Reason } from './api.ts'
import type { Answer } from './api/meetings.ts'
import type { PlaygroundPerson } from './playground.ts'

/** Of a series: this instance alone, this and all after it, all. Of anything else: `all`. */
export type CalendarScope = 'this' | 'following' | 'all'

/** `other`: by a rule that the form does not offer; it stays as it is. */
export type CalendarRepeat = 'never' | 'daily' | 'weekly' | 'monthly' | 'other'

/** `not-synced`: Ficha has not seen it yet. `planned`: logged as soon as it begins. */
export type CalendarState = { outcome: Outcome | 'planned' | 'not-synced'; reason: Reason | null }

export type CalendarAttendee = PlaygroundPerson & { answer: Answer; optional: boolean }

/** One instance. Instants are ISO 8601 UTC, days YYYY-MM-DD. */
export type CalendarEvent = {
  uid: string
  /** When its series meant it to start: an instant, of whole days a day. null: it does not recur. */
  originalStart: string | null
  startAt: string
  endAt: string
  /** First and last day, both inclusive. */
  allDay: { startOn: string; endOn: string } | null
  /** IANA, as meant by whoever made it. */
  zone: string
  title: string | null
  text: string | null
  place: string | null
  joinUrl: string | null
  organizer: PlaygroundPerson | null
  attendees: CalendarAttendee[]
  cancelled: boolean
  private: boolean
  repeats: { every: CalendarRepeat; until: string | null }
  /** The mailbox's own: it may change it. Otherwise it may answer, if it is invited (`answer` is not null). */
  own: boolean
  answer: Answer | null
  state: CalendarState
}

/** `unreadable`: files in the calendar's folder that are no calendar. */
export type CalendarWeek = { items: CalendarEvent[]; unreadable: number }

/** Wall-clock times (YYYY-MM-DDTHH:MM) in an IANA zone, or whole days (the last one inclusive). */
export type CalendarTimes = { start: string; end: string; zone: string } | { startOn: string; endOn: string }

export type CalendarInput = {
  times: CalendarTimes
  title: string
  place: string
  text: string
  attendees: { address: string; name?: string | null | undefined; optional: boolean }[]
  repeats: { every: Exclude<CalendarRepeat, 'other'>; until: string | null }
  private: boolean
}

/** What is absent stays. `repeats` of a series changes with all of it only. */
export type CalendarChange = { originalStart: string | null; scope: CalendarScope } & {
  [K in keyof CalendarInput]?: CalendarInput[K] | undefined
}

export type CalendarAnswer = {
  originalStart: string | null
  scope: 'this' | 'all'
  answer: Exclude<Answer, 'none'>
}
