/** The pane beside a mail that is being written, in a real browser: it follows the recipients and leads to their records. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PlaygroundPerson, StandInItem, StandInState } from '#shared/playground.ts'
import { launchBrowser } from '#test/support/browser.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'
import { SELF, violations } from './open-pane.ts'

const EVA = { name: 'Eva Gómez', address: 'eva@talleres-norte.example' }
const LEO = { name: null, address: 'leo@talleres-norte.example' }
const MARTA = { name: 'Marta Ruiz', address: 'marta@cierzo.example' }

let browser: Browser
let server: FakeServer
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
})
beforeEach(async () => {
  server = await startFakeServer()
})
afterEach(async () => {
  await page.context().close()
  await server.close()
})
afterAll(() => browser.close())

const writingTo = (to: PlaygroundPerson[], id = 'one'): StandInItem => ({
  kind: 'compose',
  id,
  to,
  cc: [],
  bcc: [],
  subject: null,
})
const stateOf = (item: StandInItem, language: string, dark: boolean): StandInState => ({
  type: 'ficha:host-state',
  item,
  language,
  dark,
  self: SELF,
})

async function open(to: PlaygroundPerson[], { language = 'en', dark = false } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 320, height: 600 }, reducedMotion: 'reduce' })
  page = await context.newPage()
  await page.addInitScript(
    (first) => {
      window.addEventListener('message', ({ data }) => {
        if (data?.type === 'ficha:host-ready') window.postMessage(first, location.origin)
      })
    },
    stateOf(writingTo(to), language, dark),
  )
  await page.goto(`${server.url}/outlook/taskpane.html`)
  return page
}
const write = (to: PlaygroundPerson[], id = 'one') =>
  page.evaluate((next) => window.postMessage(next, location.origin), stateOf(writingTo(to, id), 'en', false))
const asked = () => server.asked.filter(({ href }) => href.startsWith('/api/compose'))

describe('beside a mail being written', () => {
  it('asks nothing and says what to do while nobody is named', async () => {
    await open([])
    await page.getByText('Say to whom it goes').waitFor()
    expect(asked()).toEqual([])
  })

  it('says what will become of it, and follows the recipients once typing rests', async () => {
    await open([EVA])
    await page.getByText('Will be logged for the team, with Eva Gómez').waitFor()
    await write([EVA, LEO])
    await page.getByRole('button', { name: 'leo@talleres-norte.example' }).waitFor()
    await write([MARTA])
    await page.getByText('Will not be logged: only colleagues').waitFor()
    await write([])
    await page.getByText('Say to whom it goes').waitFor()
  })

  it('shows the record of whom one chooses, keeps it while others join, and lets go of it with them', async () => {
    await open([EVA, MARTA])
    await page.getByRole('button', { name: 'Eva Gómez' }).click()
    await page.getByRole('heading', { level: 1, name: 'Eva Gómez' }).waitFor()
    await write([EVA, MARTA, LEO])
    await page.getByRole('button', { name: 'leo@talleres-norte.example' }).waitFor()
    expect(await page.getByRole('heading', { level: 1, name: 'Eva Gómez' }).count()).toBe(1)
    await write([MARTA])
    await page.getByText('Will not be logged: only colleagues').waitFor()
    expect(await page.getByRole('heading', { level: 1, name: 'Eva Gómez' }).count()).toBe(0)
  })

  it('begins anew with another mail', async () => {
    await open([EVA])
    await page.getByRole('button', { name: 'Eva Gómez' }).click()
    await page.getByRole('heading', { level: 1, name: 'Eva Gómez' }).waitFor()
    await write([EVA], 'two')
    await page.getByText('Will be logged for the team').waitFor()
  })

  it('says what could not be loaded, and is there when the server is back', async () => {
    server.broken.set('/api/compose', 500)
    await open([EVA])
    await page.getByText('The record could not be shown').waitFor()
    server.broken.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Will be logged for the team').waitFor()
  })

  it('follows two hundred recipients without pushing the record away', async () => {
    await open(Array.from({ length: 200 }, (_, index) => ({ name: null, address: `person-${index}@many.example` })))
    await page.getByRole('button', { name: 'and 194 more' }).click()
    await expect.poll(() => page.locator('.meets-one').count()).toBe(202)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })

  it.each([
    ['en', false],
    ['es', true],
  ] as const)('axe finds nothing, %s, dark: %s', async (language, dark) => {
    await open([EVA, LEO, MARTA], { language, dark })
    await page.locator('.compose-state').waitFor()
    expect(await violations(page)).toEqual([])
  })
})
