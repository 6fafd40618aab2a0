import { useEffect, useRef, useState } from 'preact/hooks'
import type { DataImport, DataPreview } from '#shared/api/data.ts'
import { get, joined, send } from '../api.ts'
import { useDoing, usePage } from '../tools.ts'
import { ImportMapping } from './import-mapping.tsx'
import { ImportResult } from './import-result.tsx'
import { ImportUpload } from './import-upload.tsx'

/** While it runs one sees how far it is. */
const LOOK = 700

/** Upload, say what each column is, see what would happen, import, and take it back. Nothing is written before "import". */
export function ImportWizard({ changed }: { changed: () => void }) {
  const { strings, language } = usePage()
  const { busy, act } = useDoing()
  const [preview, setPreview] = useState<DataPreview>()
  const [result, setResult] = useState<DataImport>()
  const body = preview && bodyOf(preview)
  const run = (dry: boolean) =>
    act(async () =>
      setResult(
        await send<DataImport>({
          method: 'POST',
          href: joined('/api/data/imports', { locale: language }),
          body: { ...body, dry },
        }),
      ),
    )
  const edit = (next: DataPreview) => {
    setPreview(next)
    // What was tried was tried with other columns.
    setResult(undefined)
  }
  const reset = () => {
    setPreview(undefined)
    setResult(undefined)
  }
  useProgress(result, setResult, changed)
  const imported = result !== undefined && result.id !== null
  const undo = async () => {
    const href = `/api/data/imports/${result?.id}/undo`
    if (!(await act(() => send({ method: 'POST', href }), strings.importUndone))) return
    reset()
    changed()
  }
  return (
    <section class="box-section" aria-labelledby="import-title">
      <h2 class="section-title" id="import-title">
        {strings.importTitle}
      </h2>
      {!preview && (
        <>
          <p class="intro">{strings.importIntro}</p>
          <ImportUpload read={edit} />
        </>
      )}
      {preview && !imported && <ImportMapping preview={preview} edit={edit} />}
      {preview && result && <ImportResult result={result} />}
      {preview && (
        <div class="line-acts">
          {!result && (
            <button type="button" class="button primary" disabled={busy} onClick={() => void run(true)}>
              {busy ? strings.trying : strings.dryRun}
            </button>
          )}
          {result && !imported && (
            <button
              type="button"
              class="button primary"
              disabled={busy || goodRows(result) === 0}
              onClick={() => void run(false)}
            >
              {busy ? strings.importing : strings.importNow(goodRows(result))}
            </button>
          )}
          {imported && result.state === 'done' && (
            <button type="button" class="button" disabled={busy} onClick={() => void undo()}>
              {strings.undoImport}
            </button>
          )}
          <button type="button" class="button" onClick={reset}>
            {imported ? strings.startOver : strings.cancel}
          </button>
        </div>
      )}
    </section>
  )
}

const goodRows = ({ counts }: DataImport): number => counts.created + counts.updated

const bodyOf = ({ uploadId, noun, sheet, dateOrder, columns }: DataPreview) => ({
  uploadId,
  noun,
  sheet,
  dateOrder,
  // In which days without an hour are meant.
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  mapping: Object.fromEntries(columns.map(({ index, field }) => [index, field])),
})

function useProgress(result: DataImport | undefined, show: (result: DataImport) => void, changed: () => void): void {
  const latest = useRef({ show, changed })
  latest.current = { show, changed }
  useEffect(() => {
    if (!result?.id) return undefined
    if (result.state !== 'running') {
      latest.current.changed()
      return undefined
    }
    const controller = new AbortController()
    const look = async () => {
      // A look that failed is followed by the next one.
      const next = await get<DataImport>(`/api/data/imports/${result.id}`, controller.signal).catch(() => ({
        ...result,
      }))
      if (!controller.signal.aborted) latest.current.show(next)
    }
    const timer = setTimeout(() => void look(), LOOK)
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [result])
}
