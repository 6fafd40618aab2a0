/** What goes on by itself beside the requests. Sweeps find what is due in the rows themselves; waking only makes it sooner. */
import { endAbandonedImports } from '../data/import/run.ts'
import { dropOldUploads } from '../data/uploads.ts'
import type { Engine } from '../sync/engine.ts'
import { storeDueDocuments } from '../sync/documents.ts'
import { claimAbandoned, runClaimed } from '../sync/import.ts'
import { refetchPending } from '../sync/refetch.ts'

export type Worker = { wake(): void; stop(): Promise<void> }

const EVERY_MS = 5_000

export function startWorker(engine: Engine): Worker {
  const stopping = new AbortController()
  let { promise: bell, resolve: ring } = Promise.withResolvers<void>()
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await sweep(engine)
      const timer = setTimeout(() => ring(), EVERY_MS)
      await bell
      clearTimeout(timer)
      ;({ promise: bell, resolve: ring } = Promise.withResolvers<void>())
    }
  }
  const done = loop()
  return {
    wake: () => ring(),
    async stop() {
      stopping.abort()
      ring()
      await done
    },
  }
}

async function sweep(engine: Engine): Promise<void> {
  try {
    for (let claimed = await claimAbandoned(engine); claimed; claimed = await claimAbandoned(engine)) {
      engine.log.info({ importId: claimed.job.id }, 'going on with an import that was interrupted')
      await runClaimed(engine, claimed, () => {})
    }
    await endAbandonedImports(engine)
    await dropOldUploads(engine.uploads, engine.now())
    await refetchPending(engine)
    await storeDueDocuments(engine)
  } catch (error) {
    engine.log.error({ err: error instanceof Error ? error.name : 'unknown' }, 'a sweep failed; it will be tried again')
  }
}
