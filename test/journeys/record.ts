/** From the first start of an empty folder to the record beside a message, as the first visitor of the demo meets it. */
import { describe, expect, it } from 'vitest'
import { foreignWords } from './foreign-words.ts'
import { arrive, server } from './stage.ts'
import { ANA, INFO, openFolder, openMessage, recordOf, unfold } from './visit.ts'

/** She asks for the offer that was promised; Juan is in copy. */
const EVA = /^Eva Gómez.*Re: Copias de seguridad en la nube/

describe('the first start', () => {
  it('serves an invented company, and says so in the terminal and on the page', async () => {
    expect(server().output()).toContain(`Ficha serves an invented company at ${server().url}`)
    const here = await arrive()
    await here.page.getByText('This is an invented company.').waitFor()
    await here.page.getByText('npm run ficha -- import').waitFor()
    await here.pane.getByText('Nothing selected').waitFor()
    const users = here.page.getByRole('combobox', { name: 'Signed in as' }).getByRole('option')
    expect(await users.allTextContents()).toEqual([
      'Ana Ruiz · sales',
      'Juan Pérez · service',
      'Marta Ibarra · manager',
      'Gorka Sáez · finance',
      'Iker Zubia · administrator',
    ])
  })

  it('shows what one may read: one’s own mailbox and those one shares', async () => {
    const here = await arrive()
    const mailboxes = here.page.getByRole('navigation', { name: 'Mailboxes' })
    await expect.poll(() => mailboxes.getByRole('heading').allTextContents()).toEqual([ANA, INFO])
  })
})

describe('beside a message', () => {
  it('stands who wrote it and how we stand with them', async () => {
    const { page, pane } = await arrive()
    await openMessage(page, EVA)
    await pane.getByText('Head of IT · Talleres Norte').waitFor()
    await pane.getByText('Customer · Ana Ruiz owns it').waitFor()
    const phone = pane.getByRole('link', { name: '+34 944 00 00 31' })
    expect(await phone.getAttribute('href')).toBe('tel:+34944000031')
    await pane.getByRole('link', { name: 'eva.gomez@talleres-norte.example' }).waitFor()
    // Somebody said that her address at home is hers too.
    await pane.getByRole('link', { name: 'evagb@buzon-casa.example' }).waitFor()
  })

  it('stands what became of the message, and why', async () => {
    const { page, pane } = await arrive()
    await openMessage(page, EVA)
    await pane.getByText('Logged for the team').waitFor()
    await pane.getByRole('button', { name: 'Why?' }).click()
    await pane.getByText(`In the mailbox ${ANA}`).waitFor()
  })

  it('stand the other people on it, each with their record one click away', async () => {
    const { page, pane } = await arrive()
    await openMessage(page, /^Unai Larrea.*RE: Oferta 118/)
    await recordOf(pane, 'Unai Larrea').waitFor()
    const others = pane.getByRole('region', { name: 'Also on this message' })
    await others.getByRole('button', { name: /Eva Gómez/ }).click()
    await recordOf(pane, 'Eva Gómez').waitFor()
    await pane.getByText('Head of IT · Talleres Norte').waitFor()
    await pane.getByRole('button', { name: 'Back to Unai Larrea' }).click()
    await recordOf(pane, 'Unai Larrea').waitFor()
  })
})

describe('the record is of the person outside', () => {
  it('when a colleague wrote to them and one was in copy', async () => {
    const { page, pane } = await arrive()
    await openMessage(page, /^Juan Pérez.*Re: Sábados posibles/)
    await recordOf(pane, 'Eva Gómez').waitFor()
    await pane.getByText('Logged for the team').waitFor()
  })

  it('when one wrote to them oneself, from another address of one’s own', async () => {
    const { page, pane } = await arrive()
    await openFolder(page, ANA, 'Sent')
    await openMessage(page, /Re: Invoice 2291/)
    await recordOf(pane, 'Tom Ashworth').waitFor()
    await pane.getByText('Logged for the team').waitFor()
  })

  it('when they wrote by the form on our own web page', async () => {
    const { page, pane } = await arrive()
    await openFolder(page, INFO, 'Inbox')
    await openMessage(page, /Contacto desde la web/)
    await recordOf(pane, 'Nerea Lasa').waitFor()
  })
})

describe('changing the message', () => {
  it('never shows the record of another, whatever order the answers take', async () => {
    const { page, pane } = await arrive()
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
    const { page, pane } = await arrive()
    const lines = [/^Eva Gómez.*Re: Copias/, /^Tom Ashworth.*Rotterdam/, /^Unai Larrea.*RE: Oferta/, /^Derek Vance/]
    for (const line of [...lines, ...lines, /^Nair, Priya.*Yesterday/]) await openMessage(page, line)
    await pane.getByText('Head of Operations · Harbour & Finch Logistics').waitFor()
    await pane.getByText('Logged for the team').waitFor()
    await page.getByRole('heading', { level: 2, name: 'Yesterday' }).waitFor()
  })
})

describe('in Spanish', () => {
  it.each(['Ana Ruiz', 'Marta Ibarra'])('%s reads no English word', async (as) => {
    const { page, pane } = await arrive({ as })
    await openFolder(page, INFO, 'Inbox')
    await openMessage(page, /^Eva Gómez.*Sábados posibles/)
    await page.getByRole('button', { name: 'ES', exact: true }).click()
    await pane.getByText('Registrado para el equipo').waitFor()
    await pane.getByText(/Cliente · lo lleva Ana Ruiz/).waitFor()
    await pane.getByRole('button', { name: '¿Por qué?' }).click()
    await pane.getByRole('button', { name: 'Solo Eva' }).click()
    await pane.getByRole('button', { name: 'Buscar en lo hablado' }).click()
    await unfold(pane, 'Con Talleres Norte')
    await unfold(pane, /^Documentos/)
    await pane.getByRole('button', { name: /Os paso los sábados/ }).click()
    await pane
      .locator('.report')
      .getByText(/correo (recibido|enviado): .* a /)
      .waitFor()
    expect(await foreignWords(pane.locator('body'))).toEqual([])
    expect(await foreignWords(page.locator('.toolbar'))).toEqual([])
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    expect(await pane.locator(':root').getAttribute('lang')).toBe('es')
  })
})

it('keeps the message, the language and the dark on reload', async () => {
  const { page, pane } = await arrive()
  await openMessage(page, EVA)
  await page.getByRole('button', { name: 'ES', exact: true }).click()
  await page.getByRole('button', { name: 'Oscuro' }).click()
  await pane.locator(':root[data-theme=dark]').waitFor()
  await page.reload()
  await pane.getByText('Registrado para el equipo').waitFor()
  await pane.locator(':root[data-theme=dark]').waitFor()
  await page.getByRole('heading', { level: 2, name: /Copias de seguridad en la nube/ }).waitFor()
})

it('is used one room at a time on a telephone', async () => {
  const { page, pane } = await arrive({ width: 390, language: 'es', dark: true })
  await page.getByRole('button', { name: /^Unai Larrea.*RE: Oferta 118/ }).click()
  await page.getByRole('heading', { level: 2, name: /Oferta 118/ }).waitFor()
  await page.getByRole('button', { name: 'Ficha', exact: true }).click()
  await pane.getByText('Gerente · Talleres Norte').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})

it('of a shared mailbox shows the same record', async () => {
  const { page, pane } = await arrive({ as: 'Marta Ibarra' })
  await openFolder(page, INFO, 'Inbox')
  await openMessage(page, /^Edith Marlow/)
  await pane.getByText('Former customer · Ana Ruiz owns it').waitFor()
})
