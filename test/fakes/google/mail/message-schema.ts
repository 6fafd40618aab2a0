/** A stored message in the four formats of messages.get. */
import type { gmail_v1 } from '@googleapis/gmail'
import type { Mailbox, Stored } from './mailbox.ts'
import { headerOf, type Part, readMime } from './mime.ts'

export type Format = 'minimal' | 'metadata' | 'full' | 'raw'

/** Gives a new id for an attachment each time: they are not stable. */
export type NameAttachment = (messageId: string, content: Buffer) => string

type Options = { format: Format; metadataHeaders: string[]; nameAttachment: NameAttachment }

export function toMessage(mailbox: Mailbox, message: Stored, options: Options): gmail_v1.Schema$Message {
  const { format } = options
  return {
    id: message.id,
    threadId: message.threadId,
    ...(message.labelIds.size > 0 ? { labelIds: [...message.labelIds] } : {}),
    snippet: mailbox.snippet(message),
    ...(format === 'metadata' ? { payload: toMetadata(message, options.metadataHeaders) } : {}),
    ...(format === 'full'
      ? { payload: toPart(readMime(message.raw), '', (content) => options.nameAttachment(message.id, content)) }
      : {}),
    sizeEstimate: message.raw.length,
    historyId: String(message.historyId),
    internalDate: String(message.internalDate),
    ...(format === 'raw' ? { raw: encode(message.raw) } : {}),
  }
}

/** URL-safe, with the padding that Google leaves in. */
export const encode = (bytes: Buffer) => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_')

function toMetadata({ headers }: Stored, wanted: string[]): gmail_v1.Schema$MessagePart {
  const names = wanted.map((name) => name.toLowerCase())
  const kept = wanted.length === 0 ? headers : headers.filter(({ name }) => names.includes(name.toLowerCase()))
  const mimeType = (headerOf(headers, 'content-type') ?? 'text/plain').split(';')[0]!.trim().toLowerCase()
  return { mimeType, ...(kept.length > 0 ? { headers: kept } : {}) }
}

/** `partId` is empty for the whole message; below it counts from 0, by dots. */
function toPart(part: Part, partId: string, nameAttachment: (content: Buffer) => string): gmail_v1.Schema$MessagePart {
  const below = part.parts.map((each, index) =>
    toPart(each, partId === '' ? String(index) : `${partId}.${index}`, nameAttachment),
  )
  return {
    partId,
    mimeType: part.mimeType,
    filename: part.filename,
    headers: part.headers,
    body: toBody(part, nameAttachment),
    ...(below.length > 0 ? { parts: below } : {}),
  }
}

function toBody(part: Part, nameAttachment: (content: Buffer) => string): gmail_v1.Schema$MessagePartBody {
  if (part.mimeType.startsWith('multipart/')) return { size: 0 }
  const size = part.content.length
  if (part.filename !== '' || !part.mimeType.startsWith('text/')) {
    return { attachmentId: nameAttachment(part.content), size }
  }
  return { size, ...(size > 0 ? { data: encode(part.content) } : {}) }
}
