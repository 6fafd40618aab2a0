/** Somebody at the playground of a real server: their browser, what they press, and the pane that stands beside the mail. */
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core'

export type VisitOptions = {
  /** A user of the demo, by name; without one the demo's first. */
  as?: string
  language?: 'en' | 'es'
  dark?: boolean
  width?: number
  /** Meets the guides as a newcomer does; everybody else has seen them. */
  newcomer?: boolean
}

export type Visit = {
  page: Page
  pane: FrameLocator
  context: BrowserContext
  /** What the pages threw or were refused by their own policy. */
  errors: string[]
  close: () => Promise<void>
}

/** A browser of their own: another session, another language, nothing remembered. */
export async function visit(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const { as, language = 'en', dark = false, width = 1280, newcomer = false } = options
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    locale: language === 'es' ? 'es-ES' : 'en-GB',
    timezoneId: 'Europe/Madrid',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  // Whoever waits longer than this waits for something that does not come; the machine may be busy.
  // Generous: a machine under load is slow, and nothing here is about time.
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) errors.push(line.text())
  })
  if (!newcomer) await page.addInitScript(hasSeenTours)
  await page.goto(url)
  if (as) await become(page, as)
  return { page, pane: page.frameLocator('.pane-frame'), context, errors, close: () => context.close() }
}

/** A mail is drawn in a frame that may keep nothing. */
function hasSeenTours(): void {
  try {
    localStorage.setItem('ficha:tours', 'pane playground pages')
  } catch {}
}

async function become(page: Page, name: string): Promise<void> {
  const choice = page.getByRole('combobox', { name: /Signed in as|Sesión de/ })
  const value = await choice.getByRole('option', { name }).getAttribute('value')
  if (value === (await choice.inputValue())) return
  // Being another loads the page anew.
  const loaded = page.waitForEvent('load')
  await choice.selectOption(value)
  await loaded
  await choice.waitFor()
}

/** Presses a folder of a mailbox. */
export async function openFolder(page: Page, mailbox: string, folder: string): Promise<void> {
  await page
    .getByRole('region', { name: mailbox })
    .getByRole('button', { name: new RegExp(`^${folder}`) })
    .click()
}

/** Presses a message of the list, by what its line says. */
export async function openMessage(page: Page, line: RegExp): Promise<void> {
  await messageInList(page, line).first().click()
}

const messageInList = (page: Page, line: RegExp): Locator =>
  page.getByRole('region', { name: /^(Messages|Mensajes)$/ }).getByRole('button', { name: line })

/** Whose record the pane shows. */
export const recordOf = (pane: FrameLocator, name: string): Locator => pane.getByRole('heading', { level: 1, name })

/** The conversations of a timeline, by its title; of what is hidden, its line. */
export const talksOf = (pane: FrameLocator, title: string | RegExp): Locator =>
  pane.getByRole('region', { name: title }).locator('.group')

/** Opens what is folded of a list. */
export async function unfold(pane: FrameLocator, title: string | RegExp): Promise<void> {
  const folded = pane.getByRole('region', { name: title }).getByRole('button', { expanded: false })
  const folds = folded.filter({ hasText: /earlier|anterior|^Document/ })
  while ((await folds.count()) > 0) await folds.first().click()
}

export const ANA = 'ana.ruiz@sirinube.example'
export const JUAN = 'juan.perez@sirinube.example'
export const INFO = 'info@sirinube.example'
