/** The playground as Gmail: an add-on's cards drawn, moved and clicked in a real browser, over answers of the test's own. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GmailAsk } from '#shared/playground-gmail.ts'
import { launchBrowser } from '#test/support/browser.ts'
import type { Answer, Card } from '../../addin-gmail/card-types.ts'
import { DAY, TEN, acting, answered, everyWidget, formCard, pushed, recordCard, tooMuch } from './canned-cards.ts'
import { ME, offer } from './canned-calendar.ts'
import { playgroundState } from './canned-mail.ts'
import { sayIn } from './canned-words.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'

const EVA = '#juan%40cierzo.example/inbox/eva'
const [en, es] = [sayIn('en'), sayIn('es')]

type Answered = { answer: Answer } | { failed: number }

let browser: Browser
let server: FakeServer
let context: BrowserContext
let asked: GmailAsk[]
/** What is answered to what is opened, and to a click by its name. */
let opened: (asking: GmailAsk) => Answered | number
let clicked: Record<string, Answered | number>

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startFakeServer()])
})
beforeEach(() => {
  server.playground = { ...playgroundState('juan'), writable: true }
  asked = []
  clicked = {}
  opened = ({ locale }) => card(recordCard(sayIn(locale.slice(0, 2))))
})
afterEach(() => context.close())
afterAll(async () => {
  await browser.close()
  await server.close()
})

const card = (one: Card): Answered => ({ answer: pushed(one) })
const cardOf = (...widgets: NonNullable<NonNullable<Card['sections']>[0]['widgets']>): Card => ({
  header: { title: 'Card' },
  sections: [{ widgets }],
})

