/** XLSX. Runs in a thread of its own (`thread.ts`): a hostile file costs that thread and no more. */
import { Unzip, UnzipInflate, unzipSync } from 'fflate'
import readSheets from 'read-excel-file/universal'
import { LIMITS, UnreadableFile, toTable } from './table.ts'
import type { Table } from './table.ts'

const PIECE = 16_384

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
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : ''
}

/**
 * What it states to unpack to, and then what it does unpack to, counted as it is unpacked: what an archive states can be false.
 * @throws UnreadableFile
 */
export function checkUnpacked(bytes: Uint8Array, limit = LIMITS.unpacked): void {
  let stated = 0
  try {
    unzipSync(bytes, { filter: ({ originalSize }) => ((stated += originalSize), false) })
  } catch (cause) {
    throw new UnreadableFile('damaged', { cause })
  }
  if (stated > limit) throw new UnreadableFile('unpacks-too-large')
  let total = 0
  const unzip = new Unzip((file) => {
    file.ondata = (error, chunk) => {
      // What is thrown here comes back as an error.
      if (error) throw error instanceof UnreadableFile ? error : new UnreadableFile('damaged', { cause: error })
      total += chunk.length
      if (total > limit) throw new UnreadableFile('unpacks-too-large')
    }
    if (file.name.endsWith('.xml') || file.name.endsWith('.rels')) file.start()
  })
  unzip.register(UnzipInflate)
  // In small pieces, so that the count is looked at before much has been unpacked.
  for (let at = 0; at < bytes.length; at += PIECE)
    unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)
}
