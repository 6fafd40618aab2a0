/** How like a name is to what somebody typed, typos forgiven: as `pg_trgm` measures it, which a managed server may refuse. Pure. */
import { foldText } from '#shared/fold.ts'

/** Half of what was typed must be there. */
export const ALIKE = 0.5

const PARTS = /[^\p{L}\p{N}]+/u

/** Calls back for the trigrams of each word, "eva" → "  e", " ev", "eva", "va "; some more than once. */
function eachGram(folded: string, take: (gram: string) => void): void {
  for (const word of folded.split(PARTS)) {
    if (word === '') continue
    const padded = `  ${word} `
    for (let i = 0; i < padded.length - 2; i++) take(padded.slice(i, i + 3))
  }
}

/**
 * @returns a function giving, for a name, how much of `text` is in it (0–1), plus 1 where the very text stands in it and 1.5
 * where it begins with it. `beside` is what else counts as theirs: their company's name.
 */
export function createLikeness(text: string): (name: string, beside?: string) => number {
  const asked = foldText(text.trim())
  const places = new Map<string, number>()
  eachGram(asked, (gram) => places.set(gram, places.get(gram) ?? places.size))
  const seen = new Uint32Array(places.size)
  let round = 0
  return (name, beside) => {
    if (places.size === 0) return 0
    const folded = foldText(name)
    round += 1
    let shared = 0
    const count = (gram: string) => {
      const place = places.get(gram)
      if (place === undefined || seen[place] === round) return
      seen[place] = round
      shared += 1
    }
    eachGram(folded, count)
    if (beside !== undefined) eachGram(foldText(beside), count)
    const at = folded.indexOf(asked)
    return shared / places.size + (at === 0 ? 1.5 : at > 0 ? 1 : 0)
  }
}
