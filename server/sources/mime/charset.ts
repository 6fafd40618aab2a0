/** Bytes to text, and text that a database and a reader can bear. Pure; nothing here throws. */
import iconv from 'iconv-lite'

const decoders = new Map<string, TextDecoder | null>()

/** WHATWG names cover what mail uses, and read iso-8859-1 as windows-1252, which is what its senders mean (“ ” €). */
function webDecoder(label: string): TextDecoder | null {
  let decoder = decoders.get(label)
  if (decoder === undefined) {
    try {
      decoder = new TextDecoder(label)
    } catch {
      decoder = null
    }
    // Labels come from strangers: without a bound the cache would be theirs to fill.
    if (decoders.size < 256) decoders.set(label, decoder)
  }
  return decoder
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const windows1252 = new TextDecoder('windows-1252')

/** Labels that say nothing about the bytes. */
const VAGUE = new Set([
  '',
  'us-ascii',
  'ascii',
  'ansi_x3.4-1968',
  'unknown-8bit',
  'unknown',
  'x-unknown',
  'binary',
  '8bit',
  '7bit',
  'default',
  'none',
  'utf8mb4',
])

/** UTF-8 when it is valid, else windows-1252: the two that senders use who do not say. */
export function decodeUndeclared(bytes: Buffer): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return windows1252.decode(bytes)
  }
}

/** Text in the charset that the sender named; wrong bytes become U+FFFD, unknown names are guessed from the bytes. */
export function decodeBytes(bytes: Buffer, charset: string): string {
  // RFC 2231 lets a language follow: utf-8*es
  const label = charset
    .trim()
    .toLowerCase()
    .replace(/\*.*$/, '')
    .replace(/^cp-?(125\d)$/, 'windows-$1')
  if (VAGUE.has(label)) return decodeUndeclared(bytes)
  const decoder = webDecoder(label)
  if (decoder) return decoder.decode(bytes)
  if (label !== 'utf-7-imap' && !iconv.encodingExists(label)) return decodeUndeclared(bytes)
  try {
    return iconv.decode(bytes, label)
  } catch {
    return decodeUndeclared(bytes)
  }
}

/** An HTML part that names its charset only in the document. */
export function htmlCharset(bytes: Buffer): string {
  const head = bytes.subarray(0, 2048).toString('latin1')
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})/i.exec(head)?.[1] ?? ''
}

/**
 * Body text: NUL and other control characters out (PostgreSQL refuses U+0000), lone surrogates replaced (it refuses
 * those too), every line end a "\n", no white space at the end: what transport does to line ends must not show.
 */
export function cleanText(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  return lines.replace(CONTROLS, '').toWellFormed().trimEnd()
}

/** All but tab and line feed, and not as \p{Cc}: that is four times slower over a body. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]+/g

/** A header's value, one line whatever it held: CR, LF and other controls never survive it. */
export function cleanLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .trim()
}

/** Names of people and files: also without the marks that reverse the reading direction ("gpj.exe" for "exe.jpg"). */
export function cleanName(text: string): string {
  return cleanLine(text.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''))
}
