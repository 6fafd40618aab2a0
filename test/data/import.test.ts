/** A file as a spreadsheet program exports it, in at the front door. */
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import type { CompanyRef } from '#shared/api.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { bring, importData, preview, undo } from './support.ts'

const [ANA, JUAN] = ['ana@ours.test', 'juan@ours.test']

/** As Excel in Spain saves "CSV (delimitado por comas)": semicolons, windows-1252, CRLF, quoted line breaks. */
const CSV = iconv.encode(
  [
    'Nombre;Apellidos;Correo electrónico;Teléfono;Cargo;Empresa;Estado;Responsable',
    'Begoña;Núñez Ibáñez;Begona@Ibañez.test;944 00 00 31;"Jefa de compras\r\n(mañanas)";"Talleres Ibáñez, S.L.";Cliente;Ana Ruiz',
    'Íñigo;Goñi;inigo@goni.test;+33 1 42 68 53 00;;Goñi Hermanos;Proveedor;juan@ours.test',
    ';;no-es-correo;;;Nadie;;',
    'Cañada;;canada@goni.test;llamar tarde;;Goñi Hermanos;Amigo;Pepe',
    'Begoña;Núñez Ibáñez;begona+ofertas@xn--ibaez-qta.test;;;;;',
    '',
  ].join('\r\n'),
  'windows-1252',
)

