/** The mailboxes that are read at a provider, each with one client in a process: it keeps the account of its quota. */
import { SourceError } from '../errors.ts'
import { createGoogleClient } from '../sources/google/client.ts'
import type { GoogleClient } from '../sources/google/client.ts'
import { createGoogleMailbox } from '../sources/google/mailbox.ts'
import { createMeetings } from '../sources/google/meetings.ts'
import { createMessages } from '../sources/google/messages.ts'
import type { Messages } from '../sources/google/messages.ts'
import { Allowance, createQuota } from '../sources/google/quota.ts'
import type { Quota } from '../sources/google/quota.ts'
import type { ProviderMailbox } from '../sources/source.ts'
import { accessToken } from './accounts.ts'
import type { Engine } from './engine.ts'
import { knownItems } from './known-items.ts'

/** Of all users of a Google Cloud project together, a minute. */
const PROJECT_UNITS = 1_200_000
/** Google Calendar counts requests. */
const CALENDAR_REQUESTS = { user: 600, project: 10_000 }

type Mailbox = { client: GoogleClient; messages: Messages }

/** What the mailboxes of one engine share. */
type Shared = { project: { mail: Allowance; calendar: Allowance }; mailboxes: Map<number, Mailbox> }

const shared = new WeakMap<Engine['database'], Shared>()

/** @returns undefined when the mailbox is not connected */
export async function openProvider(engine: Engine, mailboxId: number): Promise<ProviderMailbox | undefined> {
  const account = await engine.database.db
    .selectFrom('accounts as a')
    .innerJoin('mailboxes as m', 'm.id', 'a.mailbox_id')
    .select(['m.address', 'm.zone', 'a.since', 'a.provider'])
    .where('a.mailbox_id', '=', mailboxId)
    .executeTakeFirst()
  if (!account || !engine.connections) return undefined
  const { client, messages } = mailboxOf(engine, mailboxId)
  const known = knownItems(engine.database.db, mailboxId)
  const { google, pushes, publicUrl } = engine.connections
  const { address, since, zone } = account
  const hook = pushes ? `${publicUrl}/webhooks/google/calendar` : null
  const meetings = createMeetings({ client, known, now: engine.now, zone, since, hook })
  return createGoogleMailbox({
    client,
    messages,
    meetings,
    known,
    address,
    since,
    topic: google.pubsubTopic,
    now: engine.now,
  })
}

function mailboxOf(engine: Engine, mailboxId: number): Mailbox {
  const { mailboxes } = sharedOf(engine)
  const there = mailboxes.get(mailboxId)
  if (there) return there
  const client = createGoogleClient({
    token: (refused) => accessToken(engine, mailboxId, refused),
    apiUrl: connectionsOf(engine).google.apiUrl,
    ...quotasOf(engine),
  })
  const made = { client, messages: createMessages(client) }
  mailboxes.set(mailboxId, made)
  return made
}

/** With what the add-on was given: it reads the message that is open, in a mailbox that need not be connected. */
export function openMessageOnly(engine: Engine, tokens: { user: string; message: string }): Messages {
  const client = createGoogleClient({
    token: async (refused) => {
      if (refused !== undefined) throw new SourceError('auth', 'Google refuses what the add-on was given.')
      return tokens.user
    },
    headers: { 'X-Goog-Gmail-Access-Token': tokens.message },
    apiUrl: connectionsOf(engine).google.apiUrl,
    ...quotasOf(engine),
  })
  return createMessages(client)
}

function quotasOf(engine: Engine): { mail: Quota; calendar: Quota } {
  const { project } = sharedOf(engine)
  return {
    mail: createQuota(new Allowance(connectionsOf(engine).google.unitsPerMinute), project.mail),
    calendar: createQuota(new Allowance(CALENDAR_REQUESTS.user), project.calendar),
  }
}

function sharedOf({ database }: Engine): Shared {
  const there = shared.get(database)
  if (there) return there
  const project = { mail: new Allowance(PROJECT_UNITS), calendar: new Allowance(CALENDAR_REQUESTS.project) }
  const made: Shared = { project, mailboxes: new Map() }
  shared.set(database, made)
  return made
}

function connectionsOf(engine: Engine) {
  if (!engine.connections) throw new SourceError('auth', 'not-connected')
  return engine.connections
}
