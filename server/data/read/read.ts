/** Which kind of file it is, told by its bytes. */
import { readCsv } from './csv.ts'
import { decodeText } from './decode.ts'
import { LIMITS, UnreadableFile } from './table.ts'
import type { ReadRequest, Table } from './table.ts'
import { readVcards } from './vcard.ts'
import { readXlsx } from './xlsx.ts'

const beginsWith = (bytes: Uint8Array, mark: number[]) => mark.every((byte, i) => bytes[i] === byte)

/** @throws UnreadableFile */
export async function readTable({ bytes, sheet }: ReadRequest): Promise<Table> {
  if (bytes.length > LIMITS.bytes) throw new UnreadableFile('too-large')
  if (bytes.length === 0) throw new UnreadableFile('empty')
  if (beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return readXlsx(bytes, sheet)
  // The compound file of Excel before 2007; also an XLSX under a password.
  if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new UnreadableFile('old-excel')
  const start = decodeText(bytes.subarray(0, 200)).text.trimStart()
  if (/^BEGIN:VCARD/i.test(start)) return readVcards(decodeText(bytes))
  if (/^(?:%PDF|\{\\rtf|<(?:!doctype|html|\?xml))/i.test(start)) throw new UnreadableFile('not-a-table')
  return readCsv(bytes)
}
