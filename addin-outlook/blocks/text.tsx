import { useState } from 'preact/hooks'
import type { BlockOf, Tone } from '#shared/blocks.ts'
import { Icon, type IconName } from '../icons.tsx'

const ICONS: Record<Tone, IconName> = {
  neutral: 'info',
  good: 'good',
  attention: 'attention',
  bad: 'bad',
  private: 'lock',
}

/** A sentence; behind it, on request, the reasons. */
export function TextBlock({ block }: { block: BlockOf<'text'> }) {
  const [open, setOpen] = useState(false)
  const { id, tone, text, more, details } = block
  const opens = more !== null && details.length > 0
  return (
    <div class={`block said tone-${tone}`}>
      <Icon name={ICONS[tone]} class="said-icon" />
      <div class="said-words">
        <p>
          <bdi>{text}</bdi>{' '}
          {opens && (
            <button
              type="button"
              class="link"
              aria-expanded={open}
              aria-controls={`${id}-more`}
              onClick={() => setOpen(!open)}
            >
              {more}
            </button>
          )}
        </p>
        {opens && (
          <ul class="said-more" id={`${id}-more`} hidden={!open}>
            {details.map((detail) => (
              <li key={detail}>
                <bdi>{detail}</bdi>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
