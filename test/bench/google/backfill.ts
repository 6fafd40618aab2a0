/** Connects a mailbox, reads its past as the server does, and says what that took; then what it costs when nothing happens. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { listDue, listWithPast, syncNews, syncPast } from '#server/sync/mailbox-sync.ts'
import { storeDueDocuments } from '#server/sync/documents.ts'
import type { Engine } from '#server/sync/engine.ts'
import { refetchPending } from '#server/sync/refetch.ts'
import { openBenchEngine, type Where } from './engine.ts'

export type Backfilled = {
  seconds: number
  cpuSeconds: number
  seen: number
  logged: number
  /** Refetching and storing documents afterwards. */
  settleSeconds: number
  idle: Idle
}

/** Of one round in which nothing happened. `tick`: of looking whether anything is due, for all mailboxes together. */
export type Idle = {
  rounds: number
  warmUp: number
  rowsWritten: number
  cpuMilliseconds: number
  tickMilliseconds: number
}

const ROUNDS = 200
const WARM_UP = 20

const { engine, mailboxId } = await openBenchEngine(JSON.parse(process.argv[2]!) as Where)
const { db } = engine.database
const usage = process.cpuUsage()
const begun = performance.now()
await syncNews(engine, mailboxId)
await syncPast(engine, mailboxId)
const seconds = (performance.now() - begun) / 1000
const { user, system } = process.cpuUsage(usage)
const settling = performance.now()
while ((await refetchPending(engine)) + (await storeDueDocuments(engine)) > 0);
const settleSeconds = (performance.now() - settling) / 1000
const counted = await sql<{ seen: number; logged: number }>`SELECT count(*) AS seen,
  count(*) FILTER (WHERE outcome = 'logged') AS logged FROM occurrences`.execute(db)
process.stdout.write('synced\n')
// Until then it was the first sync: whoever counts requests begins anew.
await sleep(500)
const backfilled: Backfilled = {
  seconds,
  cpuSeconds: (user + system) / 1e6,
  ...counted.rows[0]!,
  settleSeconds,
  idle: await measureIdle(engine, mailboxId),
}
await engine.database.close()
process.stdout.write(`${JSON.stringify(backfilled)}\n`)

async function measureIdle(idling: Engine, id: number): Promise<Idle> {
  for (let n = 0; n < WARM_UP; n += 1) await syncNews(idling, id)
  const rows = await countWritten(idling)
  const cpu = await cpuOf(() => syncNews(idling, id))
  const written = (await countWritten(idling)) - rows
  const tick = await cpuOf(async () => [await listDue(idling), await listWithPast(idling)])
  return {
    rounds: ROUNDS,
    warmUp: WARM_UP,
    rowsWritten: written / ROUNDS,
    cpuMilliseconds: cpu,
    tickMilliseconds: tick,
  }
}

/** Milliseconds of processor time of this process, each time. The database's own are not in it. */
async function cpuOf(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (let n = 0; n < ROUNDS; n += 1) await act()
  const spent = process.cpuUsage(before)
  return (spent.user + spent.system) / 1000 / ROUNDS
}

/** By the database's own statistics, which each session hands in a moment late unless it is told to. */
async function countWritten(idling: Engine): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint AS n
    FROM pg_stat_user_tables, (SELECT pg_sleep(1.5)) AS waited`.execute(idling.database.db)
  return rows[0]!.n
}
