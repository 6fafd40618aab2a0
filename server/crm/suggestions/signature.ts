/**
 * What the end of a mail says of its author: name as they write it, role, phones, company. Guesses, for somebody to accept:
 * only lines at the author's own name (or the formula that they close with) are believed. Pure.
 */
import { foldText } from '#shared/fold.ts'

export type Signature = { name: string | null; role: string | null; phones: string[]; company: string | null }

const NONE: Signature = { name: null, role: null, phones: [], company: null }

/** How many lines a signature has at most, empty ones left out. */
const MOST_LINES = 14

const QUOTED =
  /^\s*>|^\s*(?:-{2,}\s*)?(?:original message|mensaje original|forwarded message|mensaje reenviado)|^\s*(?:on .{5,100} wrote|el .{5,100} escribi[oó]|from|de|enviado el|sent)\s*:/iu
const WROTE = /^\s*(?:on|el)\b.{5,150}\b(?:wrote|escribi[oó])\s*:?\s*$/iu
const NOTICE =
  /confiden|\blopd\b|\brgpd\b|\bgdpr\b|protección de datos|data protection|intended (?:only|solely)|destinatario|medio ambiente|environment|before printing|antes de imprimir|aviso legal|disclaimer|unsubscribe|virus/iu
const LABEL =
  /^\s*(?:(?:tel(?:[eé]fonos?|f|efono)?|tlf|tfno|tf|phones?|mobile|m[oó]vil|mov|mob|cell|direct[oa]?|office|oficina|centralita|switchboard|whats?app|t|m|p|d|o|c)\b\s*[.:)]*\s*)+/iu
