/** Files as they come, and as nobody should send them: each is read, or refused in words that say why. */
import iconv from 'iconv-lite'
import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { readTableApart } from '#server/data/read/apart.ts'
import { LIMITS } from '#server/data/read/table.ts'
import { checkUnpacked } from '#server/data/read/xlsx.ts'
import { detectDateOrder, instantOf, parseDate } from '#server/data/values/dates.ts'
import { companyKey } from '#server/data/values/words.ts'

const read = (bytes: Uint8Array | string) =>
  readTableApart({ bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, noun: 'contact', sheet: null })
const TEXT = 'Año;Señora\r\n1;Ñandú'

it.each([
  ['utf-8', Buffer.from(TEXT)],
  ['utf-8', Buffer.from(`\uFEFF${TEXT}`)],
  ['utf-16le', iconv.encode(TEXT, 'utf-16le', { addBOM: true })],
  ['utf-16be', iconv.encode(TEXT, 'utf-16be', { addBOM: true })],
  ['utf-16le', iconv.encode(TEXT, 'utf-16le', { addBOM: false })],
  ['windows-1252', iconv.encode(TEXT, 'windows-1252')],
])('reads %s', async (encoding, bytes) => {
  expect(await read(bytes)).toMatchObject({
    encoding,
    headers: ['Año', 'Señora'],
    rows: [{ row: 2, cells: ['1', 'Ñandú'] }],
  })
})

it.each([
  [';', 'a;b\n1,5;2,5\n3,5;4,5'],
  [',', 'a,b\n"x;y;z",2\n"x;y;z",3'],
  ['\t', 'a\tb\n1;2;3\t4\n'],
  ['|', 'a|b\n1,2|3'],
  [';', 'sep=;\na,b;c\n1;2'],
])('finds the separator %j', async (separator, text) => {
  const table = await read(text)
  expect(table.separator).toBe(separator)
  expect(table.headers).toHaveLength(2)
})

it('counts rows as a spreadsheet does, with empty ones and line breaks in cells', async () => {
  const { rows } = await read('Name;Note\n\n"a\nb";1\n;\nc;2\n')
  expect(rows.map(({ row, cells }) => [row, cells[0]])).toEqual([
    [3, 'a\nb'],
    [5, 'c'],
  ])
})

const SHEET =
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%</sheetData></worksheet>'
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

function workbook(rows: string, { date1904 = false, before = '' } = {}): Uint8Array {
  const parts = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/styles.xml':
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0"/><xf numFmtId="22" xfId="0"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': before + SHEET.replace('%', rows),
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}
const HEAD = `<row r="1">${cell('A1', 'Date')}${cell('B1', 'Name')}</row>`

it.each([
  [false, '46016', '2025-12-25'],
  [true, '44554', '2025-12-25'],
])('reads the days of a workbook, 1904: %s', async (date1904, serial, day) => {
  const rows = `${HEAD}<row r="2"><c r="A2" s="1"><v>${serial}</v></c><c r="B2" t="str"><f>A1&amp;"x"</f><v>from a formula</v></c></row><row r="3"><c r="A3" s="2"><v>${serial}.729166667</v></c>${cell('B3', 'x')}</row>`
  expect((await read(workbook(rows, { date1904 }))).rows).toMatchObject([
    { cells: [day, 'from a formula'] },
    { cells: [`${day}T17:30:00`, 'x'] },
  ])
})

it('reads nothing that lies outside of a workbook, and expands nothing', async () => {
  const entity = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "bbbb">]>'
  const rows = `${HEAD}<row r="2">${cell('A2', '&a;')}${cell('B2', '&b;')}</row>`
  const found = await read(workbook(rows, { before: entity })).then(
    (table) => JSON.stringify(table.rows),
    (error: Error) => error.message,
  )
  expect(found).not.toMatch(/root:|bbbb/)
})

