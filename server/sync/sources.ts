/** From a stored mailbox to the source that reads it. */
import { createFilesSource } from '../sources/files/mail.ts'
import type { MailSource } from '../sources/source.ts'

/** What of a mailbox says how it is read. `zone`: what floating times and whole days of its calendar are meant in. */
export type StoredMailbox = { source: string; zone: string | null }

/** For fetching again what was shown before: by locator, so no paths are needed. */
export function storedSource({ source, zone }: StoredMailbox, now: () => Date): MailSource | undefined {
  return source === 'files' ? createFilesSource({ paths: [], zone, now }) : undefined
}
