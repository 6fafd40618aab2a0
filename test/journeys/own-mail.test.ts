/** Somebody brings their own mail beside the running demo: the demo ends, and their company begins. */
import { mkdtemp } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { controlPath } from '#server/cli/control.ts'
import { runFicha, startServer } from '#test/support/server.ts'
import { rawMail, removeFolder, takeoutMbox, writeFiles, writeMaildir } from './mail-files.ts'
import { LUCIA, ORDERS, exported, maildir, takeout } from './own-company.ts'
import { arrive, leaveAll, raiseStage, server, startAgain, strikeStage } from './stage.ts'
import { type Visit, openFolder, openMessage, recordOf, talksOf } from './visit.ts'

const env = { COMPANY_DOMAINS: 'vidal-muebles.example' }
let mail: string
let home: string
let token: string

// Servers and commands start in some of them, and the machine may be busy.
vi.setConfig({ testTimeout: 90_000 })

beforeAll(async () => {
  mail = await mkdtemp(join(tmpdir(), 'ficha-own-'))
  await writeFiles(mail, Object.fromEntries(exported.map((one) => [`eml/${one.id}.eml`, rawMail(one)])))
  await writeFiles(mail, { 'Takeout/Mail/Todo el correo, incluidos Spam y Papelera.mbox': takeoutMbox(takeout) })
  await writeMaildir(join(mail, 'Maildir'), maildir)
  home = await mkdtemp(join(tmpdir(), 'ficha-data-'))
  // Over an empty folder, as everybody's is: the demo is founded while one waits for it.
  await raiseStage(() => startServer({ env, dataDir: home }))
})
afterEach(async () => expect(await leaveAll()).toEqual([]))
afterAll(async () => {
  await strikeStage()
  await Promise.all([mail, home].map(removeFolder))
})

const ficha = (...args: string[]) => runFicha(args, { env: { ...env, DATA_DIR: server().dataDir }, cwd: mail })
const importPath = (path: string) => ficha('import', path, '--mailbox', LUCIA, '--json')

/** Types the token, as somebody does whom it was sent. */
async function signIn({ page }: Pick<Visit, 'page'>, secret = token): Promise<void> {
  await page.getByLabel('Your token').fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function arriveAsLucia(): Promise<Visit> {
  const here = await arrive()
  await here.page.getByRole('link', { name: 'Sign in' }).click()
  await signIn(here)
  await here.page.getByText('Lucía Vidal').waitFor()
  return here
}

describe('the first user of one’s own', () => {
  it('finds the demo as soon as it is founded', async () => {
    const { page, pane } = await arrive()
    expect(server().output()).toContain('inventing a company')
    await openMessage(page, /^Eva Gómez.*Re: Copias de seguridad en la nube/)
    await recordOf(pane, 'Eva Gómez').waitFor()
    await talksOf(pane, 'With Talleres Norte').first().waitFor()
  })

  it('ends the demo for everybody who looks at it', async () => {
    const { page } = await arrive()
    await page.getByText('This is an invented company.').waitFor()
    const added = await ficha('user', 'add', LUCIA, '--name', 'Lucía Vidal', '--role', 'rep')
    expect(added).toMatchObject({ code: 0, stdout: '', stderr: `${LUCIA} can sign in\n` })
    expect(server().output()).toContain('the demo has ended: this is your own company now')
    await page.reload()
    await page.getByText('You are not signed in.').waitFor()
    expect(await page.getByText('invented company').count()).toBe(0)
    expect(await page.getByRole('combobox', { name: 'Signed in as' }).count()).toBe(0)
  })

  it('signs in with a token, and with no other', async () => {
    const made = await ficha('token', LUCIA)
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ficha_[\w-]{20,}\n$/) })
    token = made.stdout.trim()
    const here = await arrive()
    await here.page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(here, 'ficha_guessed')
    await here.page.getByText('That token is not valid, or it has been revoked.').waitFor()
    await signIn(here)
    await here.page.getByText('Lucía Vidal').waitFor()
    await here.page.getByText('No mail yet').waitFor()
  })

  it('finds nothing of the demo', async () => {
    const headers = { authorization: `Bearer ${token}` }
    for (const list of ['contacts', 'companies', 'interactions', 'mailboxes']) {
      const answer = await fetch(`${server().url}/api/${list}`, { headers })
      expect(await answer.json()).toEqual({ items: [], nextCursor: null })
    }
  })
})

