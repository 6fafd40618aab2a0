/** Mail that one writes in the demo: it is logged by itself, in the pane of everybody concerned, while they look. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { composeStrings } from '#shared/i18n/compose.ts'
import { playgroundStrings } from '#shared/i18n/playground.ts'
import { writingStrings } from '#shared/i18n/writing.ts'
import { foreignWords } from './foreign-words.ts'
import { arrive, leaveAll, raiseStage, strikeStage } from './stage.ts'
import { ANA, INFO, JUAN, openFolder, openMessage, recordOf } from './visit.ts'

vi.setConfig({ testTimeout: 90_000 })
beforeAll(() => raiseStage())
afterEach(async () => expect(await leaveAll()).toEqual([]))
afterAll(strikeStage)

const PRIYA = /^(Nair, Priya|Priya Nair).*URGENT/

describe('a mail is answered', () => {
  it.each([
    ['en', 'We are on it. Juan drives over this afternoon.'],
    ['es', 'Estamos en ello. Juan se acerca esta tarde.'],
  ] as const)('in %s: both panes show it by themselves', async (language, text) => {
    const [words, beside] = [writingStrings[language], composeStrings[language]]
    const folders = playgroundStrings[language].folders
    // Juan looks at the customer, and touches nothing from here on.
    const juan = await arrive({ as: 'Juan Pérez', language })
    await openFolder(juan.page, JUAN, folders['inbox']!)
    await openMessage(juan.page, /^Tom Ashworth.*Rotterdam/)
    await recordOf(juan.pane, 'Tom Ashworth').waitFor()
    const marta = await arrive({ as: 'Marta Ibarra', language })
    await openFolder(marta.page, INFO, folders['inbox']!)
    await openMessage(marta.page, PRIYA)
    await marta.page.getByRole('button', { name: words.reply, exact: true }).click()
    const form = marta.page.getByRole('form', { name: words.writing })
    await form.getByRole('textbox', { name: words.text }).waitFor()
    await marta.page.keyboard.type(text)
    const group = marta.pane.getByRole('group', { name: beside.who })
    await group.getByRole('button', { name: beside.overview }).waitFor()
    await group.getByRole('button', { name: 'Priya Nair' }).click()
    await recordOf(marta.pane, 'Priya Nair').waitFor()
    if (language === 'es') expect(await foreignWords(form)).toEqual([])
    await form.getByRole('textbox', { name: words.text }).press('Control+Enter')
    await marta.page.getByText(words.sent).waitFor()
    await marta.pane.getByText(text).first().waitFor()
    await juan.pane.getByText(text).first().waitFor()
  })
})

describe('a new mail', () => {
  it('is logged neither for colleagues only nor before one has said to whom', async () => {
    const { page, pane } = await arrive({ as: 'Ana Ruiz' })
    await page.getByRole('button', { name: 'New message' }).click()
    await pane.getByText(composeStrings.en.nobody).waitFor()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText(writingStrings.en.nobody).waitFor()
    await page.getByRole('combobox', { name: 'To' }).fill('juan.perez@sirinube.example, juan at home')
    await page.getByRole('combobox', { name: 'To' }).press('Enter')
    await page.getByText('“juan at home” is not an address.').waitFor()
    await page.getByRole('button', { name: 'Remove juan at home' }).click()
    await pane.getByText(composeStrings.en.internal).waitFor()
  })

  it('waits while one looks elsewhere, and can be had back when it was discarded', async () => {
    const { page } = await arrive({ as: 'Ana Ruiz' })
    await page.getByRole('button', { name: 'New message' }).click()
    await page.getByRole('textbox', { name: 'Subject' }).fill('The offer for the copies')
    await openFolder(page, ANA, 'Sent')
    await page.getByText('The offer for the copies').waitFor()
    await page.getByRole('button', { name: 'Go on writing' }).click()
    expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('The offer for the copies')
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('The offer for the copies')
  })

  it('takes an attachment along, and lies in Sent', async () => {
    const { page, pane } = await arrive({ as: 'Ana Ruiz' })
    await page.getByRole('button', { name: 'New message' }).click()
    await page.getByRole('combobox', { name: 'To' }).fill('eva.gomez@talleres-norte.example')
    await page.getByRole('textbox', { name: 'Subject' }).fill('Los horarios')
    await page
      .getByLabel('Attach files')
      .setInputFiles({ name: 'horarios.csv', mimeType: 'text/csv', buffer: Buffer.from('día;hora') })
    await page.getByText('horarios.csv').waitFor()
    await pane.getByText(/^Will be logged for the team, with Eva Gómez/).waitFor()
    await page.getByRole('textbox', { name: 'Text' }).fill('Te adjunto los horarios.')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText(writingStrings.en.sent).waitFor()
    await openFolder(page, ANA, 'Sent')
    await openMessage(page, /Los horarios/)
    await page.getByText('horarios.csv').waitFor()
    await pane.getByText('Logged for the team').waitFor()
  })
})
