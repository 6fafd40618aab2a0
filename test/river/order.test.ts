/**
 * Truth 2: the same items and the same acts, in any order, split into any pages, replayed, by one worker or two at once,
 * give what the definition says. FICHA_SEED varies the worlds, FICHA_RUNS their number over all databases.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#server/db/connect.ts'
import { kindsOfLongTests, shareOfWorlds } from '../support/database-kinds.ts'
import { describeEachDatabase } from '../support/databases.ts'
import { deliverySpec, stepsOf } from '../support/river-delivery.ts'
import { dumpRiver, namesOf } from '../support/river-dump.ts'
import { expectedDump } from '../support/river-expected.ts'
import { definedPart } from '../support/river-model.ts'
import { createRun, hasher } from '../support/river-run.ts'
import { buildWorld, nameable, worldSpec } from '../support/river-world.ts'

const SEED = Number(process.env['FICHA_SEED'] ?? 20261121)
const RUNS = Number(process.env['FICHA_RUNS'] ?? 25)

describeEachDatabase(
  'the order of things',
  (database) => {
    const opened: Database[] = []
    let run: Awaited<ReturnType<typeof createRun>>
    beforeAll(async () => {
      const fresh = await database.fresh()
      opened.push(await fresh.open())
      // Two pools are two processes to PostgreSQL; the embedded database has one process, with two workers in it.
      if (database.kind !== 'pglite') opened.push(await fresh.open())
      run = await createRun([opened[0]!, opened.at(-1)!])
    })
    afterAll(async () => {
      await run.close()
      for (const each of opened) await each.close()
    })

    it(`does not matter (FICHA_SEED=${SEED})`, { timeout: 600_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(
          worldSpec,
          fc.array(deliverySpec, { minLength: 2, maxLength: 2 }),
          async (spec, deliveries) => {
            const world = definedPart(await buildWorld(spec))
            const names = namesOf(hasher, nameable(world))
            const expected = expectedDump(world, hasher)
            for (const delivery of deliveries) {
              await run.deliver(world, stepsOf(world, delivery))
              expect(await dumpRiver(opened[0]!, names)).toEqual(expected)
            }
          },
        ),
        shareOfWorlds(database.kind, SEED, RUNS),
      )
    })
  },
  kindsOfLongTests(),
)
