/** The playground as Gmail in a browser, over an add-on of the test's own. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { GmailAsk } from '#shared/playground-gmail.ts'
import { launchBrowser } from '#test/support/browser.ts'
import type { Answer, Card, Widget } from '../../addin-gmail/card-types.ts'
import { pushed, recordCard } from './canned-cards.ts'
import { offer } from './canned-calendar.ts'
import { playgroundState } from './canned-mail.ts'
import { sayIn } from './canned-words.ts'
import { startFakeServer } from './fake-server.ts'

export type Answered = { answer: Answer } | { failed: number }

export const EVA = '#juan%40cierzo.example/inbox/eva'

export const card = (one: Card): Answered => ({ answer: pushed(one) })
export const cardOf = (...widgets: Widget[]): Card => ({ header: { title: 'Card' }, sections: [{ widgets }] })

export type Gmail = Awaited<ReturnType<typeof startGmail>>

export async function startGmail() {
  const [browser, server]: [Browser, Awaited<ReturnType<typeof startFakeServer>>] = await Promise.all([
    launchBrowser(),
    startFakeServer(),
  ])
  server.playground = { ...playgroundState('juan'), writable: true }
  const contexts: BrowserContext[] = []
  const addOn = {
    asked: [] as GmailAsk[],
    /** What is answered to what is opened, and to a click by its name; a number is the server's own status. */
    opened: (() => 500) as (asking: GmailAsk) => Answered | number,
    clicked: {} as Record<string, Answered | number>,
  }
  const answer = (asking: GmailAsk) => {
    addOn.asked.push(asking)
    return asking.click ? (addOn.clicked[asking.click.parameters['state'] ?? ''] ?? 404) : addOn.opened(asking)
  }
  const gmail = Object.assign(addOn, {
    url: server.url,
    async open({ width = 1280, locale = 'en-GB', dark = false, hash = '', host = 'gmail' } = {}): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        locale,
        timezoneId: 'Europe/Madrid',
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      })
      contexts.push(context)
      await context.addInitScript((chosen) => {
        if (localStorage.getItem('ficha:host') === null) localStorage.setItem('ficha:host', chosen)
      }, host)
      const page = await context.newPage()
      await page.route('**/playground/api/calendar**', (route) =>
        route.fulfill({ json: { items: [offer], unreadable: 0 } }),
      )
      await page.route('**/playground/api/gmail', async (route) => {
        const given = answer(route.request().postDataJSON() as GmailAsk)
        await (typeof given === 'number' ? route.fulfill({ status: given }) : route.fulfill({ json: given }))
      })
      await page.goto(`${server.url}/${hash}`)
      return page
    },
    /** As before each test. */
    async reset(): Promise<void> {
      await Promise.all(contexts.splice(0).map((context) => context.close()))
      addOn.asked = []
      addOn.clicked = {}
      addOn.opened = ({ locale }) => card(recordCard(sayIn(locale.slice(0, 2))))
    },
    clicks: () => addOn.asked.flatMap(({ click }) => (click ? [click] : [])),
    async close(): Promise<void> {
      await browser.close()
      await server.close()
    },
  })
  await gmail.reset()
  return gmail
}

export const panel = (page: Page) => page.getByRole('region', { name: /Ficha (in|en) Gmail/ })
export const title = (page: Page) => panel(page).getByRole('heading', { level: 3 })
export const button = (page: Page, name: string | RegExp) => panel(page).getByRole('button', { name })
export const toast = (page: Page) => panel(page).locator('.gm-toast')
