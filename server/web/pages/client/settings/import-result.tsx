import type { DataImport } from '#shared/api/data.ts'
import { usePage } from '../tools.ts'

const COUNTS = ['created', 'updated', 'duplicates', 'unchanged', 'failed'] as const

/** What would happen, what happens, and what has happened; what was not understood by row and column. */
export function ImportResult({ result }: { result: DataImport }) {
  const { strings } = usePage()
  const { id, state, counts, rowsDone, rowsTotal } = result
  return (
    <div class="callout" role="status" aria-busy={state === 'running'}>
      <h3 class="section-title">{id === null ? strings.wouldBe : strings.wasDone}</h3>
      {state === 'running' && (
        <p>
          <progress value={rowsDone} max={rowsTotal} aria-label={strings.importing} />{' '}
          {strings.progress(rowsDone, rowsTotal)}
        </p>
      )}
      {state === 'failed' && <p role="alert">{strings.failures.failed}</p>}
      <dl class="counts">
        {COUNTS.map((name) => (
          <div key={name} class={name === 'failed' && counts.failed > 0 ? 'is-late' : ''}>
            <dt>{strings.counts[name]}</dt>
            <dd>{counts[name]}</dd>
          </div>
        ))}
      </dl>
      {result.errors.length > 0 && <Errors errors={result.errors} />}
    </div>
  )
}

function Errors({ errors }: Pick<DataImport, 'errors'>) {
  const { strings } = usePage()
  return (
    <table class="table cards">
      <caption class="table-caption">{strings.errorsTitle}</caption>
      <thead>
        <tr>
          {[strings.row, strings.column, strings.value, strings.problem].map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {errors.map(({ row, column, value, problem }) => (
          <tr key={`${row} ${column} ${problem}`}>
            <td>
              <span class="cell-label" aria-hidden="true">
                {strings.row}
              </span>
              {row}
            </td>
            <td>{column && <bdi>{column}</bdi>}</td>
            <td>{value && <bdi>{value}</bdi>}</td>
            <td>{problem}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
