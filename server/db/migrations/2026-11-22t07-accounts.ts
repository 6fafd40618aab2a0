/** Mailboxes that are read at a provider: how they are connected, what is due of them, and which of their calendars count. */
import { sql } from 'kysely'
import type { Kysely } from 'kysely'

const STATEMENTS = [
  // Several keys of one purpose: the newest seals, the others still open.
  `ALTER TABLE data_keys DROP CONSTRAINT data_keys_purpose_key`,
  // One row a connected mailbox. `sealed` holds its tokens, encrypted under a data key; null with delegation, which has none.
  // `problem`: why nobody can read it until somebody does something. `since`: how far back the first sync goes.
  `CREATE TABLE accounts (
    mailbox_id bigint PRIMARY KEY REFERENCES mailboxes ON DELETE CASCADE,
    provider text NOT NULL CHECK (provider IN ('google', 'microsoft')), way text NOT NULL CHECK (way IN ('oauth', 'delegation')),
    subject text, scopes text[] NOT NULL DEFAULT '{}', sealed text, problem text, problem_at timestamptz,
    since timestamptz NOT NULL, connected_by bigint REFERENCES users ON DELETE SET NULL, connected_at timestamptz NOT NULL,
    due_at timestamptz, failures int NOT NULL DEFAULT 0, checked_at timestamptz,
    past_done bigint NOT NULL DEFAULT 0, past_total bigint, CHECK (way = 'delegation' OR sealed IS NOT NULL OR problem IS NOT NULL))`,
  `CREATE INDEX accounts_due ON accounts (due_at) WHERE due_at IS NOT NULL`,
  // A consent under way: the browser comes back with the state, of which only the hash is kept.
  `CREATE TABLE connect_attempts (
    hash text PRIMARY KEY, user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE, provider text NOT NULL,
    sealed text NOT NULL, return_to text, expires_at timestamptz NOT NULL)`,
  // What an admin has said about a provider: the add-on's identity, a service account's key (sealed).
  `CREATE TABLE provider_settings (
    provider text NOT NULL, name text NOT NULL, value jsonb, sealed text, set_by bigint REFERENCES users ON DELETE SET NULL,
    set_at timestamptz NOT NULL, PRIMARY KEY (provider, name))`,
  // Which user somebody is who comes from Google, by the id that never changes: one account a user.
  `CREATE TABLE google_identities (
    sub text PRIMARY KEY, user_id bigint NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE, bound_at timestamptz NOT NULL)`,
  // Push channels: what the provider tells us of. Calls are recognised by a secret of which only the hash is kept.
  `CREATE TABLE watches (
    mailbox_id bigint NOT NULL REFERENCES mailboxes ON DELETE CASCADE, stream text NOT NULL, channel text NOT NULL,
    resource text, token_hash text, expires_at timestamptz NOT NULL, PRIMARY KEY (mailbox_id, stream, channel))`,
  `CREATE INDEX watches_channel ON watches (channel)`,
  // The calendars of a mailbox. `chosen`: what somebody said; null: those that are one's own count.
  `CREATE TABLE calendars (
    mailbox_id bigint NOT NULL REFERENCES mailboxes ON DELETE CASCADE, calendar text NOT NULL, title text, owned boolean NOT NULL,
    main boolean NOT NULL, chosen boolean, gone boolean NOT NULL DEFAULT false, problem text, PRIMARY KEY (mailbox_id, calendar))`,
  // Whether the page that ended at the position was the last there was.
  `ALTER TABLE cursors ADD COLUMN done boolean NOT NULL DEFAULT false`,
  // Documents that hang on a meeting: [{title, url}], https only, never opened.
  `ALTER TABLE meetings ADD COLUMN links jsonb NOT NULL DEFAULT '[]'`,
  // The delegate who sent a mail in the name of a mailbox (RFC 5322's Sender), when it is one of ours.
  `ALTER TABLE interactions ADD COLUMN sent_by text`,
  // Addresses that a mailbox may send as, also one that nobody's own is.
  `ALTER TABLE own_addresses ADD COLUMN mailbox_id bigint REFERENCES mailboxes ON DELETE CASCADE`,
  // What somebody chose for a mail that they were still writing; taken by the first mail of theirs to these people.
  `CREATE TABLE draft_choices (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    recipients text[] NOT NULL, level smallint, remind_on date, opportunity_id bigint, made_at timestamptz NOT NULL,
    taken_at timestamptz)`,
  `CREATE INDEX draft_choices_open ON draft_choices (user_id) WHERE taken_at IS NULL`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
