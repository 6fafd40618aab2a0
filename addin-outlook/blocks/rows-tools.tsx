import { useEffect, useRef, useState } from 'preact/hooks'
import type { BlockOf } from '#shared/blocks.ts'
import { Icon } from '../icons.tsx'
import type { RowsQuery } from '../rows.ts'
import { useTools } from '../tools.ts'

/** Typing asks once it rests, not at each letter. */
const REST = 250

type Props = {
  block: BlockOf<'rows'>
  query: RowsQuery
  ask: (part: Partial<RowsQuery>) => void
  /** How often it was cleared from elsewhere: the field then starts anew. */
  cleared: number
}

export function RowsTools({ block, query, ask, cleared }: Props) {
  const { strings } = useTools()
  const [searching, setSearching] = useState(false)
  const { id, title, views, filters, search, folded } = block
  // Filter and search go to a view's address: a list without one is complete as it is.
  const asks = views.length > 0
  const toggle = () => {
    setSearching(!searching)
    if (searching && query.q) ask({ q: '' })
  }
  if (folded && !asks) return null
  return (
    <>
      <div class="list-head">
        {!folded && (
          <h2 class="block-title" id={`${id}-title`} title={title}>
            <bdi>{title}</bdi>
          </h2>
        )}
        {asks && search && (
          <button
            type="button"
            class="icon-button"
            aria-expanded={searching}
            aria-label={searching ? strings.closeSearch : search}
            title={searching ? strings.closeSearch : search}
            onClick={toggle}
          >
            <Icon name={searching ? 'close' : 'search'} />
          </button>
        )}
      </div>
      {searching && search && <SearchField key={cleared} label={search} q={query.q} ask={ask} close={toggle} />}
      {(views.length > 1 || (asks && filters.length > 0)) && (
        <div class="list-choices">
          {views.length > 1 && <Views {...{ views, query, ask }} />}
          {asks && filters.length > 0 && <KindFilter {...{ id, filters, query, ask }} />}
        </div>
      )}
    </>
  )
}

type Filters = Pick<Props, 'query' | 'ask'> & { id: string; filters: Props['block']['filters'] }

function KindFilter({ id, filters, query, ask }: Filters) {
  const { strings } = useTools()
  return (
    <select
      id={`${id}-kind`}
      class="slim"
      aria-label={strings.kind}
      value={query.kind}
      onChange={(event) => ask({ kind: event.currentTarget.value })}
    >
      <option value="">{strings.allKinds}</option>
      {filters.map((filter) => (
        <option key={filter.id} value={filter.id}>
          {filter.label}
        </option>
      ))}
    </select>
  )
}

function Views({ views, query, ask }: Pick<Props, 'query' | 'ask'> & { views: Props['block']['views'] }) {
  const { strings } = useTools()
  return (
    <div class="segments" role="group" aria-label={strings.view}>
      {views.map((view) => (
        <button
          key={view.id}
          type="button"
          class="segment"
          title={view.label}
          aria-pressed={view.id === query.view}
          onClick={() => view.id !== query.view && ask({ view: view.id })}
        >
          <bdi>{view.label}</bdi>
        </button>
      ))}
    </div>
  )
}

type FieldProps = { label: string; q: string; ask: Props['ask']; close: () => void }

function SearchField({ label, q, ask, close }: FieldProps) {
  const [typed, setTyped] = useState(q)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    if (typed.trim() === q) return undefined
    const timer = setTimeout(() => ask({ q: typed.trim() }), REST)
    return () => clearTimeout(timer)
  }, [typed, q, ask])
  return (
    <input
      ref={field}
      type="search"
      class="field"
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={200}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={({ key }) => {
        if (key === 'Enter') ask({ q: typed.trim() })
        if (key === 'Escape') close()
      }}
    />
  )
}
