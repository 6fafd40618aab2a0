/** vCard 2.1, 3.0 and 4.0 as address books export them: folded lines, quoted-printable, several phones and mails. */
import iconv from 'iconv-lite'
import { LIMITS, UnreadableFile } from './table.ts'
import type { Table } from './table.ts'
import type { Decoded } from './decode.ts'

type Property = { name: string; parameters: Record<string, string>; value: string }

const FIELDS = ['name', 'firstName', 'lastName', 'email', 'phone', 'role', 'company'] as const
/** Between the mails and the phones of one card. */
const BETWEEN = '; '

export function readVcards({ text, encoding }: Decoded): Table {
  const rows: Table['rows'] = []
  let card: Property[] | null = null
  for (const line of unfold(text)) {
    const property = readProperty(line)
    if (!property) continue
    if (property.name === 'BEGIN' && /^vcard$/i.test(property.value)) card = []
    else if (property.name === 'END' && card) {
      if (rows.length >= LIMITS.rows) throw new UnreadableFile('too-many-rows')
      rows.push({ row: rows.length + 1, cells: cellsOf(card) })
      card = null
    } else card?.push(property)
  }
  if (rows.length === 0) throw new UnreadableFile('empty')
  return {
    encoding,
    separator: null,
    sheets: [],
    sheet: null,
    headerRow: 0,
    headers: ['FN', 'N (given)', 'N (family)', 'EMAIL', 'TEL', 'TITLE', 'ORG'],
    fields: [...FIELDS],
    rows,
  }
}

/** A line that begins with a blank goes on from the last (RFC 6350, 3.2); so does quoted-printable after a final `=`. */
function unfold(text: string): string[] {
  const lines: string[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    const last = lines.length - 1
    if (line.length > LIMITS.bytes / 4) throw new UnreadableFile('cell-too-long')
    if (last >= 0 && /^[ \t]/.test(line)) lines[last] += line.slice(1)
    else if (last >= 0 && lines[last]!.endsWith('=') && /^[^:]*quoted-printable/i.test(lines[last]!))
      lines[last] = lines[last]!.slice(0, -1) + line
    else lines.push(line)
  }
  return lines
}

function readProperty(line: string): Property | undefined {
  const head = /^((?:"[^"]*"|[^":])*):/.exec(line)
  if (!head) return undefined
  const [name = '', ...written] = head[1]!.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)
  const parameters = Object.fromEntries(
    written.map((one) => {
      const [key = '', ...rest] = one.split('=')
      // vCard 2.1 writes the value alone: TEL;CELL, NOTE;QUOTED-PRINTABLE.
      return rest.length > 0
        ? [key.toUpperCase(), rest.join('=').replaceAll('"', '')]
        : [/^(quoted-printable|base64|b)$/i.test(key) ? 'ENCODING' : `TYPE-${key.toUpperCase()}`, key]
    }),
  )
  const raw = line.slice(head[0].length)
  const value = /^quoted-printable$/i.test(parameters['ENCODING'] ?? '')
    ? decodeQuoted(raw, parameters['CHARSET'] ?? 'utf-8')
    : raw
  // Apple groups what belongs together: item1.EMAIL.
  return { name: name.replace(/^[^.]*\./, '').toUpperCase(), parameters, value }
}

function decodeQuoted(text: string, charset: string): string {
  const bytes = Buffer.from(
    text.replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  return iconv.decode(bytes, iconv.encodingExists(charset) ? charset : 'utf-8')
}

const unescape = (text: string) =>
  text.replaceAll(/\\([\\,;:nN])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign)).trim()
const parts = (value: string) => value.split(/(?<!\\);/).map(unescape)

function cellsOf(card: Property[]): string[] {
  const all = (name: string) =>
    card
      .filter((property) => property.name === name && property.value.trim() !== '')
      .toSorted((a, b) => rank(a) - rank(b))
  const first = (name: string) => unescape(all(name)[0]?.value ?? '')
  const [family = '', given = '', middle = ''] = parts(all('N')[0]?.value ?? '')
  const phone = (value: string) => unescape(value).replace(/^tel:/i, '').replace(/;ext=/i, ' ext. ')
  return [
    first('FN'),
    [given, middle].filter(Boolean).join(' '),
    family,
    all('EMAIL')
      .map(({ value }) => unescape(value).replace(/^mailto:/i, ''))
      .join(BETWEEN),
    all('TEL')
      .map(({ value }) => phone(value))
      .join(BETWEEN),
    first('TITLE') || first('ROLE'),
    parts(all('ORG')[0]?.value ?? '')[0] ?? '',
  ]
}

/** What the owner prefers comes first: PREF=1 in 4.0, TYPE=PREF in 3.0, PREF in 2.1. */
function rank({ parameters }: Property): number {
  if (parameters['PREF']) return Number(parameters['PREF']) || 1
  return 'TYPE-PREF' in parameters || /\bpref\b/i.test(parameters['TYPE'] ?? '') ? 1 : 1000
}
