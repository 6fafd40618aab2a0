/** A message that is open beside the pane and was not synced yet goes through the river now. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenMessage, OpenedMail, PeopleOn, ReadNow } from '../connections.ts'
import { SourceError } from '../errors.ts'
import type { Deps } from '../http.ts'
import { ingestPage } from '../intake/ingest.ts'
import type { SourceItem } from '../sources/source.ts'
import { ingestDeps } from './engine.ts'
import type { Engine } from './engine.ts'
import { openMessageOnly, openProvider } from './providers.ts'

/** What routes ask of a message that is open, over one engine. */
export function openMessagesOf(
  engine: Engine,
): Required<Pick<Deps, 'readOpenMessage' | 'readPeople' | 'readOriginal' | 'findOpenMessage'>> {
  return {
    readOpenMessage: (mailboxId, message) => readOpenMessage(engine, mailboxId, message),
    readPeople: (mailboxId, message) => readPeople(engine, mailboxId, message),
    readOriginal: (mailboxId, providerId) => readOriginal(engine, mailboxId, providerId),
    findOpenMessage: createFinder(engine),
  }
}

/**
 * Reads it with the account's own tokens, or with what the add-on was given for this one message.
 * Its version is the least: whatever the sync reads of it later is newer.
 */
async function readOpenMessage(engine: Engine, mailboxId: number, open: OpenMessage): Promise<ReadNow> {
  const item = await readItem(engine, mailboxId, open).catch((error: unknown) => {
    if (!(error instanceof SourceError)) throw error
    engine.log.info({ mailboxId, kind: error.kind, code: error.code }, 'an open message could not be read at once')
    return undefined
  })
  if (!item) return 'impossible'
  if (item.type === 'gone') return 'gone'
  await ingestPage(ingestDeps(engine), { mailboxId, items: [{ ...item, version: 0 }] })
  return 'taken'
}

/** Who is on a message of which nothing is kept. */
async function readPeople(engine: Engine, mailboxId: number, open: OpenMessage): Promise<PeopleOn | null> {
  const item = await readItem(engine, mailboxId, open).catch((error: unknown) => {
    if (!(error instanceof SourceError)) throw error
    return undefined
  })
  return item?.type === 'message' ? item.message : null
}

/** @throws SourceError 'gone' when it is not there any more or cannot be read, 'auth' when its mailbox cannot be */
async function readOriginal(engine: Engine, mailboxId: number, providerId: string): Promise<OpenedMail> {
  const provider = await openProvider(engine, mailboxId)
  if (!provider) throw new SourceError('auth', 'not-connected', { code: 'not-connected' })
  const wanted = { providerId, locator: { kind: 'gmail', id: providerId } }
  const [item] = await provider.fetchItems([wanted], 'content')
  if (item?.type !== 'message') throw new SourceError('gone', 'The message is not there, or it cannot be read.')
  return item.message
}

/** Whoever opens a message waits no longer for it than this; it goes through the river all the same. */
const PATIENCE_MS = 1_500
/** What was not found is not looked for at every click. */
const REMEMBERED_MS = 60_000

/**
 * Looks for a Message-ID in connected mailboxes.
 * @returns whether it has been taken through the river by now
 */
function createFinder(engine: Engine): (mailboxIds: readonly number[], messageId: string) => Promise<boolean> {
  const looked = new Map<string, { at: number; found: Promise<boolean> }>()
  return async (mailboxIds, messageId) => {
    const key = JSON.stringify([mailboxIds, messageId])
    const now = Date.now()
    for (const [old, { at }] of looked) if (at + REMEMBERED_MS < now) looked.delete(old)
    const there = looked.get(key)
    const found = there?.found ?? findIn(engine, mailboxIds, messageId)
    if (!there) looked.set(key, { at: now, found })
    return Promise.race([found, sleep(PATIENCE_MS, false, { ref: false })])
  }
}

async function findIn(engine: Engine, mailboxIds: readonly number[], messageId: string): Promise<boolean> {
  const taken = await Promise.all(
    mailboxIds.map(async (mailboxId) => {
      try {
        const provider = await openProvider(engine, mailboxId)
        const items = (await provider?.findMessages(messageId)) ?? []
        const there = items.filter((item) => item.type !== 'gone')
        if (there.length > 0) await ingestPage(ingestDeps(engine), { mailboxId, items: there })
        return there.length > 0
      } catch (error) {
        // The pane says "not synced yet", which is true.
        engine.log.info(
          { mailboxId, err: error instanceof Error ? error.name : 'unknown' },
          'an open message was not found',
        )
        return false
      }
    }),
  )
  return taken.includes(true)
}

async function readItem(engine: Engine, mailboxId: number, open: OpenMessage): Promise<SourceItem | undefined> {
  const provider = await openProvider(engine, mailboxId)
  const alone = open.tokens && engine.connections ? openMessageOnly(engine, open.tokens) : undefined
  const readAlone = async () => (await alone?.read([open.providerId], 0, 'now'))?.[0]
  if (!provider) return readAlone()
  const wanted = { providerId: open.providerId, locator: { kind: 'gmail', id: open.providerId } }
  try {
    return (await provider.fetchItems([wanted]))[0]
  } catch (error) {
    // An account that has to be connected again does not keep the add-on from reading what is before somebody's eyes.
    if (alone && error instanceof SourceError && error.kind === 'auth') return readAlone()
    throw error
  }
}
