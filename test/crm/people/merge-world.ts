/** A little world for merges: mail of a few people, what somebody sets by hand, merges and undos, and what must come of it. */
import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import fc from 'fast-check'
import type { Status } from '#shared/api.ts'
import { baseAddress } from '#shared/email-address.ts'
import { updateCompany } from '#server/crm/companies/queries.ts'
import { updateContact } from '#server/crm/contacts/queries.ts'
import { createFolderStore } from '#server/crm/documents/store.ts'
import type { Database } from '#server/db/connect.ts'
import { exclude, hashOfExclusion, include, setOwnDomains } from '#server/intake/acts.ts'
import { ingestPage } from '#server/intake/ingest.ts'
import { merge, unmerge } from '#server/intake/merge-acts.ts'
import type { SourceItem } from '#server/sources/source.ts'
import type { Engine } from '#server/sync/engine.ts'
import { ensureMailbox } from '#server/sync/mailboxes.ts'
import { refetchPending } from '#server/sync/refetch.ts'
import { storeCopy } from '#test/support/river-mail.ts'
import { hasher } from '#test/support/river-run.ts'

export const US = 'ana@ours.test'
/** The last ones come only later: some through a domain that was merged away by then. */
export const PEOPLE = [
  'eva@acme.example',
  'eva@beta.example',
  'mar@gamma.example',
  'eva.paz@gmail.com',
  'leo@acme.example',
  'zoe@beta.example',
  'kim@gamma.example',
  'info@beta.example',
] as const
const FIRST = 5
export const DOMAINS = ['acme.example', 'beta.example', 'gamma.example'] as const

export type Mail = { sent: boolean; who: number[]; day: number }
export type Work = { who: number; name: string | null; role: string | null; phones: string[]; status: Status }
export type Step =
  | { type: 'mail'; mail: Mail }
  | { type: 'bar'; value: string; on: boolean }
  | { type: 'contacts'; winner: number; loser: number }
  | { type: 'companies'; winner: number; loser: number }
  | { type: 'undo'; nth: number }
export type Spec = { mails: Mail[]; work: Work[]; companies: { domain: number; name: string }[]; steps: Step[] }

const who = fc.nat(PEOPLE.length - 1)
const domain = fc.nat(DOMAINS.length - 1)
const mailWith = (people: fc.Arbitrary<number>): fc.Arbitrary<Mail> =>
  fc.record({
    // Whom we write to becomes known.
    sent: fc.nat(3).map((n) => n > 0),
    who: fc.uniqueArray(people, { minLength: 1, maxLength: 2 }),
    day: fc.nat(300),
  })
const mail = mailWith(who)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('mail' as const), mail }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('contacts' as const), winner: who, loser: who }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('companies' as const), winner: domain, loser: domain }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('undo' as const), nth: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('bar' as const),
      value: fc.constantFrom('eva@acme.example', 'leo@acme.example', 'beta.example'),
      on: fc.boolean(),
    }),
  },
)
export const worldSpec: fc.Arbitrary<Spec> = fc.record({
  mails: fc.array(mailWith(fc.nat(FIRST - 1)), { minLength: 3, maxLength: 5 }),
  work: fc.uniqueArray(
    fc.record({
      who: fc.nat(FIRST - 1),
      name: fc.option(fc.constantFrom('Eva', 'Eva Paz', 'Leo'), { nil: null }),
      role: fc.option(fc.constantFrom('CTO', 'Compras'), { nil: null }),
      phones: fc.uniqueArray(fc.constantFrom('+34944000031', '+442079460117'), { maxLength: 2 }),
      status: fc.constantFrom('unclassified' as const, 'lead' as const, 'customer' as const),
    }),
    { selector: (one) => one.who, maxLength: 3 },
  ),
  companies: fc.uniqueArray(fc.record({ domain, name: fc.constantFrom('Acme', 'Beta S.L.') }), {
    selector: (one) => one.domain,
    maxLength: 1,
  }),
  steps: fc.array(step, { minLength: 5, maxLength: 11 }),
})

export const hashOf = (person: number) => hasher.address(baseAddress(PEOPLE[person]!).address)

