/** Finding interactions by what was said, and documents by their names: each at the level at which the viewer may read it. */
import { sql } from 'kysely'
import { LISTS } from '#shared/i18n/lists.ts'
import type { Locale } from '#shared/i18n/record.ts'
import type { Viewer } from '../../access/identity.ts'
import { EVERYTHING, SUBJECT, hasBegun, withLevel } from '../../access/visibility.ts'
import type { Db } from '../../db/connect.ts'
import { recordset } from '../../db/rows.ts'
import { best, showBest } from './asked.ts'
import type { Asked, Found } from './asked.ts'
import { ALIKE } from './likeness.ts'

/** Of a word that half of all mail has, the newest are looked at. */
const LOOKED_AT = 2000
/** What was said comes after names that contain what was typed, before names that are only like it. */
const SAID = 0.95
const NAMED = 3

/** Whose page shows it, of those whom the viewer may see on it: links are by Bcc alone where a mailbox is named. */
const place = (viewer: Viewer) => sql`coalesce(
  (SELECT '/contacts/' || l.contact_id FROM interaction_contacts l WHERE l.interaction_id = i.id AND ${open(viewer)} ORDER BY l.contact_id LIMIT 1),
  (SELECT '/companies/' || l.company_id FROM interaction_companies l WHERE l.interaction_id = i.id AND ${open(viewer)} ORDER BY l.company_id LIMIT 1))`
const open = (viewer: Viewer) =>
  sql`(l.only_mailbox_id IS NULL OR l.only_mailbox_id = ANY(${[...viewer.holderIds]}::bigint[]))`

type Said = { id: number; at: Date | null; subject: string | null; names: string[]; place: string | null }

export async function findSaid(
  db: Db,
  { asked, viewer, locale }: { asked: Asked; viewer: Viewer; locale: Locale },
  limit: number,
): Promise<Found[]> {
  if (asked.words.length === 0) return []
  const candidates = asked.words.map(
    (word) => sql`(i.search_subject @@ ${word}::tsquery OR i.search_text @@ ${word}::tsquery)`,
  )
  // A hit in what the viewer may not read would tell what it says: each word must be found at or below their level.
  const matches = asked.words.map(
    (word) =>
      sql`(i.search_subject @@ ${word}::tsquery OR (v.lv >= ${EVERYTHING} AND i.search_text @@ ${word}::tsquery))`,
  )
  const { rows } = await sql<Said>`
    SELECT i.id, i.occurred_at AS at, i.subject, ${place(viewer)} AS place,
      ARRAY(SELECT coalesce(p.name, p.address) FROM participants p WHERE p.interaction_id = i.id AND NOT p.own AND p.address <> ''
        AND (p.only_mailbox_id IS NULL OR p.only_mailbox_id = ANY(${[...viewer.holderIds]}::bigint[])) ORDER BY p.position LIMIT ${NAMED}) AS names
    FROM (SELECT i.* FROM interactions i WHERE ${hasBegun(viewer)} AND ${sql.join(candidates, sql` AND `)}
      ORDER BY coalesce(i.occurred_at, '-infinity'::timestamptz) DESC, i.id DESC LIMIT ${LOOKED_AT}) i ${withLevel(viewer)}
    WHERE v.lv >= ${SUBJECT} AND ${sql.join(matches, sql` AND `)}
    ORDER BY coalesce(i.occurred_at, '-infinity'::timestamptz) DESC, i.id DESC LIMIT ${limit}`.execute(db)
  const words = LISTS[locale]
  return rows.map((row, i) => ({
    // Newest first among themselves.
    score: SAID - i / 10_000,
    hit: {
      type: 'interaction',
      id: String(row.id),
      title: row.subject ?? words.noSubject,
      subtitle: row.names.length > 0 ? words.with(row.names.join(', ')) : null,
      at: row.at?.toISOString() ?? null,
      href: row.place === null ? `/api/interactions/${row.id}` : `${row.place}#i${row.id}`,
    },
  }))
}

type Named = {
  id: number
  position: number
  name: string
  sha256: string
  at: Date | null
  subject: string | null
  score: number
}

/** Of names the newest are likened, as of texts: a company has more documents than people. */
const LIKENED = 20_000

export async function findDocuments(
  db: Db,
  { asked, viewer, locale }: { asked: Asked; viewer: Viewer; locale: Locale },
  limit: number,
): Promise<Found[]> {
  const { rows } = await sql<{ uses: [interaction: number, position: number, name: string][] | null }>`
    SELECT json_agg(json_build_array(u.interaction_id, u.position, u.name)) AS uses FROM (
      SELECT interaction_id, position, name FROM document_uses ORDER BY interaction_id DESC, position LIMIT ${LIKENED}) u`.execute(
    db,
  )
  const uses = rows[0]?.uses ?? []
  const scored = best(
    uses.map(([, , name], i) => ({ id: i, score: asked.likeness(name) })).filter(({ score }) => score >= ALIKE),
  )
  return showBest(scored, limit, async (chunk) => {
    const wanted = chunk.map(({ id, score }) => ({ id: uses[id]![0], position: uses[id]![1], score }))
    const { rows: named } = await sql<Named>`
      SELECT i.id, u.position, u.name, u.sha256, i.occurred_at AS at, i.subject, r.score
      FROM ${recordset(wanted, 'id bigint, position int, score float8')} JOIN document_uses u ON u.interaction_id = r.id AND u.position = r.position
        JOIN interactions i ON i.id = u.interaction_id ${withLevel(viewer)}
      WHERE v.lv >= ${EVERYTHING} ORDER BY coalesce(i.occurred_at, '-infinity'::timestamptz), i.id`.execute(db)
    // The same content under the same name, sent on: its newest use.
    const newest = new Map(named.map((row) => [`${row.sha256} ${row.name}`, row]))
    return [...newest.values()].map((row) => ({
      score: row.score,
      hit: {
        type: 'document',
        id: `${row.id}/${row.position}`,
        title: row.name,
        subtitle: row.subject ?? LISTS[locale].noSubject,
        at: row.at?.toISOString() ?? null,
        href: `/api/interactions/${row.id}/documents/${row.position}`,
      },
    }))
  })
}
