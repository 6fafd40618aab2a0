/** Asking somebody at Google for their consent, and taking what they answer. */
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client'
import { normaliseAddress } from '#shared/email-address.ts'
import type { Connections } from '../../connections.ts'
import { SourceError } from '../../errors.ts'
import { googleIssuer, kindly } from './issuer.ts'
import { IDENTITY, PARTS, SCOPES } from './scopes.ts'
import type { Part } from './scopes.ts'

export const redirectUri = ({ publicUrl }: Connections): string => `${publicUrl}/connect/google/callback`

/** What is kept until the answer comes. */
export type Asking = { verifier: string; nonce: string }
export const newAsking = (): Asking => ({ verifier: randomPKCECodeVerifier(), nonce: randomNonce() })

type Ask = Asking & { state: string; parts: Part[]; hint: string | null }

/** @throws SourceError, ProblemError (no client) */
export async function consentUrl(connections: Connections, ask: Ask): Promise<URL> {
  return buildAuthorizationUrl(await googleIssuer(connections), {
    redirect_uri: redirectUri(connections),
    scope: [...IDENTITY, ...PARTS.filter((part) => ask.parts.includes(part)).flatMap((part) => SCOPES[part])].join(' '),
    state: ask.state,
    nonce: ask.nonce,
    code_challenge: await calculatePKCECodeChallenge(ask.verifier),
    code_challenge_method: 'S256',
    // A refresh token comes with both of these alone. https://developers.google.com/identity/protocols/oauth2/web-server#offline
    access_type: 'offline',
    prompt: ask.hint === null ? 'select_account consent' : 'consent',
    ...(ask.hint === null ? {} : { login_hint: ask.hint }),
    include_granted_scopes: 'true',
  })
}

export type Answered = {
  address: string
  subject: string
  scopes: string[]
  access: string
  expiresInSeconds: number
  refresh: string | null
}

/**
 * @param url what the browser came back with
 * @returns undefined when what Google answers proves nobody's verified address
 * @throws SourceError temporary when Google cannot be asked; another Error when the code is no good
 */
export async function redeemConsent(
  connections: Connections,
  url: URL,
  { verifier, nonce, state }: Asking & { state: string },
): Promise<Answered | undefined> {
  const issuer = await googleIssuer(connections)
  // As the browser was told to come back, whatever name it has for us.
  const back = new URL(redirectUri(connections) + url.search)
  const checks = { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: state, idTokenExpected: true }
  try {
    const answer = await authorizationCodeGrant(issuer, back, checks)
    const claims = answer.claims()!
    const who =
      claims['email'] === undefined ? await fetchUserInfo(issuer, answer.access_token, claims.sub) : { ...claims }
    const address = typeof who['email'] === 'string' ? normaliseAddress(who['email']) : null
    if (address === null || who['email_verified'] !== true) return undefined
    return {
      address,
      subject: claims.sub,
      scopes: (answer.scope ?? '').split(' ').filter(Boolean),
      access: answer.access_token,
      expiresInSeconds: answer.expires_in ?? 0,
      refresh: answer.refresh_token ?? null,
    }
  } catch (error) {
    throw kindly(error) ?? error
  }
}

export const isPassing = (error: unknown): boolean => error instanceof SourceError && error.kind !== 'auth'