describe('a folder of .eml', () => {
  const skipped = { bulk: 1, internal: 1, nobody: 1 }
  const counts = { seen: exported.length, logged: ORDERS + 1, skipped, failed: [] }

  it('appears by itself on the page that waits for it', async () => {
    const { page, pane } = await arriveAsLucia()
    await page.getByText('No mail yet').waitFor()
    // The path is the one of the terminal in which the command is typed.
    expect(await importPath('eml')).toMatchObject({ code: 0, json: { ...counts, new: exported.length } })
    await openMessage(page, /^Omar Haddad.*Pedido 1:/)
    await recordOf(pane, 'Omar Haddad').waitFor()
    await pane.getByText('Not classified yet').waitFor()
    await pane.getByText('Private: only the users of this mailbox see it').waitFor()
  })

  it('imported again gives the same, and nothing new', async () => {
    expect(await importPath('eml')).toMatchObject({ code: 0, json: { ...counts, new: 0 } })
    const { page, pane } = await arriveAsLucia()
    await openMessage(page, /^Omar Haddad.*Pedido 7:/)
    await pane.getByRole('button', { name: /Necesitamos 7 mesillas/ }).waitFor()
    expect(await pane.getByRole('button', { name: /Necesitamos 7 mesillas/ }).count()).toBe(1)
  })

  it('has more than is shown at once, and the pane goes on', async () => {
    const { page, pane } = await arriveAsLucia()
    await openMessage(page, /^Omar Haddad.*Pedido 1:/)
    const talks = talksOf(pane, 'With hotelmirador.example')
    await talks.first().waitFor()
    expect(await talks.count()).toBeLessThan(ORDERS)
    await pane.getByRole('button', { name: 'Load more' }).scrollIntoViewIfNeeded()
    await talks.filter({ hasText: 'Encantada de saludarte' }).waitFor()
    expect(await talks.count()).toBe(ORDERS + 1)
    expect(await pane.getByRole('button', { name: 'Load more' }).count()).toBe(0)
  })

  it('says of each message why it is not logged', async () => {
    const { page, pane } = await arriveAsLucia()
    for (const [line, said] of [
      [/^La Semana de la Madera/, 'Not logged: it is a newsletter or a mailing list.'],
      [/^Nadie Conocido/, 'Not logged: nobody on it is known yet.'],
      [/^Pablo Vidal/, 'Not logged: only colleagues are on it.'],
    ] as const) {
      await openMessage(page, line)
      await pane.getByText(said).waitFor()
    }
  })
})

describe('Takeout', () => {
  it('counts by its labels', async () => {
    const counts = { seen: 8, logged: 5, skipped: { draft: 1, spam: 2 }, failed: [] }
    expect(await importPath('Takeout')).toMatchObject({ code: 0, json: { ...counts, new: 8 } })
    expect(await importPath('Takeout')).toMatchObject({ code: 0, json: { ...counts, new: 0 } })
  })

  it('shows its folders, and the record beside what is in them', async () => {
    const { page, pane } = await arriveAsLucia()
    for (const [folder, line, said] of [
      ['Spam', /Gane un viaje/, 'Not logged: it is in spam or in the bin.'],
      ['Deleted', /Esto lo borré/, 'Not logged: it is in spam or in the bin.'],
      ['Drafts', /Presupuesto sin acabar/, 'Not logged: it is a draft'],
      ['Sent', /Presupuesto de la suite/, 'Private: only the users of this mailbox see it'],
      ['Hotel Mirador', /Los tiradores/, 'Private: only the users of this mailbox see it'],
      ['Inbox', /Una foto del pasillo/, 'Private: only the users of this mailbox see it'],
    ] as const) {
      await openFolder(page, LUCIA, folder)
      await openMessage(page, line)
      await recordOf(pane, 'Omar Haddad').waitFor()
      await pane.getByText(said).waitFor()
    }
  })

  it('logs once what the folder had brought already', async () => {
    const { page, pane } = await arriveAsLucia()
    await openMessage(page, /^Omar Haddad.*Pedido 3:/)
    await pane.getByRole('button', { name: /Necesitamos 3 mesillas/ }).waitFor()
    expect(await pane.getByRole('button', { name: /Necesitamos 3 mesillas/ }).count()).toBe(1)
  })
})

