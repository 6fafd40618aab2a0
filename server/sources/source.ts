/**
 * What every source speaks: pages of normalised items. Provider words (labels, folders, delta links) stop
 * behind this port. A source may throw a `SourceError`; anything else is a bug.
 */
import type { Readable } from 'node:stream'

/** An address as written, lower-cased domain, no angle brackets. `name` is null when it was absent or only repeated the address. */
export type Address = { address: string; name: string | null }

/** An attachment as announced by the message. `index` is its place among the parts: with the locator, it finds the content again. */
export type Attachment = {
  index: number
  name: string | null
  /** As declared; documents are typed again by content. */
  type: string
  size: number
  /** Shown within the text (referenced by cid) or a signature's picture: not a document. */
  inline: boolean
}

export type Signals = {
  /** Sensitivity: Personal, Private, Company-Confidential. */
  private: boolean
  bounce: boolean
  autoReply: boolean
  calendarMail: boolean
  bulk: boolean
  /** The domain-like id of a List-Id header: a list of our own is a group mailbox, not bulk. */
  listId: string | null
}

/** What had to be assumed to read a message; said to the user. */
export type Note =
  | 'date-from-received'
  | 'date-missing'
  | 'id-from-content'
  | 'signed'
  | 'encrypted'
  | 'text-truncated'
  | 'recipients-truncated'
  | 'damaged'

/** One mail, whatever provider showed it. Pure data; the same message through any source and mailbox reads the same. */
export type NormalisedMessage = {
  /** Without angle brackets; never null: when the message has none, made from its content (note `id-from-content`). */
  messageId: string
  from: Address[]
  replyTo: Address[]
  to: Address[]
  cc: Address[]
  bcc: Address[]
  subject: string | null
  /** null when neither Date nor Received can be believed. */
  sentAt: Date | null
  /** The offset that the sender's clock was set to, e.g. "+02:00". */
  zone: string | null
  inReplyTo: string | null
  /** Oldest first, without angle brackets, each once. */
  references: string[]
  text: string | null
  html: string | null
  attachments: Attachment[]
  signals: Signals
  notes: Note[]
  /** Hex SHA-256 over the decoded content, without what transport adds: equal copies have equal hashes. */
  contentHash: string
}

/** Why this copy, in this mailbox, is not to be logged, whatever it says. */
export type LocalReason = 'draft' | 'spam' | 'private'

export type Locator = Record<string, string | number>

/** One item of a mailbox. `version` grows when the source shows it changed; a lower or equal one is a replay. */
export type SourceItem = { providerId: string; version: number; locator: Locator } & (
  | { type: 'message'; local: LocalReason | null; message: NormalisedMessage }
  /** Poisoned: kept by name for retry, never stops its page. `detail` holds nothing personal. */
  | { type: 'failed'; code: string; detail: string }
  | { type: 'gone' }
  /** This version is stored already, so it was not read again. Only from a source that was told what is known. */
  | { type: 'unchanged' }
)

export type Page = {
  items: SourceItem[]
  /** Opaque, to be stored with the page's rows in one transaction; null position: from the start. */
  position: string
  done: boolean
  /** How far this is, for people: bytes read and in all, where the source knows. */
  progress: { done: number; total: number } | null
}

/** Mail of one mailbox. At most five verbs. */
export type MailSource = {
  /** The page after `position` (null: the first). About 100 items. */
  readPage(position: string | null): Promise<Page>
  /** The same items again, by locator, in order. An item the source no longer shows comes back as `gone`. */
  fetchItems(wanted: { providerId: string; locator: Locator }[]): Promise<SourceItem[]>
  /** The content of one attachment. */
  openAttachment(locator: Locator, index: number): Promise<Readable>
}
