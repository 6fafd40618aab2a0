/** What a person reads of a message, out of its parts: one text and one HTML, each complete or null. Pure. */
import { cleanText, decodeBytes, htmlCharset } from './charset.ts'
import { decodeWords, firstOf } from './header.ts'
import { isBodyText, type Part } from './structure.ts'

/** Characters of text, and of HTML, that are kept; beyond it the note `text-truncated` says so. */
const MAX_TEXT = 1024 * 1024

/** A stretch of the message in the forms that it came in. */
type Block = { text: string | null; html: string | null }

export type Body = { text: string | null; html: string | null; truncated: boolean; pgp: 'encrypted' | 'signed' | null }

export function readBody(root: Part): Body {
  const blocks = blocksOf(root).filter((block) => block.text || block.html)
  const hasHtml = blocks.some((block) => block.html !== null)
  const complete = blocks.length > 0 && blocks.every((block) => block.text !== null)
  const raw = complete ? blocks.map((block) => block.text).join('\n\n') : null
  const armor = raw === null ? { text: null, pgp: null } : readArmor(raw)
  const html = hasHtml ? blocks.map((block) => block.html ?? textToHtml(block.text ?? '')).join('<br>\n') : null
  return {
    text: armor.text === null ? null : cut(armor.text),
    html: html === null ? null : cut(html),
    truncated: (armor.text?.length ?? 0) > MAX_TEXT || (html?.length ?? 0) > MAX_TEXT,
    pgp: armor.pgp,
  }
}

/** Not through the middle of a surrogate pair. */
const cut = (text: string) => (text.length > MAX_TEXT ? text.slice(0, MAX_TEXT).toWellFormed() : text)

function blocksOf(part: Part): Block[] {
  // No part where the boundary should have been: what is there, as it stands.
  if (part.multipart && part.children.length === 0)
    return [{ text: cleanText(decodeBytes(Buffer.concat(part.content), '')), html: null }]
  if (part.type === 'multipart/alternative') return [chooseAlternative(part)]
  const inner = part.children.flatMap(blocksOf)
  // Spammers give a boundary to text too: what it holds comes before its parts.
  if (isBodyText(part)) return [readText(part), ...inner]
  if (part.embedded) return [forwardedHead(part.children[0]), ...inner]
  return inner
}

const readText = (part: Part): Block =>
  part.type === 'text/html' ? { text: null, html: readHtml(part) } : { text: readPlain(part), html: null }

/** RFC 2046, 5.1.4: the same content in several forms, the richest last. */
function chooseAlternative(part: Part): Block {
  let text: string | null = null
  let html: string | null = null
  for (const child of part.children) {
    const blocks = blocksOf(child).filter((block) => block.text || block.html)
    if (blocks.length === 0) continue
    if (blocks.some((block) => block.html !== null))
      html = blocks.map((block) => block.html ?? textToHtml(block.text ?? '')).join('<br>\n')
    else text = blocks.map((block) => block.text).join('\n\n')
  }
  return { text, html }
}

/** Says whose words follow, as Gmail's forwards do, so that one rule reads both. */
function forwardedHead(inner: Part | undefined): Block {
  const lines = ['---------- Forwarded message ----------']
  for (const name of ['From', 'Date', 'Subject', 'To', 'Cc']) {
    const value = inner && firstOf(inner.headers, name.toLowerCase())
    if (value) lines.push(`${name}: ${decodeWords(value).slice(0, 1000)}`)
  }
  return { text: `${lines.join('\n')}\n`, html: null }
}

function readPlain(part: Part): string {
  const text = cleanText(decodeBytes(Buffer.concat(part.content), part.params.charset))
  return part.params.flowed ? unflow(text, part.params.delSp) : text
}

/** Pictures within the HTML (data: URLs) go: they are no text, and would use up its limit. */
function readHtml(part: Part): string {
  const bytes = Buffer.concat(part.content)
  const html = decodeBytes(bytes, part.params.charset || htmlCharset(bytes))
  return cleanText(html.replace(/\bdata:[\w/+.;=-]{0,100},[^"'()\s<>]{512,}/gi, 'data:,'))
}

/**
 * RFC 3676. Own, because libmime joins across levels of quoting: "> one \n> two" became "> one > two" and the quote
 * could no longer be told from the answer.
 */
function unflow(text: string, delSp: boolean): string {
  const out: string[] = []
  let open: { depth: number; text: string } | null = null
  for (const line of text.split('\n')) {
    const quote = /^>+/.exec(line)?.[0] ?? ''
    const content = line.slice(quote.length).replace(/^ /, '')
    const joins: boolean = open !== null && open.depth === quote.length && content !== '-- '
    if (!joins && open) out.push(open.text)
    const start: string = joins ? open!.text : quote === '' ? '' : `${quote} `
    const soft = content.endsWith(' ') && content !== '-- '
    const current: string = start + (soft && delSp ? content.slice(0, -1) : content)
    if (soft) open = { depth: quote.length, text: current }
    else {
      out.push(current)
      open = null
    }
  }
  if (open) out.push(open.text)
  return out.join('\n')
}

/** OpenPGP in the text itself (RFC 9580, 7): the armour around signed text goes, encrypted text has nothing to read. */
function readArmor(text: string): Pick<Body, 'text' | 'pgp'> {
  if (/^-----BEGIN PGP MESSAGE-----$/m.test(text)) {
    return {
      text:
        text
          .replace(/^-----BEGIN PGP MESSAGE-----$[\s\S]*?(?:^-----END PGP MESSAGE-----$|$(?![\s\S]))/gm, '')
          .trimEnd() || null,
      pgp: 'encrypted',
    }
  }
  const start = text.indexOf('-----BEGIN PGP SIGNED MESSAGE-----')
  const signature = text.indexOf('-----BEGIN PGP SIGNATURE-----', start)
  const content = text.indexOf('\n\n', start)
  if (start < 0 || content < 0 || content > signature) return { text, pgp: null }
  const end = text.indexOf('-----END PGP SIGNATURE-----', signature)
  const signed = text.slice(content + 2, signature).replace(/^- /gm, '')
  const after = end < 0 ? '' : text.slice(end + '-----END PGP SIGNATURE-----'.length)
  return { text: (text.slice(0, start) + signed.trimEnd() + after).trimEnd(), pgp: 'signed' }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const textToHtml = (text: string) =>
  `<div>${text.replace(/[&<>]/g, (char) => ENTITIES[char]!).replaceAll('\n', '<br>\n')}</div>`