async function open({ width = 1280, locale = 'en-GB', dark = false, hash = EVA, host = 'gmail' } = {}): Promise<Page> {
  context = await browser.newContext({
    viewport: { width, height: 800 },
    locale,
    timezoneId: 'Europe/Madrid',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  await context.addInitScript((chosen) => {
    if (localStorage.getItem('ficha:host') === null) localStorage.setItem('ficha:host', chosen)
  }, host)
  const page = await context.newPage()
  await page.route('**/playground/api/calendar**', (route) =>
    route.fulfill({ json: { items: [offer], unreadable: 0 } }),
  )
  await page.route('**/playground/api/gmail', async (route) => {
    const asking = route.request().postDataJSON() as GmailAsk
    asked.push(asking)
    const name = asking.click?.parameters['state'] ?? ''
    const given = asking.click ? (clicked[name] ?? 404) : opened(asking)
    await (typeof given === 'number' ? route.fulfill({ status: given }) : route.fulfill({ json: given }))
  })
  await page.goto(`${server.url}/${hash}`)
  return page
}

const panel = (page: Page) => page.getByRole('region', { name: /Ficha (in|en) Gmail/ })
const title = (page: Page) => panel(page).getByRole('heading', { level: 3 })
const button = (page: Page, name: string | RegExp) => panel(page).getByRole('button', { name })
const toast = (page: Page) => panel(page).locator('.gm-toast')
const kinds = () => asked.map(({ open: { kind }, click }) => (click ? `click ${click.parameters['state']}` : kind))
const clicks = () => asked.flatMap(({ click }) => (click ? [click] : []))

describe('the switch', () => {
  it('shows the same message in Gmail, and remembers it', async () => {
    const page = await open({ host: 'outlook' })
    await page.frameLocator('.pane-frame').getByText('Logged for the team').waitFor()
    const group = page.getByRole('group', { name: 'Show the record as in' })
    await group.getByRole('button', { name: 'Gmail' }).click()
    await panel(page).getByText('Logged for the team').waitFor()
    expect(await page.locator('.pane-frame').count()).toBe(0)
    await page.reload()
    await panel(page).getByText('Logged for the team').waitFor()
    expect(kinds()).toEqual(['message', 'message'])
    expect(asked.at(-1)).toMatchObject({
      mailbox: ME,
      open: { kind: 'message', id: 'eva' },
      locale: 'en-GB',
      zone: 'Europe/Madrid',
    })
    await group.getByRole('button', { name: 'Outlook' }).click()
    await page.frameLocator('.pane-frame').getByText('Logged for the team').waitFor()
  })

  it('shows home while nothing is open, and changes with what is', async () => {
    opened = ({ open: { kind } }) => card({ ...cardOf(), header: { title: `Opened: ${kind}` } })
    const page = await open({ hash: '' })
    await panel(page).getByText('Opened: nothing').waitFor()
    await page.locator('.listed').first().click()
    await panel(page).getByText('Opened: message').waitFor()
    await page.getByRole('button', { name: 'New message' }).click()
    await panel(page).getByText('Opened: compose').waitFor()
  })

  it('tells the add-on whom a mail is written to, as they change, and keeps what one types in the card meanwhile', async () => {
    opened = ({ open: mail }) =>
      card({
        header: { title: mail.kind === 'compose' ? `To: ${mail.to.join()}` : 'Else' },
        sections: [{ widgets: [{ textInput: { name: 'why', label: 'Why' } }] }],
      })
    const page = await open({ hash: '' })
    await page.getByRole('button', { name: 'New message' }).click()
    await panel(page).getByText('To:', { exact: true }).waitFor()
    await panel(page).getByLabel('Why').fill('an offer')
    const to = page.locator('.recipients input').first()
    await to.fill('eva@talleresnorte.example')
    await to.press('Enter')
    await panel(page).getByText('To: eva@talleresnorte.example').waitFor()
    expect(await panel(page).getByLabel('Why').inputValue()).toBe('an offer')
  })

  it('shows the card of a meeting, and home in the calendar', async () => {
    const page = await open({ hash: `#calendar/${ME}/2026-11-23` })
    await title(page).waitFor()
    expect(asked.at(-1)?.open).toEqual({ kind: 'nothing', app: 'CALENDAR' })
    await page.locator('.event', { hasText: 'Oferta 118' }).click()
    await expect.poll(() => asked.at(-1)?.open.kind).toBe('event')
    expect(asked.at(-1)?.open).toMatchObject({
      uid: 'offer',
      originalStart: null,
      organizer: { address: ME },
      attendees: [{ address: 'eva@talleresnorte.example', answer: 'accepted', optional: false }],
    })
  })
})

describe('a card', () => {
  it('draws every widget, runs nothing of it, and fetches nothing for it', async () => {
    opened = () => card(everyWidget())
    const page = await open({ hash: '' })
    const elsewhere: Request[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) elsewhere.push(request)
    })
    await title(page).waitFor()
    const view = panel(page)
    await expect.poll(() => view.locator('b', { hasText: 'bold' }).count()).toBe(1)
    for (const shown of ['second line <b>as text</b>', 'Right', 'oferta-118.pdf', 'A word of the report', 'no link'])
      await view.getByText(shown).first().waitFor()
    await view.getByRole('img', { name: 'Map of the site' }).waitFor()
    await view.getByRole('img', { name: 'Private' }).waitFor()
    expect(await view.getByRole('link', { name: 'a link' }).getAttribute('rel')).toContain('noopener')
    expect(await view.getByRole('link', { name: 'no link' }).count()).toBe(0)
    expect(await view.locator('script, img').count()).toBe(0)
    expect(await view.getByText('never seen').count()).toBe(0)
    expect(await page.title()).toBe('Ficha')
    expect(elsewhere.map((request) => request.url())).toEqual([])
  })

  it('says what it cannot draw, and what Gmail would leave out', async () => {
    opened = () => card(everyWidget())
    const page = await open({ hash: '' })
    await panel(page).getByText('Gmail shows a “carousel” here, which the playground cannot draw.').waitFor()
    opened = () => card(tooMuch())
    await page.reload()
    await panel(page).getByText('Gmail draws 100 widgets of a card; this one has 120.').waitFor()
    expect(
      await panel(page)
        .getByText(/^Line /)
        .count(),
    ).toBe(100)
  })

  it('unfolds a section, a long text and a menu', async () => {
    const page = await open()
    expect(await panel(page).getByText('Visita').count()).toBe(0)
    await button(page, 'Show 2 more').click()
    await panel(page).getByText('Visita').waitFor()
    await button(page, 'Show less').click()
    expect(await panel(page).getByText('Visita').count()).toBe(0)
    clicked['never'] = { answer: answered([], 'Never logged from now on') }
    await panel(page).getByRole('button', { name: 'More', exact: true }).click()
    expect(await button(page, 'Assign').isDisabled()).toBe(true)
    await button(page, 'Never log').click()
    await toast(page).getByText('Never logged from now on').waitFor()
    await button(page, 'More actions').click()
    expect(await panel(page).getByRole('link', { name: 'Open the record' }).getAttribute('href')).toBe(
      'https://ficha.example/r/7',
    )
    await page.keyboard.press('Escape')
    expect(await panel(page).getByRole('link', { name: 'Open the record' }).count()).toBe(0)
  })
})

