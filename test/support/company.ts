/** A small company at the front door: a database, the app over it, users with tokens, and mail that really is imported. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Contact, Decision, Interaction, Mailbox, Role, Sidebar } from '#shared/api.ts'
import { insertToken } from '#server/access/identity.ts'
import { createApp } from '#server/app.ts'
import { createFolderStore } from '#server/crm/documents/store.ts'
import type { Connections } from '#server/connections.ts'
import type { Db } from '#server/db/connect.ts'
import { createHasher } from '#server/db/hasher.ts'
import { createSealer } from '#server/db/sealer.ts'
import { setOwnDomains } from '#server/intake/acts.ts'
import { createLog } from '#server/log.ts'
import type { Log } from '#server/log.ts'
import { storeDueDocuments } from '#server/sync/documents.ts'
import type { Engine } from '#server/sync/engine.ts'
import { type ImportResult, importFiles } from '#server/sync/import.ts'
import { insertUser, shareMailbox } from '#server/sync/mailboxes.ts'
import { openMessagesOf } from '#server/sync/open-message.ts'
import { refetchPending } from '#server/sync/refetch.ts'
import type { FreshDatabase } from './databases.ts'

export type List<T> = { items: T[]; nextCursor: string | null }

export type Company = Awaited<ReturnType<typeof foundCompany>>

/** What a company that connects mailboxes to Google has besides: the fake's handle is enough for `google`. */
export type Connecting = {
  google?: { url: string; client: { id: string; secret: string }; topic: string }
  connections?: Partial<Connections>
  now?: () => Date
  log?: Log
}

/** @param ownDomains what COMPANY_DOMAINS says */
export async function foundCompany(fresh: FreshDatabase, ownDomains = ['ours.test'], connecting: Connecting = {}) {
  const database = await fresh.open()
  const mail = await mkdtemp(join(tmpdir(), 'ficha-mail-'))
  const { log = createLog(), now = () => new Date() } = connecting
  const engine: Engine = {
    database,
    hasher: createHasher(Buffer.alloc(32, 7)),
    documents: createFolderStore(join(fresh.dataDir, 'documents')),
    uploads: join(fresh.dataDir, 'uploads'),
    now,
    log,
    ...(connecting.google && { connections: connectionsTo(connecting.google, database.db, connecting.connections) }),
  }
  const acts = { db: database.db, hasher: engine.hasher, now }
  await setOwnDomains(acts, ownDomains)
  const app = createApp({
    ...engine,
    ...(engine.connections && openMessagesOf(engine)),
    demo: false,
    wake: () => {},
  })
  const tokens = new Map<string, string>()

  /** Waits until nothing is left to decide again or to store. */
  const settle = async () => {
    while ((await refetchPending(engine)) + (await storeDueDocuments(engine)) > 0);
  }
  const call = async (who: string | null, method: string, path: string, body?: unknown): Promise<Response> => {
    const headers = new Headers(body === undefined ? {} : { 'content-type': 'application/json' })
    if (who !== null) headers.set('authorization', `Bearer ${tokens.get(who) ?? who}`)
    return app.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  }
  const answer = async <T>(who: string, method: string, path: string, body?: unknown): Promise<T> => {
    const response = await call(who, method, path, body)
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    if (method !== 'GET') await settle()
    return (response.status === 204 ? undefined : await response.json()) as T
  }
  const get = <T>(who: string, path: string) => answer<T>(who, 'GET', path)

  return {
    engine,
    app,
    call,
    get,
    settle,
    send: answer,
    /** For requests that are no JSON. */
    tokenOf: (who: string) => tokens.get(who) ?? who,
    mail,
    async user(
      email: string,
      options: { roles?: Role[]; aliases?: string[]; name?: string; locale?: 'en' | 'es' } = {},
    ) {
      const { roles = ['rep'], aliases = [], name = email.split('@')[0]!, locale = 'en' } = options
      const id = await insertUser(acts, { email, name, roles, aliases, locale })
      tokens.set(email, await insertToken(database.db, id, 'test', now()))
      await settle()
      return id
    },
    share: (address: string, email: string) => shareMailbox(acts, address, email),
    /** Writes files below a folder of the mailbox's own and imports that folder. */
    async import(mailbox: string, files: Record<string, string | Buffer>): Promise<ImportResult> {
      const folder = join(mail, mailbox)
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true })
        await writeFile(join(folder, name), content)
      }
      return importFiles(engine, [folder], mailbox, () => {})
    },
    decisions: async (who: string, messageId: string) =>
      (await get<List<Decision>>(who, `/api/decisions?messageId=${encodeURIComponent(messageId)}`)).items,
    interactions: async (who: string, query = '') =>
      (await get<List<Interaction>>(who, `/api/interactions?limit=200&${query}`)).items,
    contacts: async (who: string, query = '') =>
      (await get<List<Contact>>(who, `/api/contacts?limit=200&${query}`)).items,
    mailboxes: async (who: string) => (await get<List<Mailbox>>(who, '/api/mailboxes')).items,
    sidebar: (who: string, query: Record<string, string>) =>
      get<Sidebar>(who, `/api/sidebar?${new URLSearchParams(query).toString()}`),
    async close() {
      await database.close()
      await rm(mail, { recursive: true, force: true })
    },
  }
}

/** As `openEngine` makes them of the environment, with a stand-in's roots; `app.request` calls what is at http://localhost. */
function connectionsTo(
  google: NonNullable<Connecting['google']>,
  db: Db,
  more: Partial<Connections> = {},
): Connections {
  return {
    sealer: createSealer(db, SECRET),
    google: {
      client: google.client,
      pubsubTopic: google.topic,
      apiUrl: google.url,
      oauthUrl: google.url,
      unitsPerMinute: 1_000_000,
    },
    publicUrl: 'http://localhost',
    pushes: true,
    pollSeconds: 300,
    backfillDays: 90,
    ...more,
  }
}

/** What `rotateTokenKey` needs. */
export const SECRET = 'a secret for the tests alone'

export type Letter = {
  from?: string
  to?: string
  cc?: string
  id?: string
  subject?: string
  date?: string
  text?: string
  headers?: Record<string, string>
}

let letters = 0

/** A plain mail as RFC 5322 text; what is not said is invented anew for each. */
export function letter(one: Letter): string {
  letters += 1
  const headers: Record<string, string | undefined> = {
    From: one.from ?? 'Eva <eva@client.test>',
    To: one.to ?? 'ana@ours.test',
    Cc: one.cc,
    Subject: one.subject ?? `Letter ${letters}`,
    Date: one.date ?? 'Mon, 2 Nov 2026 10:00:00 +0100',
    'Message-ID': `<${one.id ?? `letter-${letters}@client.test`}>`,
    'Content-Type': 'text/plain; charset=utf-8',
    ...one.headers,
  }
  const head = Object.entries(headers)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
  return `${head.join('\r\n')}\r\n\r\n${one.text ?? 'Hello Ana'}\r\n`
}

/** What makes folders Maildirs, for `import`. */
export const maildir = (...folders: string[]): Record<string, string> =>
  Object.fromEntries(folders.flatMap((folder) => ['cur', 'new', 'tmp'].map((part) => [`${folder}${part}/.keep`, ''])))
