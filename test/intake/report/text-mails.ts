/** Invented plain-text mails in the style of the clients that are common here. `added` is exact. */

export type TextMail = { name: string; text: string; subject?: string; added: string }

const ASK = 'Hola, Eva:\n\n¿Os viene bien el martes a las diez? Llevaría las muestras.\n\nAna'
const ASK_EN = 'Hi Eva,\n\nDoes Tuesday at ten suit you? I would bring the samples.\n\nAna'
const quoted = (text: string): string => text.replace(/^/gm, '> ')
const ANSWER = 'Hola, Ana:\n\nEl martes nos viene bien. Necesitamos también el plano de la nave 3.'
const ANSWER_EN = 'Hi Ana,\n\nTuesday is fine. We also need the drawing of hall 3.'

const NOTICE_ES =
  'AVISO LEGAL: Este mensaje y sus adjuntos se dirigen exclusivamente a su destinatario y pueden contener información confidencial.\nSi no es usted el destinatario, bórrelo y avise al remitente.\n\nDe conformidad con el RGPD, sus datos personales son tratados por Talleres Norte, S.L.\n\nTalleres Norte, S.L. Inscrita en el Registro Mercantil de Bizkaia, tomo 1, folio 2, y comprometida con el medio ambiente desde 1998.'
const NOTICE_EN =
  'This e-mail and any attachments are confidential and intended solely for the addressee. If you are not the intended recipient, please delete it.\n\nPlease consider the environment before printing this e-mail.'
const SIGNATURE_ES =
  'Eva Gómez Ibarra\nResponsable de Sistemas | Talleres Norte, S.L.\nTel. +34 944 000 111 · Móvil 600 000 222\nwww.talleresnorte.example'

const GMAIL_ES = `${ANSWER}\n\nUn saludo,\n\n${SIGNATURE_ES}\n\nEl mié, 11 nov 2026 a las 10:03, Ana Ruiz (<ana@nuestra.example>) escribió:\n\n${quoted(ASK)}\n`
const GMAIL_WRAPPED_ES = `${ANSWER}\n\nEl mié, 11 nov 2026 a las 10:03, Ana Ruiz García-Valdecasas (<\nana.ruiz.garcia@nuestra.example>) escribió:\n\n${quoted(ASK)}`
const OUTLOOK_ES = `${ANSWER}\n\nSaludos cordiales,\nEva Gómez\n\nDe: Ana Ruiz <ana@nuestra.example>\nEnviado el: miércoles, 11 de noviembre de 2026 10:03\nPara: Eva Gómez <eva@talleresnorte.example>\nCC: Juan Pérez <juan@talleresnorte.example>\nAsunto: Visita\n\n${ASK}\n`
const OUTLOOK_LINE_ES = `${ANSWER}\n________________________________\nDe: Ana Ruiz <ana@nuestra.example>\nEnviado: miércoles, 11 de noviembre de 2026 10:03\nPara: Eva Gómez <eva@talleresnorte.example>\nAsunto: Visita\n\n${ASK}`
const APPLE_ES = `${ANSWER}\n\nEnviado desde mi iPhone\n\n> El 11 nov 2026, a las 10:03, Ana Ruiz <ana@nuestra.example> escribió:\n> \n${quoted(ASK)}`
const SAMSUNG_ES = `${ANSWER}\n\nEnviado desde mi Galaxy\n\n-------- Mensaje original --------\nDe: Ana Ruiz <ana@nuestra.example> \nFecha: 11/11/26 10:03 (GMT+01:00) \nPara: eva@talleresnorte.example \nAsunto: Visita \n\n${ASK}`
const THUNDERBIRD_ES = `El 11/11/26 a las 10:03, Ana Ruiz escribió:\n${quoted(ASK)}\n\n${ANSWER}\n\n-- \n${SIGNATURE_ES}\n`
const OUTLOOK_EN = `${ANSWER_EN}\n\nKind regards,\n\nEva Gomez\nHead of IT\nTalleres Norte\nT: +34 944 000 111\n\n${NOTICE_EN}\n\nFrom: Ana Ruiz <ana@nuestra.example>\nSent: Wednesday, November 11, 2026 10:03 AM\nTo: Eva Gomez <eva@talleresnorte.example>\nSubject: Visit\n\n${ASK_EN}\n\n${NOTICE_EN}`
const YAHOO_EN = `${ANSWER_EN}\n\nSent from Yahoo Mail on Android \n \n  On Wed, 11 Nov 2026 at 10:03, Ana Ruiz<ana@nuestra.example> wrote:   ${ASK_EN}`
const OUTLOOK_PHONE_EN = `${ANSWER_EN}\n\nGet Outlook for iOS<https://aka.example/o0ukef>\n________________________________\nFrom: Ana Ruiz <ana@nuestra.example>\nSent: Wednesday, November 11, 2026 10:03:12 AM\nTo: Eva Gomez <eva@talleresnorte.example>\nSubject: Visit\n\n${ASK_EN}`
const HEADER_BLOCK =
  'De: Juan Pérez <juan@proveedor.example>\nEnviado el: lunes, 9 de noviembre de 2026 9:00\nPara: Eva Gómez\nAsunto: Plazos'
