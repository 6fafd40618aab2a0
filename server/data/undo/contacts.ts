/** Contacts that an import made go, with the addresses that it tied; those it filled are what they were. */
import { sql } from 'kysely'
import { scopeOf } from '../../access/scopes.ts'
import { settleParties } from '../../intake/store/parties.ts'
import { followFlips } from '../../intake/reconsider.ts'
import { toParty } from '../../intake/facts.ts'
import type { Party } from '../../intake/facts.ts'
import type { Tx } from '../../db/connect.ts'
import type { ImportTrace } from '../../db/work-tables.ts'
import { putBackFields } from './fields.ts'
import type { Done, Undoing } from './undo.ts'
import { findWorkedOnContacts } from './worked-on.ts'

type Tied = ImportTrace['parties'][number]

/** @returns how many stay of those it made, because somebody has worked on them */
export async function undoContacts(u: Undoing, done: Done[]): Promise<number> {
  const { tx } = u
  const mine = done.flatMap(({ trace }) => trace.parties.map(({ hash }) => hash))
  const worked = await findWorkedOnContacts(tx, { importId: u.importId, ids: done.map((one) => one.id) }, mine)
  const gone = done.filter((one) => one.created && !worked.has(one.id))
  const filled = done.filter((one) => !one.created)
  const moved: number[] = []
  for (const one of filled) {
    if (await putBackFields(tx, { noun: 'contact', id: one.id, author: u.author })) moved.push(one.id)
  }
  const untouched = filled.filter((one) => !worked.has(one.id))
  await unkeep(tx, untouched)
  await untie(
    u,
    [
      ...gone.flatMap(({ id, trace }) => trace.parties.map((tied) => ({ id, tied, unkeep: true }))),
      ...filled.flatMap(({ id, trace }) => trace.parties.map((tied) => ({ id, tied, unkeep: !worked.has(id) }))),
    ],
    gone.map((one) => one.id),
    moved,
  )
  return done.filter((one) => one.created).length - gone.length
}

async function unkeep(tx: Tx, untouched: Done[]): Promise<void> {
  const ids = untouched.filter(({ trace }) => !trace.kept).map((one) => one.id)
  await sql`UPDATE contacts SET kept = false WHERE id = ANY(${ids}::bigint[])`.execute(tx)
}

type Untying = { id: number; tied: Tied; unkeep: boolean }

/**
 * Addresses that were nobody's before are nobody's again, those of somebody are theirs; then mail decides over them as if
 * the import had never been: whom it has made known meanwhile is known by it.
 */
async function untie(u: Undoing, all: Untying[], gone: number[], moved: number[]): Promise<void> {
  const { tx, now, deps } = u
  const hashes = all.map(({ tied }) => tied.hash)
  const { rows: addresses } = await sql<{ hash: string; address: string }>`
    SELECT hash, address FROM party_addresses WHERE hash = ANY(${hashes}::text[]) UNION SELECT hash, address FROM participants
    WHERE hash = ANY(${hashes}::text[]) AND address <> ''`.execute(tx)
  const met = new Map<string, Party>(
    addresses.map(({ hash, address }) => [hash, toParty({ address, name: null }, 'to', deps.hasher)]),
  )
  const { rows: linked } = await sql<{ id: number }>`
    SELECT DISTINCT interaction_id AS id FROM interaction_contacts WHERE contact_id = ANY(${[...gone, ...moved]}::bigint[])`.execute(
    tx,
  )
  const removed = all.filter(({ tied }) => !tied.there)
  for (const { id, tied } of removed)
    await sql`DELETE FROM parties WHERE hash = ${tied.hash} AND (contact_id = ${id} OR home_contact_id = ${id})`.execute(
      tx,
    )
  for (const { id, tied, unkeep: back } of all) {
    if (!tied.there || !back) continue
    await sql`UPDATE parties SET contact_id = ${tied.contactId}::bigint, manual = ${tied.manual} WHERE hash = ${tied.hash} AND contact_id = ${id}`.execute(
      tx,
    )
  }
  await removeContacts(tx, gone)
  const flips = await settleParties(tx, hashes, now, { met })
  const left = new Set(flips.known)
  const unknown = [...flips.unknown, ...removed.map(({ tied }) => tied.hash).filter((hash) => !left.has(hash))]
  await followFlips(
    { tx, now },
    { flips: { known: flips.known, unknown }, bulk: [], relink: linked.map((row) => row.id) },
  )
}

async function removeContacts(tx: Tx, ids: number[]): Promise<void> {
  await sql`DELETE FROM parties WHERE contact_id = ANY(${ids}::bigint[])`.execute(tx)
  await sql`DELETE FROM interaction_contacts WHERE contact_id = ANY(${ids}::bigint[])`.execute(tx)
  await sql`DELETE FROM contacts WHERE id = ANY(${ids}::bigint[])`.execute(tx)
  await sql`DELETE FROM restrictions WHERE scope = ANY(${ids.map((id) => scopeOf('contact', id))}::bigint[])`.execute(
    tx,
  )
  await sql`DELETE FROM changes WHERE noun = 'contact' AND noun_id = ANY(${ids}::bigint[])`.execute(tx)
}
