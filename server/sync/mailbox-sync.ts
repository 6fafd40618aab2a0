/**
 * What to pull of a connected mailbox, and when. News (mail and calendars) whenever it is due: told by a push or not, every
 * POLL_SECONDS. The past beside that, page by page, as its quota allows. Each is one process's at a time; wherever one dies,
 * the next goes on from the cursors.
 */
import { sql } from 'kysely'
import { SourceError } from '../errors.ts'
import { ingestPage } from '../intake/ingest.ts'
import type { ProviderMailbox, Stream } from '../sources/source.ts'
import { storeFacts } from './account-facts.ts'
import { setProblem } from './accounts.ts'
import { ingestDeps } from './engine.ts'
import type { Engine } from './engine.ts'
import { mayRead } from './google/scopes.ts'
import { openProvider } from './providers.ts'
import { renewWatches } from './watches.ts'

/** How to tell others that something was stored. */
export type SyncOptions = { onPage?: () => void; signal?: AbortSignal }

type Account = {
  mailboxId: number
  scopes: string[]
  way: 'oauth' | 'delegation'
  checkedAt: Date | null
  failures: number
}

const DAY = 86_400_000
/** A failed item is asked for again after this. */
const RETRY_FAILED_MS = 15 * 60_000
const HELD_MS = 2_000
const LONGEST_WAIT_MS = 15 * 60_000

/** The connected mailboxes that are due. */
export async function listDue({ database, now }: Engine): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`SELECT mailbox_id AS id FROM accounts
    WHERE due_at <= ${now()} AND problem IS NULL ORDER BY due_at`.execute(database.db)
  return rows.map(({ id }) => id)
}

/** Those whose past has not been read to its end. */
export async function listWithPast({ database }: Engine): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`SELECT a.mailbox_id AS id FROM accounts a
    JOIN cursors c ON c.mailbox_id = a.mailbox_id AND c.stream = 'past' AND NOT c.done
    WHERE a.problem IS NULL ORDER BY a.mailbox_id`.execute(database.db)
  return rows.map(({ id }) => id)
}

/** A push said so, or somebody who waits. */
export async function makeDue({ database, now }: Pick<Engine, 'database' | 'now'>, mailboxId: number): Promise<void> {
  await sql`UPDATE accounts SET due_at = ${now()} WHERE mailbox_id = ${mailboxId} AND problem IS NULL AND due_at > ${now()}`.execute(
    database.db,
  )
}

/**
 * Reads what is new until nothing is. Failures are stored, and the mailbox is due again later.
 * @returns milliseconds after which to look again at the soonest, null: whenever it is due
 */
export async function syncNews(engine: Engine, mailboxId: number, options: SyncOptions = {}): Promise<number | null> {
  const release = await engine.database.tryHold('sync', mailboxId)
  // Another process is at it, and sees for itself whether it is due again.
  if (!release) return HELD_MS
  try {
    const account = await findAccount(engine, mailboxId)
    if (!account) return null
    const poll = (engine.connections?.pollSeconds ?? 300) * 1000
    // Before anything is read: a push that comes meanwhile makes it due again.
    await setDueIn(engine, mailboxId, poll)
    try {
      await readNews(engine, account, options)
      await finish(engine, account)
    } catch (error) {
      await postpone(engine, account, error)
    }
    return null
  } finally {
    await release()
  }
}

/** Reads the past, page by page, until it is read. @returns milliseconds after which to try again, null when there is no need */
export async function syncPast(engine: Engine, mailboxId: number, options: SyncOptions = {}): Promise<number | null> {
  const release = await engine.database.tryHold('past', mailboxId)
  if (!release) return HELD_MS
  try {
    const account = await findAccount(engine, mailboxId)
    const provider = account && mayRead(account.scopes, 'mail') ? await openProvider(engine, mailboxId) : undefined
    if (!account || !provider) return null
    await readStream(engine, { mailboxId, provider, stream: 'past' }, options)
    await finish(engine, account)
    return null
  } catch (error) {
    const failure = failureOf(engine, mailboxId, error)
    if (failure.kind === 'auth') await setProblem(engine, mailboxId, failure.code ?? failure.message)
    return failure.kind === 'auth' ? null : (failure.retryAfter ?? 30) * 1000
  } finally {
    await release()
  }
}

async function findAccount({ database }: Engine, mailboxId: number): Promise<Account | undefined> {
  return database.db
    .selectFrom('accounts')
    .select(['mailbox_id as mailboxId', 'scopes', 'way', 'checked_at as checkedAt', 'failures'])
    .where('mailbox_id', '=', mailboxId)
    .where('problem', 'is', null)
    .executeTakeFirst()
}

