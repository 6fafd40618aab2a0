/** Cuts what a client or a company puts below the sender's words: device lines, signatures, legal notices. Pure, over lines. */
import { foldText } from '#shared/fold.ts'
import { MARK } from './clean.ts'
import { isBlank } from './headers.ts'
import { cutNotices } from './notices.ts'

const DELIMITER = /^\s*(?:--|—|–|__|___)\s*$/u
const RULE = /^\s*[-_=*—–]{3,}\s*$/u

/** "Sent from my iPhone", "Enviado desde Outlook para Android", "Obtener Outlook para iOS". */
const DEVICE =
  /^\s*(?:(?:sent|enviad[oa]|enviat|envoyé|gesendet|inviato|verzonden|verstuurd|skickat|sendt|wysłane|wysłano|lähetetty|отправлено)\s+(?:from|via|with|using|desde|des\s+d|des\s+del?|con|do|da|através|depuis|de mon|à partir|von|mit|met|vanaf|från|fra|z|с|dal?)[\s']|(?:get|obtener|obtén|descargar|descarga|obter|baixar|télécharger|hol(?:e|en sie sich)|scarica|download)\s+outlook\s|von mein\w+ .{2,40} gesendet|(?:powered|scanned) by cloudmagic)/iu
/** A device line names a thing; a sentence that begins like one goes on with a comma or ends like a question. */
const SENTENCE = /,\s|[?!;]|\.\s+\p{L}/u

/** Closing formulas. Thanks are not among them: they are said to somebody. */
const CLOSING =
  /^\s*(?:(?:(?:with|my|our|many|thanks (?:and|&)|thank you (?:and|&)|gracias y|con|un|una|mis|muchos|reciba[ns]?|recibid|le[s]? (?:saluda|envío)|os? (?:mando|envío))\s+)*(?:(?:kind|best|warm|warmest|kindest|sincere|all the)?\s*(?:regards|wishes|best)|cheers|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|(?:(?:muy )?cordial(?:es)?|afectuos[oa]s?|atent[oa]s?|fuerte|gran|cálid[oa])?\s*(?:saludos?|abrazos?|besos?)(?: (?:muy )?(?:cordial(?:es)?|afectuos[oa]s?|atent[oa]s?|para tod[oa]s|a tod[oa]s|desde \p{L}+))?|atentamente|atte\.?|cordialmente|salutacions|atentament|cordials? salutacions?|mit freundlichen grüßen|viele grüße|mfg|lg|(?:bien )?cordialement|bien à vous|cordiali saluti|distinti saluti|cumprimentos|atenciosamente|met vriendelijke groet(?:en)?|med vänliga hälsningar|med venlig hilsen|mvh|hilsen|z poważaniem|pozdrawiam|с уважением))[^\p{L}\p{N}]*$/iu

const POSTSCRIPT = /^\s*(?:p\.?\s?s|p\.?\s?d)\s?[.:]/iu
const PHONE = /(?:\+\d|\(?\d{2,4}\)?[\s./-])[\d\s()./-]{5,}\d|\b\d{9}\b/u
const CONTACT =
  /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}|\bwww\.|https?:\/\/|linkedin|\b(?:tel|tlf|tfno|telf|teléfono|phone|mobile|móvil|mov|mob|cell|fax|web|e-?mail)\b\s*[.:+]/iu
const ANNOUNCES_DATA = /\b(?:contact[oa]?s?|details|datos|tel[eé]fono|phone|number|número|móvil|dirección|address)\b/iu
const NAME_PART = "(?:\\p{Lu}[\\p{L}'’.-]*|de|del|la|las|los|da|do|dos|i|y|e|van|von|der|den|di)"
const NAME = new RegExp(`^\\s*[-–—]?\\s*${NAME_PART}(?:\\s+${NAME_PART}){0,5}[,.]?\\s*$`, 'u')

/** A signature is looked for in so many lines at the end. */
const MOST_LINES = 40

/**
 * The lines that the sender wrote. Empty when there was nothing but boilerplate.
 * @param authors names as the From header writes them
 */
export function cutSignature(lines: readonly string[], authors: readonly string[] = []): string[] {
  const own = cutNotices(dropMarkedSignature(lines))
  const devices = cutDeviceLine(own)
  const cut = findSignature(devices, authors)
  return cut < 0 ? devices : [...devices.slice(0, cut), ...findPostscript(devices, cut)]
}

/** Without what the client's markup calls a signature. A mark left open by bounded input ends with the text. */
export function dropMarkedSignature(lines: readonly string[]): string[] {
  const kept: string[] = []
  let depth = 0
  for (const line of lines) {
    if (line.includes(MARK.signature)) depth++
    if (depth === 0) kept.push(line)
    if (line.includes(MARK.signatureEnd)) depth = Math.max(0, depth - 1)
  }
  return kept
}

/** A device line counts only at the end of what was written. */
export function cutDeviceLine(lines: readonly string[]): string[] {
  const own = [...lines]
  for (;;) {
    while (own.length > 0 && (isBlank(own.at(-1) ?? '') || RULE.test((own.at(-1) ?? '').slice(0, 200)))) own.pop()
    if (!isDeviceLine(own.at(-1) ?? '')) return own
    own.pop()
  }
}

function isDeviceLine(line: string): boolean {
  if (line.length > 160) return false
  const bare = line.replace(/[<(][^<>()]*[>)]/gu, '')
  return bare.length < 80 && DEVICE.test(bare) && !SENTENCE.test(bare)
}

/** Where the signature begins, else -1: at what announces one, else at a block that looks like one. */
function findSignature(lines: readonly string[], authors: readonly string[]): number {
  const start = Math.max(0, lines.length - MOST_LINES)
  const names = new Set(authors.flatMap(namesOf))
  for (let i = start; i < lines.length; i++) {
    if (announcesSignature(lines, i) || isSignedBy(names, lines, i)) return i
  }
  for (let i = lines.length - 1; i >= start; i--) {
    if (isContactBlock(lines, i)) return widenBlock(lines, i)
  }
  return -1
}

function announcesSignature(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  if (line.length > 80 || isBlank(line)) return false
  if (DELIMITER.test(line)) {
    return isShortBlock(lines, at + 1, 25) && !rest(lines, at + 1).some((other) => DELIMITER.test(other))
  }
  if (RULE.test(line))
    return !isAnnounced(lines, at) && rest(lines, at + 1).some(isContact) && isShortBlock(lines, at + 1, 12)
  if (CLOSING.test(line)) return isNameBlock(lines, at + 1)
  // "Un saludo, Eva" on one line.
  const [, formula = '', name = ''] = /^([^,]{3,50}),([^,]{2,60})$/u.exec(line) ?? []
  return name !== '' && CLOSING.test(formula) && NAME.test(name) && isShortBlock(lines, at + 1, 15)
}

/** "Gómez, Eva (IT)" signs as "Eva Gómez", and as "Eva". */
function namesOf(author: string): string[] {
  const name = author.replace(/\([^()]*\)/gu, '').replace(/^([^,]+),\s*(.+)$/u, '$2 $1')
  const words = foldText(name).split(/\s+/u).filter(Boolean)
  return words.length === 0
    ? []
    : [words.join(' '), words[0]!, ...(words.length > 2 ? [words.slice(0, 2).join(' ')] : [])]
}

/** The author's name on a line of its own below what they wrote, and under it nothing but what a signature holds. */
function isSignedBy(names: ReadonlySet<string>, lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  if (names.size === 0 || line.length > 80 || !lines.slice(0, at).some((other) => !isBlank(other))) return false
  const name = foldText(line.replace(/^[\s\-–—*_]+|[\s\-–—,.*_]+$/gu, ''))
  // A first name may also be the last of a list; standing apart it signs.
  const apart = isBlank(lines[at - 1] ?? '') || name.includes(' ')
  return names.has(name) && apart && !isAnnounced(lines, at) && isShortBlock(lines, at + 1, 10)
}

function rest(lines: readonly string[], from: number): string[] {
  const found: string[] = []
  for (let i = from; i < lines.length && !POSTSCRIPT.test((lines[i] ?? '').slice(0, 20)); i++) {
    if (!isBlank(lines[i] ?? '')) found.push(lines[i] ?? '')
  }
  return found
}

/** A sentence; "Responsable de Compras | Talleres Norte, S.L." is none. */
function isProse(line: string): boolean {
  if (line.length > 120) return true
  const words = line.trim().split(/\s+/u)
  if (words.length < 6 || /[|·]/u.test(line) || isContact(line)) return false
  const ends = /[.!?…:]["»”)]?\s*$/u.test(line) && !/\s(?:S\.|Inc\.|Ltd\.|Co\.)\S*\s*$/u.test(line)
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length
  return ends || (words.length > 6 && small >= words.length * 0.6)
}

function isContact(line: string): boolean {
  const head = line.slice(0, 200)
  return PHONE.test(head) || CONTACT.test(head)
}

function isShortBlock(lines: readonly string[], from: number, most: number): boolean {
  const block = rest(lines, from)
  return block.length <= most && !block.slice(0, 6).some(isProse)
}

/** Below a closing: a name, then what a signature holds. Nothing below is fine too. */
function isNameBlock(lines: readonly string[], from: number): boolean {
  const block = rest(lines, from)
  const [name] = block
  if (name === undefined) return true
  return (
    (NAME.test(name.slice(0, 80)) || isContact(name) || /^\s*\p{L}+\s*$/u.test(name.slice(0, 30))) &&
    isShortBlock(lines, from, 16)
  )
}

/** "You can reach them at:" and "Here are Eva's details." announce contact data that is the message. */
function isAnnounced(lines: readonly string[], at: number): boolean {
  const before = lines.slice(0, at).findLast((other) => !isBlank(other)) ?? ''
  return before.trimEnd().endsWith(':') || ANNOUNCES_DATA.test(before.slice(-300))
}

/** A paragraph of its own at the end: a full name, then lines of which at least two say how to reach its owner. */
function isContactBlock(lines: readonly string[], from: number): boolean {
  if (!isFullName(lines, from) || isAnnounced(lines, from)) return false
  const block = rest(lines, from)
  return block.length > 2 && block.length <= 14 && block.filter(isContact).length > 1 && isShortBlock(lines, from, 14)
}

function isFullName(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  const alone = isBlank(lines[at - 1] ?? '') && line.length < 80 && NAME.test(line)
  return alone && (line.match(/(?:^|[\s-])\p{Lu}/gu)?.length ?? 0) > 1
}

/** What was found may be the company's paragraph, with the person's above it. */
function widenBlock(lines: readonly string[], from: number): number {
  const above = lines.slice(0, from - 1).findLastIndex((line) => isBlank(line)) + 1
  const own = lines.slice(above, from - 1)
  const person = own.length < 4 && isFullName(lines, above) && !isAnnounced(lines, above)
  return person && !own.some((line) => /[.,:;!?]\s*$/u.test(line.slice(-5))) ? above : from
}

function findPostscript(lines: readonly string[], from: number): string[] {
  const at = lines.findIndex((line, i) => i > from && POSTSCRIPT.test(line.slice(0, 20)))
  return at < 0 ? [] : ['', ...lines.slice(at)]
}
