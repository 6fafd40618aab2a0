/** The thread in which files are read: what comes in and goes out is plain data. */
import { parentPort, workerData } from 'node:worker_threads'
import { readTable } from './read.ts'
import { UnreadableFile } from './table.ts'
import type { ReadRequest, Table, Unreadable } from './table.ts'

export type Answer = { table: Table } | { unreadable: Unreadable }

async function answer(): Promise<Answer> {
  try {
    return { table: await readTable(workerData as ReadRequest) }
  } catch (error) {
    return { unreadable: error instanceof UnreadableFile ? error.reason : 'damaged' }
  }
}

// A port of a thread, which knows no origins.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(await answer())
