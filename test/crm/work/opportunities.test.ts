/** Opportunities, at the front door: made from a message, changed in place, known to whom they concern. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Block, BlockOf } from '#shared/blocks.ts'
import type { Conversation, Opportunity, Stage } from '#shared/api/work.ts'
import { readAmount, sayAmount } from '#server/crm/opportunities/amount.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']
const EVA = 'Eva Gómez <eva@client.test>'

it.each([
  ['12500', '12500.00'],
  ['12.500', '12500.00'],
  ['12,500', '12500.00'],
  ['12,5', '12.50'],
  ['1.234,50 €', '1234.50'],
  ['1,234.50', '1234.50'],
  ['1 234,5', '1234.50'],
  ['1.234.567', '1234567.00'],
  ['0,99', '0.99'],
  ['007', '7.00'],
])('reads the amount %j', (text, amount) => {
  expect(readAmount(text)).toBe(amount)
})
it.each(['', 'a lot', '12,', '1,2345', '-5', '1.2.3', '12345678901234'])('does not read the amount %j', (text) => {
  expect(() => readAmount(text)).toThrow('amount')
})
it('says an amount to the cent', () => {
  expect(sayAmount('12500.10', 'EUR', 'es')).toMatch(/^12\.500,10\s€$/)
  expect(sayAmount('9007199254740993.55', null, 'en')).toBe('9,007,199,254,740,993.55')
})

describeEachDatabase('opportunities', ({ fresh }) => {
  let company: Company
  let eva: string
  let secret: string
  let client: string
  let made: Opportunity
  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz' })
    await company.user(JUAN, { name: 'Juan Pérez' })
    await company.user(BOSS, { roles: ['admin'] })
    await company.import(ANA, {
      'eva.eml': letter({ id: 'dmz@x', from: ANA, to: EVA, subject: 'DMZ roll-out' }),
      'new.eml': letter({ from: ANA, to: 'Somebody New <new@quiet.test>', subject: 'Not known yet' }),
    })
    const [one] = await company.contacts(ANA, 'address=eva@client.test')
    eva = one!.id
    client = one!.company!.id
    secret = (await company.contacts(ANA, 'address=new@quiet.test'))[0]!.id
    await company.send(ANA, 'PATCH', `/api/contacts/${eva}`, { status: 'customer' })
    for (const mailbox of await company.mailboxes(ANA))
      await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox.id}`, { reviewed: true })
  })
  afterAll(() => company.close())

  const block = async <T extends Block['type']>(who: string, id: string): Promise<BlockOf<T>> => {
    const { blocks } = await company.sidebar(who, { address: 'eva@client.test', messageId: 'dmz@x' })
    return blocks.find((one): one is BlockOf<T> => one.id === id)!
  }
  const page = (who: string, query: string) =>
    company.get<{ title: string; blocks: Block[] }>(who, `/api/record?${query}`)
  const list = async (who: string, query = '') =>
    (await company.get<List<Opportunity>>(who, `/api/opportunities?${query}`)).items

  it('are made from the pane in one step, with the conversation linked', async () => {
    const [open] = (await block<'actions'>(ANA, 'conversation-opportunity')).forms!
    const form = await company.get<BlockOf<'form'>>(ANA, open!.href)
    const values = Object.fromEntries(form.fields.map((field) => [field.name, field.value]))
    expect(values).toMatchObject({ contactIds: [eva], currency: 'EUR' })
    made = await company.send(ANA, 'POST', form.submit.request.href, {
      ...form.submit.request.body,
      ...values,
      title: 'DMZ for the new plant',
      amount: '12.500,50',
      expectedOn: '2027-03-01',
    })
    expect(made).toMatchObject({
      title: 'DMZ for the new plant',
      company: { id: client },
      contacts: [{ id: eva, name: 'Eva Gómez' }],
      stage: { label: 'New', outcome: 'open' },
      amount: '12500.50',
      owner: { name: 'Ana Ruiz' },
      expectedOn: '2027-03-01',
      closedAt: null,
    })
    const choice = await block<'actions'>(JUAN, 'conversation-opportunity')
    expect(choice.actions.find((action) => action.current)?.label).toBe('DMZ for the new plant')
  })

  it('have a timeline: mail of their conversations, what came later, what was logged', async () => {
    await company.import(ANA, {
      'later.eml': letter({
        id: 'later@x',
        from: EVA,
        to: ANA,
        subject: 'Re: DMZ',
        headers: { References: '<dmz@x>' },
      }),
      'other.eml': letter({ id: 'other@x', from: EVA, to: ANA, subject: 'Lunch' }),
    })
    await company.send(JUAN, 'POST', '/api/interactions', {
      kind: 'call',
      opportunityId: made.id,
      occurredAt: '2026-11-12T10:00:00Z',
      text: 'They have the budget.',
    })
    await company.send(ANA, 'POST', '/api/followups', {
      title: 'Send the offer',
      dueOn: '2026-12-01',
      opportunityId: made.id,
    })
    const record = await page(JUAN, `opportunityId=${made.id}`)
    expect(record.title).toBe('DMZ for the new plant')
    const text = JSON.stringify(record.blocks)
    for (const said of ['They have the budget.', 'Re: DMZ', 'Send the offer', '€12,500.50', 'Eva Gómez'])
      expect(text).toContain(said)
    expect(text).not.toContain('Lunch')
    expect((await company.interactions(JUAN, `opportunityId=${made.id}`)).map((one) => one.kind).toSorted()).toEqual([
      'call',
      'mail_received',
      'mail_sent',
    ])
    const conversationId = (await company.interactions(ANA, `opportunityId=${made.id}`)).find(
      (one) => one.conversationId,
    )!.conversationId!
    await company.send(ANA, 'PUT', `/api/conversations/${conversationId}/level`, { level: 'nothing' })
    expect(JSON.stringify(await page(JUAN, `opportunityId=${made.id}`))).not.toContain('Re: DMZ')
    await company.send(ANA, 'PUT', `/api/conversations/${conversationId}/level`, { level: null })
  })

  it('change in place, with an undo, and remember who changed what', async () => {
    const stages = (await company.get<List<Stage>>(BOSS, '/api/stages?locale=es')).items
    expect(stages.map((stage) => stage.label)).toContain('Ganada')
    const stageBlock = (await page(ANA, `opportunityId=${made.id}`)).blocks.find(
      (one): one is BlockOf<'actions'> => one.id === 'stage',
    )!
    const won = stageBlock.actions.find((action) => action.label === 'Won')!
    expect(await company.send(ANA, 'PATCH', won.request.href, won.request.body)).toMatchObject({
      stage: { outcome: 'won' },
      closedAt: expect.any(String),
    })
    expect(await list(BOSS, 'state=open')).toEqual([])
    expect(await list(BOSS, `state=closed&companyId=${client}&contactId=${eva}`)).toHaveLength(1)
    expect(await company.send(ANA, 'PATCH', won.undo!.href, won.undo!.body)).toMatchObject({ closedAt: null })
    await company.send(JUAN, 'PATCH', `/api/opportunities/${made.id}`, { title: 'DMZ', amount: null, contactIds: [] })
    const changes = await company.engine.database.db
      .selectFrom('changes')
      .select(['field', 'before', 'after'])
      .where('noun', '=', 'opportunity')
      .orderBy('id')
      .execute()
    expect(changes.slice(-3).toSorted((a, b) => a.field.localeCompare(b.field))).toEqual([
      { field: 'amount', before: '12500.50', after: null },
      { field: 'contacts', before: [Number(eva)], after: null },
      { field: 'title', before: 'DMZ for the new plant', after: 'DMZ' },
    ])
  })

  it('are known to whom they concern', async () => {
    const hidden = await company.send<Opportunity>(ANA, 'POST', '/api/opportunities', {
      title: 'Quiet',
      contactIds: [secret],
    })
    expect((await list(ANA)).map((one) => one.title)).toContain('Quiet')
    expect((await list(BOSS)).map((one) => one.title)).not.toContain('Quiet')
    for (const path of [
      `/api/opportunities/${hidden.id}`,
      `/api/record?opportunityId=${hidden.id}`,
      `/api/forms/opportunity?opportunityId=${hidden.id}`,
    ])
      expect((await company.call(BOSS, 'GET', path)).status).toBe(404)
    expect((await company.call(BOSS, 'PATCH', `/api/opportunities/${hidden.id}`, { title: 'x' })).status).toBe(404)
    expect((await company.call(BOSS, 'POST', '/api/opportunities', { title: 'x', contactIds: [secret] })).status).toBe(
      404,
    )
    expect(await company.interactions(BOSS, `opportunityId=${hidden.id}`)).toEqual([])
    const [mail] = await company.interactions(ANA, `contactId=${eva}&kind=mail_sent`)
    expect(
      (
        await company.call(BOSS, 'PUT', `/api/conversations/${mail!.conversationId}/opportunity`, {
          opportunityId: hidden.id,
        })
      ).status,
    ).toBe(404)
    await company.send(ANA, 'PUT', `/api/conversations/${mail!.conversationId}/opportunity`, {
      opportunityId: hidden.id,
    })
    expect((await company.get<Conversation>(BOSS, `/api/conversations/${mail!.conversationId}`)).opportunity).toBeNull()
  })

  it('go through stages that the administrator writes', async () => {
    expect((await company.call(ANA, 'POST', '/api/stages', { label: 'Demo' })).status).toBe(403)
    const demo = await company.send<Stage>(BOSS, 'POST', '/api/stages', { label: 'Demo' })
    await company.send(BOSS, 'PATCH', `/api/stages/${demo.id}`, { position: 2 })
    const [first] = (await company.get<List<Stage>>(ANA, '/api/stages')).items
    await company.send(BOSS, 'PATCH', `/api/stages/${first!.id}`, { label: 'Just in' })
    await company.send(BOSS, 'PATCH', `/api/stages/${demo.id}`, { archived: true })
    const stages = (await company.get<List<Stage>>(ANA, '/api/stages')).items
    expect(stages.slice(0, 3)).toMatchObject([
      { label: 'Just in' },
      { label: 'Demo', archived: true },
      { label: 'Qualified' },
    ])
    const form = await company.get<BlockOf<'form'>>(ANA, '/api/forms/opportunity')
    const labels = form.fields.find((field) => field.name === 'stageId')!.options.map((option) => option.label)
    expect(labels).toContain('Just in')
    expect(labels).not.toContain('Demo')
  })

  it('the pages of people and companies show everything, and only to whom they may be shown', async () => {
    const person = await page(BOSS, `contactId=${eva}&locale=es`)
    expect(person.title).toBe('Eva Gómez')
    expect(person.blocks.map((one) => one.id)).toEqual(
      expect.arrayContaining(['who', 'facts', 'acts', 'opportunities', 'timeline']),
    )
    const firm = await page(BOSS, `companyId=${client}`)
    expect(firm.title).toBe('client.test')
    expect(firm.blocks.find((one) => one.id === 'people')).toMatchObject({
      page: { groups: [{ rows: [{ page: `/contacts/${eva}` }] }] },
    })
    expect(JSON.stringify(firm.blocks)).not.toContain('Not a contact yet')
    expect((await company.call(BOSS, 'GET', `/api/record?contactId=${secret}`)).status).toBe(404)
    expect((await company.call(BOSS, 'GET', '/api/record')).status).toBe(422)
  })
})
