import { useState } from 'preact/hooks'
import type { SavedView } from '#shared/api/lists.ts'
import { all, joined, send } from '../api.ts'
import { useDoing, useLoaded, usePage } from '../tools.ts'
import { type CustomersState, isSame, kept } from './state.ts'

type Props = { state: CustomersState; show: (query: Record<string, string>) => void }

/** One's own views and those that colleagues shared; what is set now can be kept under a name. */
export function SavedViews({ state, show }: Props) {
  const { strings, language } = usePage()
  const views = useLoaded<SavedView[]>(joined('/api/views', { locale: language }), all<SavedView>)
  const [saving, setSaving] = useState(false)
  const { act } = useDoing()
  const query = kept(state)
  const current = views.value?.find((view) => isSame(view.query, query))
  const remove = async ({ id }: SavedView) => {
    if (await act(() => send({ method: 'DELETE', href: `/api/views/${id}` }))) views.again()
  }
  const choose = (id: string) => {
    const view = views.value?.find((one) => one.id === id)
    if (view) show(view.query)
  }
  return (
    <div class="views">
      {views.value && views.value.length > 0 && (
        <select
          aria-label={strings.views}
          value={current?.id ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{strings.noView}</option>
          {views.value.map(({ id, name, mine }) => (
            <option key={id} value={id}>
              {mine ? name : strings.viewOf(name)}
            </option>
          ))}
        </select>
      )}
      {current?.mine && (
        <button type="button" class="link" onClick={() => void remove(current)}>
          {strings.removeView}
        </button>
      )}
      {!current && Object.keys(query).length > 0 && (
        <button type="button" class="link" aria-expanded={saving} onClick={() => setSaving(!saving)}>
          {strings.saveView}
        </button>
      )}
      {saving && !current && (
        <SaveView
          query={query}
          saved={() => {
            setSaving(false)
            views.again()
          }}
        />
      )}
    </div>
  )
}

function SaveView({ query, saved }: { query: Record<string, string>; saved: () => void }) {
  const { strings } = usePage()
  const { busy, act } = useDoing()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = async (event: Event) => {
    event.preventDefault()
    const body = { page: 'customers', name: name.trim(), query, shared }
    if (await act(() => send({ method: 'POST', href: '/api/views', body }), strings.viewSaved(body.name))) saved()
  }
  return (
    <form class="line-form" onSubmit={(event) => void save(event)}>
      <input
        class="field"
        aria-label={strings.viewName}
        placeholder={strings.viewName}
        required
        maxLength={80}
        value={name}
        ref={(field) => field?.focus()}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <label class="check">
        <input type="checkbox" checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
        {strings.shareView}
      </label>
      <button class="button primary" disabled={busy}>
        {strings.save}
      </button>
    </form>
  )
}
