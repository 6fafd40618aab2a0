import { useState } from 'preact/hooks'
import type { ExclusionPreview } from '#shared/api/settings.ts'
import { all, get, joined, send } from '../api.ts'
import { ListState } from '../shell/trouble.tsx'
import { useDoing, useLoaded, usePage } from '../tools.ts'

type Exclusion = { id: string; value: string; createdAt: string }

/** What is never logged. Before something is added one sees what that would take away. */
export function ExclusionsPage() {
  const { strings } = usePage()
  const exclusions = useLoaded<Exclusion[]>('/api/exclusions', all<Exclusion>)
  const { act } = useDoing()
  const include = async ({ id, value }: Exclusion) => {
    const done = strings.included(value)
    if (await act(() => send({ method: 'DELETE', href: `/api/exclusions/${id}` }), done)) exclusions.again()
  }
  return (
    <>
      <p class="intro">{strings.exclusionsIntro}</p>
      <AddExclusion added={exclusions.again} />
      <ul class="lines-list">
        {exclusions.value?.map((one) => (
          <li key={one.id} class="line-item">
            <p class="line-words line-title">
              <bdi>{one.value}</bdi>
            </p>
            <button
              type="button"
              class="button"
              aria-label={`${strings.remove}: ${one.value}`}
              onClick={() => void include(one)}
            >
              {strings.remove}
            </button>
          </li>
        ))}
      </ul>
      <ListState list={exclusions} empty={strings.noExclusions} />
    </>
  )
}

function AddExclusion({ added }: { added: () => void }) {
  const { strings, language } = usePage()
  const { busy, act } = useDoing()
  const [value, setValue] = useState('')
  const [preview, setPreview] = useState<ExclusionPreview>()
  const look = (event: Event) => {
    event.preventDefault()
    const href = joined('/api/exclusions/preview', { value: value.trim(), locale: language })
    void act(async () => setPreview(await get<ExclusionPreview>(href)))
  }
  const exclude = async ({ value: known }: ExclusionPreview) => {
    const done = strings.excluded(known)
    if (!(await act(() => send({ method: 'POST', href: '/api/exclusions', body: { value: known } }), done))) return
    setPreview(undefined)
    setValue('')
    added()
  }
  return (
    <section class="box-section">
      <form class="line-form" onSubmit={look}>
        <label class="stacked">
          <span>{strings.exclusion}</span>
          <input
            class="field"
            required
            minLength={3}
            maxLength={320}
            placeholder="anna@example.com · example.com"
            value={value}
            onInput={(event) => {
              setValue(event.currentTarget.value)
              setPreview(undefined)
            }}
          />
        </label>
        <button class="button" disabled={busy}>
          {strings.previewExclusion}
        </button>
      </form>
      <div role="status">
        {preview && (
          <div class="callout">
            <p>
              <strong>
                <bdi>{preview.value}</bdi>
              </strong>
              <br />
              {preview.text}
            </p>
            <div class="line-acts">
              <button type="button" class="button danger" disabled={busy} onClick={() => void exclude(preview)}>
                {strings.exclude}
              </button>
              <button type="button" class="button" onClick={() => setPreview(undefined)}>
                {strings.cancel}
              </button>
            </div>
          </div>
        )}
      </div>
    </section>
  )
}
