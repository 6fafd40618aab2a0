/** Connecting a mailbox at Google: what is asked, what comes back, and what is refused. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { accessToken } from '#server/sync/accounts.ts'
import { ALL_SCOPES, SCOPES } from '#server/sync/google/scopes.ts'
import { type GoogleFake, startGoogle } from '#test/fakes/google/fake.ts'
import { type Company, foundCompany } from '../support/company.ts'
import { CALLBACK, openBrowser } from '../support/consent.ts'
import { describeOneDatabase } from '../support/databases.ts'

let fake: GoogleFake

beforeAll(async () => {
  fake = await startGoogle({ redirectUris: [CALLBACK], quota: 'unlimited' })
})
afterAll(() => fake.close())

type Stored = { address: string; state: string; source: string; problem: string | null; scopes: string[] }

describeOneDatabase('connecting at Google', ({ fresh }) => {
  let company: Company
  const db = () => company.engine.database.db
  const stored = async (address: string): Promise<Stored | undefined> =>
    (
      await sql<Stored>`SELECT m.address, m.state, m.source, a.problem, a.scopes FROM mailboxes m
        JOIN accounts a ON a.mailbox_id = m.id WHERE m.address = ${address}`.execute(db())
    ).rows[0]
  const idOf = async (address: string) =>
    (await db().selectFrom('mailboxes').select('id').where('address', '=', address).executeTakeFirstOrThrow()).id
  const titleOf = async (response: Response) => /<h1>(.*?)<\/h1>/.exec(await response.text())?.[1]

  beforeAll(async () => {
    company = await foundCompany(await fresh(), ['ours.test'], { google: fake })
    for (const who of ['ana', 'bea', 'carla', 'dora', 'eva', 'flor', 'gema']) {
      await company.user(`${who}@ours.test`, { locale: who === 'bea' ? 'es' : 'en' })
      fake.account(`${who}@ours.test`)
    }
    fake.account('sales@ours.test')
    fake.account('ana.home@gmail.test')
    fake.consent.mode = 'auto'
  })
  afterAll(() => company.close())

  test('asks for what reads and nothing that writes, for long, with PKCE, state and nonce', async () => {
    const url = await openBrowser(company, 'ana@ours.test').begin()
    const asked = Object.fromEntries(url.searchParams)
    expect(asked).toMatchObject({
      response_type: 'code',
      redirect_uri: CALLBACK,
      access_type: 'offline',
      prompt: 'consent',
      include_granted_scopes: 'true',
      code_challenge_method: 'S256',
      login_hint: 'ana@ours.test',
    })
    expect(asked['scope']?.split(' ').toSorted()).toEqual(['openid', 'email', 'profile', ...ALL_SCOPES].toSorted())
    for (const secret of ['state', 'nonce', 'code_challenge']) expect(asked[secret]?.length).toBeGreaterThan(40)
    // Of the state the hash alone is stored.
    const dump = JSON.stringify(await db().selectFrom('connect_attempts').selectAll().execute())
    for (const secret of [asked['state']!, asked['nonce']!]) expect(dump).not.toContain(secret)
  })

  test('a user consents, and the mailbox is theirs, connected and due', async () => {
    const browser = openBrowser(company, 'ana@ours.test')
    const back = await browser.connect('?return=%2Fcustomers%3Fview%3Dmine')
    expect(back.status).toBe(303)
    const id = await idOf('ana@ours.test')
    expect(back.headers.get('location')).toBe(`/customers?view=mine&connected=${id}`)
    expect(await stored('ana@ours.test')).toMatchObject({ state: 'syncing', source: 'google', problem: null })
    expect(await company.mailboxes('ana@ours.test')).toMatchObject([
      { address: 'ana@ours.test', source: 'google', connected: true, problem: null, missing: [] },
    ])
    expect(await accessToken(company.engine, id)).toMatch(/^ya29\./)
  })

  test('a browser without the session that began it is known by its cookie', async () => {
    const began = openBrowser(company, 'carla@ours.test')
    const path = await began.consent(await began.begin())
    const back = openBrowser(company, null)
    for (const [name, value] of began.cookies) back.cookies.set(name, value)
    expect((await back.visit(path)).status).toBe(303)
    expect(await stored('carla@ours.test')).toBeDefined()
  })

  test('a state works once, and no other does', async () => {
    const browser = openBrowser(company, 'ana@ours.test')
    const path = await browser.consent(await browser.begin())
    expect((await browser.visit(path)).status).toBe(303)
    const again = await browser.visit(path)
    expect([again.status, await titleOf(again)]).toEqual([400, 'This sign-in is over'])
    const invented = await browser.visit(path.replace(/state=[^&]+/, 'state=invented'))
    expect(invented.status).toBe(400)
  })

  test('a verifier that does not fit the challenge is refused by Google, and said', async () => {
    const browser = openBrowser(company, 'dora@ours.test')
    const url = await browser.begin()
    url.searchParams.set('code_challenge', 'x'.repeat(43))
    const back = await browser.visit(await browser.consent(url))
    expect([back.status, await titleOf(back)]).toEqual([400, 'Google did not accept the sign-in'])
    expect(await stored('dora@ours.test')).toBeUndefined()
  })

  test("a colleague's consent never lands on the account of who sent them the link", async () => {
    const thief = openBrowser(company, 'carla@ours.test')
    fake.consent.as = 'bea@ours.test'
    const path = await thief.consent(await thief.begin())
    fake.consent.as = null
    const victim = openBrowser(company, 'bea@ours.test')
    const back = await victim.visit(path)
    expect([back.status, await titleOf(back)]).toEqual([403, 'Esto lo empezó otra persona'])
    // Nor when nobody is signed in there.
    fake.consent.as = 'sales@ours.test'
    const shared = await thief.consent(await thief.begin())
    fake.consent.as = null
    expect((await openBrowser(company, null).visit(shared)).status).toBe(403)
    expect(await stored('bea@ours.test')).toBeUndefined()
    expect(await stored('sales@ours.test')).toBeUndefined()
  })

  test('comes back without any cookie when the account is their own', async () => {
    const program = openBrowser(company, 'bea@ours.test')
    const path = await program.consent(await program.begin())
    expect((await openBrowser(company, null).visit(path)).status).toBe(303)
    expect(await stored('bea@ours.test')).toBeDefined()
  })

  test('cancelled, foreign and other accounts are said in words, and change nothing', async () => {
    const browser = openBrowser(company, 'dora@ours.test')
    const attempt = async (as: string | null, query = '') => {
      fake.consent.as = as
      const back = await browser.connect(query)
      fake.consent.as = null
      return [back.status, await titleOf(back)]
    }
    fake.consent.mode = 'deny'
    expect(await attempt(null)).toEqual([400, 'Nothing was connected'])
    fake.consent.mode = 'auto'
    expect(await attempt('ana.home@gmail.test')).toEqual([409, 'That is not an address of the company'])
    expect(await attempt('carla@ours.test')).toEqual([409, 'That mailbox belongs to a colleague'])
    const rows = await db().selectFrom('mailboxes').select('address').execute()
    expect(rows.map(({ address }) => address).toSorted()).toEqual(['ana@ours.test', 'bea@ours.test', 'carla@ours.test'])
    // Whoever connects one of theirs again chooses that one.
    const ana = openBrowser(company, 'ana@ours.test')
    fake.consent.as = 'sales@ours.test'
    const wrong = await ana.connect(`?mailbox=${await idOf('ana@ours.test')}`)
    fake.consent.as = null
    expect([wrong.status, await titleOf(wrong)]).toEqual([409, 'That is another account'])
    expect((await browser.visit(`/connect/google?mailbox=${await idOf('ana@ours.test')}`)).status).toBe(403)
  })

  test('a mailbox of nobody is shared by whoever connects it', async () => {
    fake.consent.as = 'sales@ours.test'
    expect((await openBrowser(company, 'ana@ours.test').connect()).status).toBe(303)
    expect((await openBrowser(company, 'dora@ours.test').connect()).status).toBe(303)
    fake.consent.as = null
    const sales = (await company.mailboxes('dora@ours.test')).find(({ address }) => address === 'sales@ours.test')
    expect(sales?.users).toEqual(['ana@ours.test', 'dora@ours.test'])
  })

  test('what was unticked is said, and added later', async () => {
    const browser = openBrowser(company, 'eva@ours.test')
    fake.consent.mode = { scopes: SCOPES.calendar }
    await browser.connect()
    fake.consent.mode = 'auto'
    const id = await idOf('eva@ours.test')
    expect(await company.mailboxes('eva@ours.test')).toMatchObject([{ missing: ['mail'], problem: null }])
    const url = await browser.begin(`?mailbox=${id}&add=mail`)
    expect(url.searchParams.get('scope')).toBe(`openid email profile ${SCOPES.mail.join(' ')}`)
    await browser.visit(await browser.consent(url))
    expect(await company.mailboxes('eva@ours.test')).toMatchObject([{ missing: [], problem: null }])
  })

  test('with nothing ticked there is nothing to read', async () => {
    fake.consent.mode = { scopes: [] }
    await openBrowser(company, 'gema@ours.test').connect()
    fake.consent.mode = 'auto'
    expect(await stored('gema@ours.test')).toMatchObject({ state: 'reconnect', problem: 'scopes-missing' })
  })

  test('after access was taken back, one connects again and goes on where the cursor is', async () => {
    const id = await idOf('carla@ours.test')
    await db().insertInto('cursors').values({ mailbox_id: id, stream: 'news', position: '4711' }).execute()
    fake.account('carla@ours.test').revoke()
    await expect(accessToken(company.engine, id, await accessToken(company.engine, id))).rejects.toThrow('revoked')
    expect(await stored('carla@ours.test')).toMatchObject({ state: 'reconnect', problem: 'revoked' })
    const browser = openBrowser(company, 'carla@ours.test')
    expect((await browser.connect(`?mailbox=${id}`)).status).toBe(303)
    expect(await stored('carla@ours.test')).toMatchObject({ state: 'syncing', problem: null })
    const cursor = await db().selectFrom('cursors').select('position').where('mailbox_id', '=', id).execute()
    expect(cursor).toEqual([{ position: '4711' }])
    expect(await accessToken(company.engine, id)).toMatch(/^ya29\./)
  })

  test('an address that another Google account has now, or an account under another address, changes nothing', async () => {
    const carla = await idOf('carla@ours.test')
    const sub = fake.account('carla@ours.test').sub
    const subject = (value: string) =>
      db().updateTable('accounts').set({ subject: value }).where('mailbox_id', '=', carla).execute()
    await subject('another')
    const replaced = await openBrowser(company, 'carla@ours.test').connect()
    expect([replaced.status, await titleOf(replaced)]).toEqual([409, 'Another Google account has this address now'])
    await subject(fake.account('flor@ours.test').sub)
    const renamed = await openBrowser(company, 'flor@ours.test').connect()
    expect([renamed.status, await titleOf(renamed)]).toEqual([409, 'This account had another address'])
    expect(await stored('flor@ours.test')).toBeUndefined()
    await subject(sub)
  })

  test('one disconnects: Google forgets it, what was logged stays', async () => {
    const id = await idOf('bea@ours.test')
    expect((await company.call('ana@ours.test', 'DELETE', `/api/mailboxes/${id}/account`)).status).toBe(403)
    await company.send('bea@ours.test', 'DELETE', `/api/mailboxes/${id}/account`)
    expect(await company.mailboxes('bea@ours.test')).toMatchObject([{ state: 'paused', connected: false }])
    expect(fake.account('bea@ours.test').refreshTokens()).toEqual([])
    expect((await company.call('bea@ours.test', 'DELETE', `/api/mailboxes/${id}/account`)).status).toBe(404)
  })

  test('whoever is not signed in signs in first', async () => {
    const nobody = await openBrowser(company, null).visit('/connect/google?add=mail')
    expect(nobody.status).toBe(303)
    expect(nobody.headers.get('location')).toBe(`/signin?to=${encodeURIComponent('/connect/google?add=mail')}`)
    expect((await company.app.request('/connect/google', { headers: { authorization: 'Bearer no' } })).status).toBe(401)
  })

  test('leads back to pages of ours and nowhere else', async () => {
    for (const away of ['https://evil.test/x', '//evil.test/x', '/\\evil.test']) {
      const back = await openBrowser(company, 'flor@ours.test').connect(`?return=${encodeURIComponent(away)}`)
      expect(back.headers.get('location')).toMatch(/^\/\?connected=\d+$/)
    }
  })
})
