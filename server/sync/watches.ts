/**
 * Being told of news: channels at the provider, made anew well before they end, the new one before the old one is stopped.
 * Nothing is lost without them: polling finds it later. Whoever calls is known by a secret of which the hash is kept.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { SourceError } from '../errors.ts'
import type { ProviderMailbox, Stream } from '../sources/source.ts'
import type { Engine } from './engine.ts'
import { makeDue } from './mailbox-sync.ts'

const DAY = 86_400_000
/** Gmail asks to renew daily what ends after seven days; a calendar's channel is made anew a good while before. */
const RENEW_BEFORE_MS = { news: 6 * DAY, calendar: 2 * DAY }

type Watching = { mailboxId: number; provider: ProviderMailbox; streams: Stream[] }

/** Of each stream one channel that lives on; the others are stopped. What cannot be watched is polled. */
export async function renewWatches(engine: Engine, { mailboxId, provider, streams }: Watching): Promise<void> {
  const { connections, database, now } = engine
  if (!connections?.pushes) return
  const stored = await database.db.selectFrom('watches').selectAll().where('mailbox_id', '=', mailboxId).execute()
  for (const stream of streams) {
    if (stream === 'news' && connections.google.pubsubTopic === null) continue
    const mine = stored.filter((watch) => watch.stream === stream)
    const latest = Math.max(0, ...mine.map((watch) => watch.expires_at.getTime()))
    if (latest - now().getTime() > RENEW_BEFORE_MS[stream === 'news' ? 'news' : 'calendar']) continue
    if (!(await watchAnew(engine, { mailboxId, provider, stream }))) continue
    for (const old of mine) await stopOld(engine, provider, { ...old, stream })
  }
}

async function watchAnew(
  engine: Engine,
  { mailboxId, provider, stream }: Omit<Watching, 'streams'> & { stream: Stream },
): Promise<boolean> {
  const channel = { id: randomUUID(), token: randomBytes(24).toString('base64url') }
  try {
    const { resource, expiresAt } = await provider.watch(stream, channel)
    await engine.database.db
      .insertInto('watches')
      .values({
        mailbox_id: mailboxId,
        stream,
        channel: channel.id,
        resource,
        token_hash: hashOf(channel.token),
        expires_at: expiresAt,
      })
      .execute()
    return true
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    engine.log.warn(
      { mailboxId, kind: error.kind, code: error.code },
      'news of a mailbox cannot be pushed; it is polled',
    )
    return false
  }
}

type Stored = { mailbox_id: number; stream: Stream; channel: string; resource: string | null }

async function stopOld({ database, log }: Engine, provider: ProviderMailbox, old: Stored): Promise<void> {
  await provider.unwatch(old.stream, { id: old.channel, resource: old.resource }).catch((error: unknown) => {
    // It ends by itself; until then its calls are answered as any unknown channel's.
    if (!(error instanceof SourceError)) throw error
    log.info({ mailboxId: old.mailbox_id, kind: error.kind }, 'an old channel could not be stopped')
  })
  const { mailbox_id, stream, channel } = old
  await database.db
    .deleteFrom('watches')
    .where('mailbox_id', '=', mailbox_id)
    .where('stream', '=', stream)
    .where('channel', '=', channel)
    .execute()
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** A calendar's channel has called. @returns false for one that nobody knows, or that does not know its secret */
export async function heardOfChannel(
  deps: Pick<Engine, 'database' | 'now'>,
  { channel, token }: { channel: string; token: string },
): Promise<boolean> {
  const watch = await deps.database.db
    .selectFrom('watches')
    .select('mailbox_id')
    .where('channel', '=', channel)
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (watch) await makeDue(deps, watch.mailbox_id)
  return watch !== undefined
}

/** Pub/Sub says that an address has news. @returns false when no mailbox of it is connected */
export async function heardOfMail(deps: Pick<Engine, 'database' | 'now'>, address: string): Promise<boolean> {
  const mailbox = await deps.database.db
    .selectFrom('mailboxes as m')
    .innerJoin('accounts as a', 'a.mailbox_id', 'm.id')
    .select('m.id')
    .where('m.address', '=', address)
    .executeTakeFirst()
  if (mailbox) await makeDue(deps, mailbox.id)
  return mailbox !== undefined
}
