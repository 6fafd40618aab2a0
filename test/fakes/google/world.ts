/** What all parts of the fake share. */
import type { Calendars } from './calendar/calendars.ts'
import type { Clock } from './clock.ts'
import type { Consent, Quota, ServiceAccountKey } from './handle.ts'
import type { Ids } from './ids.ts'
import type { Keys } from './keys.ts'
import type { Mailbox } from './mail/mailbox.ts'
import type { Codes } from './oauth/authorize-routes.ts'
import type { Courier } from './push/courier.ts'
import type { Tokens } from './tokens.ts'

export type AccountState = {
  address: string
  sub: string
  name: string
  zone: string
  /** null: a consumer's account, which no admin administers. */
  hostedDomain: string | null
  mail: Mailbox
  calendars: Calendars
}

export type World = {
  /** Set when the server listens. */
  url: string
  clock: Clock
  ids: Ids
  keys: Keys
  tokens: Tokens
  codes: Codes
  courier: Courier
  /** By address, lower case. */
  accounts: Map<string, AccountState>
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
  world: Pick<World, 'clock' | 'keys' | 'url'>,
  claims: Record<string, unknown>,
  options?: Parameters<Keys['sign']>[1],
): string {
  const now = Math.floor(world.clock.now() / 1000)
  return world.keys.sign({ iss: world.url, iat: now, exp: now + 3600, ...claims }, options)
}
