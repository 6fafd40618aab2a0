/** The journeys of a mailbox at Google against a Google that others wrote, as far as it goes: emulate-google.ts says how far. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDue, syncNews, syncPast } from '#server/sync/mailbox-sync.ts'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { CALLBACK, openBrowser } from '#test/support/consent.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { type EmulatedGoogle, startEmulate } from './emulate-google.ts'

const ANA = 'ana@ours.test'
const EVA = 'Eva Gómez <eva@client.test>'
const ZOE = 'Zoe <zoe@stranger.test>'
const recent = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toUTCString()
const hour = (daysAhead: number, h: number) =>
  new Date(Math.floor(Date.now() / 86_400_000 + daysAhead) * 86_400_000 + h * 3_600_000).toISOString()

const withFile = [
  `From: ${ZOE}`,
  `To: ${ANA}`,
  'Subject: Plan',
  `Date: ${recent(1)}`,
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

describeOneDatabase('against emulate', ({ fresh }) => {
  let google: EmulatedGoogle
  let company: Company
  let mailboxId: number
  const clock = { ahead: 0 }
  beforeAll(async () => {
    const kickoff = {
      id: 'kickoff',
      user_email: ANA,
      calendar_id: 'primary',
      summary: 'Kick-off',
      start_date_time: hour(-2, 9),
      end_date_time: hour(-2, 10),
      attendees: [{ email: 'eva@client.test' }],
    }
    google = await startEmulate({ addresses: [ANA], redirectUri: CALLBACK, events: [kickoff] })
    company = await foundCompany(await fresh(), ['ours.test'], {
      google,
      connections: { pushes: false },
      now: () => new Date(Date.now() + clock.ahead),
    })
    await company.user(ANA)
    await google.insert(letter({ from: ANA, to: EVA, id: 'offer@ours.test', date: recent(3) }), ['SENT'])
    await google.insert(letter({ from: EVA, to: ANA, id: 'answer@client.test', date: recent(2) }), ['INBOX', 'UNREAD'])
    await google.insert(letter({ from: EVA, to: ANA, id: 'spam@client.test', date: recent(2) }), ['SPAM'])
    await google.insert(withFile, ['INBOX'])
  })
  afterAll(async () => {
    await company.close()
    await google.close()
  })

  const sync = async () => {
    await makeDue(company.engine, mailboxId)
    await syncNews(company.engine, mailboxId)
    await syncPast(company.engine, mailboxId)
    await company.settle()
  }
  const mailbox = async () => (await company.mailboxes(ANA))[0]!
  const outcomes = async (id: string) =>
    (await company.decisions(ANA, id)).map(({ outcome, reason, gone }) => [outcome, reason, gone])
  const LOGGED = [['logged', null, false]]

  it('is connected over its sign-in page', async () => {
    const browser = openBrowser(company, ANA)
    const page = await fetch(await browser.begin())
    // A form for each of its users; one of them it brings along.
    const html = (await page.text()).split('</form>').find((form) => form.includes(`value="${ANA}"`))!
    const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
    const form = new URLSearchParams(fields.map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&')]))
    const action = /action="([^"]*)"/.exec(html)![1]!
    const posted = await fetch(new URL(action, google.url), { method: 'POST', body: form, redirect: 'manual' })
    const back = new URL(posted.headers.get('location')!)
    const answer = await browser.visit(back.pathname + back.search)
    expect([200, 302, 303]).toContain(answer.status)
    expect(await mailbox()).toMatchObject({ address: ANA, source: 'google', state: 'syncing' })
    mailboxId = Number((await mailbox()).id)
  })

  it('is read: what was sent and received, spam with its reason, the meeting', async () => {
    await sync()
    expect(await outcomes('offer@ours.test')).toEqual(LOGGED)
    expect(await outcomes('answer@client.test')).toEqual(LOGGED)
    expect(await outcomes('spam@client.test')).toEqual([['skipped', 'spam', false]])
    expect(await outcomes('plan@stranger.test')).toEqual([['skipped', 'nobody', false]])
    const found = await mailbox()
    expect(found.state).toBe('ok')
    expect(found.seen).toBe(found.logged + found.skipped + found.failed)
    expect(found.failed).toBe(0)
    const meetings = (await company.interactions(ANA)).filter(({ kind }) => kind === 'meeting')
    expect(meetings.map(({ subject }) => subject)).toEqual(['Kick-off'])
  })

  it('tells of what comes, moves and goes by its history', async () => {
    const id = await google.insert(letter({ from: EVA, to: ANA, id: 'news@client.test', date: recent(0) }), ['INBOX'])
    google.told.asked = []
    await sync()
    expect(await outcomes('news@client.test')).toEqual(LOGGED)
    expect(google.told.asked.filter((one) => one.includes('/messages/'))).toHaveLength(1)
    await google.modify(id, { addLabelIds: ['SPAM'], removeLabelIds: ['INBOX'] })
    await sync()
    expect(await outcomes('news@client.test')).toEqual([['skipped', 'spam', false]])
    await google.modify(id, { addLabelIds: ['INBOX'], removeLabelIds: ['SPAM'] })
    await sync()
    await google.remove(id)
    await sync()
    expect(await outcomes('news@client.test')).toEqual([['logged', null, true]])
    google.told.asked = []
    await sync()
    expect(google.told.asked.filter((one) => one.includes('/messages'))).toEqual([])
  })

  it('is asked again for what was nobody, and for the attachments of what is logged', async () => {
    await google.insert(letter({ from: ANA, to: ZOE, id: 'to-zoe@ours.test', date: recent(0) }), ['SENT'])
    await sync()
    expect(await outcomes('plan@stranger.test')).toEqual(LOGGED)
    const plan = (await company.interactions(ANA)).find(({ messageId }) => messageId === 'plan@stranger.test')
    expect(plan?.documents).toMatchObject([{ name: 'plan.csv', size: 3 }])
  })

  it('may fail for a while, and may forget, and nothing is doubled', async () => {
    await google.insert(letter({ from: EVA, to: ANA, id: 'later@client.test', date: recent(0) }), ['INBOX'])
    google.told.fail = 2
    await sync()
    expect(await outcomes('later@client.test')).toEqual(LOGGED)
    const before = await company.interactions(ANA)
    google.told.oldHistory = (await google.historyId()) + 1n
    google.told.oldTokens = true
    await sync()
    google.told.oldHistory = 0n
    await sync()
    const ids = (list: typeof before) => list.map(({ id }) => id).toSorted()
    expect(ids(await company.interactions(ANA))).toEqual(ids(before))
    expect((await mailbox()).state).toBe('ok')
  })

  it('has its calendar read on: a new meeting is found', async () => {
    await google.addEvent({
      summary: 'Visit',
      start: { dateTime: hour(-1, 9) },
      end: { dateTime: hour(-1, 10) },
      attendees: [{ email: 'eva@client.test' }],
    })
    await sync()
    const meetings = (await company.interactions(ANA)).filter(({ kind }) => kind === 'meeting')
    expect(meetings.map(({ subject }) => subject).toSorted()).toEqual(['Kick-off', 'Visit'])
  })

  it('renews the token with its refresh token', async () => {
    await google.insert(letter({ from: EVA, to: ANA, id: 'tomorrow@client.test', date: recent(0) }), ['INBOX'])
    google.told.asked = []
    clock.ahead = 2 * 3_600_000
    await sync()
    expect(google.told.asked).toContain('POST /oauth2/token')
    expect(await outcomes('tomorrow@client.test')).toEqual(LOGGED)
  })
})
