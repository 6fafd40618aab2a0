/** Beside an appointment: who meets as a switch, what is open, what was last, what is written; also while it is being made. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '#test/support/browser.ts'
import { appointmentItem } from './canned-appointment.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'
import { type PaneOptions, openPane, violations } from './open-pane.ts'

let browser: Browser
let server: FakeServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startFakeServer()])
})
beforeEach(() => {
  server.asked.length = 0
  server.notes = { objective: null, notes: null }
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const open = (part: Parameters<typeof appointmentItem>[0] = {}, options: Partial<PaneOptions> = {}) =>
  openPane(browser, server.url, { message: appointmentItem(part), ...options })
const asked = (text: string) => server.asked.filter(({ href }) => href.includes(text))

describe.each([
  ['en', false],
  ['es', true],
] as const)('in %s, dark: %s', (language, dark) => {
  it('says what and when, who meets, what is open and what was last', async () => {
    const { page, errors, close } = await open({}, { language, dark, height: 1400 })
    const say = (en: string, es: string) => (language === 'en' ? en : es)
    await page.getByRole('heading', { level: 1, name: 'Offer for the second hall' }).waitFor()
    const who = page.getByRole('group', { name: say('Who meets', 'Quiénes se reúnen') })
    expect(await who.getByRole('button').allTextContents()).toEqual([
      say('The meeting', 'La reunión'),
      'Eva Gómez',
      'Iker Sanz',
      'Marta Ruiz',
    ])
    for (const text of [
      say('Planned: it will be logged when it begins', 'Prevista: se registrará cuando empiece'),
      say('Thu 26 Nov, 10:00–11:00', 'jue, 26 nov, 10:00–11:00'),
      say('Send the estimate for the DMZ', 'Enviar el presupuesto de la DMZ'),
      'Juan Pérez con Eva Gómez, Iker Sanz +2',
    ])
      await page.getByText(text).first().waitFor()
    expect(await page.getByRole('link', { name: say('Join', 'Unirse') }).getAttribute('href')).toBe(
      'https://meet.example/abc',
    )
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
    await close()
  })
})

it('tells the server what Outlook tells: time, people, title and place', async () => {
  const { page, close } = await open()
  await page.getByRole('heading', { level: 1 }).waitFor()
  const query = new URL(asked('/api/appointment')[0]!.href, server.url).searchParams
  expect(Object.fromEntries(query)).toMatchObject({
    startAt: '2026-11-26T09:00:00.000Z',
    endAt: '2026-11-26T10:00:00.000Z',
    organizer: '"Juan Pérez" <juan@cierzo.example>',
    subject: 'Offer for the second hall',
    place: 'Nave 2',
    making: 'false',
    zone: 'Europe/Madrid',
    locale: 'en',
  })
  expect(query.getAll('address')).toEqual([
    '"Eva Gómez" <eva@talleresnorte.example>',
    '"Iker Sanz" <unknown@talleresnorte.example>',
    '"Marta Ruiz" <marta@cierzo.example>',
  ])
  await close()
})

it('shows the record of whom one chooses in the place of the meeting, and keeps both', async () => {
  const { page, errors, close } = await open()
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await page.getByRole('textbox', { name: 'Notes' }).fill('Bring the drawings')
  await button('Eva Gómez').press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Eva Gómez' }).waitFor()
  expect(await button('Eva Gómez').getAttribute('aria-pressed')).toBe('true')
  expect(await button('The meeting').getAttribute('aria-pressed')).toBe('false')
  // The focus stays on the switch, to go on to the next.
  expect(await button('Eva Gómez').evaluate((one) => one === document.activeElement)).toBe(true)
  await page.getByText('Logged for the team').waitFor()
  expect(await violations(page)).toEqual([])
  await button('Iker Sanz').click()
  await page.getByRole('heading', { level: 1, name: /Iker Sanz/ }).waitFor()
  await button('Eva Gómez').click()
  await page.getByText('Logged for the team').waitFor()
  expect(asked('/api/sidebar?address=eva')).toHaveLength(1)
  await button('The meeting').click()
  expect(await page.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe('Bring the drawings')
  expect(asked('/api/appointment')).toHaveLength(1)
  expect(errors).toEqual([])
  await close()
})

it('saves objective and notes in place, again and again, and says so', async () => {
  const { page, close } = await open()
  const notes = page.getByRole('textbox', { name: 'Notes' })
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await page.getByRole('textbox', { name: 'Objective' }).fill('Agree on the price')
  await save.press('Enter')
  await page.getByText('Saved beside the meeting').waitFor()
  await expect
    .poll(() => asked('/api/meetings/31/notes').at(-1)?.body)
    .toEqual({ objective: 'Agree on the price', notes: null })
  await expect.poll(() => save.evaluate((one) => one === document.activeElement)).toBe(true)
  await notes.fill('They want two')
  await save.click()
  await expect
    .poll(() => asked('/api/meetings/31/notes').at(-1)?.body)
    .toEqual({
      objective: 'Agree on the price',
      notes: 'They want two',
    })
  expect(await notes.inputValue()).toBe('They want two')
  await close()
})

it('follows who is invited while it is being made', async () => {
  const made = { id: 'new', write: true, subject: null, required: [], optional: [] }
  const { page, select, errors, close } = await open(made)
  await page.getByText('Nobody is invited yet').waitFor()
  await page.getByText('Ficha does not know it yet').waitFor()
  expect(await violations(page)).toEqual([])
  const eva = { name: 'Eva Gómez', address: 'eva@talleresnorte.example' }
  const iker = { name: 'Iker Sanz', address: 'unknown@talleresnorte.example' }
  await select(appointmentItem({ ...made, required: [eva] }))
  await select(appointmentItem({ ...made, required: [eva, iker] }))
  await page.getByRole('button', { name: 'Iker Sanz' }).waitFor()
  // Both were added within the time that it waits: it asked once.
  expect(asked('/api/appointment')).toHaveLength(2)
  await page.getByRole('button', { name: 'Eva Gómez' }).click()
  await page.getByText('Logged for the team').waitFor()
  await select(appointmentItem({ ...made, required: [eva], start: '2026-11-27T09:00:00.000Z' }))
  await expect.poll(() => page.getByRole('button', { name: 'Iker Sanz' }).count()).toBe(0)
  // Whose record one reads stays while the time changes.
  await page.getByRole('heading', { level: 1, name: 'Eva Gómez' }).waitFor()
  expect(asked('startAt=2026-11-27')).toHaveLength(1)
  expect(errors).toEqual([])
  await close()
})

it('folds a meeting of two hundred', async () => {
  const required = Array.from({ length: 200 }, (_, n) => ({
    name: n === 2 ? 'عبد الرحمن محمد الخوارزمي' : `Maximiliana Wilhelmina Friederike von Hohenlohe ${n}`,
    address: `p${n}@proyecto-norte.example`,
  }))
  const { page, close } = await open({ id: 'crowd', required, optional: [] })
  const who = page.getByRole('group', { name: 'Who meets' })
  const more = who.getByRole('button', { name: /and \d+ more/ })
  await more.waitFor()
  // Of whom the server is not told either, for its address would be too long.
  expect(await more.textContent()).toBe('and 194 more')
  expect(await who.getByRole('button').count()).toBe(8)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  expect(await violations(page)).toEqual([])
  await more.click()
  expect(await who.getByRole('button').count()).toBeGreaterThan(40)
  await close()
})

it('says when it cannot be shown, and goes back to mail', async () => {
  server.broken.set('/api/appointment', 500)
  const { page, select, close } = await open()
  await page.getByText('could not be shown').waitFor()
  server.broken.clear()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { level: 1, name: 'Offer for the second hall' }).waitFor()
  await select('eva')
  await page.getByRole('heading', { level: 1, name: 'Eva Gómez' }).waitFor()
  await page.getByText('Logged for the team').first().waitFor()
  await close()
})
