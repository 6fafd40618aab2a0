/** One mailbox from two sides: years of it imported from files, and then it is connected. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type GoogleFake, startGoogle } from '#test/fakes/google/fake.ts'
import { letter } from '#test/support/company.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { type GoogleCompany, foundGoogleCompany } from '#test/support/google-company.ts'

const ANA = 'ana@ours.test'
const ZOE = 'Zoe <zoe@stranger.test>'
const recent = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toUTCString()

const plan = [
  `From: ${ZOE}`,
  `To: ${ANA}`,
  'Subject: Plan',
  `Date: ${recent(30)}`,
  'Message-ID: <plan@stranger.test>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'Here is the plan',
  '--b',
  'Content-Type: text/csv; name=plan.csv',
  'Content-Disposition: attachment; filename=plan.csv',
  '',
  'a,b',
  '--b--',
  '',
].join('\r\n')

describeOneDatabase('imported and connected', ({ fresh }) => {
  let fake: GoogleFake
  let company: GoogleCompany
  beforeAll(async () => {
    fake = await startGoogle({ quota: 'unlimited' })
    company = await foundGoogleCompany(await fresh(), { fake })
    await company.user(ANA)
    await company.import(ANA, { 'plan.eml': plan })
    await company.connect(ANA)
    await company.sync()
  })
  afterAll(async () => {
    await company.close()
    await fake.close()
  })

  it('hides what the connection reads until it is reviewed, and not again when it goes on', async () => {
    const review = async () => {
      const [mailbox] = await company.mailboxes(ANA)
      await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox!.id}`, { reviewed: true })
    }
    const other = 'bo@ours.test'
    await company.user(other)
    fake
      .account(ANA)
      .mail.insert(letter({ from: ANA, to: 'Eva <eva@client.test>', id: 'eva@ours.test', date: recent(1) }), ['SENT'])
    await company.sync()
    const eva = (await company.contacts(ANA)).find((one) => one.name === 'Eva')!
    await company.send(ANA, 'PATCH', `/api/contacts/${eva.id}`, { status: 'customer' })
    const seen = async () => (await company.interactions(other)).map((one) => one.messageId)
    expect(await seen()).not.toContain('eva@ours.test')
    await review()
    expect(await seen()).toContain('eva@ours.test')
    await company.connect(ANA)
    expect(await seen()).toContain('eva@ours.test')
  })
  const decided = async (id: string) =>
    (await company.decisions(ANA, id)).map(({ outcome, reason, gone }) => [outcome, reason, gone])
  const state = async () => (await company.mailboxes(ANA))[0]!.state

  it('what lies in files is read there again, with its documents', async () => {
    expect(await decided('plan@stranger.test')).toEqual([['skipped', 'nobody', false]])
    const answer = letter({ from: ANA, to: ZOE, id: 'answer@ours.test', date: recent(1) })
    fake.account(ANA).mail.insert(answer, ['SENT'])
    await company.sync()
    expect(await decided('plan@stranger.test')).toEqual([['logged', null, false]])
    const logged = (await company.interactions(ANA)).find(({ messageId }) => messageId === 'plan@stranger.test')
    expect(logged?.documents).toMatchObject([{ name: 'plan.csv' }])
  })

  it('what the provider forgets is no reason to miss what it never had', async () => {
    fake.requests.clear()
    fake.expireHistory(ANA)
    await company.sync()
    expect(await decided('plan@stranger.test')).toEqual([['logged', null, false]])
    expect(fake.requests.list({ operation: 'gmail.users.messages.get' })).toEqual([])
  })

  it('an import says nothing of whether the account can be read', async () => {
    await company.import(ANA, { 'more.eml': letter({ from: ZOE, to: ANA, id: 'more@stranger.test' }) })
    expect(await state()).toBe('ok')
    fake.account(ANA).revoke()
    await company.sync()
    expect(await state()).toBe('reconnect')
    await company.import(ANA, { 'another.eml': letter({ from: ZOE, to: ANA, id: 'another@stranger.test' }) })
    expect(await state()).toBe('reconnect')
    expect(await decided('another@stranger.test')).toEqual([['logged', null, false]])
  })
})
