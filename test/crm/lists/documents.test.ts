/** The documents of a company at the front door: which, of what kind, in which version, and for whose eyes. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CompanyDocument } from '#shared/api/lists.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, BOSS] = ['ana@ours.test', 'boss@ours.test']

const withFile = (name: string, content: string) => ({
  headers: { 'Content-Type': 'multipart/mixed; boundary=b' },
  text: [
    '--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n',
    `--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${content}\r\n--b--`,
  ].join(''),
})
const day = (n: number) => `Mon, ${n} Nov 2026 10:00:00 +0100`

describeEachDatabase('documents', ({ fresh }) => {
  let company: Company
  let ids: { companyId: string; contactId: string }
  const documents = async (who: string, query = '') =>
    (await company.get<List<CompanyDocument>>(who, `/api/documents?companyId=${ids.companyId}&${query}`)).items
  const names = async (who: string, query = '') => (await documents(who, query)).map((one) => one.name)

  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz' })
    await company.user(BOSS, { roles: ['admin', 'manager'] })
    await company.import(ANA, {
      '1.eml': letter({
        from: ANA,
        to: 'Eva <eva@alder.test>',
        date: day(2),
        ...withFile('Oferta servidor.txt', 'one'),
      }),
      '2.eml': letter({ from: 'Eva <eva@alder.test>', date: day(9), ...withFile('Factura 31.txt', 'bill') }),
      '3.eml': letter({
        id: 'second@x',
        from: ANA,
        to: 'pau@alder.test',
        date: day(16),
        ...withFile('oferta_servidor_v2 (1).txt', 'two'),
      }),
      '4.eml': letter({ from: ANA, to: 'eva@alder.test', date: day(23), ...withFile('Renamed.txt', 'bill') }),
    })
    await company.settle()
    const [mailbox] = await company.mailboxes(ANA)
    await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox!.id}`, { reviewed: true })
    for (const contact of await company.contacts(ANA))
      await company.send(ANA, 'PATCH', `/api/contacts/${contact.id}`, { status: 'customer' })
    const [eva] = await company.contacts(ANA, 'address=eva@alder.test')
    ids = { companyId: eva!.company!.id, contactId: eva!.id }
  })
  afterAll(() => company.close())

  it('lists what was sent and received, when and by whom', async () => {
    const all = await documents(BOSS)
    expect(all.map((one) => [one.name, one.direction, one.by, one.kind, one.suggested])).toEqual([
      ['Renamed.txt', 'sent', 'Ana Ruiz', 'other', true],
      ['oferta_servidor_v2 (1).txt', 'sent', 'Ana Ruiz', 'offer', true],
      ['Factura 31.txt', 'received', 'Eva', 'invoice', true],
      ['Oferta servidor.txt', 'sent', 'Ana Ruiz', 'offer', true],
    ])
    expect(all.map((one) => one.version)).toEqual([null, { n: 2, of: 2 }, null, { n: 1, of: 2 }])
    expect(await (await company.call(BOSS, 'GET', all[3]!.href)).text()).toContain('one')
  })

  it('filters, and counts versions over the whole company', async () => {
    expect(await names(BOSS, 'kind=invoice')).toEqual(['Factura 31.txt'])
    expect(await names(BOSS, 'direction=received')).toEqual(['Factura 31.txt'])
    expect(await names(BOSS, 'q=SERVIDOR v2')).toEqual(['oferta_servidor_v2 (1).txt'])
    const { items } = await company.get<List<CompanyDocument>>(BOSS, `/api/documents?contactId=${ids.contactId}`)
    expect(items.map((one) => one.name)).toEqual(['Renamed.txt', 'Factura 31.txt', 'Oferta servidor.txt'])
    expect(items[2]!.version).toEqual({ n: 1, of: 2 })
    const page = await company.get<List<CompanyDocument>>(BOSS, `/api/documents?companyId=${ids.companyId}&limit=3`)
    const rest = await documents(BOSS, `limit=3&cursor=${page.nextCursor}`)
    expect([...page.items, ...rest].map((one) => one.name)).toEqual(await names(BOSS))
    expect((await company.call(BOSS, 'GET', '/api/documents')).status).toBe(422)
  })

  it('is corrected by one click, for the content wherever it is', async () => {
    const renamed = (await documents(BOSS))[0]!
    const put = (kind: string | null) => company.send(BOSS, 'PUT', `/api/documents/${renamed.id}/kind`, { kind })
    await put('contract')
    const said = async () => (await documents(ANA)).map((one) => `${one.kind} ${one.suggested}`)
    expect(await said()).toEqual(['contract false', 'offer true', 'contract false', 'offer true'])
    await put(null)
    expect(await said()).toEqual(['other true', 'offer true', 'invoice true', 'offer true'])
  })

  it('shows nothing below "everything", not even that there are more versions', async () => {
    const { id } = (await company.interactions(ANA)).find((one) => one.messageId === 'second@x')!
    await company.send(ANA, 'PUT', `/api/interactions/${id}/level`, { level: 'subject' })
    expect(await names(BOSS)).not.toContain('oferta_servidor_v2 (1).txt')
    expect((await documents(BOSS)).every((one) => one.version === null)).toBe(true)
    expect((await company.call(BOSS, 'PUT', `/api/documents/${id}/0/kind`, { kind: 'other' })).status).toBe(404)
    expect(await names(ANA)).toHaveLength(4)
    expect(await company.get<List<CompanyDocument>>(BOSS, '/api/documents?companyId=999999')).toMatchObject({
      items: [],
    })
  })
})