const FORWARDED = 'El plazo de entrega es de seis semanas.\n\nJuan Pérez\nTel. 944 000 333'

export const ANSWERED: TextMail[] = [
  { name: 'Gmail, Spanish, signature without delimiter', text: GMAIL_ES, added: ANSWER },
  { name: 'Gmail, Spanish, attribution broken over two lines', text: GMAIL_WRAPPED_ES, added: ANSWER },
  { name: 'Outlook, Spanish', text: OUTLOOK_ES, subject: 'RE: Visita', added: ANSWER },
  { name: 'Outlook, Spanish, subject unknown', text: OUTLOOK_ES, added: ANSWER },
  { name: 'Outlook on the web, Spanish, rule above the block', text: OUTLOOK_LINE_ES, added: ANSWER },
  { name: 'Outlook, Spanish, Windows line ends', text: OUTLOOK_ES.replaceAll('\n', '\r\n'), added: ANSWER },
  { name: 'Apple Mail on a phone, Spanish', text: APPLE_ES, added: ANSWER },
  { name: 'Samsung, Spanish', text: SAMSUNG_ES, added: ANSWER },
  { name: 'Thunderbird, answer below the quotation', text: THUNDERBIRD_ES, added: ANSWER },
  { name: 'Outlook, English, signature and notice', text: OUTLOOK_EN, added: ANSWER_EN },
  { name: 'Outlook on a phone, English', text: OUTLOOK_PHONE_EN, added: ANSWER_EN },
  { name: 'Yahoo, attribution and history on one line', text: YAHOO_EN, added: ANSWER_EN },
  {
    name: 'notice in Spanish below a signature',
    text: `${ANSWER}\n\nAtentamente,\n${SIGNATURE_ES}\n\n${NOTICE_ES}`,
    added: ANSWER,
  },
  { name: 'notice below the history', text: `${OUTLOOK_LINE_ES}\n\n${NOTICE_ES}`, added: ANSWER },
  {
    name: 'notice whose title stands alone',
    text: `${ANSWER_EN}\n\nDisclaimer\n\nThe information contained in this communication from the sender is confidential. It is intended solely for use by the recipient.\n\nScanned by Example.`,
    added: ANSWER_EN,
  },
  { name: 'signature without closing', text: `${ANSWER}\n\n${SIGNATURE_ES}`, added: ANSWER },
  {
    name: 'signature in two paragraphs',
    text: `${ANSWER}\n\nEva Gómez\nResponsable de Sistemas\n\nTalleres Norte\nTel. 944 000 111\nwww.talleresnorte.example`,
    added: ANSWER,
  },
  { name: 'signature below its delimiter', text: `${ANSWER}\n\n-- \n${SIGNATURE_ES}`, added: ANSWER },
  {
    name: 'closing below a rule, then a delimiter',
    text: `${ANSWER_EN}\n\nBest regards,\nEva\n\n--\nEva Gomez\nHead of IT`,
    added: ANSWER_EN,
  },
  { name: 'closing and name on one line', text: `${ANSWER}\n\nUn saludo, Eva`, added: ANSWER },
  {
    name: 'closing and name on one line above the rest',
    text: `${ANSWER}\n\nSaludos cordiales, Eva Gómez\nResponsable de Sistemas\nTel. 944 000 111`,
    added: ANSWER,
  },
  {
    name: 'name before the verb',
    text: `${ANSWER}\n\nAna Ruiz escribió el 11/11/2026 10:03:\n\n${ASK}`,
    added: ANSWER,
  },
  { name: 'Horde', text: `${ANSWER}\n\nQuoting Ana Ruiz <ana@nuestra.example>:\n\n${quoted(ASK)}`, added: ANSWER },
  { name: 'closing with an emoji', text: `${ANSWER}\n\nUn abrazo 🙂\nEva`, added: ANSWER },
  {
    name: 'postscript below the signature stays',
    text: `${ANSWER}\n\nUn saludo,\nEva Gómez\n\nPD: aparcad en la calle de atrás.`,
    added: `${ANSWER}\n\nPD: aparcad en la calle de atrás.`,
  },
  { name: 'thanks are said, not signed', text: `${ANSWER}\n\nGracias,\nEva`, added: `${ANSWER}\n\nGracias,\nEva` },
  {
    name: 'banner of a gateway',
    text: `ATENCIÓN: este correo procede de fuera de la organización. No haga clic en enlaces si no conoce al remitente.\n\n${ANSWER}`,
    added: ANSWER,
  },
  {
    name: 'French, known to the libraries',
    text: `Mardi me convient.\n\nLe mar. 10 nov. 2026 à 10:03, Ana Ruiz a écrit :\n\nBonjour Eva`,
    added: 'Mardi me convient.',
  },
  {
    name: 'German, known to the libraries',
    text: `Dienstag passt.\n\nAm Di., 10. Nov. 2026 um 10:03 Uhr schrieb Ana Ruiz:\n\nHallo Eva`,
    added: 'Dienstag passt.',
  },
  {
    name: 'Catalan',
    text: `Dimarts ens va bé.\n\nEl dt., 10 de nov. 2026, a les 10:03, Ana Ruiz (<ana@nuestra.example>) va escriure:\n\n${quoted(ASK)}`,
    added: 'Dimarts ens va bé.',
  },
  {
    name: 'Basque, a language that nothing knows',
    text: `Asteartea ondo.\n\nAna Ruiz (<ana@nuestra.example>) erabiltzaileak hau idatzi du (2026 aza. 11, az. 10:03):\n\n${quoted(ASK)}`,
    added: 'Asteartea ondo.',
  },
]

