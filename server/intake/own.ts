/** Who we are: our domains and the addresses of users and mailboxes. Changing it decides mail anew (`crm/…`, `sync/…` call `redecide`). */
import { sql } from 'kysely'
import { baseAddress } from '#shared/email-address.ts'
import type { Db } from '../db/connect.ts'

export type Own = {
  isOwn(address: string): boolean
  /** Whether `domain` is one of ours or below one of ours. */
  isOwnDomain(domain: string): boolean
  /** Whether mail from `address` leaves through this mailbox: it is its address, or an alias of it or of its user. */
  sendsAs(mailboxAddress: string, address: string): boolean
}

export type OwnRow = { address: string; mailbox: string | null }

export function createOwn(domains: readonly string[], addresses: readonly OwnRow[]): Own {
  // By base address: who owns ana.ruiz@gmail.com owns it without the dots and with any tag too.
  const mailboxesOf = Map.groupBy(addresses, (row) => baseOf(row.address))
  const isOwnDomain = (domain: string) => domains.some((own) => domain === own || domain.endsWith(`.${own}`))
  return {
    isOwnDomain,
    isOwn: (address) => isOwnDomain(address.slice(address.lastIndexOf('@') + 1)) || mailboxesOf.has(baseOf(address)),
    sendsAs: (mailbox, address) =>
      baseOf(address) === baseOf(mailbox) ||
      (mailboxesOf.get(baseOf(address))?.some((row) => row.mailbox === mailbox) ?? false),
  }
}

const baseOf = (address: string) => baseAddress(address).address

export async function loadOwn(db: Db): Promise<Own> {
  const domains = await db.selectFrom('own_domains').select('domain').execute()
  const { rows } = await sql<OwnRow>`
    SELECT o.address, u.email AS mailbox FROM own_addresses o LEFT JOIN users u ON u.id = o.user_id
    UNION ALL SELECT o.address, m.address FROM own_addresses o JOIN mailboxes m ON m.id = o.mailbox_id
    UNION ALL SELECT u.email, u.email FROM users u
    UNION ALL SELECT m.address, m.address FROM mailboxes m`.execute(db)
  return createOwn(
    domains.map((row) => row.domain),
    rows,
  )
}
