/** Four processes import overlapping mail into one PostgreSQL at once: no deadlock, nothing doubled, nobody overlooked. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Kind, kindsOfLongTests } from '#test/support/database-kinds.ts'
import { type FreshDatabase, freshDatabase } from '#test/support/databases.ts'
import { fillMailbag, toMbox } from '#test/support/mailbag.ts'
import { countRiver, outlineRiver } from '#test/support/river-counts.ts'
import { runFicha } from '#test/support/server.ts'

const MAILBOXES = ['ana@ours.test', 'juan@ours.test', 'marta@ours.test', 'info@ours.test']
const MESSAGES = 900

describe.each(kindsOfLongTests().filter((kind) => kind !== 'pglite'))('four processes (%s)', (kind: Kind) => {
  let folder: string
  const made: FreshDatabase[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ficha-four-'))
    const { messages } = fillMailbag(MESSAGES, 5)
    // Each mailbox lacks another quarter, and each has them in another order.
    for (const [i, mailbox] of MAILBOXES.entries()) {
      const held = messages.filter((_, at) => at % 4 !== i)
      const turned = [...held.slice(i * 150), ...held.slice(0, i * 150)]
      await writeFile(join(folder, `${mailbox}.mbox`), toMbox(i % 2 === 0 ? turned : turned.toReversed()))
    }
  })
  afterAll(async () => {
    await Promise.all(made.map((database) => database.drop()))
    await rm(folder, { recursive: true, force: true })
  })

  const importInto = async (
    run: (commands: (() => ReturnType<typeof runFicha>)[]) => Promise<{ code: number | null }[]>,
  ) => {
    const database = await freshDatabase(kind)
    made.push(database)
    const env = { ...database.env, COMPANY_DOMAINS: 'ours.test' }
    const results = await run(
      MAILBOXES.map(
        (mailbox) => () =>
          runFicha(['import', join(folder, `${mailbox}.mbox`), '--mailbox', mailbox, '--json'], { env }),
      ),
    )
    expect(results.map((result) => result.code)).toEqual([0, 0, 0, 0])
    const opened = await database.open()
    const { rows } = await sql<{
      deadlocks: number
    }>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`.execute(opened.db)
    const found = {
      counts: await countRiver(opened.db),
      outline: await outlineRiver(opened.db),
      deadlocks: rows[0]!.deadlocks,
    }
    await opened.close()
    return found
  }

  it('come to what one after the other comes to', { timeout: 300_000 }, async () => {
    const serial = await importInto(async (commands) => {
      const results = []
      for (const command of commands) results.push(await command())
      return results
    })
    const parallel = await importInto((commands) => Promise.all(commands.map((command) => command())))
    console.log(`four at once (${kind}): ${JSON.stringify(parallel.counts)}, ${parallel.deadlocks} deadlocks`)
    expect(parallel.deadlocks).toBe(0)
    expect(parallel.counts).toMatchObject({
      seen: MESSAGES * 3,
      failed: 0,
      doubled: 0,
      astray: 0,
      overlooked: 0,
      pending: 0,
    })
    expect(parallel.outline).toEqual(serial.outline)
  })
})
