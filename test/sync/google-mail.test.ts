/** Gmail through the river: first sync, news, what goes wrong, and what of it people are told. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { GoogleFake } from '#test/fakes/google/fake.ts'
import { startGoogle } from '#test/fakes/google/fake.ts'
import { letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { type GoogleCompany, foundGoogleCompany } from '#test/support/google-company.ts'

const [ANA, BO] = ['ana@ours.test', 'bo@ours.test']
const EVA = 'Eva Gómez <eva@client.test>'
const recent = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toUTCString()

describeEachDatabase('Gmail', ({ fresh }) => {
  let fake: GoogleFake
  let company: GoogleCompany
  beforeAll(async () => {
    fake = await startGoogle({ quota: 'unlimited' })
    company = await foundGoogleCompany(await fresh(), { fake })
  })
  beforeEach(() => fake.faults.clear())
  afterAll(async () => {
    await company.close()
    await fake.close()
  })

  let count = 0
  const fresher = () => `m${(count += 1)}@client.test`
  const received = (more: Parameters<typeof letter>[0] = {}) =>
    letter({ from: EVA, to: ANA, date: recent(1), id: fresher(), ...more })
  const sent = (more: Parameters<typeof letter>[0] = {}) =>
    letter({ from: ANA, to: EVA, date: recent(2), id: fresher(), ...more })
  const decisions = (id: string, who = ANA) => company.decisions(who, id)
  const outcomeOf = async (id: string, who = ANA) =>
    (await decisions(id, who)).map((one) => `${one.mailbox} ${one.outcome} ${one.reason ?? ''}`.trim())
  const state = async (address = ANA) =>
    (await company.mailboxes(address)).find((mailbox) => mailbox.address === address)!

  it('reads what there is: sent before received, however far back was said, spam and drafts with their reasons', async () => {
    const ana = fake.account(ANA)
    ana.mail.insert(received({ id: 'first@client.test' }), ['INBOX', 'UNREAD'])
    ana.mail.insert(sent({ id: 'sent@ours.test' }), ['SENT'])
    ana.mail.insert(received({ id: 'spam@client.test' }), ['SPAM'])
    ana.mail.insert(received({ id: 'binned@client.test' }), ['TRASH'])
    ana.mail.insert(sent({ id: 'draft@ours.test' }), ['DRAFT'])
    ana.mail.insert(received({ from: 'Zoe <zoe@stranger.test>', id: 'nobody@stranger.test' }), ['INBOX'])
    ana.mail.insert(received({ id: 'old@client.test', date: recent(200) }), ['INBOX'])
    await company.connect(ANA)
    expect((await state()).state).toBe('syncing')
    await company.sync()
    expect(await outcomeOf('first@client.test')).toEqual([`${ANA} logged`])
    expect(await outcomeOf('sent@ours.test')).toEqual([`${ANA} logged`])
    expect(await outcomeOf('spam@client.test')).toEqual([`${ANA} skipped spam`])
    expect(await outcomeOf('binned@client.test')).toEqual([`${ANA} skipped spam`])
    expect(await outcomeOf('draft@ours.test')).toEqual([`${ANA} skipped draft`])
    expect(await outcomeOf('nobody@stranger.test')).toEqual([`${ANA} skipped nobody`])
    expect(await outcomeOf('old@client.test')).toEqual([])
    expect(await state()).toMatchObject({ state: 'ok', seen: 6, logged: 2, skipped: 4, failed: 0 })
    // The order of what was asked for: the sent one first.
    const read = fake.requests.list({ operation: 'gmail.users.messages.get' }).map(({ path }) => path.split('/').at(-1))
    const [sentId] = ana.mail.ids().filter((id) => ana.mail.message(id).labelIds.includes('SENT'))
    expect(read[0]).toBe(sentId)
    expect(new Set(read).size).toBe(read.length)
  })

  it('takes what comes, once, and asks nothing twice', async () => {
    const ana = fake.account(ANA)
    fake.requests.clear()
    ana.mail.insert(received({ id: 'news@client.test' }), ['INBOX', 'UNREAD'])
    await company.sync()
    expect(await outcomeOf('news@client.test')).toEqual([`${ANA} logged`])
    expect(fake.requests.count({ operation: 'gmail.users.messages.get' })).toBe(1)
    fake.requests.clear()
    await company.sync()
    await company.sync()
    expect(fake.requests.count({ operation: 'gmail.users.messages.get' })).toBe(0)
    // Reading, starring and filing away say nothing of whether it counts.
    const [id] = ana.mail.ids().filter((one) => ana.mail.message(one).labelIds.includes('UNREAD'))
    ana.mail.label(id!, { remove: ['UNREAD', 'INBOX'], add: ['STARRED'] })
    await company.sync()
    expect(fake.requests.count({ operation: 'gmail.users.messages.get' })).toBe(0)
  })

  it('follows a message into spam and the bin and back, and keeps what was said when it is deleted', async () => {
    const ana = fake.account(ANA)
    const id = ana.mail.insert(received({ id: 'moved@client.test' }), ['INBOX'])
    const steps: [() => void, string][] = [
      [() => {}, `${ANA} logged`],
      [() => ana.mail.label(id, { add: ['SPAM'], remove: ['INBOX'] }), `${ANA} skipped spam`],
      [() => ana.mail.label(id, { add: ['INBOX'], remove: ['SPAM'] }), `${ANA} logged`],
      [() => ana.mail.label(id, { add: ['TRASH'], remove: ['INBOX'] }), `${ANA} skipped spam`],
      [() => ana.mail.label(id, { remove: ['TRASH'] }), `${ANA} logged`],
      [() => ana.mail.remove(id), `${ANA} logged`],
    ]
    for (const [act, expected] of steps) {
      act()
      await company.sync()
      expect(await outcomeOf('moved@client.test')).toEqual([expected])
    }
    expect(await company.interactions(ANA)).toContainEqual(expect.objectContaining({ messageId: 'moved@client.test' }))
  })

  it('knows a draft edited ten times for the one mail that it becomes', async () => {
    const ana = fake.account(ANA)
    const text = (n: number) => sent({ id: 'offer@ours.test', text: `Offer, version ${n}`, date: recent(0) })
    const { draftId } = ana.mail.draft(text(0))
    await company.sync()
    for (let n = 1; n <= 10; n += 1) {
      ana.mail.editDraft(draftId, text(n))
      if (n % 3 === 0) await company.sync()
    }
    ana.mail.sendDraft(draftId, text(11))
    await company.sync()
    const found = await decisions('offer@ours.test')
    expect(found.filter((one) => one.outcome === 'logged')).toHaveLength(1)
    const logged = (await company.interactions(ANA)).filter((one) => one.messageId === 'offer@ours.test')
    expect(logged.map((one) => one.report?.split('\n').at(-1))).toEqual(['Offer, version 11'])
  })

  it('counts a mail once for the team, and says of each mailbox what became of it', async () => {
    await company.connect(BO)
    const both = received({ to: `${ANA}, ${BO}`, id: 'both@client.test' })
    for (const address of [ANA, BO]) fake.account(address).mail.insert(both, ['INBOX'])
    await company.sync()
    expect(await outcomeOf('both@client.test', BO)).toEqual([`${BO} logged`])
    expect((await company.interactions(BO)).filter((one) => one.messageId === 'both@client.test')).toHaveLength(1)
  })

  it('reads everything anew when Google has forgotten where it was, without a double, and finds what went meanwhile', async () => {
    const ana = fake.account(ANA)
    const kept = ana.mail.insert(received({ id: 'kept@client.test' }), ['INBOX'])
    const deleted = ana.mail.insert(received({ id: 'deleted@client.test' }), ['INBOX'])
    const spammed = ana.mail.insert(received({ id: 'spammed@client.test' }), ['INBOX'])
    await company.sync()
    const before = await company.interactions(ANA)
    ana.mail.remove(deleted)
    ana.mail.label(spammed, { add: ['SPAM'], remove: ['INBOX'] })
    ana.mail.insert(received({ id: 'missed@client.test' }), ['INBOX'])
    fake.expireHistory(ANA)
    fake.requests.clear()
    await company.sync(ANA)
    expect(await outcomeOf('missed@client.test')).toEqual([`${ANA} logged`])
    expect(await outcomeOf('spammed@client.test')).toEqual([`${ANA} skipped spam`])
    expect(await outcomeOf('deleted@client.test')).toEqual([`${ANA} logged`])
    const after = await company.interactions(ANA)
    const ids = (list: typeof after) => list.map((one) => one.messageId).toSorted()
    expect(ids(after)).toEqual(
      [...ids(before).filter((id) => id !== 'spammed@client.test'), 'missed@client.test'].toSorted(),
    )
    const asked = fake.requests
      .list({ operation: 'gmail.users.messages.get' })
      .map(({ path }) => path.split('/').at(-1))
    expect(asked).not.toContain(kept)
    const { rows } = await company.engine.database.db
      .selectFrom('occurrences')
      .select('provider_id')
      .where('gone_at', 'is not', null)
      .execute()
      .then((found) => ({ rows: found.map((row) => row.provider_id) }))
    expect(rows).toContain(deleted)
    expect((await state()).state).toBe('ok')
  })

  it.each([
    ['a page that breaks off', 'half-page' as const],
    ['an answer that is no JSON', 'garbage' as const],
    ['a connection that ends', 'hang-up' as const],
    ['a storm of 429', { status: 429, reason: 'rateLimitExceeded', retryAfter: 0 }],
    ['a storm of 403', { status: 403, reason: 'userRateLimitExceeded' }],
    ['503', { status: 503, reason: 'backendError' }],
  ])('loses and doubles nothing in %s', async (_, fault) => {
    const ana = fake.account(ANA)
    const ids = Array.from({ length: 5 }, () => fresher())
    for (const id of ids) ana.mail.insert(received({ id }), ['INBOX'])
    fake.faults.add({ match: { path: /history$/ }, times: 1, fault })
    fake.faults.add({ match: { path: /messages\/\w+$/ }, times: 4, fault })
    for (let tries = 0; tries < 3; tries += 1) await company.sync(ANA)
    for (const id of ids) expect(await outcomeOf(id)).toEqual([`${ANA} logged`])
    const logged = (await company.interactions(ANA)).map((one) => one.messageId)
    for (const id of ids) expect(logged.filter((one) => one === id)).toHaveLength(1)
  })

  it('names a message that Google cannot give, and goes on; later it is asked for again', async () => {
    const ana = fake.account(ANA)
    const poisoned = ana.mail.insert(received({ id: 'poisoned@client.test' }), ['INBOX'])
    ana.mail.insert(received({ id: 'healthy@client.test' }), ['INBOX'])
    fake.faults.add({ match: { path: new RegExp(`messages/${poisoned}$`) }, times: Infinity, fault: { status: 500 } })
    await company.sync(ANA)
    expect(await outcomeOf('healthy@client.test')).toEqual([`${ANA} logged`])
    const failed = await state()
    expect(failed.failed).toBe(1)
    expect(failed.seen).toBe(failed.logged + failed.skipped + failed.failed)
    fake.faults.clear()
    await company.engine.database.db
      .updateTable('occurrences')
      .set({ decided_at: new Date(Date.now() - 3_600_000) })
      .where('outcome', '=', 'failed')
      .execute()
    await company.sync(ANA)
    expect(await outcomeOf('poisoned@client.test')).toEqual([`${ANA} logged`])
  })

  it('passes over what is gone between being listed and being read', async () => {
    const ana = fake.account(ANA)
    const id = ana.mail.insert(received({ id: 'brief@client.test' }), ['INBOX'])
    fake.faults.add({
      match: { path: new RegExp(`messages/${id}$`) },
      times: Infinity,
      fault: { status: 404, reason: 'notFound' },
    })
    await company.sync(ANA)
    expect(await outcomeOf('brief@client.test')).toEqual([])
    expect((await state()).failed).toBe(0)
  })

  it('fetches a message that is open and not synced yet, now', async () => {
    const ana = fake.account(ANA)
    ana.mail.insert(received({ id: 'open@client.test' }), ['INBOX'])
    const record = await company.sidebar(ANA, { address: 'eva@client.test', messageId: '<open@client.test>' })
    expect(record.message.state).toBe('logged')
    await company.sync(ANA)
    expect((await company.interactions(ANA)).filter((one) => one.messageId === 'open@client.test')).toHaveLength(1)
    const none = await company.sidebar(ANA, { address: 'eva@client.test', messageId: 'never@client.test' })
    expect(none.message.state).toBe('not-synced')
  })

  it('stops asking when the account is disconnected at Google, says so, and goes on from its cursor later', async () => {
    const ana = fake.account(ANA)
    ana.revoke()
    ana.mail.insert(received({ id: 'meanwhile@client.test' }), ['INBOX'])
    await company.sync(ANA)
    expect((await state()).state).toBe('reconnect')
    fake.requests.clear()
    await company.sync(ANA)
    expect(fake.requests.count()).toBe(0)
    await company.connect(ANA)
    await company.sync(ANA)
    expect((await state()).state).toBe('ok')
    expect(await outcomeOf('meanwhile@client.test')).toEqual([`${ANA} logged`])
    // From the cursor: nothing was listed again.
    expect(fake.requests.count({ operation: 'gmail.users.messages.list' })).toBe(0)
  })

  it('fetches what was nobody once somebody is known, and the attachments of what is logged, once', async () => {
    const ana = fake.account(ANA)
    const withFile = [
      'From: Zoe <zoe@stranger.test>',
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
    const id = ana.mail.insert(withFile, ['INBOX'])
    await company.sync(ANA)
    expect(await outcomeOf('plan@stranger.test')).toEqual([`${ANA} skipped nobody`])
    fake.requests.clear()
    ana.mail.insert(sent({ to: 'Zoe <zoe@stranger.test>', id: 'to-zoe@ours.test' }), ['SENT'])
    await company.sync(ANA)
    expect(await outcomeOf('plan@stranger.test')).toEqual([`${ANA} logged`])
    const [plan] = (await company.interactions(ANA)).filter((one) => one.messageId === 'plan@stranger.test')
    expect(plan?.documents).toMatchObject([{ name: 'plan.csv' }])
    expect(fake.requests.count({ path: new RegExp(`messages/${id}$`) })).toBe(1)
  })
})