const KEPT = ['kysely_migration', 'kysely_migration_lock', 'data_keys', 'stages']

/** Everything gone and the mailbox there: the same for the world and for the one it is compared with. */
export async function openWorld(database: Database) {
  const { db } = database
  const { rows } = await sql<{
    name: string
  }>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`.execute(db)
  await sql
    .raw(
      `TRUNCATE ${rows
        .map((row) => row.name)
        .filter((name) => !KEPT.includes(name))
        .join(', ')}`,
    )
    .execute(db)
  let clock = Date.UTC(2026, 10, 21)
  const now = () => new Date((clock += 1000))
  const acts = { db, hasher, now }
  const items = new Map<string, SourceItem>()
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const source = {
    readPage: () => Promise.reject(new Error('pages are handed over')),
    fetchItems: async (wanted: { providerId: string }[]) => wanted.map(({ providerId }) => items.get(providerId)!),
    openAttachment: () => Promise.reject(new Error('there are none')),
  }
  const engine: Engine = {
    database,
    hasher,
    documents: createFolderStore(tmpdir()),
    uploads: tmpdir(),
    now,
    log,
    sources: () => source,
  }
  await setOwnDomains(acts, ['ours.test'])
  const mailboxId = await ensureMailbox(acts, US, 'files')
  const live: number[] = []

  async function settle() {
    for (let round = 0; round < 20; round++) {
      if ((await refetchPending(engine)) === 0) return
    }
  }

  async function take(one: Mail): Promise<void> {
    const id = `m${items.size}`
    const others = one.who.map((person) => PEOPLE[person]!)
    const from = one.sent ? [US] : [others[0]!]
    const to = one.sent ? others : [US, ...others.slice(1)]
    const plain = { id: `${id}@x`, from, to, cc: [], bcc: [], subject: id, day: one.day, text: `Texto ${id}` }
    const { message } = await storeCopy(
      { ...plain, references: [], inReplyTo: null, kind: 'plain', files: 0 },
      'same',
      false,
    )
    const item: SourceItem = { providerId: id, version: 1, locator: { id }, type: 'message', local: null, message }
    items.set(id, item)
    await ingestPage(acts, { mailboxId, items: [item] })
    await settle()
  }

  async function contactOf(person: number): Promise<number | null> {
    const found = await db
      .selectFrom('parties')
      .select(['contact_id', 'home_contact_id'])
      .where('hash', '=', hashOf(person))
      .executeTakeFirst()
    return found?.contact_id ?? null
  }
  async function companyOf(nth: number): Promise<number | null> {
    const found = await db
      .selectFrom('company_domains')
      .select('company_id')
      .where('domain', '=', DOMAINS[nth]!)
      .executeTakeFirst()
    return found?.company_id ?? null
  }

  /** @returns the merge made or undone, null when there was nothing to do */
  async function mergePair(noun: 'contact' | 'company', winner: number, loser: number) {
    const find = noun === 'contact' ? contactOf : companyOf
    const [a, b] = [await find(winner), await find(loser)]
    if (a === null || b === null || a === b) return null
    const id = await merge(acts, null, { noun, winnerId: a, loserId: b })
    live.push(id)
    return { id, noun, winner: a, loser: b }
  }

  return {
    db,
    live,
    contactOf,
    companyOf,
    take,
    merge: mergePair,
    async work(spec: Spec) {
      for (const { who: person, ...set } of spec.work) {
        const id = await contactOf(person)
        if (id !== null) await updateContact(db, { id, by: 1, at: now(), set })
      }
      for (const { domain: nth, name } of spec.companies) {
        const id = await companyOf(nth)
        if (id !== null) await updateCompany(db, { id, by: 1, at: now(), set: { name } })
      }
    },
    async undo(id: number) {
      await unmerge(acts, null, id)
      live.splice(live.indexOf(id), 1)
      await settle()
    },
    async bar(value: string, on: boolean) {
      const found = hashOfExclusion(value, hasher)!
      await (on ? exclude(acts, null, found) : include(acts, null, found.hash))
      await settle()
    },
  }
}

export type OpenWorld = Awaited<ReturnType<typeof openWorld>>
