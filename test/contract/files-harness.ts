/** Folders on disk: a Maildir, whose messages stay the same ones while their content or flags change. */
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createFilesSource } from '#server/sources/files/mail.ts'
import { importFiles } from '#server/sync/import.ts'
import { ensureMailbox } from '#server/sync/mailboxes.ts'
import { foundCompany } from '#test/support/company.ts'
import { ANA, type Harness, type Holding, type Opening } from './harness.ts'
import { emlOf, mailOf } from './mail-of.ts'

export const files: Harness = {
  asks: 'messageId',
  fileOf: emlOf,
  reach: { back: 12_000, ahead: 400 },
  page: 100,
  pageSizes: [],
  saysDeleted: false,
  open,
}

async function open({ database, now = () => new Date() }: Opening): Promise<Holding> {
  const company = await foundCompany(database, ['ours.test'], { now })
  const { engine } = company
  await company.user(ANA)
  const mailboxId = await ensureMailbox({ db: engine.database.db, hasher: engine.hasher, now }, ANA, 'files')
  const folder = join(company.mail, 'ana')
  for (const part of ['cur', 'new', 'tmp']) await mkdir(join(folder, part), { recursive: true })
  const pathOf = (name: string) => join(folder, 'cur', `${name}:2,S`)
  // A file's time of change says that it is another version; each change is found by an import of its own.
  let written = 0
  const write = async (name: string, content: string) => {
    await writeFile(pathOf(name), content)
    await utimes(pathOf(name), 1, (written += 1))
  }
  return {
    company,
    mailboxId,
    put: (item) => write(item.name, mailOf(item)),
    async remove(name) {
      await rm(pathOf(name))
      written += 1
    },
    poison: (item) => write(item.name, 'no mail at all'),
    heal: (item) => write(item.name, mailOf(item)),
    sync: async () => void (await importFiles(engine, [folder], ANA, () => {})),
    get streams() {
      return [`import-${written}`]
    },
    reader: async () => createFilesSource({ paths: [folder], now }),
    later: () => askAgain(company, mailboxId),
    close: () => rm(company.mail, { recursive: true, force: true }),
  }
}

/** As when somebody on it becomes known. */
async function askAgain({ engine, settle }: Holding['company'], mailboxId: number): Promise<void> {
  await sql`UPDATE occurrences SET pending_at = ${engine.now()} WHERE mailbox_id = ${mailboxId}`.execute(
    engine.database.db,
  )
  await settle()
}
