/**
 * Kaiola Redes, a partner with whom we share a stand at a fair, and Imprenta Tximista, a good customer to whom nobody
 * has said a word for more than ninety days.
 */
import { ANA, GORKA, JUAN, MARTA, SOPORTE } from './cast.ts'
import { AMAIA, BEGONA } from './cast-wider.ts'
import type { Clock } from './clock.ts'
import type { Written } from './letter.ts'
import { pdfFile } from './files.ts'
import { talk } from './talk.ts'

export function kaiolaAndTximista(d: Clock): Written[] {
  return [...kaiola(d), ...tximista(d)]
}

function kaiola(d: Clock): Written[] {
  return talk('es', [
    {
      key: 'ka-stand',
      by: MARTA,
      to: [AMAIA],
      cc: [ANA],
      at: d.at(63, '11:08'),
      subject: '¿Un stand a medias?',
      text: `Hola Amaia:

Nos ofrecen un stand en la Feria Digital del Abra y es demasiado grande para nosotros solos. He pensado en vosotros: vosotros lleváis el cable hasta la puerta y nosotros lo que va dentro. ¿Lo compartimos? Serían 900 € por barba.

Un saludo,`,
    },
    {
      key: 'ka-stand-yes',
      by: AMAIA,
      to: [MARTA],
      cc: [ANA],
      at: d.at(62, '13:17'),
      text: `¡Hola Marta!

Nos apuntamos. Llevo una antena grande para que la gente se pare, que un router no lo mira nadie.

¿Quién monta? Yo puedo la víspera por la tarde.

Un abrazo,`,
    },
    {
      key: 'ka-stand-plan',
      by: ANA,
      to: [AMAIA],
      cc: [MARTA],
      at: d.at(57, '10:02'),
      text: `Hola Amaia:

Te paso el plano del stand 14: la antena, a la izquierda; nuestra mesa, a la derecha; el café, en medio, que es lo que de verdad trae gente. Ya os he mandado la convocatoria para que la tengáis en el calendario.

Un abrazo,`,
      attachments: [
        pdfFile('stand-14.pdf', ['# Stand 14', 'Kaiola Redes\tizquierda', 'Café\tcentro', 'Sirinube Cloud\tderecha']),
      ],
    },
    {
      key: 'ka-after',
      by: AMAIA,
      to: [MARTA, ANA],
      at: d.at(43, '09:33'),
      subject: 'Balance de la feria',
      text: `Hola a las dos:

Ya me he recuperado. De las 41 tarjetas, nueve son para vosotras: os las paso en persona, que las tengo en la furgoneta. La mejor, una naviera de Santurtzi que quiere wifi en el muelle y copias en la nube.

La antena, un éxito. Pesa 38 kilos, eso no lo repito.

Un abrazo,`,
    },
    {
      key: 'ka-after-answer',
      by: ANA,
      to: [AMAIA],
      cc: [MARTA],
      at: d.at(42, '10:50'),
      text: `¡Qué paliza y qué bien salió! Por las tarjetas me paso yo el ${d.weekday(40, 'es')}, que luego tengo una mañana en la zona.

A la naviera la llamamos juntas, ¿vale? Tú el muelle y yo las copias.

Un abrazo,`,
    },
    {
      key: 'ka-invoice',
      by: AMAIA,
      to: [GORKA],
      cc: [MARTA],
      at: d.at(36, '12:12'),
      subject: 'Nuestra mitad del stand',
      text: `Hola Gorka:

¿Me mandas la factura de nuestros 900 €? La necesito antes de que cierre el trimestre la asesoría.

Gracias,`,
    },
    {
      key: 'ka-invoice-answer',
      by: GORKA,
      to: [AMAIA],
      cc: [MARTA],
      at: d.at(35, '09:18'),
      text: `Aquí la tienes, Amaia. Son 900 € más IVA, sin prisa.

Un saludo,`,
      attachments: [
        pdfFile('factura-2288.pdf', ['# Factura 2288', `Kaiola Redes\t${d.date(35)}`, 'Mitad del stand 14\t900,00 €']),
      ],
    },
  ])
}

function tximista(d: Clock): Written[] {
  return talk('es', [
    {
      key: 'im-colour',
      by: BEGONA,
      to: [SOPORTE],
      at: d.at(76, '09:25'),
      subject: 'La cola de la impresora grande se atasca',
      text: `Buenos días:

Desde la actualización de ayer los trabajos de la impresora grande se quedan en la cola y hay que reiniciar. Tenemos 3.000 carteles para el ${d.weekday(74, 'es')}.

¿Juan, si estás por ahí?`,
    },
    {
      key: 'im-colour-answer',
      by: JUAN,
      to: [BEGONA],
      at: d.at(76, '10:40'),
      text: `Hola Begoña:

Era el controlador nuevo: he vuelto al de antes y he bloqueado esa actualización. Los tres trabajos que estaban en la cola ya han salido.

Si vuelve a pasar, llámame directamente.

Un saludo,
Juan`,
    },
    {
      key: 'im-website',
      by: BEGONA,
      to: [ANA],
      at: d.at(69, '12:48'),
      subject: 'Una web nueva',
      text: `Hola Ana:

Queremos cambiar la web: que la gente pueda subir el archivo y saber el precio sin llamarnos. Tengo presupuesto aprobado, unos 6.000 €. ¿Me llamas un día y te cuento?

Un saludo,`,
    },
    {
      key: 'im-website-answer',
      by: ANA,
      to: [BEGONA],
      at: d.at(68, '16:44'),
      text: `¡Qué buena idea, Begoña! Esta semana voy de cabeza con un traslado; te llamo la que viene y me lo cuentas con calma.

Un abrazo,`,
    },
  ])
}
