/** The mailbox of the river's benchmark, at the fake Google: the same messages, so that both can be compared. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { GoogleFake } from '#test/fakes/google/fake.ts'
import { OUR_DOMAIN } from '../river/people.ts'
import { writeMbox } from '../river/write-mbox.ts'

export const ADDRESS = `ana@${OUR_DOMAIN}`

/** @returns bytes in all */
export async function fillMailbox(fake: GoogleFake, folder: string, messages: number): Promise<number> {
  const mbox = join(folder, 'google.mbox')
  await writeMbox(mbox, messages)
  const { mail } = fake.account(ADDRESS)
  let bytes = 0
  for (const text of (await readFile(mbox, 'utf8')).split(/^From \d+@xxx .*\n/m).slice(1)) {
    const raw = Buffer.from(text.trimEnd().replaceAll('\n', '\r\n'))
    const sent = new RegExp(`^From: .*<${ADDRESS}>`, 'm').test(text.slice(0, text.indexOf('\n\n')))
    bytes += raw.length
    mail.insert(raw, [sent ? 'SENT' : 'INBOX'])
  }
  await rm(mbox)
  return bytes
}
