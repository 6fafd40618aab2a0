/** The fake Google against Google's own client libraries and an OpenID Connect client: signing in, tokens, faults, quota. */
import { gmail } from '@googleapis/gmail'
import { JWT, OAuth2Client } from 'google-auth-library'
import * as openid from 'openid-client'
import { expect, test } from 'vitest'
import { calendarOf, CALENDAR_READ, google, MAIL_READ, mailOf, refused } from './google-support.ts'
import type { GoogleFake } from './google/fake.ts'

const CALLBACK = 'http://127.0.0.1:3999/connect/google/callback'
const EMAIL = 'https://www.googleapis.com/auth/userinfo.email'

async function issuerOf(fake: GoogleFake) {
  fake.client.redirectUris.push(CALLBACK)
  const auth = openid.ClientSecretPost(fake.client.secret)
  return openid.discovery(new URL(fake.url), fake.client.id, undefined, auth, {
    execute: [openid.allowInsecureRequests],
  })
}

type Asked = { scope?: string; prompt?: string; offline?: boolean; include?: boolean; hint?: string }

/** Asks for consent, and gives what the browser comes back with. */
async function authorize(config: openid.Configuration, asked: Asked = {}) {
  const verifier = openid.randomPKCECodeVerifier()
  const checks = { pkceCodeVerifier: verifier, expectedState: 'the state', expectedNonce: 'the nonce' }
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope: asked.scope ?? `openid email ${MAIL_READ} ${CALENDAR_READ}`,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...(asked.offline === false ? {} : { access_type: 'offline' }),
    ...(asked.prompt === undefined ? {} : { prompt: asked.prompt }),
    ...(asked.include ? { include_granted_scopes: 'true' } : {}),
    ...(asked.hint === undefined ? {} : { login_hint: asked.hint }),
  })
  return { url, checks, answer: await fetch(url, { redirect: 'manual' }) }
}

async function connect(config: openid.Configuration, asked: Asked = {}) {
  const { checks, answer } = await authorize(config, asked)
  return openid.authorizationCodeGrant(config, new URL(answer.headers.get('location')!), checks)
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

test('the code flow: PKCE, state and nonce, an id token, a refresh token; the code works once', async () => {
  const fake = await google()
  const ana = fake.account('ana@acme.test', { name: 'Ana Ruiz' })
  const config = await issuerOf(fake)
  fake.consent.mode = 'auto'
  const { checks, answer } = await authorize(config, { prompt: 'consent' })
  const back = new URL(answer.headers.get('location')!)
  const tokens = await openid.authorizationCodeGrant(config, back, checks)
  expect(tokens.claims()).toMatchObject({ sub: ana.sub, email: 'ana@acme.test', email_verified: true, hd: 'acme.test' })
  expect(tokens.scope?.split(' ')).toEqual(['openid', EMAIL, MAIL_READ, CALENDAR_READ])
  expect(tokens.refresh_token).toBe(ana.refreshTokens()[0])
  expect(await openid.fetchUserInfo(config, tokens.access_token, ana.sub)).toMatchObject({ email: 'ana@acme.test' })
  await expect(openid.authorizationCodeGrant(config, back, checks)).rejects.toMatchObject({ error: 'invalid_grant' })
  const again = await authorize(config)
  const wrong = { ...again.checks, pkceCodeVerifier: openid.randomPKCECodeVerifier() }
  await expect(
    openid.authorizationCodeGrant(config, new URL(again.answer.headers.get('location')!), wrong),
  ).rejects.toMatchObject({ error: 'invalid_grant', error_description: 'Invalid code verifier.' })
})

test('a refresh token comes with the first consent, and then only when it is asked for offline and anew', async () => {
  const fake = await google()
  fake.account('ana@acme.test')
  const config = await issuerOf(fake)
  fake.consent.mode = 'auto'
  expect((await connect(config, { offline: false, prompt: 'consent' })).refresh_token).toBeUndefined()
  expect((await connect(config)).refresh_token).toBeUndefined()
  expect((await connect(config, { prompt: 'consent' })).refresh_token).toBeDefined()
})

test('what was unticked is missing, and is added to what was granted before', async () => {
  const fake = await google()
  const ana = fake.account('ana@acme.test')
  const config = await issuerOf(fake)
  fake.consent.mode = { scopes: [MAIL_READ] }
  expect((await connect(config)).scope?.split(' ')).toEqual(['openid', EMAIL, MAIL_READ])
  fake.consent.mode = 'auto'
  const more = await connect(config, { scope: CALENDAR_READ, include: true, prompt: 'consent' })
  expect(more.scope?.split(' ').sort()).toEqual(['openid', EMAIL, MAIL_READ, CALENDAR_READ].sort())
  expect(ana.grantedScopes().length).toBe(4)
  fake.consent.mode = 'deny'
  const { answer } = await authorize(config)
  expect(answer.headers.get('location')).toBe(`${CALLBACK}?state=the+state&error=access_denied`)
})

test('the consent page lets one choose the account and untick scopes', async () => {
  const fake = await google()
  fake.account('ana@acme.test')
  fake.account('leo@acme.test')
  const config = await issuerOf(fake)
  const { answer, checks } = await authorize(config, { hint: 'leo@acme.test' })
  const page = await answer.text()
  expect(page).toContain('View your email messages and settings')
  expect(page).toMatch(/value="leo@acme.test" checked/)
  const request = /name="request" value="(\d+)"/.exec(page)?.[1] ?? ''
  const body = new URLSearchParams({ request, account: 'leo@acme.test', scope: CALENDAR_READ, answer: 'allow' })
  const consent = () => fetch(`${fake.url}/o/oauth2/v2/auth/consent`, { method: 'POST', body, redirect: 'manual' })
  const tokens = await openid.authorizationCodeGrant(
    config,
    new URL((await consent()).headers.get('location')!),
    checks,
  )
  expect(tokens.claims()?.email).toBe('leo@acme.test')
  expect(tokens.scope).not.toContain(MAIL_READ)
  expect((await consent()).status).toBe(400)
})

test('what is not registered never redirects', async () => {
  const fake = await google()
  fake.account('ana@acme.test')
  const config = await issuerOf(fake)
  const { url } = await authorize(config)
  for (const [name, value, error] of [
    ['redirect_uri', `${CALLBACK}/`, 'redirect_uri_mismatch'],
    ['client_id', 'somebody', 'invalid_client'],
    ['scope', 'openid mail.everything', 'invalid_scope'],
    ['response_type', 'token', 'unsupported_response_type'],
  ] as const) {
    const asked = new URL(url)
    asked.searchParams.set(name, value)
    const answer = await fetch(asked, { redirect: 'manual' })
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(error)])
  }
})

