/**
 * Truth 5 at a provider: mailboxes are read while the server is killed again and again, pushes get lost, come twice and in
 * another order, Google fails in every way that it knows, forgets where we were, and takes a consent back. What stands there at
 * the end is what the mailboxes hold, once, as one sync in peace leaves it. FICHA_KILL_TIMES makes it so many times as much.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import type { Fault, GoogleFake, RequestEntry } from '#test/fakes/google/fake.ts'
import { startGoogle } from '#test/fakes/google/fake.ts'
import { foundGoogleCompany } from '#test/support/google-company.ts'
import { foundGoogleServer, type GoogleServer } from '#test/support/google-server.ts'
import { findFaults, heldBy, outlineHeld } from '#test/support/google-truth.ts'
import { ANA, BO, createGoogleWorld, type GoogleWorld, MAILBOXES, SALES } from '#test/support/google-world.ts'
import { type Kind, kindsOfLongTests } from '#test/support/database-kinds.ts'
import { type FreshDatabase, freshDatabase } from '#test/support/databases.ts'
import { countRiver } from '#test/support/river-counts.ts'

const TIMES = Number(process.env['FICHA_KILL_TIMES'] ?? 1)
const SIZE = { messages: 700 * TIMES, events: 80 * TIMES }
/** The embedded database takes three times as long to start and to write. */
const SIZE_EMBEDDED = { messages: 400 * TIMES, events: 50 * TIMES }
const KILLS = 6
/** What happens in each round, besides. */
const ACTS = 60 * TIMES

describe.each(kindsOfLongTests())('killed while reading mailboxes at Google (%s)', (kind: Kind) => {
  const made: FreshDatabase[] = []
  const fresh = async () => {
    const database = await freshDatabase(kind)
    made.push(database)
    return database
  }
  afterAll(async () => {
    await Promise.all(made.map((database) => database.drop()))
  })

  const seeds = kind === 'pglite' ? [1] : [2, 3]
  it.each(seeds)('holds everything once: seed %i', { timeout: 600_000 }, async (seed) => {
    const fake = await startGoogle({ quota: 'unlimited' })
    const world = createGoogleWorld(fake, seed, kind === 'pglite' ? SIZE_EMBEDDED : SIZE)
    world.fill()
    const database = await fresh()
    const server = await foundGoogleServer(database, fake, [ANA, BO])
    const tally = { kills: 0, restarts: 0, readBetweenKills: [] as number[] }
    try {
      await server.start()
      await server.connect(ANA)
      await server.connect(BO)
      await server.connect(ANA, SALES)
      await server.connect(BO, SALES)
      for (let round = 0; round < KILLS; round += 1) {
        const begun = countWork(fake)
        await trouble({ fake, world, server, round })
        tally.readBetweenKills.push(await killAtWork({ fake, world, server, begun }))
        tally.kills += 1
        // Some of it while nobody is there to be told.
        for (let n = 0; n < ACTS / 4; n += 1) world.act()
        if (round === KILLS - 1) await passTime(database)
        await server.start()
        tally.restarts += 1
      }
      fake.faults.clear()
      fake.push.mode = 'on'
      await fake.push.flush()
      await untilIdle(fake, server)
      const says = await server.doctor()
      expect([says.code, says.stdout]).toEqual([0, expect.stringContaining('nobody who is known is left out: yes')])
      await askWhy(world, server)
      for (const one of (await Promise.all([ANA, BO].map((who) => server.mailboxes(who)))).flat())
        expect(one).toMatchObject({ state: 'ok', seen: one.logged + one.skipped, failed: 0, pending: 0 })
      await server.stop()
      // Documents are stored beside everything else, and nothing tells from outside when the last one is.
      while ((await passTime(database)) > 0) {
        await server.start()
        await untilIdle(fake, server)
        await server.stop()
      }
    } catch (error) {
      console.log(server.printed().slice(-3000))
      throw error
    } finally {
      await server.kill9()
    }
    await compare({ fake, world, database, fresh })
    console.log(
      `killed (${kind}, seed ${seed}): ${JSON.stringify({ ...tally, ...(await countAll(fake, world, database)) })}`,
    )
    await fake.close()
  })
})

