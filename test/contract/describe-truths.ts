/** The truths of design.md, section 2, for whatever a source shows. */
import { expect, it } from 'vitest'
import type { Decision } from '#shared/api.ts'
import { countRiver } from '#test/support/river-counts.ts'
import {
  AS_DECIDED,
  type Bench,
  SOME,
  putAll,
  ANA,
  type Holding,
  type Item,
  everything,
  idOf,
  pump,
  verdicts,
} from './harness.ts'

const NAMES = SOME.map(({ name }) => name)
const BO = 'bo@ours.test'

const counts = async ({ company }: Holding) => {
  const { state, seen, logged, skipped, failed } = (await company.mailboxes(ANA)).find(
    ({ address }) => address === ANA,
  )!
  expect(seen).toBe(logged + skipped + failed)
  return { state, seen, logged, skipped, failed }
}

export function describeTruths({ harness, begin }: Bench): void {
  const decided = (holding: Holding, names = NAMES) => verdicts(holding, harness, names)

  it('everything that was seen has one decision; what cannot be read is named, stops nothing, and is asked for again', async () => {
    const holding = await begin()
    await putAll(holding, SOME.slice(0, 2))
    await holding.poison({ name: 'rotten', ago: 5 })
    await putAll(holding, SOME.slice(2))
    await holding.sync()
    expect(await counts(holding)).toEqual({ state: 'ok', seen: 6, logged: 4, skipped: 1, failed: 1 })
    expect(await decided(holding)).toEqual(AS_DECIDED)
    const named = await holding.company.get<{ items: { outcome: string; explanation: string }[] }>(
      ANA,
      `/api/decisions?mailbox=${ANA}`,
    )
    expect(named.items.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
      { explanation: expect.stringMatching(/\w/) as string },
    ])
    await holding.heal({ name: 'rotten', ago: 5 })
    await holding.sync()
    await holding.later()
    expect(await decided(holding, ['rotten'])).toEqual({ rotten: ['logged'] })
    expect((await counts(holding)).failed).toBe(0)
  })

  it('what is deleted keeps its report, and its occurrence says so', async () => {
    const holding = await begin()
    await putAll(holding, SOME)
    await holding.sync()
    const before = await holding.company.interactions(ANA)
    await holding.remove('answer')
    await holding.remove('chance')
    await holding.sync()
    if (!harness.saysDeleted) await holding.later()
    expect(await decided(holding)).toEqual({
      ...AS_DECIDED,
      answer: ['logged, gone'],
      chance: ['skipped nobody, gone'],
    })
    const ids = (list: typeof before) => list.map(({ id, report }) => [id, report]).toSorted()
    expect(ids(await holding.company.interactions(ANA))).toEqual(ids(before))
    await counts(holding)
    // Put back, it is there again.
    await holding.put(SOME[1]!)
    await holding.sync()
    expect((await decided(holding, ['answer']))['answer']).toContain('logged')
    expect(await holding.company.interactions(ANA)).toHaveLength(before.length)
  })

  it('the order does not matter: news before past, past before news, shuffled', async () => {
    const last = (holding: Holding) => holding.streams.at(-1)!
    const others = (holding: Holding) => (holding.streams.length > 1 ? holding.streams.slice(0, -1) : holding.streams)
    const ways: Record<string, (holding: Holding) => Promise<void>> = {
      'all at once': (holding) => putAll(holding, SOME),
      'the newest first': async (holding) => {
        for (const item of SOME.toReversed()) {
          await holding.put(item)
          await holding.sync()
        }
      },
      'news before the past': async (holding) => {
        for (const item of [3, 0, 4, 2, 1].map((at) => SOME[at]!)) {
          await holding.put(item)
          await pump(holding, others(holding))
        }
      },
      'the past before news': async (holding) => {
        await putAll(holding, SOME.slice(0, 2))
        await pump(holding, others(holding))
        await putAll(holding, SOME.slice(2))
        await pump(holding, [last(holding)])
      },
    }
    const outlines: Record<string, string[]> = {}
    for (const [way, go] of Object.entries(ways)) {
      const holding = await begin()
      await go(holding)
      await pump(holding)
      await holding.sync()
      outlines[way] = (await everything(holding)).outline
    }
    for (const [way, outline] of Object.entries(outlines)) expect(outline, way).toEqual(outlines['all at once'])
  })

  it('whichever sources it comes through, it is one', async () => {
    const holding = await begin()
    const { company } = holding
    await company.user(BO)
    const shown = Object.fromEntries(SOME.map(harness.fileOf).map(({ name, content }) => [name, content]))
    await company.import(BO, shown)
    await putAll(holding, SOME)
    await holding.sync()
    await company.import(BO, shown)
    expect(await countRiver(company.engine.database.db)).toMatchObject({ seen: 10, interactions: 4, doubled: 0 })
    const asked = `/api/decisions?${harness.asks}=${idOf('answer')}`
    const seenBy = async (who: string) => (await company.get<{ items: Decision[] }>(who, asked)).items
    const [hers, his] = [await seenBy(ANA), await seenBy(BO)]
    expect([...hers, ...his]).toMatchObject([
      { mailbox: ANA, outcome: 'logged' },
      { mailbox: BO, outcome: 'logged' },
    ])
    expect(his[0]!.interactionId).toBe(hers[0]!.interactionId)
  })

  it('clocks that are wrong lose nothing and say what they said', async () => {
    const odd: Item[] = [
      { name: 'hello', by: 'us', ago: 20 },
      { name: 'ahead', ago: -harness.reach.ahead },
      { name: 'long-ago', ago: harness.reach.back },
      { name: 'now', ago: 0 },
    ]
    const outlines = []
    // Ours is behind the source's, and ahead of it.
    for (const skew of [-3 * 3_600_000, 3 * 3_600_000]) {
      const holding = await begin({ now: () => new Date(Date.now() + skew) })
      await putAll(holding, odd)
      await holding.sync()
      await holding.sync()
      expect(
        await decided(
          holding,
          odd.map(({ name }) => name),
        ),
        `by ${skew}`,
      ).toEqual(Object.fromEntries(odd.map(({ name }) => [name, ['logged']])))
      outlines.push((await everything(holding)).outline)
    }
    for (const outline of outlines) expect(outline).toEqual(outlines[0])
  })
}
