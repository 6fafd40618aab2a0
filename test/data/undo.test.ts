/** Undoing an import: as if it had never been, whatever people did in between; and what they worked on stays. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CompanyRef } from '#shared/api.ts'
import { STATUSES } from '#shared/api.ts'
import { endAbandonedImports } from '#server/data/import/run.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { dumpRiver, namesOf } from '#test/support/river-dump.ts'
import { importData, undo } from './support.ts'

const ANA = 'ana@ours.test'
/** The first four are there before: two by mail, two by hand. info@ is a company's, not a person's. */
const ADDRESSES = [
  'eva@mail.test',
  'leo@mail.test',
  'hand@firm.test',
  'free@gmail.com',
  'new@mail.test',
  'new@fresh.test',
  'two@fresh.test',
  'info@firm.test',
  'new@gmail.com',
]
const THERE = 4
const FIRMS = ['', 'Firm', 'Mail S.L.', 'Fresh', 'fresh sl', 'Without a domain']

const row = fc.record({
  name: fc.constantFrom('', 'Eva Gil', 'Leo', 'Nueva Nadal'),
  address: fc.constantFrom('', ...ADDRESSES, 'broken'),
  firm: fc.constantFrom(...FIRMS),
  phone: fc.constantFrom('', '944 00 00 31', '600111222; +33142685300'),
  role: fc.constantFrom('', 'Jefa'),
  status: fc.constantFrom('', ...STATUSES),
})
const act = fc.oneof(
  fc.record({ do: fc.constant('mail' as const), to: fc.constantFrom(...ADDRESSES) }),
  fc.record({ do: fc.constant('role' as const), to: fc.constantFrom(...ADDRESSES.slice(0, THERE)) }),
  fc.record({ do: fc.constant('phones' as const), to: fc.constantFrom(...ADDRESSES.slice(0, THERE)) }),
)
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

const HEADER = 'Name,E-mail,Company,Phone,Position,Status'
const fileOf = (rows: Row[]) => ({
  name: 'random.csv',
  bytes: [
    HEADER,
    ...rows.map((one) => [one.name, one.address, one.firm, `"${one.phone}"`, one.role, one.status].join(',')),
  ].join('\n'),
})

let mails = 0

async function perform(company: Company, one: Act, n: number): Promise<void> {
  if (one.do === 'mail') {
    await company.import(ANA, {
      [`sent-${n}.eml`]: letter({
        id: `sent-${n}@x`,
        from: ANA,
        to: `Somebody ${n} <${one.to}>`,
        subject: `Mail ${n}`,
      }),
    })
    return company.settle()
  }
  const [contact] = await company.contacts(ANA, `address=${one.to}`)
  await company.send(
    ANA,
    'PATCH',
    `/api/contacts/${contact!.id}`,
    one.do === 'role' ? { role: `Role ${n}` } : { phones: [`+3460000${1000 + n}`] },
  )
}

