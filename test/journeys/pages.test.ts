/** What one does on the pages of the demo, in both languages: each journey in a browser of its own, over a real server. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { pageStrings } from '#shared/i18n/pages.ts'
import { workWords } from '#shared/i18n/work.ts'
import { arrive, leaveAll, raiseStage, server, strikeStage } from './stage.ts'

vi.setConfig({ testTimeout: 90_000 })

beforeAll(() => raiseStage())
afterEach(async () => expect(await leaveAll()).toEqual([]))
afterAll(strikeStage)

type Language = 'en' | 'es'
type Arrival = { language: Language; as?: string; width?: number }

async function at(path: string, options: Arrival): Promise<Page> {
  const { page } = await arrive(options)
  await page.goto(server().url + path)
  return page
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

describe.each(['en', 'es'] as const)('on the pages, in %s', (language) => {
  const strings = pageStrings[language]
  /** Two runs over one company: what one makes differs by language. */
  const made = language === 'en' ? 'Cloud backup' : 'Copia en la nube'

  it('one finds whom nobody has called, and logs a visit with the next step', async () => {
    const page = await at('/customers', { language, as: 'Ana Ruiz' })
    await page.getByRole('link', { name: 'Talleres Norte' }).waitFor()
    await page.getByRole('button', { name: strings.nobodyCalled }).click()
    await page.getByRole('link', { name: 'Talleres Norte' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Panificadora Aranzubi' }).click()
    await heading(page, 'Panificadora Aranzubi').waitFor()
    const record = page.url()
    await page.getByRole('button', { name: language === 'en' ? 'Log' : 'Anotar', exact: true }).click()
    const form = page.locator('.form')
    await form
      .getByLabel(language === 'en' ? 'What was said' : 'Qué se habló')
      .fill('They want a second oven line on the network by June.')
    await form.getByLabel(language === 'en' ? 'What is to be done' : 'Qué hay que hacer').fill(`${made}: offer`)
    await form.locator('button[type=submit], button.primary').click()
    await page.getByText('They want a second oven line').first().waitFor()
    await page.getByRole('link', { name: strings.followups }).click()
    await heading(page, strings.followups).waitFor()
    const owed = page.getByRole('checkbox', { name: strings.markDone(`${made}: offer`) })
    await owed.check()
    await page.getByText(strings.followupDone).waitFor()
    await page.getByRole('button', { name: strings.undo }).click()
    await page.getByText(strings.undone).waitFor()
    expect(await owed.isChecked()).toBe(false)
    // It was another company: what one logged oneself is deleted where one reads it.
    await page.goto(record)
    await page.getByRole('button', { name: /They want a second oven line/ }).click()
    await page.getByRole('button', { name: workWords[language].deleteEntry, exact: true }).click()
    await page.getByText(workWords[language].deleted, { exact: true }).waitFor()
    await expect.poll(() => page.getByText('They want a second oven line').count()).toBe(0)
  })

  it('one tells new people what they are by keyboard, and takes it back', async () => {
    const page = await at('/triage', { language, as: 'Ana Ruiz' })
    await expect.poll(() => page.locator('.person:focus').count()).toBe(1)
    const before = await page.locator('.person').count()
    const first = (await page.locator('.person-name').first().textContent()) ?? ''
    await page.keyboard.press('l')
    await expect.poll(() => page.locator('.person').count()).toBe(before - 1)
    await page.keyboard.press('u')
    await page.getByText(strings.undone).waitFor()
    await page.reload()
    await expect.poll(() => page.locator('.person').count()).toBe(before)
    await expect.poll(() => page.locator('.person-name').first().textContent()).toBe(first)
  })

  it('one finds a customer in spite of a typo', async () => {
    const page = await at('/customers', { language, as: 'Ana Ruiz' })
    await page.getByRole('link', { name: 'Talleres Norte' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('taleres')
    await page
      .getByRole('option', { name: /Talleres Norte/ })
      .first()
      .waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await heading(page, 'Talleres Norte').waitFor()
  })

  it('one imports a file with semicolons and accents, and undoes it', async () => {
    const page = await at('/settings/data', { language, as: 'Iker Zubia' })
    const name = `Cerámicas Íñigo ${made}`
    const buffer = Buffer.from(
      `Nombre;Teléfono\r\n${name};+34 944 12 34 56\r\nPeñas y Cía ${made};no tiene\r\n`,
      'latin1',
    )
    await page.getByLabel(strings.file).setInputFiles({ name: 'clientes.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('radio', { name: strings.nouns.company }).check()
    await page.getByRole('button', { name: strings.read }).click()
    await page.getByText(strings.separator(strings.separators[';'] ?? '')).waitFor()
    await page.getByRole('button', { name: strings.dryRun }).click()
    await page.getByRole('heading', { name: strings.wouldBe }).waitFor()
    await page.getByRole('cell', { name: 'no tiene', exact: true }).waitFor()
    await page.getByRole('button', { name: /^(Import|Importar) \d/ }).click()
    await page.getByRole('heading', { name: strings.wasDone }).waitFor()
    await page.goto(`${server().url}/search?q=${encodeURIComponent('Ceramicas Inigo')}`)
    await page.getByRole('link', { name }).waitFor()
    await page.goto(`${server().url}/settings/data`)
    await page
      .getByRole('button', { name: `${strings.undoImport}: clientes.csv` })
      .first()
      .click()
    await page.getByText(strings.importUndone).waitFor()
    await page.goto(`${server().url}/customers?q=Inigo`)
    await page.getByText(strings.noCustomers).waitFor()
  })

  it('an administrator adds an interest, and a colleague sets it on a company', async () => {
    const page = await at('/settings/interests', { language, as: 'Iker Zubia' })
    await page.getByLabel(strings.interestLabel).fill(made)
    await page.getByRole('button', { name: strings.add, exact: true }).click()
    await page.getByLabel(strings.rename(made)).waitFor()
    const colleague = await at('/customers', { language, as: 'Ana Ruiz' })
    await colleague.getByRole('link', { name: 'Talleres Norte' }).click()
    await colleague.getByRole('button', { name: language === 'en' ? 'Interest…' : 'Interés…' }).click()
    // Beyond four interests the list stands behind a button.
    await colleague.locator('.form .chip-more').click()
    await colleague.locator('.form').getByRole('checkbox', { name: made }).check()
    await colleague.locator('.form button.primary').click()
    await expect.poll(() => colleague.locator('.form').count()).toBe(0)
    await colleague.goto(`${server().url}/customers`)
    await colleague.getByLabel(strings.interest).selectOption(made)
    await expect.poll(() => colleague.locator('tbody tr').count()).toBe(1)
    await colleague
      .getByRole('row', { name: /Talleres Norte/ })
      .getByText(made)
      .waitFor()
  })

  it('one takes on a conversation that waits in the shared mailbox, on the phone', async () => {
    const page = await at('/queue', { language, as: 'Marta Ibarra', width: 360 })
    await page.getByRole('button', { name: strings.claim }).first().click()
    await page.getByText(strings.claimed, { exact: true }).waitFor()
    await page.reload()
    await page.getByText(strings.takenBy('Marta Ibarra')).first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })
})
