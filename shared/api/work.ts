/** What people do: log by hand, promise, take on a conversation, pursue an opportunity. */
import { z } from 'zod'
import { CompanyRef, Level } from '../api.ts'
import { UserRef } from './people.ts'

const Id = z.string()
const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is not a day (YYYY-MM-DD)')

export const HAND_KINDS = ['call', 'visit', 'chat', 'note'] as const
export const HandKind = z.enum(HAND_KINDS)
export type HandKind = z.infer<typeof HandKind>

/**
 * What one logs by hand. Who was there of theirs (`contactIds`) and, besides the caller, of ours (`userIds`). The next step
 * becomes a follow-up for its owner. `occurredAt` is an ISO instant.
 */
export const HandEntry = z.object({
  kind: HandKind,
  contactIds: z.array(Id).max(50).default([]),
  companyId: Id.nullable().default(null),
  opportunityId: Id.nullable().default(null),
  userIds: z.array(Id).max(50).default([]),
  occurredAt: z.iso.datetime({ offset: true }),
  /** IANA name of the zone in which its day is meant; without it, the offset of `occurredAt`. */
  zone: z.string().max(64).nullish(),
  /** What colleagues see of it; what holds for its people may narrow it further. */
  level: Level.nullish(),
  subject: z.string().trim().max(300).nullable().default(null),
  text: z.string().trim().min(1).max(50_000),
  nextStep: z
    .object({ title: z.string().trim().min(1).max(300), dueOn: Day, ownerId: Id.nullable().default(null) })
    .nullable()
    .default(null),
})
export type HandEntry = z.infer<typeof HandEntry>

export const FOLLOWUP_STATES = ['open', 'done', 'cancelled'] as const
export const FollowupState = z.enum(FOLLOWUP_STATES)
export type FollowupState = z.infer<typeof FollowupState>

export const Followup = z.object({
  id: Id,
  title: z.string(),
  /** A day, which stays a day; `dueAt` is the instant when a time was said. */
  dueOn: Day,
  dueAt: z.string().nullable(),
  overdue: z.boolean(),
  state: FollowupState,
  owner: UserRef.nullable(),
  createdBy: z.string().nullable(),
  contact: z.object({ id: Id, name: z.string() }).nullable(),
  company: CompanyRef.nullable(),
  opportunity: z.object({ id: Id, title: z.string() }).nullable(),
  conversationId: Id.nullable(),
  closedAt: z.string().nullable(),
  /** What came of it, in the words of whoever closed it. */
  outcome: z.string().nullable(),
})
export type Followup = z.infer<typeof Followup>

export const FollowupInput = z.object({
  title: z.string().trim().min(1).max(300),
  dueOn: Day,
  ownerId: Id.nullable().optional(),
  contactId: Id.nullable().optional(),
  companyId: Id.nullable().optional(),
  opportunityId: Id.nullable().optional(),
  conversationId: Id.nullable().optional(),
})
export type FollowupInput = z.infer<typeof FollowupInput>

export const CONVERSATION_STATES = ['open', 'claimed', 'solved'] as const
export const ConversationState = z.enum(CONVERSATION_STATES)
export type ConversationState = z.infer<typeof ConversationState>

/** A conversation in a mailbox whose last word is theirs. `waitingSince`: their first word that nobody has answered. */
export const Waiting = z.object({
  conversationId: Id,
  subject: z.string().nullable(),
  from: z.string(),
  fromAddress: z.string(),
  contactId: Id.nullable(),
  company: CompanyRef.nullable(),
  waitingSince: z.string(),
  messages: z.number().int(),
  state: ConversationState,
  claimedBy: UserRef.nullable(),
})
export type Waiting = z.infer<typeof Waiting>

/** `level`: what the caller set for others on all of it; null: nothing. `mine`: a mailbox of theirs holds something of it. */
export const Conversation = z.object({
  id: Id,
  subject: z.string().nullable(),
  messages: z.number().int(),
  state: ConversationState,
  claimedBy: UserRef.nullable(),
  level: Level.nullable(),
  mine: z.boolean(),
  opportunity: z.object({ id: Id, title: z.string() }).nullable(),
})
export type Conversation = z.infer<typeof Conversation>

export const Stage = z.object({
  id: Id,
  label: z.string(),
  position: z.number().int(),
  outcome: z.enum(['open', 'won', 'lost']),
  archived: z.boolean(),
})
export type Stage = z.infer<typeof Stage>

export const Opportunity = z.object({
  id: Id,
  title: z.string(),
  company: CompanyRef.nullable(),
  contacts: z.array(z.object({ id: Id, name: z.string() })),
  stage: Stage,
  /** A decimal number as text, so that no cent is lost; with its ISO 4217 currency. */
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  owner: UserRef.nullable(),
  expectedOn: Day.nullable(),
  picks: z.array(z.object({ id: Id, label: z.string() })),
  createdAt: z.string(),
  closedAt: z.string().nullable(),
})
export type Opportunity = z.infer<typeof Opportunity>

export const OpportunityInput = z.object({
  title: z.string().trim().min(1).max(200),
  companyId: Id.nullable().optional(),
  contactIds: z.array(Id).max(50).optional(),
  stageId: Id.optional(),
  amount: z
    .string()
    .regex(/^\d{1,13}([.,]\d{1,2})?$/, 'is not an amount')
    .nullable()
    .optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is not a currency (ISO 4217)')
    .nullable()
    .optional(),
  ownerId: Id.nullable().optional(),
  expectedOn: Day.nullable().optional(),
  pickIds: z.array(Id).max(50).optional(),
  /** The conversation that it comes from is linked, and later mail of it inherits the link. */
  conversationId: Id.nullable().optional(),
})
export type OpportunityInput = z.infer<typeof OpportunityInput>
