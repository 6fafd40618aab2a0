/**
 * The tree of parts of a message, read as a stream: text parts are kept up to a budget, attachments only counted.
 *
 * Built on mailsplit, the tokenizer inside mailparser, and not on mailparser itself, which keeps whole text parts in
 * memory, reads a wrong date as now, and puts inline text attachments into the text.
 */
import { Readable, pipeline } from 'node:stream'
import type { MimeNode } from '@zone-eu/mailsplit'
import { UnreadableMessage } from './unreadable.ts'
import { readHeaders, type Headers } from './header.ts'
import { TolerantSplitter } from './splitter.ts'
import { transferDecoder, type TransferDecoder } from './transfer.ts'

/** 10,000 recipients with names are about 1 MB. */
const MAX_HEADER_BYTES = 2 * 1024 * 1024
const MAX_PARTS = 1000
/** Decoded bytes kept of all text parts together; four times the text that is stored, for HTML full of pictures. */
const TEXT_BUDGET = 4 * 1024 * 1024

export type Part = {
  /** Place among all parts, the multiparts included, in the order of the message: finds an attachment again. */
  index: number
  parent: Part | null
  children: Part[]
  type: string
  /** Parameters of Content-Type that matter for what the part is. */
  params: { charset: string; flowed: boolean; delSp: boolean; method: string; reportType: string; smimeType: string }
  disposition: string | null
  filename: string | null
  /** Without angle brackets. */
  contentId: string | null
  multipart: boolean
  /** A message/rfc822 whose content is in `children`. */
  embedded: boolean
  headers: Headers
  /** Decoded bytes of a text part, or of the preamble of a multipart without parts. Cut at the budget. */
  content: Buffer[]
  /** Decoded size in bytes. */
  size: number
  /** The same without CR and LF where transport may change them: equal for copies. */
  neutralSize: number
}

export type Structure = { root: Part; parts: Part[]; cut: boolean }

/** A stream of a message's parts. Ends or throws whatever comes in: mailsplit answers every write, and errors destroy it. */
function splitMessage(raw: Buffer | Readable): TolerantSplitter {
  const splitter = new TolerantSplitter({
    maxHeadSize: MAX_HEADER_BYTES,
    maxChildNodes: MAX_PARTS,
    defaultInlineEmbedded: true,
  })
  if (Buffer.isBuffer(raw)) splitter.end(raw)
  // The callback is where errors of `raw` end; the reader of the splitter sees them too.
  else pipeline(raw, splitter, () => {})
  return splitter
}

/** What mailsplit throws at its limits has one code for both. */
function translate(error: unknown): unknown {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'EMAXLEN') return error
  return new UnreadableMessage(/header/i.test(error.message) ? 'header-too-large' : 'too-many-parts', { cause: error })
}

/** @throws UnreadableMessage at a limit; whatever reading `raw` throws */
export async function readStructure(raw: Buffer | Readable): Promise<Structure> {
  const parts: Part[] = []
  const byNode = new Map<MimeNode, Part>()
  let budget = TEXT_BUDGET
  let cut = false
  let current: { part: Part; decoder: TransferDecoder } | null = null
  const keep = (part: Part, bytes: Buffer) => {
    count(part, bytes)
    if (!isBodyText(part) && !part.multipart) return
    if (bytes.length > budget) cut = true
    const kept = bytes.subarray(0, budget)
    budget -= kept.length
    if (kept.length > 0) part.content.push(kept)
  }
  const finish = () => current && keep(current.part, current.decoder.end())
  try {
    for await (const chunk of splitMessage(raw)) {
      if (chunk.type === 'node') {
        finish()
        const part = toPart(chunk, parts.length, byNode)
        parts.push(part)
        byNode.set(chunk, part)
        current = { part, decoder: decoderOf(chunk, part) }
      } else if (chunk.type === 'body' && current) keep(current.part, current.decoder.push(chunk.value))
      // A multipart whose boundary never comes: what it holds is all there is to read.
      else if (current?.part.multipart && parts.length === 1) keep(current.part, chunk.value)
    }
  } catch (error) {
    throw translate(error)
  }
  finish()
  const root = parts[0]
  if (!root) throw new UnreadableMessage('not-a-message')
  return { root, parts, cut }
}

