/** CSV as spreadsheet programs write it: any of four separators, quotes, line breaks in cells. */
import { CsvError, parse } from 'csv-parse/sync'
import { decodeText } from './decode.ts'
import { LIMITS, UnreadableFile, toTable } from './table.ts'
import type { Table } from './table.ts'

const SEPARATORS = [';', ',', '\t', '|']
/** What the separator is judged by. */
const SAMPLE_ROWS = 50

export function readCsv(bytes: Uint8Array): Table {
  const decoded = decodeText(bytes)
  if (decoded.text.includes('\0')) throw new UnreadableFile('not-a-table')
  // Excel's own hint, in the first line: it says the separator and is no row of the table.
  const hint = /^sep=(.)\r?\n/.exec(decoded.text)
  const text = hint ? decoded.text.slice(hint[0].length) : decoded.text
  const separator = hint?.[1] ?? findSeparator(text)
  const cells = parseAll(text, separator)
  return toTable({ encoding: decoded.encoding, separator, sheets: [], sheet: null, cells })
}

/** The one that cuts the first rows into the most columns, and into the same number each. */
function findSeparator(text: string): string {
  const judged = SEPARATORS.map((separator) => {
    const widths = sampleOf(text, separator).map((row) => row.length)
    const first = widths[0] ?? 1
    const same = widths.filter((width) => width === first).length / Math.max(1, widths.length)
    return { separator, score: first > 1 ? same * 100 + Math.min(first, 50) : 0 }
  })
  return judged.reduce((best, one) => (one.score > best.score ? one : best)).separator
}

function sampleOf(text: string, separator: string): string[][] {
  // Cut where a line ends; a quoted cell that was cut in two makes the last row odd, and it is left out.
  const start = text.slice(0, 20_000)
  const rows = parseLeniently(start, separator, SAMPLE_ROWS)
  return start.length < text.length && rows.length > 1 ? rows.slice(0, -1) : rows
}

const options = (delimiter: string) =>
  ({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LIMITS.cell * 4,
  }) as const

function parseLeniently(text: string, separator: string, to: number): string[][] {
  try {
    return parse(text, { ...options(separator), to })
  } catch {
    return []
  }
}

function parseAll(text: string, separator: string): string[][] {
  try {
    const cells = parse(text, { ...options(separator), to: LIMITS.rows + 1_000 })
    if (cells.some((row) => row.some((cell) => cell.length > LIMITS.cell))) throw new UnreadableFile('cell-too-long')
    return cells
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw new UnreadableFile(cause.code === 'CSV_MAX_RECORD_SIZE' ? 'cell-too-long' : 'damaged', { cause })
  }
}
