import { useEffect, useRef, useState } from 'preact/hooks'
import type { BlockOf } from '#shared/blocks.ts'
import { Icon } from '../icons.tsx'
import { PartFailed } from '../part-failed.tsx'
import { createRows, type RowsStore, type RowsView } from '../rows.ts'
import { SkeletonRows } from '../skeleton.tsx'
import { useStore, useTools } from '../tools.ts'
import { GroupView } from './group.tsx'
import { RowsTools } from './rows-tools.tsx'

/** `last`: nothing stands below, so that going on by itself pushes nothing out of reach. */
type Props = { block: BlockOf<'rows'>; last: boolean }

export const RowsBlock = ({ block, last }: Props) =>
  block.folded ? (
    <FoldedRows block={block} last={last} />
  ) : (
    <section class="block list" aria-labelledby={`${block.id}-title`}>
      <Rows block={block} last={last} />
    </section>
  )

/** What is not needed at first sight takes one line. */
function FoldedRows({ block, last }: Props) {
  const [open, setOpen] = useState(false)
  const { id, title, page } = block
  // What goes on after the first page is not counted: a number that is too low would be a lie.
  const count = page && !page.nextHref ? page.groups.reduce((sum, { rows }) => sum + rows.length, 0) : undefined
  if (count === 0) return null
  return (
    <section class="block list" aria-labelledby={`${id}-title`}>
      <h2>
        <button type="button" class="unfold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span class="block-title" id={`${id}-title`}>
            {title}
            {count !== undefined && <span class="count"> {count}</span>}
          </span>
          <Icon name="down" class={open ? 'turned' : ''} />
        </button>
      </h2>
      {open && <Rows block={block} last={last} />}
    </section>
  )
}

/** A list that may be long: it loads, goes on, and fails in its own place, without holding the rest. */
function Rows({ block, last }: Props) {
  const { api, strings } = useTools()
  const [rows] = useState(() => createRows({ api, block }))
  useEffect(() => rows.renew(block), [rows, block])
  useEffect(() => rows.stop, [rows])
  const view = useStore(rows)
  const { state, groups, query } = view
  const [cleared, setCleared] = useState(0)
  const clear = () => {
    setCleared(cleared + 1)
    rows.ask({ q: '', kind: '' })
  }
  const asked = query.q !== '' || query.kind !== ''
  return (
    <div aria-busy={state === 'loading'}>
      <RowsTools block={block} query={query} ask={rows.ask} cleared={cleared} />
      {state === 'loading' && groups.length === 0 && <SkeletonRows />}
      <ul class={`groups ${state === 'loading' ? 'is-stale' : ''}`} hidden={!KEEPS.includes(state)}>
        {groups.map((group) => (
          <GroupView key={group.id} group={group} />
        ))}
      </ul>
      {state !== 'loading' && state !== 'ready' && <PartFailed kind={state} retry={rows.retry} />}
      <div role="status">
        {state === 'ready' && groups.length === 0 && (
          <p class="quiet">
            {asked ? strings.noMatch : block.empty}{' '}
            {asked && (
              <button type="button" class="link" onClick={clear}>
                {strings.clear}
              </button>
            )}
          </p>
        )}
      </div>
      <More rows={rows} view={view} byItself={last} />
    </div>
  )
}

/** States in which what was there stays: it is not known to be wrong. */
const KEEPS: RowsView['state'][] = ['loading', 'ready', 'unreachable']

/** By itself when it scrolls into view, and a button for who does not scroll. */
function More({ rows, view, byItself }: { rows: RowsStore; view: RowsView; byItself: boolean }) {
  const { strings } = useTools()
  const button = useRef<HTMLButtonElement>(null)
  const { nextHref, more, state } = view
  const failed = more !== 'loading' && more !== 'ready'
  useEffect(() => {
    const target = button.current
    if (!target || failed || !byItself) return undefined
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && rows.more())
    seen.observe(target)
    return () => seen.disconnect()
  }, [rows, nextHref, failed, byItself])
  if (!nextHref || (state !== 'ready' && state !== 'loading')) return null
  if (failed) return <PartFailed kind={more} retry={rows.more} />
  return (
    <button ref={button} type="button" class="button more" aria-busy={more === 'loading'} onClick={rows.more}>
      {more === 'loading' ? strings.partLoading : strings.loadMore}
    </button>
  )
}
