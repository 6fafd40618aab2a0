/** The original of one message, for the playground's mail reader: what its owner's own mail program would show. */
import { SourceError } from '#server/errors.ts'
import { parseMessage, parseEnvelope, readAttachment, type Envelope } from '../mime/parse.ts'
import type { Locator, NormalisedMessage } from '../source.ts'
import { findStored } from './find.ts'

export type Original = Envelope &
  Pick<NormalisedMessage, 'text' | 'html' | 'attachments' | 'replyTo' | 'references' | 'notes'>

/** Enough for any header that a list of messages needs; what stands further on is left out of the list. */
const HEAD = 64 * 1024

/**
 * The whole message. `html` is as it was sent: the caller makes it safe to show.
 * @throws SourceError('gone') when it is not there any more, UnreadableMessage when it cannot be read
 */
export async function readOriginal(locator: Locator): Promise<Original> {
  const raw = await openRaw(locator)
  const { message } = await parseMessage(Buffer.isBuffer(raw) ? raw : raw())
  return message
}

/** Who, what and when, from the first 64 kB. Fails as `readOriginal` does. */
export async function readEnvelope(locator: Locator): Promise<Envelope> {
  const raw = await openRaw(locator)
  if (Buffer.isBuffer(raw)) return parseEnvelope(raw.subarray(0, HEAD))
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of raw()) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size >= HEAD) break
  }
  return parseEnvelope(Buffer.concat(chunks).subarray(0, HEAD))
}

/** The content of one attachment, by its `index`. Fails as `readOriginal` does. */
export async function readFileOf(locator: Locator, index: number): Promise<Buffer> {
  const raw = await openRaw(locator)
  return Buffer.concat(await readAttachment(Buffer.isBuffer(raw) ? raw : raw(), index).toArray())
}

async function openRaw(locator: Locator) {
  const stored = await findStored(locator)
  if (!stored?.raw) throw new SourceError('gone', 'The message is no longer where it was.')
  return stored.raw
}
