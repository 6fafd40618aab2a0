/** From a stored mailbox to the source that reads it. */
import { createFilesSource } from '../sources/files/mail.ts'
import type { Locator, Refetcher } from '../sources/source.ts'
import type { Engine } from './engine.ts'
import { openProvider } from './providers.ts'

/** What of a mailbox says how it is read. `zone`: what floating times and whole days of its calendar are meant in. */
export type StoredMailbox = { id: number; source: string; zone: string | null }

/** For fetching again what was shown before: by locator. undefined: nobody can read the mailbox. */
export async function sourceOf(engine: Engine, mailbox: StoredMailbox): Promise<Refetcher | undefined> {
  if (engine.sources) return engine.sources(mailbox)
  const files = filesSource(mailbox.zone, engine.now)
  if (mailbox.source === 'files') return files
  const provider = await openProvider(engine, mailbox.id)
  return provider && whereverItLies(files, provider)
}

/** Of a mailbox that lies in files. */
export function storedSource({ source, zone }: Omit<StoredMailbox, 'id'>, now: () => Date): Refetcher | undefined {
  return source === 'files' ? filesSource(zone, now) : undefined
}

const filesSource = (zone: string | null, now: () => Date): Refetcher => createFilesSource({ paths: [], zone, now })

/** A mailbox that is connected may have been imported before: what lies in files is read there. */
function whereverItLies(files: Refetcher, provider: Refetcher): Refetcher {
  const isFiled = (locator: Locator) => 'path' in locator
  return {
    async fetchItems(wanted, how) {
      const filed = wanted.filter(({ locator }) => isFiled(locator))
      const held = wanted.filter(({ locator }) => !isFiled(locator))
      const items = await Promise.all([
        files.fetchItems(filed, how),
        held.length > 0 ? provider.fetchItems(held, how) : [],
      ])
      const found = new Map(items.flat().map((item) => [item.providerId, item]))
      return wanted.map(({ providerId }) => found.get(providerId)!)
    },
    openAttachment: (locator, index) => (isFiled(locator) ? files : provider).openAttachment(locator, index),
  }
}
