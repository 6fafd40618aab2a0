/** What anybody may ask of the issuer: its metadata and its keys. */
import type { Hono } from 'hono'
import type { World } from '../world.ts'

/** As Google's answer says of the keys. */
const KEYS_ARE_GOOD_FOR = 'public, max-age=19204, must-revalidate, no-transform'

export function mountDiscovery(app: Hono, world: World): void {
  app.get('/.well-known/openid-configuration', (context) => context.json(metadata(world.url)))
  app.get('/oauth2/v3/certs', (context) => {
    context.header('cache-control', KEYS_ARE_GOOD_FOR)
    return context.json(world.keys.jwks())
  })
  app.get('/oauth2/v1/certs', (context) => {
    context.header('cache-control', KEYS_ARE_GOOD_FOR)
    return context.json(world.keys.pems())
  })
}

function metadata(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/o/oauth2/v2/auth`,
    token_endpoint: `${url}/token`,
    userinfo_endpoint: `${url}/v1/userinfo`,
    revocation_endpoint: `${url}/revoke`,
    jwks_uri: `${url}/oauth2/v3/certs`,
    response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token', 'none'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: [
      'aud',
      'email',
      'email_verified',
      'exp',
      'family_name',
      'given_name',
      'iat',
      'iss',
      'name',
      'sub',
    ],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
  }
}
