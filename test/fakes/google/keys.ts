/** Keys that sign as Google's do, the JWKS and the PEM form of them, and tokens of any claims: true ones and forged ones. */
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'

export type SignOptions = {
  /** `other`: a key that the fake never published, under the name of one that it did. */
  key?: 'good' | 'other'
  kid?: string
  /** `HS256`: signed with the published key as if that were a secret. */
  alg?: 'RS256' | 'none' | 'HS256'
}

export type Pair = { publicKey: KeyObject; privateKey: KeyObject }

const made = new Map<string, Pair>()

/** Made once a process: making one takes a tenth of a second. */
export function keyPair(name: string): Pair {
  let pair = made.get(name)
  if (!pair) made.set(name, (pair = generateKeyPairSync('rsa', { modulusLength: 2048 })))
  return pair
}

export const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function signRs256(claims: object, privateKey: KeyObject, kid: string): string {
  const unsigned = `${encode({ alg: 'RS256', kid, typ: 'JWT' })}.${encode(claims)}`
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey, 'base64url')}`
}

export type Keys = {
  sign: (claims: object, options?: SignOptions) => string
  /** A new key signs from now on; the one before stays published until the next rotation. */
  rotate: () => void
  jwks: () => { keys: Record<string, unknown>[] }
  /** By kid, as `/oauth2/v1/certs` answers. */
  pems: () => Record<string, string>
}

export function createKeys(): Keys {
  let generation = 1
  const kidOf = (index: number) => `fake-key-${index}`
  const pairOf = (index: number) => keyPair(`signing ${index}`)
  const published = () => [generation - 1, generation].filter((index) => index > 0)
  return {
    sign(claims, { key = 'good', kid = kidOf(generation), alg = 'RS256' } = {}) {
      if (alg === 'none') return `${encode({ alg, kid, typ: 'JWT' })}.${encode(claims)}.`
      const pair = key === 'good' ? pairOf(generation) : keyPair('never published')
      if (alg === 'RS256') return signRs256(claims, pair.privateKey, kid)
      return signWithPublicKey(claims, pair, kid)
    },
    rotate() {
      generation += 1
    },
    jwks: () => ({
      keys: published().map((index) => ({
        ...pairOf(index).publicKey.export({ format: 'jwk' }),
        kid: kidOf(index),
        alg: 'RS256',
        use: 'sig',
      })),
    }),
    pems: () => Object.fromEntries(published().map((index) => [kidOf(index), pemOf(pairOf(index).publicKey)])),
  }
}

/** The classic forgery: who takes the algorithm from the token checks it with the public key as an HMAC's secret. */
function signWithPublicKey(claims: object, pair: Pair, kid: string): string {
  const unsigned = `${encode({ alg: 'HS256', kid, typ: 'JWT' })}.${encode(claims)}`
  return `${unsigned}.${createHmac('sha256', pemOf(pair.publicKey)).update(unsigned).digest('base64url')}`
}