describe('a Maildir', () => {
  it('counts by its folders and flags', async () => {
    const counts = { seen: 5, logged: 3, skipped: { draft: 1, spam: 1 }, failed: [] }
    expect(await importPath('Maildir')).toMatchObject({ code: 0, json: { ...counts, new: 5 } })
    expect(await importPath('Maildir')).toMatchObject({ code: 0, json: { ...counts, new: 0 } })
    const { page, pane } = await arriveAsLucia()
    await openFolder(page, LUCIA, 'Sent')
    await openMessage(page, /Sale mañana/)
    await recordOf(pane, 'Omar Haddad').waitFor()
    await talksOf(pane, 'With hotelmirador.example').filter({ hasText: 'Falta una mesilla' }).waitFor()
  })
})

describe('what cannot be done', () => {
  it('is said in one line, with the exit code of misuse', async () => {
    expect(await importPath('nowhere')).toMatchObject({
      code: 2,
      stderr: 'ficha: there is no file or folder nowhere\n',
    })
    expect(await ficha('token', 'nobody@vidal-muebles.example')).toMatchObject({ code: 2, stdout: '' })
    expect(await ficha('user', 'add', LUCIA, '--name', 'L', '--role', 'rep')).toMatchObject({
      code: 2,
      stderr: `ficha: there is a user ${LUCIA} already\n`,
    })
  })
})

describe('a session that is gone', () => {
  it('is said in the pane, and over after signing in in the window that opens', async () => {
    const { page, pane, context } = await arriveAsLucia()
    await openFolder(page, LUCIA, 'eml')
    await openMessage(page, /^Omar Haddad.*Pedido 1:/)
    await recordOf(pane, 'Omar Haddad').waitFor()
    await context.clearCookies()
    await pane.getByRole('button', { name: /^Pablo Vidal/ }).click()
    await pane.getByText('You are not signed in').waitFor()
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      pane.getByRole('button', { name: 'Sign in' }).click(),
    ])
    await signIn({ page: popup })
    // The pane closes the window as soon as it finds that one is signed in: before or after it shows who.
    await popup
      .getByText('Lucía Vidal')
      .waitFor()
      .catch((error: unknown) => expect(popup.isClosed(), String(error)).toBe(true))
    await popup.close()
    await pane.locator('body').evaluate(() => window.dispatchEvent(new Event('focus')))
    await recordOf(pane, 'Pablo Vidal').waitFor()
  })
})

describe('Ctrl-C', () => {
  it('stops cleanly; meanwhile the commands work, and the next start goes on with all of it', async () => {
    const { page, pane } = await arriveAsLucia()
    await openFolder(page, LUCIA, 'eml')
    await openMessage(page, /^Omar Haddad.*Pedido 1:/)
    await recordOf(pane, 'Omar Haddad').waitFor()
    const { dataDir, url } = server()
    expect(await server().stop()).toBe(0)
    expect(existsSync(controlPath(dataDir))).toBe(false)
    const total = { seen: exported.length + 13, logged: ORDERS + 9, skipped: 8, failed: 0 }
    expect((await ficha('mailboxes', '--json')).json).toMatchObject({
      items: [{ address: LUCIA, state: 'ok', ...total }],
    })
    expect(existsSync(controlPath(dataDir))).toBe(false)

    expect((await startAgain(env)).output()).toBe(`Ficha serves at ${url}\n`)
    await page.reload()
    await recordOf(pane, 'Omar Haddad').waitFor()
    await talksOf(pane, 'With hotelmirador.example').first().waitFor()
  })
})