/** The decoded content of one part. The stream fails with `UnreadableMessage('no-such-part')` when there is none. */
export function readPart(raw: Buffer | Readable, index: number): Readable {
  return Readable.from(partContent(raw, index), { objectMode: false })
}

async function* partContent(raw: Buffer | Readable, index: number): AsyncGenerator<Buffer> {
  let at = -1
  let decoder: TransferDecoder | null = null
  try {
    for await (const chunk of splitMessage(raw)) {
      if (chunk.type === 'node') {
        if (at === index) break
        at++
        if (at === index) decoder = decoderOf(chunk, { type: typeOf(chunk) })
      } else if (chunk.type === 'body' && at === index && decoder) {
        const bytes = decoder.push(chunk.value)
        if (bytes.length > 0) yield bytes
      }
    }
  } catch (error) {
    throw translate(error)
  }
  if (!decoder) throw new UnreadableMessage('no-such-part')
  yield decoder.end()
}

/** RFC 2045, 5.2: what is no type is plain text; but a file of no known type stays a file. */
function typeOf(node: MimeNode): string {
  const type = /^[a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100}/.exec(node.contentType || '')?.[0]
  return type ?? (node.filename ? 'application/octet-stream' : 'text/plain')
}

const isTextual = (type: string) => /^(?:text|message)\//.test(type)

/** A text part that is shown as part of the message and not as an attachment. */
export function isBodyText(part: Part): boolean {
  if (part.type !== 'text/plain' && part.type !== 'text/html') return false
  // Apple Mail sends attached text files as `inline` with a name. A `name` on Content-Type alone is only decoration.
  return part.disposition !== 'attachment' && !/filename/i.test(part.headers.get('content-disposition')?.[0] ?? '')
}

const decoderOf = (node: MimeNode, part: { type: string }) => transferDecoder(node.encoding || '', isTextual(part.type))

function count(part: Part, bytes: Buffer): void {
  part.size += bytes.length
  part.neutralSize += bytes.length
  if (!isTextual(part.type) || isBodyText(part)) return
  for (const byte of bytes) if (byte === 0x0a || byte === 0x0d) part.neutralSize--
}

function toPart(node: MimeNode, index: number, byNode: Map<MimeNode, Part>): Part {
  const headers = readHeaders(node.headers ? node.headers.getList() : [])
  const parent = (node.parentNode && byNode.get(node.parentNode)) || null
  const param = (name: string) => contentTypeParam(headers, name)
  const part: Part = {
    index,
    parent,
    children: [],
    type: typeOf(node),
    params: {
      charset: node.charset || '',
      flowed: node.flowed,
      delSp: node.delSp,
      method: param('method'),
      reportType: param('report-type'),
      smimeType: param('smime-type'),
    },
    disposition: node.disposition || null,
    filename: node.filename || null,
    contentId: headers.get('content-id')?.[0]?.replace(/^<|>$/g, '').trim() || null,
    multipart: node.multipart !== false,
    embedded: node.messageNode === true,
    headers,
    content: [],
    size: 0,
    neutralSize: 0,
  }
  parent?.children.push(part)
  return part
}

/** For short tokens only; file names and charsets, which may be encoded, are mailsplit's to read. */
function contentTypeParam(headers: Headers, name: string): string {
  const value = headers.get('content-type')?.[0] ?? ''
  return (new RegExp(`;\\s*${name}\\s*=\\s*"?([\\w.-]+)`, 'i').exec(value)?.[1] ?? '').toLowerCase()
}
