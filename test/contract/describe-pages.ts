/** Pages: any size, from any stored position, any number of times, by any number of readers. */
import { expect, it } from 'vitest'
import { countRiver } from '#test/support/river-counts.ts'
import {
  AS_DECIDED,
  type Bench,
  SOME,
  putAll,
  type Holding,
  type Item,
  everything,
  pump,
  readAll,
  take,
  verdicts,
} from './harness.ts'

const many = (n: number): Item[] => [
  { name: 'first', by: 'us', ago: 60 },
  ...Array.from({ length: n - 1 }, (_, at): Item => ({ name: `item-${at}`, ago: 50 - (at % 50) })),
]

const idsOf = (pages: Awaited<ReturnType<typeof readAll>>) =>
  new Set(pages.flatMap(({ items }) => items.map(({ providerId }) => providerId)))

/** A provider's tokens may be others each time. */
const shownBy = (pages: Awaited<ReturnType<typeof readAll>>) =>
  pages.map(({ items, series, done, progress }) => ({ items, series, done, progress }))

function describeSizes({ harness, begin }: Bench): void {
  it('may be of any size', async () => {
    const outlines: unknown[] = []
    for (const pageSize of harness.pageSizes) {
      const holding = await begin({ pageSize })
      await putAll(holding, SOME)
      const taken = await pump(holding)
      if (pageSize === 1) expect(taken.length).toBeGreaterThan(SOME.length)
      await putAll(
        holding,
        ['news-1', 'news-2'].map((name) => ({ name, ago: 0 })),
      )
      await pump(holding)
      outlines.push((await everything(holding)).outline)
    }
    for (const outline of outlines) expect(outline).toEqual(outlines[0])
    expect(outlines[0]).toHaveLength(SOME.length + 2)
  })
}

export function describePages(bench: Bench): void {
  const { harness, begin } = bench
  const { page } = harness

  it('are the same for whoever goes on and whoever begins anew, however many there are', async () => {
    const at = new Date()
    const holding = await begin({ now: () => at })
    const items = many(page + 1)
    let there = 0
    for (const n of [0, 1, page, page + 1]) {
      await putAll(holding, items.slice(there, n))
      there = n
      const warm = await readAll(holding, 'warm')
      expect(shownBy(await readAll(holding, 'cold')), `${n}`).toEqual(shownBy(warm))
      expect(idsOf(warm).size).toBe(n)
      expect(warm.at(-1)!.done).toBe(true)
      if (n > page) expect(warm.filter((one) => one.items.length > 0).length).toBeGreaterThan(1)
    }
  })

  it('begin at no position of somebody else’s', async () => {
    const holding = await begin()
    for (const stream of holding.streams)
      for (const position of ['', 'x', '{}', 'null', '7', '{"v":0}'])
        await expect((await holding.reader(stream)).readPage(position), position).rejects.toMatchObject({
          kind: 'cursor-expired',
        })
  })

  if (harness.pageSizes.length > 0) describeSizes(bench)

  it('change nothing when they are taken again, nor when nothing has happened', async () => {
    const holding = await begin()
    await putAll(holding, SOME)
    const first = await pump(holding)
    await putAll(holding, [{ name: 'news', ago: 0 }])
    await holding.remove('order')
    const all = [...first, ...(await pump(holding))]
    const before = await everything(holding)
    // As a process would that read them long ago, and as one that fetched the items again.
    for (const one of [...all, ...all.toReversed()]) {
      expect((await take(holding, one)).taken).toBe(false)
      expect((await take(holding, { ...one, stream: null })).created).toBe(0)
    }
    await holding.company.settle()
    expect(await everything(holding)).toEqual(before)
    await pump(holding)
    await holding.sync()
    await holding.sync()
    expect(await everything(holding)).toEqual(before)
  })

  const atOnce: [string, (holding: Holding) => Promise<unknown>][] = [
    ['pages', (holding) => pump(holding)],
    ['syncs', (holding) => holding.sync()],
  ]
  it.each(atOnce)('are taken once by two who read at the same time: %s', async (_, read) => {
    const holding = await begin()
    await putAll(holding, SOME)
    await Promise.all([read(holding), read(holding)])
    await holding.sync()
    expect(await verdicts(holding, harness, Object.keys(AS_DECIDED))).toEqual(AS_DECIDED)
    expect(await countRiver(holding.company.engine.database.db)).toMatchObject({
      seen: SOME.length,
      interactions: 4,
      doubled: 0,
      astray: 0,
      overlooked: 0,
      pending: 0,
    })
  })
}
