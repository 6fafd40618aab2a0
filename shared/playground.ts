/**
 * The playground's part of the contract: what `/playground/api/*` answers, and what the page tells the stand-in for
 * Outlook that the real pane runs over. Both sides are ours and on one origin; a foreign origin is not listened to.
 */
import type { Me, Role } from './api.ts'

export type PlaygroundPerson = { name: string | null; address: string }

export type PlaygroundState = {
  demo: boolean
  /** Mail can be written and meetings made: only in the demo, where the mailboxes are the playground's own. */
  writable: boolean
  me: Me | null
  /** Only in the demo: whom one may be. */
  users: { id: string; name: string; email: string; roles: Role[] }[]
  mailboxes: PlaygroundMailbox[]
  /** A mailbox can be connected at Google. */
  connectable: boolean
}

export type PlaygroundMailbox = {
  address: string
  folders: { id: string; name: string; count: number; logged: number }[]
  /** null: its mail lies in files. `problem`: why nothing more of it is read. `own`: its users connect it themselves. */
  connection: { id: string; syncing: boolean; problem: string | null; own: boolean } | null
}

export type PlaygroundListed = {
  id: string
  from: PlaygroundPerson | null
  to: PlaygroundPerson[]
  subject: string | null
  at: string | null
  unread: boolean
  attachments: boolean
  /** Of mail at a provider that is not logged, and of which nothing is stored: the reason, or `failed`. */
  unlogged: string | null
}

export type PlaygroundPage = { items: PlaygroundListed[]; nextCursor: string | null }

export type PlaygroundMessage = {
  id: string
  messageId: string | null
  from: PlaygroundPerson | null
  to: PlaygroundPerson[]
  cc: PlaygroundPerson[]
  subject: string | null
  at: string | null
  /** Sanitised by the server, without anything remote. */
  html: string | null
  text: string | null
  attachments: { name: string; size: number; type: string }[]
}

export type Answering = 'reply' | 'reply-all' | 'forward'

/** What a mail that answers another, or passes it on, begins with. */
export type PlaygroundDraft = {
  to: PlaygroundPerson[]
  cc: PlaygroundPerson[]
  subject: string
  /** What will stand below what one writes, as text. */
  quoted: string
  /** Of the original; `index` names each when it is sent along. */
  attachments: { index: number; name: string; size: number; type: string }[]
}

/** A mail to be sent. It goes as the field `mail` of a form, with files of one's own as fields `file`. */
export type PlaygroundOutgoing = {
  mailbox: string
  to: PlaygroundPerson[]
  cc: PlaygroundPerson[]
  bcc: PlaygroundPerson[]
  subject: string
  text: string
  original: { id: string; how: Answering } | null
  /** Which attachments of the original go along. */
  keep: number[]
  locale: 'en' | 'es'
  /** The writer's IANA zone: the hour of what is quoted is said in it. */
  zone: string
}

/** `id` is where it lies in the mailbox's Sent folder. */
export type PlaygroundSent = { messageId: string; id: string | null }

/** All files of a mail together, as most mail servers bound it. */
export const MAIL_FILES_LIMIT = 20 * 1024 * 1024

/** What is open, as the stand-in shows it to the pane; null when nothing is. `id` changes when another item is opened. */
export type StandInItem =
  | ({ kind: 'message' } & Pick<PlaygroundMessage, 'id' | 'messageId' | 'from' | 'to' | 'cc' | 'subject' | 'at'>)
  /** A mail being written: its fields change while its id stays. */
  | ({ kind: 'compose'; id: string; bcc: PlaygroundPerson[] } & Pick<PlaygroundMessage, 'to' | 'cc' | 'subject'>)
  /** An appointment being read (`write` false) or made. Instants are ISO 8601. */
  | {
      kind: 'appointment'
      id: string
      write: boolean
      organizer: PlaygroundPerson | null
      required: PlaygroundPerson[]
      optional: PlaygroundPerson[]
      subject: string | null
      place: string | null
      start: string
      end: string
    }

/** The page to the stand-in, at the start and on each change. `self` is the address of the open mailbox. */
export type StandInState = {
  type: 'ficha:host-state'
  item: StandInItem | null
  language: string
  dark: boolean
  self: string
}

/** The stand-in to the page: it listens now. */
export type StandInReady = { type: 'ficha:host-ready' }
