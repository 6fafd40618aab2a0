import { useState } from 'preact/hooks'
import type { PickOption } from '#shared/api/people.ts'
import { all, send } from '../api.ts'
import { useDoing, useLoaded, usePage } from '../tools.ts'
import { OrderedList } from './ordered-list.tsx'

/** The company's one pick list. */
export function InterestsPage() {
  const { strings } = usePage()
  const { busy, act } = useDoing()
  const picks = useLoaded<PickOption[]>('/api/pick-options', all<PickOption>)
  const [label, setLabel] = useState('')
  const add = async (event: Event) => {
    event.preventDefault()
    const body = { label: label.trim() }
    if (!(await act(() => send({ method: 'POST', href: '/api/pick-options', body }), strings.saved))) return
    setLabel('')
    picks.again()
  }
  return (
    <>
      <p class="intro">{strings.interestsIntro}</p>
      <OrderedList list={picks} href="/api/pick-options" note={(one) => strings.uses(one.uses)} />
      <form class="line-form" onSubmit={(event) => void add(event)}>
        <input
          class="field"
          aria-label={strings.interestLabel}
          placeholder={strings.interestLabel}
          required
          maxLength={80}
          value={label}
          onInput={(event) => setLabel(event.currentTarget.value)}
        />
        <button class="button primary" disabled={busy}>
          {strings.add}
        </button>
      </form>
    </>
  )
}
