/** CSV as spreadsheet programs open it by a double click: UTF-8 with its mark, and no cell that they would run. */

/** A cell that begins so is a formula to them (OWASP, "CSV injection"); a phone's + too. */
const FORMULA = /^[=+\-@\t\r]/

/** @param separator what the reader's spreadsheet takes: where the comma is for decimals, a semicolon */
export function toCsv(rows: readonly (readonly (string | null)[])[], separator: ',' | ';'): string {
  return CSV_MARK + rows.map((row) => csvLine(row, separator)).join('')
}

/** What a file begins with, so that it is read as UTF-8. */
export const CSV_MARK = '\uFEFF'

/** One row with its line end, for files too long to be held. */
export function csvLine(row: readonly (string | null)[], separator: ',' | ';'): string {
  const cell = (value: string | null) => {
    const safe = value === null ? '' : FORMULA.test(value) ? `'${value}` : value
    return /["\r\n,;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `${row.map(cell).join(separator)}\r\n`
}
