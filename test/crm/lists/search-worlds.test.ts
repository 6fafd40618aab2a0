/** In random worlds, whatever a search finds is also in what the lists show to whoever searches. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Opportunity } from '#shared/api/work.ts'
import type { Hit } from '#shared/api/lists.ts'
import { type Company, type List, foundCompany, letter } from '#test/support/company.ts'
import { kindsOfLongTests } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'

const USERS = ['ana@ours.test', 'juan@ours.test', 'boss@ours.test']
const PEOPLE = [
  'Eva Alder <eva@alder.test>',
  'Pau Birch <pau@birch.test>',
  'Nia Alder <nia@alder.test>',
  'Ulla <ulla@gmail.com>',
]
const WORDS = ['xylophone', 'zeppelin', 'kestrel', 'presupuesto']
const QUERIES = [...WORDS, 'eva', 'alder', 'pau brich', 'ulla@gmail.com', 'offer', 'deal', 'test', 'presupesto']
const STATUSES = ['unclassified', 'lead', 'customer'] as const
const LEVELS = ['nothing', 'existence', 'subject', 'everything'] as const

const mail = fc.record({
  holder: fc.constantFrom(0, 1),
  to: fc.constantFrom(...PEOPLE),
  bcc: fc.option(fc.constantFrom(...PEOPLE)),
  subject: fc.constantFrom(...WORDS),
  text: fc.constantFrom(...WORDS),
  level: fc.option(fc.constantFrom(...LEVELS)),
})
const world = fc.record({
  mails: fc.array(mail, { minLength: 1, maxLength: 6 }),
  statuses: fc.array(fc.constantFrom(...STATUSES), { minLength: PEOPLE.length, maxLength: PEOPLE.length }),
  reviewed: fc.tuple(fc.boolean(), fc.boolean()),
})
type World = typeof world extends fc.Arbitrary<infer T> ? T : never

async function build(company: Company, { mails, statuses, reviewed }: World): Promise<void> {
  await company.user(USERS[0]!)
  await company.user(USERS[1]!)
  await company.user(USERS[2]!, { roles: ['admin'] })
  for (const [i, one] of mails.entries())
    await company.import(USERS[one.holder]!, {
      [`${i}.eml`]: letter({
        id: `mail-${i}@x`,
        from: USERS[one.holder]!,
        to: one.to,
        subject: `${one.subject} ${i}`,
        headers: {
          ...(one.bcc === null ? {} : { Bcc: one.bcc }),
          'Content-Type': 'multipart/mixed; boundary=b',
        },
        text: `--b\r\nContent-Type: text/plain\r\n\r\n${one.text}\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="Offer ${one.text} ${i}.txt"\r\n\r\n${i}\r\n--b--`,
      }),
    })
  await company.settle()
  const { db } = company.engine.database
  for (const holder of [0, 1]) {
    const [mailbox] = await company.mailboxes(USERS[holder]!)
    if (mailbox && reviewed[holder])
      await company.send(USERS[holder]!, 'PATCH', `/api/mailboxes/${mailbox.id}`, { reviewed: true })
    for (const contact of await company.contacts(USERS[holder]!)) {
      const status = statuses[PEOPLE.findIndex((person) => person.includes(contact.addresses[0]!))]!
      if (status !== 'unclassified')
        await company.send(USERS[holder]!, 'PATCH', `/api/contacts/${contact.id}`, { status })
    }
  }
  for (const [i, { holder, level }] of mails.entries()) {
    const found = (await company.interactions(USERS[holder]!)).find((one) => one.messageId === `mail-${i}@x`)
    if (found && level !== null)
      await company.send(USERS[holder]!, 'PUT', `/api/interactions/${found.id}/level`, { level })
  }
  const stage = await db.selectFrom('stages').select('id').limit(1).executeTakeFirstOrThrow()
  const nothing = {
    amount: null,
    currency: null,
    owner_id: null,
    expected_on: null,
    created_by_id: null,
    closed_at: null,
  }
  for (const { id } of await db.selectFrom('companies').select('id').execute())
    await db
      .insertInto('opportunities')
      .values({ title: `Deal ${id}`, company_id: id, stage_id: stage.id, created_at: new Date(), ...nothing })
      .execute()
}

/** What each type's list shows to somebody, by id. */
async function shown(company: Company, who: string): Promise<Record<Hit['type'], Set<string>>> {
  const ids = async (path: string) =>
    new Set((await company.get<List<{ id: string }>>(who, `${path}?limit=200`)).items.map((one) => one.id))
  const interactions = await company.interactions(who)
  const opportunities = await company.get<List<Opportunity>>(who, '/api/opportunities?limit=200')
  return {
    contact: await ids('/api/contacts'),
    company: await ids('/api/companies'),
    opportunity: new Set(opportunities.items.map((one) => one.id)),
    interaction: new Set(interactions.filter((one) => one.subject !== null).map((one) => one.id)),
    document: new Set(interactions.flatMap((one) => one.documents.map((_, position) => `${one.id}/${position}`))),
  }
}

describeEachDatabase(
  'search in random worlds',
  ({ fresh }) => {
    it('finds nothing that the lists do not show', async () => {
      let hits = 0
      await fc.assert(
        fc.asyncProperty(world, async (one) => {
          const company = await foundCompany(await fresh())
          try {
            await build(company, one)
            for (const who of USERS) {
              const lists = await shown(company, who)
              const texts = new Map((await company.interactions(who)).map((each) => [each.id, JSON.stringify(each)]))
              for (const q of QUERIES) {
                const { items } = await company.get<List<Hit>>(who, `/api/search?limit=100&q=${encodeURIComponent(q)}`)
                hits += items.length
                for (const hit of items) {
                  expect(lists[hit.type], `${who} finds ${hit.type} ${hit.title} by ${q}`).toContain(hit.id)
                  if (hit.type === 'interaction') expect(texts.get(hit.id)).toContain(q)
                }
              }
            }
          } finally {
            await company.close()
          }
        }),
        { numRuns: 8 },
      )
      expect(hits).toBeGreaterThan(0)
    })
  },
  kindsOfLongTests(),
)
