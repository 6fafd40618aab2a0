/** The contract between the server and everything that calls it. Ids are strings, instants ISO 8601 UTC. */
import { z } from 'zod'
import { Meeting } from './api/meetings.ts'
import { ActionsBlock, Block } from './blocks.ts'

export const ROLES = ['rep', 'service', 'finance', 'production', 'reception', 'manager', 'admin'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

export const STATUSES = ['unclassified', 'lead', 'prospect', 'customer', 'former', 'supplier', 'partner'] as const
export const Status = z.enum(STATUSES)
export type Status = z.infer<typeof Status>

export const KINDS = ['mail_sent', 'mail_received', 'meeting', 'call', 'visit', 'chat', 'note'] as const
export const Kind = z.enum(KINDS)
export type Kind = z.infer<typeof Kind>

/** In the order in which they are asked: the first that applies is the reason. */
export const REASONS = [
  'draft',
  'spam',
  'erased',
  'private',
  'bounce',
  'auto-reply',
  'calendar-mail',
  'cancelled',
  'bulk',
  'internal',
  'excluded',
  'nobody',
] as const
export const Reason = z.enum(REASONS)
export type Reason = z.infer<typeof Reason>

/** Who else sees an item: nothing of it, that it happened, its subject, everything. */
export const LEVELS = ['nothing', 'existence', 'subject', 'everything'] as const
export const Level = z.enum(LEVELS)
export type Level = z.infer<typeof Level>

/** Whose mail makes new people known: those we write to; also those who write to us; nobody's. */
export const POLICIES = ['we-write', 'they-write', 'never'] as const
export const Policy = z.enum(POLICIES)
export type Policy = z.infer<typeof Policy>

export const Outcome = z.enum(['logged', 'skipped', 'failed'])
export type Outcome = z.infer<typeof Outcome>

/** RFC 9457. `code` names the kind of problem for programs. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: z.string(),
})
export type Problem = z.infer<typeof Problem>

const Id = z.string()
const Instant = z.string().nullable()

export const CompanyRef = z.object({ id: Id, name: z.string(), status: Status, domains: z.array(z.string()) })
export type CompanyRef = z.infer<typeof CompanyRef>

export const Contact = z.object({
  id: Id,
  name: z.string().nullable(),
  role: z.string().nullable(),
  status: Status,
  addresses: z.array(z.string()),
  phones: z.array(z.string()),
  company: CompanyRef.nullable(),
  owner: z.object({ id: Id, name: z.string() }).nullable(),
})
export type Contact = z.infer<typeof Contact>

export const Decision = z.object({
  mailbox: z.string(),
  outcome: Outcome,
  reason: z.string().nullable(),
  interactionId: Id.nullable(),
  decidedAt: z.string(),
  /** The source no longer shows this item. */
  gone: z.boolean(),
  /** It is being decided again. */
  pending: z.boolean(),
  /** In words, in the caller's language. */
  explanation: z.string(),
  /** Of a meeting: which instance. Logged but not begun it is planned, and no interaction yet. */
  meeting: z.object({ originalStartAt: z.string(), startAt: z.string(), planned: z.boolean() }).nullable(),
})
export type Decision = z.infer<typeof Decision>

export const DocumentUse = z.object({ name: z.string(), size: z.number(), type: z.string(), href: z.string() })

export const Interaction = z.object({
  id: Id,
  kind: Kind,
  occurredAt: Instant,
  zone: z.string().nullable(),
  level: Level,
  subject: z.string().nullable(),
  report: z.string().nullable(),
  messageId: z.string().nullable(),
  conversationId: Id.nullable(),
  contacts: z.array(z.object({ id: Id, name: z.string().nullable(), addresses: z.array(z.string()) })),
  company: CompanyRef.nullable(),
  companies: z.array(CompanyRef),
  participants: z.array(
    z.object({
      /** `with`: was there, at a call or a visit. */
      role: z.enum(['from', 'to', 'cc', 'bcc', 'with']),
      address: z.string(),
      name: z.string().nullable(),
      contactId: Id.nullable(),
      userId: Id.nullable(),
      /** e.g. "plus-tag": how the address was matched when not exactly. */
      matchedBy: z.string().nullable(),
    }),
  ),
  /** The colleague who sent it in the name of the sender's mailbox, as the mail itself says. */
  sentBy: z.object({ address: z.string(), name: z.string().nullable(), userId: Id.nullable() }).nullable(),
  documents: z.array(DocumentUse),
  occurrences: z.array(z.object({ mailbox: z.string() })),
  /** What had to be assumed while reading it, e.g. "date-from-received". */
  notes: z.array(z.string()),
  /** Of one that came from a calendar, as far as the caller may see its subject; `messageId` is then null. */
  meeting: Meeting.nullable(),
})
export type Interaction = z.infer<typeof Interaction>

/** One interaction whole: `fullText` is the original with everything that was quoted and signed. */
export const InteractionDetail = Interaction.extend({
  fullText: z.string().nullable(),
  /** What its author may do with what they logged by hand. */
  own: ActionsBlock.optional(),
  /** What people wrote beside it, and where to write on: of a meeting. */
  beside: z.array(Block).optional(),
})
export type InteractionDetail = z.infer<typeof InteractionDetail>

/** `chosen`: it is read. `problem`: a code for why it cannot be, though the mailbox can. */
export const MailboxCalendar = z.object({
  id: z.string(),
  title: z.string().nullable(),
  owned: z.boolean(),
  main: z.boolean(),
  chosen: z.boolean(),
  problem: z.string().nullable(),
})
export type MailboxCalendar = z.infer<typeof MailboxCalendar>

export const Mailbox = z.object({
  id: Id,
  address: z.string(),
  source: z.string(),
  state: z.enum(['syncing', 'ok', 'reconnect', 'paused']),
  seen: z.number(),
  logged: z.number(),
  skipped: z.number(),
  failed: z.number(),
  skippedBy: z.record(z.string(), z.number()),
  pending: z.number(),
  policy: Policy,
  level: Level,
  reviewed: z.boolean(),
  lastSyncedAt: Instant,
  users: z.array(z.string()),
  /** At its provider, by a consent or by delegation. */
  connected: z.boolean(),
  /** A code for why it cannot be read until somebody does something. */
  problem: z.string().nullable(),
  /** What whoever consented did not tick. */
  missing: z.array(z.enum(['mail', 'calendar'])),
  /** How far the first sync is, in messages; null while nobody knows. `total` is the provider's estimate. */
  past: z.object({ done: z.number(), total: z.number().nullable() }).nullable(),
  calendars: z.array(MailboxCalendar),
})
export type Mailbox = z.infer<typeof Mailbox>

export const MessageState = z.object({
  state: z.enum(['logged', 'skipped', 'failed', 'not-synced', 'none']),
  reason: z.string().nullable(),
  interactionId: Id.nullable(),
  level: Level.nullable(),
  lastSyncedAt: Instant,
  explanation: z.string(),
})
export type MessageState = z.infer<typeof MessageState>

export const Sidebar = z.object({
  /** What the address is to us. */
  who: z.enum(['contact', 'company', 'colleague', 'unknown', 'nobody']),
  contact: Contact.nullable(),
  company: CompanyRef.nullable(),
  message: MessageState,
  blocks: z.array(Block),
})
export type Sidebar = z.infer<typeof Sidebar>

export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  roles: z.array(Role),
  locale: z.enum(['en', 'es']),
  demo: z.boolean(),
})
export type Me = z.infer<typeof Me>

/** A list answer. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })
