/** Lays the demo's mail down as Maildirs, one a mailbox, for the `files` source to read. */
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { demoMails } from './mails/demo-mails.ts'
import type { Folder } from './mails/letter.ts'

/** Maildir++: the Inbox is the Maildir itself, folders are beside it and begin with a dot. */
const FOLDERS: Record<Folder, string> = {
  Inbox: '',
  Sent: '.Sent',
  Drafts: '.Drafts',
  Spam: '.Spam',
  Archive: '.Archive',
}

/** Windows allows no colon in a file name. */
const INFO_MARK = process.platform === 'win32' ? ';2,' : ':2,'

/**
 * Writes `dir/<mailbox address>/…`. The unique part of each name comes from the mail's key, so that writing again, also
 * on another day, gives the same names; a copy that had other flags is replaced. Other files are left alone.
 */
export async function writeDemoMail(dir: string, now: Date): Promise<void> {
  const files = filesOf(now)
  for (const folder of new Set(files.map((file) => file.folder))) await makeMaildir(join(dir, folder))
  await removeEarlier(dir, files)
  await Promise.all(
    files.map(async ({ folder, unique, flags, raw, at }) => {
      const path = join(dir, folder, 'cur', `${unique}${INFO_MARK}${flags}`)
      await writeFile(path, raw)
      await utimes(path, at, at)
    }),
  )
}

type MailFile = { folder: string; unique: string; flags: string; raw: Buffer; at: Date }

function filesOf(now: Date): MailFile[] {
  return demoMails(now).flatMap(({ key, raw, at, in: copies }) =>
    copies.map(({ mailbox, folder, flags }, index) => ({
      folder: join(mailbox, FOLDERS[folder]),
      unique: `${key}.${index}.demo`,
      flags,
      raw,
      at,
    })),
  )
}

async function makeMaildir(path: string): Promise<void> {
  for (const part of ['cur', 'new', 'tmp']) await mkdir(join(path, part), { recursive: true })
}

async function removeEarlier(dir: string, files: MailFile[]): Promise<void> {
  const kept = new Map(files.map((file) => [join(file.folder, file.unique), file.flags]))
  for (const folder of new Set(files.map((file) => file.folder))) {
    for (const name of await readdir(join(dir, folder, 'cur'))) {
      const [unique = '', flags] = name.split(INFO_MARK)
      const now = kept.get(join(folder, unique))
      if (now !== undefined && now !== flags) await rm(join(dir, folder, 'cur', name))
    }
  }
}
