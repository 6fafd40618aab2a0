/** The fake Google against Google's own client libraries: what the fake says of itself is true. */
import { OAuth2Client } from 'google-auth-library'
import { expect, onTestFinished, test } from 'vitest'
import { startGoogle } from './google/fake.ts'

async function google() {
  const fake = await startGoogle()
  onTestFinished(fake.close)
  return fake
}

test('a token that the fake signs is verified against the keys it publishes, and a forged one is not', async () => {
  const fake = await google()
  const verifier = new OAuth2Client({
    endpoints: { oauth2FederatedSignonPemCertsUrl: `${fake.url}/oauth2/v1/certs` },
    issuers: [fake.url],
  })
  const verify = (idToken: string) => verifier.verifyIdToken({ idToken, audience: 'https://ficha.test/gmail/home' })
  const claims = { aud: 'https://ficha.test/gmail/home', email: fake.addOn.serviceAccountEmail, email_verified: true }
  expect((await verify(fake.sign(claims))).getPayload()).toMatchObject(claims)
  await expect(verify(fake.sign(claims, { key: 'other' }))).rejects.toThrow('Invalid token signature')
  await expect(verify(fake.sign({ ...claims, aud: 'https://other.test' }))).rejects.toThrow('Wrong recipient')
  await expect(verify(fake.sign({ ...claims, exp: 2, iat: 1 }))).rejects.toThrow('Token used too late')
  await expect(verify(fake.sign(claims, { alg: 'none' }))).rejects.toThrow()
  const before = fake.sign(claims)
  fake.keys.rotate()
  await expect(verify(fake.sign(claims, { kid: 'fake-key-1' }))).rejects.toThrow('Invalid token signature')
  expect((await verify(before)).getPayload()).toMatchObject(claims)
})
