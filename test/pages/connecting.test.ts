/** Connecting in a real browser: through the stand-in's consent page and back, what is wrong with a mailbox, and the set-up. */
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { setProblem } from '#server/sync/accounts.ts'
import { storeFacts } from '#server/sync/account-facts.ts'
import { SCOPES } from '#server/sync/google/scopes.ts'
import { type GoogleFake, startGoogle } from '#test/fakes/google/fake.ts'
import { violations } from '#test/pane/open-pane.ts'
import { launchBrowser } from '#test/support/browser.ts'
import { type Company, foundCompany } from '#test/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#test/support/databases.ts'
import { type OpenPage, openPage } from './open-page.ts'

const ANA = 'ana@ours.test'
const SHOTS = process.env['FICHA_SHOTS']

let browser: Browser
let fake: GoogleFake
let database: FreshDatabase
let company: Company
let server: ServerType
let url: string
let opened: OpenPage | undefined

beforeAll(async () => {
  database = await freshDatabase('pglite')
  ;[browser, fake] = await Promise.all([launchBrowser(), startGoogle({ quota: 'unlimited' })])
  company = await foundCompany(database, ['ours.test'], { google: fake })
  await company.user(ANA, { name: 'Ana Ruiz', roles: ['rep', 'admin'] })
  await company.user('bea@ours.test', { name: 'Bea Sanz', locale: 'es' })
  fake.account(ANA, { name: 'Ana Ruiz' })
  fake.account('bea@ours.test', { name: 'Bea Sanz' })
  fake.account('sales@ours.test', { name: 'Sales' })
  server = serve({ fetch: company.app.fetch, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  company.engine.connections!.publicUrl = url
  fake.client.redirectUris.push(`${url}/connect/google/callback`)
})
afterEach(async () => {
  const errors = opened?.errors
  await opened?.close()
  opened = undefined
  fake.consent.mode = 'page'
  expect(errors ?? []).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
  await company?.close()
  await fake?.close()
  await database?.drop()
})

/** Signed in as somebody, at a page. */
async function at(path: string, who = ANA, options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  await opened?.close()
  opened = await openPage(browser, `${url}/signin?to=${encodeURIComponent(path)}`, options)
  const { page } = opened
  page.setDefaultTimeout(60_000)
  await page.addInitScript(() => localStorage.setItem('ficha:tours', 'pane playground pages'))
  await page.locator('#token').fill(company.tokenOf(who))
  await page.locator('button').click()
  await page.waitForURL((now) => now.pathname === path)
  return page
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

const idOf = async (address: string) =>
  (
    await company.engine.database.db
      .selectFrom('mailboxes')
      .select('id')
      .where('address', '=', address)
      .executeTakeFirstOrThrow()
  ).id

test('somebody new connects their own mailbox: mail alone is ticked, and the calendars are added later', async () => {
  const page = await at('/settings/mailboxes')
  const connect = page.getByRole('link', { name: 'Connect Google' })
  await connect.waitFor()
  expect(await violations(page)).toEqual([])
  await shot(page, 'first-run')
  await connect.click()
  await page.getByRole('heading', { name: /wants access/ }).waitFor()
  await page.getByLabel(/View your email messages/).check()
  await shot(page, 'consent')
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByText(`${ANA} is connected.`).waitFor()
  await page.getByText('At Google you did not allow Ficha to read calendars.').waitFor()
  expect(await violations(page)).toEqual([])
  await shot(page, 'connected-mail-only')
  await page.getByRole('link', { name: 'Allow calendars' }).click()
  for (const scope of SCOPES.calendar) await page.locator(`input[value="${scope}"]`).check()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByText(`${ANA} is connected.`).waitFor()
  expect(await page.getByText('you did not allow').count()).toBe(0)
})

test('how far the first sync is moves by itself, and one chooses which calendars are read', async () => {
  const id = await idOf(ANA)
  const calendars = [
    { id: ANA, title: 'Ana Ruiz', owned: true, main: true },
    { id: 'fairs@group.calendar.test', title: 'Fairs and events abroad, all of the years', owned: true, main: false },
    { id: 'holidays@group.v.calendar.test', title: 'Holidays in Spain', owned: false, main: false },
  ]
  await storeFacts(company.engine, id, { address: ANA, aliases: [], zone: 'Europe/Madrid', calendars })
  const read = (done: number) =>
    company.engine.database.db
      .updateTable('accounts')
      .set({ past_done: done, past_total: 2000 })
      .where('mailbox_id', '=', id)
      .execute()
  await read(312)
  const page = await at('/settings/mailboxes')
  await page.getByText('312 of about 2,000 messages read').waitFor()
  await shot(page, 'syncing')
  await read(1200)
  await page.getByText('1,200 of about 2,000 messages read').waitFor()
  const holidays = page.getByLabel('Holidays in Spain')
  expect(await holidays.isChecked()).toBe(false)
  await holidays.check()
  await expect
    .poll(async () => (await company.mailboxes(ANA))[0]?.calendars.map(({ chosen }) => chosen))
    .toEqual([true, true, true])
  expect(await violations(page)).toEqual([])
})

test('a mailbox that can no longer be read says why, on a phone and in Spanish too, and is connected again', async () => {
  const page = await at('/settings/mailboxes', 'bea@ours.test', { language: 'es', width: 320, dark: true })
  fake.consent.mode = 'deny'
  await page.getByRole('link', { name: 'Conectar Google' }).click()
  await page.getByRole('heading', { name: 'No se ha conectado nada' }).waitFor()
  await shot(page, 'denied-es-dark')
  expect(await violations(page)).toEqual([])
  fake.consent.mode = 'auto'
  await page.getByRole('link', { name: 'Volver a los buzones' }).click()
  await page.getByRole('link', { name: 'Conectar Google' }).click()
  await page.getByText('bea@ours.test está conectado.').waitFor()
  await setProblem(company.engine, await idOf('bea@ours.test'), 'password-changed')
  await page.goto(`${url}/settings/mailboxes`)
  await page.getByText('Se ha cambiado la contraseña de la cuenta.').waitFor()
  await shot(page, 'reconnect-es-dark')
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Volver a conectar' }).click()
  await page.getByText('bea@ours.test está conectado.').waitFor()
  await page.getByRole('button', { name: 'Desconectar' }).click()
  await page.getByText('Lo registrado se queda.').waitFor()
  await page.getByRole('button', { name: 'Desconectar', exact: true }).click()
  await page.getByRole('link', { name: 'Conectar Google' }).waitFor()
})

test('an admin sees each step with what to paste, and connects the company by delegation', async () => {
  const page = await at('/settings/google')
  await page.getByText(`${url}/connect/google/callback`).waitFor()
  await page.getByText('gmail-api-push@system.gserviceaccount.com').waitFor()
  await page.getByLabel('serviceAccountEmail').fill(fake.addOn.serviceAccountEmail)
  await page.getByLabel('oauthClientId').fill(fake.addOn.oauthClientId)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').waitFor()
  await page.getByLabel('JSON key of the service account').fill('{"type":"authorized_user"}')
  await page.getByRole('button', { name: 'Store the key' }).click()
  await page.getByText('not the JSON key file of a service account').waitFor()
  await page.getByLabel('JSON key of the service account').fill(JSON.stringify(fake.serviceAccount))
  await page.getByRole('button', { name: 'Store the key' }).click()
  await page.getByText(`A key of ${fake.serviceAccount.client_email} is stored`).waitFor()
  const addresses = page.getByLabel('Addresses to connect, one a line')
  const connect = page.getByRole('button', { name: 'Connect', exact: true })
  await addresses.fill('bea@ours.test\nnobody@ours.test\nx@elsewhere.test')
  await connect.click()
  await page.getByText('The client ID is not authorised for exactly these scopes').waitFor()
  await page.getByText('No user of Ficha has this address').waitFor()
  fake.delegate([...SCOPES.mail, ...SCOPES.calendar])
  await addresses.fill('bea@ours.test')
  await connect.click()
  await page.getByText('Can be read · company-wide').waitFor()
  expect(await violations(page)).toEqual([])
  await shot(page, 'setup')
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await shot(page, 'setup-phone')
  expect(await page.content()).not.toContain(fake.client.secret)
  expect((await company.call('bea@ours.test', 'GET', '/api/setup/google')).status).toBe(403)
  expect(JSON.stringify(await company.get(ANA, '/api/setup/google'))).not.toContain('PRIVATE KEY')
})
