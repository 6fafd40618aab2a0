/** How each mail program says whose words it quotes, and marks them: the shapes that a reader of mail must know. */
import { longMonth, longWeekday, shortMonth, shortWeekday, timeOf, wallOf } from './clock.ts'
import type { Language, Wall } from './clock.ts'
import type { NamedAddress } from './mime.ts'

export type Client = 'gmail' | 'outlook' | 'apple' | 'iphone' | 'android' | 'thunderbird' | 'webmail'

/** What of an earlier mail is repeated in an answer to it. */
export type Quoted = {
  from: NamedAddress
  to: NamedAddress[]
  cc: NamedAddress[]
  subject: string
  at: Date
  text: string
  html: string
}

export type Quoting = { client: Client; ui: Language; zone: string; forward: boolean }
export type Body = { text: string; html: string }

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const full = ({ name, address }: NamedAddress) => (name === null ? address : `${name} <${address}>`)
const linked = (address: string) => `<a href="mailto:${address}">${address}</a>`
const marked = (text: string) =>
  text
    .split('\n')
    .map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n')

/** The words of `quoted` as that program puts them below an answer or a forwarding. */
export function quote(quoted: Quoted, how: Quoting): Body {
  const wall = wallOf(quoted.at, how.zone)
  if (how.client === 'outlook') return outlookQuote(quoted, how, wall)
  if (how.forward) return gmailForward(quoted, how, wall)
  const { name, address } = quoted.from
  const intro = attribution(quoted.from, how, wall)
  const text = `${intro.replace(/\s*\n\s*/g, '\n')}\n\n${marked(quoted.text)}`
  if (how.client === 'gmail' || how.client === 'android') {
    const line = escapeHtml(attribution({ name, address: '\0' }, how, wall)).replace('\0', linked(address))
    const style = 'margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex'
    return {
      text: `${wrap(intro, 72)}\n\n${marked(wrap(quoted.text, 72))}`,
      html: `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${line}<br></div><blockquote class="gmail_quote" style="${style}">${quoted.html}</blockquote></div>`,
    }
  }
  return {
    text,
    html: `<div><br><blockquote type="cite"><div>${escapeHtml(intro)}</div><br>${quoted.html}</blockquote></div>`,
  }
}

/** "El jue, 12 nov 2025 a las 10:12, Ana Ruiz (<ana@…>) escribió:" and its kin. */
export function attribution(from: NamedAddress, { client, ui }: Pick<Quoting, 'client' | 'ui'>, wall: Wall): string {
  const name = from.name ?? from.address
  const time = timeOf(wall)
  const date = `${wall.day} ${shortMonth(wall, ui)} ${wall.year}`
  const slashed = `${wall.day}/${wall.month}/${String(wall.year % 100).padStart(2, '0')}`
  const spanish = ui === 'es'
  switch (client) {
    case 'gmail':
    case 'android': {
      const dated = `${shortWeekday(wall, ui)}, ${date}`
      return spanish
        ? `El ${dated} a las ${time}, ${name} (<${from.address}>) escribió:`
        : `On ${dated} at ${time}, ${name} <${from.address}> wrote:`
    }
    case 'apple':
    case 'iphone':
      return spanish
        ? `El ${date}, a las ${time}, ${name} <${from.address}> escribió:`
        : `On ${date}, at ${time}, ${name} <${from.address}> wrote:`
    case 'thunderbird':
      return spanish ? `El ${slashed} a las ${time}, ${name} escribió:` : `On ${slashed} ${time}, ${name} wrote:`
    default:
      return spanish ? `${name} escribió:` : `${name} wrote:`
  }
}

const OUTLOOK_LABELS = {
  es: { from: 'De', sent: 'Enviado el', to: 'Para', cc: 'CC', subject: 'Asunto' },
  en: { from: 'From', sent: 'Sent', to: 'To', cc: 'Cc', subject: 'Subject' },
}

