/** Google as an OpenID Connect issuer: what it is called at is discovered, and what goes wrong on the way is said in our kinds. */
import { ClientSecretPost, allowInsecureRequests, customFetch, discovery } from 'openid-client'
import type { Configuration } from 'openid-client'
import type { Connections } from '../../connections.ts'
import { ProblemError, SourceError } from '../../errors.ts'

const PATIENCE_SECONDS = 15
/** Google changes its addresses rarely, and tells years before. */
const KEPT_MS = 3_600_000

type Kept = { configuration: Promise<Configuration>; until: number }
const found = new WeakMap<Connections, Kept>()

/**
 * @throws ProblemError 409 when no OAuth client is set up
 * @throws SourceError temporary or throttled, when Google cannot be asked
 */
export async function googleIssuer(connections: Connections): Promise<Configuration> {
  const kept = found.get(connections)
  if (kept && kept.until > Date.now()) return kept.configuration
  const configuration = discover(connections)
  found.set(connections, { configuration, until: Date.now() + KEPT_MS })
  try {
    return await configuration
  } catch (error) {
    found.delete(connections)
    throw error
  }
}

async function discover({ google }: Connections): Promise<Configuration> {
  if (!google.client)
    throw new ProblemError(409, 'not-set-up', 'GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are not set.')
  const { id, secret } = google.client
  const issuer = new URL(google.oauthUrl)
  try {
    return await discovery(issuer, id, secret, ClientSecretPost(secret), {
      timeout: PATIENCE_SECONDS,
      [customFetch]: fetchKindly,
      // The configuration takes plain http on loopback alone.
      execute: issuer.protocol === 'http:' ? [allowInsecureRequests] : [],
    })
  } catch (error) {
    throw kindly(error) ?? new SourceError('temporary', 'the issuer does not answer as one', { cause: error })
  }
}

/** The library sees only answers that are about what was asked. */
async function fetchKindly(url: string, options: object): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, options)
  } catch (cause) {
    throw new SourceError('temporary', 'Google cannot be reached', { cause })
  }
  if (response.status === 429) throw new SourceError('throttled', 'asked too often', retryAfter(response))
  if (response.status >= 500) throw new SourceError('temporary', `Google answers ${response.status}`)
  return response
}

export function retryAfter(response: { headers: Headers }): { retryAfter: number } | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? { retryAfter: seconds } : undefined
}

/** The library wraps what it did not throw itself. */
export function kindly(error: unknown): SourceError | undefined {
  if (error instanceof SourceError) return error
  return error instanceof Error && error.cause instanceof SourceError ? error.cause : undefined
}
