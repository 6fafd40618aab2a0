/** How a list asks and how its pages join. */
import { describe, expect, it } from 'vitest'
import { createRows, mergeGroups } from '../../addin-outlook/rows.ts'
import type { BlockOf, Row, RowGroup, RowsPage } from '#shared/blocks.ts'

const row = (id: string) => ({ id }) as Row
const group = (id: string, ...rows: string[]): RowGroup => ({ id, title: null, rows: rows.map(row) })
const page = (groups: RowGroup[], nextHref: string | null = null): RowsPage => ({ groups, nextHref })

const block = (part: Partial<BlockOf<'rows'>> = {}): BlockOf<'rows'> => ({
  type: 'rows',
  id: 'timeline',
  title: '',
  page: page([group('first', '1')], '/api/rows?view=company&cursor=2'),
  views: [
    { id: 'company', label: '', href: '/api/rows?view=company', current: true },
    { id: 'person', label: '', href: '/api/rows?view=person', current: false },
  ],
  filters: [],
  search: '',
  empty: '',
  ...part,
})

/** Answers are given by the test, by address. */
function waitingRows(part?: Partial<BlockOf<'rows'>>) {
  const asked: { href: string; answer: (page: RowsPage) => Promise<void> }[] = []
  const rows = (href: string) =>
    new Promise<RowsPage>((resolve) =>
      asked.push({ href, answer: (value) => (resolve(value), new Promise((done) => setTimeout(done))) }),
    )
  const store = createRows({ api: { rows }, block: block(part) })
  store.renew(block(part))
  const ids = () => store.view.groups.map(({ id }) => id)
  return { store, asked, ids }
}

describe('a list', () => {
  it('shows what came along without asking', () => {
    const { store, asked, ids } = waitingRows()
    expect([ids(), store.view.state, asked.length]).toEqual([['first'], 'ready', 0])
  })

  it('loads by itself what did not come along', async () => {
    const { store, asked, ids } = waitingRows({ page: null })
    expect([store.view.state, asked[0]?.href]).toEqual(['loading', '/api/rows?view=company'])
    await asked[0]?.answer(page([group('late')]))
    expect(ids()).toEqual(['late'])
  })

  it('adds filter and search to the view', () => {
    const { store, asked } = waitingRows()
    store.ask({ view: 'person' })
    store.ask({ q: 'ñandú & co', kind: 'call' })
    expect(asked.at(-1)?.href).toBe('/api/rows?view=person&kind=call&q=%C3%B1and%C3%BA+%26+co')
  })

  it('keeps the answer to the last question, whichever comes last', async () => {
    const { store, asked, ids } = waitingRows()
    store.ask({ q: 'a' })
    store.ask({ q: 'ab' })
    await asked[1]?.answer(page([group('ab')]))
    await asked[0]?.answer(page([group('a')]))
    expect(ids()).toEqual(['ab'])
  })

  it('goes on once, however often it is told to', async () => {
    const { store, asked, ids } = waitingRows()
    store.more()
    store.more()
    expect(asked.map(({ href }) => href)).toEqual(['/api/rows?view=company&cursor=2'])
    await asked[0]?.answer(page([group('first', '1', '2'), group('second', '3')]))
    expect(ids()).toEqual(['first', 'second'])
    expect(store.view.nextHref).toBeNull()
  })

  it('does not add a page to a question that was given up', async () => {
    const { store, asked, ids } = waitingRows()
    store.more()
    store.ask({ q: 'x' })
    await asked[1]?.answer(page([group('x')]))
    await asked[0]?.answer(page([group('second')]))
    expect(ids()).toEqual(['x'])
  })

  it('is not shorter after it was renewed, and does not look empty meanwhile', async () => {
    const { store, asked, ids } = waitingRows()
    store.more()
    await asked[0]?.answer(page([group('second'), group('third')], '/api/rows?view=company&cursor=3'))
    store.renew(block({ page: page([group('new'), group('first', '1')], '/api/rows?view=company&cursor=2') }))
    expect([ids(), store.view.state]).toEqual([['first', 'second', 'third'], 'ready'])
    await asked[1]?.answer(page([group('second')], '/api/rows?view=company&cursor=4'))
    expect(ids()).toEqual(['new', 'first', 'second'])
    expect(store.view.nextHref).toBe('/api/rows?view=company&cursor=4')
  })

  it('asks the same again of a renewed record', () => {
    const { store, asked } = waitingRows()
    store.ask({ view: 'person' })
    store.renew(block())
    expect(asked.map(({ href }) => href)).toEqual(['/api/rows?view=person', '/api/rows?view=person'])
    store.renew(block({ views: block().views.slice(0, 1) }))
    expect(store.view.query.view).toBe('company')
  })
})

it('pages join by group, each row once and in order', () => {
  const joined = mergeGroups([group('a', '1', '2')], [group('b', '3'), group('a', '2', '4')])
  expect(joined).toEqual([group('a', '1', '2', '4'), group('b', '3')])
})
