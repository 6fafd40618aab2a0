/** The guide through the pane, in a real browser over canned answers: once, by keyboard, in nobody's way. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tourStrings } from '#shared/i18n/tour.ts'
import { launchBrowser } from '#test/support/browser.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'
import { type OpenPane, type PaneOptions, openPane, violations } from './open-pane.ts'

let browser: Browser
let server: FakeServer
let pane: OpenPane | undefined

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startFakeServer()])
})
beforeEach(() => {
  server.newcomer = true
  server.asked.length = 0
})
afterEach(async () => {
  const errors = pane?.errors
  await pane?.close()
  pane = undefined
  server.broken.clear()
  server.newcomer = false
  expect(errors ?? []).toEqual([])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const { en } = tourStrings
const TITLES = Object.values(en.pane).map(({ title }) => title)

async function open(message: string, options: Partial<PaneOptions> = {}): Promise<Page> {
  pane = await openPane(browser, server.url, { message, ...options })
  return pane.page
}

const card = (page: Page): Locator => page.getByRole('dialog')
const titled = (page: Page, name: string) => page.getByRole('dialog', { name }).waitFor()
const told = () => server.asked.filter(({ method, href }) => method === 'POST' && href === '/api/me/tours')
const hasFocus = (locator: Locator) => locator.evaluate((element) => element.contains(document.activeElement))

/** The record is there, and whether there is a guide has been answered: asked once more, it is answered after that. */
async function settled(page: Page): Promise<void> {
  await page.getByText('Logged for the team').waitFor()
  await page.evaluate(async () => {
    await fetch('/api/me/tours')
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })
}

async function overlaps(page: Page): Promise<boolean> {
  const [one, other] = await Promise.all([card(page).boundingBox(), page.locator('.tour-ring').boundingBox()])
  if (!one || !other) throw new Error('there is no card, or nothing that it points at')
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  )
}

describe('the guide', () => {
  it('goes by keyboard from one thing to the next, covers none, and does not come again', async () => {
    const page = await open('working')
    for (const [index, title] of TITLES.entries()) {
      await titled(page, title)
      await page.getByText(en.count(index + 1, 5)).waitFor()
      expect(await hasFocus(card(page))).toBe(true)
      if (index < 4) await expect.poll(() => overlaps(page)).toBe(false)
      await page.keyboard.press(index % 2 ? 'Enter' : index < 4 ? 'ArrowRight' : 'Enter')
    }
    await card(page).waitFor({ state: 'detached' })
    await expect.poll(() => told().map(({ body }) => body)).toEqual([{ seen: ['pane'] }])
    await page.reload()
    await settled(page)
    expect(await card(page).count()).toBe(0)
  })

  it('goes back, and no further than its ends by arrow', async () => {
    const page = await open('working')
    await titled(page, TITLES[0]!)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowRight')
    await titled(page, TITLES[1]!)
    await page.getByRole('button', { name: en.back }).press('Enter')
    await titled(page, TITLES[0]!)
    // The button that had the focus has gone.
    expect(await hasFocus(card(page))).toBe(true)
    for (let pressed = 0; pressed < 7; pressed++) await page.keyboard.press('ArrowRight')
    await titled(page, TITLES[4]!)
  })

  it.each(['Escape', 'Skip'])('is over at once with %s, and so are the others', async (how) => {
    const page = await open('eva')
    await titled(page, TITLES[0]!)
    await page.keyboard.press('Enter')
    await (how === 'Skip' ? page.getByRole('button', { name: en.skip }).click() : page.keyboard.press('Escape'))
    await card(page).waitFor({ state: 'detached' })
    await expect.poll(() => told().map(({ body }) => body)).toEqual([{ seen: ['pane', 'playground', 'pages'] }])
    await page.reload()
    await settled(page)
    expect(await card(page).count()).toBe(0)
  })

  it('stops nothing: what is around it can be used', async () => {
    const page = await open('eva')
    await titled(page, TITLES[0]!)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Why?' }).click()
    await page.getByText('info@cierzo.example: the same message, logged once.').waitFor()
    await titled(page, TITLES[1]!)
    await pane!.select('newcomer')
    await titled(page, TITLES[1]!)
  })

  it('says of what is not on the screen what it would say there, without pointing', async () => {
    const page = await open('eva')
    await titled(page, TITLES[0]!)
    await page.locator('.tour-ring').waitFor()
    for (const title of TITLES.slice(1, 3)) {
      await page.keyboard.press('Enter')
      await titled(page, title)
    }
    await page.locator('.tour-ring').waitFor({ state: 'hidden' })
    const box = (await card(page).boundingBox())!
    expect([box.x >= 0, box.x + box.width <= 320, box.y + box.height <= 600]).toEqual([true, true, true])
  })
})

describe('the guide stays away', () => {
  it('from whoever has seen it, and where the server does not say', async () => {
    server.newcomer = false
    const page = await open('eva')
    await settled(page)
    expect(await card(page).count()).toBe(0)
    server.newcomer = true
    server.broken.set('/api/me/tours', 500)
    await page.reload()
    await settled(page)
    expect(await card(page).count()).toBe(0)
  })

  it('also when the server could not be told', async () => {
    const page = await open('eva')
    await titled(page, TITLES[0]!)
    server.broken.set('/api/me/tours', 503)
    await page.keyboard.press('Escape')
    await expect.poll(() => told().length).toBe(1)
    await expect.poll(() => page.evaluate(() => localStorage.getItem('ficha:tours'))).toContain('pane')
    server.broken.clear()
    await page.reload()
    await settled(page)
    expect(await card(page).count()).toBe(0)
  })
})

it('opens again from the menu, and gives the focus back to it', async () => {
  server.newcomer = false
  const page = await open('working')
  const more = page.getByRole('button', { name: 'More' })
  await more.press('ArrowDown')
  await page.getByRole('menuitem', { name: en.showAround }).press('Enter')
  await titled(page, TITLES[0]!)
  expect(await hasFocus(card(page))).toBe(true)
  await page.keyboard.press('Escape')
  await card(page).waitFor({ state: 'detached' })
  expect(await hasFocus(more)).toBe(true)
})

it('leaves Escape to what one is writing', async () => {
  const page = await open('working')
  await titled(page, TITLES[0]!)
  await page.keyboard.press('Enter')
  await titled(page, TITLES[1]!)
  await page.getByRole('button', { name: 'Notice' }).click()
  await page.locator('form').waitFor()
  await page.locator('form').getByRole('textbox').first().press('Escape')
  await titled(page, TITLES[1]!)
})

it('from right to left it stays on the screen, and the arrows turn', async () => {
  const page = await open('working')
  await titled(page, TITLES[0]!)
  await page.evaluate(() => (document.documentElement.dir = 'rtl'))
  await page.keyboard.press('ArrowLeft')
  await titled(page, TITLES[1]!)
  await expect.poll(() => overlaps(page)).toBe(false)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

it.each([
  ['en', false],
  ['es', true],
] as const)('axe finds nothing, and it fits, in %s', async (language, dark) => {
  const page = await open('working', { language, dark })
  for (const { title } of Object.values(tourStrings[language].pane)) {
    await titled(page, title)
    expect(await violations(page)).toEqual([])
    for (const button of await card(page).getByRole('button').all())
      expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(32)
    await page.keyboard.press('Enter')
  }
})