it.each([
  ['empty', ''],
  ['empty', 'Name;E-mail\n'],
  ['not-a-table', '%PDF-1.7 …'],
  ['not-a-table', '<!doctype html><table><tr><td>a</td></tr></table>'],
  ['not-a-table', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 0x0a, 0, 5])],
  ['old-excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ['damaged', Buffer.from('PK\u0003\u0004 and nothing that unzips')],
  ['cell-too-long', `Name\n${'x'.repeat(2_000_000)}`],
  ['cell-too-long', `Name;Note\n"${'x\n'.repeat(300_000)}`],
  ['too-many-columns', `${'a;'.repeat(600)}\n${'1;'.repeat(600)}\n`],
  ['too-many-rows', `Name\n${'x\n'.repeat(LIMITS.rows + 1)}`],
  ['too-large', Buffer.alloc(LIMITS.bytes + 1, 0x61)],
])('refuses as %s', async (reason, bytes) => {
  await expect(read(bytes)).rejects.toMatchObject({ name: 'UnreadableFile', reason })
})

it('refuses what states that it unpacks to more than it may, and what unpacks to more than it states', async () => {
  const bytes = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(3_000_000) })
  const stating = (size: number) => {
    const forged = Buffer.from(bytes)
    // The size in the central directory; readers that stream see the local header alone.
    forged.writeUInt32LE(size, forged.indexOf('PK\u0001\u0002') + 24)
    return forged
  }
  await expect(read(stating(LIMITS.unpacked + 1))).rejects.toMatchObject({ reason: 'unpacks-too-large' })
  expect(() => checkUnpacked(stating(10), 4_000_000)).not.toThrow()
  expect(() => checkUnpacked(stating(10), 1_000_000)).toThrow(expect.objectContaining({ reason: 'unpacks-too-large' }))
})

it.each([
  [['03/04/2025', '25/12/2025'], 'en', 'dmy'],
  [['03/04/2025', '12/25/2025'], 'es', 'mdy'],
  [['03/04/2025'], 'es', 'dmy'],
  [['03/04/2025'], 'en', 'mdy'],
  [['03.04.2025'], 'en', 'dmy'],
  [['2025-04-03'], 'es', 'ymd'],
] as const)('takes %j in %s for %s', (cells, locale, order) => {
  expect(detectDateOrder(cells, locale)).toBe(order)
})

it.each([
  ['25/12/2025', 'dmy', '2025-12-25', null],
  ['12/25/25', 'mdy', '2025-12-25', null],
  ['3.4.1999', 'dmy', '1999-04-03', null],
  ['2025-04-03', 'dmy', '2025-04-03', null],
  ['25 de diciembre de 2025', 'dmy', '2025-12-25', null],
  ['Dec 25, 2025', 'mdy', '2025-12-25', null],
  ['25-dic-25', 'dmy', '2025-12-25', null],
  ['25/12/2025 9:05', 'dmy', '2025-12-25', '09:05:00'],
  ['12/25/2025 5:30 p. m.', 'mdy', '2025-12-25', '17:30:00'],
  ['2025-12-25T17:30:00', 'dmy', '2025-12-25', '17:30:00'],
  ['46016', 'dmy', '2025-12-25', null],
  ['46016.5', 'dmy', '2025-12-25', '12:00:00'],
] as const)('reads %s as %s', (text, order, day, time) => {
  expect(parseDate(text, order)).toEqual({ day, time, instant: null })
})

it.each(['31/02/2025', '25/13/2025', '12/25/2025 25:00', 'ayer', '2025', '', '600111222', '00/00/0000'])(
  'takes %j for no date',
  (text) => {
    expect(parseDate(text, 'dmy')).toBeNull()
  },
)

it('means times as the clock on the wall of their zone shows them', () => {
  const at = (day: string, time: string | null, zone: string) =>
    instantOf({ day, time, instant: null }, zone).toISOString()
  expect(at('2025-07-01', '09:00:00', 'Europe/Madrid')).toBe('2025-07-01T07:00:00.000Z')
  expect(at('2025-10-26', '12:00:00', 'Europe/Madrid')).toBe('2025-10-26T11:00:00.000Z')
  expect(at('2025-12-25', null, 'UTC')).toBe('2025-12-25T12:00:00.000Z')
})

it('compares companies without what the law adds to their names', () => {
  for (const name of ['Talleres Pérez, S.L.', 'TALLERES PEREZ SL', 'Talleres Perez, S. L. U.', 'talleres pérez'])
    expect(companyKey(name)).toBe('talleres_perez')
  expect(companyKey('S.L.')).not.toBe('')
})
