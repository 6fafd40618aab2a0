/** Keys that change, an issuer that does not answer, states that grow old. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discoverIssuer, verifyGoogleToken } from '#server/access/google-tokens.ts'
import { createHasher } from '#server/db/hasher.ts'
import { createStates } from '#server/web/gmail/state.ts'
import { type GoogleFake, startGoogle } from '#test/fakes/google/fake.ts'

describe('the keys that Google signs with', () => {
  let google: GoogleFake
  beforeAll(async () => {
    google = await startGoogle()
  })
  afterAll(() => google.close())
  const audience = ['https://ficha.example/gmail/home']
  const token = (options?: Parameters<GoogleFake['sign']>[1]) =>
    google.sign({ aud: audience[0], sub: '1', email: 'Service@example.test', email_verified: true }, options)

  it('are asked for once, and again when a new one signs', async () => {
    let now = new Date()
    const by = discoverIssuer(google.url, () => now)
    const asked = () => google.requests.list().filter(({ path }) => path.includes('openid-configuration')).length
    const before = asked()
    expect(await verifyGoogleToken(token(), { by, audience, now })).toMatchObject({
      email: 'service@example.test',
      sub: '1',
    })
    await verifyGoogleToken(token(), { by, audience, now })
    expect(asked() - before).toBe(1)
    google.keys.rotate()
    // Whoever invents key ids does not make us ask each time.
    for (const kid of ['invented', 'another'])
      await expect(verifyGoogleToken(token({ kid }), { by, audience, now })).rejects.toMatchObject({ status: 401 })
    expect(asked() - before).toBe(1)
    now = new Date(now.getTime() + 61_000)
    expect(await verifyGoogleToken(token(), { by, audience, now })).toMatchObject({ sub: '1' })
    expect(asked() - before).toBe(2)
  })

  it('are no reason to let somebody in while they cannot be had, nor is having no audience', async () => {
    const now = new Date()
    const nowhere = discoverIssuer('http://127.0.0.1:1', () => now)
    await expect(verifyGoogleToken(token(), { by: nowhere, audience, now })).rejects.toMatchObject({ status: 503 })
    const by = discoverIssuer(google.url, () => now)
    await expect(verifyGoogleToken(token(), { by, audience: [], now })).rejects.toMatchObject({ status: 401 })
  })
})

describe('the state of a card', () => {
  const states = createStates(createHasher(Buffer.alloc(32, 1)))
  const clicked = { click: { do: 'again' as const }, place: { at: 'home' as const } }
  const at = new Date('2026-11-22T10:00:00Z')
  const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000)

  it('holds for two days, for one user, under one key', () => {
    const sealed = states.seal(1, clicked, at)
    expect(states.open(sealed, 1, later(47.9))).toEqual(clicked)
    expect(states.open(sealed, 1, later(48))).toBe('old')
    expect(states.open(sealed, 2, at)).toBe('foreign')
    expect(createStates(createHasher(Buffer.alloc(32, 2))).open(sealed, 1, at)).toBe('altered')
  })
})
