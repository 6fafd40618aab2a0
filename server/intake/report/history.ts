/** Tells what a message adds from the history it carries. Pure, over lines; knows nothing of HTML but the marks it left. */
import { isMarkLine, MARK } from './clean.ts'
import {
  findSharedAttribution,
  type Header,
  isBlank,
  isForwardLine,
  isQuoted,
  matchHeader,
  skipBlank,
} from './headers.ts'
import { type Budget, newBudget } from './library.ts'
import { FORWARD_TALK, INLINE_TALK } from './words.ts'

/**
 * `own`: typed by the sender. `quote`: quoted lines, with what announces them: an attribution, the client's markup, or
 * nothing.
 */
export type Piece = { type: 'own' | 'quote'; lines: string[]; announced: 'by-text' | 'by-mark' | 'not' }

/**
 * `pieces` in reading order, `forwarded` what was passed on (kept whole, with its header), `history` whether anything
 * was recognised as somebody else's words that the sender did not pass on.
 */
export type Parts = { pieces: Piece[]; forwarded: string[]; history: boolean }

/** A quotation that nothing announces is dropped from the end only when it is at least this long; shorter ones are the sender's choice. */
const SILENT_QUOTE = 3
/** Up to here a passage above an answer looks chosen by the sender, not carried along by the client. */
const CHOSEN_QUOTE = 10
/** Marks that turned out to announce nothing. */
const UNBELIEVED: ReadonlySet<string> = new Set([MARK.history, MARK.quote, MARK.attribution])
/** Clients that wrap quoted lines break them off at 66 to 80 characters. */
const WRAPPED = 60

/** `forwarding`: true or false when the subject says so, null when it is not known. */
export function splitHistory(input: readonly string[], forwarding: boolean | null): Parts {
  const lines = splitShared(input)
  const budget = newBudget()
  const pieces: Piece[] = []
  let at = 0
  while (at < lines.length) {
    if (isQuoted(lines[at] ?? '')) {
      // Apple Mail quotes what it forwards, the announcement included.
      if (forwarding === true || isForwardLine(lines[at] ?? ''))
        return { pieces, forwarded: lines.slice(at), history: false }
      at = takeQuote(lines, at, pieces, null)
      continue
    }
    const header = matchAt(lines, at, budget)
    if (header === null) {
      addOwn(pieces, lines[at] ?? '')
      at++
      continue
    }
    const next = skipMarks(lines, header.to)
    if (header.kind !== 'forward' && forwarding !== true && isQuoted(lines[next] ?? ''))
      at = takeQuote(lines, next, pieces, lines.slice(at, next))
    else if (isPassedOn(header, pieces, forwarding)) return { pieces, forwarded: lines.slice(at), history: false }
    else return { pieces, forwarded: [], history: true }
  }
  return { pieces, forwarded: [], history: pieces.some((piece) => piece.type === 'quote') }
}

function skipMarks(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && (isBlank(lines[at] ?? '') || isMarkLine(lines[at] ?? ''))) at++
  return at
}

function matchAt(lines: readonly string[], at: number, budget: Budget): Header | null {
  return isBlank(lines[at] ?? '') ? null : matchHeader(lines, at, budget)
}

/** Whether the unquoted text below `header` is part of what this message says. */
function isPassedOn(header: Header, pieces: readonly Piece[], forwarding: boolean | null): boolean {
  if (header.kind === 'forward' || forwarding === true) return true
  const own = pieces
    .filter((piece) => piece.type === 'own')
    .flatMap((piece) => piece.lines)
    .join('\n')
  // Nothing above an attribution without a marked quotation: the answer may stand below it, unmarked too.
  if (header.kind === 'wrote') return own.trim() === ''
  if (forwarding === false) return INLINE_TALK.test(own)
  return own.trim() === '' || INLINE_TALK.test(own) || (own.length < 300 && FORWARD_TALK.test(own))
}

