/** The timeline in a real browser: conversations, filter, search, going on, reports; and the whole by keyboard. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '#test/support/browser.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'
import { type OpenPane, openPane } from './open-pane.ts'

let browser: Browser
let server: FakeServer
let pane: OpenPane

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startFakeServer()])
})
afterEach(() => pane.close())
afterAll(async () => {
  await browser.close()
  await server.close()
})

const open = async (height = 600): Promise<Page> => {
  pane = await openPane(browser, server.url, { message: 'eva', height })
  await pane.page.getByText('Logged for the team').waitFor()
  return pane.page
}

const groups = (page: Page) => page.locator('section[aria-labelledby=timeline-title] .group')

describe('the timeline', () => {
  it('shows the newest of a conversation, the earlier ones on request', async () => {
    const page = await open()
    const first = groups(page).first()
    expect(await first.locator('.row').count()).toBe(1)
    await first.getByRole('button', { name: '3 earlier' }).click()
    expect(await first.locator('.row').count()).toBe(4)
  })

  it('folds a conversation without a title too', async () => {
    const page = await open()
    const offer = groups(page).nth(3)
    expect(await offer.locator('.row').count()).toBe(1)
    await offer.getByRole('button', { name: '1 earlier' }).click()
    expect(await offer.locator('.row').count()).toBe(2)
  })

  it('begins other lists with their first few', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Documents 9' }).click()
    const documents = page.locator('section[aria-labelledby=documents-title] .row')
    expect(await documents.count()).toBe(5)
    await page.getByRole('button', { name: 'and 4 more' }).click()
    expect(await documents.count()).toBe(9)
  })

  it('says of what is hidden that and when it happened, and nothing else', async () => {
    const page = await open()
    const hidden = page.locator('.row.is-hidden')
    expect(await hidden.textContent()).toMatch(/^Mail received · hidden by a colleague’s setting\d/)
    expect(await hidden.getByRole('button').count()).toBe(0)
  })

  it('goes on by itself when one scrolls to its end, to the last', async () => {
    const page = await open()
    expect(await groups(page).count()).toBe(12)
    for (const count of [24, 35]) {
      await page.getByRole('button', { name: 'Load more' }).scrollIntoViewIfNeeded()
      await groups(page)
        .nth(count - 1)
        .waitFor()
    }
    expect(await page.getByRole('button', { name: 'Load more' }).count()).toBe(0)
    expect(await groups(page).count()).toBe(35)
  })

  it('narrows by view, kind and search, and comes back', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Only Eva' }).click()
    await page.getByText('Visit by').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Talleres Norte' }).click()
    await page.getByRole('combobox', { name: 'Show' }).selectOption('visit')
    await expect.poll(() => groups(page).count()).toBe(1)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('searchbox').fill('no such thing')
    await page.getByText('Nothing matches.').waitFor()
    await page.getByRole('button', { name: 'Clear search and filter' }).click()
    await expect.poll(() => groups(page).count()).toBe(12)
    expect(await page.getByRole('searchbox').inputValue()).toBe('')
  })

  it('asks once typing rests, for the words and not for each letter', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Search' }).click()
    const before = server.asked.length
    await page.getByRole('searchbox').pressSequentially('firewall')
    await page.getByText('Support 1: firewall').waitFor()
    await expect.poll(() => groups(page).count()).toBe(5)
    const asked = server.asked.slice(before).map(({ href }) => new URL(href, 'http://x').searchParams.get('q'))
    expect(asked.at(-1)).toBe('firewall')
    expect(asked.length).toBeLessThan('firewall'.length)
    await page.getByRole('searchbox').press('Escape')
    await expect.poll(() => groups(page).count()).toBe(12)
  })
})

describe('a report', () => {
  it('opens in its place, with the whole original and its documents', async () => {
    const page = await open(1200)
    const row = page.getByRole('button', { name: /Eva Gómez → Juan Pérez, Marta Ruiz/ })
    await row.click()
    await page.getByText('14 puestos').waitFor()
    expect(await page.getByText('Un saludo').count()).toBe(0)
    await page.getByRole('button', { name: 'Whole original' }).click()
    await page.getByText('Un saludo').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'esquema-dmz.pdf' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('esquema-dmz.pdf')
    await row.click()
    expect(await page.getByText('14 puestos').count()).toBe(0)
  })

  it('of thirty pages does not bury the rest', async () => {
    const page = await open(1200)
    await page.getByRole('button', { name: /Iñaki Etxeberria/ }).click()
    await page.getByText('14 puestos').waitFor()
    const text = page.locator('.report-text')
    const length = async () => (await text.textContent())?.length ?? 0
    expect(await length()).toBeLessThan(2000)
    await page.getByRole('button', { name: 'Show all of it' }).click()
    expect(await length()).toBeGreaterThan(10_000)
  })
})

it('is walked through by keyboard in the order of the eye, with the focus seen', async () => {
  const page = await open()
  const walked: string[] = []
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('Tab')
    walked.push(
      await page.evaluate(() => {
        const focused = document.activeElement as HTMLElement
        const seen = getComputedStyle(focused).outlineStyle !== 'none'
        return `${focused.getAttribute('aria-label') ?? focused.textContent}${seen ? '' : ' (unseen)'}`
      }),
    )
  }
  expect(walked).toEqual([
    '+34 600 11 22 33',
    '+34 943 55 01 00',
    'Why?',
    'EverythingOnly the subjectThat it happenedNothing',
    'Marta Ruiz',
    'compras@talleresnorte.example',
    'Documents 9',
    'Search',
    'Talleres Norte',
    'Only Eva',
    'Show',
    '3 earlier',
  ])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('14 puestos').waitFor()
})
