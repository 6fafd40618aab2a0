/** What mail and calendars at the fake Google have in common: the account, the company that reads it, and what befalls both. */
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { startGoogle } from '#test/fakes/google/fake.ts'
import { foundGoogleCompany } from '#test/support/google-company.ts'
import { ANA, type Opening, type Provided } from './harness.ts'

export type OpenGoogle = Awaited<ReturnType<typeof openGoogle>>

export async function openGoogle({ database, pageSize, now }: Opening) {
  const fake = await startGoogle({ quota: 'unlimited' })
  const front = pageSize === undefined ? undefined : await startFront(fake.url, pageSize)
  const apiUrl = front?.url ?? fake.url
  const google = { client: fake.client, pubsubTopic: fake.topic, apiUrl, oauthUrl: fake.url, unitsPerMinute: 1_000_000 }
  const company = await foundGoogleCompany(database, {
    fake,
    connections: { google },
    ...(now && { now }),
  })
  const account = await company.connect(ANA)
  const close = async () => {
    await front?.close()
    await fake.close()
  }
  return { fake, company, account, mailboxId: company.idOf(ANA), close }
}

export const mailboxOf = ({ fake, company, account, mailboxId }: OpenGoogle) =>
  ({
    company,
    mailboxId,
    sync: () => company.sync(),
    async later() {
      const long = new Date(company.engine.now().getTime() - 3_600_000)
      await company.engine.database.db
        .updateTable('occurrences')
        .set({ decided_at: long })
        .where('outcome', '=', 'failed')
        .execute()
      await company.sync()
    },
    revoke: () => account.revoke(),
    reconnect: async () => void (await company.connect(ANA)),
    pass: (ms) => fake.clock.advance(ms),
  }) satisfies Partial<Provided>

/** Between us and the fake: asks it for pages of this size, whatever we asked for. */
async function startFront(url: string, pageSize: number): Promise<{ url: string; close(): Promise<void> }> {
  const forward = async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url)
    if (searchParams.has('maxResults')) searchParams.set('maxResults', String(pageSize))
    const { method, headers } = request
    const body = method === 'GET' ? undefined : await request.arrayBuffer()
    const answer = await fetch(`${url}${pathname}?${searchParams.toString()}`, { method, headers, body: body ?? null })
    return new Response(answer.body, { status: answer.status, headers: answer.headers })
  }
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch: forward, port: 0, hostname: '127.0.0.1' }, () => resolve(made))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
