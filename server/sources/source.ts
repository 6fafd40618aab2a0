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
  /** A zone that nobody knows: the mailbox's was taken. */
  | 'zone-unknown'

/** One mail, whatever provider showed it. Pure data; the same message through any source and mailbox reads the same. */
export type NormalisedMessage = {
  /** Without angle brackets; never null: when the message has none, made from its content (note `id-from-content`). */
  messageId: string
  from: Address[]
  /** Who handed it in for somebody else (Sender): a delegate of the mailbox. null: whoever it is from. */
  sender?: Address | null
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

/** How somebody answered an invitation; `none`: not yet. */
export type Answer = 'accepted' | 'declined' | 'tentative' | 'none'

export type Attendee = Address & { answer: Answer; optional: boolean }

/** `title`: as the calendar shows it; null when it has none. */
export type MeetingLink = { title: string | null; url: string }

/** One instance of a calendar event, whatever provider showed it. Pure data. */
export type NormalisedMeeting = {
  /** The event's, the same for every instance and provider. */
  uid: string
  /**
   * When the series meant this instance to start: an instant (ISO 8601, UTC), of an all-day event a date. null: the event does
   * not recur. With the UID it names the instance, also when that was moved.
   */
  originalStart: string | null
  startAt: Date
  /** Not before `startAt`. */
  endAt: Date
  /** Of an all-day event: its first and last day (both inclusive); `startAt` is then midnight in `zone`. */
  allDay: { startOn: string; endOn: string } | null
  /** The IANA zone that it is meant in. */
  zone: string
  title: string | null
  /** The description as text; `html` where the source has it so. */
  text: string | null
  html: string | null
  place: string | null
  /** The link by which one joins a video meeting: https only. */
  joinUrl: string | null
  /** Documents that hang on it: https only, never opened. */
  links: MeetingLink[]
  organizer: Address | null
  /** Without rooms and other resources, and without the organizer unless they are listed. Each address once. */
  attendees: Attendee[]
  cancelled: boolean
  /** CLASS PRIVATE or CONFIDENTIAL. */
  private: boolean
  /** When what is shown was last changed, by the source; null when it does not say. */
  changedAt: Date | null
  /** The organizer's count of revisions. */
  sequence: number
  notes: Note[]
  /** Hex SHA-256 over what is above but `changedAt`. */
  contentHash: string
}

/**
 * All instances of an event as one version has them, said once a page. `version` and `madeAt` are those of the event itself,
 * not of single moved instances. It says nothing of what was meant to start before `from` or after `to` (null: no bound).
 */
export type SeriesShown = { uid: string; version: number; madeAt: Date; from: Date | null; to: Date | null }

/** Why this copy, in this mailbox, is not to be logged, whatever it says. */
export type LocalReason = 'draft' | 'spam' | 'private' | 'cancelled'

export type Locator = Record<string, string | number>

/** One item of a mailbox. `version` grows when the source shows it changed; a lower or equal one is a replay. */
export type SourceItem = { providerId: string; version: number; locator: Locator } & (
  | { type: 'message'; local: LocalReason | null; message: NormalisedMessage }
  /** `series`: the version of the event that has this instance. */
  | { type: 'meeting'; local: LocalReason | null; meeting: NormalisedMeeting; series: number }
  /** Poisoned: kept by name for retry, never stops its page. `detail` holds nothing personal. */
  | { type: 'failed'; code: string; detail: string }
  | { type: 'gone' }
  /** This version is stored already, so it was not read again. Only from a source that was told what is known. */
  | { type: 'unchanged' }
)

export type Page = {
  items: SourceItem[]
  /** The events whose instances are all on this page. */
  series: SeriesShown[]
  /** Opaque, to be stored with the page's rows in one transaction; null position: from the start. */
  position: string
  /** Another stream of the mailbox that is to be read from this position on: set in the same transaction. */
  restart?: { stream: string; position: string }
  done: boolean
  /** How far this is, for people: bytes read and in all, where the source knows. */
  progress: { done: number; total: number } | null
}

export type PageReader = {
  /** The page after `position` (null: the first). About 100 items. */
  readPage(position: string | null): Promise<Page>
}

export type Refetcher = {
  /**
   * The same items again, by locator, in order. An item the source no longer shows comes back as `gone`.
   * @param how `content`: only what the item says is wanted; where it lies now may be told as it was a moment ago
   */
  fetchItems(wanted: { providerId: string; locator: Locator }[], how?: 'content'): Promise<SourceItem[]>
  /** The content of one attachment. */
  openAttachment(locator: Locator, index: number): Promise<Readable>
}

/** What is read from beginning to end: files. */
export type MailSource = PageReader & Refetcher

/**
 * What of a mailbox is read with a cursor of its own: `news` of its mail, the `past` of its mail (the first sync, and again
 * when news have been missed), and each calendar.
 */
export type Stream = 'news' | 'past' | `calendar:${string}`

/** A mailbox at a provider. */
export type ProviderMailbox = Refetcher & {
  reader(stream: Stream): PageReader
  /** @param may what was granted: of the rest nothing is said */
  describe(may: { mail: boolean; calendar: boolean }): Promise<AccountFacts>
  /** The messages of this Message-ID, wherever they lie. */
  findMessages(messageId: string): Promise<SourceItem[]>
  /** Asks to be told when a stream has news; `channel` and `token` come back with each call. */
  watch(stream: Stream, channel: { id: string; token: string }): Promise<{ resource: string | null; expiresAt: Date }>
  unwatch(stream: Stream, channel: { id: string; resource: string | null }): Promise<void>
}

/** `aliases`: what it may send as, without the address itself. `zone`: IANA, of its main calendar. null: not said. */
export type AccountFacts = {
  address: string
  aliases: string[] | null
  zone: string | null
  calendars: CalendarFacts[] | null
}

/** `owned`: counts unless somebody says otherwise. `main`: the one that invitations land in. */
export type CalendarFacts = { id: string; title: string | null; owned: boolean; main: boolean }

/** What is stored of the mailbox's items, for a source that need not read what has not changed. */
export type KnownItems = {
  /** Of these provider ids those that are stored. */
  find(providerIds: string[]): Promise<Map<string, KnownItem>>
  /** All that are not gone whose provider id begins so, of this kind and not older than `since`. */
  list(of: { kind: 'message' | 'meeting'; prefix: string; since: Date | null }): Promise<Map<string, KnownItem>>
}
/** `at`: when it was sent or starts, where that is known. */
export type KnownItem = { local: string | null; gone: boolean; failed: boolean; version: number; at: Date | null }
