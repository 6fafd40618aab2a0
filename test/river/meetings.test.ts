/**
 * Truth 2 of calendars: the versions of events as several mailboxes show them, among mail and acts, in any order and split
 * into any pages, by one worker or two, come to what the definition says of each instance, and leave the same entries.
 */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#server/db/connect.ts'
import { kindsOfLongTests, shareOfWorlds } from '../support/database-kinds.ts'
import { describeEachDatabase } from '../support/databases.ts'
import { calendarsOf, eventSpec, meetingVerdicts } from '../support/meeting-world.ts'
import { deliverySpec, stepsOf } from '../support/river-delivery.ts'
import { dumpRiver, namesOf } from '../support/river-dump.ts'
import { definedPart } from '../support/river-model.ts'
import { createRun, hasher } from '../support/river-run.ts'
import { type World, type WorldSpec, buildWorld, nameable, worldSpec } from '../support/river-world.ts'

const SEED = Number(process.env['FICHA_SEED'] ?? 20261122)
const RUNS = Number(process.env['FICHA_RUNS'] ?? 16)

async function worldOf(
  spec: WorldSpec,
  events: readonly (typeof eventSpec extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const mails = await buildWorld({ messages: spec.messages.slice(0, 4), acts: spec.acts, gone: [] })
  // Levels name a message by its number among all copies: here, those are not messages alone.
  const base = definedPart({ ...mails, acts: mails.acts.filter((act) => act.type !== 'level') })
  const { copies, series } = calendarsOf(events)
  return { ...base, copies: [...base.copies, ...copies], series }
}

async function decisionsOf(database: Database): Promise<Map<string, string>> {
  const { rows } = await sql<{ at: string; verdict: string }>`
    SELECT m.address || ' ' || o.provider_id AS at, coalesce(o.reason, o.outcome) AS verdict
    FROM occurrences o JOIN mailboxes m ON m.id = o.mailbox_id JOIN items t ON t.id = o.item_id WHERE t.kind = 'meeting'`.execute(
    database.db,
  )
  return new Map(rows.map((row) => [row.at, row.verdict]))
}

async function meetingsOf(database: Database): Promise<string[]> {
  const { rows } = await sql<{
    line: string
  }>`SELECT concat_ws(' | ', t.key, g.uid, g.original_start_at, g.start_at, g.end_at,
      g.place, g.recurring, i.occurred_at, (SELECT string_agg(p.address || ' ' || p.role || ' ' || p.answer, ', ' ORDER BY p.position) FROM participants p WHERE p.interaction_id = i.id)) AS line
    FROM meetings g JOIN interactions i ON i.id = g.interaction_id JOIN items t ON t.id = i.item_id ORDER BY 1`.execute(
    database.db,
  )
  return rows.map((row) => row.line)
}

describeEachDatabase(
  'the order of meetings',
  (database) => {
    const opened: Database[] = []
    let run: Awaited<ReturnType<typeof createRun>>
    beforeAll(async () => {
      const fresh = await database.fresh()
      opened.push(await fresh.open())
      if (database.kind !== 'pglite') opened.push(await fresh.open())
      run = await createRun([opened[0]!, opened.at(-1)!])
    })
    afterAll(async () => {
      await run.close()
      for (const each of opened) await each.close()
    })

    it(`does not matter (FICHA_SEED=${SEED})`, { timeout: 600_000 }, async () => {
      let logged = 0
      await fc.assert(
        fc.asyncProperty(
          worldSpec,
          fc.array(eventSpec, { minLength: 1, maxLength: 3 }),
          fc.array(deliverySpec, { minLength: 2, maxLength: 2 }),
          async (spec, events, deliveries) => {
            const world: World & { series: NonNullable<World['series']> } = await worldOf(spec, events)
            const names = namesOf(hasher, nameable(world))
            const left: unknown[] = []
            for (const delivery of deliveries) {
              await run.deliver(world, stepsOf(world, delivery))
              const decisions = await decisionsOf(opened[0]!)
              expect(decisions).toEqual(meetingVerdicts(world, world.series))
              const meetings = await meetingsOf(opened[0]!)
              logged += meetings.length
              left.push({ dump: await dumpRiver(opened[0]!, names), meetings })
            }
            expect(left[0]).toEqual(left[1])
          },
        ),
        shareOfWorlds(database.kind, SEED, RUNS),
      )
      expect(logged, 'worlds without meetings prove nothing').toBeGreaterThan(RUNS / 2)
    })
  },
  kindsOfLongTests(),
)
