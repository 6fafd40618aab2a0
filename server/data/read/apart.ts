/** Reads what may be large in a thread of its own, with a bound on its memory and time: requests go on meanwhile. */
import { Worker } from 'node:worker_threads'
import { readTable } from './read.ts'
import { UnreadableFile } from './table.ts'
import type { ReadRequest, Table } from './table.ts'
import type { Answer } from './thread.ts'

const SECONDS = 60
const MEGABYTES = 1024

/** Text of this size is read in less time than a thread takes to begin. */
const SMALL = 256 * 1024

/** @throws UnreadableFile */
export function readTableApart(request: ReadRequest): Promise<Table> {
  const isZip = request.bytes[0] === 0x50 && request.bytes[1] === 0x4b
  return !isZip && request.bytes.length < SMALL ? readTable(request) : inThread(request)
}

function inThread(request: ReadRequest): Promise<Table> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('thread.ts', import.meta.url), {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    })
    const timer = setTimeout(() => end(() => reject(new UnreadableFile('takes-too-long'))), SECONDS * 1000)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      settle()
      void worker.terminate()
    }
    worker.once('message', (answer: Answer) =>
      end(() => ('table' in answer ? resolve(answer.table) : reject(new UnreadableFile(answer.unreadable)))),
    )
    // Out of memory arrives here too.
    worker.once('error', (cause) => end(() => reject(new UnreadableFile('damaged', { cause }))))
  })
}
