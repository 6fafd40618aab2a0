/** What somebody typed into the search, in the forms in which each kind of thing is looked for. */
import { foldText } from '#shared/fold.ts'
import type { Hit } from '#shared/api/lists.ts'
import type { Viewer } from '../../access/identity.ts'
import { rightsOf } from '../../access/known.ts'
import type { Rights } from '../../access/known.ts'
import { createLikeness } from './likeness.ts'

/** With whose rights it is looked for. */
export type Asked = {
  /** As typed, trimmed. */
  text: string
  likeness: ReturnType<typeof createLikeness>
  /** The digits of what may be a phone number; null when it cannot be one. */
  digits: string | null
  /** One prefix query a word, of letters and digits alone: nothing of a query language gets through. */
  words: string[]
} & Rights

/** A hit and how well it fits: above 1 what contains the very words, below what is like them. */
export type Found = { hit: Hit; score: number }

const FEWEST_DIGITS = 4

export function readAsked(viewer: Viewer, q: string): Asked {
  const text = q.trim()
  const digits = /^[\d\s()+./-]+$/.test(text) ? text.replaceAll(/\D/g, '').replace(/^00/, '') : ''
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return {
    text,
    likeness: createLikeness(text),
    digits: digits.length >= FEWEST_DIGITS ? digits : null,
    words: words.slice(0, 8).map((word) => `'${word}':*`),
    ...rightsOf(viewer),
  }
}

export type Scored = { id: number; score: number }

/** The best first, each once. */
export function best(scored: Iterable<Scored>): Scored[] {
  const scores = new Map<number, number>()
  for (const { id, score } of scored) scores.set(id, Math.max(score, scores.get(id) ?? 0))
  return [...scores].map(([id, score]) => ({ id, score })).toSorted((a, b) => b.score - a.score || a.id - b.id)
}

const CHUNK = 200

/** Asks for the best until there are enough of those that may be shown: what is hidden must not crowd out what is not. */
export async function showBest(
  scored: readonly Scored[],
  limit: number,
  show: (chunk: readonly Scored[]) => Promise<Found[]>,
): Promise<Found[]> {
  const found: Found[] = []
  for (let from = 0; from < scored.length && found.length < limit; from += CHUNK)
    found.push(...(await show(scored.slice(from, from + CHUNK))))
  return found.toSorted((a, b) => b.score - a.score).slice(0, limit)
}
