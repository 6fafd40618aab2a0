/** The built pages in a browser, with everything they complain about. */
import type { Browser, Page } from 'playwright-core'

export type OpenPage = { page: Page; errors: string[]; close: () => Promise<void> }

type Options = { width?: number; height?: number; language?: 'en' | 'es'; dark?: boolean }

export async function openPage(browser: Browser, href: string, options: Options = {}): Promise<OpenPage> {
  const { width = 1280, height = 800, language = 'en', dark = false } = options
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'es' ? 'es-ES' : 'en-GB',
    timezoneId: 'Europe/Madrid',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) errors.push(line.text())
  })
  await page.goto(href)
  return { page, errors, close: () => context.close() }
}