async function readNews(engine: Engine, account: Account, options: SyncOptions): Promise<void> {
  const { mailboxId, scopes } = account
  // Whose addresses are whose decides what was sent and what received, and its zone what whole days mean: known before the first page.
  if (account.checkedAt === null) {
    const first = await openProvider(engine, mailboxId)
    if (first) await describe(engine, { mailboxId, provider: first }, scopes)
  }
  const provider = await openProvider(engine, mailboxId)
  if (!provider) return
  const target = { mailboxId, provider }
  if (mayRead(scopes, 'mail')) await readStream(engine, { ...target, stream: 'news' }, options)
  // Before calendars, which may take long the first time: until somebody tells us, new mail waits for the next poll.
  if (mayRead(scopes, 'mail')) await renewWatches(engine, { ...target, streams: ['news'] })
  const streams: Stream[] = []
  if (mayRead(scopes, 'calendar'))
    for (const calendar of await listCalendars(engine, mailboxId)) {
      const stream: Stream = `calendar:${calendar}`
      if (await readCalendar(engine, { ...target, stream, calendar }, options)) streams.push(stream)
    }
  await renewWatches(engine, { ...target, streams })
  if (account.checkedAt !== null && engine.now().getTime() - account.checkedAt.getTime() > DAY)
    await describe(engine, target, scopes)
  await retryFailed(engine, mailboxId)
}

type Target = { mailboxId: number; provider: ProviderMailbox }

async function describe(engine: Engine, { mailboxId, provider }: Target, scopes: string[]): Promise<void> {
  const may = { mail: mayRead(scopes, 'mail'), calendar: mayRead(scopes, 'calendar') }
  await storeFacts(engine, mailboxId, await provider.describe(may))
  await engine.database.db
    .updateTable('accounts')
    .set({ checked_at: engine.now() })
    .where('mailbox_id', '=', mailboxId)
    .execute()
}

/** Those that are one's own, and what somebody chose. */
async function listCalendars({ database }: Engine, mailboxId: number): Promise<string[]> {
  const { rows } = await sql<{ calendar: string }>`SELECT calendar FROM calendars
    WHERE mailbox_id = ${mailboxId} AND NOT gone AND coalesce(chosen, owned) ORDER BY NOT main, calendar`.execute(
    database.db,
  )
  return rows.map(({ calendar }) => calendar)
}

/** A calendar that cannot be read keeps neither mail nor other calendars from being read. @returns whether it could */
async function readCalendar(
  engine: Engine,
  { calendar, ...target }: Reading & { calendar: string },
  options: SyncOptions,
): Promise<boolean> {
  const say = (problem: string | null) =>
    sql`UPDATE calendars SET problem = ${problem} WHERE mailbox_id = ${target.mailboxId} AND calendar = ${calendar}
      AND problem IS DISTINCT FROM ${problem}`.execute(engine.database.db)
  try {
    await readStream(engine, target, options)
    await say(null)
    return true
  } catch (error) {
    // The calendar's own trouble; a token that is refused is everybody's.
    const own =
      error instanceof SourceError && (error.kind === 'gone' || (error.kind === 'auth' && error.code === 'forbidden'))
    if (!own) throw error
    if (error.kind === 'gone') await markGone(engine, target.mailboxId, calendar)
    else await say('forbidden')
    return false
  }
}

/** Not asked for again until the account's list of calendars names it. */
const markGone = ({ database }: Engine, mailboxId: number, calendar: string) =>
  sql`UPDATE calendars SET gone = true WHERE mailbox_id = ${mailboxId} AND calendar = ${calendar}`.execute(database.db)

type Reading = Target & { stream: Stream }

async function readStream(engine: Engine, reading: Reading, options: SyncOptions): Promise<void> {
  try {
    await readPages(engine, reading, options)
  } catch (error) {
    // A position that the source itself can make nothing of: from the beginning, where what is known is not read again.
    if (error instanceof SourceError && error.kind === 'cursor-expired') await forgetPositions(engine, reading)
    throw error
  }
}

/** The past is read from where the news began. */
async function forgetPositions({ database }: Engine, { mailboxId, stream }: Reading): Promise<void> {
  const streams = stream === 'past' || stream === 'news' ? ['past', 'news'] : [stream]
  await database.db.deleteFrom('cursors').where('mailbox_id', '=', mailboxId).where('stream', 'in', streams).execute()
}

