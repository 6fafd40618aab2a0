/** Being told that something changed, at the front door: what was committed by whichever process, and nothing of it. */
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { inTransaction } from '#server/db/connect.ts'
import { tellChanged } from '#server/db/news.ts'
import { lockRiver } from '#server/db/river-lock.ts'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { availableKinds } from '#test/support/database-kinds.ts'
import { type FreshDatabase, describeEachDatabase } from '#test/support/databases.ts'

const ANA = 'ana@ours.test'

describeEachDatabase(
  'being told of changes',
  ({ kind, fresh }) => {
    let database: FreshDatabase
    let company: Company
    let heard: Listening[] = []
    beforeAll(async () => {
      database = await fresh()
      company = await foundCompany(database)
      await company.user(ANA)
      // PostgreSQL is listened to from the first listener on, a moment later.
      let listening = false
      const unwatch = company.engine.database.watch(() => (listening = true))
      await vi.waitFor(async () => {
        await tellChanged(company.engine.database.db)
        expect(listening).toBe(true)
      }, WAIT)
      unwatch()
    })
    afterEach(async () => {
      await Promise.all(heard.map((one) => one.leave()))
      heard = []
    })
    afterAll(() => company.close())

    const listenAs = async (who: string) => {
      const response = await company.call(who, 'GET', '/api/live')
      expect(response.headers.get('content-type')).toBe('text/event-stream')
      const listening = follow(response)
      heard.push(listening)
      return listening
    }

    it('hears of mail that is read, and nothing of what it says', async () => {
      const one = await listenAs(ANA)
      await company.import(ANA, { '1.eml': letter({ from: ANA, to: 'eva@client.test', subject: 'Secret' }) })
      await expect.poll(() => one.text(), WAIT).toContain('event: changed')
      expect(one.text()).toMatch(/^(event: changed\ndata: \{\}\n\n)+$/)
    })

    it('hears of what somebody does', async () => {
      const [contact] = await company.contacts(ANA)
      const followup = { contactId: contact!.id, title: 'Call back', dueOn: '2026-12-01' }
      for (const act of [
        () => company.send(ANA, 'PATCH', `/api/contacts/${contact!.id}`, { status: 'customer' }),
        () => company.send(ANA, 'POST', '/api/followups', followup),
        () => company.send(ANA, 'POST', '/api/tokens', { name: 'robot' }),
      ]) {
        const one = await listenAs(ANA)
        await act()
        await expect.poll(() => one.text(), WAIT).toContain('event: changed')
      }
    })

    it('hears nothing of what was only looked at, nor of what was not committed', async () => {
      let times = 0
      const { db, watch } = company.engine.database
      // News comes in the order of the commits: what was told before is heard before the second mark.
      const marked = async (count: number) => {
        await tellChanged(db)
        await expect.poll(() => times, WAIT).toBe(count)
      }
      const unwatch = watch(() => (times += 1))
      await marked(1)
      await company.get(ANA, '/api/contacts')
      const given = inTransaction(db, async (tx) => {
        await lockRiver(tx)
        throw new Error('given up')
      })
      await expect(given).rejects.toThrow('given up')
      await marked(2)
      unwatch()
    })

    // The embedded database belongs to one process.
    if (kind !== 'pglite')
      it('hears of what another process commits', async () => {
        const one = await listenAs(ANA)
        const other = await database.open()
        await inTransaction(other.db, (tx) => lockRiver(tx))
        await expect.poll(() => one.text(), WAIT).toContain('event: changed')
        await other.close()
      })

    it('is for who is signed in', async () => {
      expect((await company.call('nobody', 'GET', '/api/live')).status).toBe(401)
    })

    it('ends when the database is closed', async () => {
      const own = await fresh()
      const short = await foundCompany(own)
      await short.user(ANA)
      const listening = follow(await short.call(ANA, 'GET', '/api/live'))
      await short.close()
      await listening.ended
    })
  },
  availableKinds(),
)

const WAIT = { timeout: 20_000, interval: 50 }

type Listening = { text(): string; leave(): Promise<void>; ended: Promise<void> }

/** What comes, without the heartbeats. */
function follow(response: Response): Listening {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const read = async (): Promise<void> => {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      text += part.value.replaceAll(/^:\n\n/gm, '')
  }
  const ended = read()
  return { text: () => text, leave: () => reader.cancel(), ended }
}
