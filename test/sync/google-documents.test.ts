/** Documents of what was logged, where the provider fails when they are to be stored: they come when it answers again. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SourceError } from '#server/errors.ts'
import { storeDueDocuments } from '#server/sync/documents.ts'
import type { Engine } from '#server/sync/engine.ts'
import { syncNews, syncPast } from '#server/sync/mailbox-sync.ts'
import { isIdle } from '#server/sync/refetch.ts'
import { type GoogleFake, startGoogle } from '#test/fakes/google/fake.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { type GoogleCompany, foundGoogleCompany } from '#test/support/google-company.ts'
import { rawLetter } from '#test/support/google-letters.ts'

const ANA = 'ana@ours.test'

describeOneDatabase('documents of connected mailboxes', ({ fresh }) => {
  let fake: GoogleFake
  let company: GoogleCompany
  beforeAll(async () => {
    fake = await startGoogle({ quota: 'unlimited' })
    company = await foundGoogleCompany(await fresh(), { fake })
  })
  afterAll(async () => {
    await company.close()
    await fake.close()
  })

  const failing = (error: Error): Engine => {
    async function fail(): Promise<never> {
      throw error
    }
    return { ...company.engine, sources: () => ({ fetchItems: fail, openAttachment: fail }) }
  }
  const later: () => Engine = () => ({ ...company.engine, now: () => new Date(Date.now() + 3_600_000) })
  const names = async () =>
    (await company.interactions(ANA)).flatMap(({ documents }) => documents.map(({ name }) => name))

  it.each([
    ['the consent was taken back', new SourceError('auth', 'revoked')],
    ['Google asks to go slower', new SourceError('throttled', 'slow', { retryAfter: 60 })],
    ['Google does not answer', new SourceError('temporary', 'down')],
  ])('wait while %s', async (_, error) => {
    const account = await company.connect(ANA)
    const before = (await names()).length
    const id = `${error.kind}@ours.test`
    const letter = { id, from: ANA, to: ['Eva <eva@client.test>'], at: new Date(), subject: 'List', text: 'Here it is' }
    account.mail.insert(rawLetter({ ...letter, kind: 'file', references: [] }), ['SENT'])
    await syncNews(company.engine, company.idOf(ANA))
    await syncPast(company.engine, company.idOf(ANA))
    expect(await storeDueDocuments(failing(error))).toBe(1)
    expect(await names()).toHaveLength(before)
    expect(await isIdle(company.engine)).toBe(false)
    expect(await storeDueDocuments(later())).toBe(1)
    expect(await names()).toHaveLength(before + 1)
    expect(await isIdle(company.engine)).toBe(true)
  })
})
