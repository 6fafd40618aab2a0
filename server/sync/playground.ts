/** The playground's mailboxes are folders: whatever was written into one is read through the river like any other mail. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Playground } from '../http.ts'
import type { Engine } from './engine.ts'
import { importFiles } from './import.ts'

export function createPlayground(engine: Engine, folder: string): Playground {
  const last = new Map<string, Promise<void>>()
  const read = async (address: string): Promise<void> => {
    const paths = ['mail', 'calendar'].map((kind) => join(folder, kind, address)).filter((path) => existsSync(path))
    if (paths.length > 0) await importFiles(engine, paths, address, () => {})
  }
  return {
    folder,
    // One after the other a mailbox: a second reader of the same folder would find everything being read already. Whoever
    // asks while one runs wants what was written since, so their own begins when it ends, however it ended.
    sync(address) {
      const before = last.get(address) ?? Promise.resolve()
      const mine = before.catch(() => {}).then(() => read(address))
      last.set(address, mine)
      return mine
    },
  }
}
