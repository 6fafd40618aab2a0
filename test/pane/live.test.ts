/** The pane and the page that keep up by themselves with what happens on the server. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchBrowser } from '#test/support/browser.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'
import { type OpenPane, openPane } from './open-pane.ts'

let browser: Browser
let server: FakeServer
let pane: OpenPane

beforeAll(async () => {
  browser = await launchBrowser()
})
beforeEach(async () => {
  server = await startFakeServer()
})
afterEach(async () => {
  await pane.close()
  await server.close()
})
afterAll(() => browser.close())

const asked = () => server.asked.filter(({ href }) => href.startsWith('/api/sidebar')).length

async function open(): Promise<Page> {
  pane = await openPane(browser, server.url, { message: 'eva' })
  await pane.page.getByText('Logged for the team').waitFor()
  await expect.poll(() => server.listening()).toBe(1)
  return pane.page
}

/** What colleagues may see, as the record says it now. */
const sees = (page: Page, level: string) =>
  expect
    .poll(() => page.getByRole('combobox', { name: 'Colleagues see' }).inputValue(), { timeout: 20_000 })
    .toBe(level)

it('asks again when something changed, and shows what is new', async () => {
  const page = await open()
  server.level = 'nothing'
  server.changed()
  await sees(page, 'nothing')
  expect(pane.errors).toEqual([])
})

it('asks nothing while nothing changes, and does not draw anew what is said again', async () => {
  const page = await open()
  const before = asked()
  await page.locator('h1').evaluate((element) => element.setAttribute('data-mark', 'kept'))
  server.changed()
  await expect.poll(asked).toBe(before + 1)
  server.changed()
  await expect.poll(asked).toBe(before + 2)
  expect(await page.locator('h1').getAttribute('data-mark')).toBe('kept')
})

it('leaves what one types and where one is', async () => {
  pane = await openPane(browser, server.url, { message: 'working' })
  const { page } = pane
  await expect.poll(() => server.listening()).toBe(1)
  await page.getByRole('button', { name: 'Notice' }).click()
  const field = page.getByLabel('Notice *')
  await field.fill('No discounts before March')
  const before = await page.locator('.pane').innerText()
  server.done = true
  server.changed()
  // What was owed is done: the record beside the form is another one.
  await expect.poll(() => page.locator('.pane').innerText()).not.toBe(before)
  expect(await field.inputValue()).toBe('No discounts before March')
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
})

it('listens again after the stream was cut, and catches up', async () => {
  const page = await open()
  server.level = 'nothing'
  server.cut()
  await sees(page, 'nothing')
  expect(server.listening()).toBe(1)
})
