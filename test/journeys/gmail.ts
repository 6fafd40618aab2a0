/** The same record in both hosts: what one does on Gmail's cards is done, and Outlook's pane knows it. */
import { describe, it } from 'vitest'
import { gmailViewStrings } from '#shared/i18n/gmail-view.ts'
import { paneStrings } from '#shared/i18n/pane.ts'
import { recordWords } from '#shared/i18n/record.ts'
import { workWords } from '#shared/i18n/work.ts'
import { arrive } from './stage.ts'
import { openMessage, recordOf } from './visit.ts'

const MAIL = /Re: Copias de seguridad en la nube/

describe.each(['en', 'es'] as const)('in Gmail’s view, in %s', (language) => {
  const words = gmailViewStrings[language]
  const said = recordWords[language]

  it('Ana reads Eva’s record, makes the conversation private, which Outlook says too, and takes it back', async () => {
    const { page } = await arrive({ language, as: 'Ana Ruiz' })
    const gmail = page.getByRole('region', { name: words.addOn })
    await page.getByRole('button', { name: words.gmail, exact: true }).click()
    await openMessage(page, MAIL)
    await gmail.getByRole('heading', { name: 'Eva Gómez' }).waitFor()
    await gmail.getByText(said.logged, { exact: true }).waitFor()
    await gmail.getByRole('button', { name: workWords[language].conversation.makePrivate }).click()
    await gmail.getByText(said.onlyYou, { exact: true }).waitFor()

    const outlook = await arrive({ language, as: 'Ana Ruiz' })
    await openMessage(outlook.page, MAIL)
    await recordOf(outlook.pane, 'Eva Gómez').waitFor()
    await outlook.pane.getByText(said.onlyYou, { exact: true }).waitFor()

    await gmail.getByRole('button', { name: paneStrings[language].undo, exact: true }).click()
    await gmail.getByText(said.logged, { exact: true }).waitFor()
  })
})