test('access tokens last an hour; refreshing gives the next; revoked is over for both', async () => {
  const fake = await google()
  const ana = fake.account('ana@acme.test')
  const config = await issuerOf(fake)
  fake.consent.mode = 'auto'
  const first = await connect(config, { prompt: 'consent' })
  const profile = async (token: string) => (await mailOf(fake, token).users.getProfile({ userId: 'me' })).data
  expect(await profile(first.access_token)).toMatchObject({ emailAddress: 'ana@acme.test' })
  fake.clock.advance(3_600_000)
  expect(await refused(profile(first.access_token))).toMatchObject({ status: 401, reason: 'authError' })
  const second = await openid.refreshTokenGrant(config, first.refresh_token!)
  expect(await profile(second.access_token)).toMatchObject({ emailAddress: 'ana@acme.test' })
  ana.revoke()
  expect(await refused(profile(second.access_token))).toMatchObject({ status: 401 })
  await expect(openid.refreshTokenGrant(config, first.refresh_token!)).rejects.toMatchObject({
    error: 'invalid_grant',
    error_description: 'Token has been expired or revoked.',
  })
})

test('revoking one token takes back the grant, from the query and from the body', async () => {
  const fake = await google()
  const ana = fake.account('ana@acme.test')
  const config = await issuerOf(fake)
  fake.consent.mode = 'auto'
  const google1 = new OAuth2Client({ endpoints: { oauth2RevokeUrl: `${fake.url}/revoke` } })
  await google1.revokeToken((await connect(config, { prompt: 'consent' })).access_token)
  expect([ana.refreshTokens(), ana.grantedScopes()]).toEqual([[], []])
  await openid.tokenRevocation(config, (await connect(config, { prompt: 'consent' })).refresh_token!)
  expect(ana.refreshTokens()).toEqual([])
})

