/** From a stored mailbox to the source that reads it. */
import { createFilesSource } from '../sources/files/mail.ts'
import type { Refetcher } from '../sources/source.ts'
import type { Engine } from './engine.ts'
import { openProvider } from './providers.ts'

/** What of a mailbox says how it is read. `zone`: what floating times and whole days of its calendar are meant in. */
export type StoredMailbox = { id: number; source: string; zone: string | null }

/** For fetching again what was shown before: by locator. undefined: nobody can read the mailbox. */
export async function sourceOf(engine: Engine, mailbox: StoredMailbox): Promise<Refetcher | undefined> {
  if (engine.sources) return engine.sources(mailbox)
  return storedSource(mailbox, engine.now) ?? openProvider(engine, mailbox.id)
}

/** Of a mailbox that lies in files. */
export function storedSource({ source, zone }: Omit<StoredMailbox, 'id'>, now: () => Date): Refetcher | undefined {
  return source === 'files' ? createFilesSource({ paths: [], zone, now }) : undefined
}
