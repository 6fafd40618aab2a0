/**
 * Google's part in the playground: it signs what Google signs, with a key that is made in this process, never leaves it
 * and ends with it. The add-on's own verification runs on it all the same.
 */
import { type KeyObject, generateKeyPair, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { Viewer } from '../../access/identity.ts'

/** Nobody can be asked for keys under such a name (RFC 2606): it is trusted only where it is handed over. */
const ISSUER = 'https://google.playground.invalid'
const SERVICE_ACCOUNT = 'add-on@google.playground.invalid'
const CLIENT_ID = 'add-on.playground.invalid'
const KEY_ID = 'playground'
/** Seconds. It is used at once. */
const LIFE = 60

type Pair = { privateKey: KeyObject; publicKey: KeyObject }

export type PlaygroundIssuer = ReturnType<typeof createPlaygroundIssuer>

export function createPlaygroundIssuer(now: () => Date) {
  let made: Promise<Pair> | undefined
  // Not before somebody looks: most processes never sign anything.
  const pair = () => (made ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }))
  const issue = async (claims: Record<string, unknown>) => {
    const iat = Math.floor(now().getTime() / 1000)
    return signed({ iss: ISSUER, iat, exp: iat + LIFE, email_verified: true, ...claims }, (await pair()).privateKey)
  }
  return {
    issuer: ISSUER,
    serviceAccountEmail: SERVICE_ACCOUNT,
    oauthClientId: CLIENT_ID,
    /** PEM by key id. */
    keys: async (): Promise<Record<string, string>> => ({
      [KEY_ID]: (await pair()).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    }),
    /** That Google itself calls. @param audience the address that is called */
    systemToken: (audience: string) => issue({ aud: audience, sub: SERVICE_ACCOUNT, email: SERVICE_ACCOUNT }),
    /** For whom. */
    userToken: ({ userId, email }: Pick<Viewer, 'userId' | 'email'>) =>
      issue({ aud: CLIENT_ID, sub: `playground-${userId}`, email }),
  }
}

/** RS256, as Google signs (RFC 7515). */
function signed(claims: Record<string, unknown>, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${part(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}
