/** What else lies in three mailboxes: colleagues, the gestoría, private life, a newsletter, cold mail, spam. */
import { ANA, CALLUM, GORKA, INFO, JUAN, LEIRE, MAIDER, MARTA, someone } from './cast.ts'
import type { Clock } from './clock.ts'
import { inbox, sent, spam, writeLetter } from './compose.ts'
import type { Written } from './letter.ts'
import { pdfFile } from './files.ts'
import { newsletterBody, newsletterHeaders } from './newsletter.ts'

export function oddsAndEnds(d: Clock): Written[] {
  return [...colleagues(d), ...privateLife(d), ...uninvited(d)]
}

function colleagues(d: Clock): Written[] {
  const lunch = writeLetter({
    key: 'in-lunch',
    from: LEIRE,
    to: [ANA, JUAN, MARTA, GORKA],
    cc: [INFO],
    at: d.at(10, '09:20'),
    language: 'es',
    subject: 'Comida de equipo',
    text: `Hola a todos:

La comida es el ${d.day(-4, 'es')} a las 14:30, en el sitio de siempre del muelle. Decidme antes del ${d.day(7, 'es')} quién viene y si alguien ha dejado de comer carne desde la última vez.

Juan: si estás de guardia, te guardamos la tarta.`,
    in: [inbox(ANA), inbox(JUAN), inbox(MARTA), inbox(GORKA), inbox(INFO)],
  })
  const payslip = writeLetter({
    key: 'in-payslip',
    from: { ...someone('Gestoría Zazpilur', 'laboral@gestoria-zazpilur.example', LEIRE), client: 'outlook' },
    to: [JUAN],
    cc: [GORKA],
    at: d.at(13, '13:15'),
    language: 'es',
    subject: 'Nómina y horas de guardia',
    text: `Buenos días, Juan:

Te adjunto la nómina del mes, con las horas de guardia que nos pasó Gorka. Revísala y, si ves algo raro, nos dices.

Un saludo,
Laboral · Gestoría Zazpilur`,
    attachments: [
      pdfFile('nomina-juan-perez.pdf', ['# Recibo de salarios', 'Juan Pérez\tConfidencial', 'Horas de guardia\t16']),
    ],
    in: [inbox(JUAN), inbox(GORKA)],
  })
  return [lunch, payslip]
}

function privateLife(d: Clock): Written[] {
  const dinner = writeLetter({
    key: 'pr-dinner',
    from: MAIDER,
    to: [ANA],
    at: d.at(20, '13:44'),
    language: 'es',
    subject: 'el finde!!',
    text: `Anaaa! que no me coges el teléfono 😂

Cena el sábado en casa, vienen los de Getxo. Trae vino, o el postre ese de limón, o los dos. Y cuéntame qué tal lo del piso!

muxu`,
    in: [inbox(ANA)],
  })
  const yes = writeLetter({
    key: 'pr-dinner-answer',
    from: ANA,
    to: [MAIDER],
    at: d.at(20, '14:10'),
    language: 'es',
    answers: dinner,
    text: `¡Llevo los dos! Y lo del piso te lo cuento en persona, que da para una botella entera.

(Escríbeme al personal, anda, que este es el del trabajo.)

Besos`,
    signed: false,
    headers: [['Sensitivity', 'Personal']],
    in: [sent(ANA)],
  })
  return [dinner, yes]
}

function uninvited(d: Clock): Written[] {
  const cluster = writeLetter({
    key: 'un-newsletter',
    from: someone('Clúster Digital del Abra', 'boletin@cluster-abra.example', CALLUM),
    to: [INFO, ANA],
    at: d.at(26, '08:30'),
    language: 'es',
    subject: 'Boletín: jornada sobre ciberseguridad en la pyme',
    only: 'html',
    ...newsletterBody({
      site: 'https://boletin.cluster-abra.example',
      title: 'Boletín del Clúster',
      text: 'Ayudas para modernizar la pyme, jornada sobre ciberseguridad y una visita guiada al puerto. Plazas limitadas.',
      out: 'Darse de baja',
    }),
    headers: newsletterHeaders('boletin.cluster-abra.example', 'boletin@cluster-abra.example'),
    in: [inbox(INFO), inbox(ANA)],
  })
  const refit = writeLetter({
    key: 'un-refit',
    from: { ...someone('Reformas Harlauza', 'info@reformas-harlauza.example', LEIRE), client: 'webmail' },
    to: [INFO],
    at: d.at(17, '10:10'),
    language: 'es',
    subject: 'Reforma de oficinas sin compromiso',
    text: `Estimados señores:

Somos una empresa especializada en reforma de oficinas y locales. Si están pensando en cambiar de imagen, les hacemos un presupuesto sin ningún compromiso.

Atentamente,
Reformas Harlauza`,
    in: [inbox(INFO)],
  })
  const cold = writeLetter({
    key: 'un-cold',
    from: { ...someone('Derek Vance', 'derek.vance@pipelinegeyser.example', CALLUM), client: 'gmail' },
    to: [ANA],
    at: d.at(15, '16:40'),
    language: 'en',
    subject: 'Re: quick question',
    text: `Hi Ana,

Just floating this to the top of your inbox! Would you be open to 15 mins this week to see how cloud companies like Sirinube Cloud S.L. get 40 qualified meetings a month?

If you're not the right person, who is?

Derek`,
    in: [inbox(ANA)],
  })
  const quota = writeLetter({
    key: 'un-spam',
    from: { ...someone('IT-Support Desk', 'no-reply@mailbox-quota.test', CALLUM), client: 'webmail' },
    to: [INFO],
    at: d.at(7, '13:03'),
    language: 'en',
    subject: 'Your mailbox info@sirinube.example is 99% full!!',
    text: `Dear user,

Your mailbox will be DEACTIVATED in 24 hours. To keep you're messages confirm your password here:

http://mailbox-quota.test/keep?id=info

IT Support Desk`,
    in: [spam(INFO)],
  })
  return [cluster, refit, cold, quota]
}
