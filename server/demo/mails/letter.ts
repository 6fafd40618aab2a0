/** What is told of a mail to write it (a letter), and what becomes of it (a mail of the demo). */
import type { Person } from './cast.ts'
import type { Client, Quoted } from './clients.ts'
import type { Language } from './clock.ts'
import type { File, Header, NamedAddress } from './mime.ts'

export type Folder = 'Inbox' | 'Sent' | 'Drafts' | 'Spam' | 'Archive'
/** One copy of a mail. `flags` are Maildir's: S seen, R replied, D draft, F flagged; unread without S. */
export type Placement = { mailbox: string; folder: Folder; flags: string }

export type DemoMail = {
  /** Its name, for tests. */
  key: string
  /** A complete RFC 5322 mail. */
  raw: Buffer
  /** Every copy; the same mailbox twice is a mail that arrived twice. */
  in: Placement[]
  language: Language
  /** When it was sent, also where its Date header does not say so. */
  at: Date
  /** Without angle brackets; null when the mail carries none. */
  messageId: string | null
  /** What it answers, without angle brackets. */
  inReplyTo: string | null
}

/** A mail with what later mails repeat of it. */
export type Written = { mail: DemoMail; quoted: Quoted; references: string[] }

export type Letter = {
  key: string
  from: Person
  to: NamedAddress[]
  cc?: NamedAddress[]
  bcc?: NamedAddress[]
  at: Date
  language: Language
  /** Of an answer: made from what it answers. */
  subject?: string
  /** What the writer wrote: paragraphs at blank lines, lists by "- " and "1. ". */
  text: string
  /** The same in HTML, where it is more than paragraphs and lists. */
  html?: string
  only?: 'text' | 'html'
  answers?: Written
  forwards?: Quoted
  /** `inline`: the quotation is within `text`. */
  quotes?: 'below' | 'inline' | 'none'
  signed?: boolean
  /** The sender's logo in the signature. */
  logo?: File
  client?: Client
  attachments?: File[]
  headers?: Header[]
  /** false: the mail has no Message-ID. */
  identified?: boolean
  /** A Date header as a broken program writes it. */
  brokenDate?: string
  in: Placement[]
}
