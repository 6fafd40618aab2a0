import { useEffect, useState } from 'preact/hooks'
import type { Action, BlockOf } from '#shared/blocks.ts'
import { useTools } from '../tools.ts'

/** Things to do. Where one of them is the current one they are alternatives, and a list to choose from. */
export function ActionsBlock({ block }: { block: BlockOf<'actions'> }) {
  const { act } = useTools()
  /** What was clicked and the server has not confirmed yet: shown as done. */
  const [taken, setTaken] = useState<string[]>([])
  useEffect(() => setTaken([]), [block])
  const { id, title, actions } = block
  if (actions.length === 0) return null
  const take = (action: Action) => {
    setTaken((before) => [...before, action.id])
    act(action, () => setTaken((before) => before.filter((one) => one !== action.id)))
  }
  if (actions.some(({ current }) => current)) return <Alternatives {...{ id, title, actions, taken, take }} />
  return (
    <section class="block actions" aria-labelledby={title ? `${id}-title` : undefined}>
      {title && (
        <h2 class="block-title" id={`${id}-title`}>
          {title}
        </h2>
      )}
      {actions.map((action) => (
        <button
          key={action.id}
          type="button"
          class="button"
          disabled={taken.includes(action.id)}
          onClick={() => take(action)}
        >
          {action.label}
        </button>
      ))}
    </section>
  )
}

type AlternativesProps = {
  id: string
  title: string | null
  actions: Action[]
  taken: string[]
  take: (action: Action) => void
}

function Alternatives({ id, title, actions, taken, take }: AlternativesProps) {
  const current = taken.at(-1) ?? actions.find((action) => action.current)?.id ?? ''
  const choose = (chosen: string) => {
    const action = actions.find((one) => one.id === chosen)
    if (action && chosen !== current) take(action)
  }
  return (
    <div class="block choice">
      <label for={`${id}-choice`}>{title}</label>
      <select
        id={`${id}-choice`}
        value={current}
        aria-label={title ? undefined : actions.find((action) => action.current)?.label}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {actions.map((action) => (
          <option key={action.id} value={action.id}>
            {action.label}
          </option>
        ))}
      </select>
    </div>
  )
}
