/** One raw message to one `NormalisedMessage`. Reads as a stream with bounded memory; decides nothing. */
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { NormalisedMessage, Note } from '../source.ts'
import { parseAddresses } from './addresses.ts'
import { attachmentsOf } from './attachments.ts'
import { cleanLine } from './charset.ts'
import { decideSentAt } from './date.ts'
import { decodeWords, firstOf, type Headers } from './header.ts'
import { parseIds, parseMessageId, parseReferences } from './ids.ts'
import { signalsOf } from './signals.ts'
import { readPart, readStructure, type Structure } from './structure.ts'
import { readBody, type Body } from './text.ts'
import { UnreadableMessage } from './unreadable.ts'

export { UnreadableMessage } from './unreadable.ts'
export type { Headers } from './header.ts'

/** Longer subjects are attacks; indexes and lists have to bear them. */
const MAX_SUBJECT = 2000

/** Without one of these, it was no mail. */
const MAIL_FIELDS = ['from', 'to', 'subject', 'date', 'message-id', 'received', 'return-path', 'cc', 'bcc']

export type ParsedMessage = { message: NormalisedMessage; headers: Headers }

/**
 * @returns the message, and the root's header fields (lower-case names, unfolded, encoded words as they were)
 * @throws UnreadableMessage when nothing of it can be read; whatever reading `raw` throws
 */
export async function parseMessage(raw: Buffer | Readable): Promise<ParsedMessage> {
  const structure = await readStructure(raw)
  const { headers } = structure.root
  if (!MAIL_FIELDS.some((name) => headers.has(name))) throw new UnreadableMessage('not-a-message')
  return { message: normalise(structure), headers }
}

/** What a list of messages shows. `messageId` is null when the message has none of its own. */
export type Envelope = Pick<NormalisedMessage, 'from' | 'to' | 'cc' | 'subject' | 'sentAt'> & {
  messageId: string | null
}

/** @param head the beginning of a raw message, with as much of its header as should be read */
export async function parseEnvelope(head: Buffer): Promise<Envelope> {
  const end = /\r?\n\r?\n/.exec(head.toString('latin1'))?.index ?? head.length
  const { headers } = (await readStructure(head.subarray(0, end))).root
  const { from, to, cc } = readPeople(headers).fields
  const sentAt = decideSentAt(headers.get('date') ?? [], headers.get('received') ?? []).at
  return {
    messageId: parseMessageId(headers.get('message-id') ?? []),
    from,
    to,
    cc,
    subject: readSubject(headers),
    sentAt,
  }
}

/** The decoded content of the attachment that `parseMessage` gave this `index`. */
export const readAttachment = (raw: Buffer | Readable, index: number): Readable => readPart(raw, index)

function normalise(structure: Structure): NormalisedMessage {
  const { headers } = structure.root
  const values = (name: string) => headers.get(name) ?? []
  const body = readBody(structure.root)
  const people = readPeople(headers)
  const date = decideSentAt(values('date'), values('received'))
  const attachments = attachmentsOf(structure.parts, body.html)
  const content = { ...people.fields, subject: readSubject(headers), text: body.text, html: body.html }
  const hash = contentHash({ ...content, attachments }, date.from === 'date' ? date.at : null, structure)
  const ownId = parseMessageId(values('message-id'))
  return {
    ...content,
    messageId: ownId ?? `${hash}@no-message-id.invalid`,
    sender: parseAddresses(values('sender')).addresses[0] ?? null,
    sentAt: date.at,
    zone: date.zone,
    inReplyTo: parseIds(values('in-reply-to'))[0] ?? null,
    references: parseReferences(values('references'), ownId),
    attachments,
    signals: signalsOf(headers, structure.parts),
    notes: notesOf(structure, body, { date: date.from, ownId, truncated: people.truncated }),
    contentHash: hash,
  }
}

function readSubject(headers: Headers): string | null {
  const subject = cleanLine(decodeWords(firstOf(headers, 'subject') ?? ''))
  return subject === '' ? null : subject.slice(0, MAX_SUBJECT).toWellFormed()
}

function readPeople(headers: Headers) {
  const field = (name: string) => parseAddresses(headers.get(name) ?? [])
  const [from, replyTo, to, cc, bcc] = [field('from'), field('reply-to'), field('to'), field('cc'), field('bcc')]
  return {
    fields: {
      from: from.addresses,
      replyTo: replyTo.addresses,
      to: to.addresses,
      cc: cc.addresses,
      bcc: bcc.addresses,
    },
    truncated: [from, replyTo, to, cc, bcc].some((list) => list.truncated),
  }
}

type Content = Pick<NormalisedMessage, 'from' | 'to' | 'cc' | 'subject' | 'text' | 'html' | 'attachments'>

/**
 * Over what the sender wrote: no Bcc, which only the sender's copy has, and nothing that a server adds on the way
 * (Received, so neither a date taken from it). Line ends do not count.
 */
function contentHash(content: Content, sentAt: Date | null, { parts }: Structure): string {
  const files = content.attachments.map((file) => [file.name, file.type, parts[file.index]!.neutralSize])
  const { from, to, cc, subject, text, html } = content
  const people = [from, to, cc].map((list) => list.map(({ address, name }) => [address, name]))
  const json = JSON.stringify([people, subject, sentAt?.toISOString() ?? null, text, html, files])
  return createHash('sha256').update(json).digest('hex')
}

type Assumed = { date: 'date' | 'received' | null; ownId: string | null; truncated: boolean }

function notesOf({ root, parts, cut }: Structure, body: Body, assumed: Assumed): Note[] {
  const smime = parts.filter((part) => /^application\/(?:x-)?pkcs7-mime$/.test(part.type))
  const opaque = smime.some((part) => part.params.smimeType !== 'signed-data' && !/\.p7c$/i.test(part.filename ?? ''))
  const has = (type: string) => parts.some((part) => part.type === type)
  const found: [boolean, Note][] = [
    [assumed.date === 'received', 'date-from-received'],
    [assumed.date === null, 'date-missing'],
    [assumed.ownId === null, 'id-from-content'],
    [
      has('multipart/signed') || body.pgp === 'signed' || smime.some((part) => part.params.smimeType === 'signed-data'),
      'signed',
    ],
    [has('multipart/encrypted') || body.pgp === 'encrypted' || opaque, 'encrypted'],
    [body.truncated || cut, 'text-truncated'],
    [assumed.truncated, 'recipients-truncated'],
    [parts.some((part) => part.multipart && part.children.length === 0) || root.type === 'multipart/', 'damaged'],
  ]
  return found.filter(([applies]) => applies).map(([, note]) => note)
}
