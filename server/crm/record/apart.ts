/** The parts of the record that are read by statements of their own, each where the record's own has found that there is something. */
import type { Viewer } from '../../access/identity.ts'
import type { Database } from '../../db/connect.ts'
import type { Part } from '../part.ts'
import { PARTS } from './parts.ts'
import type { RecordRow } from './query.ts'

/**
 * What a part may use, of rows that the record's statement has found for this viewer. $1, $6 and $9 are as there; $2 the message's
 * interaction, $3 its item, $4 its conversation, $5 its level, $7 the contact, $8 the company.
 */
const textOf = (sql: string) => `
WITH person AS (SELECT c.* FROM contacts c WHERE c.id = $7::bigint),
firm AS (SELECT k.* FROM companies k WHERE k.id = $8::bigint),
person_ids AS (SELECT id FROM person UNION ALL SELECT c.id FROM contacts c WHERE c.merged_into = $7::bigint),
firm_ids AS (SELECT id FROM firm UNION ALL SELECT k.id FROM companies k WHERE k.merged_into = $8::bigint),
entry AS (SELECT $2::bigint AS id, $3::bigint AS item_id, $4::bigint AS conversation_id, $5::int AS lv WHERE $2::bigint IS NOT NULL),
viewer AS (SELECT $1::bigint[] AS holders, $6::text AS id, $9::timestamptz AS at)
SELECT (${sql}) AS found`

const STATEMENTS = PARTS.flatMap(({ name, apart }: Part) => (apart ? [{ name, text: textOf(apart.sql) }] : []))

export async function readApart(
  database: Database,
  viewer: Viewer,
  { apart, message, contact, company }: RecordRow,
): Promise<Record<string, unknown>> {
  const values = [
    viewer.holderIds,
    message?.interaction_id ?? null,
    message?.item_id ?? null,
    message?.conversation_id ?? null,
    message?.lv ?? null,
    String(viewer.userId),
    contact?.id ?? null,
    company?.id ?? null,
    viewer.at,
  ]
  const found = await Promise.all(
    STATEMENTS.filter(({ name }) => apart[name]).map(async ({ name, text }) => {
      const rows = await database.readPrepared<{ found: unknown }>(`record-${name}`, text, values)
      return [name, rows[0]!.found] as const
    }),
  )
  return Object.fromEntries(found)
}
