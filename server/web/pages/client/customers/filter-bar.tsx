import { useEffect, useRef, useState } from 'preact/hooks'
import type { PickOption } from '#shared/api/people.ts'
import type { User } from '#shared/api/settings.ts'
import { Icon } from '../../../../../addin-outlook/icons.tsx'
import { all } from '../api.ts'
import { keysOf, useLoaded, usePage } from '../tools.ts'
import { type CustomersState, listOf, toggled } from './state.ts'

type Props = { state: CustomersState; set: (changes: Partial<CustomersState>) => void }

export function FilterBar({ state, set }: Props) {
  const { strings, me } = usePage()
  const users = useLoaded<User[]>('/api/users', all<User>).value ?? []
  return (
    <>
      <NameFilter q={state.q} set={set} />
      <div class="toggles" role="group" aria-label={strings.status}>
        {keysOf(strings.statuses)
          .filter((status) => status !== 'unclassified')
          .map((status) => (
            <button
              key={status}
              type="button"
              class="toggle"
              aria-pressed={listOf(state.statuses).includes(status)}
              onClick={() => set({ statuses: toggled(state.statuses, status) })}
            >
              {strings.statuses[status]}
            </button>
          ))}
      </div>
      <label class="pick">
        <span>{strings.owner}</span>
        <select
          value={state.ownerId === me.id ? 'me' : state.ownerId}
          onChange={(event) => set({ ownerId: event.currentTarget.value })}
        >
          <option value="">{strings.any}</option>
          <option value="me">{strings.me}</option>
          {users
            .filter(({ id, leftAt }) => id !== me.id && (leftAt === null || id === state.ownerId))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </label>
      <InterestFilter pickIds={state.pickIds} set={set} />
      <label class="pick">
        <span>{strings.silentFor}</span>
        <select value={state.silentDays} onChange={(event) => set({ silentDays: event.currentTarget.value })}>
          <option value="">{strings.any}</option>
          {silentChoices(state.silentDays).map((days) => (
            <option key={days} value={String(days)}>
              {strings.days(days)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="toggle"
        aria-pressed={state.waiting === '1'}
        onClick={() => set({ waiting: state.waiting === '1' ? '' : '1' })}
      >
        {strings.isWaiting}
      </button>
    </>
  )
}

/** A link may ask for a number of its own. */
const silentChoices = (asked: string): number[] =>
  [...new Set([14, 30, 60, 90, 180, 365, ...(Number(asked) > 0 ? [Number(asked)] : [])])].toSorted((a, b) => a - b)

function NameFilter({ q, set }: { q: string; set: Props['set'] }) {
  const { strings } = usePage()
  const [typed, setTyped] = useState(q)
  useEffect(() => setTyped(q), [q])
  const latest = useRef({ q, set })
  latest.current = { q, set }
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() !== latest.current.q) latest.current.set({ q: typed.trim() })
    }, 300)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <input
      class="field name-filter"
      type="search"
      aria-label={strings.filterName}
      placeholder={strings.filterName}
      value={typed}
      maxLength={200}
      onInput={(event) => setTyped(event.currentTarget.value)}
    />
  )
}

/** What is chosen stands there as chips, each to be taken away. */
function InterestFilter({ pickIds, set }: { pickIds: string; set: Props['set'] }) {
  const { strings } = usePage()
  const picks = useLoaded<PickOption[]>('/api/pick-options', all<PickOption>).value ?? []
  const chosen = listOf(pickIds)
  if (picks.length === 0) return null
  return (
    <>
      <label class="pick">
        <span>{strings.interest}</span>
        <select
          value=""
          onChange={(event) => {
            if (event.currentTarget.value) set({ pickIds: toggled(pickIds, event.currentTarget.value) })
          }}
        >
          <option value="">{strings.any}</option>
          {picks
            .filter(({ id, archived }) => !archived && !chosen.includes(id))
            .map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
        </select>
      </label>
      {picks
        .filter(({ id }) => chosen.includes(id))
        .map(({ id, label }) => (
          <button
            key={id}
            type="button"
            class="toggle"
            aria-pressed="true"
            onClick={() => set({ pickIds: toggled(pickIds, id) })}
          >
            {label} <Icon name="close" class="small-icon" />
          </button>
        ))}
    </>
  )
}
