/** What a file of data is once read: rows of text, whatever it came from, and how it was understood. */
import type { DataNoun } from '#shared/api/data.ts'

export const LIMITS = {
  bytes: 20 * 1024 * 1024,
  rows: 100_000,
  columns: 500,
  cell: 100_000,
  unpacked: 400 * 1024 * 1024,
}

export type Table = {
  /** How its bytes were read as text; null where the format says so itself. */
  encoding: string | null
  separator: string | null
  sheets: string[]
  sheet: string | null
  /** The number of the header row, from 1 as a spreadsheet counts. */
  headerRow: number
  headers: string[]
  /** What the format itself says each column is; undefined where only the header's words can tell. */
  fields?: (string | null)[]
  /** Cells are trimmed text; days are `YYYY-MM-DD`, instants `YYYY-MM-DDTHH:MM:SS`. Empty rows are left out. */
  rows: { row: number; cells: string[] }[]
}

/** Why a file cannot be read: `shared/i18n/data.ts` says it in words. */
export const UNREADABLE = [
  'too-large',
  'too-many-rows',
  'too-many-columns',
  'cell-too-long',
  'empty',
  'not-a-table',
  'old-excel',
  'damaged',
  'no-such-sheet',
  'unpacks-too-large',
  'takes-too-long',
] as const
export type Unreadable = (typeof UNREADABLE)[number]

export class UnreadableFile extends Error {
  readonly reason: Unreadable
  constructor(reason: Unreadable, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'UnreadableFile'
    this.reason = reason
  }
}

export type ReadRequest = { bytes: Uint8Array; noun: DataNoun; sheet: string | null }

/** How many of the first rows may stand above the header: a title, a date of printing, nothing. */
const ABOVE = 10

/**
 * Finds the header: the first of the top rows that fills at least half of the columns that the widest of them fills, so that a
 * title in merged cells is passed over.
 * @throws UnreadableFile when there is no header and one row below it, or a limit is passed
 */
export function toTable(
  read: Pick<Table, 'encoding' | 'separator' | 'sheets' | 'sheet'> & { cells: string[][] },
): Table {
  const { cells, ...how } = read
  const numbered = cells
    .map((row, i) => ({ row: i + 1, cells: row.map((cell) => cell.trim()) }))
    .filter(({ cells: row }) => row.some((cell) => cell !== ''))
  const filled = (row: string[]) => row.filter((cell) => cell !== '').length
  const top = numbered.slice(0, ABOVE)
  const widest = Math.max(0, ...top.map(({ cells: row }) => filled(row)))
  const header = top.find(({ cells: row }) => filled(row) * 2 >= widest)
  if (!header) throw new UnreadableFile('empty')
  const rows = numbered.slice(numbered.indexOf(header) + 1)
  if (rows.length === 0) throw new UnreadableFile('empty')
  if (rows.length > LIMITS.rows) throw new UnreadableFile('too-many-rows')
  const width = rows.reduce((most, { cells: row }) => Math.max(most, row.length), header.cells.length)
  if (width > LIMITS.columns) throw new UnreadableFile('too-many-columns')
  const headers = Array.from({ length: width }, (_, i) => header.cells[i] ?? '')
  return { ...how, headerRow: header.row, headers, rows }
}
