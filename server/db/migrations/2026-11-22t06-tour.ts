/** Which guides a user has been shown: wherever they sign in, none comes a second time by itself. */
import { sql } from 'kysely'
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE tours_seen (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE, tour text NOT NULL, at timestamptz NOT NULL,
    PRIMARY KEY (user_id, tour))`.execute(db)
}
