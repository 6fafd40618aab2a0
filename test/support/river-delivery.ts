/** One way in which a world may reach the river: order, pages, replays, acts in between, and who works on it. */
import fc from 'fast-check'
import type { SourceItem } from '#server/sources/source.ts'
import type { Act, World } from './river-world.ts'

export type DeliverySpec = {
  /** What is sorted by them comes in another order; all zero: as it stands. */
  order: number[]
  pageSizes: number[]
  /** Which pages come twice. */
  replays: boolean[]
  /** After which steps what is pending is fetched. */
  sweeps: boolean[]
  /** Whether pages carry a cursor, as when they are read for the first time. */
  fenced: boolean
  workers: 1 | 2
}

const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 40, maxLength: 40 })

export const deliverySpec: fc.Arbitrary<DeliverySpec> = fc.record({
  order: many(fc.nat(99)),
  pageSizes: many(fc.integer({ min: 1, max: 8 })),
  replays: many(fc.boolean()),
  sweeps: many(fc.boolean()),
  fenced: fc.boolean(),
  workers: fc.constantFrom(1, 2),
})

export type Step = { worker: number; sweep: boolean } & (
  | { type: 'page'; mailbox: string; items: SourceItem[]; cursor: string | null }
  | { type: 'act'; act: Act }
)

type Plan = Omit<Step, 'worker' | 'sweep'> & { key: number } & (
    | { type: 'page'; mailbox: string; items: SourceItem[]; cursor: string | null }
    | { type: 'act'; act: Act }
  )

/** The steps of everybody, in order; each worker takes its own. */
export function stepsOf(world: World, spec: DeliverySpec): Step[] {
  const key = (n: number) => spec.order[n % spec.order.length]! * 1000 + n
  const pages = [...Map.groupBy(world.copies, (copy) => copy.mailbox)].flatMap(([mailbox, copies]) => {
    const items = copies.flatMap((copy) => copy.shown)
    const shuffled = items.map((item, n) => ({ item, at: key(n) })).toSorted((a, b) => a.at - b.at)
    return cut(
      shuffled.map(({ item }) => item),
      spec.pageSizes,
    ).map((page, n): Plan => ({
      key: 0,
      type: 'page',
      mailbox,
      items: page,
      cursor: spec.fenced ? `${mailbox} ${n}` : null,
    }))
  })
  const twice = pages.filter((_page, n) => spec.replays[n % spec.replays.length])
  const plans = [...pages, ...twice, ...world.acts.map((act): Plan => ({ key: 0, type: 'act', act }))]
    .map((plan, n) => Object.assign({}, plan, { key: key(n) }))
    .toSorted((a, b) => a.key - b.key)
  return inTheirOrder(plans, world.acts).map(({ key: _key, ...plan }, n) => {
    // What must keep its order is one worker's business.
    const worker = plan.type === 'act' && chainOf(plan.act) !== null ? 0 : n % spec.workers
    return Object.assign(plan, { worker, sweep: spec.sweeps[n % spec.sweeps.length]! })
  })
}

function cut<T>(items: T[], sizes: number[]): T[][] {
  const pages: T[][] = []
  for (let at = 0; at < items.length; at += sizes[(pages.length - 1) % sizes.length]!)
    pages.push(items.slice(at, at + sizes[pages.length % sizes.length]!))
  return pages
}

/** Acts that take one another back: the last one holds, so their order is part of the world. */
function chainOf(act: Act): string | null {
  if (act.type === 'exclude' || act.type === 'include') return act.value
  return act.type === 'policy' ? act.mailbox : null
}

function inTheirOrder(plans: Plan[], acts: readonly Act[]): Plan[] {
  const waiting = Map.groupBy(acts, chainOf)
  return plans.map((plan) => {
    if (plan.type !== 'act' || chainOf(plan.act) === null) return plan
    return { ...plan, act: waiting.get(chainOf(plan.act))!.shift()! }
  })
}