export const BELOW: TextMail[] = [
  {
    name: 'notice below the quoted history',
    text: `${ANSWER}\n\nEl 11/11/26 a las 10:03, Ana Ruiz escribió:\n${quoted(ASK)}\n\n${NOTICE_ES}`,
    added: ANSWER,
  },
  {
    name: 'list footer below the history',
    text: `${ANSWER}\n\nEl 11/11/26 a las 10:03, Ana Ruiz escribió:\n${quoted(ASK)}\n\n_______________________________________________\nobra mailing list\nobra@listas.example\nhttps://listas.example/obra`,
    added: ANSWER,
  },
  {
    name: 'signature below the history',
    text: `${ANSWER}\n\nEl 11/11/26 a las 10:03, Ana Ruiz escribió:\n${quoted(ASK)}\n\n${SIGNATURE_ES}`,
    added: ANSWER,
  },
  {
    name: 'words above and below the history',
    text: `${ANSWER}\n\nEl 11/11/26 a las 10:03, Ana Ruiz escribió:\n${quoted(ASK)}\n\nY traed casco.`,
    added: `${ANSWER}\n\nY traed casco.`,
  },
]

export const INLINE: TextMail[] = [
  {
    name: 'answers between quotations keep what they answer',
    text: 'Te contesto abajo:\n\nEl mié, 11 nov 2026 a las 10:03, Ana Ruiz (<ana@nuestra.example>) escribió:\n\n> ¿Os viene bien el martes?\n\nSí, a las diez.\n\n> ¿Cuántos seréis?\n\nSeremos cuatro.\n\n> Gracias,\n> Ana\n\n-- \nEva Gómez\nTel. 944 000 111',
    added:
      'Te contesto abajo:\n\nEl mié, 11 nov 2026 a las 10:03, Ana Ruiz (<ana@nuestra.example>) escribió:\n\n> ¿Os viene bien el martes?\n\nSí, a las diez.\n\n> ¿Cuántos seréis?\n\nSeremos cuatro.',
  },
  {
    name: 'passages chosen by hand, without attribution',
    text: 'On your points:\n\n> the price is too high\n\nWe can go down 3 %.\n\n> delivery in May\n\nApril is possible.',
    added:
      'On your points:\n\n> the price is too high\n\nWe can go down 3 %.\n\n> delivery in May\n\nApril is possible.',
  },
  {
    name: 'one passage chosen by hand',
    text: '> ¿Podéis venir el martes?\nSí, sin problema.',
    added: '> ¿Podéis venir el martes?\nSí, sin problema.',
  },
  {
    name: 'quoted lines that were broken off are not answers',
    text: `${ANSWER}\n\nEl 11/11/26 a las 10:03, Ana Ruiz escribió:\n> una línea bastante larga que el programa de correo del otro lado ha\npartido\n> y que sigue aquí`,
    added: ANSWER,
  },
  {
    name: 'answers in colour within an Outlook history, which cannot be told apart',
    text: `Hola, te contesto en rojo más abajo.\n\n${HEADER_BLOCK}\n\n1. ¿Plazo? Seis semanas.\n2. ¿Precio? El mismo.`,
    subject: 'RE: Plazos',
    added: `Hola, te contesto en rojo más abajo.\n\n${HEADER_BLOCK}\n\n1. ¿Plazo? Seis semanas.\n2. ¿Precio? El mismo.`,
  },
]

