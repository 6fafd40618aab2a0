/**
 * Talleres Norte, first part: the audit's red mark and a visit. Eva answers Juan alone in between (`tn-answers`): Ana's
 * mailbox has the beginning and the end of that conversation.
 */
import { ANA, EVA, JUAN } from './cast.ts'
import type { Clock } from './clock.ts'
import { inbox, sent, writeLetter } from './compose.ts'
import type { Written } from './letter.ts'
import { csvFile, pngFile } from './files.ts'
import { writeCalendarMail } from './invitation.ts'
import { visitToTalleres } from '../calendar/with-customers.ts'

export function talleresNorteVisit(d: Clock): Written[] {
  const ask = writeLetter({
    key: 'tn-ask',
    from: EVA,
    to: [ANA],
    at: d.at(40, '09:12'),
    language: 'es',
    subject: 'Portal de proveedores y la auditoría',
    text: `Hola Ana:

¿Qué tal todo por ahí? Te escribo porque la semana pasada pasamos la auditoría de un cliente de automoción y nos han puesto un punto rojo: el servidor del portal de proveedores cuelga de la misma red que las máquinas. O sea, que si alguien entra por el portal, entra hasta la cocina.

Nos dan tres meses para separarlo. Yo había pensado en una DMZ con su propio cortafuegos, pero prefiero que lo miréis vosotros antes de ponerme a comprar cacharros.

¿Os podríais pasar por el taller un día de estos? Con una mañana nos sobra.

Un saludo,`,
    in: [inbox(ANA)],
  })
  const proposal = writeLetter({
    key: 'tn-visit-proposal',
    from: ANA,
    to: [EVA],
    cc: [JUAN],
    at: d.at(40, '12:47'),
    language: 'es',
    answers: ask,
    text: `Hola Eva,

Pues con mucho lío, pero bien. Lo de la auditoría tiene arreglo y no es para asustarse: es el tercer taller al que le pasa este año.

Me acerco con Juan (en copia), que es quien lleva las redes. ¿Te va bien el ${d.day(37, 'es')} a las 10:00? Si puedes, ten a mano un plano de la red, aunque sea a boli.

Un abrazo,`,
    in: [sent(ANA), inbox(JUAN)],
  })
  const invitation = writeCalendarMail({
    key: 'tn-visit-invitation',
    event: visitToTalleres(d),
    language: 'es',
  })
  const notes = writeLetter({
    key: 'tn-visit-notes',
    from: JUAN,
    to: [EVA],
    cc: [ANA],
    at: d.at(37, '16:34'),
    language: 'es',
    subject: 'Notas de la visita de hoy',
    text: `Hola Eva:

Gracias por la visita guiada (y por el café). Resumo lo que vimos para que no se nos olvide:

- Un único cortafuegos, de hace ocho años y ya sin soporte del fabricante.
- El portal está en una máquina virtual del mismo anfitrión que el ERP.
- Las máquinas de corte hablan con el ERP por la misma red que las oficinas.

Lo que propongo: un cortafuegos nuevo con tres zonas (oficina, máquinas y DMZ) y el portal fuera, en un servidor nuestro en la nube. Así el anfitrión del taller se queda solo para el ERP. Te adjunto el esquema pasado a limpio.

Antes de que Ana haga números necesito tres cosas:

1. ¿Qué servidores hay y con qué IP? Con una hoja de cálculo me vale.
2. ¿Cuántos proveedores entran al portal en un mes normal?
3. ¿Se puede cortar la red un sábado, o trabajáis?

Un saludo,
Juan`,
    attachments: [NETWORK_SKETCH],
    in: [sent(JUAN), inbox(ANA)],
  })
  const answers = writeLetter({
    key: 'tn-answers',
    from: EVA,
    to: [JUAN],
    at: d.at(35, '11:20'),
    language: 'es',
    answers: notes,
    quotes: 'inline',
    text: `Hola Juan, te contesto entre líneas.

> 1. ¿Qué servidores hay y con qué IP? Con una hoja de cálculo me vale.

Va en el CSV. Ojo con el .40, que no sé ni quién lo puso.

> 2. ¿Cuántos proveedores entran al portal en un mes normal?

Unos 60. Los de chapa entran todos los días; el resto, a fin de mes a mirar sus facturas.

> 3. ¿Se puede cortar la red un sábado, o trabajáis?

Trabajamos uno de cada dos. Te paso los que quedan libres en cuanto me los diga Patxi, el jefe de producción.

Gracias a vosotros,`,
    attachments: [
      csvFile('servidores-tn.csv', [
        ['nombre', 'ip', 'uso'],
        ['tn-erp', '10.20.0.10', 'ERP y base de datos'],
        ['tn-portal', '10.20.0.11', 'Portal de proveedores'],
        ['tn-ficheros', '10.20.0.15', 'Carpetas de oficina y planos'],
        ['tn-corte', '10.20.0.21', 'Programas de las máquinas de corte'],
        ['???', '10.20.0.40', 'No se sabe, responde al ping'],
      ]),
    ],
    in: [inbox(JUAN)],
  })
  const ready = writeLetter({
    key: 'tn-ready',
    from: JUAN,
    to: [EVA],
    cc: [ANA],
    at: d.at(34, '09:48'),
    language: 'es',
    answers,
    text: `Estupendo, Eva, con esto tengo lo que necesito.

Misterio resuelto: el .40 es la impresora de etiquetas del almacén, la vi al pasar. Habrá que acordarse de ella el día del corte.

Ana te manda la oferta en unos días.`,
    in: [sent(JUAN), inbox(ANA)],
  })
  return [ask, proposal, invitation, notes, answers, ready]
}

const OFFICE = [111, 168, 220] as [number, number, number]
const MACHINES = [147, 196, 125] as [number, number, number]
const DMZ = [224, 102, 102] as [number, number, number]
const WALL = [67, 67, 67] as [number, number, number]

const NETWORK_SKETCH = pngFile('esquema-red-talleres.png', 320, 180, [
  { x: 150, y: 10, width: 20, height: 160, colour: WALL },
  { x: 20, y: 20, width: 100, height: 50, colour: OFFICE },
  { x: 20, y: 110, width: 100, height: 50, colour: MACHINES },
  { x: 200, y: 65, width: 100, height: 50, colour: DMZ },
  { x: 120, y: 43, width: 30, height: 4, colour: WALL },
  { x: 120, y: 133, width: 30, height: 4, colour: WALL },
  { x: 170, y: 88, width: 30, height: 4, colour: WALL },
])
