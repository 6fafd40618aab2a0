/** Whatever two users set on a conversation and whenever its mail comes: others see the narrowest of what holds, on all of it. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LEVELS } from '#shared/api.ts'
import type { Level } from '#shared/api.ts'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const USERS = ['ana@ours.test', 'juan@ours.test']
const BOSS = 'boss@ours.test'
const EVA = 'eva@client.test'

type Act = { act: 'mail' } | { act: 'set'; by: number; level: Level | null }

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    fc.constant<Act>({ act: 'mail' }),
    fc.record({
      act: fc.constant('set' as const),
      by: fc.nat(USERS.length - 1),
      level: fc.option(fc.constantFrom(...LEVELS)),
    }),
  ),
  { minLength: 2, maxLength: 6 },
)

describeEachDatabase('levels of a conversation', ({ fresh }) => {
  let company: Company
  let threads = 0
  beforeAll(async () => {
    company = await foundCompany(await fresh())
    for (const email of [...USERS, BOSS]) await company.user(email)
    await receive('hello@x', { from: USERS[0]!, to: EVA })
    const [eva] = await company.contacts(USERS[0]!, `address=${EVA}`)
    await company.send(USERS[0]!, 'PATCH', `/api/contacts/${eva!.id}`, { status: 'customer' })
    for (const user of USERS)
      for (const mailbox of await company.mailboxes(user))
        await company.send(user, 'PATCH', `/api/mailboxes/${mailbox.id}`, { reviewed: true })
  })
  afterAll(() => company.close())

  /** Into both mailboxes. */
  async function receive(id: string, one: Parameters<typeof letter>[0]) {
    const mail = letter({ id, cc: USERS[1]!, ...one })
    for (const mailbox of USERS) await company.import(mailbox, { [`${id.replace('@', '-')}.eml`]: mail })
  }

  async function play(played: Act[]) {
    const root = `t${(threads += 1)}@x`
    await receive(root, { from: USERS[0]!, to: EVA })
    const { conversationId } = (await company.interactions(USERS[0]!)).find((one) => one.messageId === root)!
    const set = new Map<number, Level | null>()
    const ids = [root]
    for (const one of played) {
      if (one.act === 'mail') {
        ids.push(`${ids.length}-${root}`)
        await receive(ids.at(-1)!, { from: EVA, to: USERS[0]!, headers: { References: `<${root}>` } })
      } else {
        set.set(one.by, one.level)
        await company.send(USERS[one.by]!, 'PUT', `/api/conversations/${conversationId}/level`, { level: one.level })
      }
      const narrowest = Math.min(3, ...[...set.values()].map((level) => (level === null ? 3 : LEVELS.indexOf(level))))
      const levels = await company.interactions(BOSS, 'kind=mail_received')
      const sent = await company.interactions(BOSS, 'kind=mail_sent')
      const seen = [...levels, ...sent].filter((entry) => entry.messageId !== null && ids.includes(entry.messageId))
      if (narrowest >= 2) expect(seen.map((entry) => entry.level)).toEqual(ids.map(() => LEVELS[narrowest]))
      else expect(seen).toEqual([])
      const own = await company.interactions(USERS[0]!, `conversationId=${conversationId}`)
      expect(own.map((entry) => entry.level)).toEqual(ids.map(() => 'everything'))
      const count = (await company.interactions(BOSS)).filter((entry) => entry.level === 'existence').length
      expect(count).toBe(narrowest === 1 ? ids.length : 0)
    }
    // The next thread begins with nothing hidden behind it.
    for (const user of USERS)
      await company.send(user, 'PUT', `/api/conversations/${conversationId}/level`, { level: null })
  }

  it('is the narrowest of what its users set, for mail before and after', async () => {
    await fc.assert(fc.asyncProperty(acts, play), { numRuns: 6 })
  }, 120_000)
})
