import { useState } from 'preact/hooks'
import type { Stage } from '#shared/api/work.ts'
import { all, joined, send } from '../api.ts'
import { useDoing, useLoaded, usePage } from '../tools.ts'
import { OrderedList } from './ordered-list.tsx'

const OUTCOMES = ['open', 'won', 'lost'] as const

/** What an opportunity goes through, and which steps end it. */
export function StagesPage() {
  const { strings, language } = usePage()
  const { busy, act } = useDoing()
  const stages = useLoaded<Stage[]>(joined('/api/stages', { locale: language }), all<Stage>)
  const [label, setLabel] = useState('')
  const [outcome, setOutcome] = useState('open')
  const add = async (event: Event) => {
    event.preventDefault()
    const body = { label: label.trim(), outcome }
    if (!(await act(() => send({ method: 'POST', href: '/api/stages', body }), strings.saved))) return
    setLabel('')
    stages.again()
  }
  return (
    <>
      <p class="intro">{strings.stagesIntro}</p>
      <OrderedList list={stages} href="/api/stages" note={(one) => strings.outcomes[one.outcome]} />
      <form class="line-form" onSubmit={(event) => void add(event)}>
        <input
          class="field"
          aria-label={strings.stageLabel}
          placeholder={strings.stageLabel}
          required
          maxLength={80}
          value={label}
          onInput={(event) => setLabel(event.currentTarget.value)}
        />
        <select
          aria-label={strings.outcome}
          value={outcome}
          onChange={(event) => setOutcome(event.currentTarget.value)}
        >
          {OUTCOMES.map((one) => (
            <option key={one} value={one}>
              {strings.outcomes[one]}
            </option>
          ))}
        </select>
        <button class="button primary" disabled={busy}>
          {strings.add}
        </button>
      </form>
    </>
  )
}
