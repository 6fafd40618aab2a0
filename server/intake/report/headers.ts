/** Finds where a client says "what follows is not mine": attributions, header blocks, forwarding lines. Pure, linear in the text. */
import { MARK } from './clean.ts'
import { isQuoteHeader, type Budget } from './library.ts'
import { FORWARD, FORWARD_BEGIN, LABELS, type Label, OPENER, ORIGINAL, TITLE, WROTE } from './words.ts'

/** Lines `from` (inclusive) to `to` (exclusive). `block` looks the same above an answer and above a forwarded mail. */
export type Header = { kind: 'wrote' | 'block' | 'forward'; to: number }

/** A header line longer than this is prose. Also what keeps every pattern below at a bounded cost. */
const MAX_LINE = 400
const MAX_LINES = 4
const ADDRESS = /[<[(«"]\s*(?:mailto:)?[^\s<>()[\]"«»]{1,100}@[^\s<>()[\]"«»]{1,200}/u
/** Clients put addresses in angle brackets, people hardly ever. */
const ANGLED = /<\s*(?:mailto:)?[^\s<>]{1,100}@[^\s<>]{1,200}\s*>/u
/** Yahoo on Android goes on with the quoted text behind the colon. */
const RUN_ON = /<[^\s<>]{1,100}@[^\s<>]{1,200}>\)?\s*(?:wrote|escribió):\s+\S/iu
/** "Eva Gómez escribió el 12/11/2026:" */
const WROTE_ON = /(?:wrote|escribió) (?:on|el) /iu
const DATE = /\d{1,2}[:.h]\d{2}|\b\d{4}\b|\b\d{1,4}[./-]\d{1,2}|\d{1,2}\D{1,3}\d{1,2}\D{1,3}\d{4}|\d{1,4}[年월月]/u
const ENDS_COLON = /[:：]\s*[-_*]*$/u
const LABEL = /^[\s*_|]{0,12}(\p{L}[\p{L} .'’-]{0,24}?)\s?[*_]{0,2}\s?[:：]/u
/** A label in any language, for where the client's markup already announces a history. */
const LABEL_SHAPE = /^[\s*_|]{0,12}\p{L}[\p{L} .'’-]{0,24}\s?[*_]{0,2}\s?[:：]/u

/** `"Eva Gómez" <eva@…> skrev … 12:46:` */
const LED_BY_NAME = /^["'“\s]*(?:\p{Lu}[\p{L}.'’-]*\s+){0,5}\p{Lu}[\p{L}.'’-]*["'”]?\s*</u

export function isQuoted(line: string): boolean {
  // A lone ">:" is the broken-off end of an attribution (Gmail wraps them), not a quotation.
  return /^\s{0,3}>/u.test(line) && !/^\s{0,3}>\s?:\s*$/u.test(line)
}

/** Says that what follows is passed on; quoted or not. */
export function isForwardLine(line: string): boolean {
  if (line.length > MAX_LINE) return false
  const bare = line.replace(/^[>\s]+/u, '')
  return FORWARD.test(bare) || FORWARD_BEGIN.test(bare)
}

export function isBlank(line: string): boolean {
  return line.trim() === ''
}

/** Every kind of header has one of these in its first line; most lines have none. */
const POSSIBLE = /[\d:：\uFDD0-\uFDD4]|[-_=—]{2}|nachricht/iu

/** The header that begins at line `at`, if any. */
export function matchHeader(lines: readonly string[], at: number, budget: Budget): Header | null {
  const line = lines[at] ?? ''
  if (line.length > MAX_LINE || !POSSIBLE.test(line)) return null
  const first = line.trimStart()[0]
  if (first === MARK.quote || first === MARK.attribution) return matchMarkedQuote(lines, at)
  if (first === MARK.history) return matchMarkedHistory(lines, at)
  if (isForwardLine(line)) return { kind: 'forward', to: at + 1 }
  const below = TITLE.test(line) || ORIGINAL.test(line) ? matchBlock(lines, skipBlank(lines, at + 1)) : null
  if (ORIGINAL.test(line)) return { kind: 'block', to: below ?? at + 1 }
  if (below !== null) return { kind: 'forward', to: at + 1 }
  const block = matchBlock(lines, at)
  if (block !== null) return { kind: 'block', to: block }
  const wrote = matchWrote(lines, at, budget)
  return wrote === null ? null : { kind: 'wrote', to: wrote }
}

export function skipBlank(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && isBlank(lines[at] ?? '')) at++
  return at
}

/**
 * The client marked the quotation or its attribution, which, in whatever language, is what stands between the mark and
 * the quoted lines. An empty quotation, as Apple Mail leaves them, is none.
 */
function matchMarkedQuote(lines: readonly string[], at: number): Header | null {
  const start = skipBlank(lines, at + 1)
  const line = lines[start] ?? ''
  if (isForwardLine(line)) return { kind: 'forward', to: start + 1 }
  if (lines[at]?.includes(MARK.quote)) return isQuoted(line) ? { kind: 'wrote', to: start } : null
  let to = start
  while (to < start + MAX_LINES && to < lines.length && !isBlank(lines[to] ?? '') && !isQuoted(lines[to] ?? '')) to++
  return { kind: 'wrote', to: to < start + MAX_LINES ? to : start }
}

/** Outlook's rule is believed only above lines of the shape "Label: value": designers draw such rules too. */
function matchMarkedHistory(lines: readonly string[], at: number): Header | null {
  let labels = 0
  let to = at + 1
  for (let seen = 0; seen < 8 && to < lines.length; to++) {
    const line = lines[to] ?? ''
    if (isBlank(line)) {
      if (labels > 1) break
      continue
    }
    if (isForwardLine(line)) return { kind: 'forward', to: to + 1 }
    seen++
    if (LABEL_SHAPE.test(line.slice(0, 60)) || ORIGINAL.test(line)) labels++
    else if (labels === 0 && seen > 2) return null
  }
  return labels > 1 ? { kind: 'block', to: matchBlock(lines, skipBlank(lines, at + 1)) ?? to } : null
}

function labelOf(line: string): Label | undefined {
  const name = LABEL.exec(line.slice(0, 60))?.[1]
  return name === undefined ? undefined : LABELS.get(name.trim().toLowerCase())
}

/** A block of "From: … Sent: … To: … Subject: …"; answers the line after it. Wrapped values and blank lines between labels are common. */
function matchBlock(lines: readonly string[], at: number): number | null {
  const first = labelOf(lines[at] ?? '')
  if (first === undefined || first === 'other' || first === 'cc') return null
  const seen = new Set<Label>()
  let address = false
  let last = at
  for (let i = at; i < lines.length && i <= last + 3; i++) {
    const line = lines[i] ?? ''
    const label = labelOf(line)
    if (isQuoted(line) || (label !== undefined && label !== 'other' && seen.has(label))) break
    if (label === undefined) continue
    seen.add(label)
    last = i
    address ||= line.includes('@') || (lines[i + 1] ?? '').includes('@')
  }
  return isHeaderBlock(seen, address) ? last + 1 : null
}

/** "From: Madrid, To: Barcelona, Date: 12 May" is an itinerary: a mail's header also has an address, a subject or a sending time. */
function isHeaderBlock(seen: ReadonlySet<Label>, address: boolean): boolean {
  const who = seen.has('from') || seen.has('to')
  const when = seen.has('sent') || seen.has('date')
  const labels = (seen.has('from') ? 1 : 0) + (when ? 1 : 0) + (seen.has('to') ? 1 : 0) + (seen.has('subject') ? 1 : 0)
  return who && labels > 1 && (address || seen.has('sent') || (seen.has('subject') && labels > 2))
}

/** "On 12 Nov 2026, Eva Gómez <eva@…> wrote:", over up to four lines; answers the line after it. */
function matchWrote(lines: readonly string[], at: number, budget: Budget): number | null {
  const start = lines[at] ?? ''
  if (RUN_ON.test(start) && DATE.test(start) && startsDated(start)) return at + 1
  let text = ''
  for (let end = at; end < at + MAX_LINES && end < lines.length; end++) {
    const line = lines[end] ?? ''
    // The lines after the first continue it: a blank, quoted or new attribution line ends the attempt.
    if (isBlank(line) || isQuoted(line) || (end > at && (!canWrap(start) || startsAttribution(line)))) return null
    text += `${text === '' ? '' : ' '}${line.trim()}`
    if (text.length > MAX_LINE) return null
    const next = lines[skipBlank(lines, end + 1)] ?? ''
    if (isAttribution(text, isQuoted(next)) || isForeignAttribution(text, budget)) return end + 1
  }
  return null
}

function isForeignAttribution(text: string, budget: Budget): boolean {
  return ENDS_COLON.test(text) && DATE.test(text) && !LABEL.test(text.slice(0, 60)) && isQuoteHeader(text, budget)
}

function startsAttribution(line: string): boolean {
  return OPENER.test(line) && DATE.test(line)
}

/** "12/11/2026 …", "jue, 12 nov …", "On …". */
function startsDated(text: string): boolean {
  return OPENER.test(text) || /^\W*(?:\p{L}{1,12}[.,]{1,2}\s?)?\d/u.test(text)
}

/** Whether an attribution may begin here and go on in the next line. */
function canWrap(line: string): boolean {
  return DATE.test(line) && (startsDated(line) || /[<([]/u.test(line))
}

function isAttribution(text: string, beforeQuote: boolean): boolean {
  const wrote = WROTE.test(text)
  // Android: "---- Eva Gómez wrote ----". Not one pattern: dashes on both sides of anything backtrack cubically.
  if (wrote && text.startsWith('--') && text.endsWith('--')) return true
  const dated = DATE.test(text)
  const address = ADDRESS.test(text)
  if (ENDS_COLON.test(text)) {
    // A date, an address in angle brackets and a final colon: an attribution in any language.
    if (dated && startsDated(text) && (ANGLED.test(text) || wrote || beforeQuote)) return true
    if (dated && ANGLED.test(text) && LED_BY_NAME.test(text)) return true
    if (dated && WROTE_ON.test(text)) return true
    return wrote ? address || beforeQuote : address && beforeQuote
  }
  if (!dated) return false
  const endsWrote = wrote && OPENER.test(text) && /(?:wrote|escribió)\s*$/iu.test(text)
  return endsWrote
    ? address || beforeQuote
    : beforeQuote && ANGLED.test(text) && startsDated(text) && text.endsWith('>')
}

/** An answer and the attribution after it on one line, as some phones send them: where the attribution begins, else -1. */
export function findSharedAttribution(line: string, next: string): number {
  if (line.length > MAX_LINE || isQuoted(line) || !isQuoted(next) || !ENDS_COLON.test(line)) return -1
  const found = /\S[\s-]+(?:On|El)\s(?:\p{L}{2,10}[.,]{0,2}\s){0,2}\d/u.exec(line)
  return found !== null && isAttribution(line.slice(found.index + 1).trim(), true) ? found.index + 1 : -1
}
