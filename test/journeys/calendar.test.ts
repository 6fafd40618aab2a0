/** What one does in the demo's calendar, in both languages: each in a browser of its own, over a real server. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { calendarStrings } from '#shared/i18n/calendar.ts'
import { arrive, leaveAll, raiseStage, server, strikeStage } from './stage.ts'

vi.setConfig({ testTimeout: 90_000 })

beforeAll(() => raiseStage())
afterEach(async () => expect(await leaveAll()).toEqual([]))
afterAll(strikeStage)

const MARTA = 'marta.ibarra@sirinube.example'

const inTwoDays = () => {
  const at = new Date()
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 2).toLocaleDateString('sv-SE', {
    timeZone: 'Europe/Madrid',
  })
}

describe.each(['en', 'es'] as const)('in the calendar, in %s', (language) => {
  const words = calendarStrings[language]
  const title = language === 'en' ? 'Second oven line' : 'Segunda línea de hornos'

  it('Ana makes a meeting, Marta finds and answers it, Ana moves and cancels it', async () => {
    const { page, pane } = await arrive({ language, as: 'Ana Ruiz' })
    const button = (name: string | RegExp) => page.getByRole('button', { name })
    await button(words.calendar).click()
    await button(words.newMeeting).click()
    await page.getByLabel(words.title, { exact: true }).fill(title)
    await page.getByLabel(words.startDay).fill(inTwoDays())
    await page.getByLabel(words.startTime).fill('12:00')
    for (const address of [MARTA, 'Mireia <mireia.soler@talleresnorte.example>']) {
      await page.getByLabel(words.invite).fill(address)
      await page.keyboard.press('Enter')
    }
    await button(words.save).click()
    const drawer = page.getByRole('region', { name: words.meeting })
    await drawer.getByRole('heading', { name: title }).waitFor()
    await drawer.getByText(words.states({ outcome: 'planned', reason: null })).waitFor()
    // The pane beside it knows the same meeting.
    await pane.getByRole('heading', { name: title }).first().waitFor()

    const marta = (await arrive({ language, as: 'Marta Ibarra' })).page
    const day = inTwoDays()
    await marta.goto(`${server().url}/#calendar/${MARTA}/${day}`)
    await marta.getByRole('button', { name: new RegExp(title) }).click()
    await marta.getByRole('button', { name: words.answerAs.accepted, exact: true }).click()
    await marta.getByRole('button', { name: words.answerAs.accepted, exact: true, pressed: true }).waitFor()

    await page.reload()
    await drawer
      .getByRole('listitem')
      .filter({ hasText: 'Marta' })
      .getByText(words.answers.accepted, { exact: true })
      .waitFor()
    await button(words.edit).click()
    await page.getByLabel(words.startTime).fill('13:30')
    await button(words.save).click()
    await drawer.getByText('13:30–14:30').waitFor()
    await button(words.cancelMeeting).click()
    await button(words.cancelMeeting).click()
    const cancelled = words.states({ outcome: 'skipped', reason: 'cancelled' })
    await drawer.getByText(cancelled).waitFor()
    await marta.reload()
    await marta.getByText(cancelled).waitFor()
  })
})
