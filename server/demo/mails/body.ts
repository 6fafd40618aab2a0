/** The inside of a letter: words, signature and quotation, in the parts and encodings of the writer's program. Pure. */
import { escapeHtml, htmlOf, quote, wrap } from './clients.ts'
import type { Body, Client } from './clients.ts'
import type { Language } from './clock.ts'
import type { Letter } from './letter.ts'
import { digest, filePart, multipart, oldCharset, textPart } from './mime.ts'
import type { Part } from './mime.ts'

const SENT_FROM: Partial<Record<Client, Record<Language, string>>> = {
  iphone: { es: 'Enviado desde mi iPhone', en: 'Sent from my iPhone' },
  android: { es: 'Enviado desde mi Android', en: 'Sent from my Android' },
}

/** A letter whose program is settled. */
export type Complete = Letter & { client: Client }

/** The writer's words, signature and quotation, as text and as HTML. */
export function writeBody(letter: Complete): Body {
  const { from, client, answers, forwards } = letter
  const tail = SENT_FROM[client]?.[from.ui]
  const signature = tail ?? (letter.signed === false ? undefined : from.sign[letter.language])
  const delimiter = client === 'gmail' || (client === 'thunderbird' && !answers) ? '-- \n' : ''
  const quoted = forwards ?? (letter.quotes === 'none' || letter.quotes === 'inline' ? undefined : answers?.quoted)
  const below = quoted && quote(quoted, { client, ui: from.ui, zone: from.zone, forward: forwards !== undefined })
  const own = client === 'gmail' ? wrap(letter.text, 72) : letter.text
  const text = [own, ...(signature ? [delimiter + signature] : []), ...(below ? [below.text] : [])].join('\n\n')
  const words = letter.html ?? htmlOf(letter.text, client)
  return { text, html: `${words}${signature ? signatureHtml(signature, letter) : ''}${below?.html ?? ''}` }
}

function signatureHtml(signature: string, { client, key, logo }: Complete): string {
  const lines = escapeHtml(signature).replaceAll('\n', '<br>\n')
  const picture = logo ? `<br><img src="cid:${logoId(key)}" alt="" width="96" height="32">` : ''
  switch (client) {
    case 'gmail':
      return `<div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature">${lines}${picture}</div>`
    case 'outlook':
      return `<p class="MsoNormal">&nbsp;</p><p class="MsoNormal"><span style="font-size:9.0pt;color:#44546A">${lines}</span>${picture}</p>`
    default:
      return `<br><div>${lines}${picture}</div>`
  }
}

const logoId = (key: string) => `${digest(key).toString('hex').slice(0, 12)}@logo`

/** The letter's parts, attachments and all. */
export function content(letter: Complete, { text, html }: Body): Part {
  const { key, client, attachments = [], logo } = letter
  const only = letter.only ?? (['thunderbird', 'webmail', 'android'].includes(client) ? 'text' : undefined)
  const plain = () => (client === 'thunderbird' ? flowedPart(text) : bodyPart('plain', text, client))
  const rich = () => bodyPart('html', page(html, client), client)
  const both = () => multipart('alternative', key, [plain(), rich()])
  const written = only === undefined ? both() : only === 'text' ? plain() : rich()
  const related = logo ? multipart('related', key, [written, filePart(logo, logoId(key))]) : written
  return attachments.length === 0
    ? related
    : multipart('mixed', key, [related, ...attachments.map((file) => filePart(file))])
}

function page(html: string, client: Client): string {
  if (client === 'gmail') return `<div dir="ltr">${html}</div>`
  const style =
    client === 'outlook'
      ? '<style>p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif}</style>'
      : ''
  const body = client === 'outlook' ? `<div class="WordSection1">${html}</div>` : html
  return `<html><head><meta http-equiv="Content-Type" content="text/html">${style}</head><body>${body}</body></html>`
}

function bodyPart(subtype: 'plain' | 'html', text: string, client: Client) {
  const old = client === 'outlook' || client === 'webmail'
  const foreign = /[\u0590-\u06ff]/.test(text)
  const transfer = client === 'android' || foreign ? 'base64' : 'quoted-printable'
  return textPart({ subtype, text, charset: old ? oldCharset(text) : 'utf-8', transfer })
}

/** format=flowed (RFC 3676): a line that ends in a blank goes on in the next. */
function flowedPart(text: string): Part {
  const lines = text.split('\n').flatMap((line) => {
    if (line.startsWith('>') || line === '-- ') return [line]
    return wrap(line.trimEnd(), 72)
      .split('\n')
      .map((row, index, rows) => (index < rows.length - 1 ? `${row} ` : row))
  })
  return textPart({
    subtype: 'plain',
    text: lines.join('\n'),
    charset: 'utf-8',
    transfer: '8bit',
    params: '; format=flowed',
  })
}
