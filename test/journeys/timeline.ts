/** What happened with a company: read, searched, filtered, opened, and its documents fetched. */
import { readFile } from 'node:fs/promises'
import type { FrameLocator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { arrive } from './stage.ts'
import { openMessage, talksOf, unfold } from './visit.ts'

const TALLERES = 'With Talleres Norte'

const openEva = async () => {
  const here = await arrive()
  await openMessage(here.page, /^Eva Gómez.*Re: Copias de seguridad en la nube/)
  await talksOf(here.pane, TALLERES).first().waitFor()
  return here
}

const talk = (pane: FrameLocator, text: string | RegExp) => talksOf(pane, TALLERES).filter({ hasText: text })

/** Patxi, whom nobody knows yet, wrote to Juan: the company's, not Eva's. */
const PATXI = 'impresora de etiquetas del almacen no saca nada'

describe('the timeline', () => {
  it('is the company’s, newest first, a conversation together', async () => {
    const { pane } = await openEva()
    await talk(pane, PATXI).waitFor()
    await unfold(pane, TALLERES)
    const [newest, second, third] = await talksOf(pane, TALLERES).allInnerTexts()
    // Eva called and Patxi wrote between Ana's promise and Eva's reminder: both stand after the conversation of those two.
    expect(newest).toMatch(
      /Copias de seguridad en la nube[^]*cómo va la oferta[^]*¡Qué bien, Eva![^]*Lo primero, enhorabuena/,
    )
    expect(newest).toMatch(/Eva Gómez.* → .*Ana Ruiz/)
    expect(second).toMatch(/Llamó Eva por las copias[^]*Marta Ibarra/)
    expect(third).toContain(PATXI)
  })

  it('switches to the person alone and back', async () => {
    const { pane } = await openEva()
    await talk(pane, PATXI).waitFor()
    await pane.getByRole('button', { name: 'Only Eva' }).click()
    await talk(pane, PATXI).waitFor({ state: 'detached' })
    await talk(pane, 'Copias de seguridad').first().waitFor()
    await pane.getByRole('group', { name: 'Whose' }).getByRole('button').first().click()
    await talk(pane, PATXI).waitFor()
  })

  it('is searched, without accents and by beginnings, and filtered', async () => {
    const { pane } = await openEva()
    await pane.getByRole('button', { name: 'Search what was said' }).click()
    await pane.getByRole('searchbox').fill('almacen etiquet')
    await talk(pane, 'Misterio resuelto').waitFor()
    await expect.poll(() => talksOf(pane, TALLERES).count()).toBe(2)
    await pane.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Mail sent' })
    await talk(pane, PATXI).waitFor({ state: 'detached' })
    await expect.poll(() => talksOf(pane, TALLERES).count()).toBe(1)
    await pane.getByRole('searchbox').fill('submarino')
    await pane.getByText('Nothing matches.').waitFor()
    await pane.getByRole('button', { name: 'Clear search and filter' }).click()
    await talk(pane, PATXI).waitFor()
  })

  it('opens a report, and behind it the whole original', async () => {
    const { pane } = await openEva()
    await pane.getByRole('button', { name: /cómo va la oferta/ }).click()
    const report = pane.locator('.report')
    await report
      .getByText(/mail received: Eva Gómez \(Head of IT, Talleres Norte\) to Ana Ruiz; also: Juan Pérez/)
      .waitFor()
    expect(await report.innerText()).not.toMatch(/Enviado desde mi iPhone|escribió:/)
    await report.getByRole('button', { name: 'Whole original' }).click()
    await report.getByText(/Enviado desde mi iPhone/).waitFor()
    await report.getByText(/Te mando la oferta el .* como muy tarde/).waitFor()
    await report.getByRole('button', { name: 'Only the report' }).click()
    await report.getByText(/mail received: Eva Gómez/).waitFor()
  })

  it('says who wrote to whom in this order, also of a name that is read from the right', async () => {
    const { page, pane } = await arrive()
    await openMessage(page, /ليلى الحداد.*Re: Arabic/)
    const line = talksOf(pane, 'With qamar-zaatar.example').getByText(/→/).first()
    const places = await line.evaluate((element) => {
      const text = document.createNodeIterator(element, NodeFilter.SHOW_TEXT).nextNode()
      const leftOf = (name: string) => {
        const range = document.createRange()
        const start = text?.textContent?.indexOf(name) ?? -1
        range.setStart(text!, start)
        range.setEnd(text!, start + name.length)
        return range.getBoundingClientRect().left
      }
      return { layla: leftOf('ليلى'), ana: leftOf('Ana') }
    })
    expect(places.layla).toBeLessThan(places.ana)
  })
})

describe('documents', () => {
  it('are listed and come down whole, under their names', async () => {
    const { page, pane } = await openEva()
    await unfold(pane, /^Documents/)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      pane.getByRole('link', { name: /servidores-tn\.csv/ }).click(),
    ])
    expect(download.suggestedFilename()).toBe('servidores-tn.csv')
    expect(await readFile(await download.path(), 'utf8')).toContain('10.20.0.40;No se sabe, responde al ping')
  })
})
