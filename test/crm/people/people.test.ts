/** Making, completing and merging people at the front door, and what the record and the history say of it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Contact } from '#shared/api.ts'
import type { Change, Company as CompanyAnswer, Duplicate, Merge, Notice, PickOption } from '#shared/api/people.ts'
import type { BlockOf, FormBlock, FormCheck, RowsPage } from '#shared/blocks.ts'
import type { z } from '@hono/zod-openapi'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, ADMIN] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']
const SIGNED = `We take the blue ones.\n\nBest regards,\nEva Stone\nHead of Purchasing\nHarbour & Finch Ltd\nT: +44 20 7946 0117`

type Form = z.infer<typeof FormBlock>

describeEachDatabase('people', ({ fresh }) => {
  let company: Company
  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA)
    await company.user(JUAN, { locale: 'es' })
    await company.user(ADMIN, { roles: ['admin'] })
  })
  afterAll(() => company.close())

  const make = (who: string, contact: object) => company.send<Contact>(who, 'POST', '/api/contacts', contact)
  const changes = async (noun: string, id: string, locale = 'en') =>
    (await company.get<List<Change>>(ANA, `/api/changes?noun=${noun}&id=${id}&locale=${locale}`)).items
  const formsOf = (sidebar: Awaited<ReturnType<Company['sidebar']>>) =>
    sidebar.blocks
      .filter((block): block is BlockOf<'actions'> => block.type === 'actions')
      .flatMap((block) => block.forms ?? [])

  it('logs the mail of somebody who is made a contact, prefilled and by what is suggested', async () => {
    await company.import(ANA, {
      'first.eml': letter({ id: 'first@x', from: 'eva <eva@harbour.example>', to: ANA, text: SIGNED }),
    })
    expect((await company.decisions(ANA, 'first@x'))[0]).toMatchObject({ outcome: 'skipped', reason: 'nobody' })
    const unknown = await company.sidebar(ANA, { address: 'eva@harbour.example', name: 'eva', messageId: 'first@x' })
    const create = formsOf(unknown).find((form) => form.id === 'create')
    const form = await company.get<Form>(ANA, create!.href)
    const value = (name: string) => form.fields.find((field) => field.name === name)?.value
    expect([value('name'), value('emails'), value('status')]).toEqual(['eva', 'eva@harbour.example', 'lead'])
    const made = await make(ANA, {
      name: 'eva',
      role: null,
      phones: null,
      companyName: null,
      emails: 'eva@harbour.example',
      status: 'lead',
      ownerId: value('ownerId'),
    })
    expect(made).toMatchObject({
      name: 'eva',
      status: 'lead',
      owner: { name: 'ana' },
      company: { name: 'harbour.example' },
    })
    expect((await company.decisions(ANA, 'first@x'))[0]).toMatchObject({ outcome: 'logged' })
  })

  it('takes over from the signature what somebody accepts, and forgets what they refuse', async () => {
    const look = async () => {
      const { blocks } = await company.sidebar(ANA, { address: 'eva@harbour.example' })
      const found = blocks.find((block) => block.id === 'suggestions')
      return found?.type === 'actions' ? found.actions : []
    }
    const act = async (label: string) => {
      const action = (await look()).find((one) => one.label === label)!
      await company.send(ANA, action.request.method, action.request.href, action.request.body)
    }
    expect((await look()).filter((one) => one.id.startsWith('accept')).map((one) => one.label)).toEqual([
      'Name: Eva Stone',
      'Role: Head of Purchasing',
      'Phone: +44 20 7946 0117',
      'Company: Harbour & Finch Ltd',
    ])
    await act('Name: Eva Stone')
    await act('Phone: +44 20 7946 0117')
    await act('Company: Harbour & Finch Ltd')
    await act('Not Head of Purchasing')
    expect(await look()).toEqual([])
    const [eva] = await company.contacts(ANA, 'address=eva@harbour.example')
    expect(eva).toMatchObject({
      name: 'Eva Stone',
      role: null,
      phones: ['+442079460117'],
      company: { name: 'Harbour & Finch Ltd' },
    })
  })

  it('suggests nothing of mail that the viewer does not see', async () => {
    const { blocks } = await company.sidebar(JUAN, { address: 'eva@harbour.example' })
    expect(blocks.find((block) => block.id === 'suggestions')).toBeUndefined()
  })

  it('keeps phones as E.164 by the country of the company, and what it cannot read as it was typed', async () => {
    const pedro = await make(JUAN, {
      name: 'Pedro Sáez',
      phones: ['944 00 00 31', 'ask for Pedro'],
      status: 'customer',
    })
    expect(pedro).toMatchObject({ phones: ['+34944000031', 'ask for Pedro'], addresses: [], status: 'customer' })
    expect(await company.contacts(ANA)).toEqual(expect.arrayContaining([expect.objectContaining({ id: pedro.id })]))
    expect(
      (await changes('contact', pedro.id, 'es')).map((one) => [one.fieldLabel, one.before, one.after, one.by]),
    ).toEqual(
      expect.arrayContaining([
        ['Estado', 'Sin clasificar', 'Cliente', 'juan'],
        ['Teléfonos', null, '+34 944 00 00 31, ask for Pedro', 'juan'],
        ['Ficha', null, 'Creada', 'juan'],
      ]),
    )
  })

  it('shows whom one makes without a status to oneself alone', async () => {
    const maria = await make(JUAN, { name: 'María Oculta', emails: ['maria@oculta.example'] })
    expect(maria.owner?.name).toBe('juan')
    expect((await company.call(ANA, 'GET', `/api/contacts/${maria.id}`)).status).toBe(404)
    const found = await company.get<List<Duplicate>>(ANA, '/api/duplicates?noun=contact&name=Maria%20Oculta')
    expect(found.items).toEqual([])
  })

  it.each([
    ['name=Saez%20Pedro', 'Same name'],
    ['name=Pedro%20Saezz', null],
    ['name=Eva%20Stome', 'Almost the same name'],
    ['phones=%2B34%20944%20000%20031', 'Same phone: +34 944 00 00 31'],
    ['emails=eva%2Bnews@harbour.example', 'Same address: eva@harbour.example'],
    ['name=Somebody%20Else', null],
  ])('finds who is here already: %s', async (query, because) => {
    const { items } = await company.get<List<Duplicate>>(ANA, `/api/duplicates?noun=contact&${query}`)
    expect(items.map((one) => one.because)).toEqual(because === null ? [] : [because])
  })

  it('warns of a duplicate while one types, of companies too', async () => {
    const check = (noun: string, typed: object) =>
      company.send<z.infer<typeof FormCheck>>(ANA, 'POST', `/api/forms/${noun}/check`, typed)
    const [pedro] = (await company.contacts(ANA)).filter((one) => one.name === 'Pedro Sáez')
    expect((await check('contact', { name: 'pedro saez', phones: '', companyName: null })).hints).toEqual([
      {
        field: null,
        text: 'Pedro Sáez is here already. Same name.',
        tone: 'attention',
        href: `/contacts/${pedro!.id}`,
      },
    ])
    expect((await check('company', { name: 'Harbour and Finch', domains: '' })).hints).toMatchObject([
      { text: expect.stringContaining('Harbour & Finch Ltd is here already') as string },
    ])
    expect((await check('company', { name: null, domains: 'www.harbour.example' })).hints).toHaveLength(1)
    expect((await check('contact', { name: '' })).hints).toEqual([])
  })

  it('says no to an address that is somebody else, or ours', async () => {
    const taken = await company.call(ANA, 'POST', '/api/contacts', { name: 'Other', emails: ['eva@harbour.example'] })
    expect([taken.status, ((await taken.json()) as { code: string }).code]).toEqual([409, 'taken'])
    expect((await company.call(ANA, 'POST', '/api/contacts', { name: 'Me', emails: [JUAN] })).status).toBe(422)
  })

  it('makes and changes companies, and adds what they had not', async () => {
    const norte = await company.send<CompanyAnswer>(ANA, 'POST', '/api/companies', {
      name: 'Talleres Norte',
      domains: 'talleres.example',
      status: 'prospect',
    })
    expect(norte).toMatchObject({ name: 'Talleres Norte', domains: ['talleres.example'], status: 'prospect' })
    const more = { domains: 'talleres.example\nnorte.example', status: 'customer' }
    expect(await company.send(JUAN, 'PATCH', `/api/companies/${norte.id}`, more)).toMatchObject({
      status: 'customer',
      domains: ['norte.example', 'talleres.example'],
    })
    const [pedro] = (await company.contacts(ANA)).filter((one) => one.name === 'Pedro Sáez')
    await company.send(ANA, 'PATCH', `/api/contacts/${pedro!.id}`, {
      companyName: 'talleres norte',
      emails: 'pedro@talleres.example',
    })
    const [now] = await company.contacts(ANA, 'address=pedro@talleres.example')
    expect(now).toMatchObject({ id: pedro!.id, company: { id: norte.id } })
    expect((await company.call(ANA, 'POST', '/api/companies', { name: 'X', domains: ['gmail.com'] })).status).toBe(422)
  })

  it('takes back with a classification what it had said of the company', async () => {
    await company.import(ANA, { 'lee.eml': letter({ id: 'lee@x', from: ANA, to: 'Lee <lee@later.example>' }) })
    const { blocks, contact } = await company.sidebar(ANA, { address: 'lee@later.example' })
    const status = blocks.find((block): block is BlockOf<'actions'> => block.id === 'status')!
    const customer = status.actions.find((one) => one.id === 'status-customer')!
    const statusOf = async () =>
      (await company.get<CompanyAnswer>(ANA, `/api/companies/${contact!.company!.id}`)).status
    await company.send(ANA, customer.request.method, customer.request.href, customer.request.body)
    expect(await statusOf()).toBe('customer')
    await company.send(ANA, customer.undo!.method, customer.undo!.href, customer.undo!.body)
    expect(await statusOf()).toBe('unclassified')
    expect((await company.contacts(ANA, 'address=lee@later.example'))[0]).toMatchObject({ status: 'unclassified' })
  })

  it('merges with all that was said, new mail included, and undoes it', async () => {
    const [eva] = await company.contacts(ANA, 'address=eva@harbour.example')
    await company.import(ANA, { 'old.eml': letter({ id: 'old@x', from: ANA, to: 'E. Stone <eva@oldjob.example>' }) })
    const [old] = await company.contacts(ANA, 'address=eva@oldjob.example')
    await company.send(ANA, 'PATCH', `/api/contacts/${old!.id}`, { role: 'Buyer', phones: ['+44 20 7946 0142'] })
    const form = await company.get<Form>(ANA, `/api/forms/merge?noun=contact&id=${eva!.id}`)
    expect(form.fields[0]!.options.map((option) => option.value)).toContain(old!.id)
    const { request } = form.submit
    const merge = await company.send<Merge>(ANA, request.method, request.href, { ...request.body, loserId: old!.id })
    expect(merge).toMatchObject({
      noun: 'contact',
      winnerId: eva!.id,
      loser: { id: old!.id, name: 'E. Stone' },
      by: 'ana',
    })
    await company.import(ANA, { 'new.eml': letter({ id: 'new@x', from: 'eva@oldjob.example', to: ANA }) })
    const messages = async (id: string) =>
      (await company.interactions(ANA, `contactId=${id}`)).map((one) => one.messageId).toSorted()
    expect(await messages(eva!.id)).toEqual(['first@x', 'new@x', 'old@x'])
    expect(await company.get(ANA, `/api/contacts/${old!.id}`)).toMatchObject({
      id: eva!.id,
      role: 'Buyer',
      phones: ['+442079460117', '+442079460142'],
      addresses: ['eva@harbour.example', 'eva@oldjob.example'],
    })
    expect((await company.get<List<Merge>>(JUAN, `/api/merges?noun=contact&id=${eva!.id}`)).items).toHaveLength(1)
    expect(await messages(old!.id)).toEqual([])
    await company.send(ANA, 'DELETE', `/api/merges/${merge.id}`)
    expect([await messages(eva!.id), await messages(old!.id)]).toEqual([['first@x'], ['new@x', 'old@x']])
    expect((await company.contacts(ANA, 'address=eva@harbour.example'))[0]).toMatchObject({
      role: null,
      phones: ['+442079460117'],
    })
    expect((await company.call(ANA, 'DELETE', `/api/merges/${merge.id}`)).status).toBe(404)
    expect((await changes('contact', eva!.id)).slice(0, 2).map((one) => [one.before, one.after])).toEqual([
      ['Merged with E. Stone', null],
      [null, 'Merged with E. Stone'],
    ])
  })

  it('does not merge what one may not know, nor twice', async () => {
    const [maria] = (await company.contacts(JUAN)).filter((one) => one.name === 'María Oculta')
    const [eva] = await company.contacts(ANA, 'address=eva@harbour.example')
    const merge = (loserId: string) =>
      company.call(ANA, 'POST', '/api/merges', { noun: 'contact', winnerId: eva!.id, loserId })
    expect((await merge(maria!.id)).status).toBe(404)
    expect((await merge(eva!.id)).status).toBe(409)
  })

  it('pins a notice, and takes it down', async () => {
    const [eva] = await company.contacts(ANA, 'address=eva@harbour.example')
    const form = await company.get<Form>(JUAN, `/api/forms/notice?noun=contact&id=${eva!.id}`)
    const { method, href } = form.submit.request
    expect(await company.send<Notice>(JUAN, method, href, { text: 'No discounts before March' })).toMatchObject({
      by: 'juan',
    })
    const pinned = async () =>
      (await company.sidebar(ANA, { address: 'eva@harbour.example' })).blocks.filter((one) =>
        one.id.startsWith('notice'),
      )
    expect(await pinned()).toMatchObject([{ type: 'text', text: 'No discounts before March', said: { by: 'juan' } }])
    await company.send(ANA, method, href, { text: null })
    expect(await pinned()).toEqual([])
  })

  it('has a pick list that the administrator writes and everybody uses', async () => {
    expect((await company.call(ANA, 'POST', '/api/pick-options', { label: 'Cloud' })).status).toBe(403)
    const add = (label: string) => company.send<PickOption>(ADMIN, 'POST', '/api/pick-options', { label })
    const [cloud, care] = [await add('Cloud server'), await add('Maintenance')]
    await company.send(ADMIN, 'PATCH', `/api/pick-options/${care.id}`, { position: 1 })
    const [norte] = (await company.get<List<CompanyAnswer>>(ANA, '/api/companies?domain=talleres.example')).items
    const form = await company.get<Form>(ANA, `/api/forms/picks?noun=company&id=${norte!.id}`)
    expect(form.fields[0]!.options.map((option) => option.label)).toEqual(['Maintenance', 'Cloud server'])
    const { method, href } = form.submit.request
    await company.send(ANA, method, href, { optionIds: [cloud.id, care.id] })
    await company.send(ADMIN, 'PATCH', `/api/pick-options/${cloud.id}`, { archived: true })
    expect(
      (await company.get<CompanyAnswer>(JUAN, `/api/companies/${norte!.id}`)).picks.map((one) => one.label),
    ).toEqual(['Maintenance', 'Cloud server'])
    const { items } = await company.get<List<PickOption>>(ANA, '/api/pick-options')
    expect(items.map((one) => [one.label, one.archived, one.uses])).toEqual([
      ['Maintenance', false, 1],
      ['Cloud server', true, 1],
    ])
    expect((await changes('company', norte!.id))[0]).toMatchObject({
      after: 'Maintenance, Cloud server',
      fieldLabel: 'Interest',
    })
  })

  it('shows the history as rows', async () => {
    const [eva] = await company.contacts(ANA, 'address=eva@harbour.example')
    const page = await company.get<RowsPage>(ANA, `/api/changes/rows?noun=contact&id=${eva!.id}&limit=2`)
    expect(page.groups[0]!.rows).toHaveLength(2)
    expect(page.groups[0]!.rows[0]).toMatchObject({
      kind: 'change',
      primary: 'Pinned notice: No discounts before March → —',
    })
    const next = await company.get<RowsPage>(ANA, page.nextHref!)
    expect(next.groups[0]!.rows[0]!.id).not.toBe(page.groups[0]!.rows[0]!.id)
  })
})
