/**
 * Truth 5: a process killed at any instruction loses nothing and doubles nothing. An import of thousands of messages and meetings is
 * killed again and again, then let finish; what stands there is what an import in peace leaves.
 */
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportResult } from '#server/sync/import.ts'
import { type Kind, kindsOfLongTests } from '#test/support/database-kinds.ts'
import { type FreshDatabase, freshDatabase } from '#test/support/databases.ts'
import { fillCalendar, fillMailbag, toMbox } from '#test/support/mailbag.ts'
import { type Counts, countRiver, outlineRiver } from '#test/support/river-counts.ts'
import { runFicha, spawnFicha, startServer } from '#test/support/server.ts'

const MESSAGES = 2500
const EVENTS = 40
const WEEKS = 10
const SEEN = MESSAGES + EVENTS * WEEKS
const KILLS = 3
const MAILBOX = 'ana@ours.test'

describe.each(kindsOfLongTests())('killed while importing (%s)', (kind: Kind) => {
  let folder: string
  let peace: { outline: string[]; counts: Counts }
  const made: FreshDatabase[] = []
  const fresh = async () => {
    const database = await freshDatabase(kind)
    made.push(database)
    return { database, env: { ...database.env, COMPANY_DOMAINS: 'ours.test' } }
  }
  const look = async (database: FreshDatabase) => {
    const opened = await database.open()
    const found = { counts: await countRiver(opened.db), outline: await outlineRiver(opened.db) }
    await opened.close()
    return found
  }
  const importing = (path: string) => ['import', path, '--mailbox', MAILBOX, '--json']

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ficha-kill-'))
    // Read in the order of names: the calendar in the middle of the mail.
    const { messages } = fillMailbag(MESSAGES, 1)
    await writeFile(join(folder, 'a.mbox'), toMbox(messages.slice(0, MESSAGES / 2)))
    await writeFile(join(folder, 'b.ics'), fillCalendar(EVENTS, WEEKS).join(''))
    await writeFile(join(folder, 'c.mbox'), toMbox(messages.slice(MESSAGES / 2)))
    const { database, env } = await fresh()
    expect((await runFicha(importing(folder), { env })).code).toBe(0)
    peace = await look(database)
  }, 180_000)
  afterAll(async () => {
    await Promise.all(made.map((database) => database.drop()))
    await rm(folder, { recursive: true, force: true })
  })

  const seeds = kind === 'pglite' ? [1] : [1, 2, 3]
  it.each(seeds)('goes on where it was: seed %i', { timeout: 240_000 }, async (seed) => {
    const { database, env } = await fresh()
    let killed = 0
    for (let kill = 0; kill < KILLS; kill++)
      killed += (await killAfterSome(spawnFicha(importing(folder), { env }), seed * 7 + kill)) ? 1 : 0
    expect(killed, 'it must have been under way when it was killed').toBe(KILLS)
    const { code, json, stderr } = await runFicha(importing(folder), { env })
    expect([code, stderr]).toEqual([0, expect.any(String)])
    const result = json as ImportResult
    const { counts, outline } = await look(database)
    console.log(`killed ${KILLS} times (${kind}, seed ${seed}): ${JSON.stringify(counts)}`)
    expect(counts).toEqual(peace.counts)
    expect(counts).toMatchObject({ seen: SEEN, failed: 0, doubled: 0, astray: 0, overlooked: 0, pending: 0 })
    expect(outline).toEqual(peace.outline)
    const skipped = Object.values(result.skipped).reduce((sum, n) => sum + n, 0)
    expect({ seen: result.seen, new: result.new, logged: result.logged, skipped }).toEqual({
      seen: SEEN,
      new: SEEN,
      logged: counts.logged,
      skipped: counts.skipped,
    })
    expect((await runFicha(['doctor'], { env })).stdout).toContain('nobody who is known is left out: yes')
  })

  it('is finished by the next server when nobody asks again', { timeout: 240_000 }, async () => {
    const { database, env } = await fresh()
    const first = await startServer({ env: { ...env, DEMO: 'off' }, dataDir: database.dataDir })
    const command = spawnFicha(importing(folder), { env })
    await untilSaid(command, 1)
    await first.kill9()
    command.kill('SIGKILL')
    const second = await startServer({ env: { ...env, DEMO: 'off' }, dataDir: database.dataDir })
    const isDone = async () => {
      const { json } = await runFicha(['mailboxes', '--json'], { env })
      const [mailbox] = (json as { items: { state: string; pending: number }[] }).items
      return mailbox?.state === 'ok' && mailbox.pending === 0
    }
    while (!(await isDone())) await sleep(200)
    await second.stop()
    expect((await look(database)).outline).toEqual(peace.outline)
  })
})

/** Lets a few lines of progress pass, then a moment, then SIGKILLs: somewhere between two instructions. @returns whether it was still at work */
async function killAfterSome(child: ChildProcess, turn: number): Promise<boolean> {
  await untilSaid(child, 1 + (turn % 2))
  await sleep((turn * 37) % 180)
  child.kill('SIGKILL')
  await closed(child)
  return child.signalCode === 'SIGKILL'
}

/** Until it has said `times` how far it is, or has ended. */
async function untilSaid(child: ChildProcess, times: number): Promise<void> {
  let said = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  child.stderr?.on('data', (text: string) => {
    said += text.includes(' read') ? 1 : 0
    if (said >= times) resolve()
  })
  await Promise.race([promise, closed(child)])
}

function closed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('close', () => resolve()))
}
