/** The tables as Kysely sees them; what each is for stands in the migrations. Those of the working record: `work-tables.ts`; of connected accounts: `account-tables.ts`. */
import type { ColumnType, Generated } from 'kysely'
import type { Kind, Outcome, Policy, Role, Status } from '#shared/api.ts'
import type { Answer } from '#shared/api/meetings.ts'
import type { Tour } from '#shared/api/tours.ts'
import type { AccountTables } from './account-tables.ts'
import type { WorkTables } from './work-tables.ts'

type Id = Generated<number>
type Json<T> = ColumnType<T, string, string>

export type Tables = WorkTables &
  AccountTables & {
    data_keys: { id: number; purpose: string; wrapped: string; created_at: Date }
    users: {
      id: Id
      email: string
      name: string
      roles: Role[]
      locale: Generated<'en' | 'es'>
      created_at: Date
      left_at: Date | null
    }
    tokens: { id: Id; user_id: number; name: string; hash: string; created_at: Date; revoked_at: Date | null }
    sessions: { hash: string; user_id: number; expires_at: Date }
    tours_seen: { user_id: number; tour: Tour; at: Date }
    mailboxes: {
      id: Id
      address: string
      hash: string
      source: string
      state: 'syncing' | 'ok' | 'reconnect' | 'paused'
      policy: Generated<Policy>
      level: Generated<number>
      reviewed_at: Date | null
      last_synced_at: Date | null
      created_at: Date
      zone: string | null
    }
    mailbox_users: { mailbox_id: number; user_id: number }
    own_domains: { domain: string }
    own_addresses: { address: string; hash: string; user_id: number | null; mailbox_id: Generated<number | null> }
    cursors: { mailbox_id: number; stream: string; position: string | null; done: Generated<boolean> }
    imports: {
      id: Id
      mailbox_id: number
      paths: Json<string[]>
      state: 'running' | 'done' | 'failed'
      error: string | null
      seen: Generated<number>
      created: Generated<number>
      bytes_done: Generated<number>
      bytes_total: Generated<number>
      result: Json<unknown> | null
      created_at: Date
      finished_at: Date | null
    }
    import_items: { import_id: number; mailbox_id: number; provider_id: string }
    exclusions: { hash: string; value: string; set_by: number | null; created_at: Date }
    companies: {
      id: Id
      name: string | null
      status: Generated<Status>
      owner_id: number | null
      phones: Generated<string[]>
      kept: Generated<boolean>
      merged_into: number | null
      created_at: Date
    }
    company_domains: { hash: string; domain: string; company_id: number; home_company_id: number | null }
    contacts: {
      id: Id
      name: string | null
      seen_name: string | null
      role: string | null
      company_id: number | null
      status: Generated<Status>
      owner_id: number | null
      phones: Generated<string[]>
      kept: Generated<boolean>
      merged_into: number | null
      home_company_id: number | null
      created_at: Date
    }
    parties: {
      hash: string
      contact_id: number | null
      company_id: number | null
      domain_hash: string | null
      manual: Generated<boolean>
      blocked: Generated<boolean>
      home_contact_id: number | null
      home_company_id: number | null
    }
    party_addresses: { hash: string; address: string }
    conversations: { id: Id; merged_into: number | null; we_wrote: Generated<boolean> }
    conversation_nodes: { hash: string; conversation_id: number }
    items: {
      id: Id
      key: string
      message_hash: string
      conversation_id: number | null
      rank: string | null
      reasons: Generated<string[]>
      answers: Generated<boolean>
      writes: Generated<boolean>
      senders: Generated<string[]>
      kind: Generated<'message' | 'meeting'>
      series: string | null
      instance_at: Date | null
      shown_by: Generated<number[]>
      superseded: Generated<boolean>
    }
    series_versions: {
      series: string
      mailbox_id: number
      version: number
      made_at: Date
      covers_from: Date | null
      covers_to: Date | null
    }
    meetings: {
      interaction_id: number
      uid: string
      original_start_at: Date | null
      start_at: Date
      end_at: Date
      start_on: string | null
      end_on: string | null
      place: string | null
      join_url: string | null
      links: Json<{ title: string | null; url: string }[]>
      recurring: boolean
    }
    meeting_notes: { item_id: number; objective: string | null; notes: string | null; by_id: number | null; at: Date }
    creations: { hash: string; item_id: number }
    occurrences: {
      mailbox_id: number
      provider_id: string
      item_id: number | null
      version: number
      locator: Json<Record<string, string | number>>
      rank: string | null
      local: string | null
      outcome: Outcome
      reason: string | null
      occurred_at: Date | null
      direction: 'sent' | 'received' | null
      decided_at: Date
      error_code: string | null
      attempts: Generated<number>
      pending_at: Date | null
      gone_at: Date | null
      answer: Answer | null
    }
    occurrence_hashes: { hash: string; mailbox_id: number; provider_id: string }
    interactions: {
      id: Id
      item_id: number | null
      rank: string | null
      kind: Kind
      occurred_at: Date | null
      zone: string | null
      subject: string | null
      report: string | null
      full_text: string | null
      message_id: string | null
      conversation_id: number | null
      notes: Generated<string[]>
      scopes: Generated<number[]>
      mailbox_ids: Generated<number[]>
      search_subject: string
      search_text: string
      files_due_at: Date | null
      by_id: number | null
      opportunity_id: number | null
      /** The follow-up whose closing this is. */
      followup_id: number | null
      /** Our own address of the delegate who sent it in the sender's name. */
      sent_by: Generated<string | null>
    }
    participants: {
      interaction_id: number
      position: number
      role: 'from' | 'to' | 'cc' | 'bcc' | 'with'
      address: string
      name: string | null
      hash: string
      domain_hash: string | null
      matched_by: string | null
      own: boolean
      only_mailbox_id: number | null
      occurred_at: Date | null
      item_key: string
      answer: Answer | null
    }
    interaction_contacts: { contact_id: number; interaction_id: number; sort_at: Date; only_mailbox_id: number | null }
    interaction_companies: { company_id: number; interaction_id: number; sort_at: Date; only_mailbox_id: number | null }
    documents: { sha256: string; size: number; type: string }
    document_uses: { interaction_id: number; position: number; sha256: string; name: string }
    unused_documents: { sha256: string }
    restrictions: { scope: number; set_by: string; level: number }
    audit: { id: Id; at: Date; user_id: number | null; act: string; subject: Json<unknown> }
  }