export const PASSED_ON: TextMail[] = [
  {
    name: 'Gmail forward, Spanish; own signature goes, the forwarded one stays',
    text: `Te paso lo del proveedor.\n\nUn saludo,\nEva\n\n---------- Forwarded message ---------\n${HEADER_BLOCK}\n\n${FORWARDED}`,
    added: `Te paso lo del proveedor.\n\n---------- Forwarded message ---------\n${HEADER_BLOCK}\n\n${FORWARDED}`,
  },
  {
    name: 'Thunderbird forward, Spanish',
    text: `-------- Mensaje reenviado --------\n${HEADER_BLOCK}\n\n${FORWARDED}`,
    added: `-------- Mensaje reenviado --------\n${HEADER_BLOCK}\n\n${FORWARDED}`,
  },
  {
    name: 'Apple forward, English',
    text: `FYI\n\nBegin forwarded message:\n\n${quoted(HEADER_BLOCK)}\n> \n${quoted(FORWARDED)}`,
    added: `FYI\n\nBegin forwarded message:\n\n${quoted(HEADER_BLOCK)}\n>\n${quoted(FORWARDED).replaceAll('> \n', '>\n')}`,
  },
  {
    name: 'Apple forward, announced within the quotation',
    text: `Para tu información\n\n> Inicio del mensaje reenviado:\n>\n${quoted(HEADER_BLOCK)}\n>\n${quoted('Seis semanas.')}`,
    added: `Para tu información\n\n> Inicio del mensaje reenviado:\n>\n${quoted(HEADER_BLOCK)}\n>\n${quoted('Seis semanas.')}`,
  },
  {
    name: 'forward in a language not listed',
    text: `FYI\n\n-------- Neges wedi ei hanfon ymlaen --------\n${HEADER_BLOCK}\n\nSeis semanas.`,
    subject: 'RE: x',
    added: `FYI\n\n-------- Neges wedi ei hanfon ymlaen --------\n${HEADER_BLOCK}\n\nSeis semanas.`,
  },
  {
    name: 'Outlook forward: the subject says so',
    text: `Ana, ¿lo ves bien?\n\nEva\n\n${HEADER_BLOCK}\n\n${FORWARDED}`,
    subject: 'RV: Plazos',
    added: `Ana, ¿lo ves bien?\n\nEva\n\n${HEADER_BLOCK}\n\n${FORWARDED}`,
  },
  {
    name: 'Outlook forward without a word and without a subject',
    text: `${HEADER_BLOCK}\n\n${FORWARDED}`,
    added: `${HEADER_BLOCK}\n\n${FORWARDED}`,
  },
  {
    name: 'Outlook forward without a word, under a subject of its own',
    text: `${HEADER_BLOCK}\n\n${FORWARDED}`,
    subject: 'Plazos del proveedor',
    added: `${HEADER_BLOCK}\n\n${FORWARDED}`,
  },
  {
    name: 'Outlook forward announced in the text, subject unknown',
    text: `Os reenvío el correo de Juan.\n\n${HEADER_BLOCK}\n\n${FORWARDED}`,
    added: `Os reenvío el correo de Juan.\n\n${HEADER_BLOCK}\n\n${FORWARDED}`,
  },
  {
    name: 'an answer to a forwarded message forwards nothing',
    text: `De acuerdo.\n\nEl mié, 11 nov 2026 a las 10:03, Ana Ruiz (<ana@nuestra.example>) escribió:\n\n> ---------- Forwarded message ---------\n${quoted(HEADER_BLOCK)}\n> \n${quoted(FORWARDED)}`,
    added: 'De acuerdo.',
  },
]