describeEachDatabase('importing data', ({ fresh }) => {
  let company: Company
  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user(ANA, { name: 'Ana Ruiz', locale: 'es' })
    await company.user(JUAN, { name: 'Juan Gil' })
  })
  afterAll(() => company.close())

  it('understands what Excel in Spain writes', async () => {
    const seen = await preview(company, ANA, { name: 'contactos.csv', bytes: CSV }, 'contact')
    expect(seen).toMatchObject({ encoding: 'windows-1252', separator: ';', rows: 5 })
    expect(seen.columns.map(({ header, field }) => [header, field])).toEqual([
      ['Nombre', 'firstName'],
      ['Apellidos', 'lastName'],
      ['Correo electrónico', 'email'],
      ['Teléfono', 'phone'],
      ['Cargo', 'role'],
      ['Empresa', 'company'],
      ['Estado', 'status'],
      ['Responsable', 'owner'],
    ])
    expect(seen.columns[4]!.samples).toEqual(['Jefa de compras\r\n(mañanas)'])
  })

  it('tries it dry and leaves nothing', async () => {
    const dry = await importData(
      company,
      ANA,
      { name: 'contactos.csv', bytes: CSV },
      {
        dry: true,
        status: 'lead',
      },
    )
    expect(dry).toMatchObject({
      id: null,
      state: 'done',
      counts: { created: 3, duplicates: 1, failed: 1, updated: 0, unchanged: 0 },
      rowsDone: 5,
    })
    expect(await company.contacts(ANA)).toEqual([])
    expect((await company.get<List<CompanyRef>>(ANA, '/api/companies')).items).toEqual([])
  })

  it('imports the good rows, and says of the others what is wrong where', async () => {
    const done = await importData(company, ANA, { name: 'contactos.csv', bytes: CSV }, { status: 'lead' })
    expect(done).toMatchObject({
      state: 'done',
      counts: { created: 3, duplicates: 1, failed: 1, updated: 0, unchanged: 0 },
      rowsDone: 5,
      rowsTotal: 5,
      by: 'Ana Ruiz',
    })
    expect(done.errors.map(({ row, column, value }) => [row, column, value])).toEqual([
      [4, 'Correo electrónico', 'no-es-correo'],
      [5, 'Teléfono', 'llamar tarde'],
      [5, 'Estado', 'Amigo'],
      [5, 'Responsable', 'Pepe'],
    ])
    expect(done.errors[0]!.problem).toBe('no es una dirección de correo')
    const contacts = await company.contacts(JUAN)
    expect(contacts).toMatchObject([
      {
        name: 'Begoña Núñez Ibáñez',
        role: 'Jefa de compras\r\n(mañanas)',
        addresses: ['begona@xn--ibaez-qta.test'],
        phones: ['+34944000031'],
        status: 'customer',
        owner: { name: 'Ana Ruiz' },
        company: { name: 'Talleres Ibáñez, S.L.', status: 'customer', domains: ['xn--ibaez-qta.test'] },
      },
      {
        name: 'Íñigo Goñi',
        phones: ['+33142685300'],
        status: 'supplier',
        owner: { name: 'Juan Gil' },
        company: { name: 'Goñi Hermanos' },
      },
      { name: 'Cañada', phones: [], status: 'lead', owner: null, company: { name: 'Goñi Hermanos' } },
    ])
    expect(contacts[1]!.company!.id).toBe(contacts[2]!.company!.id)
    const again = await importData(company, JUAN, { name: 'contactos.csv', bytes: CSV })
    expect(again.counts).toEqual({ created: 0, updated: 0, duplicates: 1, unchanged: 3, failed: 1 })
    expect((await undo(company, ANA, done)).state).toBe('undone')
    expect(await company.contacts(ANA)).toEqual([])
    expect((await company.get<List<CompanyRef>>(ANA, '/api/companies')).items).toEqual([])
  })

  it('logs what was skipped of whoever becomes known, and forgets it with the undo', async () => {
    await company.import(JUAN, { 'in.eml': letter({ id: 'in@x', from: 'Nobody Yet <nobody@faraway.test>', to: JUAN }) })
    expect((await company.decisions(JUAN, 'in@x'))[0]).toMatchObject({ outcome: 'skipped', reason: 'nobody' })
    const done = await importData(
      company,
      JUAN,
      { name: 'c.csv', bytes: 'Name,E-mail\nNobody Yet,nobody@faraway.test\n' },
      { status: 'customer' },
    )
    expect((await company.decisions(JUAN, 'in@x'))[0]).toMatchObject({ outcome: 'logged' })
    await undo(company, JUAN, done)
    expect((await company.decisions(JUAN, 'in@x'))[0]).toMatchObject({ outcome: 'skipped', reason: 'nobody' })
  })

  it('takes workbooks: a title above, empty rows, Excel dates, numbers as phones, several sheets', async () => {
    const day = (text: string) => ({ value: new Date(text), type: Date, format: 'dd/mm/yyyy' })
    const book = await writeXlsx([
      { sheet: 'Portada', data: [[{ value: 'Notas' }]] },
      {
        sheet: 'Visitas',
        data: [
          [{ value: 'Visitas de 2025', columnSpan: 4 }],
          [],
          [{ value: 'Fecha' }, { value: 'Empresa' }, { value: 'Tipo' }, { value: 'Observaciones' }],
          [day('2025-12-25'), { value: 'Ñandú' }, { value: 'visita' }, { value: 'Vimos la máquina' }],
          [],
          [{ value: '26/12/2025 17:30' }, { value: 'ÑANDÚ S.A.' }, { value: 'llamada' }, { value: 'Volver a llamar' }],
          [{ value: '31/02/2025' }, { value: 'Ñandú' }, { value: 'nota' }, { value: 'No existe' }],
        ],
      },
    ]).toBuffer()
    const firm = await writeXlsx([
      [{ value: 'Razón social' }, { value: 'Web' }, { value: 'Teléfono' }],
      [{ value: 'Ñandú S.A.' }, { value: 'https://www.nandu.test/es' }, { value: 600111222, type: Number }],
    ]).toBuffer()
    const companies = await importData(
      company,
      ANA,
      { name: 'empresas.xlsx', bytes: firm },
      { noun: 'company', status: 'customer' },
    )
    expect(companies.counts).toMatchObject({ created: 1, failed: 0 })
    const seen = await preview(company, ANA, { name: 'visitas.xlsx', bytes: book }, 'note')
    expect(seen).toMatchObject({ sheets: ['Portada', 'Visitas'], sheet: 'Visitas', rows: 3, dateOrder: 'dmy' })
    const notes = await importData(
      company,
      ANA,
      { name: 'visitas.xlsx', bytes: book },
      { noun: 'note', zone: 'Europe/Madrid' },
    )
    expect(notes.counts).toMatchObject({ created: 2, failed: 1 })
    expect(notes.errors).toMatchObject([{ row: 7, column: 'Fecha', value: '31/02/2025' }])
    expect(await company.interactions(JUAN)).toMatchObject([
      { kind: 'call', occurredAt: '2025-12-26T16:30:00.000Z', company: { name: 'Ñandú S.A.' } },
      { kind: 'visit', occurredAt: '2025-12-25T11:00:00.000Z' },
    ])
    const again = await importData(
      company,
      ANA,
      { name: 'visitas.xlsx', bytes: book },
      { noun: 'note', zone: 'Europe/Madrid' },
    )
    expect(again.counts).toMatchObject({ created: 0, unchanged: 2, failed: 1 })
    await undo(company, ANA, notes)
    expect(await company.interactions(JUAN)).toEqual([])
    await undo(company, ANA, companies)
    expect((await company.get<List<CompanyRef>>(ANA, '/api/companies')).items).toEqual([])
  })

  it('shows an upload and an import to nobody else', async () => {
    const seen = await preview(company, ANA, { name: 'x.csv', bytes: 'Name\nEva\n' }, 'contact')
    const body = { uploadId: seen.uploadId, noun: 'contact', mapping: { 0: 'name' }, dry: true }
    expect((await company.call(JUAN, 'POST', '/api/data/imports', body)).status).toBe(404)
    const [own] = (await company.get<List<{ id: string }>>(ANA, '/api/data/imports')).items
    expect((await company.call(JUAN, 'GET', `/api/data/imports/${own!.id}`)).status).toBe(404)
    expect((await company.call(JUAN, 'POST', `/api/data/imports/${own!.id}/undo`)).status).toBe(404)
    expect((await bring(company, 'wrong-token', { name: 'x.csv', bytes: 'Name\nEva\n' }, 'contact')).status).toBe(401)
  })
})
