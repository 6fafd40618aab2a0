/** What went well in the months before with those who have been there for years: Talleres Norte, the bakery, Brackenfold. */
import { ANA, CALLUM, EVA, INIGO, JUAN, MARTA, UNAI } from './cast.ts'
import type { Clock } from './clock.ts'
import type { Written } from './letter.ts'
import { brackenfoldRenewal } from '../calendar/with-customers.ts'
import { pdfFile } from './files.ts'
import { writeCalendarMail } from './invitation.ts'
import { talk } from './talk.ts'

export function oldFriends(d: Clock): Written[] {
  return [...talleres(d), ...bakery(d), ...landlord(d)]
}

function talleres(d: Clock): Written[] {
  return talk('es', [
    {
      key: 'tn-maintenance',
      by: ANA,
      to: [UNAI],
      cc: [EVA],
      at: d.at(73, '10:10'),
      subject: 'Mantenimiento: renovación',
      text: `Hola Unai:

El mantenimiento de Talleres Norte vence a final de mes. Te propongo renovarlo otro año al mismo precio, 310 €/mes, con las mismas cuatro horas de visita.

Un saludo,`,
    },
    {
      key: 'tn-maintenance-yes',
      by: UNAI,
      to: [ANA],
      cc: [EVA],
      at: d.at(70, '08:35'),
      text: `Buenos días, Ana:

De acuerdo al mismo precio. El pago a 60 días, como siempre.

Saludos cordiales,`,
    },
    {
      key: 'tn-newcomer',
      by: EVA,
      to: [JUAN],
      at: d.at(58, '09:52'),
      subject: 'Alta de una persona nueva',
      text: `Hola Juan:

El ${d.day(55, 'es')} empieza Nagore en la oficina técnica. Necesita correo, la carpeta de planos (solo lectura, que nos conocemos) y el ERP.

Gracias,`,
    },
    {
      key: 'tn-newcomer-answer',
      by: JUAN,
      to: [EVA],
      at: d.at(57, '12:18'),
      text: `Hola Eva:

Hecho. La contraseña de Nagore te la doy por teléfono, y que la cambie al entrar. Los planos, solo lectura; si un día pide más, que lo pidas tú.

Un saludo,
Juan`,
    },
  ])
}

function bakery(d: Clock): Written[] {
  return talk('es', [
    {
      key: 'ba-orders',
      by: INIGO,
      to: [JUAN],
      at: d.at(64, '08:50'),
      subject: 'pedidos de los bares',
      text: `Buenos dias Juan,

Los bares me piden poder repetir el pedido del dia anterior con un boton. Se puede hacer?

un saludo`,
    },
    {
      key: 'ba-orders-answer',
      by: JUAN,
      to: [INIGO],
      at: d.at(64, '10:05'),
      text: `Hola Iñigo:

Se puede, la tienda ya lo trae y solo hay que encenderlo. Lo pongo esta noche y mañana a las 5:00 estoy mirando.

Un saludo,
Juan`,
    },
    {
      key: 'ba-orders-thanks',
      by: INIGO,
      to: [JUAN],
      at: d.at(62, '08:44'),
      text: `Funciona de maravilla, 31 pedidos con el boton hoy. Te debo una bandeja de bollos de mantequilla

Iñigo`,
    },
  ])
}

function landlord(d: Clock): Written[] {
  return [
    ...talk('en', [
      {
        key: 'bf-renewal',
        by: CALLUM,
        to: [JUAN],
        cc: [MARTA],
        at: d.at(58, '10:40', CALLUM.zone),
        subject: 'Your renewal, and an awkward paragraph',
        text: `Hi Juan,

Your half rack comes up for renewal. Electricity being what it is, head office wants 6% more. I’d rather tell you by mail than have you find it on the invoice.

Shall we have a call before you swear at me in writing?

All the best,`,
      },
      {
        key: 'bf-renewal-answer',
        by: JUAN,
        to: [CALLUM],
        cc: [MARTA],
        at: d.at(57, '10:25'),
        text: `Hello Callum,

I never swear in English, I do not know how. Let us speak on ${d.weekday(53, 'en')}. We bring you a customer with a warehouse soon, perhaps head office likes that.

Regards,`,
      },
      {
        key: 'bf-renewal-agreed',
        by: CALLUM,
        to: [JUAN],
        cc: [MARTA],
        at: d.at(52, '15:12', CALLUM.zone),
        text: `Hi both,

Good talking to you on ${d.weekday(53, 'en')}. Head office did like the warehouse: 2% instead of 6%, fixed for two years. New terms attached.

All the best,`,
        attachments: [
          pdfFile('brackenfold-terms.pdf', ['# Renewal', `Sirinube Cloud S.L.\t${d.date(52)}`, 'Half rack B12\t+2 %']),
        ],
      },
    ]),
    writeCalendarMail({ key: 'bf-renewal-invitation', event: brackenfoldRenewal(d), language: 'en' }),
  ]
}