describe('forms', () => {
  beforeEach(() => {
    opened = () => card(formCard(en))
  })

  it('tell what is typed and chosen as Google does: nothing of what is empty, milliseconds as text', async () => {
    clicked['save'] = { answer: answered([{ updateCard: formCard(en) }], 'Saved') }
    const page = await open({ hash: '' })
    await panel(page).getByLabel('Subject').fill('')
    await panel(page).getByLabel('What was said').fill('Two lines\nof text')
    await panel(page).getByLabel('Hour').fill('09:30')
    await panel(page).getByLabel('When, date').fill('2026-11-25')
    await panel(page).getByLabel('Kind').selectOption('visit')
    await panel(page).getByLabel('Service').check()
    await panel(page).getByRole('switch', { name: 'Private' }).check()
    await button(page, 'Save').click()
    await toast(page).getByText('Saved').waitFor()
    expect(clicks()).toEqual([
      {
        url: 'https://ficha.example/gmail/act',
        parameters: { state: 'save' },
        formInputs: {
          text: { stringInputs: { value: ['Two lines\nof text'] } },
          on: { dateInput: { msSinceEpoch: String(DAY) } },
          at: { dateTimeInput: { msSinceEpoch: String(TEN + 86_400_000), hasDate: true, hasTime: true } },
          hour: { timeInput: { hours: 9, minutes: 30 } },
          kind: { stringInputs: { value: ['visit'] } },
          about: { stringInputs: { value: ['118', 'service'] } },
          private: { stringInputs: { value: ['yes'] } },
        },
      },
    ])
    expect(await panel(page).getByLabel('What was said').inputValue()).toBe('Two lines\nof text')
  })

  it('do not go without what is required', async () => {
    const page = await open({ hash: '' })
    await button(page, 'Save').click()
    await toast(page).getByText('Fill in what is required first.').waitFor()
    await panel(page).getByText('This is required.').waitFor()
    expect(clicks()).toEqual([])
    await panel(page).getByLabel('What was said').fill('x')
    expect(await panel(page).getByText('This is required.').count()).toBe(0)
  })

  it('forget what was typed where the action does not keep it', async () => {
    clicked['discard'] = { answer: answered([], 'Gone') }
    const page = await open({ hash: '' })
    await panel(page).getByLabel('What was said').fill('something')
    await button(page, 'Discard').click()
    await toast(page).getByText('Gone').waitFor()
    expect(await panel(page).getByLabel('What was said').inputValue()).toBe('')
    expect(await panel(page).getByLabel('Subject').inputValue()).toBe('DMZ')
  })

  it('call the add-on when a choice changes', async () => {
    opened = () =>
      card(
        cardOf({
          selectionInput: {
            name: 'kind',
            type: 'RADIO_BUTTON',
            onChangeAction: acting('changed', { persistValues: true }),
            items: [
              { text: 'One', value: '1', selected: true },
              { text: 'Two', value: '2' },
            ],
          },
        }),
      )
    clicked['changed'] = { answer: answered([], 'Two it is') }
    const page = await open({ hash: '' })
    await panel(page).getByLabel('Two').check()
    await toast(page).getByText('Two it is').waitFor()
    expect(clicks()[0]?.formInputs).toEqual({ kind: { stringInputs: { value: ['2'] } } })
    expect(await panel(page).getByLabel('Two').isChecked()).toBe(true)
  })
})

describe('going from card to card', () => {
  const named = (name: string, ...more: string[]): Card => ({
    name,
    header: { title: `Card ${name}` },
    sections: [
      { widgets: [{ buttonList: { buttons: more.map((one) => ({ text: one, onClick: { action: acting(one) } })) } }] },
    ],
  })

  it('pushes, changes, and goes back, by the add-on and by the arrow', async () => {
    opened = () => card(named('root', 'push'))
    clicked = {
      push: { answer: answered([{ pushCard: named('second', 'push more') }]) },
      'push more': { answer: answered([{ pushCard: named('third', 'update', 'root', 'second', 'lost') }]) },
      update: { answer: answered([{ updateCard: named('third again', 'root', 'second', 'lost', 'pop') }], 'Changed') },
      second: { answer: answered([{ popToCard: 'second' }]) },
      root: { answer: answered([{ popToRoot: true }]) },
      pop: { answer: answered([{ pop: true }]) },
      lost: { answer: answered([{ popToCard: 'nowhere' }]) },
    }
    const page = await open({ hash: '' })
    const press = async (name: string, then: string) => {
      await button(page, name).click()
      await expect.poll(() => title(page).textContent()).toBe(`Card ${then}`)
    }
    await title(page).waitFor()
    expect(await button(page, 'Back').count()).toBe(0)
    await press('push', 'second')
    await press('push more', 'third')
    await press('update', 'third again')
    await press('lost', 'third again')
    await toast(page).getByText('There is no card “nowhere” to go back to.').waitFor()
    await press('second', 'second')
    await press('Back', 'root')
    await press('push', 'second')
    await press('push more', 'third')
    await press('root', 'root')
  })

  it('goes on by keyboard in the card that took the place of another', async () => {
    opened = () => card(named('root', 'push'))
    clicked = { push: { answer: answered([{ pushCard: named('second', 'push') }]) } }
    const page = await open({ hash: '' })
    await button(page, 'push').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => title(page).textContent()).toBe('Card second')
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('gm-body')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('push')
  })

  it('follows a link in a window of its own', async () => {
    const link = { url: `${server.url}/signin`, onClose: 'RELOAD' as const }
    opened = () => card(named('root', 'link'))
    clicked = { link: { answer: { renderActions: { action: { link } } } } }
    const page = await open({ hash: '' })
    const popup = context.waitForEvent('page')
    await button(page, 'link').click()
    expect((await popup).url()).toBe(link.url)
    expect(await panel(page).getByRole('link', { name: link.url }).getAttribute('href')).toBe(link.url)
  })

  it('drops the answer to a click when another message is open by now', async () => {
    const page = await open()
    await title(page).waitFor()
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/playground/api/gmail', async (route) => {
      const { click } = route.request().postDataJSON() as GmailAsk
      if (!click) return route.fallback()
      await held
      return route.fulfill({ json: { answer: answered([{ pushCard: named('late') }], 'Late') } })
    })
    await button(page, 'Private').click()
    await panel(page).getByRole('progressbar', { name: 'One moment…' }).waitFor()
    opened = () => card(named('other'))
    await page.getByRole('button', { name: /Pedro Sáez/ }).click()
    await panel(page).getByText('Card other').waitFor()
    const late = page.waitForResponse((response) => response.url().endsWith('/gmail'))
    release()
    await (await late).finished()
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(await title(page).textContent()).toBe('Card other')
    expect(await toast(page).textContent()).toBe('')
  })
})

