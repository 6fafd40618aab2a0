/** The rows of one block as they load: views, filter and search ask anew, "more" goes on, pages join by group. */
import type { BlockOf, RowGroup, RowsPage } from '#shared/blocks.ts'
import type { Api, FailureKind } from './api.ts'
import { createStore, type Store } from './store.ts'
import { keepTrying } from './waiting.ts'

export type RowsQuery = { view: string | null; kind: string; q: string }

export type RowsView = {
  query: RowsQuery
  groups: RowGroup[]
  nextHref: string | null
  /** Of the list, and of what follows it: each says in its own place what went wrong. */
  state: 'loading' | 'ready' | FailureKind
  more: 'loading' | 'ready' | FailureKind
}

export type RowsStore = ReturnType<typeof createRows>

type RowsBlock = BlockOf<'rows'>

export function createRows({ api, block: first }: { api: Pick<Api, 'rows'>; block: RowsBlock }) {
  let block = first
  let loading = new AbortController()
  const query: RowsQuery = { view: defaultView(first), kind: '', q: '' }
  const store = createStore<RowsView>({ query, groups: [], nextHref: null, state: 'loading', more: 'ready' })
  const change = (part: Partial<RowsView>): void => store.set({ ...store.view, ...part })
  const arrived = (page: RowsPage): void =>
    change({ groups: mergeGroups([], page.groups), nextHref: page.nextHref, state: 'ready', more: 'ready' })

  /** What is there stays, greyed, until the answer comes: the list does not jump at each typed letter. */
  async function load(next: RowsQuery): Promise<void> {
    loading.abort()
    const { signal } = (loading = new AbortController())
    change({ query: next, state: 'loading', more: 'ready' })
    const plain = next.view === defaultView(block) && !next.kind && !next.q
    if (plain && block.page) return arrived(block.page)
    const href = hrefOf(block, next)
    if (!href) return arrived({ groups: [], nextHref: null })
    const failed = (state: FailureKind) => change({ state })
    const page = await keepTrying({ run: () => api.rows(href, signal), signal, failed })
    if (page) arrived(page)
  }

  async function more(): Promise<void> {
    const { nextHref: href, more: before, state } = store.view
    if (!href || before === 'loading' || state !== 'ready') return
    const { signal } = loading
    change({ more: 'loading' })
    const failed = (kind: FailureKind) => change({ more: kind })
    const page = await keepTrying({ run: () => api.rows(href, signal), signal, failed })
    if (page) change({ groups: mergeGroups(store.view.groups, page.groups), nextHref: page.nextHref, more: 'ready' })
  }

  return Object.assign(store as Store<RowsView>, {
    ask: (part: Partial<RowsQuery>): void => void load({ ...store.view.query, ...part }),
    retry: (): void => void load(store.view.query),
    more: (): void => void more(),
    /** The record was loaded anew: the same question, its new answer. */
    renew: (next: RowsBlock): void => {
      const { query: asked } = store.view
      block = next
      const kept = next.views.some(({ id }) => id === asked.view)
      void load(kept ? asked : { ...asked, view: defaultView(next) })
    },
    stop: (): void => loading.abort(),
  })
}

const defaultView = ({ views }: RowsBlock): string | null =>
  (views.find(({ current }) => current) ?? views[0])?.id ?? null

function hrefOf({ views }: RowsBlock, { view, kind, q }: RowsQuery): string | null {
  const href = views.find(({ id }) => id === view)?.href
  if (!href) return null
  const url = new URL(href, 'http://pane.invalid')
  if (kind) url.searchParams.set('kind', kind)
  if (q) url.searchParams.set('q', q)
  return url.pathname + url.search
}

/** Pages repeat a conversation that began on an earlier page: its rows join the group, each once, in their order. */
export function mergeGroups(before: RowGroup[], after: RowGroup[]): RowGroup[] {
  const merged = new Map(before.map((group) => [group.id, group]))
  for (const group of after) {
    const known = merged.get(group.id)
    const have = new Set(known?.rows.map(({ id }) => id))
    const rows = [...(known?.rows ?? []), ...group.rows.filter(({ id }) => !have.has(id))]
    merged.set(group.id, { ...group, title: known?.title ?? group.title, rows })
  }
  return [...merged.values()]
}
