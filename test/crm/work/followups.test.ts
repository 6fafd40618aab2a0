/** Follow-ups, at the front door: whose they are, who is told, and what closing one leaves behind. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Interaction } from '#shared/api.ts'
import type { BlockOf, RowsPage } from '#shared/blocks.ts'
import type { Followup } from '#shared/api/work.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']
const DAY = 86_400_000
const day = (n: number) => new Date(Date.now() + n * DAY).toISOString().slice(0, 10)

describeEachDatabase('follow-ups', ({ fresh }) => {
  let company: Company
  let eva: string
  let secret: string
  let juan: string
  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz' })
    juan = String(await company.user(JUAN, { name: 'Juan Pérez' }))
    await company.user(BOSS, { roles: ['admin'] })
    await company.import(ANA, {
      'eva.eml': letter({ from: ANA, to: 'Eva Gómez <eva@client.test>', subject: 'Hello' }),
      'new.eml': letter({ from: ANA, to: 'Somebody New <new@quiet.test>', subject: 'Not known yet' }),
    })
    eva = (await company.contacts(ANA, 'address=eva@client.test'))[0]!.id
    secret = (await company.contacts(ANA, 'address=new@quiet.test'))[0]!.id
    await company.send(ANA, 'PATCH', `/api/contacts/${eva}`, { status: 'customer' })
  })
  afterAll(() => company.close())

  const add = (who: string, input: object) =>
    company.send<Followup>(who, 'POST', '/api/followups', { title: 'Call back', dueOn: day(1), ...input })
  const list = async (who: string, query = '') =>
    (await company.get<List<Followup>>(who, `/api/followups?limit=200&${query}`)).items
  const titles = async (who: string, query = '') => (await list(who, query)).map((one) => one.title)

  it("are listed by what is due first, mine or everybody's", async () => {
    await add(ANA, { title: 'Later', dueOn: day(9), contactId: eva })
    await add(ANA, { title: 'Late', dueOn: day(-1), contactId: eva })
    await add(ANA, { title: 'For Juan', dueOn: day(2), contactId: eva, ownerId: juan })
    expect(await titles(ANA, 'ownerId=me')).toEqual(['Late', 'Later'])
    expect(await titles(JUAN, 'ownerId=me')).toEqual(['For Juan'])
    expect(await titles(BOSS, 'ownerId=all&state=open')).toEqual(['Late', 'For Juan', 'Later'])
    expect(await titles(BOSS, `contactId=${eva}&ownerId=${juan}`)).toEqual(['For Juan'])
    const companyId = (await company.contacts(ANA, 'address=eva@client.test'))[0]!.company!.id
    expect(await titles(BOSS, `companyId=${companyId}`)).toEqual(['Late', 'For Juan', 'Later'])
    expect((await list(BOSS))[0]).toMatchObject({ overdue: true, owner: { name: 'Ana Ruiz' }, contact: { id: eva } })
    const first = await company.get<List<Followup>>(BOSS, '/api/followups?limit=2')
    const rest = await company.get<List<Followup>>(BOSS, `/api/followups?limit=2&cursor=${first.nextCursor}`)
    expect([...first.items, ...rest.items].map((one) => one.title)).toEqual(['Late', 'For Juan', 'Later'])
  })

  it('about somebody not classified reach who is to do them, and nobody else', async () => {
    const { id } = await add(ANA, { title: 'Somebody New called', contactId: secret, ownerId: juan })
    expect(await titles(BOSS)).not.toContain('Somebody New called')
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect(
        (await company.call(BOSS, method, `/api/followups/${id}`, method === 'PATCH' ? {} : undefined)).status,
      ).toBe(404)
    const given = (await list(JUAN, 'ownerId=me')).find((one) => one.id === id)
    expect(given).toMatchObject({ contact: { name: 'Somebody New' }, createdBy: 'Ana Ruiz' })
    expect(
      (await company.call(BOSS, 'POST', '/api/followups', { title: 'x', dueOn: day(1), contactId: secret })).status,
    ).toBe(404)
    expect((await company.call(JUAN, 'DELETE', `/api/followups/${id}`)).status).toBe(403)
    expect((await company.call(ANA, 'DELETE', `/api/followups/${id}`)).status).toBe(204)
    expect(await titles(JUAN)).not.toContain('Somebody New called')
  })

  it('stand open on the record, overdue first, to be done in place and undone', async () => {
    const openBlock = async (who: string) =>
      (await company.sidebar(who, { address: 'eva@client.test' })).blocks.find(
        (block): block is BlockOf<'rows'> => block.id === 'open',
      )
    const rows = (await openBlock(ANA))!.page!.groups.flatMap((group) => group.rows)
    expect(rows.map((row) => [row.primary, row.secondary, row.tone])).toEqual([
      ['Late', 'was due yesterday', 'attention'],
      ['For Juan', expect.stringMatching(/^due .* · Juan Pérez$/), 'neutral'],
      ['Later', expect.stringMatching(/^due /), 'neutral'],
    ])
    const [done] = rows[0]!.actions!
    await company.send(ANA, done!.request.method, done!.request.href, done!.request.body)
    expect(JSON.stringify(await openBlock(ANA))).not.toContain('was due yesterday')
    const timeline = async (who: string) => {
      const page = await company.get<RowsPage>(who, `/api/timeline?contactId=${eva}`)
      return page.groups.flatMap((group) => group.rows.map((row) => ({ title: group.title, kind: row.kind })))
    }
    expect(await timeline(BOSS)).toContainEqual({ title: 'Done: Late', kind: 'followup' })
    await company.send(ANA, done!.undo!.method, done!.undo!.href, done!.undo!.body)
    expect(await timeline(BOSS)).not.toContainEqual({ title: 'Done: Late', kind: 'followup' })
    expect(JSON.stringify(await openBlock(ANA))).toContain('was due yesterday')
  })

  it('say when closed what came of them, once, and are found', async () => {
    const { id } = await add(ANA, { title: 'Ask about the yearbook', contactId: eva })
    const close = (body: object) => company.send<Followup>(JUAN, 'PATCH', `/api/followups/${id}`, body)
    expect(await close({ state: 'done', outcome: 'They want a zeppelin.' })).toMatchObject({
      state: 'done',
      overdue: false,
      outcome: 'They want a zeppelin.',
    })
    await close({ outcome: 'They want two zeppelins.' })
    const found = await company.interactions(BOSS, 'q=zeppelin')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ kind: 'note', subject: 'Ask about the yearbook' })
    expect(found[0]!.report).toContain('two zeppelins')
    expect((await company.call(JUAN, 'DELETE', `/api/interactions/${found[0]!.id}`)).status).toBe(403)
    await close({ state: 'open' })
    expect(await company.interactions(BOSS, 'q=zeppelin')).toEqual([])
  })

  it('are as private as the call that they came from, closed or not', async () => {
    const call = await company.send<Interaction>(ANA, 'POST', '/api/interactions', {
      kind: 'call',
      contactIds: [eva],
      occurredAt: '2026-11-12T10:00:00Z',
      text: 'In confidence.',
      nextStep: { title: 'Xylophone', dueOn: day(1) },
    })
    expect(await titles(BOSS)).toContain('Xylophone')
    await company.send(ANA, 'PUT', `/api/interactions/${call.id}/level`, { level: 'nothing' })
    expect(await titles(BOSS)).not.toContain('Xylophone')
    const { id } = (await list(ANA, 'ownerId=me')).find((one) => one.title === 'Xylophone')!
    await company.send(ANA, 'PATCH', `/api/followups/${id}`, { state: 'done' })
    expect(await company.interactions(BOSS, 'q=xylophone')).toEqual([])
    expect(await company.interactions(ANA, 'q=xylophone')).toHaveLength(1)
    await company.send(ANA, 'PUT', `/api/interactions/${call.id}/level`, { level: null })
    expect(await company.interactions(BOSS, 'q=xylophone')).toHaveLength(1)
  })

  it('has a form', async () => {
    const form = await company.get<BlockOf<'form'>>(ANA, `/api/forms/followup?contactId=${eva}&locale=es`)
    const values = Object.fromEntries(form.fields.map((field) => [field.name, field.value]))
    const sent = { ...form.submit.request.body, ...values, title: 'Enviar el catálogo' }
    expect(await company.send(ANA, 'POST', form.submit.request.href, sent)).toMatchObject({ contact: { id: eva } })
    expect((await company.call(BOSS, 'GET', `/api/forms/followup?contactId=${secret}`)).status).toBe(404)
  })
})
