/** Content transfer encodings, decoded chunk by chunk with constant memory. Never throw: what is no valid code is skipped or kept as it stands. */

export type TransferDecoder = { push(chunk: Buffer): Buffer; end(): Buffer }

const EMPTY: Buffer = Buffer.alloc(0)

/**
 * @param encoding value of Content-Transfer-Encoding, lower case; unknown ones are taken as they are (RFC 2045, 6.4)
 * @param textual line ends become CRLF, the canonical form of text: the same attachment out of an LF mbox and a CRLF
 *   .eml must be the same document. base64 already says exactly which bytes it means.
 */
export function transferDecoder(encoding: string, textual: boolean): TransferDecoder {
  if (encoding === 'base64') return base64Decoder()
  const decoder = encoding === 'quoted-printable' ? quotedPrintableDecoder() : identity()
  return textual && encoding !== 'binary' ? chain(decoder, crlf()) : decoder
}

const identity = (): TransferDecoder => ({ push: (chunk) => chunk, end: () => EMPTY })

function chain(first: TransferDecoder, second: TransferDecoder): TransferDecoder {
  return {
    push: (chunk) => second.push(first.push(chunk)),
    end: () => Buffer.concat([second.push(first.end()), second.end()]),
  }
}

/** `Buffer.from` stops at the first padding, but some senders pad every line: each padded run is decoded for itself. */
function base64Decoder(): TransferDecoder {
  let rest = ''
  const decode = (text: string) => {
    if (!text.includes('=')) return Buffer.from(text, 'base64')
    return Buffer.concat(text.split(/=+/).map((run) => Buffer.from(run, 'base64')))
  }
  return {
    push(chunk) {
      const text = rest + chunk.toString('latin1').replace(/[^A-Za-z0-9+/=]+/g, '')
      // Up to the last whole group of four since the last padding; the rest waits for the next chunk.
      const start = text.lastIndexOf('=') + 1
      const whole = start + Math.floor((text.length - start) / 4) * 4
      rest = text.slice(whole)
      return decode(text.slice(0, whole))
    },
    end: () => decode(rest),
  }
}

const hexValue = (byte: number | undefined): number => {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

/**
 * Own, because libqp strips white space at line ends with a pattern that is quadratic in the length of a run of
 * spaces: one line of 64 kB took seconds (test "spaces without end").
 */
function quotedPrintableDecoder(): TransferDecoder {
  let pending: Buffer = EMPTY
  const decode = (input: Buffer, final: boolean): Buffer => {
    const keep = final ? input.length : lastSafe(input)
    pending = input.subarray(keep)
    return unquote(input.subarray(0, keep), final)
  }
  return {
    push: (chunk) => decode(pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk, false),
    end: () => decode(pending, true),
  }
}

/** How much may be decoded before the next chunk is known: no cut within `=XX`, `=CRLF` or white space before a line end. */
function lastSafe(input: Buffer): number {
  let end = input.length
  // A run of spaces longer than this is content, whatever follows; waiting for its end would hold it all in memory.
  const floor = Math.max(0, end - 1024)
  while (end > floor && (input[end - 1] === 0x20 || input[end - 1] === 0x09 || input[end - 1] === 0x0d)) end--
  const sign = input.lastIndexOf(0x3d, end - 1)
  return sign >= 0 && sign >= end - 2 ? sign : end
}

function unquote(input: Buffer, final: boolean): Buffer {
  const output = Buffer.allocUnsafe(input.length)
  let size = 0
  /** Where `output` would end if the white space before a line end were dropped. */
  let solid = 0
  for (let at = 0; at < input.length; at++) {
    const byte = input[at]!
    if (byte === 0x3d) {
      const soft = softBreak(input, at + 1, final)
      if (soft >= 0) {
        at += soft
        solid = size
        continue
      }
      const high = hexValue(input[at + 1])
      const low = hexValue(input[at + 2])
      const coded = high >= 0 && low >= 0
      output[size++] = coded ? high * 16 + low : byte
      if (coded) at += 2
      solid = size
      continue
    }
    if (byte === 0x0a || (byte === 0x0d && input[at + 1] === 0x0a)) size = solid
    output[size++] = byte
    if (byte !== 0x20 && byte !== 0x09) solid = size
  }
  return output.subarray(0, size)
}

/** The length of "white space, line end" at `at`, which after a `=` joins two lines; -1 when there is none. */
function softBreak(input: Buffer, at: number, final: boolean): number {
  let end = at
  while (input[end] === 0x20 || input[end] === 0x09) end++
  if (input[end] === 0x0a) return end - at + 1
  if (input[end] === 0x0d && input[end + 1] === 0x0a) return end - at + 2
  return final && end === input.length ? end - at : -1
}

/** Lone LF becomes CRLF. */
function crlf(): TransferDecoder {
  let afterCr = false
  return {
    push(chunk) {
      if (chunk.length === 0) return chunk
      const head = afterCr && chunk[0] === 0x0a ? 1 : 0
      afterCr = chunk.at(-1) === 0x0d
      const rest = chunk.toString('latin1', head).replace(/\r?\n/g, '\r\n')
      return Buffer.from(head === 1 ? `\n${rest}` : rest, 'latin1')
    },
    end: () => EMPTY,
  }
}
