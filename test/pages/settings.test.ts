/** Settings and data in a real browser over canned answers; and every page as it is read by ear, at a desk and on a phone. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '#test/pane/open-pane.ts'
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

describe('settings', () => {
  it('shows what an exclusion would take away before it does', async () => {
    const page = await open('/settings/exclusions')
    await page.getByLabel('Address or domain').fill('olimpo.example')
    await page.getByRole('button', { name: 'What would change?' }).click()
    await page.getByText('Would remove 37 messages of 3 people').waitFor()
    expect(sent()).toEqual([])
    await page.getByRole('button', { name: 'Never log it' }).click()
    await expect.poll(() => sent()[0]?.body).toEqual({ value: 'olimpo.example' })
  })

  it('puts interests in order, renames, archives', async () => {
    const page = await open('/settings/interests')
    await page.getByRole('button', { name: 'Move Mantenimiento up' }).click()
    await expect.poll(() => sent()[0]?.body).toEqual({ position: 1 })
    await page.getByLabel('Name of Cloud server').fill('Servers')
    await page.keyboard.press('Enter')
    await expect.poll(() => sent()[1]?.body).toEqual({ label: 'Servers' })
    await page.getByRole('button', { name: 'Archive: Mantenimiento' }).click()
    await expect.poll(() => sent()[2]?.body).toEqual({ archived: true })
  })

  it('lets somebody leave only with a successor', async () => {
    const page = await open('/settings/users')
    await page.getByRole('button', { name: 'Leaves the company: Marta Ruiz' }).click()
    expect(await page.getByRole('button', { name: 'Disconnect and hand over' }).isDisabled()).toBe(true)
    await page.getByLabel('Successor').selectOption('Juan Pérez')
    await page.getByRole('button', { name: 'Disconnect and hand over' }).click()
    await expect.poll(() => sent()[0]).toMatchObject({ href: '/api/users/2/leave', body: { successorId: '1' } })
  })

  it('shares a mailbox, and shows what the first sync brought once it is reviewed', async () => {
    const page = await open('/settings/mailboxes')
    await page.getByRole('button', { name: 'I have reviewed it' }).click()
    await expect.poll(() => sent()[0]?.body).toEqual({ reviewed: true })
    await page.getByRole('button', { name: 'Stop sharing with Marta Ruiz' }).click()
    await expect.poll(() => sent()[1]).toMatchObject({ method: 'DELETE', href: '/api/mailboxes/62/users/2' })
  })

  it('shows a token once', async () => {
    const page = await open('/settings/me')
    await page.getByLabel('What it is for').fill('Office')
    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.getByText('ficha_0123456789abcdef').waitFor()
  })

  it('is for administrators where it is', async () => {
    server.roles = ['rep']
    const page = await open('/settings/users')
    await page.getByText('Only an administrator changes this.').waitFor()
    expect(await page.getByRole('link', { name: 'Stages' }).count()).toBe(0)
  })

  it('brings a file in: columns, a dry run, the import, the way back', async () => {
    const page = await open('/settings/data', { language: 'es' })
    const buffer = Buffer.from('Nombre completo;Correo\nEva;eva@a.example')
    await page.getByLabel('Archivo').setInputFiles({ name: 'clientes.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'Leer el archivo' }).click()
    await page.getByText('separado por punto y coma').waitFor()
    await page.getByLabel('Pasa a ser: Observaciones').selectOption('Cargo')
    await page.getByRole('button', { name: 'Hacer una prueba' }).click()
    await page.getByText('is not an e-mail address').waitFor()
    expect(sent()[1]?.body).toMatchObject({ dry: true, mapping: { 0: 'name', 1: 'email', 2: 'role' } })
    await page.getByRole('button', { name: 'Importar 200 filas' }).click()
    await page.getByRole('heading', { name: 'Qué se ha hecho' }).waitFor()
    await page.getByRole('button', { name: 'Deshacer esta importación', exact: true }).click()
    await page.getByText('Importación deshecha').waitFor()
  })
})

const PATHS = [
  '/customers',
  '/contacts/20',
  '/followups',
  '/queue',
  '/opportunities',
  '/documents?companyId=11',
  '/triage',
  '/search?q=norte',
  ...['me', 'users', 'mailboxes', 'google', 'exclusions', 'interests', 'stages', 'data'].map(
    (one) => `/settings/${one}`,
  ),
]

describe('every page', () => {
  it.each([
    [1280, 'en', false],
    [360, 'es', true],
  ] as const)('at %s px in %s has nothing that axe minds and fits', async (width, language, dark) => {
    const page = await open('/customers', { width, language, dark })
    for (const path of PATHS) {
      await page.goto(server.url + path)
      await page.getByRole('heading').first().waitFor()
      await page.waitForLoadState('networkidle')
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(width)
    }
  })

  it('is behind the menu on the phone, which closes behind one', async () => {
    const page = await open('/customers', { width: 360 })
    await page.getByRole('button', { name: 'Open the menu' }).click()
    await page.getByRole('link', { name: 'Follow-ups' }).click()
    await page.getByRole('heading', { level: 1, name: 'Follow-ups' }).waitFor()
    expect(await page.getByRole('link', { name: 'Queue' }).isVisible()).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Follow-ups')
  })

  it('sends whoever is not signed in to sign in, with the way back', async () => {
    server.broken.set('/api/me', 401)
    const page = await open('/customers?statuses=lead')
    await page.waitForURL(`**/signin?to=${encodeURIComponent('/customers?statuses=lead')}`)
  })
})
