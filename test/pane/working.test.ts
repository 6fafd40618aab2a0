/** What stands around the forms: buttons and their menu, numbers to call, what is owed, pages; and how they all look to axe. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '#test/support/browser.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'
import { type OpenPane, type PaneOptions, openPane, violations } from './open-pane.ts'

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
  expect(pane.errors).toEqual([])
  await pane.close()
  await server.close()
})
afterAll(() => browser.close())

const open = async (message: string, options: Partial<PaneOptions> = {}): Promise<Page> => {
  pane = await openPane(browser, server.url, { height: 900, ...options, message })
  await pane.page.locator('.actions').first().waitFor()
  return pane.page
}
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: one } = document
    return (
      one?.getAttribute('aria-label') ?? (one as HTMLInputElement | null)?.labels?.[0]?.textContent ?? one?.textContent
    )
  })

describe('around the forms', () => {
  it('what is beyond three stands in a menu that is walked by keyboard', async () => {
    const page = await open('working')
    const more = page.getByRole('button', { name: 'More' })
    await more.press('ArrowDown')
    await expect.poll(() => focused(page)).toBe('Edit contact')
    await page.keyboard.press('ArrowUp')
    expect(await focused(page)).toBe('Show me around')
    await page.keyboard.press('Escape')
    expect(await focused(page)).toContain('More')
    await more.press('Enter')
    await expect.poll(() => focused(page)).toBe('Edit contact')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByText('It is yours').waitFor()
  })

  it('a number that is called opens the form of the call', async () => {
    const page = await open('working')
    const number = page.getByRole('link', { name: '+34 600 11 22 33' })
    expect(await number.getAttribute('href')).toBe('tel:+34600112233')
    await number.click()
    await page.getByRole('heading', { name: 'Log a call' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('link', { name: 'Call' }).getAttribute('href')).toBe('tel:+34600112233')
  })

  it('a follow-up is done at once, and can be taken back', async () => {
    const page = await open('working')
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('Follow-up done').waitFor()
    await page.getByText('Call back Eva').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Call back Eva').waitFor()
    expect(server.done).toBe(false)
  })

  it('one that was not done after all stays, and says so', async () => {
    const page = await open('working')
    server.broken.set('/api/fake/followup', 500)
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('“Done” did not work.').waitFor()
    expect(await page.getByRole('button', { name: 'Done' }).isEnabled()).toBe(true)
  })

  it('pages open in another tab: of whom it is, and of what is listed', async () => {
    const page = await open('working')
    const links = [page.getByRole('link', { name: /page of Eva/ }), page.getByRole('link', { name: /DMZ roll-out/ })]
    const said = links.map(async (link) => [await link.getAttribute('href'), await link.getAttribute('target')])
    expect(await Promise.all(said)).toEqual([
      ['/contacts/3', '_blank'],
      ['/opportunities/4', '_blank'],
    ])
  })

  it('a notice says whose word it is and of when', async () => {
    const page = await open('working')
    await page
      .getByRole('note')
      .getByText(/^Marta Ruiz · \d+ \w+/)
      .waitFor()
  })
})

describe.each([
  ['en', false],
  ['es', true],
] as const)('in %s, dark: %s, axe finds nothing and nothing is cut off', (language, dark) => {
  it.each([
    ['working', /^(Call|Llamar)$/],
    ['working', /^(Opportunity|Oportunidad)$/],
    ['working', /^(Notice|Aviso)$/],
    ['newcomer', /^(Create contact|Crear contacto)$/],
    ['working-long', /^(Call|Llamar) ·/],
  ])('%s, %s', async (message, name) => {
    const page = await open(message, { language, dark })
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click()
    await page.locator('form').waitFor()
    const unfold = page.getByRole('button', { name: /: (choose|elegir)$/ })
    if (await unfold.count()) await unfold.click()
    // What is required is empty, but for the contact's name: the form with its errors.
    if (message !== 'newcomer') await page.keyboard.press('Control+Enter')
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
})