const FAX = /\bfax\b|^\s*f\s*[:.]/iu
const NUMBER =
  /(?:\((?:\+|00)\d{1,3}\)\s*|\+|00)?\(?\d[\d\s().\-/·]{6,22}\d(?:\s*(?:ext\.?|x|extensi[oó]n)\s*\d{1,5})?/giu
/** What looks like a number and is none to call: dates, tax numbers, postcodes, accounts, hours. */
const NO_PHONE = /\b(?:c\.?i\.?f|n\.?i\.?f|vat|iban|cp|c\.p|reg(?:istro)?|company (?:no|number)|n[º°]|isbn|iso)\b/iu
const ADDRESS = /@|https?:|www\.|linkedin|twitter|\.com\b|\.es\b/iu
const STREET =
  /^(?:c\/|calle|avda|av\.|avenida|plaza|pza|paseo|pol[ií]gono|carrer|ctra|carretera|gran v[ií]a|\d+[a-z]?,? .*(?:street|st\b|road|rd\b|lane|ave))|\b(?:street|road|avenue|lane|calle|avenida|planta|floor|building|edificio)\b|\b\d{5}\b/iu

const LEGAL =
  /(?:^|[\s,])(?:s\.?\s?l\.?\s?u?\.?|s\.?\s?a\.?\s?u?\.?|s\.?\s?coop\.?|ltd\.?|limited|llc|inc\.?|gmbh|plc|b\.?v\.?|s\.?r\.?l\.?|& co\.?|group|grupo|consulting|holdings?|solutions)\s*$/iu
const ROLES = new RegExp(
  String.raw`\b(?:${[
    'c[eftom]o|ceo|director[a]?|direcci[oó]n|dir\\.|managing|manager|gerente|gerencia|jef[ea]|head of|lead|responsable|encargad[oa]',
    'coordinador[a]?|coordinator|supervisor[a]?|president[ea]?|presidente|vice president|vp|founder|co-?founder|fundador[a]?|socio|socia|partner|owner',
    'engineer|ingenier[oa]|t[eé]cnic[oa]|technician|technical|developer|desarrollador[a]?|architect|arquitect[oa]|analyst|analista|consultant|consultor[a]?',
    'comercial|sales|ventas|account executive|key account|marketing|comprador[a]?|compras|purchasing|buyer|procurement|logistics|log[ií]stica',
    'administrati(?:ve|v[oa])|administraci[oó]n|administrator|assistant|asistente|secretari[oa]|secretary|receptionist|recepcionista|office manager',
    'accountant|contable|controller|finance|financial|financier[oa]|contabilidad|hr|rrhh|recursos humanos|human resources|people|talent',
    'lawyer|abogad[oa]|legal counsel|asesor[a]?|advisor|adviser|product(?:ion)?|producci[oó]n|calidad|quality|operations|operaciones|support|soporte|service|servicio|atenci[oó]n',
    'doctor[a]?|professor[a]?|profesor[a]?|teacher|researcher|investigador[a]?|designer|diseñador[a]?|delegad[oa]|representante|representative|specialist|especialista|officer',
  ].join('|')})\b`,
  'iu',
)
const CLOSING =
  /^(?:(?:muchas )?gracias.*|(?:many )?thanks.*|thank you.*|(?:un |muchos )?(?:cordial |fuerte |afectuoso )?(?:saludos?|abrazos?)(?: cordial(?:es)?| atentos?)?|atentamente|atte\.?|cordialmente|(?:kind |best |warm |warmest )?(?:regards|wishes)|all the best|best|cheers|sincerely|yours (?:sincerely|faithfully|truly)|reciba un cordial saludo)[\s,.!-]*$/iu
const NAME_PART = String.raw`(?:\p{Lu}[\p{L}'’.-]*|de|del|la|las|los|i|y|van|von|der|den|da|do|dos|Mª)`
const FULL_NAME = new RegExp(`^${NAME_PART}(?:\\s+${NAME_PART}){1,5}$`, 'u')
const SPLIT = /\s+[|·•–—]\s+|\s*\|\s*|\s+-\s+|\t+/u

/** @param author the name of the From header, and what it is called already; @param text the end of the mail, quotations and all */
export function readSignature(text: string, author: string | null): Signature {
  const lines = ownLines(text)
  const start = findStart(lines, author)
  if (start < 0) return NONE
  const block = lines
    .slice(start)
    .filter((line) => line !== '')
    .slice(0, MOST_LINES)
  const parts = block
    .flatMap((line) => line.split(SPLIT))
    .map((part) => part.trim().replace(/^[*_\s]+|[*_,;\s]+$/gu, ''))
  const found: Signature = { name: null, role: null, phones: phonesOf(block), company: null }
  const names = wordsOf(author)
  for (const part of parts) {
    if (part === '' || part.length > 90 || ADDRESS.test(part) || isNumber(part) || STREET.test(part)) continue
    if (found.name === null && isName(part, names)) found.name = tidyName(part)
    else if (found.role === null && namesBoth(part)) Object.assign(found, splitRole(part, found.company))
    else if (isCompany(part)) found.company ??= part.replace(/^(?:at|en|@)\s+/iu, '')
    else if (found.role === null && isRole(part)) Object.assign(found, splitRole(part, found.company))
  }
  return found
}

/** What the author wrote last: without what is quoted below and the notice of a company's lawyers. */
function ownLines(text: string): string[] {
  const lines = text.split(/\r?\n/u).map((line) =>
    line
      .replace(/\u00a0/gu, ' ')
      .trim()
      .replace(/^[*_]+(?=\p{L})|(?<=[\p{L}.])[*_]+$/gu, ''),
  )
  const quoted = lines.findIndex((line) => QUOTED.test(line) || WROTE.test(line))
  const own = quoted < 0 ? lines : lines.slice(0, quoted)
  const notice = own.findIndex((line, i) => i > 0 && line.length > 60 && NOTICE.test(line))
  return (notice < 0 ? own : own.slice(0, notice)).slice(-40)
}

const wordsOf = (name: string | null): string[] =>
  foldText(name ?? '')
    .replace(/\([^()]*\)/gu, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)

/** The last line that is their name, else what stands below "--" or a closing formula. */
function findStart(lines: readonly string[], author: string | null): number {
  const names = wordsOf(author)
  const named = lines.findLastIndex((line) => line.split(SPLIT).some((part) => isName(part.trim(), names)))
  if (named > 0 || (named === 0 && lines.length > 1)) return named
  const marked = lines.findLastIndex((line) => /^(?:--|__+|—)$/u.test(line) || CLOSING.test(line))
  return marked < 0 || marked === lines.length - 1 ? -1 : marked + 1
}

/** As in the header: all words of the shorter of the two, at least the first name and one more where both have one. */
function isName(text: string, names: readonly string[]): boolean {
  const bare = text
    .replace(/^(?:fdo\.?:?|d\.|dña\.|dr\.?|dra\.?|mr\.?|mrs\.?|ms\.?|ing\.)\s*/iu, '')
    .replace(/[,.]$/u, '')
  if (bare.length > 60 || /\d/u.test(bare)) return false
  const words = wordsOf(bare)
  const shared = words.filter((word) => names.includes(word)).length
  if (words.length === 0 || words.length > 7 || names.length === 0) return false
  if (words.length === 1) return words[0] === names[0] && /^\p{Lu}/u.test(bare)
  return shared >= Math.min(2, names.length) && (FULL_NAME.test(tidyName(bare)) || bare === bare.toUpperCase())
}

/** "EVA GÓMEZ" is a way to write it, not the name. */
function tidyName(text: string): string {
  const bare = text.replace(/^(?:fdo\.?:?|d\.|dña\.)\s*/iu, '').replace(/[,.]$/u, '')
  if (bare !== bare.toUpperCase()) return bare
  return bare
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, first: string) => before + first.toUpperCase())
}

