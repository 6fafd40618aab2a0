/** What all parts of the fake share. */
import type { Clock } from './clock.ts'
import type { Consent, Quota, ServiceAccountKey } from './handle.ts'
import type { Ids } from './ids.ts'
import type { Keys } from './keys.ts'

export type World = {
  /** Set when the server listens. */
  url: string
  clock: Clock
  ids: Ids
  keys: Keys
  client: { id: string; secret: string; redirectUris: string[] }
  projectNumber: string
  topic: string
  serviceAccount: ServiceAccountKey
  addOn: { serviceAccountEmail: string; oauthClientId: string }
  consent: { mode: Consent; as: string | null }
  /** Authorised for the service account. */
  delegated: Set<string>
  quota: Quota
}

export function signClaims(
  world: World,
  claims: Record<string, unknown>,
  options?: Parameters<Keys['sign']>[1],
): string {
  const now = Math.floor(world.clock.now() / 1000)
  return world.keys.sign({ iss: world.url, iat: now, exp: now + 3600, ...claims }, options)
}
