/**
 * Tokens that Google signs: that the add-on's host calls (system token), who sits before it (user token), and that Pub/Sub
 * pushes. Each is checked for whom it was made; a token for somebody else's server opens nothing here.
 * https://developers.google.com/workspace/add-ons/guides/alternate-runtimes#verify
 */
import { createPublicKey } from 'node:crypto'
import { OAuth2Client } from 'google-auth-library'
import { z } from 'zod'
import { ProblemError } from '../errors.ts'

/** Whose signatures count: PEM by key id. `unknown`: a key id that was not among them, so they may have changed. */
export type TokenIssuer = { issuer: string; keys: (unknown?: string) => Promise<Record<string, string>> }

export type GoogleClaims = { sub: string; email: string; audience: string }

const Claims = z.object({
  sub: z.string().min(1),
  email: z.string().min(3),
  // Some of Google's tokens say it as text.
  email_verified: z.union([z.literal(true), z.literal('true')]),
  aud: z.string(),
  exp: z.number(),
})
const Head = z.object({ kid: z.string().min(1), alg: z.literal('RS256') })

type Wanted = { by: TokenIssuer; audience: string[]; now: Date }

/**
 * Signed by `by`, for one of `audience`, not expired, with an address that is verified.
 * @throws ProblemError 401 for any other, 503 while the issuer's keys cannot be had
 */
export async function verifyGoogleToken(token: string, { by, audience, now }: Wanted): Promise<GoogleClaims> {
  // Without an audience the library takes a token for anybody.
  if (audience.length === 0) throw refused()
  const { kid } = headOf(token)
  let keys = await by.keys()
  if (!Object.hasOwn(keys, kid)) keys = await by.keys(kid)
  const issuers = [by.issuer, by.issuer.replace(/^https:\/\//, '')]
  // The library's messages hold the token: none of them goes on.
  const ticket = await new OAuth2Client()
    .verifySignedJwtWithCertsAsync(token, keys, audience, issuers)
    .catch(() => undefined)
  const claims = Claims.safeParse(ticket?.getPayload())
  if (!claims.success || claims.data.exp * 1000 <= now.getTime() - SKEW) throw refused()
  const { sub, email, aud } = claims.data
  return { sub, email: email.toLowerCase(), audience: aud }
}

/** What two clocks may differ by: as the library has it. */
const SKEW = 300_000

const refused = () => new ProblemError(401, 'token', 'This request does not come from Google, or is too old.')

function headOf(token: string): z.infer<typeof Head> {
  try {
    return Head.parse(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')))
  } catch {
    throw refused()
  }
}

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() })
const Keys = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) })

/** Whoever calls with invented key ids must not make us ask Google each time. */
const ASK_AGAIN = 60_000
const KEPT_AT_LEAST = 300_000
const PATIENCE = 10_000

/** The issuer at `url`, its keys discovered and kept as long as it says. */
export function discoverIssuer(url: string, now: () => Date): TokenIssuer {
  let kept: { keys: Record<string, string>; until: number; askedAt: number } | undefined
  let asking: Promise<Record<string, string>> | undefined

  async function ask(): Promise<Record<string, string>> {
    const { jwks_uri } = Discovery.parse(await (await get(`${url}/.well-known/openid-configuration`)).json())
    const response = await get(jwks_uri)
    const keys = pemKeys(Keys.parse(await response.json()).keys)
    const seconds = /max-age=(\d+)/.exec(response.headers.get('cache-control') ?? '')?.[1]
    const at = now().getTime()
    kept = { keys, until: at + Math.max(KEPT_AT_LEAST, Number(seconds ?? 0) * 1000), askedAt: at }
    return keys
  }

  return {
    issuer: url,
    keys: async (unknown) => {
      const at = now().getTime()
      const fresh = kept && at < kept.until && (unknown === undefined || at - kept.askedAt < ASK_AGAIN)
      if (fresh) return kept!.keys
      asking ??= ask().finally(() => (asking = undefined))
      return asking.catch((cause: unknown) => {
        // Keys change every few days: those that were good are good while Google cannot be asked.
        if (kept) return kept.keys
        throw new ProblemError(503, 'google-keys', 'The keys of Google cannot be had at the moment.', { cause })
      })
    },
  }
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), redirect: 'error' })
  if (!response.ok) throw new Error(`${response.status}`)
  return response
}

function pemKeys(keys: ({ kid: string } & Record<string, unknown>)[]): Record<string, string> {
  const pems = keys.map((key) => {
    const made = createPublicKey({ key, format: 'jwk' })
    return [key.kid, made.export({ type: 'spki', format: 'pem' }).toString()] as const
  })
  return Object.fromEntries(pems)
}
