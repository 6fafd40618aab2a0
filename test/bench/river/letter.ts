/** The body of one message: own words, signature, legal footer, and the history that the writer's client carries along. */
import type { Random } from '../random.ts'
import { escapeHtml, officePage } from './mime.ts'
import type { Client, Writer } from './people.ts'
import { SENTENCES, WORDS, type Language } from './phrases.ts'

/** What an answer quotes: `text` and `html` are whole, with what they quote themselves. */
export type Quoted = { from: Writer; at: Date; subject: string; to: Writer; text: string; html: string }

export function writeLetter(
  random: Random,
  writer: Writer,
  to: Writer,
  answers: Quoted | null,
): { text: string; html: string } {
  const paragraphs = ownWords(random, writer, to)
  const legal = random.chance(0.3) ? WORDS[writer.language].legal : null
  const history = answers && HISTORY[writer.client](answers, writer.language)
  const tail = [...writer.signature, ...(legal ? ['', legal] : [])]
  const text = [
    ...paragraphs,
    ...(writer.client === 'gmail' ? ['-- '] : []),
    tail.join('\n'),
    ...(history ? [history.text] : []),
  ]
  return {
    text: joinText(text),
    html: HTML[writer.client](paragraphs, writer.signature, legal) + (history?.html ?? ''),
  }
}

export const wholePage = (client: Client, html: string) =>
  client === 'outlook'
    ? officePage(html)
    : client === 'apple'
      ? `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">${html}</body></html>`
      : html

const joinText = (blocks: readonly string[]) =>
  blocks.map((block) => (block === '-- ' ? block : `${block}\n`)).join('\n')

function ownWords(random: Random, writer: Writer, to: Writer): string[] {
  const { hello, bye } = WORDS[writer.language]
  const paragraph = () =>
    Array.from({ length: 1 + random.below(3) }, () => random.pick(SENTENCES[writer.language])).join(' ')
  const list = random.chance(0.15)
    ? [Array.from({ length: 3 }, () => `- ${random.pick(SENTENCES[writer.language])}`).join('\n')]
    : []
  return [
    `${random.pick(hello)} ${to.name.split(' ')[0]},`,
    ...Array.from({ length: 1 + random.below(4) }, paragraph),
    ...list,
    random.pick(bye),
  ]
}

const lines = (text: string) => escapeHtml(text).replaceAll('\n', '<br>')

const HTML: Record<
  Client,
  (paragraphs: readonly string[], signature: readonly string[], legal: string | null) => string
> = {
  gmail: (paragraphs, signature, legal) =>
    `<div dir="ltr">${paragraphs.map((text) => `<div>${lines(text)}</div><div><br></div>`).join('')}</div><br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr"><table cellpadding="0" cellspacing="0"><tr><td><img src="cid:logo" width="96" alt="logo.png"></td><td>${signature.map(escapeHtml).join('<br>')}</td></tr></table></div></div>${legal ? `<div style="font-size:8px;color:#888">${lines(legal)}</div>` : ''}`,
  outlook: (paragraphs, signature, legal) =>
    `${paragraphs.map((text) => `<p class="MsoNormal"><span lang="ES">${lines(text)}<o:p></o:p></span></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>`).join('')}${signature.map((line) => `<p class="MsoNormal"><span style="font-size:9.0pt;font-family:&quot;Arial&quot;,sans-serif;color:#44546A">${escapeHtml(line)}<o:p></o:p></span></p>`).join('')}${legal ? `<p class="MsoNormal"><i><span style="font-size:7.5pt;color:gray">${lines(legal)}</span></i><o:p></o:p></p>` : ''}`,
  apple: (paragraphs, signature, legal) =>
    `${paragraphs.map((text) => `<div>${lines(text)}</div><div><br></div>`).join('')}<div>${signature.map(escapeHtml).join('<br>')}</div>${legal ? `<div>${lines(legal)}</div>` : ''}`,
}

const SHAPE = {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const
const DATES = { es: new Intl.DateTimeFormat('es-ES', SHAPE), en: new Intl.DateTimeFormat('en-GB', SHAPE) }
const date = (at: Date, language: Language) => DATES[language].format(at)

const quoteText = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n')

const HISTORY: Record<Client, (quoted: Quoted, language: Language) => { text: string; html: string }> = {
  gmail: (quoted, language) => {
    const { name, address } = quoted.from
    const said = (who: string) =>
      language === 'es'
        ? `El ${date(quoted.at, language)}, ${who} escribió:`
        : `On ${date(quoted.at, language)}, ${who} wrote:`
    return {
      text: `${said(`${name} (<${address}>)`)}\n\n${quoteText(quoted.text)}`,
      html: `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${said(`${escapeHtml(name)} (&lt;<a href="mailto:${address}">${address}</a>&gt;)`)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${quoted.html}</blockquote></div>`,
    }
  },
  outlook: (quoted, language) => {
    const labels = language === 'es' ? ['De', 'Enviado el', 'Para', 'Asunto'] : ['From', 'Sent', 'To', 'Subject']
    const values = [
      `${quoted.from.name} <${quoted.from.address}>`,
      date(quoted.at, language),
      `${quoted.to.name} <${quoted.to.address}>`,
      quoted.subject,
    ]
    return {
      text: `${labels.map((label, i) => `${label}: ${values[i]}`).join('\n')}\n\n${quoted.text.trimEnd()}`,
      html: `<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${labels.map((label, i) => `<b>${label}:</b> ${escapeHtml(values[i]!)}`).join('<br>')}<o:p></o:p></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>${quoted.html}`,
    }
  },
  apple: (quoted, language) => {
    const { name, address } = quoted.from
    const said = (who: string) =>
      language === 'es'
        ? `El ${date(quoted.at, language)}, ${who} escribió:`
        : `On ${date(quoted.at, language)}, ${who} wrote:`
    return {
      text: `${said(`${name} <${address}>`)}\n\n${quoteText(quoted.text)}`,
      html: `<div><br><blockquote type="cite"><div>${said(`${escapeHtml(name)} &lt;<a href="mailto:${address}">${address}</a>&gt;`)}</div><br class="Apple-interchange-newline"></blockquote></div><blockquote type="cite"><div>${quoted.html}</div></blockquote>`,
    }
  },
}
