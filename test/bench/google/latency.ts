/** From a new message to its interaction, with push on: a real server, real pushes, and Google's own delay left out. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { GoogleFake } from '#test/fakes/google/fake.ts'
import { freePort } from '#test/support/postgres.ts'
import { startServer } from '#test/support/server.ts'
import { rfcDate } from '../river/mime.ts'
import { ADDRESS } from './fill.ts'

export type Latency = { messages: number; p50: number; p99: number; longest: number }

type Place = { fake: GoogleFake; client: pg.Client; url: string; dataDir: string; secretKey: string }

/** Nothing is polled meanwhile: what arrives was pushed. */
const POLL_SECONDS = 86_400

export async function measureLatency(
  { fake, client, url, dataDir, secretKey }: Place,
  messages: number,
): Promise<Latency> {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const env = {
    DATABASE_URL: url,
    SECRET_KEY: secretKey,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DEMO: 'off',
    POLL_SECONDS: String(POLL_SECONDS),
    BACKFILL_DAYS: '3650',
    GOOGLE_CLIENT_ID: fake.client.id,
    GOOGLE_CLIENT_SECRET: fake.client.secret,
    GOOGLE_PUBSUB_TOPIC: fake.topic,
    GOOGLE_API_URL: fake.url,
    GOOGLE_OAUTH_URL: fake.url,
    GOOGLE_UNITS_PER_MINUTE: '1000000',
  }
  fake.push.endpoint = `${publicUrl}/webhooks/google/mail`
  // Gmail tells a user's news once a second; what came in between is read with it.
  fake.push.perSecond = false
  const server = await startServer({ env, dataDir })
  try {
    await untilWatched(client)
    const took: number[] = []
    for (let n = 0; n < messages + WARM_UP; n += 1) {
      const ms = await deliverOne(fake, client, `latency-${n}@customer-1.example`)
      if (n >= WARM_UP) took.push(ms)
    }
    took.sort((a, b) => a - b)
    const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))]!
    return { messages, p50: at(0.5), p99: at(0.99), longest: took.at(-1)! }
  } finally {
    await server.stop()
  }
}

const WARM_UP = 10
const PATIENCE_MS = 30_000

async function untilWatched(client: pg.Client): Promise<void> {
  await client.query(`UPDATE accounts SET due_at = now()`)
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(50)) {
    const { rows } = await client.query<{ due: boolean }>(`SELECT EXISTS (SELECT FROM accounts WHERE due_at <= now())
      OR NOT EXISTS (SELECT FROM watches WHERE stream = 'news') AS due`)
    if (rows[0]?.due === false) return sleep(1500)
  }
  throw new Error('the mailbox is not watched')
}

async function deliverOne(fake: GoogleFake, client: pg.Client, id: string): Promise<number> {
  const head = [
    'From: Customer <pushed@customer-1.example>',
    `To: ${ADDRESS}`,
    'Subject: News',
    `Date: ${rfcDate(new Date())}`,
    `Message-ID: <${id}>`,
    'Content-Type: text/plain',
  ]
  const begun = performance.now()
  fake.account(ADDRESS).mail.insert([...head, '', 'This has just come.', ''].join('\r\n'), ['INBOX', 'UNREAD'])
  for (const until = begun + PATIENCE_MS; performance.now() < until; await sleep(2)) {
    const { rows } = await client.query(`SELECT FROM interactions WHERE message_id = $1`, [id])
    if (rows.length > 0) return performance.now() - begun
  }
  throw new Error('a message that was pushed has not come')
}
