/** Runs a delivery through the real river, over sources that live in memory, until nothing is left to do. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { scopeOf } from '#server/access/scopes.ts'
import { setRestriction } from '#server/access/restrictions.ts'
import { updateContact } from '#server/crm/contacts/queries.ts'
import { createFolderStore } from '#server/crm/documents/store.ts'
import { type Database, inTransaction } from '#server/db/connect.ts'
import { type Hasher, createHasher } from '#server/db/hasher.ts'
import { lockRiver } from '#server/db/river-lock.ts'
import { exclude, hashOfExclusion, include, setOwnDomains, setPolicy } from '#server/intake/acts.ts'
import { ingestPage } from '#server/intake/ingest.ts'
import type { MailSource, SourceItem } from '#server/sources/source.ts'
import { storeDueDocuments } from '#server/sync/documents.ts'
import type { Engine } from '#server/sync/engine.ts'
import { ensureMailbox, insertUser } from '#server/sync/mailboxes.ts'
import { isIdle, refetchPending } from '#server/sync/refetch.ts'
import type { Step } from './river-delivery.ts'
import { HAND_NAME, levelSetter } from './river-expected.ts'
import { openFile } from './river-mail.ts'
import { messageOf } from './river-model.ts'
import { LATER_DOMAIN, MAILBOXES, OWN_DOMAIN } from './river-people.ts'
import type { Act, Copy, World } from './river-world.ts'

export const hasher: Hasher = createHasher(Buffer.alloc(32, 7))

/** Time stands almost still, and passes only where something waits for it. */
const clock = { at: Date.UTC(2026, 10, 21) }

/** What mailboxes show now; `gone`: without the copies that are to disappear. */
function sourceOf(world: World, state: { gone: boolean }): MailSource {
  const find = (locator: Record<string, string | number>) =>
    world.copies.find(
      (copy) =>
        copy.mailbox === locator['mailbox'] && copy.providerId === locator['provider'] && !(state.gone && copy.gone),
    )
  return {
    readPage: () => Promise.reject(new Error('pages are handed over by the delivery')),
    fetchItems: async (wanted) =>
      wanted.map(
        ({ providerId, locator }): SourceItem =>
          find(locator)?.final ?? { providerId, version: 0, locator, type: 'gone' },
      ),
    openAttachment: async (locator, index) => openFile(find(locator)!.stored!, index),
  }
}

/** @param databases one for each worker; the same one twice on PGlite */
export async function createRun(databases: [Database, Database]) {
  const folder = await mkdtemp(join(tmpdir(), 'ficha-river-'))
  const documents = createFolderStore(folder)
  const log = { info: () => {}, warn: () => {}, error: (fields: Record<string, unknown>) => errors.push(fields) }
  const errors: Record<string, unknown>[] = []
  const now = () => new Date((clock.at += 1))

  async function deliver(world: World, steps: Step[]): Promise<void> {
    await empty(databases[0])
    const state = { gone: false }
    const source = sourceOf(world, state)
    const engines = databases.map((database): Engine => ({
      database,
      hasher,
      documents,
      uploads: folder,
      now,
      log,
      sources: () => source,
    }))
    await setOwnDomains(actsOf(engines[0]!), [OWN_DOMAIN])
    const later: Act[] = []
    await Promise.all(
      engines.map(async (engine, worker) => {
        for (const step of steps.filter((one) => one.worker === worker)) {
          if (step.type === 'page') await takePage(engine, world, step)
          else if (!(await perform(engine, world, step.act))) later.push(step.act)
          if (step.sweep) await refetchPending(engine)
        }
      }),
    )
    for (const mailbox of MAILBOXES) await ensureMailbox(actsOf(engines[0]!), mailbox, 'files')
    await drain(engines[0]!)
    for (const act of later) await perform(engines[0]!, world, act)
    await drain(engines[1]!)
    state.gone = true
    await sayGone(engines[0]!, world)
    await drain(engines[0]!)
    if (errors.length > 0) throw new Error(`the river complained: ${JSON.stringify(errors.splice(0))}`)
  }
  return { deliver, close: () => rm(folder, { recursive: true, force: true }) }
}

const actsOf = (engine: Engine) => ({ db: engine.database.db, hasher, now: engine.now })

