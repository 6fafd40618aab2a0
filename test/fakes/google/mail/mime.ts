/** A message as Gmail takes it apart: headers as text, parts by their boundaries, text in UTF-8 whatever it was sent in. */
import { decode as decodeCharset, encodingExists } from 'iconv-lite'
import libmime from 'libmime'

export type Header = { name: string; value: string }

export type Part = {
  headers: Header[]
  mimeType: string
  filename: string
  /** Decoded; of a multipart nothing. */
  content: Buffer
  parts: Part[]
}

/** Deeper than any mail is, and not deep enough to fill the stack. */
const DEEPEST = 30

export const headerOf = (headers: Header[], name: string): string | undefined =>
  headers.find((header) => header.name.toLowerCase() === name)?.value

export function readHeaders(raw: Buffer): Header[] {
  return parseHeaders(split(raw).head)
}

export function readMime(raw: Buffer, depth = 0): Part {
  const { head, body } = split(raw)
  const headers = parseHeaders(head)
  const type = libmime.parseHeaderValue(headerOf(headers, 'content-type') ?? 'text/plain')
  const disposition = libmime.parseHeaderValue(headerOf(headers, 'content-disposition') ?? '')
  const mimeType = type.value.toLowerCase()
  const filename = libmime.decodeWords(disposition.params.filename ?? type.params.name ?? '')
  const boundary = type.params.boundary
  if (mimeType.startsWith('multipart/') && boundary && depth < DEEPEST) {
    const parts = splitParts(body, boundary).map((part) => readMime(part, depth + 1))
    return { headers, mimeType, filename, content: Buffer.alloc(0), parts }
  }
  const decoded = decodeTransfer(body, headerOf(headers, 'content-transfer-encoding')?.trim().toLowerCase())
  if (mimeType === 'message/rfc822' && depth < DEEPEST) {
    return {
      headers,
      mimeType,
      filename: filename || 'noname.eml',
      content: decoded,
      parts: [readMime(decoded, depth + 1)],
    }
  }
  const isText = mimeType.startsWith('text/') && filename === ''
  return { headers, mimeType, filename, content: isText ? toUtf8(decoded, type.params.charset) : decoded, parts: [] }
}

function split(raw: Buffer): { head: Buffer; body: Buffer } {
  const crlf = raw.indexOf('\r\n\r\n')
  const lf = raw.indexOf('\n\n')
  if (crlf === -1 && lf === -1) return { head: raw, body: Buffer.alloc(0) }
  if (lf === -1 || (crlf !== -1 && crlf < lf)) return { head: raw.subarray(0, crlf), body: raw.subarray(crlf + 4) }
  return { head: raw.subarray(0, lf), body: raw.subarray(lf + 2) }
}

function parseHeaders(head: Buffer): Header[] {
  const headers: Header[] = []
  for (const line of head.toString('utf8').split(/\r?\n/)) {
    const last = headers.at(-1)
    if (/^[ \t]/.test(line) && last) last.value += ` ${line.trim()}`
    else if (line.includes(':')) {
      const at = line.indexOf(':')
      headers.push({ name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() })
    }
  }
  return headers.map(({ name, value }) => ({
    name,
    value: value.includes('=?') && !/^content-/i.test(name) ? libmime.decodeWords(value) : value,
  }))
}

/** What lies between the delimiters; what is before the first and after the last belongs to nobody. */
function splitParts(body: Buffer, boundary: string): Buffer[] {
  const text = body.toString('latin1')
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const delimiter = new RegExp(`(?:^|\\r?\\n)--${escaped}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g')
  const parts: Buffer[] = []
  let start: number | null = null
  for (const match of text.matchAll(delimiter)) {
    if (start !== null) parts.push(body.subarray(start, match.index))
    start = null
    if (match[1]) return parts
    start = match.index + match[0].length
    start += text.startsWith('\r\n', start) ? 2 : 1
  }
  if (start !== null) parts.push(body.subarray(start))
  return parts
}

function decodeTransfer(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64')
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body.toString('latin1'))
  return body
}

function decodeQuotedPrintable(text: string): Buffer {
  const joined = text.replace(/[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, '')
  const plain = joined.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}

function toUtf8(text: Buffer, charset = 'utf-8'): Buffer {
  if (/^(utf-?8|us-ascii)$/i.test(charset) || !encodingExists(charset)) return text
  return Buffer.from(decodeCharset(text, charset))
}

/** The first words of it, with HTML's special characters escaped, as Gmail shows them in its list. */
export function snippetOf(part: Part): string {
  const leaf = leaves(part).find((each) => each.mimeType.startsWith('text/') && each.filename === '')
  if (!leaf) return ''
  const text = leaf.content.subarray(0, 4000).toString('utf8')
  const plain =
    leaf.mimeType === 'text/html' ? text.replace(/<style.*?<\/style>/gis, ' ').replace(/<[^>]*>/g, ' ') : text
  const short = plain.replace(/\s+/g, ' ').trim().slice(0, 200)
  const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return short.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)
}

function leaves(part: Part): Part[] {
  return part.parts.length === 0 ? [part] : part.parts.flatMap(leaves)
}
