/** The playground over a mailbox that is connected at Google: what it lists costs no request, what is opened is read there. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PlaygroundListed, PlaygroundMessage, PlaygroundState } from '#shared/playground.ts'
import { playgroundRoutes } from '#server/web/playground/routes.ts'
import { openMessagesOf } from '#server/sync/open-message.ts'
import { type Account, type GoogleFake, startGoogle } from '#test/fakes/google/fake.ts'
import { type List, letter } from '#test/support/company.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { type GoogleCompany, foundGoogleCompany } from '#test/support/google-company.ts'
import type { AddOnEvent } from '../../addin-gmail/card-types.ts'

const [ANA, JUAN] = ['ana@ours.test', 'juan@ours.test']
const EVA = 'Eva Gómez <eva@client.test>'

describeOneDatabase('the playground over a mailbox at Google', ({ fresh }) => {
  let fake: GoogleFake
  let company: GoogleCompany
  let account: Account
  beforeAll(async () => {
    fake = await startGoogle({ quota: 'unlimited' })
    company = await foundGoogleCompany(await fresh(), { fake })
    account = fake.account(ANA)
    const put = (label: string, one: Parameters<typeof letter>[0]) =>
      account.mail.insert(letter({ date: recently(), ...one }), label === '' ? [] : [label])
    put('SENT', { from: ANA, to: EVA, subject: 'The offer' })
    put('INBOX', { from: EVA, subject: 'Re: The offer', text: 'We take it.' })
    put('INBOX', {
      from: 'Shop <news@shop.test>',
      subject: 'Only today',
      headers: { 'List-Unsubscribe': '<https://x.test/u>' },
    })
    put('SPAM', { from: 'win@prize.test', subject: 'You have won' })
    put('', { from: EVA, subject: 'Filed away' })
    account.mail.draft(letter({ from: ANA, to: EVA, subject: 'Not finished', date: recently() }))
    await company.connect(ANA)
    await company.user(JUAN)
    await company.sync()
  })
  afterAll(async () => {
    await company?.close()
    await fake?.close()
  })

  const state = (who = ANA) => company.get<PlaygroundState>(who, '/playground/api/state')
  const folder = async (name: string) =>
    (await company.get<List<PlaygroundListed>>(ANA, `/playground/api/messages?mailbox=${ANA}&folder=${name}`)).items
  const open = (id: string, who = ANA) => company.call(who, 'GET', `/playground/api/messages/${id}?mailbox=${ANA}`)
  const read = async (id: string) => (await (await open(id)).json()) as PlaygroundMessage
  const idOf = async (subject: string, name = 'Inbox') =>
    (await folder(name)).find((one) => one.subject === subject)!.id

  it('has its folders, as they were when each message was read', async () => {
    const [mailbox] = (await state()).mailboxes
    expect(mailbox).toMatchObject({ address: ANA, connection: { syncing: false, problem: null, own: true } })
    expect(mailbox!.folders.map(({ id, count, logged }) => [id, count, logged])).toEqual([
      ['Inbox', 2, 1],
      ['Sent', 1, 1],
      ['Drafts', 1, 0],
      ['Archive', 1, 1],
      ['Spam', 1, 0],
    ])
    expect((await state(JUAN)).mailboxes).toEqual([])
  })

  it('lists what is logged from what is stored, and of the rest why not, without asking Google', async () => {
    fake.requests.clear()
    const lines = await folder('Inbox')
    expect(lines.find(({ unlogged }) => unlogged === null)).toMatchObject({
      from: { name: 'Eva Gómez', address: 'eva@client.test' },
      to: [{ address: ANA }],
      subject: 'Re: The offer',
      at: expect.stringMatching(/^20/),
    })
    expect(lines.find(({ unlogged }) => unlogged !== null)).toMatchObject({
      unlogged: 'bulk',
      from: null,
      to: [],
      subject: null,
      at: expect.stringMatching(/^20/),
    })
    expect((await folder('Spam')).map(({ unlogged }) => unlogged)).toEqual(['spam'])
    expect((await folder('Drafts')).map(({ unlogged }) => unlogged)).toEqual(['draft'])
    expect(fake.requests.count()).toBe(0)
  })

  it('reads a message where it lies when it is opened, also one of which nothing is stored', async () => {
    expect(await read(await idOf('Re: The offer'))).toMatchObject({ subject: 'Re: The offer', text: 'We take it.' })
    fake.requests.clear()
    const [unlogged] = (await folder('Inbox')).filter((one) => one.unlogged !== null)
    expect(await read(unlogged!.id)).toMatchObject({ subject: 'Only today', from: { address: 'news@shop.test' } })
    expect(fake.requests.count()).toBe(1)
    expect((await open(unlogged!.id, JUAN)).status).toBe(404)
  })

  it('names a message to the add-on as Gmail does', async () => {
    const id = await idOf('Re: The offer')
    const told: AddOnEvent[] = []
    const { engine } = company
    const deps = { ...engine, ...openMessagesOf(engine), demo: false, wake: () => {} }
    const app = playgroundRoutes(deps, async (request) => {
      told.push((await request.json()) as AddOnEvent)
      return Response.json({})
    })
    const asked = { mailbox: ANA, open: { kind: 'message', id }, click: null, locale: 'en', zone: 'Europe/Madrid' }
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${company.tokenOf(ANA)}` }
    await app.request('/playground/api/gmail', { method: 'POST', headers, body: JSON.stringify(asked) })
    expect(told[0]?.gmail?.messageId).toBe(`msg-f:${BigInt(`0x${id}`)}`)
    const response = await company.call(ANA, 'POST', '/playground/api/gmail', asked)
    expect(JSON.stringify(await response.json())).toContain('Eva Gómez')
  })

  it('says what is gone, and that Google does not answer', async () => {
    const filed = await idOf('Filed away', 'Archive')
    fake.faults.add({ match: { path: /messages/ }, times: 9, fault: { status: 503 } })
    expect((await open(filed)).status).toBe(503)
    fake.faults.clear()
    account.mail.remove(filed)
    expect((await open(filed)).status).toBe(404)
  })

  it('says that the mailbox has to be connected again, and goes on listing', async () => {
    const id = await idOf('Re: The offer')
    account.revoke()
    const refused = await open(id)
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'reconnect' })
    expect((await state()).mailboxes[0]?.connection).toMatchObject({ problem: 'revoked' })
    expect((await folder('Inbox')).length).toBe(2)
    await company.connect(ANA)
    expect((await open(id)).status).toBe(200)
    expect((await state()).mailboxes[0]?.connection).toMatchObject({ problem: null })
  })
})

/** An hour ago: nothing older than BACKFILL_DAYS is read. */
const recently = () => new Date(Date.now() - 3_600_000).toUTCString()
