/** Connected mailboxes beside the requests: some at a time, what is due first. Waking only makes it sooner. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../sync/engine.ts'
import { listDue, listWithPast, syncNews, syncPast } from '../sync/mailbox-sync.ts'
import type { Worker } from './worker.ts'

const EVERY_MS = 2_000
/** Our own mistake would be made again at once. */
const AFTER_A_BUG_MS = 30_000
/** Whatever waits for its quota is not waited for: what has been committed is safe. */
const STOP_MS = 1_000
const AT_ONCE = { news: 4, past: 3 }

/** @param onPage told when something was stored that others may have to go on with */
export function startSyncWorker(engine: Engine, onPage: () => void): Worker {
  const stopping = new AbortController()
  const options = { onPage, signal: stopping.signal }
  const { log } = engine
  const lanes = [
    runLane({
      log,
      stopping: stopping.signal,
      atOnce: AT_ONCE.news,
      list: () => listDue(engine),
      run: (id) => syncNews(engine, id, options),
    }),
    runLane({
      log,
      stopping: stopping.signal,
      atOnce: AT_ONCE.past,
      list: () => listWithPast(engine),
      run: (id) => syncPast(engine, id, options),
    }),
  ]
  const [news, past] = lanes
  const wake = () => {
    news!.wake()
    past!.wake()
  }
  return {
    wake,
    async stop() {
      stopping.abort()
      wake()
      await Promise.all(lanes.map((lane) => lane.ended))
    },
  }
}

type Lane = {
  stopping: AbortSignal
  atOnce: number
  list(): Promise<number[]>
  /** @returns milliseconds for which this mailbox is left alone; null: none */
  run(mailboxId: number): Promise<number | null>
  log: Engine['log']
}

function runLane({ stopping, atOnce, list, run, log }: Lane): { wake(): void; ended: Promise<void> } {
  const running = new Map<number, Promise<void>>()
  const notBefore = new Map<number, number>()
  let { promise: bell, resolve: ring } = Promise.withResolvers<void>()
  const start = (id: number) => {
    const task = run(id)
      .then((wait) => void (wait === null ? notBefore.delete(id) : notBefore.set(id, Date.now() + wait)))
      .catch((error: unknown) => {
        // Whoever stops does not wait for it, and closes the database.
        if (!stopping.aborted)
          log.error({ mailboxId: id, err: error instanceof Error ? error.name : 'unknown' }, 'a sync failed')
        notBefore.set(id, Date.now() + AFTER_A_BUG_MS)
      })
      .finally(() => {
        running.delete(id)
        ring()
      })
    running.set(id, task)
  }
  const loop = async () => {
    while (!stopping.aborted) {
      const due = await list().catch(() => [])
      for (const id of due)
        if (running.size < atOnce && !running.has(id) && (notBefore.get(id) ?? 0) <= Date.now()) start(id)
      const timer = setTimeout(() => ring(), EVERY_MS)
      await bell
      clearTimeout(timer)
      ;({ promise: bell, resolve: ring } = Promise.withResolvers<void>())
    }
    await Promise.race([Promise.all(running.values()), sleep(STOP_MS, undefined, { ref: false })])
  }
  return { wake: () => ring(), ended: loop() }
}