async function readPages(engine: Engine, reading: Reading, { onPage, signal }: SyncOptions): Promise<void> {
  const { mailboxId, provider, stream } = reading
  const reader = provider.reader(stream)
  let position = await storedPosition(engine, mailboxId, stream)
  for (;;) {
    if (signal?.aborted) return
    const page = await reader.readPage(position)
    // Most of the time nothing has happened: then nothing is written.
    if (page.done && page.position === position && page.items.length + page.series.length === 0) return
    const { taken } = await ingestPage(ingestDeps(engine), {
      mailboxId,
      items: page.items,
      series: page.series,
      cursor: { stream, from: position, to: page.position, done: page.done },
      restart: page.restart,
    })
    if (stream === 'past') await recordProgress(engine, mailboxId, page.progress)
    if (page.items.length > 0) onPage?.()
    position = taken ? page.position : await storedPosition(engine, mailboxId, stream)
    if (taken && page.done) return
  }
}

async function storedPosition({ database }: Engine, mailboxId: number, stream: Stream): Promise<string | null> {
  const row = await database.db
    .selectFrom('cursors')
    .select('position')
    .where('mailbox_id', '=', mailboxId)
    .where('stream', '=', stream)
    .executeTakeFirst()
  return row?.position ?? null
}

async function recordProgress(
  { database }: Engine,
  mailboxId: number,
  progress: { done: number; total: number } | null,
) {
  if (progress)
    await database.db
      .updateTable('accounts')
      .set({ past_done: progress.done, past_total: progress.total })
      .where('mailbox_id', '=', mailboxId)
      .execute()
}

/** What could not be read is named, and asked for again until it can. */
async function retryFailed({ database, now }: Engine, mailboxId: number): Promise<void> {
  const before = new Date(now().getTime() - RETRY_FAILED_MS)
  await sql`UPDATE occurrences SET pending_at = ${now()} WHERE mailbox_id = ${mailboxId} AND outcome = 'failed'
    AND error_code = 'provider-failed' AND pending_at IS NULL AND gone_at IS NULL AND decided_at < ${before}`.execute(
    database.db,
  )
}

/** `ok` once the first sync is complete: the past, and every calendar that counts. */
async function finish({ database, now }: Engine, { mailboxId, scopes }: Account): Promise<void> {
  await sql`WITH left_to_read AS (SELECT FROM accounts a LEFT JOIN cursors c ON c.mailbox_id = a.mailbox_id AND c.stream = 'past'
      WHERE a.mailbox_id = ${mailboxId} AND c.done IS NOT TRUE AND ${mayRead(scopes, 'mail')}::boolean
      UNION ALL SELECT FROM calendars k LEFT JOIN cursors c ON c.mailbox_id = k.mailbox_id AND c.stream = 'calendar:' || k.calendar
      WHERE k.mailbox_id = ${mailboxId} AND ${mayRead(scopes, 'calendar')}::boolean AND NOT k.gone AND coalesce(k.chosen, k.owned) AND k.problem IS NULL AND c.done IS NOT TRUE)
    UPDATE mailboxes SET last_synced_at = ${now()},
      state = CASE WHEN state = 'syncing' AND NOT EXISTS (SELECT FROM left_to_read) THEN 'ok' ELSE state END
    WHERE id = ${mailboxId}`.execute(database.db)
  await sql`UPDATE accounts SET failures = 0 WHERE mailbox_id = ${mailboxId} AND failures > 0`.execute(database.db)
}

async function postpone(engine: Engine, { mailboxId, failures }: Account, error: unknown): Promise<void> {
  const failure = failureOf(engine, mailboxId, error)
  if (failure.kind === 'auth') {
    await setProblem(engine, mailboxId, failure.code ?? failure.message)
    return
  }
  const backoff = Math.min(LONGEST_WAIT_MS, 2000 * 2 ** failures)
  await setDueIn(engine, mailboxId, failure.retryAfter === null ? backoff : failure.retryAfter * 1000)
  await sql`UPDATE accounts SET failures = failures + 1 WHERE mailbox_id = ${mailboxId}`.execute(engine.database.db)
}

/** Whatever it was, said in the log by ids. What is no trouble of the provider's is ours, and tried again all the same. */
function failureOf({ log }: Engine, mailboxId: number, error: unknown): SourceError {
  const failure = error instanceof SourceError ? error : new SourceError('temporary', 'a bug', { cause: error })
  const err = error instanceof Error ? error.name : 'unknown'
  const stack =
    error instanceof SourceError || !(error instanceof Error)
      ? undefined
      : error.stack?.split('\n').slice(1, 6).join(' | ')
  log.warn({ mailboxId, kind: failure.kind, code: failure.code, err, stack }, 'a mailbox could not be read')
  return failure
}

async function setDueIn({ database, now }: Engine, mailboxId: number, ms: number): Promise<void> {
  const at = new Date(now().getTime() + ms)
  await sql`UPDATE accounts SET due_at = ${at} WHERE mailbox_id = ${mailboxId} AND problem IS NULL`.execute(database.db)
}
