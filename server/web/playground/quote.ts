/** Whose words stand below an answer or a forwarding, and how a mail program marks them. Pure. */
import { convert } from 'html-to-text'
import type { Original } from '../../sources/files/reader.ts'
import type { Address } from '../../sources/source.ts'
import { safeHtml } from './safe-html.ts'

export type Quoting = { forward: boolean; locale: 'en' | 'es'; zone: string }
export type Words = { text: string; html: string }

const WORDS = {
  en: {
    at: 'at',
    wrote: (when: string, who: string) => (when === '' ? `${who} wrote:` : `On ${when}, ${who} wrote:`),
    forwarded: '---------- Forwarded message ---------',
    labels: { from: 'From', date: 'Date', subject: 'Subject', to: 'To', cc: 'Cc' },
    forward: 'Fwd',
  },
  es: {
    at: 'a las',
    wrote: (when: string, who: string) => (when === '' ? `${who} escribió:` : `El ${when}, ${who} escribió:`),
    forwarded: '---------- Mensaje reenviado ---------',
    labels: { from: 'De', date: 'Fecha', subject: 'Asunto', to: 'Para', cc: 'Cc' },
    forward: 'RV',
  },
}

const LOCALES = { en: 'en-GB', es: 'es-ES' }

/** "Re: …" or "Fwd: …", once. */
export function answerSubject(subject: string | null, { forward, locale }: Omit<Quoting, 'zone'>): string {
  const bare = (subject ?? '').replace(/^(?:\s*(?:re|rv|fw|fwd)\s*:\s*)+/i, '').trim()
  return `${forward ? WORDS[locale].forward : 'Re'}: ${bare}`
}

/** What goes below the writer's own words, as text and as HTML. */
export function quoteOriginal(original: Original, how: Quoting): Words {
  const said = original.text ?? plainText(original.html ?? '')
  const html = original.html === null ? textHtml(said) : safeHtml(original.html)
  if (how.forward) {
    const rows = forwardRows(original, how)
    return {
      text: `${rows.join('\n')}\n\n${said}`,
      html: `<div class="gmail_quote"><div dir="ltr" class="gmail_attr">${rows.map(escapeHtml).join('<br>')}<br></div><br>${html}</div>`,
    }
  }
  const [from] = original.from
  const intro = WORDS[how.locale].wrote(dated(original.sentAt, how), from ? full(from) : '')
  return {
    text: `${intro}\n\n${marked(said)}`,
    html: `<div class="gmail_quote"><div dir="ltr" class="gmail_attr">${escapeHtml(intro)}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${html}</blockquote></div>`,
  }
}

const plainText = (html: string) =>
  convert(html, {
    wordwrap: false,
    selectors: [{ selector: 'img', format: 'skip' }],
    limits: { maxInputLength: 500_000 },
  })

/** Lines as they were typed. */
export const textHtml = (text: string): string => escapeHtml(text).replaceAll(/\r?\n/g, '<br>\n')

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function forwardRows({ from, to, cc, subject, sentAt }: Original, how: Quoting): string[] {
  const { labels, forwarded } = WORDS[how.locale]
  const list = (people: Address[]) => people.map(full).join(', ')
  const rows: [string, string][] = [
    [labels.from, list(from)],
    [labels.date, dated(sentAt, how)],
    [labels.subject, subject ?? ''],
    [labels.to, list(to)],
    [labels.cc, list(cc)],
  ]
  return [forwarded, ...rows.filter(([, value]) => value !== '').map(([label, value]) => `${label}: ${value}`)]
}

const full = ({ name, address }: Address) => (name === null ? address : `${name} <${address}>`)

const marked = (text: string) =>
  text
    .replace(/\s+$/, '')
    .split(/\r?\n/)
    .map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n')

/** "jue, 12 nov 2026 a las 10:32". Of a mail without a believable date nothing is said. */
function dated(at: Date | null, { locale, zone }: Quoting): string {
  if (at === null) return ''
  const format = new Intl.DateTimeFormat(LOCALES[locale], {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${parts.weekday}, ${parts.day} ${parts.month} ${parts.year} ${WORDS[locale].at} ${parts.hour}:${parts.minute}`
}
