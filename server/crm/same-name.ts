/** Whether two names are one person's or one company's: accents, capitals, the order of words and a slip of the keyboard aside. Pure. */
import { foldText } from '#shared/fold.ts'

const LEGAL =
  /\b(?:s\.?\s?l\.?\s?u?|s\.?\s?a\.?\s?u?|s\.?\s?c\.?\s?p|s\.?\s?coop|ltd|limited|llc|inc|gmbh|ag|bv|sarl|srl|plc|co)\b\.?/gu
const SMALL = new Set([
  'de',
  'del',
  'la',
  'las',
  'los',
  'y',
  'e',
  'i',
  'da',
  'do',
  'the',
  'and',
  'of',
  'van',
  'von',
  'der',
])
/** In words at least this long one letter may differ. */
const LONG = 5

function wordsOf(name: string, company: boolean): string[] {
  const folded = foldText(name)
  const bare = company ? folded.replace(LEGAL, ' ') : folded
  const words = bare.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !SMALL.has(word))
  return words.toSorted()
}

export function compareNames(a: string, b: string, company = false): 'same' | 'similar' | null {
  const [left, right] = [wordsOf(a, company), wordsOf(b, company)]
  if (left.length === 0 || left.length !== right.length) return null
  if (left.every((word, i) => word === right[i])) return 'same'
  const open = [...right]
  for (const word of left) {
    const at = open.findIndex((other) => isNear(word, other))
    if (at < 0) return null
    open.splice(at, 1)
  }
  return 'similar'
}

function isNear(a: string, b: string): boolean {
  return a === b || (Math.min(a.length, b.length) >= LONG && differByOne(a, b))
}

/** One letter more, less, other, or two that changed places. */
function differByOne(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let i = 0
  while (i < short.length && short[i] === long[i]) i++
  if (short.length < long.length) return short.slice(i) === long.slice(i + 1)
  const swapped = short[i] === long[i + 1] && short[i + 1] === long[i] && short.slice(i + 2) === long.slice(i + 2)
  return swapped || short.slice(i + 1) === long.slice(i + 1)
}
