/**
 * What people do that changes whom we know or who we are: each under the river lock, each bringing the past to the same
 * decisions as if it had been so from the start (truth 2).
 */
import { sql } from 'kysely'
import { baseAddress, normaliseAddress } from '#shared/email-address.ts'
import type { Policy } from '#shared/api.ts'
import { inTransaction } from '../db/connect.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { Hasher } from '../db/hasher.ts'
import { lockRiver } from '../db/river-lock.ts'
import { insertAudit } from '../crm/audit.ts'
import { companyDomain } from '../crm/address-domain.ts'
import { dropLonelyContacts } from '../crm/kept.ts'
import { toParty } from './facts.ts'
import type { ParticipantRole, Party } from './facts.ts'
import { followFlips, reconsiderLogged } from './reconsider.ts'
import { pendByHashes, pendItems, pendSentBy } from './store/occurrences.ts'
import { settleParties } from './store/parties.ts'

export type ActDeps = { db: Db; hasher: Hasher; now: () => Date }
type Act = { by: number | null; now: Date }

function act(deps: ActDeps, by: number | null, run: (tx: Tx, act: Act) => Promise<void>): Promise<void> {
  return inTransaction(deps.db, async (tx) => {
    await lockRiver(tx)
    await run(tx, { by, now: deps.now() })
  })
}

/** The hash of an address, or of a domain when `value` has no @. Undefined when it is neither. */
export function hashOfExclusion(value: string, hasher: Hasher): { hash: string; value: string } | undefined {
  if (value.includes('@')) {
    const address = normaliseAddress(value)
    return address === null ? undefined : { hash: hasher.address(baseAddress(address).address), value: address }
  }
  const domain = companyDomain(`x@${value.trim().toLowerCase()}`)
  return domain === null ? undefined : { hash: hasher.domain(domain), value: domain }
}

/** Never log this address (or anybody at this domain): what is logged of them is taken away, now and from now on. */
export function exclude(deps: ActDeps, by: number | null, one: { hash: string; value: string }): Promise<void> {
  return excludeAll(deps, by, [one])
}

/** The same of many, all or none. */
export function excludeAll(
  deps: ActDeps,
  by: number | null,
  all: readonly { hash: string; value: string }[],
): Promise<void> {
  return act(deps, by, async (tx, { now }) => {
    for (const { hash, value } of all) {
      await tx
        .insertInto('exclusions')
        .values({ hash, value, set_by: by, created_at: now })
        // Of whoever has left, somebody else's word takes the place: else nobody could take it back.
        .onConflict((conflict) =>
          conflict
            .column('hash')
            .doUpdateSet({ set_by: by })
            .where(sql<boolean>`NOT EXISTS (SELECT FROM users u WHERE u.id = exclusions.set_by AND u.left_at IS NULL)`),
        )
        .execute()
      await settleBarred(tx, { hash, now, hasher: deps.hasher, released: false })
      await insertAudit(tx, { at: now, userId: by, act: 'exclude', subject: { hash } })
    }
  })
}

/** Takes an exclusion back: their mail is fetched again, as far as its source still shows it. */
export function include(deps: ActDeps, by: number | null, hash: string): Promise<void> {
  return includeAll(deps, by, [hash])
}

/** The same of many, all or none. */
export function includeAll(deps: ActDeps, by: number | null, hashes: readonly string[]): Promise<void> {
  return act(deps, by, async (tx, { now }) => {
    for (const hash of hashes) {
      await tx.deleteFrom('exclusions').where('hash', '=', hash).execute()
      await settleBarred(tx, { hash, now, hasher: deps.hasher, released: true })
      await insertAudit(tx, { at: now, userId: by, act: 'include', subject: { hash } })
    }
  })
}

type Barring = { hash: string; now: Date; hasher: Hasher; released: boolean }

async function settleBarred(tx: Tx, { hash, now, hasher, released }: Barring): Promise<void> {
  const { rows } = await sql<{
    hash: string
  }>`SELECT hash FROM parties WHERE hash = ${hash} OR domain_hash = ${hash}`.execute(tx)
  const met = released ? await metInLogged(tx, hash, hasher) : new Map<string, Party>()
  const hashes = new Set([hash, ...rows.map((row) => row.hash), ...met.keys()])
  const flips = await settleParties(tx, [...hashes], now, { met, released })
  await decideAnew(tx, [hash], now)
  await followFlips({ tx, now }, { flips, bulk: [], relink: [] })
}

/** Whom logged mail would have made known, but for what barred them: a whole domain's people are met again only here. */
async function metInLogged(tx: Tx, hash: string, hasher: Hasher): Promise<Map<string, Party>> {
  const { rows } = await sql<{ address: string; name: string | null; role: ParticipantRole }>`
    SELECT p.address, p.name, p.role FROM participants p JOIN interactions i ON i.id = p.interaction_id
      JOIN creations c ON c.item_id = i.item_id AND c.hash = p.hash
    WHERE (p.hash = ${hash} OR p.domain_hash = ${hash}) AND NOT p.own`.execute(tx)
  return new Map(rows.map((row) => toParty(row, row.role, hasher)).map((party) => [party.hash, party]))
}

