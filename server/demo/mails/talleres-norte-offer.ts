/** Talleres Norte, second part: an offer and its haggling, "adelante". */
import { ANA, EVA, MARTA, UNAI } from './cast.ts'
import { mailDate } from './clock.ts'
import type { Clock } from './clock.ts'
import { flagged, inbox, messageIdOf, received, sent, writeLetter, writeSystemMail } from './compose.ts'
import type { Written } from './letter.ts'
import { pdfFile, SIRINUBE_LOGO } from './files.ts'
import { encodedAddress, encodedAddresses, encodedText, textPart } from './mime.ts'

export function talleresNorteOffer(d: Clock): Written[] {
  const offer = writeLetter({
    key: 'tn-offer',
    from: ANA,
    to: [EVA],
    cc: [UNAI],
    bcc: [MARTA],
    at: d.at(31, '13:05'),
    language: 'es',
    subject: 'Oferta 118: DMZ y portal en la nube',
    text: `Hola Eva, hola Unai:

Os adjunto la oferta 118. En resumen:

- Cortafuegos nuevo con tres zonas, instalado: 4.850 €
- Servidor en la nube para el portal, con copia diaria: 189 €/mes
- Puesta en marcha un sábado, con Juan en el taller: incluida

Es válida 30 días. Si la aceptáis antes del ${d.day(20, 'es')}, llegamos a la fecha de la auditoría sin correr.

Cualquier duda, me llamáis.

Un abrazo,`,
    logo: SIRINUBE_LOGO,
    attachments: [
      pdfFile('oferta-118.pdf', [
        '# Oferta 118',
        `Talleres Norte S.A.\t${d.date(31)}`,
        'Cortafuegos con tres zonas, instalado\t4.850 €',
        'Servidor en la nube para el portal\t189 €/mes',
        'Puesta en marcha (un sábado)\tincluida',
        'Válida 30 días. Precios sin IVA.',
      ]),
    ],
    in: [sent(ANA), inbox(MARTA)],
  })
  const away = writeAway(d)
  const questions = writeLetter({
    key: 'tn-questions',
    from: EVA,
    to: [ANA],
    at: d.at(27, '10:02'),
    language: 'es',
    answers: offer,
    text: `Hola Ana:

Unai ya ha vuelto y lo ha mirado. La parte técnica le parece bien, pero ya sabes cómo es: quiere un 5 % menos. Y dos dudas mías:

1. ¿Los 189 € llevan el certificado o va aparte?
2. Si se cae el portal un domingo, ¿quién lo levanta?

A ver si lo cerramos, que la auditora ya me ha llamado dos veces.`,
    in: [flagged(ANA)],
  })
  const noDiscount = writeLetter({
    key: 'tn-no-discount',
    from: MARTA,
    to: [ANA],
    at: d.at(26, '17:20'),
    language: 'es',
    subject: 'Talleres Norte: el 5 %',
    text: `Ana:

Sobre lo que me contabas de Talleres Norte: descuento no, que luego nos lo piden en mantenimiento y Gorka me mata. Ofréceles los tres primeros meses de monitorización. A Unai le gusta más que le regalen algo que que le rebajen.

Y que firmen este mes, por favor.`,
    in: [sent(MARTA), inbox(ANA)],
  })
  const second = writeLetter({
    key: 'tn-offer-v2',
    from: ANA,
    to: [EVA],
    cc: [UNAI],
    at: d.at(25, '09:30'),
    language: 'es',
    answers: questions,
    text: `Hola Eva:

Te respondo por orden:

1. El certificado va incluido y lo renovamos nosotros si es de los gratuitos. Si queréis uno con el nombre de la empresa, lo tenéis que pedir vosotros.
2. El domingo lo levanta la guardia: 24 horas, respuesta en menos de dos. Este mes la lleva Juan.

En el precio no me puedo mover, pero he añadido tres meses de monitorización sin coste (serían 135 €). Va todo en la v2 que te adjunto.

¿Se lo pasas tú a Unai o le llamo yo?`,
    attachments: [
      pdfFile('oferta-118-v2.pdf', [
        '# Oferta 118 v2',
        `Talleres Norte S.A.\t${d.date(25)}`,
        'Cortafuegos con tres zonas, instalado\t4.850 €',
        'Servidor en la nube para el portal\t189 €/mes',
        'Certificado gratuito y su renovación\tincluido',
        'Monitorización, tres primeros meses\tincluida',
        'Puesta en marcha (un sábado)\tincluida',
        'Válida 30 días. Precios sin IVA.',
      ]),
    ],
    in: [sent(ANA)],
  })
  const signed = writeLetter({
    key: 'tn-accepted',
    from: UNAI,
    to: [ANA],
    cc: [EVA],
    at: d.at(22, '08:40'),
    language: 'es',
    answers: second,
    text: `Buenos días, Ana:

Adelante con ello. Te mando la oferta firmada. Que Eva coordine las fechas con Juan.

Una cosa: el pago a 60 días, como siempre.

Saludos cordiales,`,
    attachments: [
      pdfFile('oferta-118-v2-firmada.pdf', [
        '# Oferta 118 v2',
        `Aceptada\t${d.date(22)}`,
        'Fdo.: Unai Larrea, gerente',
        'Pago a 60 días',
      ]),
    ],
    in: [inbox(ANA)],
  })
  return [offer, away, questions, noDiscount, second, signed]
}

/** Unai's mail program answers the offer by itself. */
function writeAway(d: Clock): Written {
  const at = d.at(31, '13:06')
  const messageId = messageIdOf('tn-away', 'outlook', UNAI.address)
  const text = `Estoy fuera de la oficina hasta el ${d.day(28, 'es')}, sin apenas acceso al correo.

Para temas de informática podéis escribir a Eva Gómez. El resto lo contesto a la vuelta.

Unai Larrea
Gerente`
  return writeSystemMail(
    { key: 'tn-away', in: [inbox(ANA)], language: 'es', at, messageId },
    [
      ...received(UNAI, [inbox(ANA)], at),
      ['Date', mailDate(at, UNAI.zone)],
      ['From', encodedAddress(UNAI, 'windows-1252')],
      ['To', encodedAddresses([ANA], 'windows-1252')],
      ['Subject', encodedText('Respuesta automática: Oferta 118: DMZ y portal en la nube', 'windows-1252')],
      ['Auto-Submitted', 'auto-replied'],
      ['X-Auto-Response-Suppress', 'All'],
    ],
    textPart({ subtype: 'plain', text, charset: 'windows-1252', transfer: 'quoted-printable' }),
  )
}
