/** What the contract asks of a source's harness, and how its streams are read page by page, each page from where the last was stored. */
import type { Database } from '#server/db/connect.ts'
import { sql } from 'kysely'
import { ingestPage } from '#server/intake/ingest.ts'
import type { Page, PageReader } from '#server/sources/source.ts'
import { ingestDeps } from '#server/sync/engine.ts'
import type { Company } from '#test/support/company.ts'
import type { FreshDatabase } from '#test/support/databases.ts'
import { dumpRiver } from '#test/support/river-dump.ts'
import { outlineRiver } from '#test/support/river-counts.ts'

export const ANA = 'ana@ours.test'
export const DAY = 86_400_000

/** A mail or an event, as the source has them. `name`@contract.test is its Message-ID or UID. */
export type Item = {
  name: string
  /** Days before now that it was sent or starts. */
  ago?: number
  /** Whoever wrote or invites: we do a client, a client does us, or somebody does whom nobody here knows. */
  by?: 'us' | 'client' | 'stranger'
}

export const idOf = (name: string) => `${name}@contract.test`

/** A mailbox of a company of its own, and the hand that changes what is in it. */
export type Holding = {
  company: Company
  mailboxId: number
  put(item: Item): Promise<void>
  remove(name: string): Promise<void>
  /** It is there, and cannot be read. */
  poison(item: Item): Promise<void>
  heal(item: Item): Promise<void>
  /** As life does it, until nothing is left to do. */
  sync(): Promise<void>
  /** In the order in which a first sync reads them. */
  readonly streams: string[]
  /** One that remembers nothing. */
  reader(stream: string): Promise<PageReader>
  /** A failed item is asked for again some time later. */
  later(): Promise<void>
  close(): Promise<void>
}

/** What only a provider does. */
export type Provided = Holding & {
  /** It is listed, and gone when it is asked for. Where items are asked for one by one. */
  vanish?: (name: string) => void
  /** Whatever position we had is worth nothing any more. */
  forget(): void
  /** The next request for news is refused, with a Retry-After. */
  throttle(seconds: number): void
  /** What has been asked for so far: when, and what came of it. */
  asked(): { at: number; status: number }[]
  revoke(): void
  reconnect(): Promise<void>
  /** Tokens and the like grow old at the provider. */
  pass(ms: number): void
}

export type Opening = {
  database: FreshDatabase
  /** At most so many items on a page of the provider's; not given: as it likes. */
  pageSize?: number
  now?: () => Date
}

export type Harness = {
  /** What /api/decisions is asked by. */
  asks: 'messageId' | 'meetingUid'
  /** As a file of the same item, to be imported. */
  fileOf(item: Item): { name: string; content: string }
  /** Days before and after now that are seen. */
  reach: { back: number; ahead: number }
  /** How many items fill a page of the source. */
  page: number
  /** Its items are listed first and read one by one, so one can be gone in between. */
  vanishes?: true
  /** Sizes that pages of the provider can be made to have. */
  pageSizes: number[]
  /** A sync is told what has been deleted; otherwise it is found out when the item is asked for again. */
  saysDeleted: boolean
  open(options: Opening): Promise<Holding>
  provider?: (options: Opening) => Promise<Provided>
}

/** `begin`: a mailbox in an emptied database; `end` closes it, whatever became of the test. */
export type Bench = {
  harness: Harness
  begin(options?: { pageSize?: number; now?: () => Date }): Promise<Holding>
  provided(options?: { now?: () => Date }): ReturnType<NonNullable<Harness['provider']>>
}

/** A client whom we write to, what they answer, and somebody whom nobody knows. */
export const SOME: Item[] = [
  { name: 'offer', by: 'us', ago: 9 },
  { name: 'answer', ago: 8 },
  { name: 'chance', by: 'stranger', ago: 7 },
  { name: 'order', ago: 3 },
  { name: 'thanks', by: 'us', ago: 2 },
]

