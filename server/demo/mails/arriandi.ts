/**
 * Bodegas Arriandi, a winery in Laguardia: from the form on the web page to an offer in two versions, and from a lunch
 * that a broken press cancels to the review of the quarter. The move and its invoice are told in `arriandi-move.ts`.
 */
import { ANA, INFO, JUAN, MARTA } from './cast.ts'
import { JON, MAITE } from './cast-wider.ts'
import type { Clock } from './clock.ts'
import type { Written } from './letter.ts'
import { arriandiReview, lunchAtArriandi } from '../calendar/with-customers.ts'
import { csvFile, pdfFile, SIRINUBE_LOGO } from './files.ts'
import { writeCalendarMail } from './invitation.ts'
import { talk } from './talk.ts'
import { writeWebForm } from './web-form.ts'

export function arriandi(d: Clock): Written[] {
  return [...beginning(d), ...offer(d), ...lunch(d), ...review(d)]
}

function beginning(d: Clock): Written[] {
  const form = writeWebForm({
    key: 'ar-form',
    at: d.at(84, '10:12'),
    visitor: JON,
    company: 'Bodegas Arriandi',
    phone: '945 00 00 71',
    text: 'Buenas. Somos una bodega familiar en Laguardia, doce personas. La contabilidad está en un ordenador debajo de la mesa de Maite y el día que se estropee no sé ni por dónde empezar. ¿Nos podéis decir qué haríais vosotros y por cuánto?',
  })
  const mails = talk('es', [
    {
      key: 'ar-hello',
      by: ANA,
      to: [JON],
      cc: [INFO],
      at: d.at(83, '09:41'),
      subject: 'El ordenador de debajo de la mesa',
      text: `Hola Jon:

Gracias por escribirnos. El ordenador de debajo de la mesa es un clásico, y casi siempre es el más importante de la casa.

Para orientarme: ¿qué programas usáis, quién entra desde fuera y cada cuánto se hace copia (la verdad, no lo que debería)?

Un saludo,`,
    },
    {
      key: 'ar-needs',
      by: JON,
      to: [ANA],
      at: d.at(81, '12:55'),
      text: `Hola Ana:

La verdad, entonces: la copia la hace Maite los viernes en un disco que se lleva a casa en el bolso. Usamos el programa de contabilidad, el de facturación y una hoja de cálculo con los depósitos que no la entiende nadie más que mi padre.

Desde fuera entro yo y el comercial, cuando nos deja.

¿Lo hablamos? Por las mañanas me pillas mejor.`,
    },
    {
      key: 'ar-after-call',
      by: ANA,
      to: [JON],
      cc: [JUAN],
      at: d.at(79, '12:20'),
      subject: 'Lo que hemos hablado hoy',
      text: `Hola Jon:

Un resumen de la llamada de esta mañana, para que no se nos olvide:

- La contabilidad y la facturación pasan a un servidor en la nube, con copia cada noche.
- La hoja de los depósitos se queda como está, pero en una carpeta compartida.
- Juan necesita la lista de ordenadores e impresoras antes de dar un precio.

En cuanto la tengamos te mando la oferta.

Un saludo,`,
    },
    {
      key: 'ar-inventory',
      by: JON,
      to: [JUAN],
      cc: [ANA],
      at: d.at(77, '11:30'),
      text: `Aquí va la lista, Juan. La ha hecho mi sobrino, que dice que lo de "la vieja" es el nombre oficial.

Gracias a los dos,`,
      attachments: [
        csvFile('equipos-arriandi.csv', [
          ['equipo', 'quién', 'para qué'],
          ['la vieja', 'Maite', 'contabilidad y facturación'],
          ['oficina-2', 'Jon', 'correo, pedidos'],
          ['portátil-comercial', 'Koldo', 'pedidos desde fuera'],
          ['bodega-1', 'todos', 'depósitos (la hoja)'],
          ['impresora-palés', 'almacén', 'etiquetas'],
        ]),
      ],
    },
  ])
  return [form, ...mails]
}