type Scene = { fake: GoogleFake; world: GoogleWorld; server: GoogleServer; round: number }

const MODES: GoogleFake['push']['mode'][] = ['on', 'double', 'shuffle', { drop: 0.5 }, 'off']
const FAULTS: Fault[] = [
  { status: 429, reason: 'rateLimitExceeded', retryAfter: 0 },
  { status: 403, reason: 'userRateLimitExceeded', retryAfter: 0 },
  { status: 503, reason: 'backendError' },
  { status: 500 },
  'half-page',
  'hang-up',
  'garbage',
]
const PLACES = [
  /\/messages\/\w+$/,
  /\/messages$/,
  /\/history$/,
  /\/events$/,
  /\/instances$/,
  /calendarList$/,
  /\/token$/,
]

const PATIENCE_MS = 5_000

/** Of a request that fails no more than this often in a round the client itself makes another try. */
const STRIKES = 3

async function trouble({ fake, world, server, round }: Scene): Promise<void> {
  const { random } = world
  fake.faults.clear()
  for (let n = 0; n < STRIKES; n += 1)
    fake.faults.add({ match: { path: random.pick(PLACES) }, times: 1, fault: random.pick(FAULTS) })
  fake.push.mode = MODES[round % MODES.length]!
  if (round === 1) await untilWatched(fake)
  if (round === 2) fake.expireHistory(ANA)
  if (round === 3) fake.expireSyncTokens(BO)
  if (round === 4) {
    fake.account(SALES).revoke()
    await server.untilState(ANA, SALES, 'reconnect')
    for (let n = 0; n < 10; n += 1) world.act()
    await server.connect(BO, SALES)
  }
  if (round === 5) {
    fake.expireHistory(SALES)
    fake.expireSyncTokens(ANA, { bare: true })
  }
}

function perform(world: GoogleWorld): 1 {
  world.act()
  return 1
}

/** So that what follows is pushed. */
async function untilWatched(fake: GoogleFake): Promise<void> {
  const watched = (account: string) =>
    fake.requests.count({ account, operation: 'gmail.users.watch' }) > 0 &&
    fake.requests.count({ account, operation: 'calendar.events.watch' }) > 0
  while (!MAILBOXES.every(watched)) await sleep(50)
}

/** Anything but asking whether there is news. */
const isWork = ({ operation }: RequestEntry) => !/history\.list$|events\.list$/.test(operation)

const countWork = (fake: GoogleFake): number => fake.requests.list().filter(isWork).length

type Killing = Omit<Scene, 'round'> & { begun: number }

/** Somewhere in the next requests, between two instructions, while there is more to read. @returns how much was, since the start */
async function killAtWork({ fake, world, server, begun }: Killing): Promise<number> {
  const { random } = world
  const enough = fake.requests.count() + 40 + random.below(360 * TIMES)
  let acts = 0
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(10)) {
    if (acts < ACTS && random.chance(0.5)) acts += perform(world)
    // It may have read all that there is: what comes below, right before its end, it does not get to.
    const waited = fake.requests.count() >= enough || Date.now() > until
    if (waited && countWork(fake) > begun) break
  }
  do acts += perform(world)
  while (acts < ACTS)
  void fake.push.flush()
  await sleep(random.below(60))
  const read = countWork(fake) - begun
  await server.kill9()
  return read
}

