/** mbox files (RFC 4155, mboxrd; Takeout, Thunderbird, Apple Mail): found message by message with bounded memory. */
import { rawHash, type RawHash } from './raw-hash.ts'

const CHUNK = 256 * 1024
/** A postmark and the beginning of the line after it fit in here. */
const LOOKAHEAD = 2048
/** Messages up to this size are handed over as read; larger ones are read again by range, as a stream. */
export const KEEP_RAW = 1024 * 1024

/** Reads up to `length` bytes at `position`, fewer only at the end of the file. */
export type RandomAccess = { read(position: number, length: number): Promise<Buffer> }

export type MboxEntry = {
  /** Where its "From " line begins, and where the next one does: a scan may start at either. */
  offset: number
  next: number
  /** The message itself, between the "From " line and the blank line before the next. */
  start: number
  end: number
  /** Content without volatile fields, still quoted. */
  hash: string
  raw: Buffer | null
}

const MONTH = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec'
/** The ctime date of a postmark: "Mon Mar  2 10:00:00 2026", Takeout's with "+0000" before the year. */
const DATED = new RegExp(`^From .*\\b(?:${MONTH})\\s+\\d{1,2}\\s+\\d{1,2}:\\d{2}(?::\\d{2})?\\s.*\\d{4}`)
/** Without a date: Thunderbird writes only "From " or "From -", some tools "From ana@a.test". */
const UNDATED = /^From (?:-|\S+@\S+)?\s*$/
const FIELD = /^[!-9;-~]{1,80}[ \t]*:/

/**
 * Whether a line begins a message. "From here on we …" is an ordinary sentence that careless writers do not quote, so
 * the word alone is not enough: a dated postmark needs a blank line before it or a header field after it, one without
 * a date needs both.
 * @param next the line after it, null at the end of the file
 */
export function isPostmark(line: string, next: string | null, afterBlank: boolean): boolean {
  const beforeField = next !== null && FIELD.test(next)
  return DATED.test(line) ? afterBlank || beforeField : UNDATED.test(line) && afterBlank && beforeField
}

/** Where the first "From " line is, or null when this is no mbox. A byte order mark and blank lines may come before. */
export function firstPostmark(head: Buffer): number | null {
  let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
  while (head[at] === 0x0a || head[at] === 0x0d) at++
  return postmarkAt(head, at, true) === null ? null : at
}

/** The offset after the postmark line that begins at `at`; null when there is none. */
function postmarkAt(window: Buffer, at: number, afterBlank: boolean): number | null {
  if (window.toString('latin1', at, at + 5) !== 'From ') return null
  const end = window.indexOf(0x0a, at)
  if (end < 0 && window.length - at > LOOKAHEAD) return null
  const [line, next] = window.toString('latin1', at, at + LOOKAHEAD).split(/\r?\n/)
  if (!isPostmark(line!, end < 0 || end + 1 >= window.length ? null : (next ?? null), afterBlank)) return null
  return end < 0 ? window.length : end + 1
}

/** A window that moves over the file. `base` is the file offset of its first byte. */
class Window {
  bytes: Buffer = Buffer.alloc(0)
  base: number
  ended = false
  readonly #file: RandomAccess
  constructor(file: RandomAccess, from: number) {
    this.#file = file
    this.base = from
  }
  /** Drops what is before `upTo` and reads on. */
  async advance(upTo: number): Promise<void> {
    const rest = this.bytes.subarray(upTo)
    this.base += upTo
    const chunk = await this.#file.read(this.base + rest.length, CHUNK)
    this.ended = chunk.length === 0
    this.bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
  }
}

