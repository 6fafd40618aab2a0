/** Appointments with customers, a prospect, a supplier, and at a fair with a partner. */
import { ANA, CALLUM, EVA, JUAN, LAYLA, MARTA } from '../mails/cast.ts'
import { AMAIA, JON, MAITE, MARCUS, OLIVIA, OLIVIA_NEW } from '../mails/cast-wider.ts'
import type { Clock } from '../mails/clock.ts'
import type { DemoEvent } from './event.ts'

export const withCustomers = (d: Clock): DemoEvent[] => [
  visitToTalleres(d),
  firstCallWithArriandi(d),
  startAtArriandi(d),
  lunchAtArriandi(d),
  arriandiReview(d),
  fair(d),
  brackenfoldRenewal(d),
  pennantHandover(d),
  saltmarshCall(d),
  qamarCall(d),
]

export const visitToTalleres = (d: Clock): DemoEvent => ({
  key: 'tn-visit',
  organiser: EVA,
  guests: [
    { who: ANA, answer: 'ACCEPTED' },
    { who: JUAN, answer: 'ACCEPTED' },
  ],
  title: 'Visita Sirinube: red del taller y DMZ',
  place: 'Talleres Norte, por la puerta de camiones (la de delante está en obras)',
  madeAt: d.at(39, '09:05'),
  startAt: d.at(37, '10:00'),
  minutes: 120,
})

export const firstCallWithArriandi = (d: Clock): DemoEvent => ({
  key: 'ar-first-call',
  organiser: ANA,
  guests: [
    { who: JON, answer: 'ACCEPTED' },
    { who: JUAN, answer: 'ACCEPTED' },
  ],
  title: 'Bodegas Arriandi: qué tenéis y qué os hace falta',
  joinUrl: 'https://meet.sirinube.example/arriandi',
  madeAt: d.at(81, '16:20'),
  startAt: d.at(79, '10:00'),
  minutes: 45,
})

export const startAtArriandi = (d: Clock): DemoEvent => ({
  key: 'ar-start',
  organiser: JUAN,
  guests: [
    { who: JON, answer: 'ACCEPTED' },
    { who: MAITE, answer: 'ACCEPTED' },
  ],
  title: 'Arranque del traslado',
  place: 'Bodegas Arriandi, Laguardia (oficina, encima del lagar)',
  text: '1. Quién entra en qué programa\n2. Qué día movemos la contabilidad\n3. Las impresoras de las etiquetas de palé',
  madeAt: d.at(68, '09:40'),
  startAt: d.at(65, '10:30'),
  minutes: 120,
})

export const lunchAtArriandi = (d: Clock): DemoEvent => ({
  key: 'ar-lunch',
  organiser: JON,
  guests: [
    { who: ANA, answer: 'ACCEPTED' },
    { who: JUAN, answer: 'ACCEPTED' },
  ],
  title: 'Comida en la bodega',
  place: 'Bodegas Arriandi, Laguardia',
  madeAt: d.at(52, '12:10'),
  startAt: d.at(44, '13:30'),
  minutes: 150,
  cancelledAt: d.at(45, '09:42'),
})

export const arriandiReview = (d: Clock): DemoEvent => ({
  key: 'ar-review-call',
  organiser: ANA,
  guests: [
    { who: JON, answer: 'ACCEPTED' },
    { who: JUAN, answer: 'ACCEPTED' },
  ],
  title: 'Bodegas Arriandi: revisión del trimestre',
  joinUrl: 'https://meet.sirinube.example/arriandi',
  text: 'Qué ha ido bien, qué no, y la tienda web que Jon tiene en la cabeza.',
  madeAt: d.at(8, '10:45'),
  startAt: d.at(-1, '12:00'),
  minutes: 45,
})

export const fair = (d: Clock): DemoEvent => ({
  key: 'ka-fair',
  organiser: ANA,
  guests: [
    { who: AMAIA, answer: 'ACCEPTED' },
    { who: MARTA, answer: 'ACCEPTED' },
  ],
  title: 'Feria Digital del Abra: stand a medias con Kaiola',
  place: 'Pabellón del Abra, stand 14',
  madeAt: d.at(61, '12:30'),
  startAt: d.at(46, '09:00'),
  days: 2,
  minutes: 0,
})

export const brackenfoldRenewal = (d: Clock): DemoEvent => ({
  key: 'bf-renewal-call',
  organiser: CALLUM,
  guests: [
    { who: JUAN, answer: 'ACCEPTED' },
    { who: MARTA, answer: 'TENTATIVE', optional: true },
  ],
  title: 'Brackenfold / Sirinube: renewal',
  joinUrl: 'https://meet.brackenfold.example/renewal',
  madeAt: d.at(56, '14:10', CALLUM.zone),
  startAt: d.at(53, '10:00', CALLUM.zone),
  minutes: 30,
})

export const pennantHandover = (d: Clock): DemoEvent => ({
  key: 'pe-handover-call',
  organiser: OLIVIA,
  guests: [
    { who: ANA, answer: 'ACCEPTED' },
    { who: MARCUS, answer: 'ACCEPTED' },
  ],
  title: 'Handover: Marcus, meet Sirinube',
  joinUrl: 'https://meet.pennantrowe.example/handover',
  madeAt: d.at(57, '11:15', OLIVIA.zone),
  startAt: d.at(54, '10:00', OLIVIA.zone),
  minutes: 30,
})

export const saltmarshCall = (d: Clock): DemoEvent => ({
  key: 'sm-call',
  organiser: ANA,
  guests: [{ who: OLIVIA_NEW, answer: 'ACCEPTED' }],
  title: 'Saltmarsh Studio: where the films should live',
  joinUrl: 'https://meet.sirinube.example/saltmarsh',
  madeAt: d.at(28, '09:55'),
  startAt: d.at(26, '16:00'),
  minutes: 30,
})

export const qamarCall = (d: Clock): DemoEvent => ({
  key: 'qa-call',
  organiser: ANA,
  guests: [{ who: LAYLA, answer: 'NEEDS-ACTION' }],
  title: 'Qamar & Zaatar: the estimate, with your partner',
  joinUrl: 'https://meet.sirinube.example/qamar',
  madeAt: d.at(8, '16:35'),
  startAt: d.at(-2, '16:00'),
  minutes: 30,
})
