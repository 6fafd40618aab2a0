/** Contacts and companies as one works on them: making, merging, what changed, what is pinned, triage. */
import { z } from 'zod'
import { CompanyRef, Status } from '../api.ts'

const Id = z.string()
export const UserRef = z.object({ id: Id, name: z.string() })
export type UserRef = z.infer<typeof UserRef>

/** The two nouns that merge, carry a notice and (with opportunities) picks and a history. */
export const Noun = z.enum(['contact', 'company', 'opportunity'])
export type Noun = z.infer<typeof Noun>

export const Company = CompanyRef.extend({
  owner: UserRef.nullable(),
  /** Its ids of the pick list. */
  picks: z.array(z.object({ id: Id, label: z.string() })),
})
export type Company = z.infer<typeof Company>

/** Who might be the same: `because` says what they have in common, in the caller's language. */
export const Duplicate = z.object({
  noun: z.enum(['contact', 'company']),
  id: Id,
  name: z.string(),
  company: z.string().nullable(),
  because: z.string(),
})
export type Duplicate = z.infer<typeof Duplicate>

export const Merge = z.object({
  id: Id,
  noun: z.enum(['contact', 'company']),
  winnerId: Id,
  loser: z.object({ id: Id, name: z.string() }),
  by: z.string().nullable(),
  at: z.string(),
})
export type Merge = z.infer<typeof Merge>

/** `before` and `after` as people read them, in the caller's language. */
export const Change = z.object({
  id: Id,
  at: z.string(),
  by: z.string().nullable(),
  field: z.string(),
  fieldLabel: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type Change = z.infer<typeof Change>

export const Notice = z.object({ text: z.string(), by: z.string().nullable(), at: z.string() })
export type Notice = z.infer<typeof Notice>

export const PickOption = z.object({
  id: Id,
  label: z.string(),
  position: z.number().int(),
  archived: z.boolean(),
  uses: z.number().int(),
})
export type PickOption = z.infer<typeof PickOption>

/** Somebody new, waiting to be classified by whoever wrote with them. `personal`: looks like private life; `why` says what makes it look so. */
export const TriageEntry = z.object({
  contactId: Id,
  name: z.string(),
  addresses: z.array(z.string()),
  company: CompanyRef.nullable(),
  mails: z.number().int(),
  lastAt: z.string().nullable(),
  wroteFirst: UserRef.nullable(),
  personal: z.boolean(),
  why: z.string().nullable(),
  subjects: z.array(z.string()),
})
export type TriageEntry = z.infer<typeof TriageEntry>

/** `personal`: how many of all that wait look personal. */
export const Triage = z.object({
  items: z.array(TriageEntry),
  nextCursor: z.string().nullable(),
  waiting: z.number().int(),
  personal: z.number().int(),
})
export type Triage = z.infer<typeof Triage>

/** What a status says, or that they are no business of ours: never logged, the past purged. */
export const TriageVerdict = z.enum([...Status.options.filter((status) => status !== 'unclassified'), 'not-business'])
export type TriageVerdict = z.infer<typeof TriageVerdict>
