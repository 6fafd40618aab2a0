/** From a letter (who, when, words) to a complete mail as its writer's program would have sent it. Pure. */
import { content, writeBody } from './body.ts'
import type { Client } from './clients.ts'
import { mailDate, OFFICE_ZONE } from './clock.ts'
import type { DemoMail, Folder, Letter, Placement, Written } from './letter.ts'
import { digest, encodedAddress, encodedAddresses, encodedText, foldWords, writeMessage } from './mime.ts'
import type { Charset, Header, NamedAddress, Part } from './mime.ts'

const place =
  (folder: Folder, flags: string) =>
  (who: { address: string }): Placement => ({ mailbox: who.address, folder, flags })
export const inbox = place('Inbox', 'S')
export const unread = place('Inbox', '')
export const flagged = place('Inbox', 'FS')
export const archived = place('Archive', 'S')
export const sent = place('Sent', 'S')
export const spam = place('Spam', '')
export const drafts = place('Drafts', 'DS')

export function writeLetter(letter: Letter): Written {
  const client = letter.client ?? letter.from.client
  const subject = letter.subject ?? answerSubject(letter, client)
  const messageId = letter.identified === false ? null : messageIdOf(letter.key, client, letter.from.address)
  const parent = letter.answers?.mail.messageId ?? null
  const references = letter.answers ? [...letter.answers.references, ...(parent === null ? [] : [parent])] : []
  const at = secondsOf(letter)
  const body = writeBody({ ...letter, client })
  const charset: Charset = client === 'outlook' || client === 'webmail' ? 'windows-1252' : 'utf-8'
  const headers: Header[] = [
    ...received(letter.from, letter.in, at),
    ...(messageId === null ? [] : [['Message-ID', `<${messageId}>`] as Header]),
    ['Date', letter.brokenDate ?? mailDate(at, letter.from.zone)],
    ['From', encodedAddress(letter.from, charset)],
    ['To', encodedAddresses(letter.to, charset)],
    ...addressHeader('Cc', letter.cc, charset),
    ...addressHeader('Bcc', letter.bcc, charset),
    ['Subject', encodedText(subject, charset)],
    ...(parent === null ? [] : [['In-Reply-To', `<${parent}>`] as Header]),
    ...(references.length === 0
      ? []
      : [
          [
            'References',
            foldWords(
              references.map((id) => `<${id}>`),
              ' ',
            ),
          ] as Header,
        ]),
    ...program(client, letter),
    ...(letter.headers ?? []),
  ]
  const raw = writeMessage(headers, content({ ...letter, client }, body))
  const { key, language } = letter
  return {
    mail: { key, raw, in: letter.in, language, at, messageId, inReplyTo: parent },
    quoted: {
      from: letter.from,
      to: letter.to,
      cc: letter.cc ?? [],
      subject,
      at,
      text: body.text,
      html: withoutPictures(body.html),
    },
    references,
  }
}

/** A mail that no person's program wrote: the system that made it says everything but where it lies. */
export function writeSystemMail(mail: Omit<DemoMail, 'raw' | 'inReplyTo'>, headers: Header[], body: Part): Written {
  const raw = writeMessage(
    [...headers, ...(mail.messageId === null ? [] : [['Message-ID', `<${mail.messageId}>`] as Header])],
    body,
  )
  const nobody = { name: null, address: '' }
  return {
    mail: { ...mail, raw, inReplyTo: null },
    quoted: { from: nobody, to: [], cc: [], subject: '', at: mail.at, text: '', html: '' },
    references: [],
  }
}

/** An answer does not carry the pictures of what it quotes. */
const withoutPictures = (html: string) => html.replaceAll(/(<br>)?<img src="cid:[^>]*>/g, '')

function addressHeader(name: string, list: NamedAddress[] | undefined, charset: Charset): Header[] {
  return list === undefined || list.length === 0 ? [] : [[name, encodedAddresses(list, charset)]]
}

const PREFIXES = { answer: { gmail: 'Re', outlook: 'RE' }, forward: { gmail: 'Fwd', outlook: { es: 'RV', en: 'FW' } } }

function answerSubject({ answers, forwards, from }: Letter, client: Client): string {
  const outlook = client === 'outlook'
  const forwarding = outlook ? PREFIXES.forward.outlook[from.ui] : PREFIXES.forward.gmail
  const prefix = forwards ? forwarding : PREFIXES.answer[outlook ? 'outlook' : 'gmail']
  const subject = (forwards ?? answers?.quoted)?.subject ?? ''
  return `${prefix}: ${subject.replace(/^((re|rv|fw|fwd): )+/i, '')}`
}

/** Nobody presses Send on the full minute; a mail of "just now" must not come from the future. */
function secondsOf({ at, key }: Letter): Date {
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000 + ((digest(key)[0] ?? 0) % 59) * 1000)
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

export function messageIdOf(key: string, client: Client, address: string): string {
  const bytes = digest(key)
  const hex = bytes.toString('hex')
  const domain = domainOf(address)
  const uuid = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
  switch (client) {
    case 'gmail':
    case 'android':
      return `CA${bytes.toString('base64url').slice(0, 38)}_w@mail.${domain}`
    case 'outlook': {
      const host = `DB9PR08MB${1000 + (bytes.readUInt16BE(0) % 9000)}`
      return `${host}${hex.slice(0, 28).toUpperCase()}@${host}.eurprd08.prod.${domain}`
    }
    case 'apple':
    case 'iphone':
      return `${uuid.toUpperCase()}@${domain}`
    default:
      return `${uuid}@${domain}`
  }
}

/** What our mail server adds to what comes from outside. */
export function received(from: { address: string }, to: Placement[], at: Date): Header[] {
  const domain = domainOf(from.address)
  const holder = to[0]?.mailbox
  if (domain.endsWith('sirinube.example') || holder === undefined) return []
  const bytes = digest(domain)
  const host = `mail.${domain}`
  const ip = `203.0.113.${1 + ((bytes[1] ?? 0) % 250)}`
  const id = digest(`${domain} ${at.getTime()}`).toString('hex').slice(0, 12)
  const date = mailDate(at, OFFICE_ZONE)
  return [
    [
      'Received',
      `from ${host} (${host} [${ip}])\r\n by mx.sirinube.example with ESMTPS id ${id}\r\n for <${holder}>; ${date}`,
    ],
  ]
}

function program(client: Client, { from, language }: Letter): Header[] {
  switch (client) {
    case 'thunderbird':
      return [
        ['User-Agent', 'Mozilla Thunderbird'],
        ['Content-Language', 'es-ES, en-GB'],
      ]
    case 'apple':
      return [['X-Mailer', 'Apple Mail (2.3826.600.51)']]
    case 'iphone':
      return [['X-Mailer', 'iPhone Mail (22G86)']]
    case 'outlook':
      return [
        ['Accept-Language', from.ui === 'es' ? 'es-ES, en-US' : 'en-GB, en-US'],
        ['Content-Language', language === 'es' ? 'es-ES' : 'en-GB'],
      ]
    case 'webmail':
      return [['X-Mailer', 'SquirrelMail/1.4.22']]
    default:
      return []
  }
}
