import type { DataImport } from '#shared/api/data.ts'
import type { PageStrings } from '#shared/i18n/pages.ts'
import { all, joined, send } from '../api.ts'
import { ListState } from '../shell/trouble.tsx'
import { keysOf, useDate, useDoing, useLoaded, usePage } from '../tools.ts'
import { ImportWizard } from './import-wizard.tsx'

/** Data in and out: a file brought in step by step, what was brought in so far, and exports. */
export function DataPage() {
  const imports = useLoaded<DataImport[]>('/api/data/imports', all<DataImport>)
  return (
    <>
      <ImportWizard changed={imports.again} />
      <Imports imports={imports} />
      <Exports />
    </>
  )
}

function Imports({ imports }: { imports: ReturnType<typeof useLoaded<DataImport[]>> }) {
  const { strings } = usePage()
  return (
    <section class="box-section" aria-labelledby="imports-title">
      <h2 class="section-title" id="imports-title">
        {strings.imports}
      </h2>
      <ul class="lines-list">
        {imports.value?.map((one) => (
          <ImportLine key={one.id} one={one} again={imports.again} />
        ))}
      </ul>
      <ListState list={imports} empty={strings.noImports} />
    </section>
  )
}

function ImportLine({ one, again }: { one: DataImport; again: () => void }) {
  const { strings } = usePage()
  const { busy, act } = useDoing()
  const date = useDate(one.createdAt)
  const { fileName, noun, state, counts, by } = one
  const undo = async () => {
    await act(() => send({ method: 'POST', href: `/api/data/imports/${one.id}/undo` }), strings.importUndone)
    again()
  }
  return (
    <li class={`line-item ${state === 'undone' ? 'is-done' : ''}`}>
      <div class="line-words">
        <p class="line-title">
          <bdi>{fileName}</bdi>
        </p>
        <p class="faint">
          {[
            strings.nouns[noun],
            strings.importStates[state],
            `${counts.created} ${strings.counts.created}`,
            `${counts.updated} ${strings.counts.updated}`,
            date?.said,
            by,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {state === 'done' && (
        <button
          type="button"
          class="button"
          disabled={busy}
          aria-label={`${strings.undoImport}: ${fileName}`}
          onClick={() => void undo()}
        >
          {strings.undo}
        </button>
      )}
    </li>
  )
}

type Export = keyof PageStrings['exports']

const FILES = [
  { format: 'csv', said: 'CSV' },
  { format: 'xlsx', said: 'Excel' },
  { format: 'vcf', said: 'vCard' },
]

/** vCard knows people alone. */
const filesOf = (one: Export) => FILES.filter(({ format }) => format !== 'vcf' || one === 'contacts')

function Exports() {
  const { strings, language } = usePage()
  return (
    <section class="box-section" aria-labelledby="export-title">
      <h2 class="section-title" id="export-title">
        {strings.exportTitle}
      </h2>
      <p class="intro">{strings.exportIntro}</p>
      <ul class="lines-list">
        {keysOf(strings.exports).map((one) => (
          <li key={one} class="line-item">
            <p class="line-words">{strings.exports[one]}</p>
            <div class="line-acts">
              {filesOf(one).map(({ format, said }) => (
                <a
                  key={format}
                  class="button"
                  href={joined(`/api/export/${one}.${format}`, { locale: language })}
                  download
                  aria-label={`${said}: ${strings.exports[one]}`}
                >
                  {said}
                </a>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
