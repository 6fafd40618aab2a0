/** Each state in a real browser: what it says, in both languages, light and dark, and what axe finds. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '#test/support/browser.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'
import { type OpenPane, openPane, violations } from './open-pane.ts'

let browser: Browser
let server: FakeServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startFakeServer()])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const STATES: [string | null, RegExp, RegExp][] = [
  ['eva', /Logged for the team/, /Registrado para el equipo/],
  ['unknown', /nobody on it is a contact/, /nadie del mensaje es un contacto/],
  ['colleague', /Not logged: only colleagues/, /No registrado: solo compañeros/],
  ['notsynced', /Not synced yet/, /Aún sin sincronizar/],
  ['private', /Private: only you see this/, /Privado: solo lo ves tú/],
  ['long', /Maximiliana Wilhelmina/, /Maximiliana Wilhelmina/],
  ['rtl', /عبد الرحمن/, /عبد الرحمن/],
  ['crowd', /and 194 more/, /y 194 más/],
  ['error-401', /You are not signed in/, /No has iniciado sesión/],
  ['error-403', /This record is not open to you/, /No tienes acceso a esta ficha/],
  ['error-500', /The record could not be shown/, /No se ha podido mostrar la ficha/],
  ['error-503', /Ficha cannot be reached/, /No hay conexión con Ficha/],
  [null, /Nothing selected/, /Nada seleccionado/],
]

describe.each([
  ['en', false],
  ['en', true],
  ['es', false],
  ['es', true],
] as const)('in %s, dark: %s', (language, dark) => {
  // One pane shows them all, one after the other, as a pinned one does.
  let pane: OpenPane
  beforeAll(async () => {
    pane = await openPane(browser, server.url, { message: null, language, dark })
  })
  afterAll(() => pane.close())

  it.each(STATES)('%s', async (message, en, es) => {
    const { page, errors, select } = pane
    await select(message)
    const said = page.getByText(language === 'en' ? en : es)
    await said.first().waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(await page.locator('html').getAttribute('data-theme')).toBe(dark ? 'dark' : 'light')
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    // Nothing is cut off at the side, however long the names are.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
  })
})

describe('with everything opened', () => {
  it.each([
    ['en', false],
    ['es', true],
  ] as const)('in %s, dark: %s, axe finds nothing', async (language, dark) => {
    server.level = 'everything'
    const { page, errors, close } = await openPane(browser, server.url, {
      message: 'eva',
      language,
      dark,
      height: 2000,
    })
    await page.getByRole('button', { name: /Why\?|¿Por qué\?/ }).click()
    await page.getByRole('button', { name: /Documents|Documentos/ }).click()
    await page.getByRole('button', { name: /3 (earlier|anteriores)/ }).click()
    await page.getByRole('button', { name: /Juan Pérez, Marta Ruiz/ }).click()
    await page.getByRole('button', { name: /Whole original|Original completo/ }).click()
    await page.getByRole('button', { name: /^(Search|Buscar)$/ }).click()
    await page.getByRole('combobox', { name: /Colleagues see|Los compañeros ven/ }).selectOption('subject')
    await page.getByText(/Colleagues see: only|Los compañeros ven: solo/).waitFor()
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
    await close()
  })
})

it('has the skeleton, with the name, while the server thinks', async () => {
  const release = server.hold('address=eva')
  const { page, close } = await openPane(browser, server.url, { message: 'eva' })
  await page.getByRole('heading', { name: 'Eva Gómez' }).waitFor()
  expect(await page.locator('main').getAttribute('aria-busy')).toBe('true')
  expect(await violations(page)).toEqual([])
  const before = await page.getByRole('heading', { level: 1 }).boundingBox()
  release()
  await page.getByText('Logged for the team').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).boundingBox()).toEqual(before)
  await close()
})

it('says where it belongs when there is no Outlook around it', async () => {
  const page = await browser.newPage()
  await page.route('**/office-stand-in.js', (route) => route.abort())
  await page.goto(`${server.url}/outlook/taskpane.html`)
  await page.getByRole('heading', { name: 'This page belongs inside Outlook' }).waitFor()
  await page.close()
})

it('follows the host from light to dark', async () => {
  const { page, setDark, close } = await openPane(browser, server.url, { message: 'eva' })
  await page.getByText('Logged for the team').waitFor()
  await setDark(true)
  await page.locator('html[data-theme=dark]').waitFor()
  await close()
})
