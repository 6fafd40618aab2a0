/** What somebody typed into the search, in the forms in which each kind of thing is looked for. */
import { sql } from 'kysely'
import { foldText } from '#shared/fold.ts'
import type { Hit } from '#shared/api/lists.ts'
import { rightsOf } from '../../access/known.ts'
import type { Rights } from '../../access/known.ts'
import type { Viewer } from '../../access/identity.ts'
import type { Db } from '../../db/connect.ts'

/** With whose rights it is looked for. */
export type Asked = {
  /** As typed, trimmed. */
  text: string
  /** Its trigrams as `name_grams` makes them. */
  grams: string[]
  /** Those that few names have: not the mere first letter of a word. Empty for a single letter. */
  rare: string[]
  /** The digits of what may be a phone number; null when it cannot be one. */
  digits: string | null
  /** One prefix query a word, of letters and digits alone: nothing of a query language gets through. */
  words: string[]
} & Rights

/** A hit and how well it fits: above 1 what contains the very words, below what is like them. */
export type Found = { hit: Hit; score: number }

/** As in `pg_trgm`, whose default is lower: half of what was typed must be there. */
export const ALIKE = 0.5

const FEWEST_DIGITS = 4

export async function readAsked(db: Db, viewer: Viewer, q: string): Promise<Asked> {
  const text = q.trim()
  const { rows } = await sql<{ grams: string[] }>`SELECT name_grams(${text}) AS grams`.execute(db)
  const grams = rows[0]?.grams ?? []
  const digits = /^[\d\s()+./-]+$/.test(text) ? text.replaceAll(/\D/g, '').replace(/^00/, '') : ''
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return {
    text,
    grams,
    rare: grams.filter((gram) => !gram.startsWith('  ')),
    digits: digits.length >= FEWEST_DIGITS ? digits : null,
    words: words.slice(0, 8).map((word) => `'${word}':*`),
    ...rightsOf(viewer),
  }
}

/** How much of what was typed is among `grams`, and more when the very text stands in `name`: most at its beginning. */
export const scoreOf = (asked: Asked, grams: string, name: string) => sql`(
  (SELECT count(*) FROM unnest(${sql.raw(grams)}) g WHERE g = ANY(${asked.grams}::text[]))::float8 / ${Math.max(1, asked.grams.length)}
  + CASE strpos(fold_name(${sql.raw(name)}), fold_name(${asked.text})) WHEN 0 THEN 0 WHEN 1 THEN 1.5 ELSE 1 END)`
