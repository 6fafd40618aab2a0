/** What kind of mail or calendar a file holds: by its name where that says it, else by its first bytes. */
import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { firstPostmark } from './mbox.ts'

/** `ignore`: nothing that anybody would call mail or a calendar. `unknown`: should be one and is not. */
export type FileKind = 'mbox' | 'eml' | 'ics' | 'empty' | 'ignore' | 'unknown'

const HEAD = 8192
const MBOX = new Set(['.mbox', '.mbx', '.mboxrd'])
const EML = new Set(['.eml', '.msg822'])
const ICS = new Set(['.ics', '.ical', '.icalendar'])
const MAIL_FIELD =
  /^(?:from|to|cc|subject|date|message-id|received|return-path|delivered-to|mime-version|x-[\w-]+)[ \t]*:/im

/**
 * @param expected the file was named by the user, so that it must not be passed over in silence
 * @throws what opening and reading throws
 */
export async function sniffFile(path: string, expected: boolean): Promise<FileKind> {
  const extension = extname(path).toLowerCase()
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    const head = buffer.subarray(0, bytesRead)
    if (EML.has(extension)) return bytesRead === 0 ? 'unknown' : 'eml'
    if (bytesRead === 0) return 'empty'
    if (ICS.has(extension) || isCalendar(head)) return 'ics'
    // A damaged mbox may have good messages further on.
    if (MBOX.has(extension) || firstPostmark(head) !== null) return 'mbox'
    // Thunderbird's and mutt's folders and MH messages have no extension; "report.2026" is some other file.
    if ((expected || /^(?:\.\d+)?$/.test(extension)) && isMessage(head)) return 'eml'
    return expected ? 'unknown' : 'ignore'
  } finally {
    await file.close()
  }
}

/** Also in UTF-16, where every other byte is none. */
const isCalendar = (head: Buffer) =>
  /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*BEGIN:VCALENDAR\s/i.test(head.toString('latin1', 0, 512).replaceAll('\0', ''))

/** Begins with header fields, and one of them is a mail's. */
function isMessage(head: Buffer): boolean {
  const text = head.toString('latin1').replace(/^\xef\xbb\xbf/, '')
  const fields = text.split(/\r?\n\r?\n/)[0] ?? ''
  return /^[!-9;-~]+[ \t]*:/.test(fields) && !fields.includes('\0') && MAIL_FIELD.test(fields)
}
