/** The tables of the working record as Kysely sees them: what people do by hand, and files of data. Beside `tables.ts`. */
import type { ColumnType, Generated } from 'kysely'
import type { DataNoun } from '#shared/api/data.ts'
import type { DocumentKind } from '#shared/api/lists.ts'
import type { Noun } from '#shared/api/people.ts'
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

export type WorkTables = {
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