async function dump(company: Company) {
  const { database, hasher } = company.engine
  const messages = Array.from({ length: mails + 10 }, (_, n) => ({ id: `sent-${n}@x`, from: [ANA] }))
  const river = await dumpRiver(
    database,
    namesOf(hasher, { addresses: [...ADDRESSES, ANA], domains: ['mail.test', 'firm.test', 'fresh.test'], messages }),
  )
  const addresses = (id: string) =>
    sql.raw(
      `ARRAY(SELECT a.address FROM party_addresses a JOIN parties y ON y.hash = a.hash WHERE y.contact_id = ${id} ORDER BY 1)`,
    )
  const { rows: contacts } =
    await sql`SELECT ${addresses('c.id')} AS addresses, c.name, c.seen_name, c.role, c.status, c.phones, c.kept, c.owner_id, k.name AS company,
      ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = k.id ORDER BY 1) AS domains,
      ARRAY(SELECT r.level FROM restrictions r WHERE r.scope = c.id * 8 + 1) AS levels
    FROM contacts c LEFT JOIN companies k ON k.id = c.company_id ORDER BY 1, c.name`.execute(database.db)
  const { rows: companies } =
    await sql`SELECT k.name, k.status, k.phones, k.kept, k.owner_id, ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = k.id ORDER BY 1) AS domains,
      (SELECT count(*) FROM contacts c WHERE c.company_id = k.id) AS people, ARRAY(SELECT r.level FROM restrictions r WHERE r.scope = k.id * 8 + 2) AS levels
    FROM companies k ORDER BY 6, 1`.execute(database.db)
  // Made from the path of the file, which is another for each.
  const decisions = river['decisions']?.map((line) => line.replace(/provider_id="[^"]*"/, '')).toSorted()
  return { river: { ...river, decisions }, contacts, companies }
}

describeEachDatabase('undoing an import', ({ fresh }) => {
  let company: Company
  let twin: Company
  beforeAll(async () => {
    ;[company, twin] = [await foundCompany(await fresh()), await foundCompany(await fresh())]
    for (const one of [company, twin]) {
      await one.user(ANA)
      await one.import(ANA, {
        'a.eml': letter({ id: 'sent-0@x', from: ANA, to: 'Eva <eva@mail.test>', subject: 'One' }),
        'b.eml': letter({ id: 'sent-1@x', from: ANA, to: 'leo@mail.test', subject: 'Two' }),
      })
      await importData(one, ANA, {
        name: 'base.csv',
        bytes: 'Name,E-mail,Company,Status\nHand,hand@firm.test,Firm,customer\n,free@gmail.com,,lead\n',
      })
    }
    mails = 2
  })
  afterAll(async () => {
    await company.close()
    await twin.close()
  })

  it('leaves what would be there without it', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.array(act, { maxLength: 3 }),
        async (rows, acts) => {
          const done = await importData(company, ANA, fileOf(rows))
          for (const one of acts) {
            mails += 1
            await perform(company, one, mails)
            await perform(twin, one, mails)
          }
          const undone = await undo(company, ANA, done)
          expect(undone).toMatchObject({ state: 'undone', stayed: 0 })
          expect(await dump(company)).toEqual(await dump(twin))
        },
      ),
      { numRuns: 12, endOnFailure: true },
    )
  })

  it('lets stay what somebody has worked on, and says how many', async () => {
    await company.import(ANA, { 'solo.eml': letter({ from: ANA, to: 'solo@mail.test' }) })
    const before = (await company.contacts(ANA)).length
    const done = await importData(
      company,
      ANA,
      {
        name: 'c.csv',
        bytes:
          'Name,E-mail,Company,Phone\nKept,kept@stay.test,Stay,944000031\nGone,gone@go.test,Go,\n,solo@mail.test,,944000032\n',
      },
      { status: 'lead' },
    )
    const [kept] = await company.contacts(ANA, 'address=kept@stay.test')
    const [solo] = await company.contacts(ANA, 'address=solo@mail.test')
    await company.send(ANA, 'PATCH', `/api/contacts/${kept!.id}`, { role: 'Buyer' })
    await company.send(ANA, 'PATCH', `/api/contacts/${solo!.id}`, { status: 'customer' })
    const undone = await undo(company, ANA, done)
    expect(undone).toMatchObject({ state: 'undone', stayed: 2 })
    expect(await company.contacts(ANA, 'address=kept@stay.test')).toMatchObject([
      { name: 'Kept', role: 'Buyer', phones: ['944000031'], company: { name: 'Stay' } },
    ])
    expect(await company.contacts(ANA, 'address=gone@go.test')).toEqual([])
    expect(await company.contacts(ANA, 'address=solo@mail.test')).toMatchObject([{ status: 'customer', phones: [] }])
    expect((await company.get<List<CompanyRef>>(ANA, '/api/companies')).items.map((one) => one.name)).toContain('Stay')
    expect(await company.contacts(ANA)).toHaveLength(before + 1)
    expect((await company.call(ANA, 'POST', `/api/data/imports/${done.id}/undo`)).status).toBe(409)
  })

  it('says of an import that a killed server left that it failed; what it did can be undone', async () => {
    const before = await company.contacts(ANA)
    const done = await importData(company, ANA, { name: 'c.csv', bytes: 'E-mail\nhalf@way.test\n' }, { status: 'lead' })
    const { db } = company.engine.database
    await db
      .updateTable('data_imports')
      .set({ state: 'running', rows_total: 400 })
      .where('id', '=', Number(done.id))
      .execute()
    await endAbandonedImports(company.engine)
    const found = await company.get<{ state: string; errors: { row: number }[] }>(ANA, `/api/data/imports/${done.id}`)
    expect(found).toMatchObject({ state: 'failed', errors: [{ row: 2 }] })
    expect(await undo(company, ANA, done)).toMatchObject({ state: 'undone', stayed: 0 })
    expect(await company.contacts(ANA)).toEqual(before)
  })
})
