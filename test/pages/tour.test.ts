/** The guides through the pages and through the playground, in a real browser over canned answers. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { playgroundStrings } from '#shared/i18n/playground.ts'
import { tourStrings } from '#shared/i18n/tour.ts'
import { type FakeServer, startFakeServer } from '#test/pane/fake-server.ts'
import { violations } from '#test/pane/open-pane.ts'
import { playgroundState } from '#test/pane/canned-mail.ts'
import { launchBrowser } from '#test/support/browser.ts'
import { type FakePages, startFakePages } from './fake-server.ts'

let browser: Browser
let playground: FakeServer
let pages: FakePages
let context: BrowserContext | undefined

beforeAll(async () => {
  ;[browser, playground, pages] = await Promise.all([launchBrowser(), startFakeServer(), startFakePages()])
})
beforeEach(() => {
  playground.newcomer = pages.newcomer = true
  pages.asked.length = 0
})
afterEach(async () => {
  await context?.close()
  playground.playground = undefined
})
afterAll(async () => {
  await browser.close()
  await Promise.all([playground.close(), pages.close()])
})

type Options = { width?: number; language?: 'en' | 'es'; dark?: boolean }

async function open(href: string, { width = 1280, language = 'en', dark = false }: Options = {}): Promise<Page> {
  context = await browser.newContext({
    viewport: { width, height: 800 },
    locale: language === 'es' ? 'es-ES' : 'en-GB',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(href)
  return page
}

const titled = (page: Page, name: string) => page.getByRole('dialog', { name }).waitFor()
const card = (page: Page) => page.getByRole('dialog')

/** What the frame stands around, by what lies in its middle. */
const pointsAt = (page: Page, selector: string) =>
  page.evaluate((wanted) => {
    const { left, top, width, height } = document.querySelector('.tour-ring')!.getBoundingClientRect()
    const thing = document.querySelector(wanted)?.getBoundingClientRect()
    return Math.abs(left - (thing?.left ?? -9)) < 2 && Math.abs(top - thing!.top) < 2 && width * height > 0
  }, selector)

const whole = (page: Page) =>
  card(page).evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && scrollY === 0
  })

describe.each([
  [1280, ['.room-list', '.room-pane', '.new-mail', '.view-switch', '.user select']],
  [390, ['.room-list', '.tabs button:last-child', '.new-mail', '.view-switch', '.user select']],
] as const)('in the playground at %i px', (width, things) => {
  it.each([
    ['en', false],
    ['es', true],
  ] as const)('it points at five things that are there, in %s', async (language, dark) => {
    const page = await open(playground.url, { width, language, dark })
    for (const [index, { title }] of Object.values(tourStrings[language].playground).entries()) {
      await titled(page, title)
      await expect.poll(() => pointsAt(page, things[index]!)).toBe(true)
      await expect.poll(() => whole(page)).toBe(true)
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Enter')
    }
    await card(page).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })
})

describe('the playground', () => {
  it('is spoken of in the language that one changes to meanwhile', async () => {
    const page = await open(playground.url)
    await titled(page, tourStrings.en.playground.list.title)
    await page.getByRole('button', { name: 'ES', exact: true }).click()
    await titled(page, tourStrings.es.playground.list.title)
    await page.getByRole('button', { name: tourStrings.es.showAround }).waitFor()
  })

  it('of a company has only what is there', async () => {
    playground.playground = { ...playgroundState('juan'), demo: false, writable: false }
    const page = await open(playground.url)
    await page.getByText(tourStrings.en.count(1, 2)).waitFor()
  })

  it('without mail has no guide, nor has its pane one of its own', async () => {
    playground.playground = { ...playgroundState('juan'), mailboxes: [] }
    const page = await open(playground.url)
    await page.getByText(playgroundStrings.en.noMailboxTitle).waitFor()
    expect(await page.getByRole('button', { name: tourStrings.en.showAround }).count()).toBe(0)
    playground.playground = undefined
    await page.goto(`${playground.url}/#juan%40cierzo.example/inbox/eva`)
    await page.reload()
    await titled(page, tourStrings.en.playground.list.title)
    await page.frameLocator('.pane-frame').getByText('Logged for the team').waitFor()
    expect(await page.frameLocator('.pane-frame').getByRole('dialog').count()).toBe(0)
  })

  it('has seen it who becomes a colleague at the last step', async () => {
    const page = await open(playground.url)
    for (const { title } of Object.values(tourStrings.en.playground)) {
      await titled(page, title)
      await page.keyboard.press('ArrowRight')
    }
    await expect.poll(() => playground.newcomer).toBe(false)
  })
})

describe.each([
  [1280, 'en', false],
  [390, 'es', true],
] as const)('on the pages at %i px', (width, language, dark) => {
  it('it goes through five things, and opens again from the menu', async () => {
    const page = await open(`${pages.url}/customers`, { width, language, dark })
    const words = tourStrings[language]
    for (const { title } of Object.values(words.pages)) {
      await titled(page, title)
      await page.locator('.tour-ring').waitFor()
      expect(await whole(page)).toBe(true)
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Enter')
    }
    await card(page).waitFor({ state: 'detached' })
    await expect.poll(() => pages.asked.find(({ method }) => method === 'POST')?.body).toEqual({ seen: ['pages'] })
    if (width < 760) await page.locator('.top-menu').click()
    await page.getByRole('button', { name: words.showAround }).press('Enter')
    await titled(page, words.pages.customers.title)
    await page.keyboard.press('Escape')
    await card(page).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words.showAround)
  })
})
