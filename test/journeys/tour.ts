/** Somebody comes for the first time: shown around once, by keyboard, and again when they ask. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { tourStrings } from '#shared/i18n/tour.ts'
import { foreignWords } from './foreign-words.ts'
import { arrive } from './stage.ts'
import { openMessage, recordOf, type Visit } from './visit.ts'

const LANGUAGES = ['en', 'es'] as const
const titled = (page: Page, name: string) => page.getByRole('dialog', { name }).waitFor()

const seen = async () => ((await (await fetch('/api/me/tours')).json()) as { seen: string[] }).seen

it('a newcomer is shown around by keyboard, in both languages, and left alone after that', async () => {
  // Both come before either has seen it: the demo's people are one visitor.
  const visits: Visit[] = []
  for (const language of LANGUAGES) {
    const one = await arrive({ language, newcomer: true })
    await titled(one.page, tourStrings[language].playground.list.title)
    visits.push(one)
  }
  for (const [index, language] of LANGUAGES.entries()) {
    const words = tourStrings[language]
    const { page, pane } = visits[index]!
    for (const { title } of Object.values(words.playground)) {
      await titled(page, title)
      await page.locator('.tour-ring').waitFor()
      if (language === 'es') expect(await foreignWords(page.getByRole('dialog'))).toEqual([])
      await page.keyboard.press('Enter')
    }
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    // The server says so, in this browser and in any other.
    await expect.poll(() => page.evaluate(seen)).toContain('playground')
    await page.reload()
    await openMessage(page, /^Eva Gómez.*Re: Copias de seguridad en la nube/)
    await recordOf(pane, 'Eva Gómez').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)

    await page.getByRole('button', { name: words.showAround }).press('Enter')
    await titled(page, words.playground.list.title)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    // In the pane, from its menu: each thing that it speaks of is beside this message.
    await pane.locator('[aria-haspopup=menu]').first().press('Enter')
    await pane.getByRole('menuitem', { name: words.showAround }).press('Enter')
    for (const { title } of Object.values(words.pane)) {
      await pane.getByRole('dialog', { name: title }).waitFor()
      await pane.locator('.tour-ring').waitFor()
      await page.keyboard.press('Enter')
    }
    await pane.getByRole('dialog').waitFor({ state: 'detached' })
  }
})
