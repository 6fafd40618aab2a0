/** A message that is open beside the pane and was not synced yet goes through the river now. */
import type { OpenMessage, ReadNow } from '../connections.ts'
import { SourceError } from '../errors.ts'
import { ingestPage } from '../intake/ingest.ts'
import type { SourceItem } from '../sources/source.ts'
import { ingestDeps } from './engine.ts'
import type { Engine } from './engine.ts'
import { openMessageOnly, openProvider } from './providers.ts'

/**
 * Reads it with the account's own tokens, or with what the add-on was given for this one message.
 * Its version is the least: whatever the sync reads of it later is newer.
 */
export async function readOpenMessage(engine: Engine, mailboxId: number, open: OpenMessage): Promise<ReadNow> {
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

async function readItem(engine: Engine, mailboxId: number, open: OpenMessage): Promise<SourceItem | undefined> {
  const provider = await openProvider(engine, mailboxId)
  if (provider) {
    const wanted = { providerId: open.providerId, locator: { kind: 'gmail', id: open.providerId } }
    return (await provider.fetchItems([wanted]))[0]
  }
  if (!open.tokens || !engine.connections) return undefined
  return (await openMessageOnly(engine, open.tokens).read([open.providerId], 0, 'now'))[0]
}
