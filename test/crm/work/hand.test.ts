/** Logging by hand, at the front door: what becomes of it, who sees it, who may change it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Interaction, InteractionDetail } from '#shared/api.ts'
import type { BlockOf, FormCheck, RowsPage } from '#shared/blocks.ts'
import type { Followup } from '#shared/api/work.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']

describeEachDatabase('logging by hand', ({ fresh }) => {
  let company: Company
  let eva: string
  let secret: string
  let users: { ana: string; juan: string }
  beforeAll(async () => {
    company = await foundCompany(await fresh())
    users = {
      ana: String(await company.user(ANA, { name: 'Ana Ruiz' })),
      juan: String(await company.user(JUAN, { name: 'Juan Pérez', locale: 'es' })),
    }
    await company.user(BOSS, { roles: ['admin'] })
    await company.import(ANA, {
      'eva.eml': letter({ from: ANA, to: 'Eva Gómez <eva@client.test>', subject: 'Hello' }),
      'new.eml': letter({ from: ANA, to: 'Somebody New <new@quiet.test>', subject: 'Not known yet' }),
    })
    eva = (await company.contacts(ANA, 'address=eva@client.test'))[0]!.id
    secret = (await company.contacts(ANA, 'address=new@quiet.test'))[0]!.id
    await company.send(ANA, 'PATCH', `/api/contacts/${eva}`, { status: 'customer', role: 'Head of IT' })
  })
  afterAll(() => company.close())

  const log = (who: string, entry: object) =>
    company.send<Interaction>(who, 'POST', '/api/interactions', {
      kind: 'call',
      contactIds: [eva],
      occurredAt: '2026-11-12T10:00:00+01:00',
      text: 'Wants a quote for a DMZ.',
      ...entry,
    })
  const seenBy = async (who: string, id: string) => (await company.interactions(who)).find((one) => one.id === id)

  it('says on the first line of its report what it was, in the language of the reader', async () => {
    const call = await log(ANA, { userIds: [users.juan] })
    expect(call).toMatchObject({
      kind: 'call',
      level: 'everything',
      subject: null,
      messageId: null,
      contacts: [{ id: eva, name: 'Eva Gómez', addresses: [] }],
      company: { name: 'client.test' },
      report:
        '12 November 2026, call: Ana Ruiz and Juan Pérez with Eva Gómez (Head of IT, client.test).\n\nWants a quote for a DMZ.',
    })
    expect((await seenBy(JUAN, call.id))?.report).toBe(
      '12 de noviembre de 2026, llamada: Ana Ruiz y Juan Pérez con Eva Gómez (Head of IT, client.test).\n\nWants a quote for a DMZ.',
    )
    const note = await log(JUAN, { kind: 'note', text: 'Likes sailing.' })
    expect(note.report).toMatch(/nota: Juan Pérez sobre Eva Gómez/)
  })

  it('means the day in the zone of whoever wrote it', async () => {
    const late = await log(ANA, { occurredAt: '2026-11-13T00:30:00+01:00' })
    expect(late).toMatchObject({ occurredAt: '2026-11-12T23:30:00.000Z', zone: '+01:00' })
    expect(late.report).toMatch(/^13 November 2026/)
    await company.send(ANA, 'DELETE', `/api/interactions/${late.id}`)
  })

  it('stands in lists, in the timeline, in the sidebar and in what search finds', async () => {
    const visit = await log(ANA, { kind: 'visit', subject: 'The new plant', text: 'They will move to Vitória in May.' })
    expect((await company.interactions(BOSS, `contactId=${eva}`)).map((one) => one.id)).toContain(visit.id)
    expect((await company.interactions(BOSS, 'kind=visit')).map((one) => one.id)).toEqual([visit.id])
    for (const q of ['vitoria', 'plant', 'gomez vitoria'])
      expect((await company.interactions(BOSS, `q=${encodeURIComponent(q)}`)).map((one) => one.id)).toContain(visit.id)
    const page = await company.get<RowsPage>(BOSS, `/api/timeline?contactId=${eva}&kind=visit`)
    expect(page.groups[0]).toMatchObject({ title: 'Visit · The new plant', rows: [{ kind: 'visit' }] })
    const { blocks } = await company.sidebar(JUAN, { address: 'eva@client.test' })
    const timeline = blocks.find((block): block is BlockOf<'rows'> => block.id === 'timeline')!
    expect(timeline.filters.map((filter) => filter.id)).toEqual(
      expect.arrayContaining(['call', 'visit', 'chat', 'note']),
    )
    const rows = timeline.page!.groups.flatMap((group) => group.rows)
    expect(rows.find((row) => row.id === `i${visit.id}`)?.primary).toBe(
      '\u200e\u2068Ana Ruiz\u2069 con \u2068Eva Gómez\u2069',
    )
    expect(rows.map((row) => row.primary).join()).not.toMatch(/undefined|null|⁨⁩/)
  })

  it('is seen by those alone who were there, while the person is not classified', async () => {
    const call = await log(ANA, { contactIds: [secret], userIds: [users.juan], text: 'Zeppelin.' })
    expect(await seenBy(ANA, call.id)).toBeDefined()
    expect(await seenBy(JUAN, call.id)).toBeDefined()
    expect(await seenBy(BOSS, call.id)).toBeUndefined()
    expect(await company.interactions(BOSS, 'q=zeppelin')).toEqual([])
    expect((await company.call(BOSS, 'GET', `/api/interactions/${call.id}`)).status).toBe(404)
    for (const method of ['PATCH', 'DELETE'])
      expect((await company.call(BOSS, method, `/api/interactions/${call.id}`, {})).status).toBe(404)
    expect(
      (await company.call(BOSS, 'POST', '/api/interactions', { ...call, text: 'x', contactIds: [secret] })).status,
    ).toBe(404)
  })

  it('is narrowed by those who were there, and by nobody else', async () => {
    const { id } = await log(ANA, { text: 'Xylophone.' })
    expect((await company.call(BOSS, 'PUT', `/api/interactions/${id}/level`, { level: 'nothing' })).status).toBe(403)
    await company.send(ANA, 'PUT', `/api/interactions/${id}/level`, { level: 'existence' })
    expect(await seenBy(BOSS, id)).toMatchObject({ level: 'existence', report: null, contacts: [] })
    expect((await seenBy(ANA, id))?.level).toBe('everything')
    await company.send(ANA, 'PUT', `/api/interactions/${id}/level`, { level: null })
    expect((await seenBy(BOSS, id))?.level).toBe('everything')
  })

  it('is private from the first moment when its author says so', async () => {
    const call = await log(ANA, {
      text: 'Marimba.',
      level: 'nothing',
      nextStep: { title: 'Bongo', dueOn: '2026-11-20' },
    })
    expect(await company.interactions(BOSS, 'q=marimba')).toEqual([])
    expect((await company.get<List<Followup>>(BOSS, '/api/followups')).items).toEqual([])
    await company.send(ANA, 'DELETE', `/api/interactions/${call.id}`)
  })

  it('is changed and taken away by its author alone', async () => {
    const { id } = await log(ANA, { nextStep: { title: 'Send the quote', dueOn: '2026-11-20' } })
    expect((await company.call(JUAN, 'PATCH', `/api/interactions/${id}`, { text: 'x' })).status).toBe(403)
    const changed = await company.send<Interaction>(ANA, 'PATCH', `/api/interactions/${id}`, {
      text: 'Wants two firewalls.',
      userIds: [users.juan],
      occurredAt: '2026-11-11T09:00:00Z',
    })
    expect(changed).toMatchObject({ occurredAt: '2026-11-11T09:00:00.000Z', contacts: [{ id: eva }] })
    expect(changed.report).toContain('Ana Ruiz and Juan Pérez with Eva Gómez')
    expect((await company.interactions(BOSS, 'q=firewalls')).map((one) => one.id)).toEqual([id])
    expect((await company.call(JUAN, 'DELETE', `/api/interactions/${id}`)).status).toBe(403)
    expect((await company.call(ANA, 'DELETE', `/api/interactions/${id}`)).status).toBe(204)
    expect(await seenBy(ANA, id)).toBeUndefined()
    const steps = await company.get<List<Followup>>(ANA, '/api/followups?ownerId=me')
    expect(steps.items.map((one) => one.title)).not.toContain('Send the quote')
    const mail = (await company.interactions(ANA, 'kind=mail_sent'))[0]!
    expect((await company.call(ANA, 'DELETE', `/api/interactions/${mail.id}`)).status).toBe(403)
  })

  it('makes the next step for a colleague, as a form sends it', async () => {
    await log(ANA, { nextTitle: 'Call Eva back', nextDueOn: '2026-11-13', nextOwnerId: users.juan, userIds: null })
    const owed = await company.get<List<Followup>>(JUAN, '/api/followups?ownerId=me')
    expect(owed.items).toMatchObject([
      {
        title: 'Call Eva back',
        dueOn: '2026-11-13',
        owner: { id: users.juan },
        contact: { id: eva },
        createdBy: 'Ana Ruiz',
      },
    ])
    const without = { kind: 'call', contactIds: [eva], occurredAt: '2026-11-12T10:00:00Z', text: 'x', nextTitle: 'y' }
    expect((await company.call(ANA, 'POST', '/api/interactions', without)).status).toBe(422)
    await log(ANA, { nextTitle: null, nextDueOn: '2026-11-13' })
    expect((await company.get<List<Followup>>(ANA, '/api/followups?ownerId=all')).items).toHaveLength(1)
  })

  it('is about somebody, by somebody who works here', async () => {
    const entry = { kind: 'call', occurredAt: '2026-11-12T10:00:00Z', text: 'x' }
    expect((await company.call(ANA, 'POST', '/api/interactions', entry)).status).toBe(422)
    expect((await company.call(ANA, 'POST', '/api/interactions', { ...entry, contactIds: ['999'] })).status).toBe(404)
    expect(
      (await company.call(ANA, 'POST', '/api/interactions', { ...entry, contactIds: [eva], userIds: ['999'] })).status,
    ).toBe(422)
  })

  it('may be about a company alone', async () => {
    const companyId = (await company.contacts(ANA, 'address=eva@client.test'))[0]!.company!.id
    const note = await log(ANA, { kind: 'note', contactIds: [], companyId, text: 'They close in August.' })
    expect(note).toMatchObject({ contacts: [], company: { id: companyId } })
    expect(note.report).toMatch(/note: Ana Ruiz about client.test\./)
    expect((await company.interactions(BOSS, `companyId=${companyId}`)).map((one) => one.id)).toContain(note.id)
  })

  it('has a form that is filled in already, and a hint while one types', async () => {
    const form = await company.get<BlockOf<'form'>>(ANA, `/api/forms/entry?kind=visit&contactId=${eva}&locale=es`)
    expect(form.note).toMatch(/puede pedirlo/)
    const values = Object.fromEntries(form.fields.map((field) => [field.name, field.value]))
    expect(values).toMatchObject({ kind: 'visit', contactIds: [eva], nextOwnerId: users.ana, text: null })
    expect((await company.call(BOSS, 'GET', `/api/forms/entry?contactId=${secret}`)).status).toBe(404)
    const check = (text: string) => company.send<FormCheck>(ANA, 'POST', form.check!, { ...values, text })
    expect((await check('visita. Cdmc.')).hints).toMatchObject([{ field: 'text', tone: 'attention' }])
    expect((await check('Quiere un servidor en la nube y pide presupuesto.')).hints).toEqual([])
    const sent = {
      ...form.submit.request.body,
      ...values,
      occurredAt: '2026-11-14T10:00:00Z',
      text: 'Fuimos a verles.',
    }
    const answer = await company.call(ANA, 'POST', form.submit.request.href, sent)
    expect(answer.status).toBe(201)
  })

  it('is changed by its form, and comes back when taking it away is undone', async () => {
    const entry = await log(ANA, {
      kind: 'visit',
      subject: 'Workshop',
      userIds: [users.juan],
      text: 'They showed us the hall.',
      level: 'subject',
      nextStep: { title: 'Send the drawings', dueOn: '2026-12-01' },
    })
    const detail = () => company.get<InteractionDetail>(ANA, `/api/interactions/${entry.id}`)
    const { own } = await detail()
    const form = await company.get<BlockOf<'form'>>(ANA, own!.forms![0]!.href)
    const valueOf = (name: string) => form.fields.find((one) => one.name === name)?.value
    expect(['kind', 'contactIds', 'userIds', 'subject', 'text'].map(valueOf)).toEqual([
      'visit',
      [eva],
      [users.juan],
      'Workshop',
      'They showed us the hall.',
    ])
    expect(form.fields.some((one) => one.name === 'nextTitle')).toBe(false)
    const { method, href } = form.submit.request
    await company.send(ANA, method, href, {
      text: 'They showed us both halls.',
      contactIds: [eva],
      userIds: [users.juan],
    })
    expect((await detail()).report).toContain('both halls')
    const [remove] = (await detail()).own!.actions
    await company.send(ANA, remove!.request.method, remove!.request.href)
    expect(await seenBy(ANA, entry.id)).toBeUndefined()
    await company.send(ANA, remove!.undo!.method, remove!.undo!.href, remove!.undo!.body)
    const again = (await company.interactions(JUAN)).find((one) => one.report?.includes('both halls'))
    expect(again).toMatchObject({ kind: 'visit', subject: 'Workshop', contacts: [{ id: eva }] })
    const open = await company.get<List<Followup>>(ANA, '/api/followups?ownerId=me&state=open')
    expect(open.items.filter((one) => one.title === 'Send the drawings')).toHaveLength(1)
    expect((await seenBy(BOSS, again!.id))?.level).toBe('subject')
    // A colleague reads it, and is offered nothing; a stranger to it gets no form.
    expect((await company.get<InteractionDetail>(JUAN, `/api/interactions/${again!.id}`)).own).toBeUndefined()
    expect((await company.call(JUAN, 'GET', `/api/forms/entry?interactionId=${again!.id}`)).status).toBe(404)
  })
})
