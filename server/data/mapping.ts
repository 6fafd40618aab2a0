/** Which column is what: by the words of its header in both languages, and where they say nothing, by what is in it. */
import { DATA_FIELDS } from '#shared/api/data.ts'
import type { DataColumn, DataNoun, DataPreview } from '#shared/api/data.ts'
import { normaliseAddress } from '#shared/email-address.ts'
import { HEADER_WORDS } from '#shared/i18n/data-columns.ts'
import type { Table } from './read/table.ts'
import { detectDateOrder, parseDate } from './values/dates.ts'
import type { DateOrder } from './values/dates.ts'
import { wordKey } from './values/words.ts'

const SAMPLES = 5
const LOOKED_AT = 200

export function previewColumns(table: Table, noun: DataNoun): DataColumn[] {
  const taken = new Set<string>()
  const take = (field: string | undefined | null): string | null => {
    if (!field || taken.has(field) || !(DATA_FIELDS[noun] as readonly string[]).includes(field)) return null
    taken.add(field)
    return field
  }
  const named = table.headers.map((header, index) =>
    take(table.fields ? table.fields[index] : fieldOfHeader(header, noun, taken)),
  )
  const fields = named.map(
    (field, index) => field ?? (table.fields ? null : take(fieldOfCells(cellsOf(table, index), noun))),
  )
  // A file with a given and a family name has its "Nombre" for the first.
  const lone = fields.indexOf('name')
  if (lone >= 0 && fields.includes('lastName') && !fields.includes('firstName') && !table.fields)
    fields[lone] = 'firstName'
  return table.headers.map((header, index) => ({
    index,
    header,
    samples: [...new Set(cellsOf(table, index))].slice(0, SAMPLES).map((text) => text.slice(0, 200)),
    field: fields[index] ?? null,
  }))
}

const cellsOf = (table: Table, index: number): string[] =>
  table.rows
    .slice(0, LOOKED_AT)
    .map(({ cells }) => cells[index] ?? '')
    .filter((cell) => cell !== '')

function fieldOfHeader(header: string, noun: DataNoun, taken: ReadonlySet<string>): string | undefined {
  const key = wordKey(header)
  if (key === '') return undefined
  const fields = Object.entries(HEADER_WORDS[noun])
  return fields.find(
    ([field, words]) => !taken.has(field) && (wordKey(field) === key || words.split(' ').includes(key)),
  )?.[0]
}

/** Only what cannot be mistaken: addresses, and in notes dates. */
function fieldOfCells(cells: string[], noun: DataNoun): string | undefined {
  const most = (test: (cell: string) => boolean) => cells.length > 0 && cells.filter(test).length / cells.length > 0.8
  if (noun !== 'company' && most((cell) => cell.includes('@') && normaliseAddress(cell) !== null))
    return noun === 'note' ? 'contactEmail' : 'email'
  return noun === 'note' && most((cell) => parseDate(cell, 'dmy') !== null) ? 'date' : undefined
}

export function dateOrderOf(
  table: Table,
  columns: readonly Pick<DataColumn, 'index' | 'field'>[],
  locale: 'en' | 'es',
): DateOrder {
  const column = columns.find(({ field }) => field === 'date')
  return detectDateOrder(column ? table.rows.map(({ cells }) => cells[column.index] ?? '') : [], locale)
}

export function toPreview(
  table: Table,
  { uploadId, fileName, noun, locale }: Pick<DataPreview, 'uploadId' | 'fileName' | 'noun'> & { locale: 'en' | 'es' },
): DataPreview {
  const columns = previewColumns(table, noun)
  return {
    uploadId,
    fileName,
    noun,
    encoding: table.encoding,
    separator: table.separator,
    sheets: table.sheets,
    sheet: table.sheet,
    rows: table.rows.length,
    columns,
    dateOrder: dateOrderOf(table, columns, locale),
  }
}
