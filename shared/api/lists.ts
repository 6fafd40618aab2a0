/** The lists that pages show: customers, what search finds, documents, saved views. */
import { z } from 'zod'
import { Status } from '../api.ts'
import { UserRef } from './people.ts'

const Id = z.string()

/** A company, or a person without one. Days are whole days up to now. */
export const Customer = z.object({
  noun: z.enum(['company', 'contact']),
  id: Id,
  name: z.string(),
  status: Status,
  owner: UserRef.nullable(),
  picks: z.array(z.object({ id: Id, label: z.string() })),
  /** As far as the viewer may know of them. */
  lastFromUsAt: z.string().nullable(),
  lastFromThemAt: z.string().nullable(),
  /** Since their last word that nobody has answered; null when it is their turn, or nobody's. */
  waitingDays: z.number().int().nullable(),
  nextFollowup: z.object({ id: Id, title: z.string(), dueOn: z.string(), owner: z.string().nullable() }).nullable(),
})
export type Customer = z.infer<typeof Customer>

export const CUSTOMER_SORTS = [
  'name',
  'status',
  'owner',
  'lastFromUs',
  'lastFromThem',
  'waiting',
  'nextFollowup',
] as const

/** As query parameters. `statuses` and `pickIds` are comma lists; `silentDays`: nobody of ours was in touch for so many days. */
export const CustomersQuery = z.object({
  q: z.string().max(200).optional(),
  statuses: z.string().max(200).optional(),
  ownerId: z.string().max(20).optional(),
  pickIds: z.string().max(400).optional(),
  waiting: z.enum(['1']).optional(),
  silentDays: z.coerce.number().int().min(1).max(3650).optional(),
  sort: z.enum(CUSTOMER_SORTS).default('name'),
  desc: z.enum(['0', '1']).default('0'),
})
export type CustomersQuery = z.infer<typeof CustomersQuery>

export const SavedView = z.object({
  id: Id,
  page: z.literal('customers'),
  name: z.string(),
  query: z.record(z.string(), z.string()),
  shared: z.boolean(),
  mine: z.boolean(),
})
export type SavedView = z.infer<typeof SavedView>

/** `href` is the page's path; `why` says where the words were found, in the caller's language, when it is not in the title. */
export const Hit = z.object({
  type: z.enum(['contact', 'company', 'opportunity', 'interaction', 'document']),
  id: z.string(),
  title: z.string(),
  subtitle: z.string().nullable(),
  at: z.string().nullable(),
  href: z.string(),
})
export type Hit = z.infer<typeof Hit>

export const DOCUMENT_KINDS = ['offer', 'invoice', 'contract', 'other'] as const
export const DocumentKind = z.enum(DOCUMENT_KINDS)
export type DocumentKind = z.infer<typeof DocumentKind>

export const CompanyDocument = z.object({
  id: Id,
  name: z.string(),
  size: z.number(),
  type: z.string(),
  at: z.string().nullable(),
  direction: z.enum(['sent', 'received']),
  by: z.string().nullable(),
  interactionId: Id,
  kind: DocumentKind,
  /** Suggested from name and content, until somebody says so. */
  suggested: z.boolean(),
  /** Which version of the same document this is, oldest first. */
  version: z.object({ n: z.number().int(), of: z.number().int() }).nullable(),
  href: z.string(),
})
export type CompanyDocument = z.infer<typeof CompanyDocument>
