/**
 * A Google that lives on 127.0.0.1: OAuth, Gmail, Calendar and Pub/Sub's pushes over real HTTP, as the documentation says,
 * traps included.
 */
import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import type { GoogleFake, GoogleOptions } from './handle.ts'
import { mountDiscovery } from './oauth/discovery-routes.ts'
import { createWorld, settle } from './project.ts'
import { signClaims, type World } from './world.ts'

export type * from './handle.ts'

export async function startGoogle(options: GoogleOptions = {}): Promise<GoogleFake> {
  const world = createWorld(options)
  const app = new Hono()
  mountDiscovery(app, world)
  const server = await listen(app, options.port ?? 0)
  settle(world, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return {
    ...handleOf(world, options),
    close: () => closeServer(server),
  }
}

function listen(app: Hono, port: number): Promise<ServerType> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(server))
  })
}

/** Connections that a fault keeps waiting are closed as well. */
function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}

function notYet(): never {
  throw new Error('this part of the fake is not written yet')
}

function handleOf(world: World, options: GoogleOptions): Omit<GoogleFake, 'close'> {
  return {
    url: world.url,
    client: world.client,
    projectNumber: world.projectNumber,
    topic: world.topic,
    serviceAccount: world.serviceAccount,
    addOn: world.addOn,
    clock: world.clock,
    account: notYet,
    consent: world.consent,
    delegate: (scopes) => scopes.forEach((scope) => world.delegated.add(scope)),
    faults: { add: notYet, clear: notYet, pending: notYet },
    expireHistory: notYet,
    expireSyncTokens: notYet,
    requests: { list: notYet, count: notYet, units: notYet, clear: notYet },
    quota: world.quota,
    push: {
      mode: 'on',
      endpoint: options.pushEndpoint ?? null,
      audience: null,
      target: null,
      perSecond: true,
      serviceAccountEmail: `pusher@ficha-fake.iam.gserviceaccount.com`,
      sent: notYet,
      flush: notYet,
    },
    keys: { rotate: world.keys.rotate },
    sign: (claims, signOptions) => signClaims(world, claims, signOptions),
  }
}
