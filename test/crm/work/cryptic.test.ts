/** The hint at reports that nobody will understand: how often it is right, and how seldom it is a nuisance. */
import { describe, expect, test } from 'vitest'
import { findCryptic } from '#server/crm/interactions/cryptic.ts'

const CRYPTIC = [
  'visita. Cdmc.',
  'Visita',
  'ok',
  'VTA PDTE',
  'llam. cli. pdte.',
  'Seg. pto. JMR',
  'PPTA env. s/ resp.',
  'Call',
  'cdmc ok',
  'Reunión JLP',
  'Meeting',
  'FU w/ RTG',
  'todo bien',
  'Visita comercial',
  'tbc',
  'Lo de siempre.',
  'Xq no',
  'Cnfrmd dlvry nxt wk',
  'Spk w/ MD re: CNT',
  'rev. ctto. MTTO',
  'Same as before',
  'KO',
  '?',
  'Ctte BRNT pdt frm',
  'Usual stuff',
]

const PLAIN = [
  'Interested in a cloud server; wants an estimate for a DMZ before March.',
  'Eva asked whether the offer includes maintenance.',
  'No answer.',
  'Left a voicemail',
  'They accepted the offer.',
  'Called about the invoice, paid on Friday.',
  'He will call back on Monday.',
  'Delivery delayed by two weeks.',
  'Wants to renew the contract for two years.',
  'Price too high for them.',
  'Spoke with Mr. Ashworth about the VPN and the new office.',
  'Showed the new NAS to their IT team; they liked it.',
  'Not interested, works with a competitor until 2028.',
  'Send the GDPR annex to Priya.',
  'They use SAP and are happy with it.',
  'Offer accepted.',
  'Quiere un servidor en la nube y pide presupuesto para una DMZ.',
  'No contesta.',
  'Aceptan la oferta.',
  'Llamó el Sr. Ruiz, quiere que le llamemos.',
  'Prefiere que hablemos después de Semana Santa.',
  'Pide que la factura lleve el número de pedido.',
  'Precio demasiado alto para ellos.',
  'Visita al taller de Bilbao: van a cambiar tres máquinas.',
  'Oferta aceptada.',
  'Le interesa el mantenimiento, pero decide su socio.',
  'Han firmado con la competencia.',
  'Enviar catálogo a compras.',
  'Nos pagan el día 30.',
  'Hablé con RRHH: no hay presupuesto hasta enero.',
  'Están contentos con el servicio y renovarán.',
  'Van a abrir otra nave en Vitoria el año que viene y necesitan red.',
  'Comenta que el IVA de la última factura está mal.',
  'Buzón de voz',
  'Reclama el pedido 4471, que llegó incompleto.',
  'Visited the plant. They make parts for trains. Nobody there knows about our service yet.',
  'Se jubila en junio; le sustituye su hija Nerea.',
  'Could not come: he is ill. We meet next week.',
  'Demo went well. Two more people will join next time.',
  'Está de vacaciones hasta el 15.',
]

describe('cryptic reports', () => {
  test.each(CRYPTIC)('%j', (text) => {
    expect(findCryptic(text)).not.toBeNull()
  })
  test.each(PLAIN)('%j is left alone', (text) => {
    expect(findCryptic(text)).toBeNull()
  })
  test('names what only its author reads', () => {
    expect(findCryptic('visita. Cdmc.')).toEqual({ kind: 'codes', words: ['Cdmc'] })
    expect(findCryptic('Reunión JLP')).toEqual({ kind: 'codes', words: ['JLP'] })
  })
  test('nothing at all is no report, and no reason to speak up', () => {
    expect(findCryptic('')).toBeNull()
    expect(findCryptic('   ')).toBeNull()
  })
})
