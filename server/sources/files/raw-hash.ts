/** What identifies a stored message while its flags change, and what keeps it apart from its neighbours. */
import { createHash } from 'node:crypto'

/**
 * Fields that mail readers and exporters rewrite when a message is read, moved or labelled. Without them, the same
 * message with other flags is the same item in a higher version.
 */
const VOLATILE =
  /^(?:x-mozilla-(?:status2?|keys)|status|x-status|x-keywords|x-gmail-labels|x-uid|x-imap|x-imapbase|x-evolution|content-length|lines):/i
const MAYBE_VOLATILE = /^(?:x-(?:mozilla|status|keywords|gmail|uid|imap|evolution)|status|content-length|lines)/im

/** Beyond it nothing is left out any more: no header is longer, and memory stays bounded. */
const MAX_HEADER = 1024 * 1024

export type RawHash = { push(bytes: Buffer): void; /** Hex SHA-256 of all that was pushed. Call once. */ hex(): string }

/** Hash of a raw message without volatile fields and without line ends at its end, which a neighbour in an mbox adds. */
export function rawHash(): RawHash {
  const hash = createHash('sha256')
  let header: Buffer | null = Buffer.alloc(0)
  let lineEnds = Buffer.alloc(0)
  const body = (bytes: Buffer) => {
    let end = bytes.length
    while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--
    if (end > 0) {
      hash.update(lineEnds).update(bytes.subarray(0, end))
      lineEnds = Buffer.from(bytes.subarray(end))
    } else lineEnds = Buffer.concat([lineEnds, bytes])
  }
  const leaveHeader = (all: Buffer, end: number) => {
    body(withoutVolatile(all.subarray(0, end)))
    header = null
    body(all.subarray(end))
  }
  return {
    push(bytes) {
      if (header === null) return body(bytes)
      const from = Math.max(0, header.length - 3)
      header = header.length === 0 ? bytes : Buffer.concat([header, bytes])
      const end = headerEnd(header, from)
      if (end >= 0) leaveHeader(header, end)
      else if (header.length > MAX_HEADER) leaveHeader(header, 0)
    },
    hex() {
      if (header !== null) leaveHeader(header, header.length)
      return hash.digest('hex')
    },
  }
}

function headerEnd(bytes: Buffer, from: number): number {
  const lf = bytes.indexOf('\n\n', from)
  const crlf = bytes.indexOf('\n\r\n', from)
  if (lf < 0 && crlf < 0) return -1
  return lf >= 0 && (crlf < 0 || lf < crlf) ? lf + 1 : crlf + 1
}

function withoutVolatile(header: Buffer): Buffer {
  const text = header.toString('latin1')
  if (!MAYBE_VOLATILE.test(text)) return header
  // A field is its line and the folded ones after it.
  const fields = text.split(/\n(?![ \t])/)
  return Buffer.from(fields.filter((field) => !VOLATILE.test(field)).join('\n'), 'latin1')
}

/** The provider id of a message in an mbox or .eml: where it is, what it says, and which of equal copies there it is. */
export function idOfStored(path: string, hash: string, copy: number): string {
  return createHash('sha256')
    .update(JSON.stringify(['stored', path, hash, copy]))
    .digest('base64url')
}

/** Of a message in a Maildir, where the name before the flags is unique for ever (maildir(5)). */
export function idOfMaildir(folder: string, base: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['maildir', folder, base]))
    .digest('base64url')
}

/** Of a file that cannot be read at all, as one failed item. */
export function idOfFile(path: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['file', path]))
    .digest('base64url')
}
