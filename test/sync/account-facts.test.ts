/** What a connected mailbox says of itself: its aliases are ours, its calendars may be chosen, its zone is kept. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountFacts } from '#server/sources/source.ts'
import { storeFacts } from '#server/sync/account-facts.ts'
import { type Company, foundCompany, letter } from '../support/company.ts'
import { describeOneDatabase } from '../support/databases.ts'

const SALES = 'sales@ours.test'

describeOneDatabase('the facts of a mailbox', ({ fresh }) => {
  let company: Company
  let id: number
  const facts = {
    address: SALES,
    aliases: ['Ventas@Elsewhere.test', 'ana@ours.test'],
    zone: 'Europe/Madrid',
    calendars: [
      { id: SALES, title: 'Sales', owned: true, main: true },
      { id: 'team@group.test', title: 'Team', owned: false, main: false },
    ],
  } satisfies AccountFacts
  const store = async (changed: Partial<AccountFacts> = {}) => {
    await storeFacts(company.engine, id, { ...facts, ...changed })
    await company.settle()
  }
  const own = () =>
    company.engine.database.db
      .selectFrom('own_addresses')
      .select(['address', 'mailbox_id'])
      .orderBy('address')
      .execute()
  const directions = async () =>
    (await company.interactions('ana@ours.test')).map(({ kind, subject }) => [kind, subject])
  const calendars = async () => (await company.mailboxes('ana@ours.test'))[0]?.calendars

  beforeAll(async () => {
    company = await foundCompany(await fresh())
    await company.user('ana@ours.test')
    await company.import(SALES, {
      'a.eml': letter({ from: SALES, to: 'eva@client.test', subject: 'Ours' }),
      'b.eml': letter({ from: 'ventas@elsewhere.test', to: 'eva@client.test', subject: 'As the alias' }),
    })
    await company.share(SALES, 'ana@ours.test')
    await company.settle()
    id = Number((await company.mailboxes('ana@ours.test')).find(({ address }) => address === SALES)?.id)
  })
  afterAll(() => company.close())

  test('make its aliases ours, also for mail that is there already, until they are none', async () => {
    expect(await directions()).not.toContainEqual(['mail_sent', 'As the alias'])
    await store()
    expect(await own()).toEqual([
      { address: 'ana@ours.test', mailbox_id: id },
      { address: 'ventas@elsewhere.test', mailbox_id: id },
    ])
    expect(await directions()).toContainEqual(['mail_sent', 'As the alias'])
    await store({ aliases: [] })
    expect(await own()).toEqual([{ address: 'ana@ours.test', mailbox_id: null }])
    expect(await directions()).not.toContainEqual(['mail_sent', 'As the alias'])
  })

  test('name its calendars; what somebody chose outlives one that was away for a day', async () => {
    await store()
    expect((await calendars())?.map(({ title, chosen }) => [title, chosen])).toEqual([
      ['Sales', true],
      ['Team', false],
    ])
    const team = encodeURIComponent('team@group.test')
    await company.send('ana@ours.test', 'PATCH', `/api/mailboxes/${id}/calendars/${team}`, { chosen: true })
    await store({ calendars: facts.calendars.slice(0, 1) })
    expect((await calendars())?.length).toBe(1)
    expect(
      (await company.call('ana@ours.test', 'PATCH', `/api/mailboxes/${id}/calendars/${team}`, { chosen: false }))
        .status,
    ).toBe(404)
    await store()
    expect((await calendars())?.map(({ chosen }) => chosen)).toEqual([true, true])
  })

  test('say its zone, once', async () => {
    const zone = async () =>
      (await company.engine.database.db.selectFrom('mailboxes').select('zone').where('id', '=', id).execute())[0]?.zone
    expect(await zone()).toBe('Europe/Madrid')
    await store({ zone: 'America/Lima' })
    expect(await zone()).toBe('Europe/Madrid')
  })
})
