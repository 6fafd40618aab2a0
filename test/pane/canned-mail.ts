/** The playground's mail: a message for each record and state. */
import type { PlaygroundListed, PlaygroundMessage, PlaygroundPerson, PlaygroundState } from '#shared/playground.ts'
import { daysAgo } from './canned-words.ts'

const me = { name: 'Juan Pérez', address: 'juan@cierzo.example' }
const crowd: PlaygroundPerson[] = Array.from({ length: 200 }, (_, index) => ({
  name: index === 3 ? 'عبد الرحمن الخوارزمي' : `Participante ${index + 1} del proyecto`,
  address: `participante.${index + 1}@proyecto-norte.example`,
}))

const HTML = `<p>Juan, nos interesa el <b>servidor en la nube</b> que comentaste.</p>
<ul><li>14 puestos</li><li>6 máquinas</li></ul>
<table border="1" cellpadding="4"><tr><th>Nave</th><th>Puestos</th></tr><tr><td>1</td><td>8</td></tr></table>
<p><a href="https://talleresnorte.example">talleresnorte.example</a></p><script>window.parent.document.title='owned'</script>
<img src="https://tracker.example/pixel.gif" onerror="parent.owned=1"><blockquote>Buenas, Eva: adjunto el esquema.</blockquote>`

const people: [string, string | null, string][] = [
  ['eva', 'Eva Gómez', 'Servidor en la nube y DMZ para la nave 2'],
  ['unknown', 'Pedro Sáez', 'Consulta desde la feria'],
  ['colleague', 'Marta Ruiz', 'Comida del viernes'],
  ['notsynced', 'Iñaki Etxeberria', 'Re: Oferta 118'],
  ['private', 'Ane Uriarte', 'Asunto personal'],
  [
    'long',
    'Maximiliana Wilhelmina Friederike von Hohenlohe-Langenburg-Schillingsfürst',
    'Sehr langer Betreff '.repeat(9),
  ],
  ['rtl', 'عبد الرحمن محمد الخوارزمي', 'عرض السعر رقم 118'],
  ['crowd', 'Talleres Norte', 'Convocatoria a 200 personas'],
  ['slow-part', 'Eva Gómez', 'La lista tarda'],
  ['error-403', 'Sin Permiso', 'No permitido'],
  ['error-401', 'Sin Sesión', 'Sin sesión'],
  ['error-500', null, 'Falla el servidor'],
  ['error-503', null, 'Servidor parado'],
]

const messages: PlaygroundMessage[] = people.map(([local, name, subject], index) => ({
  id: local,
  messageId: `${local}@talleresnorte.example`,
  from: { name, address: `${local}@talleresnorte.example` },
  to: local === 'crowd' ? [me, ...crowd] : [me],
  cc:
    local === 'eva'
      ? [
          { name: 'Marta Ruiz', address: 'marta@cierzo.example' },
          { name: null, address: 'compras@talleresnorte.example' },
        ]
      : [],
  subject,
  at: daysAgo(index, 8),
  html: index % 2 === 0 ? HTML : null,
  text: index % 2 === 0 ? null : 'Hola, Juan:\n\n¿Hablamos el jueves?\n\nUn saludo,\nPedro',
  attachments: local === 'eva' ? [{ name: 'esquema-dmz.pdf', size: 248_000, type: 'application/pdf' }] : [],
}))

const older: PlaygroundMessage[] = Array.from({ length: 70 }, (_, index) => ({
  ...(messages[0] as PlaygroundMessage),
  id: `older-${index}`,
  subject: `Soporte ${index + 1}`,
  at: daysAgo(20 + index),
}))

const all = [...messages, ...older]

/** Beside these stand forms; they are opened by a test, not from the list. */
const working: PlaygroundMessage[] = [
  ['working', 'Eva Gómez', 'Estimación de la DMZ'],
  ['newcomer', 'Pedro Sáez', 'Presupuesto para tres naves'],
  ['working-long', 'Maximiliana Wilhelmina Friederike von Hohenlohe-Langenburg', 'Lang'],
].map(([local = '', name = '', subject = '']) => ({
  ...(messages[0] as PlaygroundMessage),
  id: local,
  messageId: `${local}@talleresnorte.example`,
  from: { name, address: `${local}@talleresnorte.example` },
  subject,
}))

export const messageById = (id: string): PlaygroundMessage | undefined =>
  [...all, ...working].find((message) => message.id === id)

export function messagePage(cursor: number): { items: PlaygroundListed[]; nextCursor: string | null } {
  const listed = all.slice(cursor, cursor + 50).map(({ id, from, to, subject, at, attachments }, index) => ({
    id,
    from,
    to,
    subject,
    at,
    unread: cursor + index === 1,
    attachments: attachments.length > 0,
    unlogged: null,
  }))
  return { items: listed, nextCursor: cursor + 50 < all.length ? String(cursor + 50) : null }
}

export const playgroundState = (userId: string): PlaygroundState => ({
  demo: true,
  writable: true,
  me: { id: userId, name: 'Juan Pérez', email: me.address, roles: ['rep'], locale: 'en', demo: true },
  users: [
    { id: 'juan', name: 'Juan Pérez', email: me.address, roles: ['rep'] },
    { id: 'marta', name: 'Marta Ruiz', email: 'marta@cierzo.example', roles: ['service', 'manager'] },
  ],
  connectable: false,
  mailboxes: [
    {
      address: me.address,
      folders: [
        { id: 'inbox', name: 'Inbox', count: all.length, logged: 9 },
        { id: 'sent', name: 'Sent', count: 4, logged: 4 },
      ],
      connection: null,
    },
    {
      address: 'info@cierzo.example',
      folders: [{ id: 'inbox', name: 'Inbox', count: 0, logged: 0 }],
      connection: null,
    },
  ],
})
