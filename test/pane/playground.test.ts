/** The playground page in a real browser: mail at the left, the real pane at the right. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page, Request, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '#test/support/browser.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'

let browser: Browser
let server: FakeServer
let context: BrowserContext

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startFakeServer()])
})
afterEach(async () => {
  server.playground = undefined
  await context.close()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function open({ hash = '', width = 1280, locale = 'en-GB' } = {}): Promise<Page> {
  context = await browser.newContext({ viewport: { width, height: 800 }, locale, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${server.url}/${hash}`)
  return page
}

const paneOf = (page: Page) => page.frameLocator('.pane-frame')
const EVA = '#juan%40cierzo.example/inbox/eva'

describe('the playground', () => {
  it('shows a message and beside it the record of who wrote it', async () => {
    const page = await open()
    await page.getByRole('button', { name: /Eva Gómez.*Servidor en la nube/ }).click()
    await page.getByRole('heading', { name: 'Servidor en la nube y DMZ para la nave 2' }).waitFor()
    await paneOf(page).getByText('Logged for the team').waitFor()
    await page.getByRole('button', { name: /Marta Ruiz/ }).click()
    await paneOf(page).getByText('Not logged: only colleagues').waitFor()
    await page.goBack()
    await paneOf(page).getByText('Logged for the team').waitFor()
  })

  it('keeps the message on reload', async () => {
    const page = await open({ hash: EVA })
    await paneOf(page).getByText('Logged for the team').waitFor()
    await page.reload()
    await paneOf(page).getByText('Logged for the team').waitFor()
    expect(new URL(page.url()).hash).toBe(EVA)
  })

  it('runs nothing of a mail and fetches nothing for it', async () => {
    const page = await open()
    const elsewhere: Request[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('about:')) elsewhere.push(request)
    })
    await page.getByRole('button', { name: /Eva Gómez.*Servidor en la nube/ }).click()
    await page.frameLocator('.mail-body').getByText('14 puestos').waitFor()
    expect(await page.title()).toBe('Ficha')
    // Playwright also names the requests that the page's policy stopped before they left.
    expect(elsewhere.map((request) => request.failure()?.errorText)).toEqual(elsewhere.map(() => 'csp'))
  })

  it('pages through a folder', async () => {
    const page = await open()
    await expect.poll(() => page.locator('.listed').count()).toBe(50)
    await page.getByRole('button', { name: 'Load more' }).click()
    await expect.poll(() => page.locator('.listed').count()).toBe(83)
    expect(await page.getByRole('button', { name: 'Load more' }).count()).toBe(0)
  })

  it('speaks the other language, the pane too, and turns dark', async () => {
    const page = await open({ hash: EVA })
    await page.getByRole('button', { name: 'ES', exact: true }).click()
    await paneOf(page).getByText('Registrado para el equipo').waitFor()
    await page.getByRole('button', { name: 'Oscuro' }).click()
    await paneOf(page).locator(':root[data-theme=dark]').waitFor()
    await page.reload()
    await paneOf(page).getByText('Registrado para el equipo').waitFor()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  })

  it('lets one be another user of the demo', async () => {
    const page = await open({ hash: EVA })
    await page.getByRole('combobox', { name: 'Signed in as' }).selectOption('marta')
    await expect.poll(() => new URL(page.url()).hash).toBe('')
    await page.locator('.listed').first().waitFor()
    expect(await page.getByRole('combobox', { name: 'Signed in as' }).inputValue()).toBe('marta')
    await page.getByRole('combobox', { name: 'Signed in as' }).selectOption('juan')
    await expect.poll(() => page.getByRole('combobox', { name: 'Signed in as' }).inputValue()).toBe('juan')
  })

  it('hides its notice for good when told to', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Hide this' }).click()
    await page.reload()
    await page.locator('.listed').first().waitFor()
    expect(await page.getByText('This is an invented company').count()).toBe(0)
  })

  it('is used one room at a time on a narrow screen', async () => {
    const page = await open({ width: 390 })
    await page.locator('.listed').first().click()
    await page.getByRole('heading', { name: /Servidor en la nube/ }).waitFor()
    expect(await page.locator('.listed').first().isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    await paneOf(page).getByText('Logged for the team').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })
})

describe('while the server is away', () => {
  const NEXT = /Marta Ruiz/

  it('stays as it is, and a click that takes its time opens what was meant', async () => {
    const page = await open({ hash: EVA })
    await paneOf(page).getByText('Logged for the team').waitFor()
    await page.locator('.rooms').evaluate((element) => element.setAttribute('data-mark', 'kept'))
    await page.route('**/playground/api/**', (route) => route.abort('connectionrefused'))
    // Coming back to the page asks for its state anew, and the answer is here before the button is up again.
    await page.getByRole('button', { name: NEXT }).hover()
    const refused = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/state'))
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await page.mouse.down()
    await refused
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.mouse.up()
    await page.getByText('The server does not answer. Trying again…').waitFor()
    await page.unroute('**/playground/api/**')
    await paneOf(page).getByText('Not logged: only colleagues').waitFor()
    expect(await page.locator('.rooms').getAttribute('data-mark')).toBe('kept')
  })

  it('takes an answer that was cut off for none, and asks again by itself', async () => {
    const page = await open()
    await page.locator('.listed').first().waitFor()
    const cut = (route: Route) => route.fulfill({ contentType: 'application/json', body: '{"id": "mart' })
    await page.route('**/playground/api/messages/*', cut)
    await page.getByRole('button', { name: NEXT }).click()
    await page.getByText('The server does not answer. Trying again…').waitFor()
    await page.unroute('**/playground/api/messages/*')
    await paneOf(page).getByText('Not logged: only colleagues').waitFor()
  })

  it('gives up on an answer that never comes, and asks again by itself', async () => {
    const page = await open()
    await page.locator('.listed').first().waitFor()
    await page.clock.install()
    let asked = 0
    await page.route('**/playground/api/messages/*', async (route) => {
      asked += 1
      if (asked > 1) await route.continue()
    })
    await page.getByRole('button', { name: NEXT }).click()
    await expect.poll(() => asked).toBe(1)
    await page.clock.runFor(30_000)
    await paneOf(page).getByText('Not logged: only colleagues').waitFor()
  })
})

describe('without mail', () => {
  it('says the two commands, and shows mail once some is there', async () => {
    const state = {
      demo: false,
      writable: false,
      connectable: false,
      users: [],
      me: { id: '1', name: 'Ana', email: 'a@b.example', roles: [], locale: 'en' as const, demo: false },
    }
    server.playground = { ...state, mailboxes: [] }
    const page = await open()
    await page.getByText('npm run ficha -- import PATH --mailbox you@company.com').waitFor()
    server.playground = undefined
    await page.locator('.listed').first().waitFor()
  })

  it('says who is not signed in where to', async () => {
    server.playground = { demo: false, writable: false, connectable: false, users: [], me: null, mailboxes: [] }
    const page = await open()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.waitForURL('**/signin')
  })

  it('says that a message is gone', async () => {
    const page = await open({ hash: '#juan%40cierzo.example/inbox/gone' })
    await page.getByText('This message is no longer there.').waitFor()
    await paneOf(page).getByText('Nothing selected').waitFor()
  })
})

it.each([
  ['en-GB', 1280],
  ['es-ES', 1280],
  ['en-GB', 390],
])('axe finds nothing, %s at %i px', async (locale, width) => {
  const page = await open({ hash: EVA, locale, width })
  await page.frameLocator('.mail-body').getByText('14 puestos').waitFor()
  // The mail's own HTML is its writer's.
  const { violations } = await new AxeBuilder({ page }).exclude('.mail-body').analyze()
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
})
