/** Out again: what one may see, in files that run nothing and that import as they were. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'csv-parse/sync'
import readSheets from 'read-excel-file/node'
import { type Company, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { importData } from './support.ts'

const [ANA, BOSS] = ['ana@ours.test', 'boss@ours.test']

/** As an iPhone, an Android and Outlook write them. */
const CARDS = [
  'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Núñez Ibáñez;Begoña;;;\r\nFN:Begoña Núñez Ibáñez\r\nORG:Talleres Ibáñez\\, S.L.;Compras\r\nTITLE:Jefa de compras\\; mañ\r\n anas\r\nitem1.EMAIL;type=INTERNET;type=pref:begona@ibanez.test\r\nEMAIL:b.nunez@ibanez.test\r\nTEL;type=CELL:+34 600 11 12 22\r\nTEL;type=WORK:944 00 00 31\r\nEND:VCARD\r\n',
  'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=47=6F=C3=B1=69;=C3=8D=C3=B1=69=67=6F;;;\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=8D=C3=B1=69=67=6F=20=\r\n=47=6F=C3=B1=69\r\nTEL;CELL;PREF:600111333\r\nEND:VCARD\r\n',
  'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoë Ng\r\nEMAIL;PREF=2:zoe@home.test\r\nEMAIL;PREF=1:zoe@goni.test\r\nTEL;VALUE=uri:tel:+33-1-42-68-53-00\r\nROLE:=SUM(A1)\r\nEND:VCARD\r\n',
].join('')

describeEachDatabase('exporting data', ({ fresh }) => {
  let company: Company
  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz', locale: 'es' })
    await company.user(BOSS, { name: 'Boss', roles: ['admin', 'manager'] })
    await company.import(ANA, {
      'a.eml': letter({
        id: 'a@x',
        from: ANA,
        to: 'Secret <secret@quiet.test>',
        subject: '=HYPERLINK("http://evil.test")',
        text: 'zeppelin',
      }),
    })
    expect(
      (await importData(company, ANA, { name: 'agenda.vcf', bytes: CARDS }, { status: 'customer' })).counts,
    ).toMatchObject({ created: 3, failed: 0 })
  })
  afterAll(() => company.close())

  // `text()` would take the mark away.
  const text = async (who: string, file: string) =>
    Buffer.from(await (await company.call(who, 'GET', `/api/export/${file}`)).arrayBuffer()).toString()
  const csv = async (who: string, file: string, delimiter = ';') =>
    parse(await text(who, file), { bom: true, delimiter, columns: true }) as Record<string, string>[]

  it('reads what address books write', async () => {
    expect(await company.contacts(BOSS)).toMatchObject([
      {
        name: 'Begoña Núñez Ibáñez',
        role: 'Jefa de compras; mañanas',
        addresses: ['b.nunez@ibanez.test', 'begona@ibanez.test'],
        phones: ['+34600111222', '+34944000031'],
        company: { name: 'Talleres Ibáñez, S.L.' },
      },
      { name: 'Íñigo Goñi', addresses: [], phones: ['+34600111333'] },
      { name: 'Zoë Ng', addresses: ['zoe@goni.test', 'zoe@home.test'], phones: ['+33142685300'] },
    ])
  })

  it('gives CSV that no spreadsheet runs, in the language of whoever asks', async () => {
    const whole = await text(ANA, 'contacts.csv')
    expect(whole.startsWith('\uFEFFId;Nombre;Correo;Teléfono;Cargo;Empresa')).toBe(true)
    const rows = await csv(ANA, 'contacts.csv')
    expect(rows.find((row) => row['Nombre'] === 'Zoë Ng')).toMatchObject({
      Cargo: "'=SUM(A1)",
      Teléfono: "'+33142685300",
      Estado: 'Cliente',
    })
    expect((await csv(ANA, 'interactions.csv'))[0]).toMatchObject({
      Asunto: `'=HYPERLINK("http://evil.test")`,
      Texto: 'zeppelin',
    })
  })

  it('shows nobody what they may not see', async () => {
    expect(await text(ANA, 'contacts.csv')).toContain('secret@quiet.test')
    for (const file of [
      'contacts.csv',
      'contacts.vcf',
      'companies.csv',
      'interactions.csv',
      'followups.csv',
      'opportunities.csv',
    ])
      expect(await text(BOSS, file)).not.toMatch(/quiet|zeppelin|HYPERLINK/)
    const [secret] = await company.contacts(ANA, 'address=secret@quiet.test')
    await company.send(ANA, 'PATCH', `/api/contacts/${secret!.id}`, { status: 'customer' })
    const [mailbox] = await company.mailboxes(ANA)
    await company.send(ANA, 'PATCH', `/api/mailboxes/${mailbox!.id}`, { reviewed: true, level: 'existence' })
    const [hidden] = await csv(BOSS, 'interactions.csv', ',')
    expect(hidden).toMatchObject({
      Subject: 'hidden by a colleague’s setting',
      Text: '',
      From: '',
      To: '',
      Contact: '',
    })
    expect((await company.call(BOSS, 'GET', '/api/export/users.csv')).status).toBe(404)
    expect((await company.call(BOSS, 'GET', '/api/export/companies.vcf')).status).toBe(404)
  })

  it('gives workbooks whose cells are texts', async () => {
    const response = await company.call(ANA, 'GET', '/api/export/contacts.xlsx')
    const [sheet] = await readSheets(Buffer.from(await response.arrayBuffer()))
    expect(sheet?.sheet).toBe('contactos')
    const zoe = (sheet!.data as unknown[][]).find((row) => row[1] === 'Zoë Ng')
    expect(zoe?.slice(2, 5)).toEqual(['zoe@goni.test; zoe@home.test', '+33142685300', '=SUM(A1)'])
  })

  it.each(['csv', 'xlsx', 'vcf'])('takes its own %s back as it was', async (format) => {
    const bytes = new Uint8Array(await (await company.call(ANA, 'GET', `/api/export/contacts.${format}`)).arrayBuffer())
    const before = await company.contacts(ANA)
    const again = await importData(company, ANA, { name: `contacts.${format}`, bytes }, { status: 'customer' })
    expect(again).toMatchObject({
      errors: [],
      counts: { created: 0, updated: 0, duplicates: 0, unchanged: before.length, failed: 0 },
    })
    expect(await company.contacts(ANA)).toEqual(before)
  })

  it('takes its vCards into an empty company as they were', async () => {
    const elsewhere = await foundCompany(await fresh())
    await elsewhere.user(ANA)
    const bytes = await text(ANA, 'contacts.vcf')
    expect(bytes.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    await importData(elsewhere, ANA, { name: 'contacts.vcf', bytes }, { status: 'customer' })
    const back = await (await elsewhere.call(ANA, 'GET', '/api/export/contacts.vcf')).text()
    const withoutIds = (cards: string) => cards.replaceAll(/UID:.*\r\n/g, '')
    expect(withoutIds(back)).toBe(withoutIds(bytes))
    await elsewhere.close()
  })
})
