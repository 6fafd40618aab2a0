/** Forms in a real browser: by keyboard, wrong, unreachable, suggested, begun and left; and what opens them. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '#test/support/browser.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'
import { type OpenPane, openPane } from './open-pane.ts'

let browser: Browser
let server: FakeServer
let pane: OpenPane

beforeAll(async () => {
  browser = await launchBrowser()
})
beforeEach(async () => {
  server = await startFakeServer()
})
afterEach(async () => {
  expect(pane.errors).toEqual([])
  await pane.close()
  await server.close()
})
afterAll(() => browser.close())

const open = async (message: string): Promise<Page> => {
  pane = await openPane(browser, server.url, { height: 900, message })
  await pane.page.locator('.actions').first().waitFor()
  return pane.page
}
const sentTo = (path: string) => server.asked.filter(({ method, href }) => method === 'POST' && href.includes(path))
const bodySent = () => sentTo('/api/fake/forms').at(-1)?.body
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: one } = document
    return (
      one?.getAttribute('aria-label') ?? (one as HTMLInputElement | null)?.labels?.[0]?.textContent ?? one?.textContent
    )
  })

describe('a form', () => {
  it('is filled in and sent by keyboard, and gives the focus back', async () => {
    const page = await open('working')
    await page.getByRole('button', { name: 'Notice' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Pinned notice' }).waitFor()
    await expect.poll(() => focused(page)).toBe('Notice *')
    await page.keyboard.type('No discounts.\nAsk Marta.')
    await page.keyboard.press('Control+Enter')
    await page.getByText('The notice is pinned').waitFor()
    expect(bodySent()).toEqual({ from: 'pane', text: 'No discounts.\nAsk Marta.' })
    await expect.poll(() => focused(page)).toBe('Notice')
    expect(await page.locator('form').count()).toBe(0)
  })

  it('sends nested fields as objects, local times as instants, numbers as text, what is empty as null', async () => {
    const page = await open('working')
    await page.getByRole('link', { name: 'Call' }).click()
    await page.getByLabel('What was said').fill('She asks for an estimate by Thursday.')
    await page.getByRole('button', { name: 'Log the call' }).click()
    await page.getByText('The call is logged').waitFor()
    const plain = { from: 'pane', kind: 'call', contactIds: ['0'], companyId: '9' }
    const said = { text: 'She asks for an estimate by Thursday.', occurredAt: '2026-03-02T09:30:00.000Z' }
    // It came with a day and an owner: without a title nobody wants a next step.
    expect(bodySent()).toEqual({ ...plain, ...said, nextStep: null })
    await page.getByRole('link', { name: 'Call' }).click()
    await page.getByLabel('What was said').fill(said.text)
    const group = page.getByRole('group', { name: 'Next step' })
    await group.getByLabel('What').fill('Send the estimate')
    await group.getByLabel('Who').selectOption({ label: 'Marta Ruiz' })
    await page.keyboard.press('Control+Enter')
    const nextStep = { title: 'Send the estimate', dueOn: '2026-03-09', ownerId: '2' }
    await expect.poll(bodySent).toEqual({ ...plain, ...said, nextStep })
    await page.getByRole('button', { name: 'Opportunity' }).click()
    await page.getByLabel('Amount').fill('1250,50')
    await page.getByLabel('Stage').selectOption({ label: 'Offered' })
    await page.getByRole('checkbox', { name: 'Mantenimiento' }).check()
    await page.getByRole('button', { name: 'Create' }).click()
    const money = { amount: '1250,50', currency: 'EUR', expectedOn: null }
    await expect.poll(bodySent).toEqual({ from: 'pane', title: 'DMZ', ...money, stageId: '2', pickIds: ['1'] })
  })

  it('says in its place what is missing and what the server refuses, and keeps the rest', async () => {
    const page = await open('working')
    await page.getByRole('button', { name: 'Opportunity' }).click()
    await page.getByLabel('Amount').fill('a lot')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.locator('[data-field=stageId]').getByText('This is needed.').waitFor()
    expect(await focused(page)).toContain('Stage')
    expect(sentTo('/api/fake/forms')).toEqual([])
    await page.getByLabel('Stage').selectOption('1')
    expect(await page.getByText('This is needed.').count()).toBe(0)
    await page.keyboard.press('Control+Enter')
    await page.locator('[data-field=amount]').getByText('Write a number, such as 1250.50.').waitFor()
    await expect.poll(() => focused(page)).toBe('Amount')
    await page.getByLabel('Amount').fill('12')
    await page.getByLabel('Title').fill('taken')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').getByText('There is one of this name already.').waitFor()
    expect(await page.getByLabel('Amount').inputValue()).toBe('12')
  })

  it('keeps what one wrote when the server cannot be reached, and sends it then', async () => {
    const page = await open('working')
    await page.getByRole('button', { name: 'Notice' }).click()
    await page.getByRole('textbox', { name: 'Notice' }).fill('Ask Marta.')
    server.broken.set('/api/fake/forms', 503)
    await page.getByRole('button', { name: 'Pin it' }).click()
    await page.getByText('Ficha cannot be reached. What you wrote is kept.').waitFor()
    server.broken.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('The notice is pinned').waitFor()
    expect(bodySent()).toEqual({ from: 'pane', text: 'Ask Marta.' })
  })

  it('is sent once, however often one presses', async () => {
    const page = await open('working')
    await page.getByRole('button', { name: 'Notice' }).click()
    await page.getByRole('textbox', { name: 'Notice' }).fill('Ask Marta.')
    const release = server.hold('/api/fake/forms')
    for (let time = 0; time < 3; time++) await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: 'Saving…' }).waitFor()
    release()
    await page.getByText('The notice is pinned').waitFor()
    expect(sentTo('/api/fake/forms')).toHaveLength(1)
  })

  it('that cannot be had says so in its place', async () => {
    const page = await open('working')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Merge' }).click()
    await page.getByText('It is no longer there.').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => focused(page)).toContain('More')
  })
})

describe('what one began', () => {
  const begin = async (page: Page) => {
    await page.getByRole('button', { name: 'Notice' }).click()
    await page.getByRole('textbox', { name: 'Notice' }).fill('Half a sent')
  }

  it('is there again when the form is opened again, and can be thrown away', async () => {
    const page = await open('working')
    await begin(page)
    await page.keyboard.press('Escape')
    const opener = page.getByRole('button', { name: 'Notice · begun' })
    await expect.poll(() => opener.evaluate((one) => one === document.activeElement)).toBe(true)
    await opener.click()
    expect(await page.getByRole('textbox', { name: 'Notice' }).inputValue()).toBe('Half a sent')
    await page.getByRole('button', { name: 'Start anew' }).click()
    expect(await page.getByRole('textbox', { name: 'Notice' }).inputValue()).toBe('')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Notice', exact: true }).waitFor()
  })

  it('belongs to its message, and waits there', async () => {
    const page = await open('working')
    await begin(page)
    await pane.select('working-long')
    await page.getByRole('heading', { level: 1, name: /Maximiliana/ }).waitFor()
    expect(await page.getByText('begun').count()).toBe(0)
    await pane.select('working')
    await page.getByRole('button', { name: 'Notice · begun' }).click()
    await expect.poll(() => page.getByRole('textbox', { name: 'Notice' }).inputValue()).toBe('Half a sent')
  })

  it('is nothing when nothing was typed', async () => {
    const page = await open('working')
    await page.getByRole('button', { name: 'Notice' }).click()
    await page.getByRole('textbox', { name: 'Notice' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Notice', exact: true }).waitFor()
  })
})

describe('while one types', () => {
  it('hints are asked for once it rests, and stand where they belong', async () => {
    const page = await open('working')
    await page.getByRole('link', { name: 'Call' }).click()
    await page.getByLabel('What was said').pressSequentially('visita. Cdmc.')
    await page.locator('[data-field=text]').getByText('Will this be understood in three years?').waitFor()
    await page.getByText('Said of the whole.').waitFor()
    const typed = sentTo('/check').filter(({ body }) => (body as { text: string | null }).text !== null)
    expect(typed.length).toBeLessThan(4)
    await page.getByLabel('What was said').fill('A visit to the second hall, to see the network of the machines.')
    await page.getByText('three years?').waitFor({ state: 'detached' })
  })

  it('an answer to what is no longer there is dropped', async () => {
    const page = await open('newcomer')
    await page.getByRole('button', { name: 'Create contact' }).click()
    const release = server.hold('/check')
    await page.getByLabel('Name').fill('Eva Gómez')
    await expect
      .poll(() => sentTo('/check').some(({ body }) => (body as { name: string }).name === 'Eva Gómez'))
      .toBe(true)
    await page.getByLabel('Name').fill('Pedro Sáez Ruiz')
    const answered = page.waitForResponse((one) => one.request().postData()?.includes('Pedro Sáez Ruiz') === true)
    release()
    await expect.poll(() => sentTo('/check').at(-1)?.body).toMatchObject({ name: 'Pedro Sáez Ruiz' })
    await answered
    expect(await page.getByText('There is an Eva Gómez').count()).toBe(0)
  })

  it('a duplicate can be looked at in another tab', async () => {
    const page = await open('newcomer')
    await page.getByRole('button', { name: 'Create contact' }).click()
    await page.getByLabel('Name').fill('Eva Gómez')
    const link = page.locator('[data-field=name]').getByRole('link', { name: /Open page/ })
    expect([await link.getAttribute('href'), await link.getAttribute('target')]).toEqual(['/contacts/3', '_blank'])
  })
})

it('a suggestion counts once it is accepted, each by itself', async () => {
  const page = await open('newcomer')
  await page.getByRole('button', { name: 'Create contact' }).click()
  await page.getByRole('button', { name: /\+34 944 000 111 · from the signature/ }).click()
  await expect.poll(() => focused(page)).toBe('Phones')
  await page.getByRole('button', { name: /Naves del Ebro/ }).click()
  expect(await page.getByRole('button', { name: /\+34 944/ }).count()).toBe(0)
  await page.getByRole('button', { name: /\+34 600 000 222/ }).click()
  expect(await page.getByLabel('Phones').inputValue()).toBe('+34 944 000 111\n+34 600 000 222')
  await page.getByLabel('Phones').fill('+34 944 000 111')
  await page.getByRole('button', { name: /\+34 600 000 222/ }).waitFor()
  await page.getByRole('button', { name: 'Create the contact' }).click()
  const kept = {
    from: 'pane',
    name: 'Pedro Sáez',
    role: null,
    phones: '+34 944 000 111',
    companyId: 'new:Naves del Ebro',
  }
  await expect.poll(bodySent).toEqual({ ...kept, mine: null })
})

it('many are chosen by keyboard, with a filter, and taken out again', async () => {
  const page = await open('working')
  await page.getByRole('link', { name: 'Call' }).click()
  const who = page.getByRole('group', { name: 'Who was there' })
  await who.getByRole('button', { name: 'Who was there: choose' }).press('Enter')
  await who.getByRole('searchbox').fill('INAKI')
  await who.getByRole('checkbox', { name: 'Iñaki Etxeberria' }).press('Space')
  await who.getByRole('searchbox').fill('nobody at all')
  await who.getByText('None like it.').waitFor()
  await page.keyboard.press('Escape')
  expect(await who.getByRole('searchbox').count()).toBe(0)
  expect(await page.locator('form').count()).toBe(1)
  await who.getByRole('button', { name: 'Remove Eva Gómez' }).click()
  await page.getByLabel('What was said').fill('A long call about the two halls.')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => (bodySent() as { contactIds: string[] } | undefined)?.contactIds).toEqual(['1'])
})
