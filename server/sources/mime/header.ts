/** Header fields: unfolded, 8-bit bytes read, encoded words decoded. Pure. */
import libmime from 'libmime'
import { cleanLine, decodeUndeclared } from './charset.ts'

/** Field names in lower case; each value unfolded, on one line, encoded words still encoded. In the message's order. */
export type Headers = Map<string, string[]>

/** @param lines as mailsplit gives them: one string per field, one char per byte, still folded */
export function readHeaders(lines: { key: string; line: string }[]): Headers {
  const headers: Headers = new Map()
  for (const { key, line } of lines) {
    if (!/^[!-9;-~]+$/.test(key)) continue
    const value = cleanLine(readBytes(line.slice(line.indexOf(':') + 1)))
    const values = headers.get(key)
    if (values) values.push(value)
    else headers.set(key, [value])
  }
  return headers
}

/** Raw 8-bit in headers: UTF-8 by RFC 6532, else what old senders meant. */
function readBytes(binary: string): string {
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(binary) ? binary : decodeUndeclared(Buffer.from(binary, 'latin1'))
}

/** RFC 2047. iso-8859-1 is read as windows-1252, as in bodies. Control characters that were encoded are gone too. */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value
  const words = value.replace(/=\?(?:iso-8859-1|us-ascii)(\*[\w-]*)?\?/gi, '=?windows-1252?')
  try {
    return cleanLine(libmime.decodeWords(words))
  } catch {
    return value
  }
}

export const firstOf = (headers: Headers, name: string): string | null => headers.get(name)?.[0] ?? null

/** The type before parameters and comments, in lower case: `Auto-Submitted: auto-replied (vacation)`. */
export const tokenOf = (value: string): string => (/^[^\s;(]+/.exec(value)?.[0] ?? '').toLowerCase()
