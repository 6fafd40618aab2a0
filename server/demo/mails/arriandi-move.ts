/** Bodegas Arriandi, second part: the move in two mornings, the invoice that Maite asks finance about, a file to bring back. */
import { ANA, GORKA, INFO, JUAN } from './cast.ts'
import { JON, MAITE } from './cast-wider.ts'
import type { Clock } from './clock.ts'
import type { Written } from './letter.ts'
import { pdfFile } from './files.ts'
import { talk } from './talk.ts'

export function arriandiMove(d: Clock): Written[] {
  return [...move(d), ...invoice(d), ...restored(d)]
}

function move(d: Clock): Written[] {
  return talk('es', [
    {
      key: 'ar-dates',
      by: JUAN,
      to: [JON, MAITE],
      cc: [ANA],
      at: d.at(69, '10:22'),
      subject: 'Fechas del traslado',
      text: `Hola Jon, hola Maite:

Os propongo empezar el ${d.day(65, 'es')}: voy a Laguardia, lo miramos juntos y dejo preparado el acceso. El traslado en sí, las mañanas del ${d.day(62, 'es')} y del ${d.day(61, 'es')}, a distancia.

Maite: la última copia del disco del bolso la hacemos tú y yo el primer día, por si acaso.

Un saludo,
Juan`,
    },
    {
      key: 'ar-dates-yes',
      by: MAITE,
      to: [JUAN],
      cc: [JON],
      at: d.at(68, '09:02'),
      text: `Buenos días, Juan:

Por mí perfecto. Solo te pido que no sea antes de las 10:30, que primero cuadro la caja.

Un saludo,`,
    },
    {
      key: 'ar-moved',
      by: JUAN,
      to: [JON, MAITE],
      cc: [ANA],
      at: d.at(60, '14:08'),
      subject: 'Ya está: contabilidad y facturación en la nube',
      text: `Hola a los dos:

Desde hoy a las 13:15 trabajáis en el servidor nuevo. Comprobado con Maite: el último asiento y la última factura son los mismos en los dos sitios.

- La copia corre cada noche a las 2:00 y guardo treinta días.
- "La vieja" se queda encendida dos semanas, sin tocarla.
- El acceso de Koldo y el de tu padre ya funcionan.

Un saludo,
Juan`,
    },
    {
      key: 'ar-thanks',
      by: JON,
      to: [JUAN],
      cc: [ANA],
      at: d.at(59, '17:31'),
      text: `Juan, mi padre ha estado viendo los depósitos desde el sofá hasta las once de la noche. Creo que ese es el mejor resumen.

Gracias por la paciencia,`,
    },
  ])
}

function invoice(d: Clock): Written[] {
  return talk('es', [
    {
      key: 'ar-invoice',
      by: GORKA,
      to: [MAITE],
      cc: [ANA],
      at: d.at(56, '09:05'),
      subject: 'Factura 2274',
      text: `Buenos días, Maite:

Te adjunto la factura 2274, del traslado y el primer mes de servicio. Vencimiento a 30 días.

Un saludo,`,
      attachments: [
        pdfFile('factura-2274.pdf', [
          '# Factura 2274',
          `Bodegas Arriandi\t${d.date(56)}`,
          'Traslado\t980,00 €',
          'Servidor y acceso, primer mes\t197,00 €',
          'Servidor y acceso, primer mes\t197,00 €',
          'Base imponible\t1.374,00 €',
        ]),
      ],
    },
    {
      key: 'ar-invoice-question',
      by: MAITE,
      to: [GORKA],
      at: d.at(54, '10:44'),
      text: `Buenos días, Gorka:

Me parece que el primer mes viene dos veces, ¿puede ser? Si es así, ¿me mandas una rectificada? No la contabilizo hasta entonces.

De paso: ¿podéis poner nuestro número de pedido, el A-31? Sin él Jon no me las firma.

Un saludo,`,
    },
    {
      key: 'ar-invoice-answer',
      by: GORKA,
      to: [MAITE],
      cc: [ANA],
      at: d.at(54, '12:30'),
      text: `Tienes toda la razón, Maite, se duplicó la línea. Te adjunto la 2274-R, con vuestro pedido A-31, y a partir de ahora irá siempre.

Perdona las molestias,`,
      attachments: [
        pdfFile('factura-2274-R.pdf', [
          '# Factura rectificativa 2274-R',
          `Bodegas Arriandi\t${d.date(54)}`,
          'Su pedido\tA-31',
          'Traslado\t980,00 €',
          'Servidor y acceso, primer mes\t197,00 €',
          'Base imponible\t1.177,00 €',
        ]),
      ],
    },
    {
      key: 'ar-invoice-thanks',
      by: MAITE,
      to: [GORKA],
      at: d.at(53, '09:15'),
      text: `Perfecto, Gorka, así sí. Sale en la remesa del ${d.weekday(50, 'es')}.

Gracias por la rapidez,`,
    },
  ])
}

function restored(d: Clock): Written[] {
  return talk('es', [
    {
      key: 'ar-lost-file',
      by: MAITE,
      to: [INFO],
      at: d.at(48, '16:05'),
      subject: 'He borrado una carpeta sin querer',
      text: `Buenas tardes:

He borrado la carpeta "Proveedores 2" y no está en la papelera. La necesito para mañana a primera hora, tengo que presentar los pagos. ¿Se puede recuperar de la copia de anoche?

Un saludo (y perdón),`,
    },
    {
      key: 'ar-lost-file-answer',
      by: JUAN,
      to: [MAITE],
      cc: [INFO],
      at: d.at(48, '16:32'),
      text: `Ya la tienes, Maite: 214 archivos, tal y como estaban anoche a las 2:00. Lo que hicieras hoy en esa carpeta es lo único que falta.

Nada de perdón, para eso está la copia.

Un saludo,
Juan`,
    },
  ])
}
