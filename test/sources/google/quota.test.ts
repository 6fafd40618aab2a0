/** Our account of Google's quota: with a clock of the test's own, the times are given. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Allowance, type Urgency } from '#server/sources/google/quota.ts'

const MINUTE = 60_000
const LIMIT = 6000

type Spent = { at: number; units: number }
type Ask = { units: number; urgency: Urgency; after: number }

/** One after the other, each as soon as it may; `after` the one before was asked for. */
function spendAll(allowances: Allowance[], asks: readonly Ask[], start = 0): Spent[] {
  let now = start
  return asks.map(({ units, urgency, after }) => {
    now += after
    const waitNow = () => Math.max(...allowances.map((allowance) => allowance.waitFor(units, urgency, now)))
    for (let wait = waitNow(); wait > 0; wait = waitNow()) now += wait
    for (const allowance of allowances) allowance.take(units, now)
    return { at: now, units }
  })
}

/** The most that was spent within any sixty seconds. */
function most(spent: readonly Spent[]): number {
  const sums = spent.map(({ at }) =>
    spent.filter((one) => one.at > at - MINUTE && one.at <= at).reduce((sum, { units }) => sum + units, 0),
  )
  return Math.max(0, ...sums)
}

const ask = fc.record({
  units: fc.constantFrom(1, 2, 5, 20, 100),
  urgency: fc.constantFrom<Urgency>('now', 'past'),
  after: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2000, noNaN: true }), fc.integer({ min: 0, max: 90_000 })),
})

describe('an allowance', () => {
  it('is never overdrawn within any sixty seconds, wherever they begin', () => {
    const begin = fc.double({ min: 0, max: 5000, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(ask, { maxLength: 150 }),
        begin,
        fc.integer({ min: 106, max: 2000 }),
        (asks, start, limit) => {
          expect(most(spendAll([new Allowance(limit)], asks, start))).toBeLessThanOrEqual(limit)
        },
      ),
    )
  })

  it('is not forgotten a moment too early', () => {
    const allowance = new Allowance(LIMIT)
    const spent = spendAll(
      [allowance],
      Array.from({ length: 60 }, () => ({ units: 100, urgency: 'now', after: 0 }) as const),
      999,
    )
    expect(spent.filter(({ at }) => at === 999)).toHaveLength(57)
    expect(spent[57]!.at).toBeGreaterThanOrEqual(999 + MINUTE)
  })

  it('gives what is asked without delay while there is some, and all of it once a minute has passed', () => {
    const allowance = new Allowance(LIMIT)
    const burst = Array.from({ length: 285 }, () => ({ units: 20, urgency: 'now', after: 0 }) as const)
    expect(new Set(spendAll([allowance], burst, 500).map(({ at }) => at))).toEqual(new Set([500]))
    expect(new Set(spendAll([allowance], burst, 500 + MINUTE + 1000).map(({ at }) => at)).size).toBe(1)
  })

  it('is left in part to what is urgent, however much the past would take', () => {
    const allowance = new Allowance(LIMIT)
    let taken = 0
    for (; allowance.waitFor(20, 'past', 0) === 0; taken += 20) allowance.take(20, 0)
    expect(taken).toBeLessThan(LIMIT * 0.85)
    let urgent = 0
    for (; allowance.waitFor(20, 'now', 0) === 0; urgent += 20) allowance.take(20, 0)
    expect(urgent).toBeGreaterThanOrEqual(LIMIT * 0.1)
    expect(taken + urgent).toBeLessThanOrEqual(LIMIT)
  })

  it('of a project is shared by all of its users', () => {
    const project = new Allowance(1000)
    const [ana, bo] = [new Allowance(LIMIT), new Allowance(LIMIT)]
    const burst = Array.from({ length: 30 }, () => ({ units: 20, urgency: 'now', after: 0 }) as const)
    const spent = [...spendAll([ana, project], burst), ...spendAll([bo, project], burst)]
    expect(most(spent)).toBeLessThanOrEqual(1000)
    expect(spent.at(-1)!.at).toBeGreaterThanOrEqual(MINUTE)
  })

  it('is not touched while the provider asked for a pause, and goes on after it', () => {
    const allowance = new Allowance(LIMIT)
    allowance.pause(7000)
    allowance.pause(3000)
    expect([0, 3000, 6999].map((now) => allowance.waitFor(1, 'now', now))).toEqual([7000, 4000, 1])
    expect(allowance.waitFor(1, 'now', 7000)).toBe(0)
  })

  it('lets a request pass that is dearer than all there is, alone', () => {
    const allowance = new Allowance(50)
    expect(allowance.waitFor(100, 'now', 0)).toBe(0)
    allowance.take(100, 0)
    expect(allowance.waitFor(1, 'now', MINUTE - 1)).toBeGreaterThan(0)
    expect(allowance.waitFor(100, 'now', MINUTE + 1000)).toBe(0)
  })
})