/** Takes the quoted lines from `at` on, with the blank lines and broken-off line ends among them; answers where it stopped. */
function takeQuote(
  lines: readonly string[],
  at: number,
  pieces: Piece[],
  attribution: readonly string[] | null,
): number {
  let end = at
  while (end < lines.length) {
    if (isQuoted(lines[end] ?? '') || isWrapTail(lines, end)) {
      end++
      continue
    }
    const next = skipBlank(lines, end)
    if (next === end || next >= lines.length || !isQuoted(lines[next] ?? '')) break
    end = next
  }
  const above = attribution ?? []
  const announced =
    above.length === 0 ? 'not' : above.every((line) => isBlank(line) || isMarkLine(line)) ? 'by-mark' : 'by-text'
  pieces.push({ type: 'quote', lines: [...above, ...lines.slice(at, end)], announced })
  return end
}

/** The rest of a quoted line that was wrapped without its ">": answers stand apart by an empty line or follow a short one. */
function isWrapTail(lines: readonly string[], at: number): boolean {
  const before = lines[at - 1] ?? ''
  const line = lines[at] ?? ''
  if (isBlank(line) || !isQuoted(before) || !isQuoted(lines[at + 1] ?? '')) return false
  const tail = before.slice(-WRAPPED)
  return (
    (before.length >= WRAPPED && line.length < before.length) ||
    /^\s*\(https?:/u.test(line) ||
    /[(<]https?:[^\s)>]*$/u.test(tail)
  )
}

function addOwn(pieces: Piece[], line: string): void {
  if (UNBELIEVED.has(line.trim())) return
  const last = pieces.at(-1)
  if (last?.type === 'own') last.lines.push(line)
  else pieces.push({ type: 'own', lines: [line], announced: 'not' })
}

function splitShared(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line, i) => findSharedAttribution(line, lines[i + 1] ?? '') > 0)
  if (at < 0) return lines
  const line = lines[at] ?? ''
  const from = findSharedAttribution(line, lines[at + 1] ?? '')
  return [...lines.slice(0, at), line.slice(0, from), line.slice(from), ...lines.slice(at + 1)]
}

/**
 * The pieces that stay. Quotations between answers stay with them; what is only carried along above or below the
 * sender's words goes.
 */
export function keepPieces(pieces: readonly Piece[]): Piece[] {
  const said = mergeQuotes(pieces.filter((piece) => piece.type === 'quote' || !isEmpty(piece)))
  const lastOwn = said.findLastIndex((piece) => piece.type === 'own')
  const quotes = said.filter((piece) => piece.type === 'quote')
  const announced = quotes.some((piece) => piece.announced === 'by-text')
  if (lastOwn < 0) return announced ? [] : quotes
  const answered = said.slice(0, lastOwn).filter((piece) => piece.type === 'quote').length
  const interleaved = answered > 1 || (answered === 1 && quotes.length > 1)
  return said.filter((piece, i) => {
    if (piece.type === 'own') return true
    if (i < lastOwn) return interleaved || (piece.announced !== 'by-text' && countText(piece) <= CHOSEN_QUOTE)
    // Below the sender's words: history, unless it is short and nothing announces it, or stands above the announced one.
    return piece.announced === 'not'
      ? !announced && countText(piece) < SILENT_QUOTE
      : i < said.length - 1 && countText(piece) <= CHOSEN_QUOTE
  })
}

/** Quotations with nothing between them are one, but a passage that the sender quotes above the history is none of it. */
function mergeQuotes(pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    const apart = last?.announced === 'by-mark' && piece.announced === 'by-text'
    if (piece.type === 'own' || last?.type !== 'quote' || apart) merged.push(piece)
    else {
      const announced = last.announced === 'not' ? piece.announced : last.announced
      merged[merged.length - 1] = { type: 'quote', lines: [...last.lines, '', ...piece.lines], announced }
    }
  }
  return merged
}

function countText(piece: Piece): number {
  return piece.lines.filter((line) => !isBlank(line) && !isMarkLine(line)).length
}

function isEmpty(piece: Piece): boolean {
  return countText(piece) === 0
}