export const AS_DECIDED = {
  offer: ['logged'],
  answer: ['logged'],
  chance: ['skipped nobody'],
  order: ['logged'],
  thanks: ['logged'],
}

export async function putAll(holding: Holding, items: readonly Item[]): Promise<void> {
  for (const item of items) await holding.put(item)
}

/** Databases are dear: every company of a suite is founded on the same one, emptied. */
export async function emptied(fresh: FreshDatabase, database: Database): Promise<FreshDatabase> {
  // Deleting costs a fifth of what truncating so many tables does.
  await sql`DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely%' AND tablename <> 'data_keys'
    LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
  END $$`.execute(database.db)
  return { ...fresh, open: async () => ({ ...database, close: async () => {} }) }
}

export type Taken = { stream: string; from: string | null; page: Page }

/** Reads and takes pages of these streams, each by a new reader from the stored position, until each is done. */
export async function pump(holding: Holding, streams: readonly string[] = holding.streams): Promise<Taken[]> {
  const { settle } = holding.company
  const all: Taken[] = []
  for (const stream of streams)
    for (;;) {
      const from = await storedPosition(holding, stream)
      const page = await (await holding.reader(stream)).readPage(from)
      if (page.done && page.position === from && page.items.length === 0) break
      const { taken } = await take(holding, { stream, from, page })
      if (taken) all.push({ stream, from, page })
      if (taken && page.done) break
    }
  await settle()
  return all
}

/** @param taken with `stream` null: as fetched again, without a cursor */
export const take = (
  { company, mailboxId }: Holding,
  { stream, from, page }: Omit<Taken, 'stream'> & { stream: string | null },
) =>
  ingestPage(ingestDeps(company.engine), {
    mailboxId,
    items: page.items,
    series: page.series,
    ...(stream !== null && { cursor: { stream, from, to: page.position, done: page.done }, restart: page.restart }),
  })

async function storedPosition({ company, mailboxId }: Holding, stream: string): Promise<string | null> {
  const row = await company.engine.database.db
    .selectFrom('cursors')
    .select('position')
    .where('mailbox_id', '=', mailboxId)
    .where('stream', '=', stream)
    .executeTakeFirst()
  return row?.position ?? null
}

/** Reads on from the first stream without storing anything. `cold`: every page by a reader that has read nothing before. */
export async function readAll(holding: Holding, how: 'warm' | 'cold'): Promise<Page[]> {
  const pages: Page[] = []
  const todo: { stream: string; position: string | null }[] = [{ stream: holding.streams[0]!, position: null }]
  for (const { stream, position } of todo) {
    let reader = await holding.reader(stream)
    for (let at = position, done = false; !done;) {
      if (how === 'cold') reader = await holding.reader(stream)
      const page = await reader.readPage(at)
      pages.push(page)
      if (page.restart) todo.push(page.restart)
      ;({ position: at, done } = page)
    }
  }
  return pages
}

/** All that is stored, to be compared before and after. */
export async function everything({ company }: Holding) {
  const { database } = company.engine
  return { ...(await dumpRiver(database, new Map())), outline: await outlineRiver(database.db) }
}

/** Of each that was named what was decided in Ana's mailbox: "logged", "skipped nobody", "logged, gone". */
export async function verdicts(holding: Holding, harness: Harness, names: string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const name of names) {
    const { items } = await holding.company.get<{ items: Decision[] }>(
      ANA,
      `/api/decisions?${harness.asks}=${encodeURIComponent(idOf(name))}`,
    )
    found[name] = items
      .filter(({ mailbox }) => mailbox === ANA)
      .map(({ outcome, reason, gone }) => `${outcome}${reason === null ? '' : ` ${reason}`}${gone ? ', gone' : ''}`)
  }
  return found
}
type Decision = { mailbox: string; outcome: string; reason: string | null; gone: boolean }
