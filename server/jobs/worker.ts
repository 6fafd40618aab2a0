/** What goes on by itself beside the requests. Sweeps find what is due in the rows themselves; waking only makes it sooner. */
import { setTimeout as sleep } from 'node:timers/promises'
import { endAbandonedImports } from '../data/import/run.ts'
import { dropOldUploads } from '../data/uploads.ts'
import type { Engine } from '../sync/engine.ts'
import { storeDueDocuments } from '../sync/documents.ts'
import { claimAbandoned, runClaimed } from '../sync/import.ts'
import { refetchPending } from '../sync/refetch.ts'

export type Worker = { wake(): void; stop(): Promise<void> }

const EVERY_MS = 5_000
/** A stop does not wait for a provider: what has been committed is safe at any moment. */
const STOP_MS = 3_000

/** Each goes on by itself: what waits for a provider's quota keeps nobody else waiting. */
const SWEEPS = [sweepImports, refetchPending, storeDueDocuments]

export function startWorker(engine: Engine): Worker {
  const stopping = new AbortController()
  const loops = SWEEPS.map((sweep) => startLoop(engine, stopping.signal, sweep))
  const wake = () => {
    for (const loop of loops) loop.wake()
  }
  return {
    wake,
    async stop() {
      stopping.abort()
      wake()
      await Promise.race([Promise.all(loops.map((loop) => loop.ended)), sleep(STOP_MS, undefined, { ref: false })])
    },
  }
}

function startLoop(engine: Engine, stopping: AbortSignal, sweep: (engine: Engine) => Promise<unknown>) {
  let { promise: bell, resolve: ring } = Promise.withResolvers<void>()
  const loop = async () => {
    while (!stopping.aborted) {
      await sweep(engine).catch((error: unknown) => {
        // Whoever stops does not wait for it, and closes the database.
        if (stopping.aborted) return
        const err = error instanceof Error ? error.name : 'unknown'
        engine.log.error({ err }, 'a sweep failed; it will be tried again')
      })
      const timer = setTimeout(() => ring(), EVERY_MS)
      await bell
      clearTimeout(timer)
      ;({ promise: bell, resolve: ring } = Promise.withResolvers<void>())
    }
  }
  return { wake: () => ring(), ended: loop() }
}

async function sweepImports(engine: Engine): Promise<void> {
  for (let claimed = await claimAbandoned(engine); claimed; claimed = await claimAbandoned(engine)) {
    engine.log.info({ importId: claimed.job.id }, 'going on with an import that was interrupted')
    await runClaimed(engine, claimed, () => {})
  }
  await endAbandonedImports(engine)
  await dropOldUploads(engine.uploads, engine.now())
}
