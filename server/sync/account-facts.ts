/** What a connected mailbox says of itself: the addresses it sends as, its calendars, its zone. Stored as often as one likes. */
import { sql } from 'kysely'
import { baseAddress, normaliseAddress } from '#shared/email-address.ts'
import { inTransaction } from '../db/connect.ts'
import type { Tx } from '../db/connect.ts'
import { recordset } from '../db/rows.ts'
import { lockRiver } from '../db/river-lock.ts'
import { MisuseError } from '../errors.ts'
import { followOwnAddress } from '../intake/acts.ts'
import type { AccountFacts, CalendarFacts } from '../sources/source.ts'
import type { Engine } from './engine.ts'
import { setMailboxZone } from './mailboxes.ts'

type FactsDeps = Pick<Engine, 'database' | 'hasher' | 'now'>

export async function storeFacts(deps: FactsDeps, mailboxId: number, facts: AccountFacts): Promise<void> {
  const { db } = deps.database
  const mailbox = await db
    .selectFrom('mailboxes')
    .select(['address', 'zone'])
    .where('id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  // Renamed at Google, it still is the mailbox that it was, and sends as its new address.
  const { calendars, aliases } = facts
  if (aliases !== null) {
    const others = [facts.address, ...aliases]
      .map(normaliseAddress)
      .filter((address): address is string => address !== null && address !== mailbox.address)
    await storeAliases(deps, mailboxId, [...new Set(others)])
  }
  if (calendars !== null) await inTransaction(db, (tx) => storeCalendars(tx, mailboxId, calendars))
  if (mailbox.zone === null && facts.zone !== null) await setZone(deps, mailboxId, facts.zone)
}

async function storeAliases(deps: FactsDeps, mailboxId: number, aliases: string[]): Promise<void> {
  const { db } = deps.database
  const known = await db.selectFrom('own_addresses').select('address').where('mailbox_id', '=', mailboxId).execute()
  const before = new Set(known.map(({ address }) => address))
  const came = aliases.filter((address) => !before.has(address))
  const went = [...before].filter((address) => !aliases.includes(address))
  if (came.length + went.length === 0) return
  await inTransaction(db, async (tx) => {
    await lockRiver(tx)
    for (const address of came) {
      const hash = deps.hasher.address(baseAddress(address).address)
      // One that is another mailbox's too stays where it was said first.
      const { numAffectedRows } =
        await sql`INSERT INTO own_addresses (address, hash, user_id, mailbox_id) VALUES (${address}, ${hash}, (SELECT id FROM users WHERE email = ${address}), ${mailboxId})
        ON CONFLICT (address) DO UPDATE SET mailbox_id = EXCLUDED.mailbox_id WHERE own_addresses.mailbox_id IS NULL`.execute(
          tx,
        )
      if (numAffectedRows) await followOwnAddress(tx, deps.hasher, address, deps.now())
    }
    for (const address of went) await forget(tx, deps, address)
  })
}

/** What an admin said to be a user's stays theirs. */
async function forget(tx: Tx, deps: FactsDeps, address: string): Promise<void> {
  await sql`UPDATE own_addresses SET mailbox_id = NULL WHERE address = ${address} AND user_id IS NOT NULL`.execute(tx)
  await sql`DELETE FROM own_addresses WHERE address = ${address} AND user_id IS NULL`.execute(tx)
  await followOwnAddress(tx, deps.hasher, address, deps.now())
}

/** What somebody chose of them is kept, also while one is not there. */
async function storeCalendars(tx: Tx, mailboxId: number, calendars: CalendarFacts[]): Promise<void> {
  await sql`INSERT INTO calendars (mailbox_id, calendar, title, owned, main)
    SELECT ${mailboxId}, r.id, r.title, r.owned, r.main FROM ${recordset(calendars, 'id text, title text, owned boolean, main boolean')}
    ON CONFLICT (mailbox_id, calendar) DO UPDATE SET title = EXCLUDED.title, owned = EXCLUDED.owned, main = EXCLUDED.main, gone = false
      WHERE (calendars.title, calendars.owned, calendars.main, calendars.gone) IS DISTINCT FROM (EXCLUDED.title, EXCLUDED.owned, EXCLUDED.main, false)`.execute(
    tx,
  )
  const there = calendars.map(({ id }) => id)
  await sql`UPDATE calendars SET gone = true WHERE mailbox_id = ${mailboxId} AND NOT gone AND calendar <> ALL (${there}::text[])`.execute(
    tx,
  )
}

async function setZone(deps: FactsDeps, mailboxId: number, zone: string): Promise<void> {
  try {
    await setMailboxZone({ db: deps.database.db, hasher: deps.hasher, now: deps.now }, mailboxId, zone)
  } catch (error) {
    // Meetings of it have been read without one, from files: they keep the zone that they were read in.
    if (!(error instanceof MisuseError)) throw error
  }
}