/** What only looks like history or signature. */
export const UNTOUCHED: string[] = [
  'Hola, Ana.\n\nConfidencialidad: hay que firmar el acuerdo antes del martes.\n\nPrecios: los de siempre.',
  'Temas pendientes.\n\nProtección de datos: falta el contrato.\n\nPlazos: abril.',
  'Disclaimer\n\nI have not tested this.',
  'Este mensaje es confidencial: por favor, no lo compartas con nadie.\n\nHemos decidido comprar tres máquinas.',
  'Un saludo, equipo, y gracias por el trabajo.',
  'Te paso los datos de Eva.\n\nEva Gómez\nTel. 944 000 111\neva@talleresnorte.example',
  'Hola, Ana.\n\nSaludos,\nEva\n\nNota: el martes la oficina cierra a las dos',
  'Contactos para la visita:\n----------\nEva 944 000 111\nJuan 944 000 222',
  'Precio\ncerrado.\n\nPlazo\nseis semanas.',
  'Hola, Ana:\n\nConfirmo la visita.',
  'El viaje:\n\nDe: Madrid\nA: Barcelona\nFecha: 12/11/2026\n\nLlevo yo el coche.',
  'Invitation:\n\nDate: Wednesday 3, October 2026\nTime: 7:00\nAddress: 130 Fox Street\n\nPlease bring your ID.',
  'El 12 de mayo quedamos en lo siguiente:\n\n1. Precio cerrado.\n2. Entrega en junio.',
  'El 12/11/2026 a las 10:00 hay visita con Eva (eva@talleresnorte.example):\n\n- ver la nave\n- firmar',
  '12/11/2026 10:00 reunión con Eva Gómez (eva@talleresnorte.example):\n\n- plazos\n- precios',
  'On 12 May we agreed three things, as Eva said:\n\nprice, date, place.',
  'Puedes llamar a mi compañera:\n\nEva Gómez\nTel. 944 000 111\neva@talleresnorte.example',
  'Sent from my desk, is much easier than my phone.',
  'Este mensaje es para confirmar la reunión del martes con todo el equipo de compras y de sistemas.',
  'We need:\n-- a quote\n-- a drawing\n\nThanks!',
  'Los puntos\n----\n\n1. Rendimiento: mejora un 50 %.\n\n----\n\nLas rayas de arriba son mías, no una firma.',
  'En cuanto a los saludos, prefiero no decir nada.',
  'Saludos cordiales a tu equipo, que hizo un gran trabajo ayer.',
  'Enviado desde el almacén el lunes, llegó el miércoles.',
]
