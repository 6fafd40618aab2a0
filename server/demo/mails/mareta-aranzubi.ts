/**
 * A prospect who came by the web form (Conservas Mareta) and a customer whom
 * nobody has answered for days (Panificadora Aranzubi).
 */
import { ANA, INFO, INIGO, NEREA } from './cast.ts'
import type { Clock } from './clock.ts'
import { inbox, sent, unread, writeLetter } from './compose.ts'
import type { Written } from './letter.ts'
import { docxFile, pdfFile, SIRINUBE_LOGO } from './files.ts'
import { writeWebForm } from './web-form.ts'

export function maretaAndAranzubi(d: Clock): Written[] {
  return [...mareta(d), ...aranzubi(d)]
}

function mareta(d: Clock): Written[] {
  const form = writeWebForm({
    key: 'ma-form',
    at: d.at(30, '11:23'),
    visitor: NEREA,
    company: 'Conservas Mareta',
    phone: '944 00 00 52',
    text: 'Hola, somos una conservera de Bermeo, 35 personas. Nos ha tirado el servidor dos veces este mes y el informático que teníamos se ha jubilado. ¿Lleváis vosotros estas cosas? Querríamos dejar de tener el servidor en el cuarto de la limpieza.',
  })
  const hello = writeLetter({
    key: 'ma-hello',
    from: ANA,
    to: [NEREA],
    cc: [INFO],
    at: d.at(30, '16:02'),
    language: 'es',
    subject: 'Vuestro servidor (nos escribiste desde la web)',
    text: `Hola Nerea:

Gracias por escribirnos. Sí, lo del servidor en el cuarto de la limpieza lo llevamos mucho :-)

Para no hacerte perder el tiempo con una oferta genérica, ¿me cuentas un poco?

- ¿Qué programas corren en ese servidor?
- ¿Cuántas personas se conectan a la vez?
- ¿Trabajáis fines de semana en temporada?

Con eso te paso un precio orientativo y, si te encaja, nos acercamos a Bermeo.

Un saludo,`,
    in: [sent(ANA), inbox(INFO)],
  })
  const estimate = writeLetter({
    key: 'ma-estimate',
    from: ANA,
    to: [NEREA],
    at: d.at(23, '10:55'),
    language: 'es',
    answers: hello,
    text: `Hola Nerea:

Gracias por tu llamada: con lo que me contaste de la trazabilidad (sin ella no salen las latas) y de la costera del bonito ya me hago una idea. Te adjunto el presupuesto, en una hoja para que el consejo no se pierda. Lo importante:

- 420 €/mes todo incluido: servidor en la nube, copias y mantenimiento
- Traslado un domingo fuera de temporada: 1.900 €, una sola vez
- La trazabilidad, con un segundo servidor de reserva: si cae uno, sigue el otro

¿Te llamo la semana que viene y lo repasamos?

Un saludo,`,
    logo: SIRINUBE_LOGO,
    attachments: [
      pdfFile('presupuesto-conservas-mareta.pdf', [
        '# Presupuesto 121',
        `Conservas Mareta\t${d.date(23)}`,
        'Servidor, reserva, copias y mantenimiento\t420 €/mes',
        'Traslado (una vez)\t1.900 €',
        'Precios sin IVA. Válido 60 días.',
      ]),
    ],
    in: [sent(ANA)],
  })
  const board = writeLetter({
    key: 'ma-board',
    from: NEREA,
    to: [ANA],
    at: d.at(13, '09:36'),
    language: 'es',
    answers: estimate,
    text: `Buenos días, Ana:

Perdona que no te haya dicho nada antes. El consejo ha pedido que todos los que presentamos ofertas rellenen el documento que te adjunto. Es un rollo, ya lo siento, son cuatro preguntas.

Se reúnen el ${d.day(-6, 'es')}. ¿Me lo puedes mandar un par de días antes?

Un saludo,`,
    attachments: [
      docxFile('Cuestionario proveedores (consejo).docx', [
        'Conservas Mareta. Cuestionario para proveedores de informática',
        '1. ¿En qué país están los servidores?',
        '2. ¿Cuánto tardan en responder en temporada, también en domingo?',
        '3. Referencias de otras empresas de alimentación.',
        '4. ¿Cómo nos iríamos si un día quisiéramos irnos?',
      ]),
    ],
    in: [inbox(ANA)],
  })
  return [form, hello, estimate, board]
}

function aranzubi(d: Clock): Written[] {
  const slow = writeLetter({
    key: 'pa-slow',
    from: INIGO,
    to: [INFO],
    at: d.at(9, '08:34'),
    language: 'es',
    subject: 'la tienda va muy lenta',
    text: `Buenos dias,

Desde ayer la tienda online va lentisima. Los bares nos hacen los pedidos entre las 5 y las 6 de la mañana y hoy a la mitad les ha dado error. He tenido que coger 23 pedidos por telefono con las manos llenas de harina.

Podeis mirarlo hoy por favor?

un saludo`,
    in: [unread(INFO)],
  })
  const again = writeLetter({
    key: 'pa-again',
    from: INIGO,
    to: [INFO],
    at: d.at(6, '08:47'),
    language: 'es',
    subject: 'Fwd: la tienda va muy lenta',
    text: `Hola otra vez,

Escribí el ${d.weekday(9, 'es')} y no me ha contestado nadie. Sigue igual. Ayer perdimos el pedido de un hotel, 400 panecillos.

Decidme algo aunque sea que lo estais mirando`,
    // His old webmail gives some mails no Message-ID.
    identified: false,
    in: [unread(INFO)],
  })
  const third = writeLetter({
    key: 'pa-third',
    from: INIGO,
    to: [INFO],
    at: d.at(2, '08:39'),
    language: 'es',
    answers: slow,
    text: `Hay alguien ahi??

Llevo siete años con vosotros y nunca me habia pasado esto. Si el ${d.weekday(-1, 'es')} no sé nada tendré que buscarme a otro, y no me apetece nada.

Mi movil ya lo teneis.`,
    in: [unread(INFO)],
  })
  return [slow, again, third]
}
