/** What any text goes through before and after reading: bounded, and free of what a reader cannot see or a database refuses. */

/** Longest text part that is read, in UTF-16 units; about 120 printed pages. */
export const TEXT_LIMIT = 300_000
/** Longest HTML part that is read, without embedded pictures: markup is often three quarters of it. */
export const HTML_LIMIT = 600_000
/** Stands where a text that was too long ends. */
export const CUT = '[…]'

/**
 * Private marks that the HTML stage leaves on lines of their own for the history stage. Unicode noncharacters: they never
 * occur in interchanged text, and are taken out of whatever a sender wrote.
 */
export const MARK = {
  /** The next lines are a quotation by the client's own markup. */
  quote: '\uFDD0',
  /** An unquoted history may follow: Outlook's rule above "From:". */
  history: '\uFDD1',
  signature: '\uFDD2',
  signatureEnd: '\uFDD3',
  /** The next lines introduce a quotation. */
  attribution: '\uFDD4',
} as const

/* oxlint-disable no-control-regex -- removing control characters is what these are for */
/** NUL and the other controls (PostgreSQL refuses NUL in text), noncharacters, and the invisible fillers of mail templates. */
const UNSEEN =
  /[\u0000-\u0008\u000E-\u001F\u007F\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\uFDD5-\uFDEF\uFFFE\uFFFF]|\u034F/g
const MARKS = /[\uFDD0-\uFDD4]/g
const BREAK = /\r\n?|[\u000B\u000C\u0085\u2028\u2029]/g
/* oxlint-enable no-control-regex */
const SPACE = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g
const SPECIAL = /[\uFDD0-\uFDD4\u200C\u200D]/
/** Joiners without a letter between them: what templates pad their preview text with. */
const ONLY_JOINERS = /^[\s\u200C\u200D]*$/

/** The same text with readable characters only: `\n` line breaks, plain spaces, no lone surrogates. Linear. */
export function tidy(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.replace(/\p{Cs}/gu, '')
  return wellFormed.replace(BREAK, '\n').replace(UNSEEN, '').replace(SPACE, ' ')
}

export function dropMarks(text: string): string {
  return text.replace(MARKS, '')
}

/** A line with nothing but marks, perhaps within a quotation. */
export function isMarkLine(line: string): boolean {
  return line.length < 40 && /^[\s>|•]*[\uFDD0-\uFDD4][\s|\uFDD0-\uFDD4]*$/.test(line)
}

/** Lines without marks and trailing blanks, at most one empty line in a row (quoted or not), none at either end. */
export function joinLines(lines: readonly string[]): string {
  const kept: string[] = []
  for (const given of lines) {
    // Not /\s+$/: on a long run of blanks within a line that goes quadratic, trimEnd does not.
    let line = given.trimEnd()
    if (SPECIAL.test(line)) {
      if (isMarkLine(line)) continue
      line = ONLY_JOINERS.test(line) ? '' : dropMarks(line)
    }
    const first = line[0]
    const empty = first === undefined || (first === '>' && /^[> ]*$/.test(line))
    if (!empty || (kept.length > 0 && kept.at(-1) !== line)) kept.push(line)
  }
  while (kept.at(-1) === '') kept.pop()
  return kept.join('\n')
}

/** Without the content of pictures embedded in the HTML itself: one pasted screenshot would use up the whole limit. */
export function dropEmbedded(html: string): string {
  return html.includes(';base64,') ? html.replace(/data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=%\r\n]*/g, 'data:,') : html
}

/** At most `limit` units, ending at a line or word when one is near. Says whether something was left out. */
export function clip(text: string, limit: number): { text: string; cut: boolean } {
  if (text.length <= limit) return { text, cut: false }
  const near = (breaks: string): number => {
    const at = text.lastIndexOf(breaks, limit)
    return at > limit - 1000 ? at : -1
  }
  const line = near('\n')
  const end = line < 0 ? near(' ') : line
  return { text: text.slice(0, end < 0 ? limit : end), cut: true }
}

/** Letters and digits in all scripts: how much there is to read. */
export function countLetters(text: string): number {
  let letters = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 127 || (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123)) letters++
  }
  return letters
}
