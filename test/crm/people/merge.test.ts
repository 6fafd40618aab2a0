/**
 * Merging and undoing, in any order and with mail coming in between: undoing everything is never having merged, no
 * interaction is ever missing, and a merged contact is what a model of ten lines says.
 */
import { sql } from 'kysely'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#server/db/connect.ts'
import { kindsOfLongTests, shareOfWorlds } from '#test/support/database-kinds.ts'
import { describeEachDatabase } from '#test/support/databases.ts'
import { dumpRiver, namesOf } from '#test/support/river-dump.ts'
import { hasher } from '#test/support/river-run.ts'
import { DOMAINS, PEOPLE, US, openWorld, worldSpec } from './merge-world.ts'
import type { OpenWorld, Spec } from './merge-world.ts'

const SEED = Number(process.env['FICHA_SEED'] ?? 20261122)
const RUNS = Number(process.env['FICHA_RUNS'] ?? 30)

type Fields = { name: string | null; role: string | null; phones: string[]; status: string; owner: number | null }
type Joined = { id: number; winner: number; loser: number }

/** What the contacts are, given what each was by itself and who was merged into whom. */
function model(own: ReadonlyMap<number, Fields>, merges: Joined[]): Map<number, Fields> {
  const held = new Map([...own].map(([id, fields]) => [id, structuredClone(fields)]))
  for (const { winner, loser } of merges) {
    const [into, from] = [held.get(winner)!, held.get(loser)!]
    into.name ??= from.name
    into.role ??= from.role
    into.owner ??= from.owner
    into.phones = [...new Set([...into.phones, ...from.phones])]
    if (into.status === 'unclassified') into.status = from.status
  }
  return held
}

async function readFields(world: OpenWorld): Promise<Map<number, Fields>> {
  const { rows } = await sql<Fields & { id: number }>`
    SELECT id, name, role, phones, status, owner_id AS owner FROM contacts ORDER BY id`.execute(world.db)
  return new Map(rows.map(({ id, ...fields }) => [id, Object.assign(fields, { phones: fields.phones.toSorted() })]))
}

/** What no merge may break: everybody known is linked at the root of their tree, their mail's company at its own. */
async function expectNothingMissing(world: OpenWorld): Promise<void> {
  const { rows } = await sql<{ what: string }>`
    SELECT 'contact not linked' AS what FROM participants p JOIN parties y ON y.hash = p.hash AND NOT y.blocked
      WHERE NOT p.own AND y.contact_id IS NOT NULL AND NOT EXISTS (SELECT FROM interaction_contacts l WHERE l.interaction_id = p.interaction_id AND l.contact_id = y.contact_id)
    UNION ALL SELECT 'company not linked' FROM participants p JOIN parties y ON y.hash = p.hash AND NOT y.blocked
      JOIN contacts h ON h.id = coalesce(y.home_contact_id, y.contact_id)
      WHERE NOT p.own AND h.company_id IS NOT NULL AND NOT EXISTS (SELECT FROM interaction_companies l WHERE l.interaction_id = p.interaction_id AND l.company_id = h.company_id)
    UNION ALL SELECT 'linked to one merged away' FROM interaction_contacts l JOIN contacts c ON c.id = l.contact_id WHERE c.merged_into IS NOT NULL
    UNION ALL SELECT 'linked to a company merged away' FROM interaction_companies l JOIN companies k ON k.id = l.company_id WHERE k.merged_into IS NOT NULL
    UNION ALL SELECT 'belongs to one merged away' FROM parties y JOIN contacts c ON c.id = y.contact_id WHERE c.merged_into IS NOT NULL
    UNION ALL SELECT 'works at one merged away' FROM contacts c JOIN companies k ON k.id = c.company_id WHERE k.merged_into IS NOT NULL
    UNION ALL SELECT 'not home' FROM parties y JOIN contacts c ON c.id = y.home_contact_id WHERE c.merged_into IS DISTINCT FROM y.contact_id
    UNION ALL SELECT 'root is not one' FROM contacts c JOIN contacts r ON r.id = c.merged_into WHERE r.merged_into IS NOT NULL
    UNION ALL SELECT 'hidden though classified' FROM restrictions r JOIN contacts c ON r.scope = c.id * 8 + 1 LEFT JOIN contacts w ON w.id = c.merged_into
      WHERE r.set_by = 'status' AND coalesce(w.status, c.status) <> 'unclassified'
    UNION ALL SELECT 'not hidden though unclassified' FROM contacts c LEFT JOIN contacts w ON w.id = c.merged_into
      WHERE coalesce(w.status, c.status) = 'unclassified' AND NOT EXISTS (SELECT FROM restrictions r WHERE r.scope = c.id * 8 + 1 AND r.set_by = 'status')`.execute(
    world.db,
  )
  expect(rows.map((row) => row.what)).toEqual([])
}

