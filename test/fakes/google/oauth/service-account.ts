/** Domain-wide delegation: a service account's assertion, for a user, for scopes that an admin entered. */
import { verify } from 'node:crypto'
import { OAuthError } from '../errors.ts'
import { keyPair } from '../keys.ts'
import { ACCESS_TOKEN_SECONDS } from '../tokens.ts'
import type { World } from '../world.ts'

/** google-auth-library always says the first, whatever endpoint it was redirected to. */
const AUDIENCES = ['https://oauth2.googleapis.com/token', 'https://www.googleapis.com/oauth2/v4/token']
const LONGEST_SECONDS = 3600
const CLOCK_SKEW_SECONDS = 300

type Claims = { iss?: string; sub?: string; scope?: string; aud?: string; iat?: number; exp?: number }

export function redeemAssertion(world: World, assertion: string) {
  const claims = readAssertion(assertion)
  if (claims.iss !== world.serviceAccount.client_email) throw badGrant('Invalid grant: account not found')
  if (!isSigned(assertion)) throw badGrant('Invalid JWT Signature.')
  checkTimes(world, claims)
  if (![...AUDIENCES, `${world.url}/token`].includes(claims.aud ?? '')) {
    throw badGrant('Failed audience check. The right audience is https://oauth2.googleapis.com/token')
  }
  const scopes = (claims.scope ?? '').split(' ').filter(Boolean)
  if (scopes.length === 0)
    throw new OAuthError(400, 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.')
  // Without a subject it would be the service account's own mailbox, and it has none.
  const account = world.accounts.get((claims.sub ?? '').toLowerCase())
  if (claims.sub !== undefined && !account) throw badGrant('Invalid email or User ID')
  if (!account?.hostedDomain || scopes.some((scope) => !world.delegated.has(scope))) {
    throw new OAuthError(
      401,
      'unauthorized_client',
      'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
    )
  }
  const grant = { address: account.address, clientId: world.serviceAccount.client_id, scopes, delegated: true }
  return {
    access_token: world.tokens.issueAccess(grant),
    expires_in: ACCESS_TOKEN_SECONDS - 1,
    token_type: 'Bearer',
  }
}

const badGrant = (description: string) => new OAuthError(400, 'invalid_grant', description)

function readAssertion(assertion: string): Claims {
  try {
    return JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as Claims
  } catch {
    throw badGrant('Invalid JWT: Failed to parse the assertion.')
  }
}

function isSigned(assertion: string): boolean {
  const [header = '', body = '', signature = ''] = assertion.split('.')
  const { publicKey } = keyPair('service account')
  return verify('RSA-SHA256', Buffer.from(`${header}.${body}`), publicKey, Buffer.from(signature, 'base64url'))
}

function checkTimes(world: World, { iat, exp }: Claims): void {
  const now = world.clock.now() / 1000
  const soon = iat !== undefined && exp !== undefined && exp - iat <= LONGEST_SECONDS
  if (soon && iat <= now + CLOCK_SKEW_SECONDS && exp >= now - CLOCK_SKEW_SECONDS) return
  throw badGrant(
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
  )
}
