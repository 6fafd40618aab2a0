/** A mailbox at a provider: its first sync against only fetching it, what news and what doing nothing cost. */
import { join } from 'node:path'
import { startGoogle } from '#test/fakes/google/fake.ts'
import type { GoogleFake } from '#test/fakes/google/fake.ts'
import type { Cluster } from '#test/support/postgres.ts'
import { ALL_SCOPES } from '#server/sync/google/scopes.ts'
import { runScript, startScript } from '../child.ts'
import { createBenchDatabase } from '../database.ts'
import type { Backfilled } from './backfill.ts'
import { SECRET, type Where } from './engine.ts'
import type { Fetched } from './fetch.ts'
import { ADDRESS, fillMailbox } from './fill.ts'
import { type Latency, measureLatency } from './latency.ts'

export type GoogleFigures = {
  messages: number
  backfill: { seconds: number; messagesPerSecond: number; cpuSeconds: number; loggedShare: number }
  /** The same pages with the same client: the middle of before and after. */
  fetch: { seconds: number; messagesPerSecond: number; cpuSeconds: number }
  /** Time of only fetching over time of the first sync, by the clock and of Ficha's own process. */
  shareOfBound: number
  shareOfProcessor: number
  /** Of the first sync, a thousand messages. The floor: 20 units a message, 5 a page of 500 in a list. */
  perThousand: { requests: number; units: number; floorRequests: number; floorUnits: number }
  latency: Latency
  /** At 288 polls a day, as POLL_SECONDS has it unless said otherwise. */
  idleDay: { requests: number; units: number; calendarRequests: number; rowsWritten: number; cpuMilliseconds: number }
  /** Looking whether anything is due: of the server, however many mailboxes it has. */
  tickDayMilliseconds: number
}

const POLLS_A_DAY = 288
/** Beside the polls: what it sends as and its calendars are asked again, and Gmail's watch is made anew. */
const ONCE_A_DAY = { requests: 2, units: 101, calendarRequests: 1 }
/** Both lanes look every two seconds. */
const TICKS_A_DAY = 43_200
const PUSHED = 100

export async function benchGoogle(
  cluster: Cluster,
  folder: string,
  messages: number,
  say: (text: string) => void,
): Promise<GoogleFigures> {
  const fake = await startGoogle({ quota: 'unlimited' })
  const database = await createBenchDatabase(cluster, 'bench_google')
  try {
    say(`putting ${messages} messages into a mailbox at the fake Google`)
    await fillMailbox(fake, folder, messages)
    const account = fake.account(ADDRESS)
    const where: Where = {
      databaseUrl: database.url,
      dataDir: join(folder, 'google'),
      url: fake.url,
      client: { id: fake.client.id, secret: fake.client.secret },
      topic: fake.topic,
      subject: account.sub,
      access: account.accessToken(ALL_SCOPES),
      refresh: account.refreshToken(ALL_SCOPES),
    }
    const told = JSON.stringify(where)
    say('only fetching them')
    const before = await fetchOnly(told, messages)
    say('reading them')
    const { backfilled, spent, idle } = await readAndIdle(fake, told, messages)
    say('only fetching them, again')
    const after = await fetchOnly(told, messages)
    say('telling of news')
    const place = { fake, client: database.client, url: database.url, dataDir: where.dataDir, secretKey: SECRET }
    const latency = await measureLatency(place, PUSHED)
    const fetchSeconds = (before.seconds + after.seconds) / 2
    const fetchCpu = (before.cpuSeconds + after.cpuSeconds) / 2
    return {
      messages,
      backfill: {
        seconds: backfilled.seconds,
        messagesPerSecond: messages / backfilled.seconds,
        cpuSeconds: backfilled.cpuSeconds,
        loggedShare: backfilled.logged / backfilled.seen,
      },
      fetch: { seconds: fetchSeconds, messagesPerSecond: messages / fetchSeconds, cpuSeconds: fetchCpu },
      shareOfBound: fetchSeconds / backfilled.seconds,
      shareOfProcessor: fetchCpu / backfilled.cpuSeconds,
      perThousand: {
        requests: (spent.requests / messages) * 1000,
        units: (spent.units / messages) * 1000,
        floorRequests: 1002,
        floorUnits: 20_010,
      },
      latency,
      ...idle,
    }
  } finally {
    await database.drop()
    await fake.close()
  }
}

async function fetchOnly(told: string, messages: number): Promise<Fetched> {
  const fetched = await runScript<Fetched>('google/fetch.ts', [told])
  if (fetched.messages !== messages) throw new Error(`${fetched.messages} of ${messages} messages were fetched`)
  return fetched
}

/** What is asked of the fake up to the end of the first sync, and from then on while nothing happens. */
async function readAndIdle(fake: GoogleFake, told: string, messages: number) {
  fake.requests.clear()
  const { backfilled, first, rest } = await readPast(fake, told)
  if (backfilled.seen !== messages) throw new Error(`the sync saw ${backfilled.seen} of ${messages} messages`)
  const { rounds, rowsWritten, cpuMilliseconds, tickMilliseconds } = backfilled.idle
  // The rounds that were not measured ask the same.
  const aDay = (n: number) => (n / (rounds + backfilled.idle.warmUp)) * POLLS_A_DAY
  const mail = rest.filter(({ operation }) => operation.startsWith('gmail.'))
  const calendar = rest.filter(({ operation }) => operation.startsWith('calendar.'))
  return {
    backfilled,
    spent: { requests: first.length, units: first.reduce((sum, { units }) => sum + units, 0) },
    idle: {
      idleDay: {
        requests: aDay(mail.length) + ONCE_A_DAY.requests,
        units: aDay(mail.reduce((sum, { units }) => sum + units, 0)) + ONCE_A_DAY.units,
        calendarRequests: aDay(calendar.length) + ONCE_A_DAY.calendarRequests,
        rowsWritten: rowsWritten * POLLS_A_DAY,
        cpuMilliseconds: cpuMilliseconds * POLLS_A_DAY,
      },
      tickDayMilliseconds: tickMilliseconds * TICKS_A_DAY,
    },
  }
}

async function readPast(fake: GoogleFake, told: string) {
  const child = startScript('google/backfill.ts', [told])
  let output = ''
  let first: ReturnType<GoogleFake['requests']['list']> = []
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
    if (first.length === 0 && output.includes('synced\n')) {
      first = fake.requests.list()
      fake.requests.clear()
    }
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`google/backfill.ts ended with ${code}`)
  return { backfilled: JSON.parse(output.split('\n')[1]!) as Backfilled, first, rest: fake.requests.list() }
}
