/** What else came in the months before: colleagues, newsletters, cold mail, somebody who looks for work, a friend. */
import { ANA, CALLUM, GORKA, INFO, JUAN, LEIRE, MAIDER, MARTA, someone } from './cast.ts'
import type { Clock } from './clock.ts'
import { spam, writeLetter } from './compose.ts'
import type { Written } from './letter.ts'
import { newsletterBody, newsletterHeaders } from './newsletter.ts'
import { talk } from './talk.ts'

export function oddsBefore(d: Clock): Written[] {
  return [...colleagues(d), ...newsletters(d), ...strangers(d)]
}

function colleagues(d: Clock): Written[] {
  return talk('es', [
    {
      key: 'in-on-call',
      by: MARTA,
      to: [JUAN, ANA],
      cc: [GORKA],
      at: d.at(22, '17:05'),
      subject: 'La guardia, después de lo de los camiones',
      text: `Juan, Ana:

A partir de ahora nos vemos un cuarto de hora a la semana para repasar la guardia: qué ha sonado, por qué, y qué hacemos para que no vuelva a sonar. Os mando la convocatoria. Con café, prometido.

Marta`,
    },
    {
      key: 'in-prices',
      by: GORKA,
      to: [MARTA],
      cc: [ANA],
      at: d.at(38, '13:24'),
      subject: 'Revisión de precios',
      text: `Marta:

Con lo que nos sube el rack, el mantenimiento básico se queda en el 11 % de margen. Yo lo subiría un 3 % a las renovaciones nuevas y dejaría en paz a los de siempre. ¿Lo vemos el viernes?

Gorka`,
    },
  ])
}

function newsletters(d: Clock): Written[] {
  const rackNotes = talk('en', [
    {
      key: 'bf-newsletter-2',
      by: someone('Brackenfold', 'news@brackenfold.example', CALLUM),
      to: [JUAN],
      at: d.at(64, '07:50', CALLUM.zone),
      subject: 'Rack Notes: who moved my fibre?',
      only: 'html',
      ...newsletterBody({
        site: 'https://news.brackenfold.example',
        title: 'Rack Notes',
        text: 'How one digger, one map from 1974 and one optimistic contractor took out half of hall A, and what we did about it by lunchtime.',
        out: 'Unsubscribe',
      }),
      headers: newsletterHeaders('rack-notes.news.brackenfold.example', 'news@brackenfold.example'),
    },
  ])
  const cluster = talk('es', [
    {
      key: 'un-newsletter-2',
      by: someone('Clúster Digital del Abra', 'boletin@cluster-abra.example', CALLUM),
      to: [INFO, MARTA],
      at: d.at(55, '08:30'),
      subject: 'Boletín: la Feria Digital del Abra ya tiene plano',
      only: 'html',
      ...newsletterBody({
        site: 'https://boletin.cluster-abra.example',
        title: 'Boletín del Clúster',
        text: 'Ya se puede consultar el plano de expositores de la feria. Este año, con zona de café ampliada a petición popular.',
        out: 'Darse de baja',
      }),
      headers: newsletterHeaders('boletin.cluster-abra.example', 'boletin@cluster-abra.example'),
    },
  ])
  return [...rackNotes, ...cluster]
}

function strangers(d: Clock): Written[] {
  const prize = writeLetter({
    key: 'un-spam-2',
    from: { ...someone('Premios Clientes', 'premios@sorteo-nube.test', LEIRE), client: 'webmail' },
    to: [INFO],
    at: d.at(58, '15:41'),
    language: 'es',
    subject: 'Ha sido seleccionado!!!',
    text: `Estimado cliente,

Su direccion info@sirinube.example ha sido seleccionada para recibir un telefono de ultima generacion. Solo debe abonar los gastos de envio (2,95) en el siguiente enlace:

http://sorteo-nube.test/premio`,
    in: [spam(INFO)],
  })
  return [
    prize,
    ...talk('es', [
      {
        key: 'un-job',
        by: { ...someone('Aritz Goñi', 'aritz.goni@buzon-casa.example', MAIDER), client: 'android' },
        to: [INFO],
        at: d.at(50, '10:55'),
        subject: 'Candidatura: técnico de sistemas',
        text: `Buenos días:

Acabo de terminar el grado superior de administración de sistemas y me gustaría trabajar con ustedes. Tengo carné de conducir y no me dan miedo los racks.

Un saludo,
Aritz Goñi`,
      },
      {
        key: 'pr-birthday',
        by: MAIDER,
        to: [ANA],
        at: d.at(67, '13:30'),
        subject: 'regalo de Nahia',
        text: `Ana!! ponemos 20 cada una para la bici de Nahia? dime que si que la tengo reservada hasta el sabado

muxus`,
      },
    ]),
  ]
}
