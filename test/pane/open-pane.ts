/** The built pane in a browser over the stand-in, with the test in the place of the page around it. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import type { StandInItem, StandInState } from '#shared/playground.ts'
import { messageById } from './canned-mail.ts'

export const SELF = 'juan@cierzo.example'

export type PaneOptions = {
  /** The local part of a canned message, or any item; null: nothing is selected. */
  message: string | StandInItem | null
  language?: 'en' | 'es'
  dark?: boolean
  height?: number
}

export type OpenPane = {
  page: Page
  /** Outlook's part: another item is selected, or what is being written changes. */
  select: (message: string | StandInItem | null) => Promise<void>
  setDark: (dark: boolean) => Promise<void>
  /** Errors of the page; the requests that a test breaks are not among them. */
  errors: string[]
  close: () => Promise<void>
}

export async function openPane(browser: Browser, url: string, options: PaneOptions): Promise<OpenPane> {
  const { message, language = 'en', dark = false, height = 600 } = options
  const context = await browser.newContext({
    viewport: { width: 320, height },
    timezoneId: 'Europe/Madrid',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) errors.push(line.text())
  })
  let state: StandInState = { type: 'ficha:host-state', item: itemOf(message), language, dark, self: SELF }
  // The page is its own parent here: it hears the stand-in and answers it, as the playground does from outside.
  await page.addInitScript((first) => {
    window.addEventListener('message', ({ data }) => {
      if (data?.type === 'ficha:host-ready') window.postMessage(first, location.origin)
    })
  }, state)
  await page.goto(`${url}/outlook/taskpane.html`)
  const tell = (part: Partial<StandInState>) => {
    state = { ...state, ...part }
    return page.evaluate((next) => window.postMessage(next, location.origin), state)
  }
  return {
    page,
    select: (next) => tell({ item: itemOf(next) }),
    setDark: (next) => tell({ dark: next }),
    errors,
    close: () => context.close(),
  }
}

function itemOf(local: string | StandInItem | null): StandInItem | null {
  if (local === null || typeof local === 'object') return local
  const { id, messageId, from, to, cc, subject, at } = messageById(local) ?? unknownMessage(local)
  return { kind: 'message', id, messageId, from, to, cc, subject, at }
}

function unknownMessage(local: string): never {
  throw new Error(`no canned message ${local}`)
}

/** What axe finds, as lines one can read in a failed test. */
export async function violations(page: Page): Promise<string[]> {
  // Without frames, the one that opens no second page for each look is as thorough and twice as fast.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}