/** Everything that names one of these hashes: logged items out of what is stored, skipped ones by fetching them again. */
async function decideAnew(tx: Tx, hashes: string[], now: Date): Promise<void> {
  await pendByHashes(tx, hashes, now)
  const { rows } = await sql<{
    item_id: number
  }>`SELECT DISTINCT i.item_id FROM participants p JOIN interactions i ON i.id = p.interaction_id
    WHERE (p.hash = ANY(${hashes}::text[]) OR p.domain_hash = ANY(${hashes}::text[])) AND i.item_id IS NOT NULL`.execute(
    tx,
  )
  const flips = await reconsiderLogged(
    { tx, now },
    rows.map((row) => row.item_id),
  )
  await followFlips({ tx, now }, { flips, bulk: [], relink: [] })
}

/** Says that a further address is this contact's. Whoever mail had made known under it, and nobody had worked on, becomes one with them. */
export function addAddress(deps: ActDeps, by: number | null, contactId: number, address: string): Promise<void> {
  return act(deps, by, async (tx, { now }) => {
    const hash = deps.hasher.address(baseAddress(address).address)
    const domain = companyDomain(address)
    const before = await tx.selectFrom('parties').select('contact_id').where('hash', '=', hash).executeTakeFirst()
    const domain_hash = domain === null ? null : deps.hasher.domain(domain)
    const company =
      domain_hash === null
        ? undefined
        : await tx.selectFrom('company_domains').select('company_id').where('hash', '=', domain_hash).executeTakeFirst()
    await tx
      .insertInto('parties')
      .values({ hash, contact_id: contactId, company_id: company?.company_id ?? null, domain_hash, manual: true })
      .onConflict((conflict) =>
        conflict.column('hash').doUpdateSet({ contact_id: contactId, home_contact_id: null, manual: true }),
      )
      .execute()
    await tx
      .insertInto('party_addresses')
      .values({ hash, address })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await followFlips({ tx, now }, { flips: { known: [hash], unknown: [] }, bulk: [], relink: [] })
    if (before && before.contact_id !== null && before.contact_id !== contactId)
      await dropLonelyContacts(tx, [before.contact_id])
    await insertAudit(tx, { at: now, userId: by, act: 'address', subject: { contactId, hash } })
  })
}

/** Whose mail in this mailbox makes people known. */
export function setPolicy(deps: ActDeps, by: number | null, mailboxId: number, policy: Policy): Promise<void> {
  return act(deps, by, async (tx, { now }) => {
    await tx.updateTable('mailboxes').set({ policy }).where('id', '=', mailboxId).execute()
    const { rows } = await sql<{
      item_id: number
    }>`SELECT DISTINCT item_id FROM occurrences WHERE mailbox_id = ${mailboxId} AND local IS NULL AND item_id IS NOT NULL`.execute(
      tx,
    )
    await pendItems(
      tx,
      rows.map((row) => row.item_id),
      now,
    )
    await insertAudit(tx, { at: now, userId: by, act: 'policy', subject: { mailboxId, policy } })
  })
}

/**
 * An address has become ours, or is no longer (a user, an alias, a mailbox): mail with it is decided again. To be called in
 * the transaction that changes it, under the river lock.
 */
export async function followOwnAddress(tx: Tx, hasher: Hasher, address: string, now: Date): Promise<void> {
  const hash = hasher.address(baseAddress(address).address)
  const { rows } = await sql<{
    item_id: number
  }>`SELECT DISTINCT i.item_id FROM participants p JOIN interactions i ON i.id = p.interaction_id WHERE p.hash = ${hash} AND i.item_id IS NOT NULL
    UNION SELECT item_id FROM creations WHERE hash = ${hash}`.execute(tx)
  await pendItems(
    tx,
    rows.map((row) => row.item_id),
    now,
  )
  await pendByHashes(tx, [hash], now)
  await pendSentBy(tx, hash, now)
  // Its party goes at once; the items that made it known are decided again and drop their claim.
  const flips = await settleParties(tx, [hash], now, { ownHashes: new Set([hash]) })
  await followFlips({ tx, now }, { flips, bulk: [], relink: [] })
}

/** Sets our domains. Everything that can be read again is decided again; @returns false when they are what they were. */
export async function setOwnDomains(deps: ActDeps, domains: string[]): Promise<boolean> {
  const stored = await deps.db.selectFrom('own_domains').select('domain').execute()
  const wanted = [...new Set(domains)].toSorted()
  if (
    stored
      .map((row) => row.domain)
      .toSorted()
      .join() === wanted.join()
  )
    return false
  await act(deps, null, async (tx, { now }) => {
    await tx.deleteFrom('own_domains').execute()
    if (wanted.length > 0)
      await tx
        .insertInto('own_domains')
        .values(wanted.map((domain) => ({ domain })))
        .execute()
    await sql`UPDATE occurrences SET pending_at = ${now}, attempts = 0 WHERE gone_at IS NULL AND local IS NULL AND item_id IS NOT NULL`.execute(
      tx,
    )
    await insertAudit(tx, { at: now, userId: null, act: 'own-domains', subject: { count: wanted.length } })
  })
  return true
}
