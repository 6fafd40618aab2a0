/**
 * Talleres Norte, third part: the Saturday of the cut, the certificate that does not come, done. Then what is open:
 * a printer nobody remembered, an offer promised for yesterday, and something that Eva tells Ana alone.
 */
import { ANA, EVA, EVA_HOME, INFO, JUAN, PATXI, UNAI } from './cast.ts'
import type { Clock } from './clock.ts'
import { drafts, inbox, sent, unread, writeLetter } from './compose.ts'
import type { Written } from './letter.ts'

export function talleresNorteRollOut(d: Clock): Written[] {
  return [...cutMails(d), ...openMails(d)]
}

function cutMails(d: Clock): Written[] {
  const saturdays = [
    [d.saturday(15, 'es'), 'Sí, turno completo', '–', 'Imposible, hay entrega'],
    [d.saturday(10, 'es'), 'No', '7:00 a 15:00', 'El mejor'],
    [d.saturday(5, 'es'), 'No', '7:00 a 12:00', 'Hay inventario por la tarde'],
  ]
  const windows = writeLetter({
    key: 'tn-cut-windows',
    from: EVA,
    to: [JUAN, ANA],
    cc: [INFO],
    at: d.at(18, '12:15'),
    language: 'es',
    subject: 'Sábados posibles para el corte',
    only: 'html',
    text: `Hola a todos:

Os paso los sábados que me ha dado Patxi:

${saturdays.map((row) => row.join(' | ')).join('\n')}

Pongo en copia a info@ para que lo sepa quien esté de guardia. ¿Cuál os viene bien?

Un saludo,`,
    html: `<div>Hola a todos:</div><div><br></div><div>Os paso los sábados que me ha dado Patxi:</div><br>
<table border="1" cellpadding="4" cellspacing="0"><thead><tr><th>Sábado</th><th>¿Se trabaja?</th><th>Ventana</th><th>Comentario</th></tr></thead><tbody>
${saturdays.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}
</tbody></table><br>
<div>Pongo en copia a info@ para que lo sepa quien esté de guardia. <b>¿Cuál os viene bien?</b></div><div><br></div><div>Un saludo,</div><br>`,
    in: [inbox(JUAN), inbox(ANA), inbox(INFO)],
  })
  const plan = writeLetter({
    key: 'tn-plan',
    from: JUAN,
    to: [EVA],
    cc: [ANA, INFO],
    at: d.at(16, '10:26'),
    language: 'es',
    answers: windows,
    text: `Hola Eva:

Nos quedamos con el ${d.saturday(10, 'es')}, de 7:00 a 15:00. El orden del día:

1. Cortafuegos nuevo en su sitio y reglas de oficina (7:00)
2. Red de máquinas (9:00)
3. Portal en la nube y cambio de DNS (11:00)
4. Pruebas contigo y, si no va, vuelta atrás (13:00)

De tu lado me faltan dos cosas: el certificado con vuestro nombre, que al final lo pedís vosotros, y la contraseña del cortafuegos viejo. Esta última por teléfono, no por correo.

Un saludo,
Juan`,
    in: [sent(JUAN), inbox(ANA), inbox(INFO)],
  })
  const fromHome = writeLetter({
    key: 'tn-from-home',
    from: EVA_HOME,
    to: [JUAN],
    at: d.at(12, '17:52'),
    language: 'es',
    subject: 'El certificado (soy Eva, de Talleres Norte)',
    text: `Hola Juan,

soy Eva, te escribo desde mi correo de casa porque estoy con el peque malo y la VPN no me deja entrar.

El certificado lo pidió Unai la semana pasada pero todavia no nos ha llegado. Hasta cuándo podemos esperar sin mover el sábado??

Gracias!
Eva`,
    in: [inbox(JUAN)],
  })
  const calm = writeLetter({
    key: 'tn-from-home-answer',
    from: JUAN,
    to: [EVA_HOME],
    cc: [EVA],
    at: d.at(11, '08:44'),
    language: 'es',
    answers: fromHome,
    text: `Tranquila, Eva, y que se mejore el peque.

El sábado no se mueve. Si el certificado no está el ${d.day(10, 'es')} a mediodía, pongo uno provisional nuestro y lo cambiamos en cuanto llegue; los proveedores no lo notan.`,
    in: [sent(JUAN)],
  })
  const done = writeLetter({
    key: 'tn-cut-done',
    from: JUAN,
    to: [EVA],
    cc: [UNAI, ANA],
    at: d.at(5, '09:05'),
    language: 'es',
    answers: plan,
    text: `Buenos días:

Hecho. El sábado quedó todo en marcha a las 13:20, sin tener que volver atrás:

- El portal está en la DMZ, ya en la nube, con certificado provisional.
- Las máquinas y la oficina van por redes separadas.
- El cortafuegos viejo se queda apagado en el armario un mes, por si acaso.

Eva: la auditora ya puede venir. Pendiente por vuestra parte, el certificado bueno. Pendiente por la mía, mandarte el informe de reglas esta semana.

Un saludo,
Juan`,
    in: [sent(JUAN), inbox(ANA)],
  })
  return [windows, plan, fromHome, calm, done]
}