const isNumber = (text: string) => /\d{3}/u.test(text) && text.replace(/[^\p{L}]/gu, '').length < 12

function isRole(text: string): boolean {
  const words = text.split(/\s+/u)
  return words.length <= 9 && !/[.!?:]$/u.test(text) && ROLES.test(text) && !CLOSING.test(text)
}

const isCompany = (text: string): boolean => LEGAL.test(text) && !/[!?]/u.test(text) && text.split(/\s+/u).length <= 8

const namesBoth = (text: string): boolean =>
  text.includes(', ') && isCompany(text) && isRole(text.replace(/,[^,]*$/u, ''))

/** "Head of IT at Talleres Norte", "Jefa de compras, Talleres Norte S.L." */
function splitRole(text: string, known: string | null): Partial<Signature> {
  const at = /^(.{3,60}?)\s+(?:at|@)\s+(.{2,60})$/u.exec(text) ?? /^(.{3,60}?),\s+(.{2,60})$/u.exec(text)
  if (!at || !ROLES.test(at[1]!)) return { role: text }
  const company = at[2]!
  if (/^.*,/u.test(text) && !LEGAL.test(company) && ROLES.test(company)) return { role: text }
  return / (?:at|@) /u.test(text) || LEGAL.test(company) ? { role: at[1]!, company: known ?? company } : { role: text }
}

function phonesOf(block: readonly string[]): string[] {
  const found = block.flatMap((line) => {
    if (NO_PHONE.test(line) && !LABEL.test(line)) return []
    return line
      .split(/\s*[|•·/]\s+|,\s+(?=\p{L})|\s{3,}|;\s*/u)
      .filter((part) => !FAX.test(part) && !STREET.test(part.replace(NUMBER, '')))
      .flatMap((part) => part.match(NUMBER) ?? [])
  })
  const digits = (text: string) => text.replace(/(?:ext|x).*$/iu, '').replace(/\D/gu, '').length
  const real = found
    .map((one) => one.trim())
    .filter((one) => digits(one) >= 9 && digits(one) <= 15 && !/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/u.test(one))
  return [...new Set(real)].slice(0, 4)
}
