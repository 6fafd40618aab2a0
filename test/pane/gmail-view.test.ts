/** The playground as Gmail: a switch to it, what it tells the add-on of what is open, the stack of cards, and what fails. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GmailAsk } from '#shared/playground-gmail.ts'
import type { Answer, Card } from '../../addin-gmail/card-types.ts'
import { acting, answered, recordCard } from './canned-cards.ts'
import { ME } from './canned-calendar.ts'
import { sayIn } from './canned-words.ts'
import { type Answered, EVA, type Gmail, button, card, cardOf, panel, startGmail, title, toast } from './open-gmail.ts'

const en = sayIn('en')
let gmail: Gmail

beforeAll(async () => {
  gmail = await startGmail()
})
beforeEach(() => gmail.reset())
afterAll(() => gmail.close())

describe('the switch', () => {
  it('shows the same message in Gmail, and remembers it', async () => {
    const page = await gmail.open({ host: 'outlook', hash: EVA })
    await page.frameLocator('.pane-frame').getByText('Logged for the team').waitFor()
    const group = page.getByRole('group', { name: 'Show the record as in' })
    await group.getByRole('button', { name: 'Gmail' }).click()
    await panel(page).getByText('Logged for the team').waitFor()
    expect(await page.locator('.pane-frame').count()).toBe(0)
    await page.reload()
    await panel(page).getByText('Logged for the team').waitFor()
    expect(gmail.asked.map(({ open }) => open.kind)).toEqual(['message', 'message'])
    expect(gmail.asked.at(-1)).toMatchObject({
      mailbox: ME,
      open: { kind: 'message', id: 'eva' },
      locale: 'en-GB',
      zone: 'Europe/Madrid',
    })
    await group.getByRole('button', { name: 'Outlook' }).click()
    await page.frameLocator('.pane-frame').getByText('Logged for the team').waitFor()
  })

  it('shows home while nothing is open, and changes with what is', async () => {
    gmail.opened = ({ open: { kind } }) => card({ ...cardOf(), header: { title: `Opened: ${kind}` } })
    const page = await gmail.open({ hash: '' })
    await panel(page).getByText('Opened: nothing').waitFor()
    await page.locator('.listed').first().click()
    await panel(page).getByText('Opened: message').waitFor()
    await page.getByRole('button', { name: 'New message' }).click()
    await panel(page).getByText('Opened: compose').waitFor()
  })

  it('tells the add-on whom a mail is written to, as they change, and keeps what one types in the card meanwhile', async () => {
    gmail.opened = ({ open: mail }) =>
      card({
        header: { title: mail.kind === 'compose' ? `To: ${mail.to.join()}` : 'Else' },
        sections: [{ widgets: [{ textInput: { name: 'why', label: 'Why' } }] }],
      })
    const page = await gmail.open({ hash: '' })
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
    const page = await gmail.open({ hash: `#calendar/${ME}/2026-11-23` })
    await title(page).waitFor()
    expect(gmail.asked.at(-1)?.open).toEqual({ kind: 'nothing', app: 'CALENDAR' })
    await page.locator('.event', { hasText: 'Oferta 118' }).click()
    await expect.poll(() => gmail.asked.at(-1)?.open.kind).toBe('event')
    expect(gmail.asked.at(-1)?.open).toMatchObject({
      uid: 'offer',
      originalStart: null,
      organizer: { address: ME },
      attendees: [{ address: 'eva@talleresnorte.example', answer: 'accepted', optional: false }],
    })
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
    gmail.opened = () => card(named('root', 'push'))
    gmail.clicked = {
      push: { answer: answered([{ pushCard: named('second', 'push more') }]) },
      'push more': { answer: answered([{ pushCard: named('third', 'update', 'root', 'second', 'lost') }]) },
      update: { answer: answered([{ updateCard: named('third again', 'root', 'second', 'lost', 'pop') }], 'Changed') },
      second: { answer: answered([{ popToCard: 'second' }]) },
      root: { answer: answered([{ popToRoot: true }]) },
      pop: { answer: answered([{ pop: true }]) },
      lost: { answer: answered([{ popToCard: 'nowhere' }]) },
    }
    const page = await gmail.open({ hash: '' })
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
    gmail.opened = () => card(named('root', 'push'))
    gmail.clicked = { push: { answer: answered([{ pushCard: named('second', 'push') }]) } }
    const page = await gmail.open({ hash: '' })
    await button(page, 'push').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => title(page).textContent()).toBe('Card second')
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('gm-body')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('push')
  })

  it('follows a link in a window of its own', async () => {
    const link = { url: `${gmail.url}/signin`, onClose: 'RELOAD' as const }
    gmail.opened = () => card(named('root', 'link'))
    gmail.clicked = { link: { answer: { renderActions: { action: { link } } } } }
    const page = await gmail.open({ hash: '' })
    const popup = page.context().waitForEvent('page')
    await button(page, 'link').click()
    expect((await popup).url()).toBe(link.url)
    expect(await panel(page).getByRole('link', { name: link.url }).getAttribute('href')).toBe(link.url)
    gmail.opened = () => card(named('root again'))
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await panel(page).getByText('Card root again').waitFor()
  })

  it('drops the answer to a click when another message is open by now', async () => {
    const page = await gmail.open()
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
    gmail.opened = () => card(named('other'))
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
    gmail.opened = () => given
    const page = await gmail.open({ hash: '' })
    await panel(page).getByText(words).waitFor()
    if (given === 401) return
    gmail.opened = () => card(recordCard(en))
    await button(page, 'Try again').click()
    await panel(page).getByText('Logged for the team').waitFor()
  })

  it('says what Google would ask the user for', async () => {
    const scope = 'https://www.googleapis.com/auth/gmail.addons.current.message.readonly'
    gmail.opened = () => ({ answer: { requesting_google_scopes: { scopes: [scope] } } })
    const page = await gmail.open({ hash: '' })
    await panel(page).getByText(scope).waitFor()
  })

  it('keeps the card when a click fails, and says it until one has read it', async () => {
    gmail.clicked = { private: { failed: 500 }, form: 503 }
    const page = await gmail.open()
    await button(page, 'Private').click()
    await toast(page).getByText('That did not work. Try again.').waitFor()
    await button(page, 'Close').click()
    expect(await toast(page).textContent()).toBe('')
    await button(page, 'Add a note').click()
    await toast(page).getByText('The server does not answer. Try again.').waitFor()
    expect(await title(page).textContent()).toBe('Eva Gómez')
    expect(gmail.clicks().map(({ parameters }) => parameters['state'])).toEqual(['private', 'form'])
  })

  it('says what it cannot do in Gmail’s place', async () => {
    const hostAppAction = { gmailAction: { updateDraftActionMarkup: { updateSubject: { subject: 'Oferta' } } } }
    gmail.clicked = { private: { answer: { renderActions: { action: {}, hostAppAction } } } }
    const page = await gmail.open()
    await button(page, 'Private').click()
    await toast(page).getByText('Gmail would now do this, which the playground cannot').waitFor()
  })
})
