/** What the pane does, in a real browser: races, recovery, people, acts and their undo, lists, the keyboard. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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

const open = async (message: string | null, height?: number) => {
  pane = await openPane(browser, server.url, height ? { message, height } : { message })
  return pane.page
}

describe('changing the message', () => {
  it('shows the last one, when the answers come in another order', async () => {
    const releaseEva = server.hold('address=eva')
    const releaseUnknown = server.hold('address=unknown')
    const page = await open('eva')
    await pane.select('unknown')
    await pane.select('colleague')
    await page.getByText('Not logged: only colleagues').waitFor()
    releaseUnknown()
    releaseEva()
    await pane.select('private')
    await page.getByText('Private: only you see this').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Ane Uriarte')
  })

  it('takes the old record away before the new one is there', async () => {
    const page = await open('eva')
    await page.getByText('Logged for the team').waitFor()
    server.hold('address=unknown')
    await pane.select('unknown')
    await page.getByRole('heading', { name: 'Pedro Sáez' }).waitFor()
    expect(await page.getByText('Logged for the team').count()).toBe(0)
    await pane.select(null)
    await page.getByText('Nothing selected').waitFor()
  })
})

describe('trouble', () => {
  it('is over by itself when the server is back', async () => {
    server.broken.set('/api/sidebar', 503)
    const page = await open('eva')
    await page.getByText('Ficha cannot be reached').waitFor()
    server.broken.clear()
    await page.getByText('Logged for the team').waitFor()
  })

  it('is over when one presses "try again"', async () => {
    server.broken.set('/api/sidebar', 500)
    const page = await open('eva')
    await page.getByText('The record could not be shown').waitFor()
    server.broken.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Logged for the team').waitFor()
  })

  const openSignIn = async (page: Page) => {
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Sign in' }).click(),
    ])
    await popup.waitForURL('**/signin')
    return popup
  }

  it('with the sign-in is over when its window has done its work', async () => {
    server.signedIn = false
    const page = await open('eva')
    const popup = await openSignIn(page)
    server.signedIn = true
    await Promise.all([popup.waitForEvent('close'), popup.goto(server.url).catch(() => undefined)])
    await page.getByText('Logged for the team').waitFor()
  })

  it('with the sign-in is said until one is signed in, whatever becomes of the window', async () => {
    server.signedIn = false
    const page = await open('eva')
    const popup = await openSignIn(page)
    await popup.close()
    await page.getByText('You are not signed in').waitFor()
    server.signedIn = true
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await page.getByText('Logged for the team').waitFor()
  })

  it('of a part stays in its place, and the part loads by itself', async () => {
    server.broken.set('/api/timeline', 500)
    const page = await open('slow-part')
    await page.getByText('This part could not be loaded.').waitFor()
    await page.getByText('Logged for the team').waitFor()
    server.broken.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Visit by Juan Pérez').waitFor()
  })

  it('of a report is said in the report', async () => {
    server.broken.set('/api/interactions', 404)
    const page = await open('eva', 1200)
    await page.getByRole('button', { name: /Visit by/ }).click()
    await page.getByText('It is no longer there.').waitFor()
  })
})

describe('people', () => {
  it('on the message are one click away, and so is the way back', async () => {
    const page = await open('eva')
    await page.getByRole('button', { name: 'compras@talleresnorte.example' }).click()
    await page.getByRole('heading', { level: 1, name: 'compras@talleresnorte.example' }).waitFor()
    const back = page.getByRole('button', { name: 'Back to Eva Gómez' })
    await expect.poll(() => back.evaluate((button) => button === document.activeElement)).toBe(true)
    await back.click()
    const name = page.getByRole('heading', { name: 'Eva Gómez', level: 1 })
    await expect.poll(() => name.evaluate((heading) => heading === document.activeElement)).toBe(true)
    expect(await back.count()).toBe(0)
  })

  it('are all there, when 200 are on it', async () => {
    const page = await open('crowd')
    await page.getByRole('button', { name: 'and 194 more' }).click()
    expect(await page.locator('.chips > li > .chip:not(.chip-more)').count()).toBeGreaterThan(50)
    await page.getByRole('button', { name: 'Show fewer' }).click()
    expect(await page.locator('.chips > li > .chip:not(.chip-more)').count()).toBe(6)
  })
})

describe('acts', () => {
  const writes = () => server.asked.filter(({ method }) => method !== 'GET').map(({ method, body }) => [method, body])

  it('happen at once, before the server has answered, and can be undone', async () => {
    const page = await open('eva')
    const release = server.hold('/api/fake/level')
    const levels = page.getByRole('combobox', { name: 'Colleagues see' })
    await levels.selectOption('nothing')
    await page.getByText('Colleagues see: nothing').waitFor()
    expect(await levels.inputValue()).toBe('nothing')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await levels.inputValue()).toBe('everything')
    release()
    await page.getByText('Taken back').waitFor()
    expect(writes()).toEqual([
      ['PUT', { level: 'nothing' }],
      ['PUT', { level: 'everything' }],
    ])
    expect(server.level).toBe('everything')
  })

  it('can be undone after the message changed', async () => {
    const page = await open('unknown')
    await page.getByRole('button', { name: 'Never log this sender' }).click()
    await page.getByText('This sender is never logged').waitFor()
    await pane.select('eva')
    await page.getByText('Logged for the team').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back').waitFor()
    expect(server.excluded).toBe(false)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Eva Gómez')
  })

  it('that fail are taken off the screen again, and say so', async () => {
    const page = await open('unknown')
    server.broken.set('/api/fake', 500)
    const button = page.getByRole('button', { name: 'Never log this sender' })
    await button.click()
    await page.getByText('“Never log this sender” did not work.').waitFor()
    expect(await button.isEnabled()).toBe(true)
    server.broken.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('This sender is never logged').waitFor()
    expect(server.excluded).toBe(true)
  })
})
