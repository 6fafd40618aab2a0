/** Google's pushes at our door: who may knock, what of it is believed (nothing), and the channels that keep them coming. */
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listDue } from '#server/sync/mailbox-sync.ts'
import { type GoogleFake, startGoogle } from '#test/fakes/google/fake.ts'
import { letter } from '#test/support/company.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { type GoogleCompany, foundGoogleCompany } from '#test/support/google-company.ts'

const ANA = 'ana@ours.test'
const EVA = 'Eva <eva@client.test>'
const MAIL = '/webhooks/google/mail'
const CALENDAR = '/webhooks/google/calendar'
const HOUR = 3_600_000
const DAY = 24 * HOUR

describeOneDatabase('pushes of Google', ({ fresh }) => {
  let fake: GoogleFake
  let company: GoogleCompany
  // The provider's time and ours go on together, as far as a test says.
  const now = () => new Date(fake.clock.now())
  const pass = (ms: number) => fake.clock.advance(ms)
  const due = () => listDue(company.engine)
  const quiet = async () => {
    await company.sync()
    expect(await due()).toEqual([])
  }

  beforeAll(async () => {
    fake = await startGoogle({ quota: 'unlimited' })
    company = await foundGoogleCompany(await fresh(), { fake, now })
    const { mail } = await company.connect(ANA)
    mail.insert(letter({ from: ANA, to: EVA, date: new Date(Date.now() - DAY).toUTCString() }), ['SENT'])
    await company.sync()
  })
  beforeEach(() => fake.faults.clear())
  afterAll(async () => {
    await company.close()
    await fake.close()
  })

  const seconds = () => Math.floor(fake.clock.now() / 1000)
  const claims = (more: Record<string, unknown> = {}) => ({
    aud: `http://localhost${MAIL}`,
    sub: '110000000000000000077',
    email: fake.push.serviceAccountEmail,
    email_verified: true,
    ...more,
  })
  const news = (historyId: string = '"12345678901234567890"', emailAddress = ANA) =>
    `{"emailAddress":${JSON.stringify(emailAddress)},"historyId":${historyId}}`
  const envelope = (data: string) => ({
    message: { data: Buffer.from(data).toString('base64'), messageId: '1', publishTime: '2026-11-22T09:00:00.000Z' },
    subscription: 'projects/x/subscriptions/y',
  })
  const post = (body: unknown, token: string | null = fake.sign(claims())) =>
    company.app.request(MAIL, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  describe('of mail', () => {
    beforeEach(quiet)

    it.each([
      ['a text', '"12345678901234567890"'],
      ['a number beyond 2^53', '12345678901234567890'],
      ['a number of long ago', '7'],
      ['nothing', 'null'],
    ])('make the mailbox due, whatever they say of the history: %s', async (_, historyId) => {
      expect((await post(envelope(news(historyId)))).status).toBe(204)
      expect(await due()).toEqual([company.idOf(ANA)])
    })

    it('may come again and out of order: the cursor says what is read, and it is read once', async () => {
      const { mail } = fake.account(ANA)
      const ids = ['a', 'b', 'c'].map((name) => `${name}@pushed.test`)
      const pushes: string[] = []
      for (const id of ids) {
        mail.insert(letter({ from: EVA, to: ANA, id, date: now().toUTCString() }), ['INBOX'])
        pushes.push(news(`"${mail.historyId()}"`))
      }
      fake.requests.clear()
      for (const push of [pushes[2]!, pushes[0]!, pushes[2]!, pushes[1]!]) {
        expect((await post(envelope(push))).status).toBe(204)
        if ((await due()).length > 0) await company.sync()
      }
      const logged = (await company.interactions(ANA)).map(({ messageId }) => messageId)
      for (const id of ids) expect(logged.filter((one) => one === id)).toHaveLength(1)
      expect(fake.requests.count({ operation: 'gmail.users.messages.get' })).toBe(ids.length)
    })

    it.each<[string, () => string | null]>([
      ['no token', () => null],
      ['what is no token', () => 'abc.def'],
      ['a signature of somebody else', () => fake.sign(claims(), { key: 'other' })],
      ['a key that nobody knows', () => fake.sign(claims(), { kid: 'nobody' })],
      ['no signature', () => fake.sign(claims(), { alg: 'none' })],
      ['a signature made with the public key', () => fake.sign(claims(), { alg: 'HS256' })],
      [
        'a token for somebody else’s address',
        () => fake.sign(claims({ aud: 'https://other.test/webhooks/google/mail' })),
      ],
      ['a token for another of our addresses', () => fake.sign(claims({ aud: `http://localhost${CALENDAR}` }))],
      ['a token for several', () => fake.sign(claims({ aud: [`http://localhost${MAIL}`, 'https://other.test'] }))],
      ['another issuer', () => fake.sign(claims({ iss: 'https://accounts.example' }))],
      ['a token of yesterday', () => fake.sign(claims({ iat: seconds() - 90_000, exp: seconds() - 86_400 }))],
      ['a token of tomorrow', () => fake.sign(claims({ iat: seconds() + 86_400, exp: seconds() + 90_000 }))],
      ['a token without an end', () => fake.sign(claims({ exp: undefined }))],
      ['an address that is not verified', () => fake.sign(claims({ email_verified: false }))],
    ])('with %s are refused', async (_, token) => {
      const response = await post(envelope(news()), token())
      expect(response.status).toBe(401)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      expect(await due()).toEqual([])
    })

    it('are taken with a key that came a moment ago', async () => {
      fake.keys.rotate()
      pass(2 * 60_000)
      expect((await post(envelope(news()))).status).toBe(204)
    })

    it('of somebody whom we do not read are taken, so that they are not sent again', async () => {
      expect((await post(envelope(news('"1"', 'nobody@other.test')))).status).toBe(204)
      expect(await due()).toEqual([])
    })

    it.each<[string, unknown]>([
      ['no JSON', 'hello'],
      ['nothing', ''],
      ['null', null],
      ['no message', {}],
      ['no data', { message: {} }],
      ['data that is no text', { message: { data: 7 } }],
      ['data that is no JSON', envelope('hello')],
      ['an address that is a number', envelope('{"emailAddress":7}')],
      ['an address that is none', envelope('{"emailAddress":"hello"}')],
    ])('with %s are no pushes', async (_, body) => {
      expect((await post(body)).status).toBe(400)
      expect(await due()).toEqual([])
    })

    it('are small', async () => {
      expect((await post(envelope('x'.repeat(100_000)))).status).toBe(413)
    })
  })

  describe('of a calendar', () => {
    beforeEach(quiet)
    const call = (headers: Record<string, string>) => company.app.request(CALENDAR, { method: 'POST', headers })
    /** As the channel was made at Google. */
    const made = () => {
      const sent = fake.push.sent().filter(({ to }) => to.endsWith(CALENDAR))
      const { headers } = sent.at(-1)!
      return { id: headers['x-goog-channel-id']!, token: headers['x-goog-channel-token']! }
    }

    it('make the mailbox due when they know their secret, and only then', async () => {
      const { id, token } = made()
      const push = (channel: string, secret: string, state = 'exists') =>
        call({ 'x-goog-channel-id': channel, 'x-goog-channel-token': secret, 'x-goog-resource-state': state })
      expect((await push(id, `${token}x`)).status).toBe(404)
      expect((await push(id, '')).status).toBe(404)
      expect((await push('another', token)).status).toBe(404)
      expect((await call({ 'x-goog-channel-id': id })).status).toBe(400)
      expect((await call({})).status).toBe(400)
      expect(await due()).toEqual([])
      expect((await push(id, token)).status).toBe(204)
      expect(await due()).toEqual([company.idOf(ANA)])
    })

    it('know a secret that is kept nowhere in clear', async () => {
      const { id, token } = made()
      const rows = await company.engine.database.db.selectFrom('watches').selectAll().execute()
      expect(rows.map(({ channel }) => channel)).toContain(id)
      expect(JSON.stringify(rows)).not.toContain(token)
    })
  })

  it.each(['on', 'double', 'shuffle'] as const)('come over the wire and are read once: %s', async (mode) => {
    const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
      const listening = serve({ fetch: company.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening))
    })
    Object.assign(fake.push, { mode, perSecond: false, endpoint: `http://localhost${MAIL}` })
    fake.push.target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      await quiet()
      const ids = [1, 2, 3].map((n) => `${mode}-${n}@client.test`)
      const before = fake.push.sent().length
      for (const id of ids)
        fake.account(ANA).mail.insert(letter({ from: EVA, to: ANA, id, date: now().toUTCString() }), ['INBOX'])
      await fake.push.flush()
      const sent = fake.push.sent().slice(before)
      expect(sent.map(({ status }) => status)).toEqual(Array(mode === 'double' ? 6 : 3).fill(204))
      expect(await due()).toEqual([company.idOf(ANA)])
      await company.sync()
      const logged = (await company.interactions(ANA)).map(({ messageId }) => messageId)
      for (const id of ids) expect(logged.filter((one) => one === id)).toHaveLength(1)
    } finally {
      Object.assign(fake.push, { mode: 'on', endpoint: null, target: null })
      server.close()
    }
  })

  // Last, since days go by: whose token is young is said by the machine's own clock.
  describe('are asked for', () => {
    const asked = (what: RegExp) => fake.requests.list({ method: 'POST' }).filter(({ path }) => what.test(path))
    const stored = () => company.engine.database.db.selectFrom('watches').selectAll().orderBy('expires_at').execute()
    const days = async (n: number) => {
      for (let hour = 0; hour < n * 24; hour += 8) {
        pass(8 * HOUR)
        await company.sync()
      }
    }

    it('anew each day of mail, and of calendars before they end, the new channel before the old one is stopped', async () => {
      await company.sync()
      fake.requests.clear()
      await days(14)
      expect(asked(/users\/me\/watch$/).length).toBeGreaterThanOrEqual(11)
      expect(asked(/users\/me\/watch$/).length).toBeLessThanOrEqual(15)
      const channels = asked(/events\/watch$|channels\/stop$/).map(({ path }) => path.split('/').at(-1))
      expect(channels.length).toBeGreaterThanOrEqual(4)
      expect(channels).toEqual(channels.map((_, at) => (at % 2 === 0 ? 'watch' : 'stop')))
      const watches = await stored()
      expect(watches.map(({ stream }) => stream).toSorted()).toEqual([`calendar:${ANA}`, 'news'])
      for (const { expires_at: end } of watches) expect(end.getTime()).toBeGreaterThan(now().getTime() + DAY)
    })

    it('anew when they were lost, after whatever time', async () => {
      pass(20 * DAY)
      fake.requests.clear()
      await company.sync()
      expect(asked(/users\/me\/watch$/)).toHaveLength(1)
      expect(asked(/events\/watch$/)).toHaveLength(1)
      await company.engine.database.db.deleteFrom('watches').execute()
      await company.sync()
      expect(asked(/users\/me\/watch$/)).toHaveLength(2)
      expect(await stored()).toHaveLength(2)
    })

    it('again when that failed once; until then polling finds what there is', async () => {
      await company.engine.database.db.deleteFrom('watches').execute()
      fake.faults.add({ match: { path: /\/watch$/ }, times: Infinity, fault: { status: 403, reason: 'forbidden' } })
      fake
        .account(ANA)
        .mail.insert(letter({ from: EVA, to: ANA, id: 'polled@client.test', date: now().toUTCString() }), ['INBOX'])
      await company.sync()
      expect((await company.decisions(ANA, 'polled@client.test')).map(({ outcome }) => outcome)).toEqual(['logged'])
      expect(await stored()).toEqual([])
      fake.faults.clear()
      await company.sync()
      expect(await stored()).toHaveLength(2)
    })
  })
})
