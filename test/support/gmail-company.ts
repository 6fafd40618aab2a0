/** A company with mail, whose users open it in Gmail. */
import { type GoogleFake, startGoogle } from '../fakes/google/fake.ts'
import { type Company, foundCompany, letter } from './company.ts'
import type { FreshDatabase } from './databases.ts'
import { type GmailHost, createGmailHost } from './gmail-host.ts'

export const [ANA, JUAN, GONE] = ['ana@ours.test', 'juan@ours.test', 'gone@ours.test'] as const
const EVA = 'Eva <b>Gómez</b> <eva@client.test>'

export type GmailCompany = {
  company: Company
  google: GoogleFake
  host: GmailHost
  /** As the mailbox names each message, by the name of its file. */
  ids: Record<string, string>
  setAddOn: (value: object | null) => Promise<unknown>
  close: () => Promise<void>
}

export async function foundGmailCompany(fresh: FreshDatabase): Promise<GmailCompany> {
  const google = await startGoogle()
  const company = await foundCompany(fresh, ['ours.test'], { google })
  const host = createGmailHost(company, google)
  await company.user(ANA, { name: 'Ana Ruiz' })
  await company.user(JUAN, { name: 'Juan Pérez' })
  await company.user(GONE)
  await company.import(ANA, {
    'offer.eml': letter({
      id: 'offer@x',
      from: ANA,
      to: `"${EVA.split(' <eva')[0]}" <eva@client.test>`,
      subject: 'The <i>offer</i>',
    }),
    'answer.eml': letter({
      id: 'answer@x',
      from: '"Eva <b>Gómez</b>" <eva@client.test>',
      to: `${ANA}, Leo <leo@client.test>`,
      subject: 'Re: The <i>offer</i>',
      headers: { 'In-Reply-To': '<offer@x>', References: '<offer@x>' },
    }),
    'news.eml': letter({
      id: 'news@x',
      from: 'News <news@shop.test>',
      headers: { 'List-Unsubscribe': '<https://x.test/u>' },
    }),
  })
  await company.settle()
  for (const one of await company.contacts(ANA))
    await company.send(ANA, 'PATCH', `/api/contacts/${one.id}`, { status: 'customer' })
  for (const one of await company.mailboxes(ANA))
    await company.send(ANA, 'PATCH', `/api/mailboxes/${one.id}`, { reviewed: true })
  const rows = await company.engine.database.db.selectFrom('occurrences').select(['provider_id', 'locator']).execute()
  const ids: Record<string, string> = Object.fromEntries(
    rows.map((row) => [JSON.stringify(row.locator).match(/(\w+)\.eml/)?.[1] ?? '', row.provider_id]),
  )

  const setAddOn = (value: object | null) =>
    company.engine.database.db
      .insertInto('provider_settings')
      .values({
        provider: 'google',
        name: 'addon',
        value: JSON.stringify(value),
        sealed: null,
        set_by: null,
        set_at: new Date(),
      })
      .onConflict((conflict) => conflict.columns(['provider', 'name']).doUpdateSet({ value: JSON.stringify(value) }))
      .execute()
  await setAddOn(google.addOn)
  const close = async () => {
    await company.close()
    await google.close()
  }
  return { company, google, host, ids, setAddOn, close }
}
