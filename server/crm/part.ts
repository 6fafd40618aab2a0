/** What a noun contributes to the record: `record/parts.ts` lists them. */
import type { Status } from '#shared/api.ts'
import type { Block } from '#shared/blocks.ts'
import type { Locale } from '#shared/i18n/record.ts'

/** In the order in which they stand: below the name, what one does below the facts, beside the message's state, what is owed, what is to be decided, what was. */
export type Place = 'pinned' | 'acts' | 'message' | 'open' | 'about' | 'past'

/** Whose record is shown, beside which message. Ids are those of the merged contact and company. */
export type Subject = {
  contact: { id: number; name: string | null; status: Status; addresses: string[]; phones: string[] } | null
  company: { id: number; name: string; status: Status } | null
  /** Somebody outside who is no contact, as the message says them: one can be made of them. */
  sender: { address: string; name: string | null } | null
  conversationId: number | null
  /** Whether a mailbox of the viewer holds the message. */
  mine: boolean
  viewerId: number
  /** The record page shows it at full width and with its history. */
  wide: boolean
}

/**
 * `sql` is one expression giving JSON. It may use the CTEs `person`, `firm` (a row or none), `person_ids` and `firm_ids` (with
 * those merged into them), `entry` (the message's interaction: id, item_id, conversation_id, lv), and the parameters $1 (what
 * the viewer holds by: bigint[]), $6 (the viewer's id as text) and $9 (now). Their order of columns is that of `record/query.ts`.
 */
// What a part finds is its own affair: the list of parts hands back to each what its own SQL gave.
// oxlint-disable-next-line typescript/no-explicit-any
export type Part<T = any> = {
  name: string
  sql: string
  /**
   * What is seldom there and takes long: read in place of `sql` by a statement of its own, only where the condition `when`
   * holds. PostgreSQL sets up every branch of a statement before it runs, whether or not there is a row for it; with the
   * rights of follow-ups and opportunities in it, that took longer than reading the record. `when` and `sql` may use the same
   * as above; `when` is to find by an index that there is nothing, and need not know what the viewer may see.
   */
  apart?: { when: string; sql: string }
  blocks: (found: T | null, subject: Subject, locale: Locale) => Partial<Record<Place, Block[]>>
}
