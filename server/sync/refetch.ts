/**
 * Skipped mail keeps no content, so when somebody becomes known it is fetched again and decided again. The rows themselves
 * say what is to do (`pending_at`): a sweep finds them, claims them for a while, and whoever dies leaves them to the next.
 */
import { sql } from 'kysely'
import { SourceError } from '../errors.ts'
import { ingestPage } from '../intake/ingest.ts'
import type { Locator, SourceItem } from '../sources/source.ts'
import { setProblem } from './accounts.ts'
import { ingestDeps } from './engine.ts'
import type { Engine } from './engine.ts'
import { sourceOf } from './sources.ts'

const CLAIM_SECONDS = 20
/** A provider's quota may make it take longer. */
const PROVIDER_CLAIM_SECONDS = 120
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

/** What waits in a mailbox that nobody can read waits until somebody can. */
const READABLE = sql`m.state NOT IN ('reconnect', 'paused')`

/** Fetches and decides again what is due, until nothing is. @returns how many */
export async function refetchPending(engine: Engine): Promise<number> {
  let done = 0
  for (;;) {
    const claims = await claimPending(engine)
    if (claims.length === 0) return done
    const mailboxes = Map.groupBy(claims, (claim) => claim.mailbox_id)
    await Promise.all([...mailboxes].map(([mailboxId, wanted]) => refetchFrom(engine, mailboxId, wanted)))
    done += claims.length
  }
}

async function claimPending(engine: Engine): Promise<Claim[]> {
  const now = engine.now()
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
  const { rows } = await sql<Claim>`
    UPDATE occurrences o SET pending_at =
      CASE WHEN d.source = 'files' THEN ${after(CLAIM_SECONDS)} ELSE ${after(PROVIDER_CLAIM_SECONDS)} END::timestamptz
    FROM (SELECT x.mailbox_id, x.provider_id, m.source, m.zone FROM occurrences x JOIN mailboxes m ON m.id = x.mailbox_id
      WHERE x.pending_at <= ${now} AND ${READABLE} ORDER BY x.pending_at LIMIT ${BATCH} FOR UPDATE OF x SKIP LOCKED) d
    WHERE o.mailbox_id = d.mailbox_id AND o.provider_id = d.provider_id
    RETURNING o.mailbox_id, o.provider_id, o.locator, d.source, d.zone, o.version, o.attempts`.execute(
    engine.database.db,
  )
  return rows
}

async function refetchFrom(engine: Engine, mailboxId: number, claims: Claim[]): Promise<void> {
  const source = await sourceOf(engine, { ...claims[0]!, id: mailboxId })
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
    if (error instanceof SourceError) await putOff(engine, mailboxId, claims, error)
    else await giveBack(engine, mailboxId, claims)
  }
}

/** The provider's trouble is not the item's: it is asked again when it is over. */
async function putOff(engine: Engine, mailboxId: number, claims: Claim[], error: SourceError): Promise<void> {
  if (error.kind === 'auth') await setProblem(engine, mailboxId, error.code ?? error.message)
  const until = new Date(engine.now().getTime() + (error.retryAfter ?? 30) * 1000)
  await sql`UPDATE occurrences SET pending_at = ${until} WHERE mailbox_id = ${mailboxId} AND pending_at IS NOT NULL
    AND provider_id = ANY(${claims.map((claim) => claim.provider_id)}::text[])`.execute(engine.database.db)
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
  const { rows } = await sql<{ busy: boolean }>`SELECT EXISTS (
      SELECT FROM occurrences x JOIN mailboxes m ON m.id = x.mailbox_id WHERE x.pending_at IS NOT NULL AND ${READABLE})
    OR EXISTS (SELECT FROM interactions i WHERE i.files_due_at IS NOT NULL AND NOT EXISTS (SELECT FROM occurrences x
      JOIN mailboxes m ON m.id = x.mailbox_id WHERE x.item_id = i.item_id AND x.rank = i.rank AND NOT (${READABLE}))) AS busy`.execute(
    engine.database.db,
  )
  return !rows[0]?.busy
}
