/** XLSX. Runs in a thread of its own (`thread.ts`): a hostile file costs that thread and no more. */
import { Unzip, UnzipInflate } from 'fflate'
import readSheets from 'read-excel-file/universal'
import { LIMITS, UnreadableFile, toTable } from './table.ts'
import type { Table } from './table.ts'

export async function readXlsx(bytes: Uint8Array, wanted: string | null): Promise<Table> {
  checkUnpacked(bytes)
  const sheets = await readSheets(new Blob([Uint8Array.from(bytes)])).catch((cause: unknown) => {
    throw new UnreadableFile('damaged', { cause })
  })
  const names = sheets.map(({ sheet }) => sheet)
  // The first that has anything in it, unless one was asked for.
  const sheet =
    wanted === null
      ? (sheets.find(({ data }) => data.length > 1) ?? sheets[0])
      : sheets.find((one) => one.sheet === wanted)
  if (!sheet) throw new UnreadableFile(wanted === null ? 'empty' : 'no-such-sheet')
  if (sheet.data.length > LIMITS.rows + 1_000) throw new UnreadableFile('too-many-rows')
  const cells = sheet.data.map((row) => row.map(textOf))
  if (cells.some((row) => row.some((cell) => cell.length > LIMITS.cell))) throw new UnreadableFile('cell-too-long')
  return toTable({ encoding: null, separator: null, sheets: names, sheet: sheet.sheet, cells })
}

/** A serial date arrives as the instant at which it would be that time in UTC; what is meant is the time on the wall. */
function textOf(cell: unknown): string {
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return ''
    const text = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19)
    return text.endsWith('T00:00:00') ? text.slice(0, 10) : text
  }
  return cell === null || cell === undefined
    ? ''
    : typeof cell === 'object'
      ? ''
      : String(cell as string | number | boolean)
}

/** What it unpacks to, counted as it is unpacked: the sizes that an archive states can be false. */
function checkUnpacked(bytes: Uint8Array): void {
  let total = 0
  let seen = false
  const unzip = new Unzip((file) => {
    seen = true
    file.ondata = (error, chunk) => {
      if (error) throw new UnreadableFile('damaged', { cause: error })
      total += chunk.length
      if (total > LIMITS.unpacked) throw new UnreadableFile('unpacks-too-large')
    }
    if (file.name.endsWith('.xml') || file.name.endsWith('.rels')) file.start()
  })
  unzip.register(UnzipInflate)
  // In small pieces, so that the count is looked at before much has been unpacked.
  for (let at = 0; at < bytes.length; at += 16_384)
    unzip.push(bytes.subarray(at, at + 16_384), at + 16_384 >= bytes.length)
  if (!seen) throw new UnreadableFile('damaged')
}
