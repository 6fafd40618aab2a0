/** The tokens of connected mailboxes: one request whoever asks, sealed wherever they lie, and what stops them. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runCommand } from '#server/cli/commands.ts'
import { createSealer } from '#server/db/sealer.ts'
import { SourceError } from '#server/errors.ts'
import type { Log } from '#server/log.ts'
import { accessToken } from '#server/sync/accounts.ts'
import type { Engine } from '#server/sync/engine.ts'
import { type GoogleFake, startGoogle } from '#test/fakes/google/fake.ts'
import { type Company, SECRET, foundCompany } from '../support/company.ts'
import { CALLBACK, openBrowser } from '../support/consent.ts'
import { describeEachDatabase, type FreshDatabase } from '../support/databases.ts'

const ANA = 'ana@ours.test'

describeEachDatabase('the tokens of a mailbox', ({ kind, fresh }) => {
  let fake: GoogleFake
  let database: FreshDatabase
  let company: Company
  let id: number
  const lines: string[] = []
  const write = (fields: Record<string, unknown>, message: string) =>
    void lines.push(JSON.stringify({ fields, message }))
  const log: Log = { info: write, warn: write, error: write }
  const refreshes = () => fake.requests.count({ path: /^\/token$/ })
  const problem = async () =>
    (
      await company.engine.database.db.selectFrom('accounts').select('problem').where('mailbox_id', '=', id).execute()
    )[0]?.problem
  const sealed = async () =>
    (
      await company.engine.database.db
        .selectFrom('accounts')
        .select('sealed')
        .where('mailbox_id', '=', id)
        .executeTakeFirstOrThrow()
    ).sealed!
  const failure = (mailboxId = id) =>
    accessToken(company.engine, mailboxId).then(
      () => 'none',
      (error: unknown) => (error instanceof SourceError ? [error.kind, error.message] : error),
    )
  const connect = () => openBrowser(company, ANA).connect()
  /** So that the next who asks needs a new one. */
  const anHourLater = () => fake.clock.advance(3_600_000)

  beforeAll(async () => {
    fake = await startGoogle({ redirectUris: [CALLBACK], quota: 'unlimited' })
    fake.consent.mode = 'auto'
    database = await fresh()
    company = await foundCompany(database, ['ours.test'], {
      google: fake,
      now: () => new Date(fake.clock.now()),
      log,
    })
    await company.user(ANA, { roles: ['rep', 'admin'] })
    fake.account(ANA)
    await connect()
    const mailbox = company.engine.database.db.selectFrom('mailboxes').select('id').where('address', '=', ANA)
    id = (await mailbox.executeTakeFirstOrThrow()).id
  })
  beforeEach(() => {
    fake.faults.clear()
    fake.requests.clear()
  })
  afterAll(async () => {
    await company.close()
    await fake.close()
  })

  test('are given as long as they are good, then refreshed once for all who ask', async () => {
    const first = await accessToken(company.engine, id)
    expect(refreshes()).toBe(0)
    anHourLater()
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => accessToken(company.engine, id)))
    expect([two, three]).toEqual([one, one])
    expect(one).not.toBe(first)
    expect(refreshes()).toBe(1)
    expect(await accessToken(company.engine, id)).toBe(one)
    // One that Google turns down before its time is not given again.
    expect(await accessToken(company.engine, id, one)).not.toBe(one)
  })

  test('are refreshed by one of two processes, the other takes what that one stored', async () => {
    if (kind === 'pglite') return
    const opened = await database.open()
    const other: Engine = {
      ...company.engine,
      database: opened,
      connections: { ...company.engine.connections!, sealer: createSealer(opened.db, SECRET) },
    }
    anHourLater()
    const both = await Promise.all([accessToken(company.engine, id), accessToken(other, id)])
    await opened.close()
    expect(both[0]).toBe(both[1])
    expect(refreshes()).toBe(1)
  })

  test('trouble that passes is told from trouble that somebody must end', async () => {
    anHourLater()
    fake.faults.add({ match: { path: /^\/token$/ }, fault: { status: 429, retryAfter: 7 } })
    await expect(accessToken(company.engine, id)).rejects.toMatchObject({ kind: 'throttled', retryAfter: 7 })
    for (const fault of [{ status: 503 }, 'hang-up', 'garbage', 'half-page'] as const) {
      fake.faults.add({ match: { path: /^\/token$/ }, fault })
      await expect(accessToken(company.engine, id)).rejects.toMatchObject({ kind: 'temporary' })
    }
    expect(await problem()).toBeNull()
    expect(await accessToken(company.engine, id)).toMatch(/^ya29\./)
  })

  test('are sealed anew under a new key, and open still', async () => {
    const before = await sealed()
    const said: string[] = []
    const io = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) }
    expect(await runCommand(['keys', 'rotate'], '/', io, async () => company.engine)).toBe(0)
    expect(said.join('')).toBe('1 encrypted anew\n')
    expect((await sealed()).split('.')[0]).not.toBe(before.split('.')[0])
    fake.requests.clear()
    expect(await accessToken(company.engine, id)).toMatch(/^ya29\./)
    expect(refreshes()).toBe(0)
  })

  test('lie nowhere in clear, neither in a table nor in the log', async () => {
    const { db } = company.engine.database
    await openBrowser(company, ANA).begin()
    const tables = await db.introspection.getTables()
    const rows = await Promise.all(
      tables.map(({ name }) =>
        db
          .selectFrom(name as 'accounts')
          .selectAll()
          .execute(),
      ),
    )
    const dump = JSON.stringify(rows)
    expect(dump).toContain(await sealed())
    const secrets = [await accessToken(company.engine, id), ...fake.account(ANA).refreshTokens(), fake.client.secret]
    for (const secret of secrets) expect(dump.includes(secret) || lines.join().includes(secret)).toBe(false)
    expect(lines.join()).not.toContain('@')
  })

  test('that were revoked stop the mailbox, its users are told, and Google is asked no more', async () => {
    fake.account(ANA).revoke()
    anHourLater()
    expect(await failure()).toEqual(['auth', 'revoked'])
    fake.requests.clear()
    expect(await failure()).toEqual(['auth', 'revoked'])
    expect(refreshes()).toBe(0)
    expect(await company.mailboxes(ANA)).toMatchObject([{ state: 'reconnect', problem: 'revoked', connected: true }])
    const record = await company.sidebar(ANA, { address: 'eva@client.test' })
    expect(record.blocks[1]).toMatchObject({
      type: 'text',
      tone: 'attention',
      text: `${ANA}: Access was taken back at Google. Nothing is lost: once connected it goes on where it stopped.`,
      link: { label: 'Connect again', href: `/connect/google?mailbox=${id}` },
    })
    await connect()
    expect(await problem()).toBeNull()
    expect(JSON.stringify((await company.sidebar(ANA, { address: 'eva@client.test' })).blocks)).not.toContain(
      '/connect',
    )
  })

  test('a secret that Google does not know is for an admin, who puts it right for all at once', async () => {
    anHourLater()
    const { client } = company.engine.connections!.google
    const secret = client!.secret
    const spoiled: Engine = {
      ...company.engine,
      connections: {
        ...company.engine.connections!,
        google: { ...company.engine.connections!.google, client: { id: client!.id, secret: 'another' } },
      },
    }
    await expect(accessToken(spoiled, id)).rejects.toMatchObject({ kind: 'auth', message: 'client-wrong' })
    const said: string[] = []
    const io = { out: (text: string) => void said.push(text), err: () => {} }
    expect(await runCommand(['doctor'], '/', io, async () => company.engine)).toBe(1)
    expect(said.join('')).toMatch(/look {2}google: ana@ours\.test: Google does not know/)
    expect(said.join('')).not.toContain(secret)
    await company.send(ANA, 'POST', '/api/setup/google/again')
    expect(await accessToken(company.engine, id)).toMatch(/^ya29\./)
  })
})
