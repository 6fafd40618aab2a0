/** Searching at the front door: what is found, however it is written, and that nothing hidden shows by being found. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Hit } from '#shared/api/lists.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const [ANA, JUAN, BOSS] = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']
const PDF = [
  '--b\r\nContent-Type: text/plain\r\n\r\nThe price is zeppelin.\r\n',
  '--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="Presupuesto servidor.pdf"\r\n\r\nJVBERi0xLjQK\r\n--b--',
].join('')

describeEachDatabase('search', ({ fresh }) => {
  let company: Company
  const search = async (who: string, q: string, more = '') =>
    (await company.get<List<Hit>>(who, `/api/search?q=${encodeURIComponent(q)}${more}`)).items
  const found = async (who: string, q: string, types = '') =>
    (await search(who, q, types && `&types=${types}`)).map((hit) => `${hit.type} ${hit.title}`)

  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA)
    await company.user(JUAN)
    await company.user(BOSS, { roles: ['admin', 'manager'] })
    await company.import(ANA, {
      'a.eml': letter({
        id: 'offer@x',
        from: ANA,
        to: 'Begoña Muñoz <bego@talleres-norte.test>',
        subject: 'Offer xylophone',
        headers: { 'Content-Type': 'multipart/mixed; boundary=b' },
        text: PDF,
      }),
      'b.eml': letter({ from: ANA, to: 'Jörg Weißmüller <jw@harbour.test>', subject: 'Greetings', text: 'Kestrel' }),
      'c.eml': letter({
        from: ANA,
        to: 'bego@talleres-norte.test',
        subject: 'Secretly',
        headers: { Bcc: 'Quentin Quiet <secret@quiet.test>' },
      }),
      'd.eml': letter({ from: ANA, to: 'Ulla Unknown <ulla@unknown.test>', subject: 'Unclassified words' }),
    })
    const [mailbox] = await company.mailboxes(ANA)
    await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox!.id}`, { reviewed: true })
    for (const address of ['bego@talleres-norte.test', 'jw@harbour.test']) {
      const [contact] = await company.contacts(ANA, `address=${address}`)
      const phones = address.startsWith('bego') ? ['+34 600 12 34 56'] : []
      await company.send(ANA, 'PATCH', `/api/contacts/${contact!.id}`, { status: 'customer', phones })
    }
    const { db } = company.engine.database
    await db
      .updateTable('companies')
      .set({ name: 'Talleres del Norte' })
      .where(
        'id',
        'in',
        db.selectFrom('company_domains').select('company_id').where('domain', '=', 'talleres-norte.test'),
      )
      .execute()
    const firm = await db
      .selectFrom('companies')
      .select('id')
      .where('name', '=', 'Talleres del Norte')
      .executeTakeFirstOrThrow()
    const stage = await db.selectFrom('stages').select('id').limit(1).executeTakeFirstOrThrow()
    await db
      .insertInto('opportunities')
      .values({
        title: 'Renovación de licencias',
        company_id: firm.id,
        stage_id: stage.id,
        amount: null,
        currency: null,
        owner_id: null,
        expected_on: null,
        created_by_id: null,
        created_at: new Date(),
        closed_at: null,
      })
      .execute()
  })
  afterAll(() => company.close())

  it.each([
    ['begoña', 'contact Begoña Muñoz'],
    ['MUNOZ', 'contact Begoña Muñoz'],
    ['begona munos', 'contact Begoña Muñoz'],
    ['bgoña muñoz', 'contact Begoña Muñoz'],
    ['beg', 'contact Begoña Muñoz'],
    ['munoz talleres', 'contact Begoña Muñoz'],
    ['weissmuller', 'contact Jörg Weißmüller'],
    ['weismüler', 'contact Jörg Weißmüller'],
    ['jw@harbour.test', 'contact Jörg Weißmüller'],
    ['600 123 456', 'contact Begoña Muñoz'],
    ['0034 600123456', 'contact Begoña Muñoz'],
    ['talleres norte', 'company Talleres del Norte'],
    ['taleres', 'company Talleres del Norte'],
    ['talleres-norte.test', 'company Talleres del Norte'],
    ['harbor', 'company harbour.test'],
    ['renovacion licencia', 'opportunity Renovación de licencias'],
    ['presupuesto', 'document Presupuesto servidor.pdf'],
    ['presupesto', 'document Presupuesto servidor.pdf'],
    ['zeppelin', 'interaction Offer xylophone'],
    ['xyloph', 'interaction Offer xylophone'],
    ['kestrel', 'interaction Greetings'],
  ])('%s finds %s', async (q, expected) => {
    expect(await found(BOSS, q)).toContain(expected)
  })

  it('puts the very name first, and nothing where nothing is like it', async () => {
    expect((await found(BOSS, 'Begoña Muñoz'))[0]).toBe('contact Begoña Muñoz')
    expect((await found(BOSS, 'talleres'))[0]).toBe('company Talleres del Norte')
    for (const q of ['wxyzw', '', '  ', '%', '_', "'", '\\', ':*', '&', '9999999'])
      expect(await found(BOSS, q), q).toEqual([])
    expect(await found(BOSS, 'talleres', 'contact,document')).not.toContain('company Talleres del Norte')
    expect((await company.call(BOSS, 'GET', '/api/search?q=x&types=secret')).status).toBe(422)
  })

  it('leads to pages', async () => {
    const [hit] = await search(BOSS, 'zeppelin')
    expect(hit!.href).toMatch(/^\/contacts\/\d+#i\d+$/)
    const [document] = await search(BOSS, 'presupuesto', '&types=document')
    expect((await company.call(BOSS, 'GET', document!.href)).status).toBe(200)
  })

  it('finds nobody who is not the viewer’s to know', async () => {
    expect(await found(ANA, 'ulla')).toContain('contact Ulla Unknown')
    for (const q of ['ulla', 'unknown', 'unclassified', 'ulla@unknown.test'])
      expect(await found(BOSS, q), q).toEqual([])
  })

  it('tells nobody who was in Bcc', async () => {
    expect(await found(ANA, 'quentin')).toContain('contact Quentin Quiet')
    for (const q of ['quentin', 'quiet', 'secret@quiet.test']) expect(await found(BOSS, q), q).toEqual([])
    const [quentin] = await company.contacts(ANA, 'address=secret@quiet.test')
    await company.send(ANA, 'PATCH', `/api/contacts/${quentin!.id}`, { status: 'customer' })
    const [hit] = await search(BOSS, 'secretly')
    expect(hit).toMatchObject({ title: 'Secretly', subtitle: expect.not.stringContaining('Quentin') })
    expect(hit!.href).not.toContain(`/contacts/${quentin!.id}#`)
    expect(await found(BOSS, 'quentin', 'interaction')).toEqual([])
  })

  it('follows the level of each message', async () => {
    const id = (await company.interactions(ANA)).find((one) => one.messageId === 'offer@x')!.id
    const level = (value: string) => company.send(ANA, 'PUT', `/api/interactions/${id}/level`, { level: value })
    const all = async (who: string) =>
      [await found(who, 'xylophone'), await found(who, 'zeppelin'), await found(who, 'presupuesto')].map(
        (one) => one.length,
      )
    expect(await all(BOSS)).toEqual([1, 1, 1])
    await level('subject')
    expect(await all(BOSS)).toEqual([1, 0, 0])
    await level('existence')
    expect(await all(BOSS)).toEqual([0, 0, 0])
    expect(await all(ANA)).toEqual([1, 1, 1])
    await level('everything')
  })
})
