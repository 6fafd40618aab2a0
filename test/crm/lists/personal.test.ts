/** Who looks like private life: names and mails as people write them. */
import { describe, expect, it } from 'vitest'
import { findPersonalSigns } from '#server/crm/triage/personal.ts'
import type { Acquaintance } from '#server/crm/triage/personal.ts'

const NOON = new Date('2026-11-18T12:00:00Z')
const NIGHT = new Date('2026-11-18T22:30:00Z')
const SUNDAY = new Date('2026-11-22T12:00:00Z')

const somebody = (
  mails: (string | [Date, string])[],
  more: Partial<Omit<Acquaintance, 'glimpses'>> = {},
): Acquaintance => ({
  name: 'Eva Gómez',
  freeMail: true,
  hasCompany: false,
  glimpses: mails.map((mail) => {
    const [at, text] = typeof mail === 'string' ? [NOON, mail] : mail
    return { at, zone: '+01:00', subject: null, text }
  }),
  ...more,
})
const office = { freeMail: false, hasCompany: true }

describe('looks personal', () => {
  it.each<[string, Acquaintance]>([
    ['a mother by name', somebody(['Te llamo luego'], { name: 'Mamá' })],
    ['a mother who signs', somebody(['Nos vemos el domingo. Besos, mamá'])],
    ['love', somebody(['See you on Sunday. Love you, Mum'])],
    ['a landlord', somebody(['The rent is due on the first, your landlord'])],
    ['a casero', somebody(['El alquiler de diciembre sube un 2 %'])],
    [
      'a gym with a domain of its own, at night',
      somebody(
        [
          [NIGHT, 'Tu clase de yoga'],
          [NIGHT, 'El gimnasio cierra'],
        ],
        office,
      ),
    ],
    [
      'a friend at the weekend',
      somebody([
        [SUNDAY, 'Are you there?'],
        [NIGHT, 'Call me'],
      ]),
    ],
    ['a birthday', somebody(['El cumpleaños es el sábado'])],
  ])('%s', (_, one) => {
    expect(findPersonalSigns(one)).not.toEqual([])
  })
})

describe('does not look personal', () => {
  it.each<[string, Acquaintance]>([
    ['a customer on free mail', somebody(['Buenos días, ¿cuándo llega?'])],
    [
      'a customer on free mail who writes at night of an order',
      somebody([
        [NIGHT, 'Mi pedido'],
        [SUNDAY, 'El presupuesto'],
      ]),
    ],
    ['a partner who embraces', somebody(['Te paso la oferta. Un abrazo fuerte'], office)],
    [
      'a company late at night',
      somebody(
        [
          [NIGHT, 'Server down'],
          [NIGHT, 'Still down'],
        ],
        office,
      ),
    ],
    ['one mail at night', somebody([[NIGHT, 'Are you there?']])],
    [
      'a night elsewhere that is noon here',
      somebody([
        [NOON, 'a'],
        [NOON, 'b'],
      ]),
    ],
    ['nothing at all', somebody([])],
    ['a company that rents servers', somebody(['The rent of the server'], office)],
    ['words inside words', somebody(['Current apparent parent, gymkhana, maman'.replace('maman', 'mammal')])],
  ])('%s', (_, one) => {
    expect(findPersonalSigns(one)).toEqual([])
  })
})