test('a service account reads for a user what the admin authorised, and nothing else', async () => {
  const fake = await google()
  fake.account('ana@acme.test')
  fake.account('ana@gmail.com')
  const get = (subject: string, scope: string) => {
    const { client_email: email, private_key: key } = fake.serviceAccount
    // The library always calls Google's own token endpoint: sent here instead.
    const fetchImplementation = (url: string | URL | Request, init?: RequestInit) =>
      fetch(String(url instanceof Request ? url.url : url).replace('https://oauth2.googleapis.com', fake.url), init)
    const auth = new JWT({ email, key, subject, scopes: [scope], transporterOptions: { fetchImplementation } })
    return gmail({ version: 'v1', rootUrl: `${fake.url}/`, auth }).users.getProfile({ userId: 'me' })
  }
  const error = async (subject: string, scope: string) => {
    const failure = (await get(subject, scope).catch((caught: unknown) => caught)) as { response?: { data?: unknown } }
    return failure.response?.data
  }
  expect(await error('ana@acme.test', MAIL_READ)).toMatchObject({ error: 'unauthorized_client' })
  fake.delegate([MAIL_READ])
  expect((await get('ana@acme.test', MAIL_READ)).data.emailAddress).toBe('ana@acme.test')
  expect(await error('ana@acme.test', CALENDAR_READ)).toMatchObject({ error: 'unauthorized_client' })
  expect(await error('ana@gmail.com', MAIL_READ)).toMatchObject({ error: 'unauthorized_client' })
  expect(await error('nobody@acme.test', MAIL_READ)).toMatchObject({ error: 'invalid_grant' })
})

test('faults strike as often as was said, and every request is written down', async () => {
  const fake = await google()
  const ana = fake.account('ana@acme.test')
  const client = mailOf(fake, ana.accessToken([MAIL_READ]))
  const list = (timeout?: number) =>
    client.users.labels.list({ userId: 'me' }, { retry: false, ...(timeout ? { timeout } : {}) })
  const match = { path: /\/labels$/, account: 'ana@acme.test' }
  fake.faults.add({ match, times: 2, fault: { status: 503, retryAfter: 7 } })
  for (const _ of [1, 2]) expect(await refused(list())).toMatchObject({ status: 503, retryAfter: '7' })
  expect((await list()).status).toBe(200)
  fake.faults.add({ match, fault: { status: 403 } })
  expect(await refused(list())).toMatchObject({ status: 403, reason: 'userRateLimitExceeded' })
  for (const fault of ['hang-up', 'half-page'] as const) {
    fake.faults.add({ match, fault })
    expect((await refused(list())).status).toBeUndefined()
  }
  fake.faults.add({ match, fault: 'garbage' })
  expect((await list()).data).toBe('<html><body>Something is not right')
  fake.faults.add({ match, fault: 'timeout' })
  expect((await refused(list(200))).message).toMatch(/timeout|aborted/i)
  expect(fake.faults.pending()).toBe(0)
  const asked = fake.requests.list({ operation: 'gmail.users.labels.list' })
  // What was cut off had been done.
  expect(asked.map(({ status }) => status)).toEqual([200, 0])
  expect(fake.requests.list(match).map(({ status }) => status)).toEqual([503, 503, 200, 403, 0, 0, 200, 0])
})

test('quota is spent by price and comes back with time', async () => {
  const fake = await google({ quota: { gmailPerUser: 100, calendarPerUser: 2 } })
  fake.clock.freeze()
  const ana = fake.account('ana@acme.test')
  const id = ana.mail.insert('Subject: One\r\n\r\nOne', ['INBOX'])
  const token = ana.accessToken([MAIL_READ, CALENDAR_READ])
  const get = () => mailOf(fake, token).users.messages.get({ userId: 'me', id }, { retry: false })
  for (const _ of [1, 2, 3, 4, 5]) await get()
  expect(fake.requests.units('ana@acme.test')).toBe(100)
  const refusals = [await refused(get()), await refused(get()), await refused(get())]
  expect(refusals).toMatchObject([
    { status: 429, reason: 'rateLimitExceeded', retryAfter: '12' },
    { status: 403, reason: 'userRateLimitExceeded', retryAfter: undefined },
    { status: 403, reason: 'userRateLimitExceeded', retryAfter: '12' },
  ])
  fake.clock.advance(12_000)
  expect((await get()).status).toBe(200)
  const list = () => calendarOf(fake, token).calendarList.list({}, { retry: false })
  expect([(await list()).status, (await list()).status]).toEqual([200, 200])
  expect((await refused(list())).status).toBe(429)
})
