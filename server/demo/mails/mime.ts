/**
 * Writes mail as several clients do: RFC 5322 and MIME with the charsets and encodings that each of them prefers.
 * Pure and without chance: the same input gives the same bytes.
 */
import { createHash } from 'node:crypto'

export type Header = [name: string, value: string]
export type Charset = 'utf-8' | 'windows-1252' | 'us-ascii'
export type Transfer = 'quoted-printable' | 'base64' | '8bit'
export type Part = { headers: Header[]; body: Buffer | { boundary: string; parts: Part[] } }
export type File = { name: string; type: string; content: Buffer }

const CP1252: Record<string, number> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
}

export const isAscii = (text: string): boolean => /^[\t\r\n\x20-\x7e]*$/.test(text)

function isCp1252(text: string): boolean {
  return Array.from(text).every((char) => char in CP1252 || /^[\t\r\n\x20-\x7e\xa0-\xff]$/.test(char))
}

/** The narrowest charset that an old client would choose. */
export function oldCharset(text: string): Charset {
  if (isAscii(text)) return 'us-ascii'
  return isCp1252(text) ? 'windows-1252' : 'utf-8'
}

function encode(text: string, charset: Charset): Buffer {
  if (charset !== 'windows-1252') return Buffer.from(text, 'utf8')
  return Buffer.from(Array.from(text).map((char) => CP1252[char] ?? char.charCodeAt(0)))
}

/** A stable stand-in for what clients take at random. */
export const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const isPlainByte = (byte: number) => (byte >= 0x21 && byte <= 0x7e && byte !== 0x3d) || byte === 0x20 || byte === 0x09
const hex = (byte: number) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** One line of quoted-printable, softly broken at 75 characters. */
function quotedPrintableLine(bytes: Buffer): string {
  const rows = ['']
  for (const [index, byte] of bytes.entries()) {
    const last = index === bytes.length - 1
    const blankAtEnd = last && (byte === 0x20 || byte === 0x09)
    const piece = isPlainByte(byte) && !blankAtEnd ? String.fromCharCode(byte) : hex(byte)
    const row = rows.at(-1) ?? ''
    if (row.length + piece.length > (last ? 76 : 75)) rows.push(piece)
    else rows[rows.length - 1] = row + piece
  }
  return rows.join('=\r\n')
}

export const withCrLf = (text: string): string => text.replaceAll(/\r?\n/g, '\r\n')

function transferred(text: string, charset: Charset, transfer: Transfer): Buffer {
  const lines = withCrLf(text).split('\r\n')
  if (transfer === 'quoted-printable') {
    return Buffer.from(lines.map((line) => quotedPrintableLine(encode(line, charset))).join('\r\n'))
  }
  const bytes = encode(lines.join('\r\n'), charset)
  return transfer === '8bit' ? bytes : base64Lines(bytes)
}