function openMails(d: Clock): Written[] {
  const backups = writeLetter({
    key: 'tn-phase2',
    from: EVA,
    to: [ANA],
    at: d.at(4, '11:32'),
    language: 'es',
    subject: 'Copias de seguridad en la nube',
    text: `Hola Ana:

Lo primero, enhorabuena por lo del sábado. Unai está encantado (dentro de lo que es él) y me ha dicho que sigamos con lo siguiente de la lista: sacar las copias del ERP y de los planos fuera del taller. Hoy van a un disco que está encima del propio servidor, con eso te lo digo todo.

¿Me puedes pasar una oferta? La quiero llevar al comité del ${d.day(-1, 'es')}. Que sea por meses, sin inversión.

Un saludo,`,
    in: [inbox(ANA)],
  })
  const promise = writeLetter({
    key: 'tn-phase2-promise',
    from: ANA,
    to: [EVA],
    at: d.at(4, '15:10'),
    language: 'es',
    answers: backups,
    text: `¡Qué bien, Eva! Se lo digo a Juan, que el sábado acabó a las tantas.

Te mando la oferta el ${d.day(1, 'es')} como muy tarde. Antes tengo que preguntarle a Juan cuántos teras son.

Un abrazo,`,
    in: [sent(ANA)],
  })
  const leaving = writeLetter({
    key: 'tn-leaving',
    from: EVA,
    to: [ANA],
    at: d.at(3, '17:35'),
    language: 'es',
    subject: 'Entre nosotras',
    text: `Ana:

Prefiero que lo sepas por mí y no por los pasillos: a final de trimestre dejo Talleres Norte. Aún no lo sabe casi nadie, Unai sí. Me voy a una empresa de Vitoria, más cerca de mis padres.

No te preocupes por las copias, eso lo dejo cerrado yo. Pero por favor, que no salga de aquí hasta que lo anuncien.

Un abrazo fuerte,
Eva`,
    signed: false,
    headers: [['Sensitivity', 'Private']],
    in: [inbox(ANA)],
  })
  const labels = writeLetter({
    key: 'tn-labels',
    from: PATXI,
    to: [JUAN],
    at: d.at(2, '11:08'),
    language: 'es',
    subject: 'impresora de etiquetas',
    text: `Buenas Juan, soy Patxi Solana, de producción de Talleres Norte. El correo me lo ha dado Eva

Desde que cambiasteis la red la impresora de etiquetas del almacen no saca nada. Se queda pensando y ya. Llevamos toda la semana haciendolas a mano y el ${d.weekday(-2, 'es')} cargamos tres camiones

Le puedes echar un ojo cuanto antes? gracias`,
    in: [unread(JUAN)],
  })
  const draft = writeLetter({
    key: 'tn-draft',
    from: ANA,
    to: [EVA],
    at: d.at(1, '17:48'),
    language: 'es',
    answers: promise,
    subject: 'Oferta 124: copias en la nube',
    quotes: 'none',
    text: `Hola Eva:

Aquí va la oferta 124 para las copias en la nube:

- Espacio: ?? TB (Juan!!)
- Retención: 30 días
- Precio:`,
    in: [drafts(ANA)],
  })
  const reminder = writeLetter({
    key: 'tn-reminder',
    from: EVA,
    client: 'iphone',
    to: [ANA],
    cc: [JUAN],
    at: d.recent(50),
    language: 'es',
    answers: promise,
    text: `Hola Ana, ¿cómo va la oferta de las copias? Quedamos en que el ${d.weekday(1, 'es')}, y el comité es el ${d.weekday(-1, 'es')} a primera hora. Aunque sea un número redondo.

Y Juan, que Patxi te ha escrito por lo de las etiquetas. Era el .40 ;)

Eva`,
    in: [unread(ANA), unread(JUAN)],
  })
  return [backups, promise, leaving, labels, draft, reminder]
}
