/**
 * Skipped mail keeps no content, so when somebody becomes known it is fetched again and decided again. The rows themselves
 * say what is to do (`pending_at`): a sweep finds them, claims them for a while, and whoever dies leaves them to the next.
 */
import { sql } from 'kysely'
import { ingestPage } from '../intake/ingest.ts'
import type { Locator, SourceItem } from '../sources/source.ts'
import { ingestDeps, sourceOf } from './engine.ts'
import type { Engine } from './engine.ts'

const CLAIM_SECONDS = 20
const BATCH = 100
const ATTEMPTS = 3

type Claim = {
  mailbox_id: number
  provider_id: string
  locator: Locator
  source: string
  zone: string | null
  version: number
  attempts: number
}

/** Fetches and decides again what is due, until nothing is. @returns how many */
export async function refetchPending(engine: Engine): Promise<number> {
  let done = 0
  for (;;) {
    const claims = await claimPending(engine)
    if (claims.length === 0) return done
    const mailboxes = Map.groupBy(claims, (claim) => claim.mailbox_id)
    for (const [mailboxId, wanted] of mailboxes) await refetchFrom(engine, mailboxId, wanted)
    done += claims.length
  }
}

async function claimPending(engine: Engine): Promise<Claim[]> {
  const now = engine.now()
  const until = new Date(now.getTime() + CLAIM_SECONDS * 1000)
  const { rows } = await sql<Claim>`
    UPDATE occurrences o SET pending_at = ${until}
    FROM (SELECT x.mailbox_id, x.provider_id, m.source, m.zone FROM occurrences x JOIN mailboxes m ON m.id = x.mailbox_id
      WHERE x.pending_at <= ${now} ORDER BY x.pending_at LIMIT ${BATCH} FOR UPDATE OF x SKIP LOCKED) d
    WHERE o.mailbox_id = d.mailbox_id AND o.provider_id = d.provider_id
    RETURNING o.mailbox_id, o.provider_id, o.locator, d.source, d.zone, o.version, o.attempts`.execute(
    engine.database.db,
  )
  return rows
}

async function refetchFrom(engine: Engine, mailboxId: number, claims: Claim[]): Promise<void> {
  const source = sourceOf(engine, claims[0]!)
  const versions = new Map(claims.map((claim) => [claim.provider_id, claim.version]))
  try {
    if (!source) throw new Error('no source for this mailbox')
    const items = await source.fetchItems(
      claims.map((claim) => ({ providerId: claim.provider_id, locator: claim.locator })),
    )
    await ingestPage(ingestDeps(engine), {
      mailboxId,
      items: items.map((item) => atLeast(item, versions.get(item.providerId) ?? 0)),
    })
  } catch (error) {
    engine.log.error(
      { mailboxId, items: claims.length, err: error instanceof Error ? error.name : 'unknown' },
      'fetching again failed',
    )
    await giveBack(engine, mailboxId, claims)
  }
}

/** A refetch shows the present, whatever number the source gives it. */
const atLeast = (item: SourceItem, version: number): SourceItem =>
  item.version >= version ? item : { ...item, version }

async function giveBack(engine: Engine, mailboxId: number, claims: Claim[]): Promise<void> {
  await sql`UPDATE occurrences SET attempts = attempts + 1, error_code = 'refetch-failed',
      pending_at = CASE WHEN attempts + 1 < ${ATTEMPTS} THEN pending_at END
    WHERE mailbox_id = ${mailboxId} AND provider_id = ANY(${claims.map((claim) => claim.provider_id)}::text[])`.execute(
    engine.database.db,
  )
}

/** Whether nothing waits to be decided again or stored, also not with another process. */
export async function isIdle(engine: Engine): Promise<boolean> {
  const { rows } = await sql<{ busy: boolean }>`SELECT EXISTS (SELECT FROM occurrences WHERE pending_at IS NOT NULL)
    OR EXISTS (SELECT FROM interactions WHERE files_due_at IS NOT NULL) AS busy`.execute(engine.database.db)
  return !rows[0]?.busy
}