export function base64Lines(bytes: Buffer): Buffer {
  return Buffer.from((bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n'))
}

export type TextPart = { subtype: string; text: string; charset: Charset; transfer: Transfer; params?: string }

export function textPart({ subtype, text, charset, transfer, params = '' }: TextPart): Part {
  const encoding = charset === 'us-ascii' && transfer !== 'base64' ? '7bit' : transfer
  return {
    headers: [
      ['Content-Type', `text/${subtype}; charset=${charset}${params}`],
      ['Content-Transfer-Encoding', encoding],
    ],
    body: transferred(text, charset, encoding === '7bit' ? '8bit' : transfer),
  }
}

/** An attachment; with `cid` it is a picture shown within the text. */
export function filePart(file: File, cid?: string): Part {
  const name = isAscii(file.name) ? `"${file.name}"` : `"${encodedWords(file.name, 'utf-8')}"`
  const filename = isAscii(file.name) ? `filename=${name}` : `filename*=UTF-8''${encodeURIComponent(file.name)}`
  const id: Header[] = cid === undefined ? [] : [['Content-ID', `<${cid}>`]]
  return {
    headers: [
      ['Content-Type', `${file.type};\r\n name=${name}`],
      ['Content-Disposition', `${cid === undefined ? 'attachment' : 'inline'};\r\n ${filename}`],
      ['Content-Transfer-Encoding', 'base64'],
      ...id,
    ],
    body: base64Lines(file.content),
  }
}

/** `seed` makes the boundary; `params` is e.g. `; report-type=delivery-status`. */
export function multipart(subtype: string, seed: string, parts: Part[], params = ''): Part {
  const boundary = `----=_${digest(`${subtype} ${seed}`).toString('hex').slice(0, 24)}`
  return {
    headers: [['Content-Type', `multipart/${subtype}${params};\r\n boundary="${boundary}"`]],
    body: { boundary, parts },
  }
}

function writeBody({ body }: Part): Buffer {
  if (Buffer.isBuffer(body)) return body
  const chunks = body.parts.flatMap((part) => [
    Buffer.from(`--${body.boundary}\r\n${writeHeaders(part.headers)}\r\n`),
    writeBody(part),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...chunks, Buffer.from(`--${body.boundary}--\r\n`)])
}

const writeHeaders = (headers: Header[]) => headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')

/** The whole mail. Values are expected encoded and folded already. */
export function writeMessage(headers: Header[], content: Part): Buffer {
  const head = Buffer.from(`${writeHeaders([...headers, ['MIME-Version', '1.0'], ...content.headers])}\r\n`)
  return Buffer.concat([head, writeBody(content), Buffer.from(Buffer.isBuffer(content.body) ? '\r\n' : '')])
}

/** RFC 2047, never breaking a character in two; `Q` for the old charset, `B` for UTF-8. */
export function encodedWords(text: string, charset: Charset): string {
  if (isAscii(text)) return text
  const used = charset === 'windows-1252' && isCp1252(text) ? charset : 'utf-8'
  const words = ['']
  for (const char of text) {
    const word = words.at(-1) ?? ''
    if (encode(word + char, used).length > 42) words.push(char)
    else words[words.length - 1] = word + char
  }
  return words.map((word) => encodedWord(encode(word, used), used)).join('\r\n ')
}

function encodedWord(bytes: Buffer, charset: Charset): string {
  if (charset === 'utf-8') return `=?UTF-8?B?${bytes.toString('base64')}?=`
  const safe = (byte: number) => /[A-Za-z0-9]/.test(String.fromCharCode(byte))
  const letters = [...bytes].map((byte) => (byte === 0x20 ? '_' : safe(byte) ? String.fromCharCode(byte) : hex(byte)))
  return `=?${charset}?Q?${letters.join('')}?=`
}

/** A subject: encoded where it must be, folded at spaces where it is long. */
export function encodedText(text: string, charset: Charset): string {
  if (!isAscii(text)) return encodedWords(text, charset)
  return foldWords(text.split(' '), ' ', 66)
}

/** Joins with `separator`, starting a new line (folded) before a row would grow beyond `width`. */
export function foldWords(words: string[], separator: string, width = 72): string {
  let row = 0
  let out = ''
  for (const [index, word] of words.entries()) {
    const fold = index > 0 && row + word.length > width
    out += index === 0 ? word : `${separator.trimEnd()}${fold ? '\r\n ' : ' '}${word}`
    row = fold ? word.length : row + word.length + separator.length
  }
  return out
}

export type NamedAddress = { name: string | null; address: string }

export function encodedAddress({ name, address }: NamedAddress, charset: Charset): string {
  if (name === null) return address
  if (!isAscii(name)) return `${encodedWords(name, charset)} <${address}>`
  return `${/[^\w .'-]/.test(name) || name.includes('.') ? `"${name}"` : name} <${address}>`
}

export function encodedAddresses(list: NamedAddress[], charset: Charset): string {
  return foldWords(
    list.map((entry) => encodedAddress(entry, charset)),
    ', ',
  )
}
