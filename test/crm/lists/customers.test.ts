/** The customers at the front door: who is on the list, by what it is filtered and sorted, and what it must not tell. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Customer, SavedView } from '#shared/api/lists.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toUTCString()

describeEachDatabase('customers', ({ fresh }) => {
  let company: Company
  const customers = async (who: string, query = '') =>
    (await company.get<List<Customer>>(who, `/api/customers?${query}`)).items
  const names = async (who: string, query = '') => (await customers(who, query)).map((one) => one.name)
  const status = async (who: string, address: string, value: string) => {
    const [contact] = await company.contacts(who, `address=${address}`)
    await company.send(who, 'PATCH', `/api/contacts/${contact!.id}`, { status: value })
    return contact!
  }

  beforeAll(async () => {
    company = await foundCompany(await fresh())
    const anaId = await company.user(ANA)
    await company.user(JUAN, { locale: 'es' })
    await company.user(BOSS, { roles: ['admin', 'manager'] })
    await company.import(ANA, {
      'a1.eml': letter({ from: ANA, to: 'Eva <eva@alder.test>', date: daysAgo(40) }),
      'a2.eml': letter({ from: 'Eva <eva@alder.test>', date: daysAgo(3), id: 'alder@x', subject: 'A question' }),
      'b1.eml': letter({ from: ANA, to: 'Bea <bea@birch.test>', date: daysAgo(10) }),
      'b2.eml': letter({ from: 'Bea <bea@birch.test>', date: daysAgo(12) }),
      'c1.eml': letter({ from: ANA, to: 'Ñandú Díaz <cid@gmail.com>', date: daysAgo(60) }),
      'd1.eml': letter({ from: ANA, to: 'Dora <dora@delta.test>', date: daysAgo(5) }),
      's1.eml': letter({ from: ANA, to: 'Sam <sam@supply.test>', date: daysAgo(5) }),
    })
    const [mailbox] = await company.mailboxes(ANA)
    await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox!.id}`, { reviewed: true })
    const eva = await status(ANA, 'eva@alder.test', 'customer')
    await status(ANA, 'bea@birch.test', 'prospect')
    await status(ANA, 'cid@gmail.com', 'lead')
    await status(ANA, 'sam@supply.test', 'supplier')
    const { db } = company.engine.database
    const alder = Number(eva.company!.id)
    await db.updateTable('companies').set({ owner_id: anaId, name: '=1+1' }).where('id', '=', alder).execute()
    const { id: option_id } = await db
      .insertInto('pick_options')
      .values({ label: 'Cloud server', position: 1, archived_at: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.insertInto('picks').values({ noun: 'company', noun_id: alder, option_id }).execute()
    for (const due_on of ['2027-03-01', '2027-02-01'])
      await db
        .insertInto('followups')
        .values({
          title: `Call on ${due_on}`,
          owner_id: anaId,
          due_on,
          due_at: null,
          zone: null,
          contact_id: Number(eva.id),
          company_id: null,
          opportunity_id: null,
          conversation_id: null,
          interaction_id: null,
          created_by_id: anaId,
          created_at: new Date(),
          closed_by_id: null,
          closed_at: null,
          outcome: null,
        })
        .execute()
  })
  afterAll(() => company.close())

  it('lists a company a row and whoever has none, without those nobody classified and those who sell to us', async () => {
    expect(await names(BOSS)).toEqual(['=1+1', 'birch.test', 'Ñandú Díaz'])
    expect(await names(BOSS, 'statuses=supplier')).toEqual(['supply.test'])
    expect(await names(ANA, 'statuses=unclassified')).toEqual(['delta.test'])
    expect(await names(BOSS, 'statuses=unclassified')).toEqual([])
  })

  it('says who spoke last, what waits and what is next', async () => {
    const [alder, birch, cid] = await customers(BOSS)
    expect(alder).toMatchObject({
      noun: 'company',
      status: 'customer',
      owner: { name: 'ana' },
      picks: [{ label: 'Cloud server' }],
      waitingDays: 3,
      nextFollowup: { title: 'Call on 2027-02-01', dueOn: '2027-02-01', owner: 'ana' },
    })
    expect(birch).toMatchObject({ waitingDays: null, nextFollowup: null })
    expect(birch!.lastFromThemAt! < birch!.lastFromUsAt!).toBe(true)
    expect(cid).toMatchObject({ noun: 'contact', lastFromThemAt: null, waitingDays: null, status: 'lead' })
  })

  it('filters', async () => {
    expect(await names(BOSS, 'waiting=1')).toEqual(['=1+1'])
    expect(await names(BOSS, 'silentDays=30')).toEqual(['=1+1', 'Ñandú Díaz'])
    expect(await names(BOSS, 'q=nandu')).toEqual(['Ñandú Díaz'])
    expect(await names(BOSS, 'ownerId=none&statuses=lead,prospect')).toEqual(['birch.test', 'Ñandú Díaz'])
    expect(await names(ANA, 'ownerId=me')).toEqual(['=1+1'])
    const [{ picks }] = (await customers(BOSS)) as [Customer]
    expect(await names(BOSS, `pickIds=${picks[0]!.id}`)).toEqual(['=1+1'])
    for (const bad of ['statuses=friend', 'ownerId=x', 'pickIds=1,x', 'cursor=zzz'])
      expect((await company.call(BOSS, 'GET', `/api/customers?${bad}`)).status, bad).toBeGreaterThanOrEqual(400)
  })

  it.each(['name', 'status', 'owner', 'lastFromUs', 'lastFromThem', 'waiting', 'nextFollowup'])(
    'gives the same list by %s whole and page by page, both ways',
    async (sort) => {
      for (const desc of ['0', '1']) {
        const whole = await names(
          ANA,
          `statuses=lead,prospect,customer,supplier,unclassified&sort=${sort}&desc=${desc}`,
        )
        const paged: string[] = []
        let cursor: string | null = ''
        while (cursor !== null) {
          const page: List<Customer> = await company.get(
            ANA,
            `/api/customers?statuses=lead,prospect,customer,supplier,unclassified&sort=${sort}&desc=${desc}&limit=2${cursor && `&cursor=${cursor}`}`,
          )
          paged.push(...page.items.map((one) => one.name))
          cursor = page.nextCursor
        }
        expect(whole).toHaveLength(5)
        expect(paged).toEqual(whole)
      }
    },
  )

  it('puts whoever nobody was in touch with for longest first', async () => {
    expect(await names(BOSS, 'sort=lastFromUs')).toEqual(['Ñandú Díaz', '=1+1', 'birch.test'])
    expect(await names(BOSS, 'sort=waiting&desc=1')).toEqual(['=1+1', 'birch.test', 'Ñandú Díaz'])
  })

  it('counts only what the viewer may know of', async () => {
    const interaction = (await company.interactions(ANA)).find((one) => one.messageId === 'alder@x')!
    const level = (value: string) =>
      company.send(ANA, 'PUT', `/api/interactions/${interaction.id}/level`, { level: value })
    await level('nothing')
    expect((await customers(BOSS))[0]).toMatchObject({ lastFromThemAt: null, waitingDays: null })
    expect((await customers(ANA))[0]).toMatchObject({ waitingDays: 3 })
    await level('existence')
    expect((await customers(BOSS))[0]).toMatchObject({ waitingDays: 3 })
    await level('everything')
  })

  it('stops waiting once somebody has said that it is solved', async () => {
    const interaction = (await company.interactions(ANA)).find((one) => one.messageId === 'alder@x')!
    const { db } = company.engine.database
    await db
      .insertInto('conversation_states')
      .values({ conversation_id: Number(interaction.conversationId), state: 'solved', user_id: null, at: new Date() })
      .execute()
    expect(await names(BOSS, 'waiting=1')).toEqual([])
    await db.deleteFrom('conversation_states').execute()
  })

  it('is a file that spreadsheets open and do not run', async () => {
    const response = await company.call(JUAN, 'GET', '/api/customers.csv?sort=name')
    expect(response.headers.get('content-type')).toContain('text/csv')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [head, first, ...more] = bytes.toString().slice(1).split('\r\n')
    expect(head).toMatch(/^Nombre;Estado;Responsable;Interés;/)
    expect(first).toMatch(/^'=1\+1;cliente;ana;Cloud server;/i)
    expect(more).toHaveLength(3)
    expect(await (await company.call(BOSS, 'GET', '/api/customers.csv')).text()).toContain('Name,Status,Owner')
  })

  it('keeps views, one’s own and shared ones, beside those that everybody has', async () => {
    const views = async (who: string) => (await company.get<List<SavedView>>(who, '/api/views')).items
    expect((await views(ANA)).map((view) => view.id)).toEqual(['waiting', 'silent', 'mine'])
    for (const view of await views(ANA))
      expect((await customers(ANA, new URLSearchParams(view.query).toString())).length).toBeGreaterThan(0)
    const make = (name: string, shared: boolean) =>
      company.send<SavedView>(ANA, 'POST', '/api/views', { page: 'customers', name, query: { waiting: '1' }, shared })
    const [own, shared] = [await make('Own', false), await make('Shared', true)]
    expect((await views(ANA)).map((view) => view.name)).toEqual(expect.arrayContaining(['Own', 'Shared']))
    expect((await views(JUAN)).map((view) => view.id)).toEqual(['waiting', 'silent', 'mine', shared.id])
    expect((await views(JUAN)).at(-1)).toMatchObject({ mine: false, shared: true })
    expect((await views(JUAN))[0]!.name).toBe('Esperan respuesta')
    for (const method of ['PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { name: 'Taken' } : undefined
      expect((await company.call(JUAN, method, `/api/views/${shared.id}`, body)).status).toBe(404)
      expect((await company.call(BOSS, method, `/api/views/${own.id}`, body)).status).toBe(404)
    }
    expect(await company.send(ANA, 'PATCH', `/api/views/${own.id}`, { name: 'Mine', shared: true })).toMatchObject({
      name: 'Mine',
      query: { waiting: '1' },
    })
    expect((await company.call(ANA, 'DELETE', `/api/views/${own.id}`)).status).toBe(204)
    expect((await views(JUAN)).map((view) => view.name)).not.toContain('Mine')
  })
})
