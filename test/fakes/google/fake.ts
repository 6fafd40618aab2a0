/**
 * A Google that lives on 127.0.0.1: OAuth and OpenID Connect, Gmail, Calendar and Pub/Sub's pushes over real HTTP, as the
 * documentation says, traps included; where the documentation is silent the fake takes the harder reading.
 * `main.ts` runs it as a process of its own.
 *
 * What it does not do: uploads (`/upload/…`), batches, sending and changing mail over HTTP (tests do that through the handle;
 * drafts.create alone exists, for the add-on), events.insert and the like over HTTP, ACLs, other settings than the time zone,
 * Drive, tokeninfo, Pub/Sub's pull and its own admin calls, HTTP/2, ETags' If-None-Match. Searches know the operators of
 * `mail/query.ts`, and answer 501 to any other. Quota has no daily limit and no limit of parallel requests.
 * Guessed, because it is documented nowhere: how far a series without an end reaches when no timeMax is given (two years from
 * now), that a sync token remembers the first timeMin and timeMax, that a parameter that changed between syncs is refused, and
 * that with singleEvents the instances which a changed series has no more come as cancelled ones.
 */
import { type HttpBindings, serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import { type Accounts, createAccounts } from './accounts.ts'
import { mountCalendar } from './calendar/routes.ts'
import { ApiError } from './errors.ts'
import { createGate } from './gate.ts'
import type { GoogleFake, GoogleOptions } from './handle.ts'
import { mountGmail } from './mail/routes.ts'
import { mountAuthorize } from './oauth/authorize-routes.ts'
import { mountDiscovery } from './oauth/discovery-routes.ts'
import { mountToken } from './oauth/token-routes.ts'
import { createWorld, settle } from './project.ts'
import { createChannels } from './push/channels.ts'
import { createMeter } from './quota.ts'
import { createTraffic, type Traffic } from './traffic.ts'
import { signClaims, type World } from './world.ts'

export type * from './handle.ts'

export async function startGoogle(options: GoogleOptions = {}): Promise<GoogleFake> {
  const world = createWorld(options)
  const traffic = createTraffic(world.clock, world.tokens)
  const channels = createChannels(world)
  const accounts = createAccounts(world, channels)
  const app = new Hono()
  const gate = createGate(world, traffic, createMeter(world.clock, world.quota))
  mountDiscovery(app, world)
  mountAuthorize(app, world)
  mountToken(app, world)
  mountGmail(app, world, gate)
  mountCalendar(app, { world, gate, channels })
  app.all('*', () => new ApiError(404, 'notFound', 'The requested URL was not found on this server.').toResponse())
  const { control } = options
  const observed = traffic.around((request) => app.fetch(request))
  const answer: Answer = async (request, node) =>
    control && new URL(request.url).pathname === '/control' ? control(await request.text()) : observed(request, node)
  const server = await listen(answer, options.port ?? 0)
  settle(world, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return handleOf({ world, traffic, accounts, server })
}

type Answer = ReturnType<Traffic['around']>

function listen(answer: Answer, port: number): Promise<ServerType> {
  return new Promise((resolve) => {
    const fetch = (request: Request, node: unknown) => answer(request, node as HttpBindings)
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, () => resolve(server))
  })
}

/** Connections that a fault keeps waiting are closed as well. */
function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}

type Parts = { world: World; traffic: Traffic; accounts: Accounts; server: ServerType }

function handleOf({ world, traffic, accounts, server }: Parts): GoogleFake {
  const stateOf = (address: string) => world.accounts.get(accounts.account(address).address)!
  return {
    url: world.url,
    client: world.client,
    projectNumber: world.projectNumber,
    topic: world.topic,
    serviceAccount: world.serviceAccount,
    addOn: world.addOn,
    clock: world.clock,
    account: accounts.account,
    consent: world.consent,
    delegate: (scopes) => scopes.forEach((scope) => world.delegated.add(scope)),
    faults: traffic.faults,
    expireHistory: (address) => stateOf(address).mail.history.forget(world.ids.history()),
    expireSyncTokens(address, { bare = false } = {}) {
      const { calendars } = stateOf(address)
      calendars.forget(bare)
      for (const { calendar } of calendars.list.values()) calendar.forget(bare)
    },
    requests: traffic.requests,
    quota: world.quota,
    push: world.courier.push,
    keys: { rotate: world.keys.rotate },
    sign: (claims, options) => signClaims(world, claims, options),
    close: async () => {
      world.courier.close()
      await closeServer(server)
    },
  }
}