describe('when it does not work', () => {
  it.each([
    ['the add-on fails', { failed: 500 }, 'The add-on answered with an error (500).'],
    ['its answer is none', { failed: 0 }, 'The add-on’s answer is not one that Gmail understands.'],
    ['its answer is no answer', { answer: {} as Answer }, 'The add-on’s answer is not one that Gmail understands.'],
    ['the server is away', 503, 'The server does not answer. Trying again…'],
    ['somebody signed out', 401, 'You are not signed in.'],
  ] as [string, Answered | number, string][])('says so: %s', async (_, given, words) => {
    opened = () => given
    const page = await open({ hash: '' })
    await panel(page).getByText(words).waitFor()
    if (given === 401) return
    opened = () => card(recordCard(en))
    await button(page, 'Try again').click()
    await panel(page).getByText('Logged for the team').waitFor()
  })

  it('says what Google would ask the user for', async () => {
    const scope = 'https://www.googleapis.com/auth/gmail.addons.current.message.readonly'
    opened = () => ({ answer: { requesting_google_scopes: { scopes: [scope] } } })
    const page = await open({ hash: '' })
    await panel(page).getByText(scope).waitFor()
  })

  it('keeps the card when a click fails, and says it until one has read it', async () => {
    clicked = { private: { failed: 500 }, form: 503 }
    const page = await open()
    await button(page, 'Private').click()
    await toast(page).getByText('That did not work. Try again.').waitFor()
    await button(page, 'Close').click()
    expect(await toast(page).textContent()).toBe('')
    await button(page, 'Add a note').click()
    await toast(page).getByText('The server does not answer. Try again.').waitFor()
    expect(await title(page).textContent()).toBe('Eva Gómez')
    expect(kinds().filter((kind) => kind.startsWith('click'))).toEqual(['click private', 'click form'])
  })

  it('says what it cannot do in Gmail’s place', async () => {
    const hostAppAction = { gmailAction: { updateDraftActionMarkup: { updateSubject: { subject: 'Oferta' } } } }
    clicked = { private: { answer: { renderActions: { action: {}, hostAppAction } } } }
    const page = await open()
    await button(page, 'Private').click()
    await toast(page).getByText('Gmail would now do this, which the playground cannot').waitFor()
  })
})

describe('looks', () => {
  it.each([
    ['en-GB', 1280, false],
    ['es-ES', 1280, true],
    ['es-ES', 320, false],
    ['en-GB', 320, true],
  ])('axe finds nothing, and nothing is cut off: %s at %i px, dark %s', async (locale, width, dark) => {
    const say = locale === 'es-ES' ? es : en
    opened = () => card(everyWidget())
    clicked = { edit: { answer: answered([{ pushCard: formCard(say) }], 'ok') } }
    const page = await open({ locale, width, dark })
    if (width === 320) await page.locator('.tabs button').last().click()
    await title(page).waitFor()
    const look = async () => {
      const { violations } = await new AxeBuilder({ page }).include('.room-pane').setLegacyMode(true).analyze()
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
      const body = panel(page).locator('.gm-body')
      expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    }
    await look()
    await button(page, 'Edit it').click()
    await panel(page).getByText(say('What was said', 'Qué se dijo')).waitFor()
    await toast(page).getByText('ok').waitFor()
    await look()
    const small = await panel(page)
      .locator('button, a, select, input:not([type=checkbox], [type=radio])')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 32).map((one) => one.outerHTML))
    expect(small).toEqual([])
  })
})
