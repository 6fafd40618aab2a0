import { useState } from 'preact/hooks'
import type { RowGroup } from '#shared/blocks.ts'
import { Icon } from '../icons.tsx'
import { useTools } from '../tools.ts'
import { RowView } from './row.tsx'

/** A conversation: its subject, its newest message, and the earlier ones folded. */
export function GroupView({ group }: { group: RowGroup }) {
  const { strings } = useTools()
  const [unfolded, setUnfolded] = useState(false)
  const { id, title, rows } = group
  const conversation = title !== null
  const shown = conversation && !unfolded ? rows.slice(0, 1) : rows
  const folded = conversation ? rows.length - 1 : 0
  return (
    <li class="group">
      {conversation && (
        <div class="group-head">
          <h3 class="group-title" title={title}>
            <bdi>{title}</bdi>
          </h3>
          {folded > 0 && (
            <button
              type="button"
              class="link fold"
              aria-expanded={unfolded}
              aria-controls={`${id}-rows`}
              onClick={() => setUnfolded(!unfolded)}
            >
              {strings.earlier(folded)}
              <Icon name="down" class={unfolded ? 'turned' : ''} />
            </button>
          )}
        </div>
      )}
      <ul id={`${id}-rows`}>
        {shown.map((row) => (
          <RowView key={row.id} row={row} />
        ))}
      </ul>
    </li>
  )
}
