/** From a stored mailbox to the source that reads it. */
import { createFilesSource } from '../sources/files/mail.ts'
import type { MailSource } from '../sources/source.ts'

/** For fetching again what was shown before: by locator, so no paths are needed. */
export function storedSource(mailbox: { source: string }): MailSource | undefined {
  return mailbox.source === 'files' ? createFilesSource({ paths: [] }) : undefined
}
