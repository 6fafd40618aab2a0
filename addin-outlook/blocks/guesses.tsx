import type { Action } from '#shared/blocks.ts'
import { Icon } from '../icons.tsx'

/** `accept-N` and `dismiss-N` are the two answers to one guess. */
const PAIRED = /^(accept|dismiss)-/

export const areGuesses = (actions: Action[]): boolean =>
  actions.length > 0 && actions.every(({ id }) => PAIRED.test(id))

type Props = { id: string; title: string | null; actions: Action[]; taken: string[]; take: (action: Action) => void }

/** What Ficha guesses of somebody: each is taken over by a press, or put away for good. */
export function Guesses({ id, title, actions, taken, take }: Props) {
  const gone = new Set(taken.map((one) => one.replace(PAIRED, '')))
  const accepts = actions.filter((one) => one.id.startsWith('accept-') && !gone.has(one.id.replace(PAIRED, '')))
  if (accepts.length === 0) return null
  return (
    <section class="block" aria-labelledby={title ? `${id}-title` : undefined}>
      {title && (
        <h2 class="block-title" id={`${id}-title`}>
          {title}
        </h2>
      )}
      <ul class="guesses">
        {accepts.map((accept) => {
          const dismiss = actions.find((one) => one.id === accept.id.replace('accept', 'dismiss'))
          return (
            <li key={accept.id}>
              <button type="button" class="suggestion" onClick={() => take(accept)}>
                <Icon name="plus" />
                <bdi>{accept.label}</bdi>
              </button>
              {dismiss && (
                <button
                  type="button"
                  class="icon-button"
                  aria-label={dismiss.label}
                  title={dismiss.label}
                  onClick={() => take(dismiss)}
                >
                  <Icon name="close" />
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
