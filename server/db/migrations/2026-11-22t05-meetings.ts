/** Meetings: instances of calendar events, the versions of the series that show them, and what people write beside them. */
import { sql } from 'kysely'
import type { Kysely } from 'kysely'

const STATEMENTS = `
-- Of a meeting \`message_hash\` and \`series\` are the hash of its UID. \`instance_at\`: when this instance was meant to start by its
-- series; of an event that does not recur, when it starts. \`shown_by\`: the versions of the series that have it.
-- \`superseded\`: by the calendars that know the series it was not to be held any more when it was to start.
ALTER TABLE items ADD COLUMN kind text NOT NULL DEFAULT 'message', ADD COLUMN series text, ADD COLUMN instance_at timestamptz,
  ADD COLUMN shown_by bigint[] NOT NULL DEFAULT '{}', ADD COLUMN superseded boolean NOT NULL DEFAULT false;
CREATE INDEX ON items (series) WHERE series IS NOT NULL;
-- The versions of a series that each calendar has shown. One holds from when it was made until the next one was, and says
-- nothing about what it does not cover.
CREATE TABLE series_versions (
  series text NOT NULL, mailbox_id bigint NOT NULL REFERENCES mailboxes ON DELETE CASCADE, version bigint NOT NULL,
  made_at timestamptz NOT NULL, covers_from timestamptz, covers_to timestamptz, PRIMARY KEY (series, mailbox_id, version));
CREATE TABLE meetings (
  interaction_id bigint PRIMARY KEY REFERENCES interactions ON DELETE CASCADE, uid text NOT NULL, original_start_at timestamptz,
  start_at timestamptz NOT NULL, end_at timestamptz NOT NULL, start_on date, end_on date, place text, join_url text,
  recurring boolean NOT NULL);
-- How somebody answered an invitation; of an occurrence: how its mailbox did, by its own copy.
ALTER TABLE participants ADD COLUMN answer text;
ALTER TABLE occurrences ADD COLUMN answer text;
-- By item: it stays when the meeting is moved, written anew or taken away and put back.
CREATE TABLE meeting_notes (
  item_id bigint PRIMARY KEY REFERENCES items ON DELETE CASCADE, objective text, notes text,
  by_id bigint REFERENCES users ON DELETE SET NULL, at timestamptz NOT NULL);
-- IANA; what a calendar's floating times and whole days are meant in. Null: what the calendar says of itself, else the server's.
ALTER TABLE mailboxes ADD COLUMN zone text;
-- Planned meetings of a record: those to come are few.
CREATE INDEX ON interactions (occurred_at) WHERE kind = 'meeting' AND item_id IS NOT NULL;
`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS.replaceAll(/^--.*$/gm, '')
    .split(';')
    .map((text) => text.trim())
    .filter(Boolean)) {
    await sql.raw(statement).execute(db)
  }
}