function offer(d: Clock): Written[] {
  const lines = (v2: boolean) => [
    `# Oferta 109${v2 ? ' v2' : ''}`,
    `Bodegas Arriandi\t${d.date(v2 ? 72 : 75)}`,
    'Servidor en la nube, copia cada noche\t165 €/mes',
    `Acceso desde fuera, ${v2 ? 'cuatro' : 'dos'} personas\t${v2 ? '32' : '16'} €/mes`,
    `Traslado, ${v2 ? 'en dos mañanas' : 'en un día'}\t980 €`,
    'Precios sin IVA. Válida 30 días.',
  ]
  return talk('es', [
    {
      key: 'ar-offer',
      by: ANA,
      to: [JON],
      at: d.at(75, '10:15'),
      subject: 'Oferta 109: la contabilidad, fuera de debajo de la mesa',
      text: `Hola Jon:

Te adjunto la oferta 109. Lo importante:

- 165 €/mes el servidor, con copia cada noche (y sin bolso)
- 16 €/mes el acceso desde fuera, para dos personas
- 980 € el traslado, una sola vez

Si algo no se entiende, me llamas y lo vemos.

Un saludo,`,
      logo: SIRINUBE_LOGO,
      attachments: [pdfFile('oferta-109.pdf', lines(false))],
    },
    {
      key: 'ar-questions',
      by: JON,
      to: [ANA],
      at: d.at(73, '17:05'),
      text: `Ana, lo hemos mirado en casa y nos cuadra casi todo. Dos cosas:

1. Desde fuera seríamos cuatro, que mi padre también quiere ver los depósitos desde el sofá.
2. Un día entero sin facturar no podemos. ¿Se puede hacer en dos mañanas?

Un saludo,`,
    },
    {
      key: 'ar-offer-v2',
      by: ANA,
      to: [JON],
      cc: [JUAN],
      at: d.at(72, '11:40'),
      text: `Hola Jon:

Cuatro personas, y en dos mañanas: lo he hablado con Juan y se puede, facturáis por la tarde como siempre. El precio del traslado no cambia. Va en la v2.

Dile a tu padre que en el sofá también funciona.

Un saludo,`,
      attachments: [pdfFile('oferta-109-v2.pdf', lines(true))],
    },
    {
      key: 'ar-yes',
      by: JON,
      to: [ANA],
      cc: [MAITE],
      at: d.at(71, '09:20'),
      text: `Adelante, Ana. Pongo en copia a Maite, que es quien lleva los pagos y quien de verdad se va a despedir del ordenador.

Un saludo,`,
    },
    {
      key: 'ar-won',
      by: ANA,
      to: [JUAN, MARTA],
      at: d.at(71, '09:48'),
      subject: 'Arriandi ha dicho que sí',
      text: `Juan, Marta:

Bodegas Arriandi ha aceptado la v2. Juan, ¿les propones tú fechas? Que sean dos mañanas seguidas, y que no sea fin de mes.

Queda pendiente que alguien le explique la hoja de los depósitos a alguien que no sea el padre.`,
    },
  ])
}

function lunch(d: Clock): Written[] {
  const event = lunchAtArriandi(d)
  return [
    writeCalendarMail({ key: 'ar-lunch-invitation', event, language: 'es' }),
    writeCalendarMail({
      key: 'ar-lunch-cancelled',
      event,
      language: 'es',
      method: 'CANCEL',
      at: d.at(45, '09:42'),
    }),
    ...talk('es', [
      {
        key: 'ar-press',
        by: JON,
        to: [ANA, JUAN],
        at: d.at(45, '09:50'),
        subject: 'Lo de la comida',
        text: `Perdonad las prisas. Se nos ha roto la prensa y el ${d.weekday(44, 'es')} vamos a estar todos con ella, así que he quitado la comida de la agenda. La hacemos más adelante, que os la debo.

Un abrazo,`,
      },
    ]),
  ]
}

function review(d: Clock): Written[] {
  return [
    ...talk('es', [
      {
        key: 'ar-review',
        by: ANA,
        to: [JON],
        cc: [JUAN],
        at: d.at(9, '12:40'),
        subject: 'Tres meses: ¿cómo va?',
        text: `Hola Jon:

Ya casi hace un trimestre que jubilamos "la vieja". ¿Qué te parece si lo repasamos con Juan en una videollamada? Con tres cuartos de hora nos sobra. Te propongo el ${d.day(-1, 'es')} a las 12:00.

Un saludo,`,
      },
      {
        key: 'ar-review-yes',
        by: JON,
        to: [ANA],
        cc: [JUAN],
        at: d.at(8, '10:12'),
        text: `Me va perfecto el ${d.weekday(-1, 'es')}. Y así os cuento una idea: queremos vender botellas por la web, pocas y buenas. No sé si eso también es cosa vuestra.

Un saludo,`,
      },
    ]),
    writeCalendarMail({ key: 'ar-review-invitation', event: arriandiReview(d), language: 'es' }),
  ]
}
