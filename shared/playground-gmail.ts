/**
 * What the playground's page tells the server when it plays Gmail or Google Calendar: what is open there, and what
 * somebody clicked in a card. The server makes Google's request of it and calls the add-on as Google would.
 */
import type { PlaygroundPerson } from './playground.ts'

export type GmailAttendee = PlaygroundPerson & { answer: string; optional: boolean }

export type GmailOpen =
  | { kind: 'nothing'; app: 'GMAIL' | 'CALENDAR' }
  /** `id` as the mailbox names it. */
  | { kind: 'message'; id: string }
  | { kind: 'compose'; to: string[]; cc: string[]; bcc: string[] }
  /** `uid` null: it has not been saved yet. */
  | {
      kind: 'event'
      uid: string | null
      originalStart: string | null
      organizer: PlaygroundPerson | null
      attendees: GmailAttendee[]
    }

/** As Google's event object has them: widgets that are empty are left out, milliseconds are text. */
export type GmailFormInput =
  | { stringInputs: { value: string[] } }
  | { dateInput: { msSinceEpoch: string } }
  | { dateTimeInput: { msSinceEpoch: string; hasDate: boolean; hasTime: boolean } }
  | { timeInput: { hours: number; minutes: number } }

/** An `Action` of a card: the address it names is called instead of the one of what is open. */
export type GmailClick = {
  url: string
  parameters: Record<string, string>
  formInputs: Record<string, GmailFormInput>
}

export type GmailAsk = {
  mailbox: string
  open: GmailOpen
  click: GmailClick | null
  /** BCP 47. */
  locale: string
  /** IANA. */
  zone: string
}

/** `failed`: the HTTP status with which the add-on answered; 0 where its answer was none. */
export type GmailAnswer<T = unknown> = { answer: T } | { failed: number }
