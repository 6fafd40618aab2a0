import { useState } from 'preact/hooks'
import type { RowGroup } from '#shared/blocks.ts'
import { Icon } from '../icons.tsx'
import { useTools } from '../tools.ts'
import { RowView } from './row.tsx'

/** A conversation: its subject, its newest message, and the earlier ones folded. Without a title, just rows. */
export const GroupView = ({ group }: { group: RowGroup }) => (
  <li class="group">
    {group.title === null ? <Plain group={group} /> : <Conversation group={group} title={group.title} />}
  </li>
)

function Conversation({ group, title }: { group: RowGroup; title: string }) {
  const { strings } = useTools()
  const [unfolded, setUnfolded] = useState(false)
  const { id, rows } = group
  return (
    <>
      <div class="group-head">
        <h3 class="group-title" title={title}>
          <bdi>{title}</bdi>
        </h3>
        {rows.length > 1 && (
          <button
            type="button"
            class="link fold"
            aria-expanded={unfolded}
            aria-controls={`${id}-rows`}
            onClick={() => setUnfolded(!unfolded)}
          >
            {strings.earlier(rows.length - 1)}
            <Icon name="down" class={unfolded ? 'turned' : ''} />
          </button>
        )}
      </div>
      <Rows id={id} rows={unfolded ? rows : rows.slice(0, 1)} />
    </>
  )
}

/** A list of documents or people comes whole; a mail to 200 must not push everything else away. */
const FIRST = 5

function Plain({ group }: { group: RowGroup }) {
  const { strings } = useTools()
  const [unfolded, setUnfolded] = useState(false)
  const { id, rows } = group
  // A button that reveals a single row takes as much room as the row.
  const folds = rows.length > FIRST + 1
  return (
    <>
      <Rows id={id} rows={folds && !unfolded ? rows.slice(0, FIRST) : rows} />
      {folds && (
        <button
          type="button"
          class="link fold"
          aria-expanded={unfolded}
          aria-controls={`${id}-rows`}
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? strings.showFewer : strings.andMore(rows.length - FIRST)}
        </button>
      )}
    </>
  )
}

const Rows = ({ id, rows }: Pick<RowGroup, 'id' | 'rows'>) => (
  <ul id={`${id}-rows`}>
    {rows.map((row) => (
      <RowView key={row.id} row={row} />
    ))}
  </ul>
)
