import { useState } from 'preact/hooks'
import type { Row, RowGroup } from '#shared/blocks.ts'
import { Icon } from '../icons.tsx'
import { useTools } from '../tools.ts'
import { RowView } from './row.tsx'

const THINGS: Row['kind'][] = ['document', 'person', 'company', 'mailbox', 'followup', 'opportunity', 'change']

/** A list of documents, people or follow-ups comes whole; a mail to 200 must not push everything else away. */
const FIRST_THINGS = 5

/** A conversation (its newest message, the earlier ones folded), or a list of things that begins with the first few. */
export function GroupView({ group }: { group: RowGroup }) {
  const [unfolded, setUnfolded] = useState(false)
  const { strings } = useTools()
  const { id, title, rows } = group
  const things = rows.every(({ kind }) => THINGS.includes(kind))
  const first = things ? FIRST_THINGS : 1
  // A button that reveals a single document takes as much room as the document.
  const folds = rows.length > (things ? first + 1 : first)
  const left = rows.length - first
  const said = things ? (unfolded ? strings.showFewer : strings.andMore(left)) : strings.earlier(left)
  const fold = folds && (
    <button
      type="button"
      class={`link fold ${title === null ? 'is-below' : ''}`}
      aria-expanded={unfolded}
      aria-controls={`${id}-rows`}
      onClick={() => setUnfolded(!unfolded)}
    >
      {said}
      <Icon name="down" class={unfolded ? 'turned' : ''} />
    </button>
  )
  return (
    <li class="group">
      {title !== null && (
        <div class="group-head">
          <h3 class="group-title" title={title}>
            <bdi>{title}</bdi>
          </h3>
          {fold}
        </div>
      )}
      <ul id={`${id}-rows`}>
        {(folds && !unfolded ? rows.slice(0, first) : rows).map((row) => (
          <RowView key={row.id} row={row} />
        ))}
      </ul>
      {title === null && fold}
    </li>
  )
}
