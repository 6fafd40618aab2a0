import { useState } from 'preact/hooks'
import type { BlockOf } from '#shared/blocks.ts'
import { useTools } from '../tools.ts'

type Chip = BlockOf<'chips'>['chips'][number]

/** Enough for two or three lines; a mail to 200 people must not push the record away. */
const FIRST = 6

export function ChipsBlock({ block }: { block: BlockOf<'chips'> }) {
  const { strings } = useTools()
  const [all, setAll] = useState(false)
  const { id, title, chips, more = 0 } = block
  if (chips.length === 0) return null
  // A button that reveals a single chip takes as much room as the chip.
  const folded = chips.length > FIRST + 1
  const shown = folded && !all ? chips.slice(0, FIRST) : chips
  const left = chips.length - shown.length + more
  return (
    <section class="block" aria-labelledby={title ? `${id}-title` : undefined}>
      {title && (
        <h2 class="block-title" id={`${id}-title`}>
          {title}
        </h2>
      )}
      <ul class={`chips ${folded ? 'is-many' : ''}`}>
        {shown.map((chip) => (
          <li key={`${chip.address} ${chip.text}`}>
            <ChipView chip={chip} />
          </li>
        ))}
        {folded && (
          <li>
            <button type="button" class="chip chip-more" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? strings.showFewer : strings.andMore(left)}
            </button>
          </li>
        )}
        {more > 0 && (all || !folded) && <li class="chips-rest">{strings.andMore(more)}</li>}
      </ul>
    </section>
  )
}

function ChipView({ chip }: { chip: Chip }) {
  const { strings, record } = useTools()
  const { text, tone, address } = chip
  const words = <bdi>{text}</bdi>
  if (!address) return <span class={`chip tone-${tone}`}>{words}</span>
  return (
    <button
      type="button"
      class={`chip tone-${tone}`}
      title={`${strings.opensRecord(text)} <${address}>`}
      onClick={() => record.showPerson({ name: text === address ? null : text, address })}
    >
      {words}
    </button>
  )
}
