/** For who reads by ear, and who has no mouse. */
import { AxeBuilder } from '@axe-core/playwright'
import type { FrameLocator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { focused, tabTo } from './keyboard.ts'
import { arrive } from './stage.ts'
import { openMessage, recordOf, talksOf, unfold } from './visit.ts'

const EVA = /^Eva Gómez.*Re: Copias de seguridad en la nube/

describe('axe finds nothing on the page with the pane', () => {
  it.each([
    ['en', false],
    ['en', true],
    ['es', false],
    ['es', true],
  ] as const)('in %s, dark: %s', async (language, dark) => {
    const { page, pane } = await arrive({ language, dark })
    await openMessage(page, EVA)
    await openEverything(pane)
    // A mail's own HTML is its writer's.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('.mail-body').analyze()
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
  })

  it('of a stranger, of somebody not classified, and of a name from right to left', async () => {
    const { page, pane } = await arrive()
    for (const [line, said] of [
      [/^Derek Vance/, 'Not in the CRM'],
      [/Re: Arabic/, 'What are they to us?'],
    ] as const) {
      await openMessage(page, line)
      await pane.getByText(said).waitFor()
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('.mail-body').analyze()
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
    }
  })
})

async function openEverything(pane: FrameLocator): Promise<void> {
  const timeline = /^(With|Con) Talleres Norte$/
  await talksOf(pane, timeline).first().waitFor()
  await pane.getByRole('button', { name: /^(Why\?|¿Por qué\?)$/ }).click()
  await pane.getByRole('button', { name: /^(Search what was said|Buscar en lo hablado)$/ }).click()
  await unfold(pane, /^Document/)
  await unfold(pane, timeline)
  await pane.getByRole('button', { name: /cómo va la oferta/ }).click()
  await pane.locator('.report').getByRole('button').first().waitFor()
}

describe('by keyboard alone', () => {
  it('one reaches a message, its state, a report and the original behind it', async () => {
    const { page, pane } = await arrive()
    await page.locator('.listed').first().waitFor()
    await tabTo(page, EVA)
    await page.keyboard.press('Enter')
    await recordOf(pane, 'Eva Gómez').waitFor()
    await talksOf(pane, 'With Talleres Norte').first().waitFor()
    await tabTo(page, /^Why\?/)
    await page.keyboard.press('Enter')
    await pane.getByText(/^In the mailbox/).waitFor()
    await tabTo(page, /cómo va la oferta/)
    await page.keyboard.press('Enter')
    await pane
      .locator('.report')
      .getByText(/Era el \.40/)
      .waitFor()
    await tabTo(page, /^Whole original/)
    await page.keyboard.press('Space')
    await pane
      .locator('.report')
      .getByText(/Enviado desde mi iPhone/)
      .waitFor()
  })

  it('one changes what colleagues see, stays where one was, and takes it back', async () => {
    const { page, pane } = await arrive()
    await openMessage(page, EVA)
    await pane.getByText('Logged for the team').waitFor()
    await tabTo(page, /^Colleagues see/)
    await page.keyboard.press('ArrowUp')
    await pane.getByText('Logged: others see the subject only').waitFor()
    expect(await focused(page)).toMatch(/^Colleagues see/)
    await tabTo(page, /^Undo/)
    await page.keyboard.press('Enter')
    await pane.getByText('Logged for the team').waitFor()
  })
})
