/** The pages in a real browser over canned answers: what one does, by mouse and by keyboard, and what is said when it fails. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '#test/support/browser.ts'
import { type FakePages, startFakePages } from './fake-server.ts'
import { type OpenPage, openPage } from './open-page.ts'

let browser: Browser
let server: FakePages
let opened: OpenPage | undefined

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startFakePages()])
})
afterEach(async () => {
  const errors = opened?.errors
  await opened?.close()
  opened = undefined
  server.broken.clear()
  server.asked.length = 0
  server.empty = false
  server.roles = ['rep', 'admin']
  expect(errors ?? []).toEqual([])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function open(path: string, options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  opened = await openPage(browser, server.url + path, options)
  return opened.page
}

const sent = () => server.asked.filter(({ method }) => method !== 'GET')
const last = (text: string) => server.asked.findLast(({ href }) => href.includes(text))?.href ?? ''

describe('customers', () => {
  it('are filtered, sorted and kept in the address', async () => {
    const page = await open('/customers')
    await page.getByRole('link', { name: 'Aranzubi Hermanos' }).waitFor()
    await page.getByRole('button', { name: 'Prospect', exact: true }).click()
    await expect.poll(() => page.getByRole('link', { name: 'Empresa 1', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'Waiting', exact: true }).click()
    await expect
      .poll(() => page.getByRole('columnheader', { name: 'Waiting' }).getAttribute('aria-sort'))
      .toBe('descending')
    expect(new URL(page.url()).search).toBe('?statuses=prospect&sort=waiting&desc=1')
    expect(await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')).toContain('statuses=prospect')
    await page.reload()
    await page.getByRole('link', { name: 'Aranzubi Hermanos' }).waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByRole('link', { name: 'Talleres Norte' }).waitFor()
  })

  it('whom nobody has called are one click away, and back', async () => {
    const page = await open('/customers')
    await page.getByRole('button', { name: /^Which customer has nobody called/ }).click()
    await expect.poll(() => last('/api/customers?')).toContain('silentDays=30')
    expect(last('/api/customers?')).toContain('statuses=customer')
    await page.goBack()
    await page.getByRole('link', { name: 'Aranzubi Hermanos' }).waitFor()
  })

  it('go on as one scrolls', async () => {
    const page = await open('/customers')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(50)
    await page.getByRole('button', { name: 'Load more' }).scrollIntoViewIfNeeded()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(65)
  })

  it('are saved as a view', async () => {
    const page = await open('/customers?statuses=lead')
    await page.getByRole('button', { name: 'Save this view' }).click()
    await page.getByLabel('Name of the view').fill('Leads')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('View “Leads” saved').waitFor()
    expect(sent()[0]?.body).toEqual({ page: 'customers', name: 'Leads', query: { statuses: 'lead' }, shared: false })
  })

  it('say when there are none, when it fails, and try again', async () => {
    server.empty = true
    const page = await open('/customers')
    await page.getByText('No customer fits').waitFor()
    server.broken.set('/api/customers', 500)
    await page.getByRole('button', { name: 'Lead', exact: true }).click()
    await page.getByText('This did not work').waitFor()
    server.broken.clear()
    server.empty = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: 'سارة الحسيني' }).waitFor()
  })
})

describe('search', () => {
  it('is reached with a slash, chosen from with the arrows', async () => {
    const page = await open('/customers')
    await page.getByRole('link', { name: 'Aranzubi Hermanos' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('norte')
    await page
      .getByRole('option', { name: /Talleres Norte/ })
      .first()
      .waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/companies/11')
    await page.getByRole('heading', { level: 1, name: 'Eva Gómez' }).waitFor()
  })

  it('shows everything that was found on its page', async () => {
    const page = await open('/customers')
    await page.getByRole('combobox', { name: 'Search' }).fill('zzz')
    await page.getByText('Nothing found for “zzz”').waitFor()
    await page.getByRole('combobox', { name: 'Search' }).fill('norte')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/search?q=norte')
    await page.getByRole('link', { name: /oferta-118-v2.pdf/ }).waitFor()
  })
})

describe('triage', () => {
  it('is done by keyboard, many at a time, and taken back', async () => {
    const page = await open('/triage')
    await expect.poll(() => page.locator('.person:focus').textContent()).toContain('Rosa Luna')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('2 selected').waitFor()
    await page.keyboard.press('n')
    await page.getByText('2 people: Not business').waitFor()
    expect(sent()[0]?.body).toEqual({ contactIds: ['51', '52'], verdict: 'not-business' })
    await expect.poll(() => page.locator('.person').count()).toBe(4)
    await expect.poll(() => page.locator('.person:focus').textContent()).toContain('Iker Aranzubi')
    await page.keyboard.press('u')
    await expect.poll(() => page.locator('.person').count()).toBe(6)
    await expect.poll(() => sent()[1]?.href).toBe('/api/triage/undo')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('1 selected').waitFor()
    await page.keyboard.press('?')
    await page.getByText('next, previous').waitFor()
  })

  it('is done by mouse: all who look personal first', async () => {
    const page = await open('/triage')
    const personal = page.getByRole('region', { name: 'These 2 people look personal' })
    await personal.getByRole('button', { name: 'Select all' }).click()
    await page.getByRole('button', { name: 'Not business' }).click()
    await expect.poll(() => personal.count()).toBe(0)
    await page.getByRole('option', { name: /Derek Vance/ }).click()
    await page.getByRole('button', { name: 'Lead', exact: true }).click()
    expect(sent().map(({ body }) => body)).toEqual([
      { contactIds: ['51', '52'], verdict: 'not-business' },
      { contactIds: ['56'], verdict: 'lead' },
    ])
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await page.getByRole('option', { name: /Derek Vance/ }).waitFor()
  })

  it('brings back whoever could not be told', async () => {
    const page = await open('/triage')
    await expect.poll(() => page.locator('.person:focus').count()).toBe(1)
    server.broken.set('/api/triage', 500)
    await page.keyboard.press('c')
    await page.getByText('This did not work').waitFor()
    await expect.poll(() => page.locator('.person').count()).toBe(6)
  })
})

describe('work', () => {
  it('is done in place, and taken back', async () => {
    const page = await open('/followups')
    await page.getByRole('checkbox', { name: 'Done: Call back Eva about the DMZ' }).check()
    await page.getByText('Follow-up done').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => sent().map(({ body }) => body)).toEqual([{ state: 'done' }, { state: 'open' }])
    await page.getByLabel('Whose').selectOption('Everybody')
    await expect.poll(() => last('/api/followups')).toContain('ownerId=all')
  })

  it('waiting conversations are claimed', async () => {
    const page = await open('/queue')
    await page.getByRole('button', { name: 'I take this' }).click()
    await page.getByText('Juan Pérez took it').first().waitFor()
    expect(sent()[0]).toMatchObject({ href: '/api/conversations/41/state', body: { state: 'claimed' } })
  })

  it('an opportunity changes its stage, a document its kind', async () => {
    const page = await open('/opportunities')
    await page.getByLabel('Stage of DMZ roll-out').selectOption('Won')
    await page.getByText('Now in “Won”').waitFor()
    expect(sent()[0]).toMatchObject({ href: '/api/opportunities/31', body: { stageId: '3' } })
    await page.goto(`${server.url}/documents?companyId=11`)
    await page.getByLabel('Kind of oferta-118-v2.pdf').selectOption('Invoice')
    await page.getByText('Kind set: Invoice').waitFor()
    expect(sent()[1]).toMatchObject({ href: '/api/documents/71/kind', body: { kind: 'invoice' } })
  })
})
