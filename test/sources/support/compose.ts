/** Raw mail for tests, all of it invented. */
import { parseMessage } from '#server/sources/mime/parse.ts'

/** Text with "\n" as it goes over the wire. */
export const crlf = (text: string) => text.replace(/\r?\n/g, '\r\n')

/** One char per byte, so that a fixture can hold bytes of any charset ("\xe9"). */
export const bytes = (text: string) => Buffer.from(crlf(text), 'latin1')

export const utf8 = (text: string) => Buffer.from(crlf(text), 'utf8')

export type Fields = Record<string, string | string[] | null>

const USUAL: Fields = {
  From: 'Ana Ruiz <ana@talleres.test>',
  To: 'Bo Lind <bo@acme.example>',
  Subject: 'Pedido 7',
  Date: 'Mon, 2 Mar 2026 10:00:00 +0100',
  'Message-ID': '<1@talleres.test>',
}

/** A message as text; fields replace the usual ones, null leaves one out. */
export function compose(fields: Fields = {}, body = 'Hola, Bo.\n'): string {
  const lines = Object.entries({ ...USUAL, ...fields }).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().map((one) => `${name}: ${one}`),
  )
  return `${lines.join('\n')}\n\n${body}`
}

/** A multipart body with its field. Parts are whole: their fields, a blank line, their content. */
export function multipart(subtype: string, parts: string[], boundary = `b-${subtype.replace(/\W.*/, '')}`) {
  const type = `multipart/${subtype}; boundary="${boundary}"`
  const body = `${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`
  return { type, body, part: `Content-Type: ${type}\n\n${body}` }
}

export const text = (content: string, type = 'text/plain; charset=utf-8') => `Content-Type: ${type}\n\n${content}`

/** An attached file in base64, wrapped as mailers do. */
export function file(name: string, content: string | Buffer, options: { type?: string; extra?: string } = {}): string {
  const code = Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\n')
  const { type = 'application/pdf', extra = `Content-Disposition: attachment; filename="${name}"` } = options
  return `Content-Type: ${type}\nContent-Transfer-Encoding: base64\n${extra}\n\n${code}`
}

export const mixed = (fields: Fields, parts: string[]) => {
  const { type, body } = multipart('mixed', parts)
  return compose({ 'MIME-Version': '1.0', 'Content-Type': type, ...fields }, body)
}

/** Composed, as UTF-8 bytes, parsed. */
export const read = async (raw: string | Buffer) =>
  (await parseMessage(typeof raw === 'string' ? utf8(raw) : raw)).message
