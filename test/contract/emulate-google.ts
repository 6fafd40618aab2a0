/**
 * Google as others understood it: emulate@0.12.2, behind a front of ours for what it lacks.
 *
 * emulate's own answers: discovery, keys, the sign-in page and what it posts, tokens and id tokens, sendAs, messages (list, get
 * raw, insert, modify, trash, delete), history, the calendar list, and what is in a calendar.
 * Ours: `getProfile` (made of emulate's sendAs and history), 404 for a history id that is said to be too old, iCalUID and
 * organizer of events, a sync token at the end of a calendar's list and 410 for one that is said to be too old (emulate knows
 * no sync tokens: it lists everything each time), and 503 for what is to fail.
 * Not at all, since emulate has nothing of the kind: pushes, quotas, series, refusals of scopes, and tokens that are revoked.
 */
import { serve } from '@hono/node-server'
import { createEmulator } from 'emulate'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'

export type EmulatedGoogle = Awaited<ReturnType<typeof startEmulate>>

type Seed = { addresses: string[]; redirectUri: string; events: Record<string, unknown>[] }

export async function startEmulate({ addresses, redirectUri, events }: Seed) {
  const client = { id: 'ficha.apps.googleusercontent.com', secret: 'emulated' }
  const told = { fail: 0, oldHistory: 0n, oldTokens: false, asked: [] as string[] }
  let origin = ''
  const app = new Hono()
  const pass = (request: Request, path = new URL(request.url).pathname + new URL(request.url).search) => {
    const { method, headers } = request
    const body = ['GET', 'HEAD'].includes(method) ? null : request.body
    const half = body === null ? {} : { duplex: 'half' }
    return fetch(origin + path, { method, headers, body, redirect: 'manual', ...half })
  }
  const refuse = (status: number, reason: string) =>
    Response.json({ error: { code: status, message: reason, errors: [{ reason, message: reason }] } }, { status })

  app.use(async (c, next) => {
    told.asked.push(`${c.req.method} ${c.req.path}`)
    if (told.fail === 0 || !c.req.path.startsWith('/gmail')) return next()
    told.fail -= 1
    return refuse(503, 'backendError')
  })
  app.get('/gmail/v1/users/:user/profile', async (c) => {
    const ask = async <T>(path: string) => (await (await pass(c.req.raw, path)).json()) as T
    const { sendAs } = await ask<{ sendAs: { sendAsEmail: string }[] }>('/gmail/v1/users/me/settings/sendAs')
    const { historyId } = await ask<{ historyId: string }>('/gmail/v1/users/me/history?startHistoryId=1')
    return c.json({ emailAddress: sendAs[0]!.sendAsEmail, historyId })
  })
  app.get('/gmail/v1/users/:user/history', (c) =>
    BigInt(c.req.query('startHistoryId') ?? 0) < told.oldHistory ? refuse(404, 'notFound') : pass(c.req.raw),
  )
  app.get('/calendar/v3/calendars/:calendar/events', async (c) => {
    if (c.req.query('syncToken') !== undefined && told.oldTokens) {
      told.oldTokens = false
      return refuse(410, 'fullSyncRequired')
    }
    const answer = (await (await pass(c.req.raw)).json()) as { nextPageToken?: string; items: { id: string }[] }
    const organizer = { email: addresses[0]!, self: true }
    const items = answer.items.map((event) => ({ iCalUID: `${event.id}@google.com`, organizer, ...event }))
    return c.json({ ...answer, items, ...(!answer.nextPageToken && { nextSyncToken: 'of-the-front' }) })
  })
  app.all('*', (c) => pass(c.req.raw))

  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const port = await freePort()
  const emulator = await createEmulator({
    service: 'google',
    port,
    baseUrl: url,
    seed: {
      google: {
        users: addresses.map((email) => ({ email, name: email.split('@')[0] })),
        oauth_clients: [
          { client_id: client.id, client_secret: client.secret, name: 'Ficha', redirect_uris: [redirectUri] },
        ],
        calendar_events: events,
      },
    },
  })
  origin = `http://127.0.0.1:${port}`

  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const headers = { authorization: 'Bearer of-the-test', 'content-type': 'application/json' }
    const response = await fetch(`${origin}/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (response.status === 204 ? undefined : await response.json()) as T
  }
  const messages = 'gmail/v1/users/me/messages'
  return {
    url,
    client,
    topic: 'projects/p/topics/t',
    told,
    insert: async (raw: string, labelIds: string[]) =>
      (await send<{ id: string }>('POST', messages, { raw: Buffer.from(raw).toString('base64url'), labelIds })).id,
    modify: (id: string, change: { addLabelIds?: string[]; removeLabelIds?: string[] }) =>
      send('POST', `${messages}/${id}/modify`, change),
    remove: (id: string) => send('DELETE', `${messages}/${id}`),
    historyId: async () =>
      BigInt((await send<{ historyId: string }>('GET', 'gmail/v1/users/me/history?startHistoryId=1')).historyId),
    addEvent: (event: object) => send('POST', 'calendar/v3/calendars/primary/events', event),
    async close() {
      await emulator.close()
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
    },
  }
}

async function freePort(): Promise<number> {
  const probe = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const listening = serve({ fetch: () => new Response(), port: 0, hostname: '127.0.0.1' }, () => resolve(listening))
  })
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
