/** An add-on's cards as the playground draws them: every widget, what folds, forms, and how it all looks. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Request } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DAY, TEN, acting, answered, everyWidget, formCard, tooMuch } from './canned-cards.ts'
import { sayIn } from './canned-words.ts'
import { type Gmail, button, card, cardOf, panel, startGmail, title, toast } from './open-gmail.ts'

const [en, es] = [sayIn('en'), sayIn('es')]
let gmail: Gmail

beforeAll(async () => {
  gmail = await startGmail()
})
beforeEach(() => gmail.reset())
afterAll(() => gmail.close())

describe('a card', () => {
  it('draws every widget, runs nothing of it, and fetches nothing for it', async () => {
    gmail.opened = () => card(everyWidget())
    const page = await gmail.open({ hash: '' })
    const elsewhere: Request[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(gmail.url)) elsewhere.push(request)
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
    gmail.opened = () => card(everyWidget())
    const page = await gmail.open({ hash: '' })
    await panel(page).getByText('Gmail shows a “carousel” here, which the playground cannot draw.').waitFor()
    gmail.opened = () => card(tooMuch())
    await page.reload()
    await panel(page).getByText('Gmail draws 100 widgets of a card; this one has 120.').waitFor()
    expect(
      await panel(page)
        .getByText(/^Line /)
        .count(),
    ).toBe(100)
  })

  it('unfolds a section, a long text and a menu', async () => {
    const page = await gmail.open()
    expect(await panel(page).getByText('Visita').count()).toBe(0)
    await button(page, 'Show 2 more').click()
    await panel(page).getByText('Visita').waitFor()
    await button(page, 'Show less').click()
    expect(await panel(page).getByText('Visita').count()).toBe(0)
    gmail.clicked['never'] = { answer: answered([], 'Never logged from now on') }
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
    gmail.opened = () => card(formCard(en))
  })

  it('tell what is typed and chosen as Google does: nothing of what is empty, milliseconds as text', async () => {
    gmail.clicked['save'] = { answer: answered([{ updateCard: formCard(en) }], 'Saved') }
    const page = await gmail.open({ hash: '' })
    await panel(page).getByLabel('Subject').fill('')
    await panel(page).getByLabel('What was said').fill('Two lines\nof text')
    await panel(page).getByLabel('Hour').fill('09:30')
    await panel(page).getByLabel('When, date').fill('2026-11-25')
    await panel(page).getByLabel('Kind').selectOption('visit')
    await panel(page).getByLabel('Service').check()
    await panel(page).getByRole('switch', { name: 'Private' }).check()
    await button(page, 'Save').click()
    await toast(page).getByText('Saved').waitFor()
    expect(gmail.clicks()).toEqual([
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

  it('say times at the offset that the card names', async () => {
    const picker = {
      name: 'at',
      label: 'When',
      type: 'DATE_AND_TIME',
      valueMsEpoch: String(TEN),
      timezoneOffsetDate: 120,
    }
    const send = { buttonList: { buttons: [{ text: 'Send', onClick: { action: acting('send') } }] } }
    gmail.opened = () => card(cardOf({ dateTimePicker: picker }, send))
    gmail.clicked['send'] = { answer: answered([], 'Sent') }
    const page = await gmail.open()
    expect(await panel(page).getByLabel('When, time').inputValue()).toBe('11:00')
    await panel(page).getByLabel('When, time').fill('12:30')
    await button(page, 'Send').click()
    await toast(page).getByText('Sent').waitFor()
    expect(gmail.clicks()[0]?.formInputs).toEqual({
      at: { dateTimeInput: { msSinceEpoch: String(TEN + 90 * 60_000), hasDate: true, hasTime: true } },
    })
  })

  it('do not go without what is required', async () => {
    const page = await gmail.open({ hash: '' })
    await button(page, 'Save').click()
    await toast(page).getByText('Fill in what is required first.').waitFor()
    await panel(page).getByText('This is required.').waitFor()
    expect(gmail.clicks()).toEqual([])
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await panel(page).getByLabel('What was said').fill('x')
    expect(await panel(page).getByText('This is required.').count()).toBe(0)
  })

  it('forget what was typed where the action does not keep it', async () => {
    gmail.clicked['discard'] = { answer: answered([], 'Gone') }
    const page = await gmail.open({ hash: '' })
    await panel(page).getByLabel('What was said').fill('something')
    await button(page, 'Discard').click()
    await toast(page).getByText('Gone').waitFor()
    expect(await panel(page).getByLabel('What was said').inputValue()).toBe('')
    expect(await panel(page).getByLabel('Subject').inputValue()).toBe('DMZ')
  })

  it('call the add-on when a choice changes', async () => {
    gmail.opened = () =>
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
    gmail.clicked['changed'] = { answer: answered([], 'Two it is') }
    const page = await gmail.open({ hash: '' })
    await panel(page).getByLabel('Two').check()
    await toast(page).getByText('Two it is').waitFor()
    expect(gmail.clicks()[0]?.formInputs).toEqual({ kind: { stringInputs: { value: ['2'] } } })
    expect(await panel(page).getByLabel('Two').isChecked()).toBe(true)
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
    gmail.opened = () => card(everyWidget())
    gmail.clicked = { edit: { answer: answered([{ pushCard: formCard(say) }], 'ok') } }
    const page = await gmail.open({ locale, width, dark })
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
