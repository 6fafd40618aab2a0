/** What one does beside a message, on the demo's server: log, promise, take on, pin, pursue, make a contact. */
import type { FrameLocator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { peopleWords } from '#shared/i18n/people.ts'
import { workWords } from '#shared/i18n/work.ts'
import { foreignWords } from './foreign-words.ts'
import { focused, tabTo } from './keyboard.ts'
import { arrive, leaveAll, raiseStage, strikeStage } from './stage.ts'
import { INFO, JUAN, openFolder, openMessage, recordOf, talksOf } from './visit.ts'

vi.setConfig({ testTimeout: 90_000 })
beforeAll(() => raiseStage())
afterEach(async () => expect(await leaveAll()).toEqual([]))
afterAll(strikeStage)

const EVA = /^Eva Gómez.*Re: Copias de seguridad en la nube/
const SABADOS = /^Eva Gómez.*Sábados posibles/
const owed = (pane: FrameLocator, title: string) => pane.locator('.row').filter({ hasText: title })
const said = (text: string) => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)

describe('a call is logged by keyboard, with a next step for a colleague', () => {
  it.each([
    ['en', 'Call', 'Call Eva back about the price'],
    ['es', 'Llamada', 'Llamar a Eva con el precio'],
  ] as const)('in %s', async (language, call, title) => {
    const words = workWords[language]
    const { page, pane } = await arrive({ language })
    await openMessage(page, EVA)
    await recordOf(pane, 'Eva Gómez').waitFor()
    await pane.getByRole('button', { name: words.log, exact: true }).waitFor()
    await tabTo(page, said(words.log))
    await page.keyboard.press('Enter')
    await pane.getByRole('heading', { name: words.logTitle }).waitFor()
    await expect.poll(() => focused(page)).toMatch(said(words.what))
    await page.keyboard.type(call)
    await tabTo(page, said(words.theText))
    const text = language === 'en' ? 'She wants the price before Monday.' : 'Quiere el precio antes del lunes.'
    await page.keyboard.type('Cdmc.')
    await pane.locator('[data-field=text] .form-said').waitFor()
    await page.keyboard.press('Control+A')
    await page.keyboard.type(`${text} ${text}`)
    await tabTo(page, said(words.nextTitle))
    await page.keyboard.type(title)
    await tabTo(page, said(words.owner))
    await page.keyboard.type('Juan')
    if (language === 'es') expect(await foreignWords(pane.locator('form'))).toEqual([])
    await page.keyboard.press('Control+Enter')
    await pane.getByText(words.logged, { exact: true }).waitFor()
    await expect.poll(() => focused(page)).toMatch(said(words.log))
    await owed(pane, title)
      .getByText(/Juan Pérez/)
      .waitFor()
    await talksOf(pane, /^(With|Con) Talleres Norte$/)
      .filter({ hasText: text })
      .waitFor()

    // He finds it beside his own mail, and takes care of it.
    const juan = await arrive({ as: 'Juan Pérez', language })
    await openFolder(juan.page, JUAN, language === 'en' ? 'Inbox' : 'Recibidos')
    await openMessage(juan.page, /^(Eva Gómez|Patxi Solana)/)
    await owed(juan.pane, title).getByRole('button', { name: words.done }).click()
    await juan.pane.getByText(words.closed).waitFor()
    await owed(juan.pane, title).locator('.row-act').waitFor({ state: 'detached' })
  })
})

it('somebody unknown becomes a contact, with the suggestion that was accepted', async () => {
  const words = peopleWords.en
  const { page, pane } = await arrive()
  await openMessage(page, /^Derek Vance/)
  await pane.getByRole('button', { name: words.createContact }).click()
  await expect.poll(() => pane.getByLabel(words.fields['name']!).first().inputValue()).toBe('Derek Vance')
  await pane.getByRole('button', { name: /Pipelinegeyser · From the domain/ }).click()
  await pane.getByRole('button', { name: words.create, exact: true }).click()
  await pane.getByText(words.created, { exact: true }).waitFor()
  await pane
    .getByText(/Pipelinegeyser/)
    .first()
    .waitFor()
  expect(await pane.getByText('Not in the CRM').count()).toBe(0)
})

it('of what a signature suggests, what is accepted is kept and what is not is not', async () => {
  const words = peopleWords.en
  const { page, pane } = await arrive()
  await openMessage(page, /Re: Arabic/)
  await pane.getByRole('button', { name: words.edit, exact: true }).click()
  await pane
    .locator('form')
    .getByRole('button', { name: /\+1 212 555 0143/ })
    .click()
  await pane.getByRole('button', { name: words.save, exact: true }).click()
  await pane.getByText(words.saved, { exact: true }).waitFor()
  await pane.getByRole('link', { name: /^\+1 ?212 ?555 ?0143$/ }).waitFor()
  await pane.getByRole('button', { name: words.edit, exact: true }).click()
  const role = pane.locator('[data-field=role]')
  expect(await role.getByRole('textbox').inputValue()).toBe('')
  await role.getByRole('button', { name: /Founder/ }).waitFor()
})

it('a notice is pinned, and is the first thing that a colleague sees', async () => {
  const words = peopleWords.en
  const text = 'Nothing by telephone: she wants it in writing.'
  const { page, pane } = await arrive()
  await openMessage(page, EVA)
  await recordOf(pane, 'Eva Gómez').waitFor()
  await pane.locator('.actions').filter({ hasText: words.edit }).getByRole('button', { name: 'More' }).click()
  await pane.getByRole('menuitem', { name: words.notice }).click()
  await pane.getByRole('textbox', { name: words.noticeText }).fill(text)
  await page.keyboard.press('Control+Enter')
  await pane.getByRole('note').filter({ hasText: text }).waitFor()
  const marta = await arrive({ as: 'Marta Ibarra' })
  await openFolder(marta.page, INFO, 'Inbox')
  await openMessage(marta.page, SABADOS)
  await marta.pane
    .getByRole('note')
    .filter({ hasText: text })
    .getByText(/^Ana Ruiz · today/)
    .waitFor()
})

it('a conversation is taken on, and everybody sees by whom', async () => {
  const words = workWords.en.conversation
  const { page, pane } = await arrive()
  await openFolder(page, INFO, 'Inbox')
  await openMessage(page, SABADOS)
  await pane.getByRole('combobox', { name: words.title }).selectOption({ label: words.take })
  await pane.getByText(words.youTookIt).first().waitFor()
  const marta = await arrive({ as: 'Marta Ibarra' })
  await openFolder(marta.page, INFO, 'Inbox')
  await openMessage(marta.page, SABADOS)
  const state = marta.pane.getByRole('combobox', { name: words.title })
  await expect.poll(() => state.locator('option:checked').textContent()).toBe(words.tookIt('Ana Ruiz'))
})

it('an opportunity is made in one step, and the message is linked to it', async () => {
  const words = workWords.en
  const { page, pane } = await arrive()
  await openMessage(page, /^Tom Ashworth.*Can we test a restore/)
  await pane.getByRole('button', { name: words.conversation.newOpportunity }).click()
  await pane.getByLabel(words.opportunity.name).fill('Monthly restore test')
  await pane.getByLabel(words.opportunity.amount).fill('1250,50')
  await page.keyboard.press('Control+Enter')
  await pane.getByText(words.opportunity.added, { exact: true }).waitFor()
  const linked = pane.getByRole('combobox', { name: words.conversation.opportunity })
  await expect.poll(() => linked.locator('option:checked').textContent()).toBe('Monthly restore test')
})
