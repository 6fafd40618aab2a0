/** Mail of the generated worlds as it lies in a mailbox: raw, so that the parser's own keys and hashes are what is tested. */
import { parseMessage, readAttachment } from '#server/sources/mime/parse.ts'
import type { NormalisedMessage } from '#server/sources/source.ts'

export const KINDS = ['plain', 'newsletter', 'own-list', 'auto-reply', 'bounce', 'private', 'calendar', 'form'] as const
export type MailKind = (typeof KINDS)[number]

/**
 * What else may differ between two copies of one message: a list's footer, only its header, a stripped attachment, an
 * answer-to that a list put in, the date lost on the way.
 */
export const TWISTS = ['same', 'footer', 'list-header', 'no-files', 'reply-to', 'no-date', 'private'] as const
export type Twist = (typeof TWISTS)[number]

export type Mail = {
  /** null: without a Message-ID of its own. */
  id: string | null
  from: string[]
  to: string[]
  cc: string[]
  bcc: string[]
  subject: string
  /** Days after the beginning of the world; null: no date. */
  day: number | null
  references: string[]
  inReplyTo: string | null
  kind: MailKind
  text: string
  files: number
}

export type Stored = { raw: Buffer; message: NormalisedMessage }

const HEADERS: Record<MailKind, string[]> = {
  plain: [],
  newsletter: ['List-Id: Boletín <noticias.boletin.example>', 'List-Unsubscribe: <mailto:fuera@boletin.example>'],
  'own-list': ['List-Id: <ventas.casa.test>', 'Precedence: list'],
  'auto-reply': ['Auto-Submitted: auto-replied'],
  bounce: ['X-Failed-Recipients: perdido@acme.example'],
  private: ['Sensitivity: Private'],
  calendar: [],
  form: ['Reply-To: Visitante <solo@hotmail.com>'],
}

/** @param withBcc only the sender's own copy says who was in Bcc */
export async function storeCopy(mail: Mail, twist: Twist, withBcc: boolean): Promise<Stored> {
  const raw = Buffer.from(compose(mail, twist, withBcc).replaceAll('\n', '\r\n'), 'utf8')
  return { raw, message: (await parseMessage(raw)).message }
}

export const openFile = (stored: Stored, index: number) => readAttachment(stored.raw, index)

function compose(mail: Mail, twist: Twist, withBcc: boolean): string {
  const text = twist === 'footer' ? `${mail.text}\n_______________\nLista de correo de acme.example\n` : mail.text
  const files = twist === 'no-files' ? 0 : mail.files
  const dated = mail.day !== null && twist !== 'no-date'
  const head = [
    `From: ${mail.from.map(named).join(', ')}`,
    ...list('To', mail.to),
    ...list('Cc', mail.cc),
    ...(withBcc ? list('Bcc', mail.bcc) : []),
    `Subject: ${mail.subject}`,
    ...(dated ? [`Date: ${dateOf(mail.day!)}`] : []),
    ...(mail.id === null ? [] : [`Message-ID: <${mail.id}>`]),
    ...(mail.references.length > 0 ? [`References: ${mail.references.map((id) => `<${id}>`).join(' ')}`] : []),
    ...(mail.inReplyTo === null ? [] : [`In-Reply-To: <${mail.inReplyTo}>`]),
    ...HEADERS[mail.kind],
    ...(twist === 'footer' || twist === 'list-header' ? ['List-Id: <todos.acme.example>'] : []),
    ...(twist === 'reply-to' ? ['Reply-To: Otra <otra@futura.example>'] : []),
    ...(twist === 'private' ? ['Sensitivity: Personal'] : []),
    'MIME-Version: 1.0',
  ]
  return [...head, bodyOf(mail, text, files)].join('\n')
}

/** The first letters of an address make a name; whoever writes with a tag gives another one. */
function named(address: string): string {
  const local = address.split('@')[0]!
  return /^(?:solo|carlmoss)$/.test(local) ? address : `"${local.replace(/[.+]/g, ' ').toUpperCase()}" <${address}>`
}

const list = (field: string, addresses: string[]) =>
  addresses.length === 0 ? [] : [`${field}: ${addresses.map(named).join(', ')}`]

const dateOf = (day: number) => new Date(Date.UTC(2026, 0, 1 + day, 9, day % 60)).toUTCString().replace('GMT', '+0000')

function bodyOf(mail: Mail, text: string, files: number): string {
  if (mail.kind === 'calendar')
    return 'Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n'
  if (files === 0) return `Content-Type: text/plain; charset=utf-8\n\n${text}`
  const parts = [`Content-Type: text/plain; charset=utf-8\n\n${text}`]
  for (let n = 0; n < files; n++) {
    // The second file is everybody's price list: one content in many messages.
    const content = n === 1 ? 'lista de precios' : `adjunto de ${mail.subject}`
    parts.push(`Content-Type: text/plain\nContent-Disposition: attachment; filename="f${n}.txt"\n\n${content}\n`)
  }
  return `Content-Type: multipart/mixed; boundary="=b"\n\n${parts.map((part) => `--=b\n${part}\n`).join('')}--=b--\n`
}