function outlookQuote(quoted: Quoted, { ui }: Quoting, wall: Wall): Body {
  const labels = OUTLOOK_LABELS[ui]
  const day = `${wall.day}${ui === 'es' ? ' de' : ''} ${longMonth(wall, ui)}${ui === 'es' ? ' de' : ''} ${wall.year}`
  const sent = ui === 'es' ? `${longWeekday(wall, ui)}, ${day} ${timeOf(wall)}` : `${day} ${timeOf(wall)}`
  const rows: [string, string][] = [
    [labels.from, full(quoted.from)],
    [labels.sent, sent],
    [labels.to, quoted.to.map(full).join('; ')],
    ...(quoted.cc.length > 0 ? [[labels.cc, quoted.cc.map(full).join('; ')] as [string, string]] : []),
    [labels.subject, quoted.subject],
  ]
  const head = rows.map(([label, value]) => `<b>${label}:</b> ${escapeHtml(value)}`).join('<br>\n')
  return {
    text: `${rows.map(([label, value]) => `${label}: ${value}`).join('\n')}\n\n${quoted.text}`,
    html: `<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${head}</p></div><p class="MsoNormal">&nbsp;</p>${quoted.html}`,
  }
}

function gmailForward(quoted: Quoted, { ui }: Quoting, wall: Wall): Body {
  const dated = `${shortWeekday(wall, ui)}, ${wall.day} ${shortMonth(wall, ui)} ${wall.year} ${ui === 'es' ? 'a las' : 'at'} ${timeOf(wall)}`
  const rows = [
    '---------- Forwarded message ---------',
    `${ui === 'es' ? 'De' : 'From'}: ${full(quoted.from)}`,
    `Date: ${dated}`,
    `Subject: ${quoted.subject}`,
    `To: ${quoted.to.map(full).join(', ')}`,
  ]
  return {
    text: `${rows.join('\n')}\n\n\n${quoted.text}`,
    html: `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${rows.map(escapeHtml).join('<br>')}<br></div><br><br>${quoted.html}</div>`,
  }
}

/** Breaks lines at spaces; what is quoted already keeps its marks. */
export function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const [mark = ''] = /^[> ]*/.exec(line) ?? []
      const rows = ['']
      for (const word of line.slice(mark.length).split(' ')) {
        const row = rows.at(-1) ?? ''
        if (row === '') rows[rows.length - 1] = word
        else if (mark.length + row.length + word.length < width) rows[rows.length - 1] = `${row} ${word}`
        else rows.push(word)
      }
      return rows.map((row) => mark + row)
    })
    .join('\n')
}

/** Text as HTML: paragraphs at blank lines, "- " and "1. " as lists, "> " as a quotation; otherwise lines as they are. */
export function htmlOf(text: string, client: Client): string {
  const blocks = text.split(/\n{2,}/).map((block) => blockHtml(block.split('\n'), client))
  return client === 'outlook' ? blocks.join('\n<p class="MsoNormal">&nbsp;</p>\n') : blocks.join('\n<div><br></div>\n')
}

function blockHtml(lines: string[], client: Client): string {
  const items = (pattern: RegExp) => lines.map((line) => `<li>${escapeHtml(line.replace(pattern, ''))}</li>`).join('')
  if (lines.every((line) => line.startsWith('- '))) return `<ul>${items(/^- /)}</ul>`
  if (lines.every((line) => /^\d[.)] /.test(line))) return `<ol>${items(/^\d[.)] /)}</ol>`
  if (lines.every((line) => line.startsWith('>'))) {
    return `<blockquote type="cite">${lines.map((line) => escapeHtml(line.replace(/^> ?/, ''))).join('<br>')}</blockquote>`
  }
  const inner = lines.map(escapeHtml).join('<br>\n')
  return client === 'outlook' ? `<p class="MsoNormal">${inner}</p>` : `<div>${inner}</div>`
}
