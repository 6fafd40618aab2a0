/** A furniture maker's own mail with a hotel, for whoever brings theirs. */
import type { Mail } from './mail-files.ts'

export const LUCIA = 'lucia@vidal-muebles.example'
const PABLO = 'Pablo Vidal <pablo@vidal-muebles.example>'
const OMAR = 'Omar Haddad <omar@hotelmirador.example>'

/** More conversations than a timeline shows at once. */
export const ORDERS = 24

const asked = (n: number): Mail => ({
  id: `order-${n}@hotelmirador.example`,
  from: OMAR,
  to: `Lucía Vidal <${LUCIA}>`,
  cc: PABLO,
  subject: `Pedido ${n}: mesillas de la planta ${n}`,
  daysAgo: 2 * n,
  text: `Hola Lucía:\n\nNecesitamos ${n} mesillas de roble para la planta ${n}. ¿Para cuándo podrían estar?\n\nUn saludo,\nOmar`,
})

/** We wrote to the hotel once, the first time; by that they are known, and all that they wrote counts. */
const first: Mail = {
  id: 'first@vidal-muebles.example',
  from: `Lucía Vidal <${LUCIA}>`,
  to: OMAR,
  subject: 'Encantada de saludarte',
  daysAgo: 2 * ORDERS + 3,
  text: 'Hola Omar:\n\nGracias por la visita al taller. Te espero con las medidas.\n\nUn saludo,\nLucía',
}

const newsletter: Mail = {
  id: 'wood-weekly-7@maderas.example',
  from: 'La Semana de la Madera <boletin@maderas.example>',
  to: LUCIA,
  subject: 'El roble sube un 4 %',
  daysAgo: 5,
  text: 'Los precios de la semana.',
  headers: { 'List-Id': '<boletin.maderas.example>', 'List-Unsubscribe': '<mailto:baja@maderas.example>' },
}
const stranger: Mail = {
  id: 'cold@nadie.example',
  from: 'Nadie Conocido <hola@nadie.example>',
  to: LUCIA,
  subject: 'Una propuesta',
  daysAgo: 6,
  text: '¿Hablamos quince minutos?',
}
const internal: Mail = {
  id: 'lunch@vidal-muebles.example',
  from: PABLO,
  to: LUCIA,
  subject: 'El viernes',
  daysAgo: 7,
  text: '¿Comemos fuera?',
}

export const exported: Mail[] = [
  ...Array.from({ length: ORDERS }, (_, index) => asked(index + 1)),
  first,
  newsletter,
  stranger,
  internal,
]

const later = (id: string, subject: string, part: Partial<Mail> = {}): Mail => ({
  ...asked(1),
  id: `${id}@hotelmirador.example`,
  subject,
  daysAgo: 1,
  text: `${subject}. Un saludo, Omar`,
  ...part,
})
const fromLucia = { from: `Lucía Vidal <${LUCIA}>`, to: OMAR }

/** Labels as Gmail in Spanish and English writes them; the last one is in the .eml folder as well. */
export const takeout: { labels: string; mail: Mail }[] = [
  { labels: 'Inbox,Important,Opened', mail: later('t-inbox', 'Las medidas de la suite') },
  { labels: 'Sent,Opened', mail: later('t-sent', 'Presupuesto de la suite', fromLucia) },
  { labels: 'Spam,Unread', mail: later('t-spam', 'Gane un viaje') },
  { labels: 'Trash', mail: later('t-trash', 'Esto lo borré') },
  { labels: 'Drafts', mail: later('t-draft', 'Presupuesto sin acabar', fromLucia) },
  {
    labels: '=?UTF-8?Q?Recibidos,Categor=C3=ADa:_Personal,Hotel_Mirador?=',
    mail: later('t-es', 'Una foto del pasillo'),
  },
  { labels: 'Hotel Mirador,Opened', mail: later('t-own', 'Los tiradores') },
  { labels: 'Inbox,Opened', mail: asked(3) },
]

export const maildir: { folder: string; flags: string | null; mail: Mail }[] = [
  { folder: '', flags: 'S', mail: later('m-read', 'La barnizadora') },
  { folder: '', flags: null, mail: later('m-new', 'Falta una mesilla') },
  { folder: '.Enviados', flags: 'S', mail: later('m-sent', 'Sale mañana', fromLucia) },
  { folder: '', flags: 'ST', mail: later('m-trashed', 'Tirado a la papelera') },
  { folder: '.Borradores', flags: 'DS', mail: later('m-draft', 'A medio escribir', fromLucia) },
]
