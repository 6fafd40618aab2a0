/** Conversations, at the front door: taken on, solved, private as a whole, joined; and the queue of a shared mailbox. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BlockOf } from '#shared/blocks.ts'
import type { Conversation, Waiting } from '#shared/api/work.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']
const INFO = 'info@ours.test'
const EVA = 'Eva Gómez <eva@client.test>'

describeEachDatabase('conversations', ({ fresh }) => {
  let company: Company
  let files = 0
  const receive = async (mailbox: string, one: Parameters<typeof letter>[0]) =>
    company.import(mailbox, { [`m${(files += 1)}.eml`]: letter(one) })
  const conversationOf = async (messageId: string, who = ANA) =>
    (await company.interactions(who)).find((one) => one.messageId === messageId)!.conversationId!
  const get = (who: string, id: string) => company.get<Conversation>(who, `/api/conversations/${id}`)
  const put = (who: string, id: string, what: string, body: object) =>
    company.send<Conversation>(who, 'PUT', `/api/conversations/${id}/${what}`, body)
  const queue = async (who: string, query = '') => (await company.get<List<Waiting>>(who, `/api/queue?${query}`)).items

  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz' })
    await company.user(JUAN, { name: 'Juan Pérez' })
    await company.user(BOSS, { roles: ['admin'] })
    await receive(ANA, { id: 'first@x', from: ANA, to: EVA, subject: 'The offer' })
    await receive(INFO, {
      id: 'hello@x',
      from: `Info <${INFO}>`,
      to: EVA,
      subject: 'Welcome',
      date: 'Mon, 1 Jun 2026 10:00:00 +0200',
    })
    const [eva] = await company.contacts(ANA, 'address=eva@client.test')
    await company.send(ANA, 'PATCH', `/api/contacts/${eva!.id}`, { status: 'customer' })
    await company.share(INFO, ANA)
    await company.share(INFO, JUAN)
    for (const mailbox of await company.mailboxes(ANA))
      await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox.id}`, { reviewed: true })
  })
  afterAll(() => company.close())

  it('are taken on, solved, and open again when newer mail comes', async () => {
    const id = await conversationOf('first@x')
    expect(await get(BOSS, id)).toMatchObject({ state: 'open', claimedBy: null, mine: false, subject: 'The offer' })
    expect(await put(JUAN, id, 'state', { state: 'claimed' })).toMatchObject({
      state: 'claimed',
      claimedBy: { name: 'Juan Pérez' },
    })
    await put(ANA, id, 'state', { state: 'solved' })
    expect(await get(BOSS, id)).toMatchObject({ state: 'solved', claimedBy: null })
    await receive(ANA, {
      id: 'old@x',
      from: EVA,
      to: ANA,
      headers: { References: '<first@x>' },
      date: 'Mon, 2 Nov 2026 11:00:00 +0100',
    })
    expect((await get(BOSS, id)).state).toBe('solved')
    await receive(ANA, {
      id: 'new@x',
      from: EVA,
      to: ANA,
      headers: { References: '<first@x>' },
      date: new Date(Date.now() + 60_000).toUTCString(),
    })
    expect(await get(BOSS, id)).toMatchObject({ state: 'open', messages: 3 })
  })

  it('are claimed beside the message, with an undo that gives back what was', async () => {
    const block = async (who: string) =>
      (await company.sidebar(who, { address: 'eva@client.test', messageId: 'first@x' })).blocks.find(
        (one): one is BlockOf<'actions'> => one.id === 'conversation',
      )!
    const current = async (who: string) => (await block(who)).actions.find((action) => action.current)!.label
    expect(await current(ANA)).toBe('Open')
    const id = await conversationOf('first@x')
    await put(JUAN, id, 'state', { state: 'claimed' })
    expect(await current(ANA)).toBe('Juan Pérez took this')
    expect(await current(JUAN)).toBe('You took this')
    const claim = (await block(ANA)).actions.find((action) => action.id === 'claim')!
    await company.send(ANA, 'PUT', claim.request.href, claim.request.body)
    expect((await get(ANA, id)).claimedBy?.name).toBe('Ana Ruiz')
    await company.send(ANA, 'PUT', claim.undo!.href, claim.undo!.body)
    expect((await get(ANA, id)).claimedBy?.name).toBe('Juan Pérez')
    await put(ANA, id, 'state', { state: 'open' })
  })

  it('are private as a whole: what is there and what comes', async () => {
    const id = await conversationOf('first@x')
    for (const what of [['level', { level: 'nothing' }]] as const)
      expect((await company.call(BOSS, 'PUT', `/api/conversations/${id}/${what[0]}`, what[1])).status).toBe(403)
    expect((await put(ANA, id, 'level', { level: 'nothing' })).level).toBe('nothing')
    await receive(ANA, { id: 'later@x', from: EVA, to: ANA, headers: { References: '<first@x>' } })
    expect((await company.interactions(BOSS)).map((one) => one.messageId)).not.toContain('first@x')
    expect((await company.interactions(BOSS)).map((one) => one.messageId)).not.toContain('later@x')
    expect((await company.call(BOSS, 'GET', `/api/conversations/${id}`)).status).toBe(404)
    expect((await company.call(BOSS, 'PUT', `/api/conversations/${id}/state`, { state: 'solved' })).status).toBe(404)
    expect((await company.interactions(ANA)).map((one) => one.messageId)).toContain('later@x')
    await put(ANA, id, 'level', { level: null })
    expect((await company.interactions(BOSS)).map((one) => one.messageId)).toContain('later@x')
  })

  it('have a queue: who waits for an answer, the longest first', async () => {
    const at = (hour: number) => `Tue, 3 Nov 2026 ${hour}:00:00 +0100`
    await receive(INFO, { id: 'q1@x', from: EVA, to: INFO, subject: 'One', date: at(10) })
    await receive(INFO, { id: 'q2@x', from: EVA, to: INFO, subject: 'Two', date: at(11) })
    await receive(INFO, {
      id: 'q1b@x',
      from: EVA,
      to: INFO,
      subject: 'Re: One',
      date: at(12),
      headers: { References: '<q1@x>' },
    })
    expect(await queue(JUAN)).toMatchObject([
      {
        subject: 'One',
        from: 'Eva Gómez',
        fromAddress: 'eva@client.test',
        waitingSince: '2026-11-03T09:00:00.000Z',
        messages: 2,
        state: 'open',
      },
      { subject: 'Two', company: { name: 'client.test' } },
    ])
    expect(await queue(JUAN, `mailbox=${INFO}`)).toHaveLength(2)
    expect((await company.call(BOSS, 'GET', `/api/queue?mailbox=${INFO}`)).status).toBe(404)
    expect(await queue(BOSS)).toEqual([])
    const page = await company.get<List<Waiting>>(JUAN, '/api/queue?limit=1')
    expect(
      (await company.get<List<Waiting>>(JUAN, `/api/queue?limit=1&cursor=${page.nextCursor}`)).items,
    ).toMatchObject([{ subject: 'Two' }])
    await put(JUAN, await conversationOf('q2@x'), 'state', { state: 'claimed' })
    expect((await queue(ANA))[1]).toMatchObject({ state: 'claimed', claimedBy: { name: 'Juan Pérez' } })
    // Ana answers from her own mailbox.
    await receive(ANA, { id: 'a1@x', from: ANA, to: EVA, date: at(13), headers: { References: '<q1@x>' } })
    expect((await queue(JUAN)).map((one) => one.subject)).toEqual(['Two'])
    await put(JUAN, await conversationOf('q2@x'), 'state', { state: 'solved' })
    expect(await queue(JUAN)).toEqual([])
    await receive(INFO, {
      id: 'q2b@x',
      from: EVA,
      to: INFO,
      date: new Date(Date.now() + 60_000).toUTCString(),
      headers: { References: '<q2@x>' },
    })
    expect((await queue(JUAN)).map((one) => one.state)).toEqual(['open'])
  })

  it.each([
    ['the first part first', ['l', 'r']],
    ['the second part first', ['r', 'l']],
  ])('keep the newest word when they turn out to be one (%s)', async (name, order) => {
    const key = name.replaceAll(' ', '-')
    const root = (side: string) => `${key}-${side}@x`
    for (const side of order)
      await receive(ANA, { id: root(side), from: ANA, to: EVA, headers: { References: `<${key}-${side}-lost@x>` } })
    const opportunities = []
    for (const title of ['Old', 'New'])
      opportunities.push(await company.send<{ id: string }>(ANA, 'POST', '/api/opportunities', { title }))
    const [left, right] = [await conversationOf(root('l')), await conversationOf(root('r'))]
    await put(ANA, left, 'state', { state: 'claimed' })
    await put(ANA, right, 'opportunity', { opportunityId: opportunities[0]!.id })
    await put(ANA, right, 'state', { state: 'solved' })
    await put(ANA, left, 'opportunity', { opportunityId: opportunities[1]!.id })
    await receive(ANA, {
      id: `${key}-bridge@x`,
      from: ANA,
      to: EVA,
      headers: { References: `<${root('l')}> <${root('r')}>` },
    })
    expect(await conversationOf(root('l'))).toBe(await conversationOf(root('r')))
    for (const id of [left, right])
      expect(await get(ANA, id)).toMatchObject({
        state: 'solved',
        opportunity: { id: opportunities[1]!.id },
        messages: 3,
      })
    await put(ANA, left, 'opportunity', { opportunityId: null })
    expect((await get(ANA, right)).opportunity).toBeNull()
  })
})
