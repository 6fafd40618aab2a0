/**
 * XLSX row by row, for tables too long to be held: `write-excel-file` and `exceljs` hold all of it, or are no longer kept. One
 * sheet, every cell a text, so that nothing is run and nothing (a phone, a code with zeros in front) is taken for a number.
 */
import { Zip, ZipDeflate } from 'fflate'

const PARTS = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  '_rels/.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
  // Format 49 is "text": a cell that somebody edits stays one.
  'xl/styles.xml':
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf numFmtId="49" applyNumberFormat="1" xfId="0"/></cellXfs></styleSheet>',
} as const
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** Spreadsheets call a file with a longer cell damaged. */
const LONGEST = 32_767

export async function* toXlsx(
  sheet: string,
  rows: AsyncIterable<(string | null)[]>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const ready: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(Uint8Array.from(chunk))
  })
  const add = (name: string) => {
    const file = new ZipDeflate(name, { level: 6 })
    zip.add(file)
    return { push: (text: string, last = false) => file.push(new TextEncoder().encode(text), last) }
  }
  for (const [name, text] of Object.entries(PARTS)) add(name).push(DECLARATION + text, true)
  add('xl/workbook.xml').push(
    `${DECLARATION}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="${escape(sheet.slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    true,
  )
  const body = add('xl/worksheets/sheet1.xml')
  body.push(`${DECLARATION}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
  let n = 0
  for await (const row of rows) {
    n += 1
    body.push(`<row r="${n}">${row.map((cell, column) => cellXml(cell, `${letters(column)}${n}`)).join('')}</row>`)
    yield* ready.splice(0)
  }
  body.push('</sheetData></worksheet>', true)
  zip.end()
  yield* ready
}

const cellXml = (cell: string | null, at: string): string =>
  cell === null || cell === ''
    ? ''
    : `<c r="${at}" s="1" t="inlineStr"><is><t xml:space="preserve">${escape(cell.length > LONGEST ? `${cell.slice(0, LONGEST - 1)}…` : cell)}</t></is></c>`

const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))

/** What XML cannot hold is left out: control characters and halves of pairs. */
const escape = (text: string): string =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;')
