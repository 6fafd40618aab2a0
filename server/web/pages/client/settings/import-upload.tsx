import { useState } from 'preact/hooks'
import type { DataNoun, DataPreview } from '#shared/api/data.ts'
import { upload } from '../api.ts'
import { keysOf, useDoing, usePage } from '../tools.ts'

/** Which file, and what it holds. */
export function ImportUpload({ read }: { read: (preview: DataPreview) => void }) {
  const { strings } = usePage()
  const { busy, act } = useDoing()
  const [file, setFile] = useState<File | null>(null)
  const [noun, setNoun] = useState<DataNoun>('contact')
  const go = (event: Event) => {
    event.preventDefault()
    if (!file) return
    const form = new FormData()
    form.set('file', file)
    form.set('noun', noun)
    void act(async () => read(await upload<DataPreview>('/api/data/uploads', form)))
  }
  return (
    <form class="box-form is-plain" onSubmit={go}>
      <label class="stacked">
        <span>{strings.file}</span>
        <input
          class="field"
          type="file"
          required
          accept=".csv,.txt,.tsv,.xlsx,.vcf"
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
      </label>
      <fieldset class="checks">
        <legend>{strings.fileHolds}</legend>
        {keysOf(strings.nouns).map((one) => (
          <label key={one} class="check">
            <input type="radio" name="noun" checked={one === noun} onChange={() => setNoun(one)} />
            {strings.nouns[one]}
          </label>
        ))}
      </fieldset>
      <div class="line-acts">
        <button class="button primary" disabled={busy || !file}>
          {busy ? strings.reading : strings.read}
        </button>
      </div>
    </form>
  )
}
