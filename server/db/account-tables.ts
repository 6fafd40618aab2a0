/** The tables of connected accounts as Kysely sees them; what each is for stands in the migration. Beside `tables.ts`. */
import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string, string>

export type Provider = 'google' | 'microsoft'

export type AccountTables = {
  accounts: {
    mailbox_id: number
    provider: Provider
    way: 'oauth' | 'delegation'
    subject: string | null
    scopes: Generated<string[]>
    sealed: string | null
    problem: string | null
    problem_at: Date | null
    since: Date
    connected_by: number | null
    connected_at: Date
    due_at: Date | null
    failures: Generated<number>
    checked_at: Date | null
    past_done: Generated<number>
    past_total: number | null
  }
  connect_attempts: {
    hash: string
    user_id: number
    provider: Provider
    sealed: string
    return_to: string | null
    expires_at: Date
  }
  provider_settings: {
    provider: Provider
    name: string
    value: Json<unknown> | null
    sealed: string | null
    set_by: number | null
    set_at: Date
  }
  google_identities: { sub: string; user_id: number; bound_at: Date }
  watches: {
    mailbox_id: number
    stream: string
    channel: string
    resource: string | null
    token_hash: string | null
    expires_at: Date
  }
  calendars: {
    mailbox_id: number
    calendar: string
    title: string | null
    owned: boolean
    main: boolean
    chosen: boolean | null
    gone: Generated<boolean>
    /** Why it cannot be read while the mailbox can. */
    problem: Generated<string | null>
  }
  draft_choices: {
    id: Generated<number>
    user_id: number
    recipients: string[]
    level: number | null
    remind_on: string | null
    opportunity_id: number | null
    made_at: Date
    taken_at: Date | null
  }
}
