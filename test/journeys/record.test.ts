/** From the first start of an empty folder to the record beside a message, as the first visitor of the demo meets it. */
import { readFile } from 'node:fs/promises'
import type { Browser, FrameLocator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '#test/support/browser.ts'
import { type RunningServer, startServer } from '#test/support/server.ts'
import { foreignWords } from './foreign-words.ts'
import { removeFolder } from './own-mail.ts'
import {
  ANA,
  INFO,
  type Visit,
  type VisitOptions,
  openFolder,
  openMessage,
  recordOf,
  rowsOf,
  visit,
} from './visit.ts'

let server: RunningServer
let browser: Browser
let here: Visit

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
afterEach(async () => {
  expect(here.errors).toEqual([])
  await here.close()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  await removeFolder(server.dataDir)
})

const TALLERES = 'With Talleres Norte'

async function open(line: RegExp, options: VisitOptions = {}): Promise<Visit> {
  here = await visit(browser, server.url, options)
  await openMessage(here.page, line)
  return here
}

/** Eva's question for an offer, in Ana's mailbox. */
const openEva = async (options: VisitOptions = {}) => {
  const { page, pane } = await open(/^Eva Gómez.*Copias de seguridad en la nube/, options)
  await recordOf(pane, 'Eva Gómez').waitFor()
  return { page, pane }
}

const row = (pane: FrameLocator, text: string | RegExp) => rowsOf(pane, TALLERES).filter({ hasText: text })

/** Patxi, whom nobody knows yet, wrote to Juan: the company's, not Eva's. */
const PATXI = 'impresora de etiquetas del almacen no saca nada'

/** Opens what is folded until the row is there: how a conversation folds is the pane's affair. */
async function unfold(pane: FrameLocator): Promise<void> {
  const folds = pane.getByRole('region', { name: TALLERES }).getByRole('button', { name: /earlier/, expanded: false })
  while ((await folds.count()) > 0) await folds.first().click()
}

describe('the first start', () => {
  it('serves an invented company, and says so in the terminal and on the page', async () => {
    expect(server.output()).toContain(`Ficha serves an invented company at ${server.url}`)
    here = await visit(browser, server.url)
    await here.page.getByText('This is an invented company.').waitFor()
    await here.page.getByText('npm run ficha -- import').waitFor()
    await here.pane.getByText('No message selected').waitFor()
    const users = here.page.getByRole('combobox', { name: 'Signed in as' }).getByRole('option')
    expect(await users.allTextContents()).toEqual([
      'Ana Ruiz · sales',
      'Juan Pérez · service',
      'Marta Ibarra · manager',
      'Iker Zubia · administrator',
    ])
  })

  it('shows what one may read: one’s own mailbox and those one shares', async () => {
    here = await visit(browser, server.url)
    const mailboxes = here.page.getByRole('navigation', { name: 'Mailboxes' })
    expect(await mailboxes.getByRole('heading').allTextContents()).toEqual([ANA, INFO])
  })
})

describe('beside a message', () => {
  it('stands who wrote it and how we stand with them', async () => {
    const { pane } = await openEva()
    await pane.getByText('Head of IT · Talleres Norte').waitFor()
    await pane.getByText('Customer · Ana Ruiz owns it').waitFor()
    const phone = pane.getByRole('link', { name: '+34 944 00 00 31' })
    expect(await phone.getAttribute('href')).toBe('tel:+34944000031')
    await pane.getByRole('link', { name: 'eva.gomez@talleres-norte.example' }).waitFor()
    // Somebody said that her address at home is hers too.
    await pane.getByRole('link', { name: 'evagb@buzon-casa.example' }).waitFor()
  })

  it('stands what became of the message, and why', async () => {
    const { pane } = await openEva()
    await pane.getByText('Logged for the team').waitFor()
    await pane.getByRole('button', { name: 'Why?' }).click()
    await pane.getByText(`In the mailbox ${ANA}`).waitFor()
  })

  it('stand the other people on it, each with their record one click away', async () => {
    const { pane } = await open(/^Unai Larrea.*RE: Oferta 118/)
    await recordOf(pane, 'Unai Larrea').waitFor()
    const others = pane.getByRole('region', { name: 'Also on this message' })
    await others.getByRole('button', { name: /Eva Gómez/ }).click()
    await recordOf(pane, 'Eva Gómez').waitFor()
    await pane.getByText('Head of IT · Talleres Norte').waitFor()
    await pane.getByRole('button', { name: 'Back to Unai Larrea' }).click()
    await recordOf(pane, 'Unai Larrea').waitFor()
  })
})

describe('the timeline', () => {
  it('is the company’s, newest first, a conversation together', async () => {
    const { pane } = await openEva()
    await row(pane, PATXI).waitFor()
    await unfold(pane)
    const texts = await rowsOf(pane, TALLERES).allInnerTexts()
    const places = ['cómo va la oferta', '¡Qué bien, Eva!', 'Lo primero, enhorabuena', 'soy Patxi Solana'].map((said) =>
      texts.findIndex((text) => text.includes(said)),
    )
    // Patxi wrote to Juan between Eva's reminder and Ana's promise, and stands after the conversation of both.
    expect(places).toEqual([0, 1, 2, 3])
    expect(texts[0]).toMatch(/Eva Gómez.* → .*Ana Ruiz/)
  })

  it('switches to the person alone and back', async () => {
    const { pane } = await openEva()
    await row(pane, PATXI).waitFor()
    await pane.getByRole('button', { name: 'Only Eva' }).click()
    await row(pane, PATXI).waitFor({ state: 'detached' })
    await row(pane, 'Copias de seguridad').first().waitFor()
    await pane.getByRole('group', { name: 'Whose' }).getByRole('button').first().click()
    await row(pane, PATXI).waitFor()
  })

  it('is searched, without accents and by beginnings, and filtered', async () => {
    const { pane } = await openEva()
    await pane.getByRole('button', { name: 'Search what was said' }).click()
    await pane.getByRole('searchbox').fill('almacen etiquet')
    await row(pane, 'Misterio resuelto').waitFor()
    await expect.poll(() => rowsOf(pane, TALLERES).count()).toBe(2)
    await pane.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Mail sent' })
    await row(pane, PATXI).waitFor({ state: 'detached' })
    await expect.poll(() => rowsOf(pane, TALLERES).count()).toBe(1)
    await pane.getByRole('searchbox').fill('submarino')
    await pane.getByText('Nothing matches.').waitFor()
    await pane.getByRole('button', { name: 'Clear search and filter' }).click()
    await row(pane, PATXI).waitFor()
  })

  it('opens a report, and behind it the whole original', async () => {
    const { pane } = await openEva()
    await row(pane, 'cómo va la oferta').click()
    const report = pane.locator('.report')
    await report.getByText(/mail received: Eva Gómez \(Head of IT, Talleres Norte\) to Ana Ruiz; also: Juan Pérez/).waitFor()
    expect(await report.innerText()).not.toMatch(/Enviado desde mi iPhone|escribió:/)
    await report.getByRole('button', { name: 'Whole original' }).click()
    await report.getByText(/Enviado desde mi iPhone/).waitFor()
    await report.getByText(/Te mando la oferta el .* como muy tarde/).waitFor()
    await report.getByRole('button', { name: 'Only the report' }).click()
    await report.getByText(/mail received: Eva Gómez/).waitFor()
  })
})

describe('documents', () => {
  it('are listed and come down whole, under their names', async () => {
    const { page, pane } = await openEva()
    const list = pane.getByRole('region', { name: /^Documents/ })
    const fold = list.getByRole('button', { expanded: false })
    if ((await fold.count()) > 0) await fold.click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      list.getByRole('link', { name: /servidores-tn\.csv/ }).click(),
    ])
    expect(download.suggestedFilename()).toBe('servidores-tn.csv')
    expect(await readFile(await download.path(), 'utf8')).toContain('10.20.0.40;No se sabe, responde al ping')
  })
})