/** One message while it is read. */
class Collector {
  readonly offset: number
  readonly start: number
  #length = 0
  #chunks: Buffer[] = []
  readonly #hash: RawHash = rawHash()
  readonly #keep: number
  constructor(offset: number, start: number, keep: number) {
    this.offset = offset
    this.start = start
    this.#keep = keep
  }
  add(bytes: Buffer): void {
    this.#hash.push(bytes)
    this.#length += bytes.length
    if (this.#length <= this.#keep) this.#chunks.push(bytes)
    else this.#chunks = []
  }
  finish(next: number): MboxEntry {
    const raw = this.#length <= this.#keep ? Buffer.concat(this.#chunks) : null
    return { offset: this.offset, next, start: this.start, end: this.start + this.#length, hash: this.#hash.hex(), raw }
  }
}

/**
 * The messages from `from` on. What comes before the first "From " line is an entry too, so that nothing is passed
 * over in silence.
 * @param keep largest message whose bytes come along, 0 for none
 */
export async function* scanMbox(file: RandomAccess, from: number, keep: number): AsyncGenerator<MboxEntry> {
  const window = new Window(file, from)
  while (!window.ended && window.bytes.length < LOOKAHEAD) await window.advance(0)
  if (window.bytes.length === 0) return
  const start = postmarkAt(window.bytes, 0, true) ?? 0
  let message = new Collector(from, from + start, keep)
  let at = start
  let search = Math.max(0, start - 1)
  for (;;) {
    const found = window.bytes.indexOf('\nFrom ', search)
    if (!window.ended && (found < 0 || window.bytes.length - found < LOOKAHEAD)) {
      // Nothing before this can begin a separator: "\r\n" and "\nFrom" may still be incomplete.
      const pending = found < 0 ? Math.max(0, window.bytes.length - 5) : found
      const passed = Math.max(0, pending - 3)
      message.add(window.bytes.subarray(at, Math.max(at, passed)))
      at = Math.max(at, passed) - passed
      search = Math.max(search, pending) - passed
      await window.advance(passed)
      continue
    }
    if (found < 0) break
    const blank = blankLineBefore(window.bytes, found)
    const next = postmarkAt(window.bytes, found + 1, blank !== null)
    search = found + 1
    if (next === null) continue
    message.add(window.bytes.subarray(at, Math.max(at, blank ?? found + 1)))
    yield message.finish(window.base + found + 1)
    message = new Collector(window.base + found + 1, window.base + next, keep)
    at = next
    search = next - 1
  }
  message.add(withoutLastBlankLine(window.bytes.subarray(at)))
  yield message.finish(window.base + window.bytes.length)
}

/** Where the blank line begins that ends with the line feed at `found`; null when that line is not blank. */
function blankLineBefore(bytes: Buffer, found: number): number | null {
  if (bytes[found - 1] === 0x0a) return found
  return bytes[found - 1] === 0x0d && bytes[found - 2] === 0x0a ? found - 1 : null
}

function withoutLastBlankLine(bytes: Buffer): Buffer {
  const end = bytes.length
  if (bytes[end - 1] !== 0x0a) return bytes
  if (bytes[end - 2] === 0x0a) return bytes.subarray(0, end - 1)
  return bytes[end - 2] === 0x0d && bytes[end - 3] === 0x0a ? bytes.subarray(0, end - 2) : bytes
}

/** mboxrd: a line ">From " or ">>From " loses one ">". One state per message, as chunks may end anywhere. */
export function fromUnquoter(): { push(chunk: Buffer): Buffer; end(): Buffer } {
  let tail: Buffer = Buffer.from('\n')
  let first = true
  const drop = (bytes: Buffer) => {
    const text = bytes.includes('>From ')
      ? Buffer.from(bytes.toString('latin1').replace(/\n>(>*From )/g, '\n$1'), 'latin1')
      : bytes
    if (!first || text.length === 0) return text
    first = false
    return text.subarray(1)
  }
  return {
    push(chunk) {
      const bytes = Buffer.concat([tail, chunk])
      const line = bytes.lastIndexOf(0x0a)
      // Only what may be the beginning of a quoted "From " waits for the next chunk.
      const waits =
        line >= 0 && bytes.length - line < 1024 && /^\n>*(?:F(?:r(?:om?)?)?)?$/.test(bytes.toString('latin1', line))
      tail = waits ? bytes.subarray(line) : Buffer.alloc(0)
      return drop(waits ? bytes.subarray(0, line) : bytes)
    },
    end: () => drop(tail),
  }
}