const interactions = async (world: OpenWorld) =>
  (await world.db.selectFrom('interactions').select('message_id').orderBy('message_id').execute()).map(
    (row) => row.message_id,
  )

describeEachDatabase(
  'merging',
  (each) => {
    let database: Database
    beforeAll(async () => {
      database = await (await each.fresh()).open()
    })
    afterAll(() => database.close())

    /** What is compared: what the river wrote, and what people did. */
    async function dump(world: OpenWorld) {
      const addresses = [US, ...PEOPLE, 'evapaz@gmail.com']
      const river = await dumpRiver(database, namesOf(hasher, { addresses, domains: DOMAINS, messages: [] }))
      const { rows } = await sql<{ line: string }>`
        SELECT concat_ws(' | ', (SELECT string_agg(y.hash, ' ' ORDER BY y.hash) FROM parties y WHERE y.contact_id = c.id), c.name, c.seen_name, c.role, c.phones::text,
          c.status, c.kept::text, c.merged_into::text, c.home_company_id::text,
          (SELECT min(d.domain) FROM company_domains d WHERE d.company_id = c.company_id)) AS line FROM contacts c
        UNION ALL SELECT concat_ws(' | ', (SELECT string_agg(d.domain, ' ' ORDER BY d.domain) FROM company_domains d WHERE d.company_id = k.id), k.name, k.status, k.kept::text, k.merged_into::text) FROM companies k
        UNION ALL SELECT concat_ws(' | ', y.hash, y.manual::text, y.blocked::text, 'home', y.home_contact_id::text, y.home_company_id::text) FROM parties y
        UNION ALL SELECT concat_ws(' | ', d.domain, 'home', d.home_company_id::text) FROM company_domains d`.execute(
        world.db,
      )
      return { ...river, people: rows.map((row) => row.line).toSorted() }
    }

    async function neverMerged(spec: Spec) {
      const world = await openWorld(database)
      for (const mail of spec.mails) await world.take(mail)
      await world.work(spec)
      for (const step of spec.steps) {
        if (step.type === 'mail') await world.take(step.mail)
        if (step.type === 'bar') await world.bar(step.value, step.on)
      }
      return dump(world)
    }

    async function undoOne(world: OpenWorld, joined: Joined[], id: number): Promise<void> {
      await world.undo(id)
      const at = joined.findIndex((one) => one.id === id)
      if (at >= 0) joined.splice(at, 1)
    }

    /** Contacts change by nothing but merges, so what each is by itself is what it was when it came. */
    async function expectModel(world: OpenWorld, own: Map<number, Fields>, joined: Joined[]): Promise<void> {
      const found = await readFields(world)
      for (const [id, fields] of found) if (!own.has(id)) own.set(id, structuredClone(fields))
      const expected = model(own, joined)
      for (const [id, fields] of found) {
        const { phones, ...rest } = expected.get(id)!
        expect(fields).toEqual({ ...rest, phones: phones.toSorted() })
      }
    }

    it(`keeps everything and can be undone (FICHA_SEED=${SEED})`, { timeout: 600_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(worldSpec, async (spec) => {
          const world = await openWorld(database)
          for (const mail of spec.mails) await world.take(mail)
          await world.work(spec)
          const own = await readFields(world)
          const joined: Joined[] = []
          for (const step of spec.steps) {
            const before = await interactions(world)
            if (step.type === 'mail') await world.take(step.mail)
            else if (step.type === 'bar') await world.bar(step.value, step.on)
            else if (step.type === 'undo') {
              const id = world.live[step.nth % world.live.length]
              if (id !== undefined) await undoOne(world, joined, id)
            } else {
              const noun = step.type === 'contacts' ? 'contact' : 'company'
              const made = await world.merge(noun, step.winner, step.loser)
              if (made?.noun === 'contact') joined.push(made)
              expect(await interactions(world)).toEqual(before)
            }
            await expectNothingMissing(world)
            await expectModel(world, own, joined)
          }
          // In another order than that of the merges.
          for (const id of world.live.toSorted((a, b) => (a % 3) - (b % 3))) await undoOne(world, joined, id)
          const undone = await dump(world)
          expect(undone).toEqual(await neverMerged(spec))
        }),
        shareOfWorlds(each.kind, SEED, RUNS),
      )
    })
  },
  kindsOfLongTests(),
)
