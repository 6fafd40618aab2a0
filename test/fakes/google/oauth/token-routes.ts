/** `/token`: codes, refresh tokens and service accounts' assertions become access tokens; `/revoke` and userinfo. */
import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { OAuthError } from '../errors.ts'
import { ACCESS_TOKEN_SECONDS } from '../tokens.ts'
import { type AccountState, signClaims, type World } from '../world.ts'
import { redeemAssertion } from './service-account.ts'

const badGrant = (description = 'Bad Request') => new OAuthError(400, 'invalid_grant', description)

export function mountToken(app: Hono, world: World): void {
  app.post('/token', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    try {
      return context.json(redeem(world, form, context.req.header('authorization')))
    } catch (error) {
      if (error instanceof OAuthError) return error.toResponse()
      throw error
    }
  })

  app.post('/revoke', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const token = context.req.query('token') ?? form.get('token')
    if (token !== null && world.tokens.revoke(token)) return context.json({})
    return new OAuthError(400, 'invalid_token', 'Token expired or revoked').toResponse()
  })

  for (const path of ['/v1/userinfo', '/oauth2/v3/userinfo']) app.on(['GET', 'POST'], path, (c) => userinfo(world, c))
}

function redeem(world: World, form: URLSearchParams, authorization: string | undefined) {
  const grant = form.get('grant_type')
  if (grant === 'urn:ietf:params:oauth:grant-type:jwt-bearer')
    return redeemAssertion(world, form.get('assertion') ?? '')
  checkClient(world, form, authorization)
  if (grant === 'authorization_code') return redeemCode(world, form)
  if (grant === 'refresh_token') return redeemRefresh(world, form)
  throw new OAuthError(400, 'unsupported_grant_type', `Invalid grant_type: ${grant}`)
}

function checkClient(world: World, form: URLSearchParams, authorization: string | undefined): void {
  let [id, secret] = [form.get('client_id'), form.get('client_secret')]
  if (authorization?.startsWith('Basic ')) {
    const plain = Buffer.from(authorization.slice('Basic '.length), 'base64').toString()
    const parts = plain.split(':').map(decodeURIComponent)
    ;[id, secret] = [parts[0] ?? null, parts[1] ?? null]
  }
  if (id !== world.client.id) throw new OAuthError(401, 'invalid_client', 'The OAuth client was not found.')
  if (secret !== world.client.secret) throw new OAuthError(401, 'invalid_client', 'Unauthorized')
}

function redeemCode(world: World, form: URLSearchParams) {
  const code = world.codes.get(form.get('code') ?? '')
  world.codes.delete(form.get('code') ?? '')
  if (!code || code.expiresAt <= world.clock.now()) throw badGrant('Malformed auth code.')
  if (code.redirectUri !== form.get('redirect_uri')) {
    throw new OAuthError(400, 'redirect_uri_mismatch', 'Bad Request')
  }
  if (code.challenge) checkVerifier(code.challenge, form.get('code_verifier'))
  const account = accountOf(world, code.address)
  const before = world.tokens.granted(account.address, code.clientId)
  const scopes = [...new Set([...(code.includeGranted ? before : []), ...code.scopes])]
  world.tokens.remember(account.address, code.clientId, code.scopes)
  const grant = { address: account.address, clientId: code.clientId, scopes }
  // Only the first consent and an explicit new one bring a refresh token.
  const lasting = code.offline && (before.length === 0 || code.prompt.includes('consent'))
  return {
    ...answer(world, account, grant, code.nonce),
    ...(lasting ? { refresh_token: world.tokens.issueRefresh(grant) } : {}),
  }
}

function checkVerifier(challenge: { method: string; value: string }, verifier: string | null): void {
  if (verifier === null) throw badGrant('Missing code verifier.')
  const made = challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier
  if (made !== challenge.value) throw badGrant('Invalid code verifier.')
}

function redeemRefresh(world: World, form: URLSearchParams) {
  const found = world.tokens.findRefresh(form.get('refresh_token') ?? '')
  if (!found) throw badGrant('Token has been expired or revoked.')
  const asked = form.get('scope')?.split(' ').filter(Boolean)
  if (asked?.some((scope) => !found.scopes.has(scope))) {
    throw new OAuthError(400, 'invalid_scope', 'Some requested scopes cannot be shown: they were not granted.')
  }
  return answer(world, accountOf(world, found.address), { ...found, scopes: asked ?? [...found.scopes] }, null)
}

type Grant = { address: string; clientId: string; scopes: string[] }

function answer(world: World, account: AccountState, grant: Grant, nonce: string | null) {
  const token = world.tokens.issueAccess(grant)
  return {
    access_token: token,
    // A second was spent on the way.
    expires_in: ACCESS_TOKEN_SECONDS - 1,
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
    ...(grant.scopes.includes('openid') ? { id_token: idToken(world, account, grant, { token, nonce }) } : {}),
  }
}

function idToken(world: World, account: AccountState, grant: Grant, with_: { token: string; nonce: string | null }) {
  const half = createHash('sha256').update(with_.token).digest().subarray(0, 16)
  return signClaims(world, {
    azp: grant.clientId,
    aud: grant.clientId,
    at_hash: half.toString('base64url'),
    ...(with_.nonce === null ? {} : { nonce: with_.nonce }),
    ...claimsOf(account, grant.scopes),
  })
}

/** Who it is, as far as the scopes let one know. A consumer's account has no `hd`. */
export function claimsOf(account: AccountState, scopes: Iterable<string>): Record<string, unknown> {
  const names = [...scopes].map((scope) => scope.split('/').at(-1))
  return {
    sub: account.sub,
    ...(account.hostedDomain ? { hd: account.hostedDomain } : {}),
    ...(names.includes('userinfo.email') ? { email: account.address, email_verified: true } : {}),
    ...(names.includes('userinfo.profile') ? { name: account.name, given_name: account.name.split(' ')[0] } : {}),
  }
}

function accountOf(world: World, address: string): AccountState {
  const account = world.accounts.get(address)
  if (!account) throw badGrant('Account has been deleted')
  return account
}

function userinfo(world: World, context: Context): Response {
  const bearer = context.req.header('authorization')?.replace(/^Bearer /, '')
  const token = bearer === undefined ? undefined : world.tokens.findAccess(bearer)
  if (!token) return new OAuthError(401, 'invalid_request', 'Invalid Credentials').toResponse()
  return Response.json(claimsOf(accountOf(world, token.address), token.scopes))
}
