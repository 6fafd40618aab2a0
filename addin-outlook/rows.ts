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

const NOTHING: RowsPage = { groups: [], nextHref: null }

export function createRows({ api, block: first }: { api: Pick<Api, 'rows'>; block: RowsBlock }) {
  let block = first
  let loading = new AbortController()
  const store = createStore<RowsView>({
    query: { view: defaultView(first), kind: '', q: '' },
    groups: first.page ? mergeGroups([], first.page.groups) : [],
    nextHref: first.page?.nextHref ?? null,
    state: first.page ? 'ready' : 'loading',
    more: 'ready',
  })
  const change = (part: Partial<RowsView>): void => store.set({ ...store.view, ...part })

  /** `atLeast` groups before the list is replaced, so that a renewed one is not shorter under the reader's eyes. */
  async function load(query: RowsQuery, { atLeast = 0, quiet = false } = {}): Promise<void> {
    loading.abort()
    const { signal } = (loading = new AbortController())
    // What is there stays, greyed, until the answer comes: the list does not jump at each typed letter.
    change({ query, more: 'ready', ...(quiet ? {} : { state: 'loading' }) })
    const failed = (state: FailureKind) => change({ state })
    const get = (href: string) => keepTrying({ run: () => api.rows(href, signal), signal, failed })
    const plain = query.view === defaultView(block) && !query.kind && !query.q
    const href = hrefOf(block, query)
    let page = plain && block.page ? block.page : href ? await get(href) : NOTHING
    let groups: RowGroup[] = []
    while (page) {
      groups = mergeGroups(groups, page.groups)
      const { nextHref } = page
      if (groups.length >= atLeast || !nextHref) return change({ groups, nextHref, state: 'ready', more: 'ready' })
      page = await get(nextHref)
    }
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
      const { query: asked, groups } = store.view
      block = next
      const kept = next.views.some(({ id }) => id === asked.view)
      const query = kept ? asked : { ...asked, view: defaultView(next) }
      void load(query, { atLeast: kept ? groups.length : 0, quiet: groups.length > 0 })
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
