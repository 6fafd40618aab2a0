/** Setting things right on the pages of the demo, in both languages: people that are one, somebody who leaves, what is never logged. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { pageStrings } from '#shared/i18n/pages.ts'
import { peopleWords } from '#shared/i18n/people.ts'
import { workWords } from '#shared/i18n/work.ts'
import { arrive, leaveAll, raiseStage, server, strikeStage } from './stage.ts'

vi.setConfig({ testTimeout: 90_000 })

beforeAll(() => raiseStage())
afterEach(async () => expect(await leaveAll()).toEqual([]))
afterAll(strikeStage)

describe.each(['en', 'es'] as const)('in the office, in %s', (language) => {
  const strings = pageStrings[language]
  const words = peopleWords[language]
  const work = workWords[language]
  const at = async (path: string, as: string): Promise<Page> => {
    const { page } = await arrive({ language, as })
    await page.goto(server().url + path)
    return page
  }
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
  /** Opens what stands behind the button, or behind "more" when there are many. */
  const press = async (page: Page, name: string) => {
    const button = page.getByRole('button', { name, exact: true })
    const more = page.locator('[aria-haspopup]')
    await button.or(more).first().waitFor()
    if (!(await button.isVisible()))
      for (const one of await more.all()) if (!(await button.isVisible())) await one.click()
    await page
      .getByRole('button', { name, exact: true })
      .or(page.getByRole('menuitem', { name, exact: true }))
      .first()
      .click()
  }

  it('one merges two companies that are one, and takes them apart again', async () => {
    const page = await at('/customers', 'Ana Ruiz')
    await page.getByRole('link', { name: 'Harbour & Finch Logistics' }).click()
    await heading(page, 'Harbour & Finch Logistics').waitFor()
    await press(page, words.mergeAsk)
    const form = page.locator('.form')
    await form.getByRole('combobox', { name: words.mergeWith }).selectOption({ label: 'Larkspur & Marlow' })
    await form.locator('button.primary').click()
    await page.getByRole('button', { name: words.mergedHere }).click()
    // Their mail has come with them.
    await page.getByText('Your old shop data').first().waitFor()
    await page.goto(`${server().url}/customers`)
    await page.getByRole('link', { name: 'Harbour & Finch Logistics' }).waitFor()
    expect(await page.getByRole('link', { name: 'Larkspur & Marlow' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Harbour & Finch Logistics' }).click()
    await page.getByRole('button', { name: words.mergedHere }).click()
    await page.getByRole('button', { name: words.undo }).click()
    await page.getByText(words.undone).waitFor()
    await page.goto(`${server().url}/customers`)
    await page.getByRole('link', { name: 'Larkspur & Marlow' }).waitFor()
  })

  it('one logs a call on the phone, with what is to be done next for a colleague', async () => {
    const { page } = await arrive({ language, as: 'Marta Ibarra', width: 360 })
    await page.goto(`${server().url}/search?q=Nerea`)
    await page
      .getByRole('link', { name: /Nerea Lasa/ })
      .first()
      .click()
    await heading(page, 'Nerea Lasa').waitFor()
    await page.getByRole('button', { name: work.log, exact: true }).click()
    const form = page.locator('.form')
    await form.getByLabel(work.theText).fill(`The board decides on Thursday; she asks to be called back (${language}).`)
    await form.getByLabel(work.nextTitle).fill(`Call Nerea back ${language}`)
    await form.getByLabel(work.owner, { exact: true }).selectOption({ label: 'Ana Ruiz' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await form.locator('button.primary').click()
    await page.getByText(`The board decides on Thursday`).first().waitFor()
    const colleague = await at('/followups', 'Ana Ruiz')
    await colleague.getByText(`Call Nerea back ${language}`).waitFor()
  })

  it('an administrator adds somebody, who leaves and hands over', async () => {
    const page = await at('/settings/users', 'Iker Zubia')
    const name = `Nuria Test ${language}`
    await page.getByRole('button', { name: strings.addUser }).click()
    await page.getByLabel(strings.email).fill(`nuria.${language}@sirinube.example`)
    await page.getByLabel(strings.name, { exact: true }).fill(name)
    await page.getByRole('button', { name: strings.add, exact: true }).click()
    await page.getByText(strings.userAdded(name)).waitFor()
    await page.getByRole('button', { name: `${strings.leave}: ${name}` }).click()
    await page.getByText(strings.leaveText(name)).waitFor()
    await page.getByLabel(strings.successor).selectOption({ label: 'Ana Ruiz' })
    await page.getByRole('button', { name: strings.confirmLeave }).click()
    await page.getByText(strings.userLeft(name)).waitFor()
    const line = page.getByRole('listitem').filter({ hasText: name })
    await expect.poll(() => line.getByRole('button').count()).toBe(0)
  })

  it('one sees what an exclusion would take away before it does, and takes it back', async () => {
    const page = await at('/settings/exclusions', 'Juan Pérez')
    await page.getByLabel(strings.exclusion).fill('noc@brackenfold.example')
    await page.getByRole('button', { name: strings.previewExclusion }).click()
    await page.locator('.callout').getByText(/\b1\b/).first().waitFor()
    await page.getByRole('button', { name: strings.exclude }).click()
    await page.getByText(strings.excluded('noc@brackenfold.example')).waitFor()
    await page.getByRole('button', { name: `${strings.remove}: noc@brackenfold.example` }).click()
    await page.getByText(strings.included('noc@brackenfold.example')).waitFor()
  })
})

it('who shares a mailbox opens its first sync to colleagues', async () => {
  const strings = pageStrings.es
  const { page } = await arrive({ language: 'es', as: 'Marta Ibarra' })
  await page.goto(`${server().url}/settings/mailboxes`)
  await page.getByRole('button', { name: strings.reviewed }).click()
  await page.getByText(strings.reviewDone).waitFor()
  await expect.poll(() => page.getByRole('button', { name: strings.reviewed }).count()).toBe(0)
})
