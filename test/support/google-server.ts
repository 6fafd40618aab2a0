/** A server that reads mailboxes at the fake Google and is killed and started again, always at the same address. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Decision, Mailbox } from '#shared/api.ts'
import { insertToken } from '#server/access/identity.ts'
import { openEngine } from '#server/instance.ts'
import { createLog } from '#server/log.ts'
import { insertUser } from '#server/sync/mailboxes.ts'
import type { GoogleFake } from '#test/fakes/google/fake.ts'
import { type Browser, openBrowser } from './consent.ts'
import type { FreshDatabase } from './databases.ts'
import { freePort } from './postgres.ts'
import { runFicha, type RunningServer, startServer } from './server.ts'

const OWN_DOMAIN = 'ours.test'

export type GoogleServer = Awaited<ReturnType<typeof foundGoogleServer>>

/** @param people who has a token */
export async function foundGoogleServer(database: FreshDatabase, fake: GoogleFake, people: string[]) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...database.env, COMPANY_DOMAINS: OWN_DOMAIN, ...connecting(fake, port) }
  const tokens = await enrol(database, people)
  fake.client.redirectUris.push(`${url}/connect/google/callback`)
  fake.push.endpoint = `${url}/webhooks/google/mail`
  let server: RunningServer | undefined
  let printed = ''

  const ask = (path: string, init: RequestInit = {}) => fetch(url + path, { ...init, redirect: 'manual' })
  const get = async <T>(who: string, path: string): Promise<T> => {
    const answer = await ask(path, { headers: { authorization: `Bearer ${tokens.get(who)}` } })
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const mailboxes = async (who: string) => (await get<{ items: Mailbox[] }>(who, '/api/mailboxes')).items

  return {
    mailboxes,
    printed: () => printed + (server?.output() ?? ''),
    async start(): Promise<void> {
      server = await startServer({ env, dataDir: database.dataDir })
    },
    async kill9(): Promise<void> {
      await server?.kill9()
      printed += server?.output() ?? ''
      server = undefined
    },
    async stop(): Promise<void> {
      await server?.stop()
      printed += server?.output() ?? ''
      server = undefined
    },
    doctor: () => runFicha(['doctor'], { env }),
    decisions: async (who: string, messageId: string) =>
      (await get<{ items: Decision[] }>(who, `/api/decisions?messageId=${encodeURIComponent(messageId)}`)).items,
    /** Through Google's consent, as `who`: their own mailbox, or one that they can sign in to. */
    async connect(who: string, address = who): Promise<void> {
      fake.consent.mode = 'auto'
      fake.consent.as = address
      const request = (path: string, init: RequestInit) => ask(path, init)
      const browser: Browser = openBrowser({ app: { request } as never, tokenOf: (name) => tokens.get(name)! }, who)
      const answer = await browser.connect()
      if (answer.status !== 303) throw new Error(`connecting ${address}: ${answer.status} ${await answer.text()}`)
    },
    /** Until it is said of the mailbox. */
    async untilState(who: string, address: string, state: Mailbox['state']): Promise<void> {
      while ((await mailboxes(who)).find((one) => one.address === address)?.state !== state) await sleep(50)
    },
  }
}

function connecting(fake: GoogleFake, port: number): Record<string, string> {
  return {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DEMO: 'off',
    POLL_SECONDS: '1',
    GOOGLE_CLIENT_ID: fake.client.id,
    GOOGLE_CLIENT_SECRET: fake.client.secret,
    GOOGLE_PUBSUB_TOPIC: fake.topic,
    GOOGLE_API_URL: fake.url,
    GOOGLE_OAUTH_URL: fake.url,
    GOOGLE_UNITS_PER_MINUTE: '1000000',
  }
}

/** As `ficha user add` and `ficha token` do. */
async function enrol({ url, dataDir, env }: FreshDatabase, people: string[]): Promise<Map<string, string>> {
  const secretKey = env['SECRET_KEY'] ?? null
  const engine = await openEngine({ databaseUrl: url, secretKey, companyDomains: [OWN_DOMAIN] }, dataDir, createLog())
  const { database, hasher, now } = engine
  try {
    const tokens = new Map<string, string>()
    for (const email of people) {
      const name = email.split('@')[0]!
      const id = await insertUser({ db: database.db, hasher, now }, { email, name, roles: ['rep'] })
      tokens.set(email, await insertToken(database.db, id, 'test', now()))
    }
    return tokens
  } finally {
    await database.close()
  }
}
