/** "Why is this not logged?", asked of each kind of message, in both languages, by who does not read code. */
import { describe, expect, it } from 'vitest'
import { arrive } from './stage.ts'
import { ANA, INFO, JUAN, openFolder, openMessage } from './visit.ts'

type Case = { what: string; place: [string, string]; line: RegExp; en: RegExp; es: RegExp }

const OF_ANA: Case[] = [
  {
    what: 'a newsletter',
    place: [ANA, 'Inbox'],
    line: /^Clúster Digital/,
    en: /^Not logged: it is a newsletter or a mailing list\./,
    es: /^No registrado: es un boletín o una lista de correo\./,
  },
  {
    what: 'mail among colleagues',
    place: [ANA, 'Inbox'],
    line: /^Leire Olano.*Comida de equipo/,
    en: /^Not logged: only colleagues are on it\./,
    es: /^No registrado: solo hay compañeros\./,
  },
  {
    what: 'something private',
    place: [ANA, 'Inbox'],
    line: /^Eva Gómez.*Entre nosotras/,
    en: /^Not logged: it is marked as private\./,
    es: /^No registrado: está marcado como privado\./,
  },
  {
    what: 'a bounce',
    place: [ANA, 'Inbox'],
    line: /^Mail Delivery System/,
    en: /^Not logged: it only says that a mail could not be delivered\./,
    es: /^No registrado: solo avisa de que un correo no se pudo entregar\./,
  },
  {
    what: 'an out-of-office',
    place: [ANA, 'Inbox'],
    line: /^Unai Larrea.*Respuesta automática/,
    en: /^Not logged: it is an automatic answer or notification\./,
    es: /^No registrado: es una respuesta automática o un aviso\./,
  },
  {
    what: 'an invitation',
    place: [ANA, 'Inbox'],
    line: /^Tom Ashworth.*Invitation: Rotterdam/,
    en: /^Not logged: it only carries an invitation .* the meeting itself is what counts\./,
    es: /^No registrado: solo trae una convocatoria .* lo que cuenta es la reunión\./,
  },
  {
    what: 'a stranger',
    place: [ANA, 'Inbox'],
    line: /^Derek Vance/,
    en: /^Not logged: nobody on it is known yet\. Once you write to them, it is logged by itself\./,
    es: /^No registrado: todavía no conocemos a nadie de este mensaje\. En cuanto les escribas, se registrará solo\./,
  },
  {
    what: 'a draft',
    place: [ANA, 'Drafts'],
    line: /Oferta 124/,
    en: /^Not logged: it is a draft; it will be logged once it is sent\./,
    es: /^No registrado: es un borrador; se registrará cuando se envíe\./,
  },
  {
    what: 'spam',
    place: [INFO, 'Spam'],
    line: /^IT-Support Desk/,
    en: /^Not logged: it is in spam or in the bin\./,
    es: /^No registrado: está en correo no deseado o en la papelera\./,
  },
]

const OF_JUAN: Case[] = [
  {
    what: 'an address that is never to be logged',
    place: [JUAN, 'Inbox'],
    line: /^Gestoría Zazpilur/,
    en: /^Not logged: somebody asked never to log this address\./,
    es: /^No registrado: alguien pidió no registrar nunca esta dirección\./,
  },
]

describe.each([
  ['Ana Ruiz', OF_ANA],
  ['Juan Pérez', OF_JUAN],
] as const)('%s asks of', (as, cases) => {
  it.each(cases)('$what', async ({ place: [mailbox, folder], line, en, es }) => {
    const { page, pane } = await arrive({ as })
    const speak = (language: string) => page.getByRole('button', { name: language, exact: true }).click()
    await openFolder(page, mailbox, folder)
    await openMessage(page, line)
    await pane.getByText(en).waitFor()
    // Nothing that is not logged has a level to set.
    expect(await pane.getByRole('combobox', { name: 'Colleagues see' }).count()).toBe(0)
    await speak('ES')
    await pane.getByText(es).waitFor()
  })
})

describe('a sender whom nobody knows', () => {
  it('is said to be unknown, without candidates where there are none', async () => {
    const { page, pane } = await arrive()
    await openMessage(page, /^Derek Vance/)
    await pane.getByText('Not in the CRM').waitFor()
    await pane.getByText('There is no record of them yet.').waitFor()
    expect(await pane.getByRole('region', { name: 'Could it be one of them?' }).count()).toBe(0)
  })

  it('at a known company is shown with it, and with those one knows there', async () => {
    const { page, pane } = await arrive({ as: 'Juan Pérez' })
    await openMessage(page, /^Patxi Solana/)
    await pane.getByText('Not a contact yet. The address belongs to Talleres Norte.').waitFor()
    await pane.getByText('Logged for the team').waitFor()
    const candidates = pane.getByRole('region', { name: 'Could it be one of them?' })
    await candidates.getByRole('button', { name: /Eva Gómez/ }).click()
    await pane.getByText('Head of IT · Talleres Norte').waitFor()
  })
})

it('what the server has not seen is "not synced yet", never "not logged"', async () => {
  const { page, pane } = await arrive()
  // A message that has just arrived: Outlook shows it before any sync has.
  await page.route('**/playground/api/messages/*', async (route) => {
    const response = await route.fetch()
    await route.fulfill({
      response,
      json: { ...(await response.json()), messageId: 'a-moment-ago@talleres-norte.example' },
    })
  })
  await openMessage(page, /^Eva Gómez.*Re: Copias de seguridad/)
  await pane.getByText(/^Not synced yet \(last sync (just now|\d+ min ago)\)/).waitFor()
  await pane.getByText('Head of IT · Talleres Norte').waitFor()
  expect(await pane.getByText('Not logged').count()).toBe(0)
  await page.getByRole('button', { name: 'ES', exact: true }).click()
  await pane.getByText(/^Aún sin sincronizar \(última vez, (ahora mismo|hace \d+ min)\)/).waitFor()
})
