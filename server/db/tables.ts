/** The tables as Kysely sees them; what each is for stands in the migrations. */
import type { ColumnType, Generated } from 'kysely'
import type { Kind, Outcome, Policy, Role, Status } from '#shared/api.ts'
import type { DataNoun } from '#shared/api/data.ts'
import type { DocumentKind } from '#shared/api/lists.ts'
import type { Answer } from '#shared/api/meetings.ts'
import type { Noun } from '#shared/api/people.ts'
import type { Tour } from '#shared/api/tours.ts'
import type { ConversationState, FollowupState } from '#shared/api/work.ts'

type Id = Generated<number>
type Json<T> = ColumnType<T, string, string>

/** Whether it was kept by hand before an import filled it; what the import tied to it; who stood at an address before. */
export type ImportTrace = {
  kept: boolean
  parties: { hash: string; contactId: number | null; manual: boolean; there: boolean }[]
  domains: string[]
  picks: number[]
  notice: boolean
}

export type Tables = {
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
  own_addresses: { address: string; hash: string; user_id: number | null }
  cursors: { mailbox_id: number; stream: string; position: string | null }
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
  merges: {
    id: Id
    noun: 'contact' | 'company'
    loser_id: number
    winner_id: number
    filled: Json<Record<string, unknown>>
    by_id: number | null
    at: Date
    undone_at: Date | null
    undone_by_id: number | null
  }
  changes: {
    id: Id
    at: Date
    user_id: number | null
    noun: Noun
    noun_id: number
    field: string
    before: Json<unknown> | null
    after: Json<unknown> | null
    data_import_id: number | null
  }
  notices: { noun: Noun; noun_id: number; text: string; by_id: number | null; at: Date }
  pick_options: { id: Id; label: string; position: number; archived_at: Date | null }
  picks: { noun: Noun; noun_id: number; option_id: number }
  suggestion_acts: {
    noun: Noun
    noun_id: number
    field: string
    value: string
    accepted: boolean
    by_id: number | null
    at: Date
  }
  stages: {
    id: Id
    /** Of a stage that we brought: its label is in the i18n words until the admin writes one. */
    key: string | null
    label: string | null
    position: number
    outcome: Generated<'open' | 'won' | 'lost'>
    archived_at: Date | null
  }
  opportunities: {
    id: Id
    title: string
    company_id: number | null
    stage_id: number
    amount: string | null
    currency: string | null
    owner_id: number | null
    expected_on: string | null
    created_by_id: number | null
    created_at: Date
    closed_at: Date | null
  }
  opportunity_contacts: { opportunity_id: number; contact_id: number }
  opportunity_conversations: { conversation_id: number; opportunity_id: number | null; by_id: number | null; at: Date }
  conversation_states: { conversation_id: number; state: ConversationState; user_id: number | null; at: Date }
  followups: {
    id: Id
    title: string
    owner_id: number | null
    due_on: string
    due_at: Date | null
    zone: string | null
    state: Generated<FollowupState>
    contact_id: number | null
    company_id: number | null
    opportunity_id: number | null
    conversation_id: number | null
    interaction_id: number | null
    created_by_id: number | null
    created_at: Date
    closed_by_id: number | null
    closed_at: Date | null
    outcome: string | null
  }
  document_kinds: { sha256: string; kind: DocumentKind; by_id: number | null; at: Date }
  saved_views: {
    id: Id
    user_id: number
    page: string
    name: string
    query: Json<Record<string, string>>
    shared: Generated<boolean>
  }
  data_imports: {
    id: Id
    by_id: number | null
    noun: DataNoun
    file_name: string
    state: 'running' | 'done' | 'failed' | 'undone'
    mapping: Json<unknown>
    counts: Json<Record<string, number>>
    errors: Json<unknown[]>
    rows_done: Generated<number>
    rows_total: Generated<number>
    created_at: Date
    finished_at: Date | null
    undone_at: Date | null
  }
  data_import_rows: {
    import_id: number
    row: number
    noun: 'contact' | 'company' | 'interaction'
    noun_id: number
    act: 'created' | 'updated'
    /** What undoing needs to know beyond the fields. */
    trace: Json<ImportTrace>
  }
}
