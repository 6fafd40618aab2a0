/** Domain-wide delegation: tokens in the name of a user of the company, of a service account that its admin has allowed that. */
import { JWT } from 'google-auth-library'
import { z } from 'zod'
import { settingContext } from '../../db/sealer.ts'
import { SourceError } from '../../errors.ts'
import type { Engine } from '../engine.ts'
import { googleIssuer, kindly, retryAfter } from './issuer.ts'
import { refusalOf, whyNotDelegated } from './refusals.ts'
import { ALL_SCOPES } from './scopes.ts'

type DelegationDeps = Pick<Engine, 'database' | 'now' | 'connections'>

/** What Ficha needs of the JSON file that Google makes. */
export const ServiceAccountKey = z.object({
  type: z.literal('service_account'),
  client_email: z.email(),
  client_id: z.string().regex(/^\d+$/),
  private_key_id: z.string().min(1),
  private_key: z.string().startsWith('-----BEGIN PRIVATE KEY-----'),
})
export type ServiceAccountKey = z.infer<typeof ServiceAccountKey>

export const SERVICE_ACCOUNT = { provider: 'google', name: 'service-account' } as const

const LEFT_MS = 60_000
type Kept = { token: string; expiresAt: number; keyId: string }
const kept = new WeakMap<Engine['database'], Map<string, Kept>>()

export async function findServiceAccount(deps: DelegationDeps): Promise<ServiceAccountKey | undefined> {
  const row = await deps.database.db
    .selectFrom('provider_settings')
    .select('sealed')
    .where('provider', '=', SERVICE_ACCOUNT.provider)
    .where('name', '=', SERVICE_ACCOUNT.name)
    .executeTakeFirst()
  if (!row?.sealed || !deps.connections) return undefined
  const context = settingContext(SERVICE_ACCOUNT.provider, SERVICE_ACCOUNT.name)
  return ServiceAccountKey.parse(JSON.parse(await deps.connections.sealer.open(row.sealed, context)))
}

/**
 * @param refused a token that Google has refused before its time: another is asked for
 * @throws SourceError
 */
export async function delegatedToken(deps: DelegationDeps, address: string, refused?: string): Promise<string> {
  const key = await findServiceAccount(deps).catch((cause: unknown) => {
    throw new SourceError('auth', 'unreadable', { cause })
  })
  if (!key) throw new SourceError('auth', 'key-gone')
  const tokens = kept.get(deps.database) ?? new Map<string, Kept>()
  kept.set(deps.database, tokens)
  const known = tokens.get(address)
  const now = deps.now().getTime()
  if (known && known.keyId === key.private_key_id && known.token !== refused && known.expiresAt > now + LEFT_MS)
    return known.token
  const { token, forMs } = await askFor(deps, key, address)
  tokens.set(address, { token, expiresAt: now + forMs, keyId: key.private_key_id })
  return token
}

async function askFor(deps: DelegationDeps, key: ServiceAccountKey, address: string) {
  const endpoint = await tokenEndpoint(deps)
  const jwt = new JWT({
    email: key.client_email,
    key: key.private_key,
    keyId: key.private_key_id,
    scopes: ALL_SCOPES,
    subject: address,
    // The library knows Google's own endpoint alone; with another issuer it is that one's.
    transporterOptions: {
      timeout: 15_000,
      retry: false,
      fetchImplementation: (_url, options) => fetch(endpoint, options),
    },
  })
  try {
    const { access_token: token, expiry_date: expiresAt } = await jwt.authorize()
    if (!token) throw new SourceError('temporary', 'Google answers without a token')
    return { token, forMs: Math.max(0, (expiresAt ?? 0) - Date.now()) }
  } catch (error) {
    throw translated(error)
  }
}

async function tokenEndpoint({ connections }: DelegationDeps): Promise<string> {
  const { google } = connections!
  if (google.oauthUrl === 'https://accounts.google.com') return 'https://oauth2.googleapis.com/token'
  return (await googleIssuer(connections!)).serverMetadata().token_endpoint ?? google.oauthUrl
}

function translated(error: unknown): SourceError {
  const known = kindly(error)
  if (known) return known
  const response = (error as { response?: { status?: number; headers: Headers } }).response
  if (response?.status === 429) return new SourceError('throttled', 'asked too often', retryAfter(response))
  const refusal = response?.status !== undefined && response.status < 500 ? refusalOf(error) : undefined
  if (refusal) return new SourceError('auth', whyNotDelegated(refusal), { cause: error })
  // A key that no signature can be made with is told from a network that is away by what the library says of it.
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && code.startsWith('ERR_OSSL')) return new SourceError('auth', 'key-wrong')
  return new SourceError('temporary', 'Google cannot be reached', { cause: error })
}