describe('changing the message', () => {
  it('never shows the record of another, whatever order the answers take', async () => {
    here = await visit(browser, server.url)
    const { page, pane } = here
    const held: (() => void)[] = []
    await page.route(/\/api\/sidebar\?.*(eva\.gomez|tom\.ashworth)/, async (route) => {
      await new Promise<void>((resolve) => held.push(resolve))
      await route.continue().catch(() => {})
    })
    await openMessage(page, /^Eva Gómez.*Re: Copias/)
    await recordOf(pane, 'Eva Gómez').waitFor()
    await openMessage(page, /^Tom Ashworth.*Rotterdam/)
    await recordOf(pane, 'Tom Ashworth').waitFor()
    await openMessage(page, /^Leire Olano/)
    await pane.getByText('Not logged: only colleagues are on it.').waitFor()
    // The answers that nobody waits for any more come now; the next record is there after them.
    for (const release of held) release()
    await openMessage(page, /^Nerea Lasa/)
    await pane.getByText('Responsable de Administración · Conservas Mareta').waitFor()
    expect(await pane.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual(['Nerea Lasa'])
    expect(await pane.getByText('Talleres Norte').count()).toBe(0)
  })

  it('keeps up with somebody who presses one after the other', async () => {
    here = await visit(browser, server.url)
    const { page, pane } = here
    const lines = [/^Eva Gómez.*Re: Copias/, /^Tom Ashworth.*Rotterdam/, /^Unai Larrea.*RE: Oferta/, /^Derek Vance/]
    for (const line of [...lines, ...lines, /^Nair, Priya.*Yesterday/]) await openMessage(page, line)
    await pane.getByText('Head of Operations · Harbour & Finch Logistics').waitFor()
    await pane.getByText('Logged for the team').waitFor()
    await page.getByRole('heading', { level: 2, name: 'Yesterday' }).waitFor()
  })
})

describe('in Spanish', () => {
  it.each(['Ana Ruiz', 'Marta Ibarra'])('%s reads no English word', async (as) => {
    here = await visit(browser, server.url, { as })
    const { page, pane } = here
    await openFolder(page, INFO, 'Inbox')
    await openMessage(page, /^Eva Gómez.*Sábados posibles/)
    await page.getByRole('button', { name: 'ES', exact: true }).click()
    await pane.getByText('Registrado para el equipo').waitFor()
    await pane.getByText(/Cliente · lo lleva Ana Ruiz/).waitFor()
    await pane.getByRole('button', { name: '¿Por qué?' }).click()
    await pane.getByRole('button', { name: 'Solo Eva' }).click()
    await pane.getByRole('button', { name: 'Buscar en lo hablado' }).click()
    const rows = rowsOf(pane, 'Con Talleres Norte')
    await rows.filter({ hasText: 'Sábados posibles' }).first().click()
    await pane.locator('.report').getByText(/correo (recibido|enviado): .* a /).waitFor()
    expect(await foreignWords(pane.locator('body'))).toEqual([])
    expect(await foreignWords(page.locator('.toolbar'))).toEqual([])
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    expect(await pane.locator(':root').getAttribute('lang')).toBe('es')
  })
})

it('keeps the message, the language and the dark on reload', async () => {
  const { page, pane } = await openEva()
  await page.getByRole('button', { name: 'ES', exact: true }).click()
  await page.getByRole('button', { name: 'Oscuro' }).click()
  await pane.locator(':root[data-theme=dark]').waitFor()
  await page.reload()
  await pane.getByText('Registrado para el equipo').waitFor()
  await pane.locator(':root[data-theme=dark]').waitFor()
  await page.getByRole('heading', { level: 2, name: /Copias de seguridad en la nube/ }).waitFor()
})

it('is used one room at a time on a telephone', async () => {
  here = await visit(browser, server.url, { width: 390, language: 'es', dark: true })
  const { page, pane } = here
  await page.getByRole('button', { name: /^Unai Larrea.*RE: Oferta 118/ }).click()
  await page.getByRole('heading', { level: 2, name: /Oferta 118/ }).waitFor()
  await page.getByRole('button', { name: 'Ficha', exact: true }).click()
  await pane.getByText('Gerente · Talleres Norte').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})

it('of a shared mailbox shows the same record', async () => {
  here = await visit(browser, server.url, { as: 'Marta Ibarra' })
  const { page, pane } = here
  await openFolder(page, INFO, 'Inbox')
  await openMessage(page, /^Edith Marlow/)
  await pane.getByText('Former customer · Ana Ruiz owns it').waitFor()
})