async function takePage(
  engine: Engine,
  world: World,
  page: { mailbox: string; items: SourceItem[]; cursor: string | null },
): Promise<void> {
  const mailboxId = await ensureMailbox(actsOf(engine), page.mailbox, 'files')
  const cursor = page.cursor === null ? {} : { cursor: { stream: page.cursor, from: null, to: 'read' } }
  const series = page.items.flatMap((item) => world.series?.get(item) ?? [])
  await ingestPage(actsOf(engine), { mailboxId, items: page.items, series, ...cursor })
}

/** @returns false when there is nothing yet to act on */
async function perform(engine: Engine, world: World, act: Act): Promise<boolean> {
  const deps = actsOf(engine)
  switch (act.type) {
    case 'exclude':
      await exclude(deps, null, hashOfExclusion(act.value, hasher)!)
      return true
    case 'include':
      await include(deps, null, hashOfExclusion(act.value, hasher)!.hash)
      return true
    case 'policy':
      await setPolicy(deps, null, await ensureMailbox(deps, act.mailbox, 'files'), act.policy)
      return true
    case 'user':
      await insertUser(deps, { ...act.user, name: act.user.email, roles: ['rep'] })
      return true
    case 'own-domains':
      await setOwnDomains(deps, [OWN_DOMAIN, LATER_DOMAIN])
      return true
    case 'mailbox':
      await ensureMailbox(deps, act.address, 'files')
      return true
    case 'work':
      return workOn(engine, act)
    default:
      return setLevelOn(engine, world.copies, act)
  }
}

async function workOn(engine: Engine, act: Extract<Act, { type: 'work' }>): Promise<boolean> {
  const { db } = engine.database
  const party = await db
    .selectFrom('parties')
    .select('contact_id')
    .where('hash', '=', hasher.address(act.address))
    .where('blocked', '=', false)
    .executeTakeFirst()
  if (!party || party.contact_id === null) return false
  await updateContact(db, {
    id: party.contact_id,
    by: 7,
    at: engine.now(),
    set: { name: HAND_NAME, ...(act.status ? { status: 'customer' as const } : {}) },
  })
  return true
}

async function setLevelOn(engine: Engine, copies: Copy[], act: Extract<Act, { type: 'level' }>): Promise<boolean> {
  const copy = copies[act.message % copies.length]!
  if (copy.final.type !== 'message') return false
  const message = messageOf(copy)
  const key = hasher.message(
    message.messageId,
    message.from.map((one) => one.address),
  )
  return inTransaction(engine.database.db, async (tx) => {
    await lockRiver(tx)
    const entry = await tx
      .selectFrom('interactions as i')
      .innerJoin('items as t', 't.id', 'i.item_id')
      .select(['t.id', 'i.conversation_id'])
      .where('t.key', '=', key)
      .executeTakeFirst()
    if (!entry) return false
    const scope = act.on === 'item' ? scopeOf('item', entry.id) : scopeOf('conversation', entry.conversation_id!)
    await setRestriction(tx, { scope, setBy: levelSetter(act), level: act.level })
    return true
  })
}

async function sayGone(engine: Engine, world: World): Promise<void> {
  for (const [mailbox, copies] of Map.groupBy(
    world.copies.filter((copy) => copy.gone),
    (copy) => copy.mailbox,
  )) {
    const items = copies.map(({ providerId, final }): SourceItem => ({
      providerId,
      version: final.version + 1,
      locator: final.locator,
      type: 'gone',
    }))
    await takePage(engine, world, { mailbox, items, cursor: null })
    // The pages of before, late: what has gone stays gone.
    await takePage(engine, world, { mailbox, items: copies.flatMap((copy) => copy.shown), cursor: null })
  }
}

async function drain(engine: Engine): Promise<void> {
  for (let round = 0; round < 50; round++) {
    const done = (await refetchPending(engine)) + (await storeDueDocuments(engine))
    if (done === 0 && (await isIdle(engine))) return
    // Somebody claimed it and will not come back to it: claims lapse with time.
    if (done === 0) clock.at += 70_000
  }
  throw new Error('the river does not come to rest')
}

const KEPT = ['kysely_migration', 'kysely_migration_lock', 'data_keys']

async function empty(database: Database): Promise<void> {
  const { rows } = await sql<{
    name: string
  }>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`.execute(database.db)
  const names = rows.map((row) => row.name).filter((name) => !KEPT.includes(name))
  // Without starting the ids anew: nothing may hang on which numbers things get.
  await sql.raw(`TRUNCATE ${names.join(', ')}`).execute(database.db)
}
