import type { DataColumn, DataPreview } from '#shared/api/data.ts'
import { joined, get } from '../api.ts'
import { keysOf, useDoing, usePage } from '../tools.ts'

type Props = { preview: DataPreview; edit: (preview: DataPreview) => void }

/** How the file was read, and what each of its columns becomes. */
export function ImportMapping({ preview, edit }: Props) {
  const { strings } = usePage()
  const { act } = useDoing()
  const { fileName, rows, encoding, separator, sheets, sheet, columns, dateOrder, uploadId } = preview
  const said = [
    strings.readAs(rows),
    encoding && strings.encoding(encoding),
    separator && strings.separator(strings.separators[separator] ?? separator),
  ].filter(Boolean)
  const setField = (index: number, field: string) =>
    edit({ ...preview, columns: columns.map((one) => (one.index === index ? { ...one, field: field || null } : one)) })
  const setSheet = (next: string) =>
    act(async () => edit(await get<DataPreview>(joined(`/api/data/uploads/${uploadId}`, { sheet: next }))))
  return (
    <>
      <p>
        <strong>
          <bdi>{fileName}</bdi>
        </strong>{' '}
        <span class="faint">{said.join(' · ')}</span>
      </p>
      <div class="bar">
        {sheets.length > 1 && (
          <label class="pick">
            <span>{strings.sheet}</span>
            <select value={sheet ?? ''} onChange={(event) => void setSheet(event.currentTarget.value)}>
              {sheets.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        )}
        {columns.some(({ field }) => field === 'date') && (
          <label class="pick">
            <span>{strings.dateOrder}</span>
            <select
              value={dateOrder}
              onChange={(event) =>
                edit({ ...preview, dateOrder: event.currentTarget.value as DataPreview['dateOrder'] })
              }
            >
              {(['dmy', 'mdy', 'ymd'] as const).map((one) => (
                <option key={one} value={one}>
                  {strings.dateOrders[one]}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <table class="table cards is-mapping">
        <caption class="sr-only">{strings.becomes}</caption>
        <thead>
          <tr>
            <th scope="col">{strings.column}</th>
            <th scope="col">{strings.examples}</th>
            <th scope="col">{strings.becomes}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <ColumnRow
              key={column.index}
              column={column}
              fields={strings.fields[preview.noun]}
              set={(field) => setField(column.index, field)}
            />
          ))}
        </tbody>
      </table>
    </>
  )
}

type RowProps = { column: DataColumn; fields: Record<string, string>; set: (field: string) => void }

function ColumnRow({ column, fields, set }: RowProps) {
  const { strings } = usePage()
  const { header, samples, field } = column
  return (
    <tr>
      <th scope="row" class="cell-name">
        <bdi>{header}</bdi>
      </th>
      <td class="samples">
        <bdi>{samples.slice(0, 3).join(' · ')}</bdi>
      </td>
      <td>
        <select
          aria-label={`${strings.becomes}: ${header}`}
          value={field ?? ''}
          onChange={(event) => set(event.currentTarget.value)}
        >
          <option value="">{strings.leftOut}</option>
          {keysOf(fields).map((one) => (
            <option key={one} value={one}>
              {fields[one]}
            </option>
          ))}
        </select>
      </td>
    </tr>
  )
}
