/** Triage at the front door: who waits for whom, personal first; many classified at once, and taken back. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Triage } from '#shared/api/people.ts'
import type { Request } from '#shared/blocks.ts'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']

describeEachDatabase('triage', ({ fresh }) => {
  let company: Company
  const triage = (who: string, query = '') => company.get<Triage>(who, `/api/triage?${query}`)
  const names = async (who: string, query = '') => (await triage(who, query)).items.map((one) => one.name)
  const idsOf = async (who: string, ...wanted: string[]) =>
    (await triage(who)).items.filter((one) => wanted.includes(one.name)).map((one) => one.contactId)
  const say = (who: string, contactIds: string[], verdict: string) =>
    company.send<{ done: number; undo: Request }>(who, 'POST', '/api/triage', { contactIds, verdict })
  const back = (who: string, undo: Request) => company.send<{ done: number }>(who, undo.method, undo.href, undo.body)

  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz', locale: 'es' })
    await company.user(JUAN)
    await company.user(BOSS, { roles: ['admin'] })
    await company.import(ANA, {
      '1.eml': letter({
        from: ANA,
        to: 'Eva <eva@alder.test>',
        subject: 'Offer',
        date: 'Mon, 2 Nov 2026 10:00:00 +0100',
      }),
      '2.eml': letter({
        id: 'eva@x',
        from: 'Eva <eva@alder.test>',
        subject: 'Re: Offer',
        date: 'Tue, 3 Nov 2026 10:00:00 +0100',
      }),
      '3.eml': letter({ from: ANA, to: 'Pau <pau@alder.test>', date: 'Wed, 4 Nov 2026 10:00:00 +0100' }),
      '4.eml': letter({
        id: 'mum@x',
        from: ANA,
        to: 'Mamá <mercedes@gmail.com>',
        text: 'Besos',
        date: 'Sun, 1 Nov 2026 10:00:00 +0100',
      }),
      '5.eml': letter({ from: ANA, to: 'Bea <bea@birch.test>', date: 'Thu, 5 Nov 2026 10:00:00 +0100' }),
    })
    await company.import(JUAN, { '6.eml': letter({ from: JUAN, to: 'Otto <otto@oak.test>' }) })
  })
  afterAll(() => company.close())

  it('lists the caller’s own new people, personal first, then the newest, and counts both', async () => {
    const list = await triage(ANA)
    expect(list.items.map((one) => one.name)).toEqual(['Mamá', 'Bea', 'Pau', 'Eva'])
    expect(list).toMatchObject({ waiting: 4, personal: 1, nextCursor: null })
    expect(list.items[0]).toMatchObject({ personal: true, why: expect.stringContaining('Parece personal: firma') })
    expect(list.items[3]).toMatchObject({
      addresses: ['eva@alder.test'],
      mails: 2,
      company: { name: 'alder.test', status: 'unclassified' },
      wroteFirst: { name: 'Ana Ruiz' },
      personal: false,
      why: null,
      subjects: ['Re: Offer', 'Offer'],
    })
    expect(await names(JUAN)).toEqual(['Otto'])
    expect(await triage(BOSS)).toMatchObject({ items: [], waiting: 0 })
    expect(await names(ANA, 'q=ALDER')).toEqual(['Pau', 'Eva'])
  })

  it('goes on page by page, also when somebody was classified in between', async () => {
    const first = await triage(ANA, 'limit=2')
    expect(first.items.map((one) => one.name)).toEqual(['Mamá', 'Bea'])
    expect(await names(ANA, `limit=2&cursor=${first.nextCursor}`)).toEqual(['Pau', 'Eva'])
    const { undo } = await say(ANA, await idsOf(ANA, 'Bea', 'Pau'), 'lead')
    expect(await names(ANA, `limit=2&cursor=${first.nextCursor}`)).toEqual(['Eva'])
    await back(ANA, undo)
    expect(await names(ANA)).toEqual(['Mamá', 'Bea', 'Pau', 'Eva'])
  })

  it('classifies many, their companies too, in the history, and takes it back', async () => {
    const { done, undo } = await say(ANA, await idsOf(ANA, 'Eva', 'Bea'), 'customer')
    expect(done).toBe(2)
    expect(await names(ANA)).toEqual(['Mamá', 'Pau'])
    const [eva] = await company.contacts(ANA, 'address=eva@alder.test')
    expect(eva).toMatchObject({ status: 'customer', company: { status: 'customer' } })
    expect((await company.contacts(BOSS)).map((one) => one.name)).toEqual(['Eva', 'Bea'])
    const rows = await company.engine.database.db
      .selectFrom('changes')
      .select(['field', 'after', 'user_id'])
      .where('noun', '=', 'contact')
      .where('noun_id', '=', Number(eva!.id))
      .execute()
    expect(rows.at(-1)).toMatchObject({ field: 'status', after: 'customer' })
    await back(JUAN, undo)
    expect(await company.contacts(BOSS)).toHaveLength(2)
    expect(await back(ANA, undo)).toEqual({ done: 2 })
    expect(await names(ANA)).toEqual(['Mamá', 'Bea', 'Pau', 'Eva'])
    expect((await company.contacts(ANA, 'address=eva@alder.test'))[0]!.company!.status).toBe('unclassified')
    expect(await company.contacts(BOSS)).toEqual([])
  })

  it('leaves alone what has been said otherwise since', async () => {
    const { undo } = await say(ANA, await idsOf(ANA, 'Bea'), 'customer')
    const [bea] = await company.contacts(ANA, 'address=bea@birch.test')
    await company.send(ANA, 'PATCH', `/api/contacts/${bea!.id}`, { status: 'partner' })
    expect(await back(ANA, undo)).toEqual({ done: 0 })
    expect((await company.contacts(ANA, 'address=bea@birch.test'))[0]!.status).toBe('partner')
  })

  it('excludes whoever is no business, the past purged; and brings them back', async () => {
    const { done, undo } = await say(ANA, await idsOf(ANA, 'Mamá'), 'not-business')
    expect(done).toBe(1)
    expect(await company.contacts(ANA, 'address=mercedes@gmail.com')).toEqual([])
    expect((await company.decisions(ANA, 'mum@x'))[0]).toMatchObject({ outcome: 'skipped', reason: 'excluded' })
    await back(JUAN, undo)
    expect((await company.decisions(ANA, 'mum@x'))[0]).toMatchObject({ outcome: 'skipped' })
    expect(await back(ANA, undo)).toEqual({ done: 1 })
    expect((await company.decisions(ANA, 'mum@x'))[0]).toMatchObject({ outcome: 'logged' })
    expect(await names(ANA)).toContain('Mamá')
  })

  it('is nobody else’s', async () => {
    const ids = await idsOf(ANA, 'Eva')
    for (const who of [JUAN, BOSS])
      for (const verdict of ['lead', 'not-business'])
        expect((await company.call(who, 'POST', '/api/triage', { contactIds: ids, verdict })).status).toBe(404)
    expect((await company.call(ANA, 'POST', '/api/triage', { contactIds: ids, verdict: 'unclassified' })).status).toBe(
      422,
    )
    expect((await company.call(ANA, 'POST', '/api/triage/undo', { token: 'x' })).status).toBe(400)
    expect((await company.call(ANA, 'GET', '/api/triage?cursor=x')).status).toBe(400)
  })
})
