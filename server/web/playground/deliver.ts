/** Lays a mail into the demo's mailboxes, as Maildir (https://cr.yp.to/proto/maildir.html) wants it. Nothing goes further. */
import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { baseAddress } from '#shared/email-address.ts'
import type { Db } from '../../db/connect.ts'

/** Windows allows no colon in a file name. */
const SEEN = process.platform === 'win32' ? ';2,S' : ':2,S'

/** The sender's own copy. @returns the unique part of its name */
export const putIntoSent = (mailbox: string, raw: Buffer): Promise<string> => put(join(mailbox, '.Sent'), raw, SEEN)

/** A copy that nobody has read yet. */
export const putIntoInbox = (mailbox: string, raw: Buffer): Promise<string> => put(mailbox, raw, null)

/** Written whole before it gets its name: whoever reads the folder meanwhile sees no half mail. */
async function put(maildir: string, raw: Buffer, seen: string | null): Promise<string> {
  for (const part of ['cur', 'new', 'tmp']) await mkdir(join(maildir, part), { recursive: true })
  const unique = `${randomUUID()}.playground`
  const half = join(maildir, 'tmp', unique)
  await writeFile(half, raw)
  await rename(half, seen === null ? join(maildir, 'new', unique) : join(maildir, 'cur', `${unique}${seen}`))
  return unique
}

/** Which of our mailboxes these addresses lead to: its own, or that of the user whose other address it is. */
export async function findMailboxesOf(db: Db, addresses: string[]): Promise<string[]> {
  const wanted = [...new Set(addresses.flatMap((address) => [address, baseAddress(address).address]))]
  const { rows } = await sql<{ address: string }>`SELECT m.address FROM mailboxes m
    WHERE m.source = 'files' AND (m.address = ANY(${wanted}::text[]) OR m.address IN (
      SELECT u.email FROM own_addresses o JOIN users u ON u.id = o.user_id WHERE o.address = ANY(${wanted}::text[])))
    ORDER BY 1`.execute(db)
  return rows.map((row) => row.address)
}
