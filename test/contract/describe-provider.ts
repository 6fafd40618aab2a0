/** Trouble that only a provider makes: it forgets, slows us down, refuses us, or is quicker than we are. */
import { expect, it } from 'vitest'
import { listDue } from '#server/sync/mailbox-sync.ts'
import { AS_DECIDED, type Bench, SOME, putAll, ANA, everything, pump, verdicts } from './harness.ts'

const NAMES = SOME.map(({ name }) => name)

export function describeProvider({ harness, provided }: Bench): void {
  it('a cursor that is worth nothing costs nothing: what came and what went meanwhile is found, once', async () => {
    const holding = await provided()
    await putAll(holding, SOME.slice(0, 4))
    await holding.sync()
    holding.forget()
    await holding.remove('answer')
    await putAll(holding, SOME.slice(4))
    await holding.sync()
    await holding.sync()
    expect(await verdicts(holding, harness, NAMES)).toEqual({ ...AS_DECIDED, answer: ['logged, gone'] })
    const before = await everything(holding)
    holding.forget()
    await holding.sync()
    expect(await everything(holding)).toEqual(before)
    // And it goes on from there.
    await holding.put({ name: 'after', ago: 0 })
    await holding.sync()
    expect(await verdicts(holding, harness, ['after'])).toEqual({ after: ['logged'] })
  })

  it('asks again after a Retry-After, and not before', async () => {
    const holding = await provided()
    await putAll(holding, SOME)
    await holding.sync()
    await holding.put({ name: 'news', ago: 0 })
    const before = holding.asked().length
    holding.throttle(1)
    await holding.sync()
    const [refused, again] = holding.asked().slice(before)
    expect([403, 429]).toContain(refused!.status)
    expect(again!.status).toBe(200)
    // By the provider's clock; ours counts from when its answer came, which is later.
    expect(again!.at - refused!.at).toBeGreaterThanOrEqual(1000)
    expect(await verdicts(holding, harness, ['news'])).toEqual({ news: ['logged'] })
  })

  it('leaves a mailbox alone for as long as it was told, and says that it is due then', async () => {
    const clock = { at: Date.now() }
    const holding = await provided({ now: () => new Date(clock.at) })
    await putAll(holding, SOME)
    await holding.sync()
    const { engine } = holding.company
    const before = holding.asked().length
    holding.throttle(120)
    await holding.sync()
    expect(holding.asked().slice(before)).toHaveLength(1)
    expect(await listDue(engine)).toEqual([])
    clock.at += 119_000
    expect(await listDue(engine)).toEqual([])
    clock.at += 2_000
    expect(await listDue(engine)).toEqual([holding.mailboxId])
    expect((await holding.company.mailboxes(ANA))[0]!.state).toBe('ok')
  })

  it('stops asking when it is refused, says so, and goes on from its cursor once it may', async () => {
    const holding = await provided()
    await putAll(holding, SOME.slice(0, 3))
    await holding.sync()
    const { engine, mailboxes } = holding.company
    holding.revoke()
    await putAll(holding, SOME.slice(3))
    await holding.sync()
    expect((await mailboxes(ANA))[0]!.state).toBe('reconnect')
    const asked = holding.asked().length
    expect(await listDue(engine)).toEqual([])
    await holding.sync()
    expect(holding.asked()).toHaveLength(asked)
    await holding.reconnect()
    await holding.sync()
    expect((await mailboxes(ANA))[0]!.state).toBe('ok')
    expect(await verdicts(holding, harness, NAMES)).toEqual(AS_DECIDED)
  })

  it('a token that is old for the provider alone is renewed, and nobody notices', async () => {
    const holding = await provided({ now: () => new Date(Date.now() - 7_200_000) })
    await putAll(holding, SOME.slice(0, 3))
    await holding.sync()
    holding.pass(3_700_000)
    await putAll(holding, SOME.slice(3))
    await holding.sync()
    expect(await verdicts(holding, harness, NAMES)).toEqual(AS_DECIDED)
    expect((await holding.company.mailboxes(ANA))[0]!.state).toBe('ok')
  })

  if (!harness.vanishes) return
  it('what is gone when it is asked for was not there', async () => {
    const holding = await provided()
    await putAll(holding, SOME)
    holding.vanish!('order')
    await pump(holding)
    const { order: _, ...others } = AS_DECIDED
    expect(await verdicts(holding, harness, NAMES)).toEqual({ ...others, order: [] })
    const [mailbox] = await holding.company.mailboxes(ANA)
    expect(mailbox).toMatchObject({ seen: 4, failed: 0 })
  })
}