/** Two polls of everything in a row have found nothing to read. */
async function untilIdle(fake: GoogleFake, server: GoogleServer): Promise<void> {
  const polled = (from: number, account: string) => {
    const asked = fake.requests.list({ account }).filter(({ at, status }) => at >= from && status === 200)
    const counts = ['gmail.users.history.list', 'calendar.events.list'].map(
      (operation) => asked.filter((one) => one.operation === operation).length,
    )
    return Math.min(...counts) >= 2 && asked.length === counts[0]! + counts[1]!
  }
  for (let from = fake.clock.now(); ; await sleep(300)) {
    const all = await server.mailboxes(ANA).then(async (some) => [...some, ...(await server.mailboxes(BO))])
    const idle = all.every(({ state, pending }) => state === 'ok' && pending === 0)
    if (idle && MAILBOXES.every((address) => polled(from, address))) return
    const busy = fake.requests.list().findLast(isWork)
    if (!idle) from = fake.clock.now()
    else if (busy) from = Math.max(from, busy.at + 1)
  }
}

/** What was claimed by processes that died is free after two minutes: now, while no process has it. @returns how much waits */
async function passTime(database: FreshDatabase): Promise<number> {
  const { db, close } = await database.open()
  try {
    await sql`UPDATE occurrences SET pending_at = now() WHERE pending_at > now()`.execute(db)
    await sql`UPDATE interactions SET files_due_at = now() WHERE files_due_at > now()`.execute(db)
    return (await countRiver(db)).pending
  } finally {
    await close()
  }
}

/** As anybody asks who wonders about a message. */
async function askWhy({ accounts, random }: GoogleWorld, server: GoogleServer): Promise<void> {
  const shown = [ANA, SALES].map((address) => accounts.get(address)!.mail)
  const messageIdOf = (raw: Buffer) => /^Message-ID: <(.+)>/m.exec(raw.toString())![1]!
  const holding = shown.map((mail) => mail.ids().map((id) => messageIdOf(mail.message(id).raw)))
  for (let n = 0; n < 12; n += 1) {
    const wanted = random.pick(random.pick(holding))
    const held = holding.flat().filter((id) => id === wanted).length
    const answered = (await server.decisions(ANA, wanted)).filter((one) => !one.gone)
    expect(answered, wanted).toHaveLength(held)
    for (const one of answered) {
      expect(one).toMatchObject({ pending: false, outcome: expect.stringMatching(/^(logged|skipped)$/) })
      expect(one.interactionId === null).toBe(one.outcome !== 'logged')
    }
  }
}

type Comparing = { fake: GoogleFake; world: GoogleWorld; database: FreshDatabase; fresh: () => Promise<FreshDatabase> }

async function compare({ fake, world, database, fresh }: Comparing): Promise<void> {
  const opened = await database.open()
  try {
    const faults = await findFaults(opened.db, world)
    expect(faults).toEqual(Object.fromEntries(Object.keys(faults).map((name) => [name, []])))
    const counts = await countRiver(opened.db)
    expect(counts).toMatchObject({ failed: 0, doubled: 0, astray: 0, pending: 0, seen: counts.logged + counts.skipped })
    const peace = await foundGoogleCompany(await fresh(), { fake, connections: { pushes: false } })
    try {
      await peace.connect(ANA)
      await peace.connect(BO)
      await peace.connect(SALES, { by: ANA })
      await peace.sync()
      expect(await outlineHeld(opened.db, world)).toEqual(await outlineHeld(peace.engine.database.db, world))
    } finally {
      await peace.close()
    }
  } finally {
    await opened.close()
  }
}

async function countAll(fake: GoogleFake, world: GoogleWorld, database: FreshDatabase) {
  const { db, close } = await database.open()
  const { seen, logged, interactions } = await countRiver(db)
  await close()
  const { messages, instances } = heldBy(world)
  const taken = fake.push.sent().filter(({ status }) => status === 204)
  return {
    held: messages.size,
    instances: instances.size,
    ...world.state,
    changedEvents: world.events.state.changes,
    requests: fake.requests.count(),
    pushes: { ...fake.push.counts(), tries: fake.push.sent().length, taken: taken.length },
    decisions: seen,
    logged,
    interactions,
  }
}
