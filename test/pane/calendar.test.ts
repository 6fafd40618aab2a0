/** The playground's calendar in a real browser, over a calendar of the test's own: grid, list, forms, keys. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { calendarStrings } from '#shared/i18n/calendar.ts'
import type { CalendarEvent } from '#shared/playground-calendar.ts'
import { launchBrowser } from '#test/support/browser.ts'
import { ME, meeting, offer, weekly } from './canned-calendar.ts'
import { playgroundState } from './canned-mail.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'

const WEEK = '2026-11-23'

let browser: Browser
let server: FakeServer
let context: BrowserContext
let events: CalendarEvent[]
/** Status in place of an answer. */
let broken: number | null
let asked: { method: string; path: string; body: unknown }[]

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startFakeServer()])
})
beforeEach(() => {
  server.playground = { ...playgroundState('juan'), writable: true }
  ;[events, broken, asked] = [[offer], null, []]
})
afterEach(() => context.close())
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function open({ width = 1280, locale = 'en-GB', dark = false, hash = `#calendar/${ME}/${WEEK}` } = {}) {
  context = await browser.newContext({
    viewport: { width, height: 800 },
    locale,
    timezoneId: 'Europe/Madrid',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.route('**/playground/api/calendar**', async (route) => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    const body = request.postData()
    asked.push({ method: request.method(), path: pathname, body: body === null ? null : JSON.parse(body) })
    if (broken !== null)
      await route.fulfill({ status: broken, json: { code: 'invalid', detail: 'It ends before it begins.' } })
    else if (request.method() === 'GET') await route.fulfill({ json: { items: events, unreadable: 0 } })
    else await route.fulfill({ json: { uid: 'made' } })
  })
  await page.goto(`${server.url}/${hash}`)
  return page
}

const sent = () => asked.filter(({ method }) => method !== 'GET')
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const en = calendarStrings.en

describe('the calendar', () => {
  it('is reached from the mail and back, and stays on reload', async () => {
    const page = await open({ hash: '' })
    await button(page, en.calendar).click()
    await page.reload()
    await page.getByRole('heading', { name: /2026/ }).waitFor()
    expect(new URL(page.url()).hash).toMatch(/^#calendar\//)
    await page.getByRole('button', { name: en.mail, exact: true }).click()
    await page.locator('.listed').first().waitFor()
  })

  it('is not offered where nobody may write', async () => {
    server.playground = { ...playgroundState('juan'), writable: false }
    const page = await open()
    await page.locator('.listed').first().waitFor()
    expect(await button(page, en.calendar).count()).toBe(0)
  })

  it('shows who comes, where, and what Ficha makes of it, and goes from week to week', async () => {
    events = [meeting({ zone: 'Europe/London', joinUrl: 'https://meet.example/x' })]
    const page = await open()
    await button(page, /Oferta 118/).click()
    const drawer = page.getByRole('region', { name: en.meeting })
    await drawer.getByText('Tuesday 24 November, 10:00–11:00').waitFor()
    await drawer.getByText('09:00–10:00 in London').waitFor()
    await drawer.getByText('Talleres Norte').waitFor()
    await drawer.getByText(en.states({ outcome: 'planned', reason: null })).waitFor()
    expect(await drawer.getByRole('listitem').filter({ hasText: 'Eva Gómez' }).textContent()).toContain('comes')
    expect(await drawer.getByRole('link', { name: en.join }).getAttribute('href')).toBe('https://meet.example/x')
    await drawer.getByRole('button', { name: en.close }).click()
    await button(page, en.nextWeek).click()
    await page.getByText(en.noMeetings).waitFor()
    await page.goBack()
    await button(page, /Oferta 118/).waitFor()
  })

  it('moves a meeting by hand', async () => {
    const page = await open()
    const box = (await button(page, /Oferta 118/).boundingBox())!
    await page.mouse.move(box.x + 20, box.y + 10)
    await page.mouse.down()
    await page.mouse.move(box.x + 20 + 2 * (box.width + 4), box.y + 10 + 24, { steps: 4 })
    await page.mouse.up()
    await expect.poll(sent).toEqual([
      {
        method: 'PATCH',
        path: '/playground/api/calendar/offer',
        body: {
          originalStart: null,
          scope: 'all',
          times: { start: '2026-11-26T10:30', end: '2026-11-26T11:30', zone: 'Europe/Madrid' },
        },
      },
    ])
  })

  it('moves one of a series by keys, once it is said how much of it is meant', async () => {
    events = [offer, weekly]
    const page = await open()
    await button(page, /Oferta 118/).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('m')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowDown')
    await page
      .getByText(/Tuesday 24 November, 16:15–16:45/)
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name: en.scopes.following }).check()
    await button(page, en.move).click()
    await expect.poll(sent).toMatchObject([
      {
        path: '/playground/api/calendar/weekly',
        body: {
          scope: 'following',
          originalStart: weekly.originalStart,
          times: { start: '2026-11-24T16:15', end: '2026-11-24T16:45' },
        },
      },
    ])
  })

  it('leaves a meeting where it was on Escape, and one of somebody else always', async () => {
    events = [
      offer,
      meeting({
        uid: 'theirs',
        title: 'Theirs',
        own: false,
        answer: 'none',
        startAt: '2026-11-26T09:00:00.000Z',
        endAt: '2026-11-26T10:00:00.000Z',
      }),
    ]
    const page = await open()
    await button(page, /Oferta 118/).focus()
    for (const key of ['m', 'ArrowRight', 'Escape']) await page.keyboard.press(key)
    await button(page, /Theirs/).focus()
    for (const key of ['m', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    await page.getByRole('region', { name: en.meeting }).getByRole('heading', { name: 'Theirs' }).waitFor()
    await button(page, en.answerAs.tentative).click()
    await expect.poll(sent).toEqual([
      {
        method: 'PUT',
        path: '/playground/api/calendar/theirs/answer',
        body: { originalStart: null, scope: 'all', answer: 'tentative' },
      },
    ])
  })

  it('makes a meeting from an empty hour, keeps what was typed when it is refused, and sends it', async () => {
    const page = await open()
    await button(page, /Oferta 118/).waitFor()
    const column = page.locator('.column').nth(3)
    await column.click({ position: { x: 40, y: 48 * 12 + 5 } })
    await page.getByLabel(en.title, { exact: true }).fill('Visita')
    await page.getByLabel(en.invite).fill('Eva <eva@talleresnorte.example>')
    await page.keyboard.press('Enter')
    broken = 422
    await button(page, en.save).click()
    await page.getByRole('alert').getByText('It ends before it begins.').waitFor()
    expect(await page.getByLabel(en.title, { exact: true }).inputValue()).toBe('Visita')
    broken = null
    await button(page, en.save).click()
    await expect.poll(() => sent().length).toBe(2)
    expect(sent()[1]).toEqual({
      method: 'POST',
      path: '/playground/api/calendar',
      body: {
        times: { start: '2026-11-26T12:00', end: '2026-11-26T13:00', zone: 'Europe/Madrid' },
        title: 'Visita',
        place: '',
        text: '',
        attendees: [{ address: 'eva@talleresnorte.example', name: 'Eva', optional: false }],
        repeats: { every: 'never', until: null },
        private: false,
      },
    })
  })

  it('says what it cannot load, and loads it when asked again', async () => {
    broken = 500
    const page = await open()
    await page.getByText('This could not be loaded.').waitFor()
    broken = null
    await button(page, 'Try again').click()
    await button(page, /Oferta 118/).waitFor()
  })

  it('has room for twelve meetings in a day, some at the same time', async () => {
    events = Array.from({ length: 12 }, (_, index) =>
      meeting({
        uid: `m${index}`,
        title: `Reunión ${index} `.repeat(8),
        startAt: `2026-11-24T${String(8 + Math.floor(index / 6)).padStart(2, '0')}:30:00.000Z`,
        endAt: '2026-11-24T11:00:00.000Z',
      }),
    )
    const page = await open()
    const more = button(page, en.andMore(9))
    await more.click()
    await button(page, /Reunión 11/).click()
    await page
      .getByRole('region', { name: en.meeting })
      .getByRole('heading', { name: /Reunión 11/ })
      .waitFor()
  })

  it('is a list of days on the phone, one room at a time', async () => {
    events = [offer, meeting({ uid: 'fair', title: 'Feria', allDay: { startOn: '2026-11-26', endOn: '2026-11-27' } })]
    const page = await open({ width: 360, locale: 'es-ES' })
    await expect.poll(() => button(page, /Feria/).count()).toBe(2)
    await button(page, /Oferta 118/).click()
    const es = calendarStrings.es
    await page.getByRole('heading', { name: 'Oferta 118' }).waitFor()
    expect(await page.locator('.day-list').isVisible()).toBe(false)
    await button(page, es.calendar).last().click()
    await expect.poll(() => page.locator('.day-list').isVisible()).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })
})

it.each([
  ['en-GB', 1280, false],
  ['es-ES', 1280, true],
  ['es-ES', 360, false],
])('axe finds nothing, %s at %i px, dark: %s', async (locale, width, dark) => {
  const words = calendarStrings[locale === 'es-ES' ? 'es' : 'en']
  events = [
    offer,
    weekly,
    meeting({
      uid: 'no',
      title: null,
      cancelled: true,
      state: { outcome: 'skipped', reason: 'cancelled' },
      startAt: '2026-11-27T09:00:00.000Z',
      endAt: '2026-11-27T09:15:00.000Z',
    }),
    meeting({ uid: 'fair', title: 'Feria', allDay: { startOn: '2026-11-26', endOn: '2026-11-27' } }),
  ]
  const page = await open({ locale, width, dark })
  const findings = async () => {
    const { violations } = await new AxeBuilder({ page }).exclude('.pane-frame').analyze()
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  }
  await button(page, /Seguimiento/).waitFor()
  expect(await findings()).toEqual([])
  await button(page, /Seguimiento/).click()
  await button(page, words.edit).waitFor()
  expect(await findings()).toEqual([])
  await button(page, words.edit).click()
  await button(page, words.save).waitFor()
  expect(await findings()).toEqual([])
})
