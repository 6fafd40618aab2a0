/** A customer's history as the server would answer it: conversations, a visit, documents, what is hidden. */
import type { InteractionDetail } from '#shared/api.ts'
import type { Row, RowGroup, RowsPage } from '#shared/blocks.ts'
import { type Say, daysAgo } from './canned-words.ts'

const PAGE = 12

type Talk = { id: string; title: string | null; person: boolean; rows: Row[] }

const plain: Omit<Row, 'id' | 'kind' | 'at' | 'primary'> = {
  secondary: null,
  text: null,
  tone: 'neutral',
  hidden: false,
  open: null,
  download: null,
  address: null,
}

const mail = (id: string, at: string, part: Partial<Row>): Row => ({
  ...plain,
  id,
  at,
  kind: 'mail_received',
  primary: 'Eva Gómez → Juan Pérez',
  open: `/api/interactions/${id}`,
  ...part,
})

function recent(say: Say): Talk[] {
  const out: Partial<Row> = { kind: 'mail_sent', primary: 'Juan Pérez → Eva Gómez' }
  return [
    {
      id: 'dmz',
      title: 'Servidor en la nube y DMZ para la nave 2',
      person: true,
      rows: [
        mail('dmz-4', daysAgo(0, 8), {
          primary: 'Eva Gómez → Juan Pérez, Marta Ruiz',
          text: 'Juan, nos interesa el servidor en la nube que comentaste. ¿Nos mandas una estimación para montar también una DMZ en la nave 2? Lo tengo que presentar el jueves a dirección.',
        }),
        mail('dmz-3', daysAgo(1), { ...out, text: 'Buenas, Eva: adjunto el esquema que vimos en la visita.' }),
        mail('dmz-2', daysAgo(4), { text: 'Gracias por venir ayer. Quedo a la espera del esquema.' }),
        mail('dmz-1', daysAgo(5), { ...out, text: 'Confirmado, el martes a las 10 estamos allí Marta y yo.' }),
      ],
    },
    {
      id: 'visit',
      title: null,
      person: false,
      rows: [
        mail('visit-1', daysAgo(9), {
          kind: 'visit',
          primary: say('Visit by Juan Pérez and Marta Ruiz', 'Visita de Juan Pérez y Marta Ruiz'),
          text: say(
            'Shown round both halls. Interested in a cloud server and in separating the machines’ network; no budget before March.',
            'Vemos las dos naves. Les interesa un servidor en la nube y separar la red de las máquinas; no hay presupuesto hasta marzo.',
          ),
        }),
      ],
    },
    {
      id: 'hidden',
      title: null,
      person: true,
      rows: [mail('hidden-1', daysAgo(12), { hidden: true, primary: '', open: null })],
    },
    {
      // The other way in which a conversation may be said: the subject on each row, no title.
      id: 'offer',
      title: null,
      person: false,
      rows: [
        mail('offer-2', daysAgo(18), {
          primary: say('Re: Offer 118: switches for hall 1', 'Re: Oferta 118: switches para la nave 1'),
          secondary: 'Iñaki Etxeberria → Juan Pérez',
          text: 'Aceptada. Pedido 4500018822 adjunto; entregad en la nave 1, muelle 3, de 8 a 14 h.',
        }),
        mail('offer-1', daysAgo(21), {
          ...out,
          primary: say('Offer 118: switches for hall 1', 'Oferta 118: switches para la nave 1'),
          secondary: 'Juan Pérez → Iñaki Etxeberria',
          text: 'Hola, Iñaki: te paso la oferta revisada.',
        }),
      ],
    },
  ]
}

function older(say: Say): Talk[] {
  const topics = ['firewall', 'VPN', 'backup', 'licencias', 'wifi', 'ERP', 'mantenimiento']
  return Array.from({ length: 31 }, (_, index) => {
    const topic = topics[index % topics.length] ?? ''
    const id = `old-${index}`
    return {
      id,
      title: say(`Support ${index + 1}: ${topic}`, `Soporte ${index + 1}: ${topic}`),
      person: index % 2 === 0,
      rows: [
        mail(`${id}-b`, daysAgo(25 + index * 13), { text: `${topic}: resuelto, gracias.` }),
        mail(`${id}-a`, daysAgo(26 + index * 13), {
          kind: 'mail_sent',
          primary: 'Juan Pérez → Eva Gómez',
          text: `${topic}: lo miramos hoy.`,
        }),
      ],
    }
  })
}

export type TimelineQuery = { view: string; q: string; kind: string; cursor: number; href: string }

export function timelinePage(say: Say, { view, q, kind, cursor, href }: TimelineQuery): RowsPage {
  const fits = (row: Row, title: string | null) =>
    (!kind || row.kind === kind) && (!q || `${title} ${row.text}`.toLowerCase().includes(q.toLowerCase()))
  const all: RowGroup[] = [...recent(say), ...older(say)]
    .filter(({ person }) => view === 'company' || person)
    .map(({ id, title, rows }) => ({ id, title, rows: rows.filter((row) => fits(row, title)) }))
    .filter(({ rows }) => rows.length > 0)
  const next = new URL(href, 'http://pane.invalid')
  next.searchParams.set('cursor', String(cursor + PAGE))
  return {
    groups: all.slice(cursor, cursor + PAGE),
    nextHref: cursor + PAGE < all.length ? next.pathname + next.search : null,
  }
}

export const documentRows = (): RowsPage => ({
  nextHref: null,
  groups: [
    {
      id: 'documents',
      title: null,
      rows: [
        ['esquema-dmz.pdf', 1],
        ['oferta-118.pdf', 21],
        ['Pedido 4500018822 Talleres Norte – nave 1 – muelle 3 (revisado, definitivo).xlsx', 18],
        ...Array.from({ length: 6 }, (_, index) => [`acta-${index + 1}.docx`, 30 + index]),
      ].map(([name, days], index) => ({
        ...plain,
        id: `document-${index}`,
        kind: 'document',
        at: daysAgo(Number(days)),
        primary: String(name),
        download: `/api/documents/${index}`,
      })),
    },
  ],
})

const FULL = `Juan, nos interesa el servidor en la nube que comentaste.

¿Nos mandas una estimación para montar también una DMZ en la nave 2? Lo tengo que presentar el jueves a dirección. Esto es lo que tenemos: https://talleresnorte.example/red.

- 14 puestos
- 6 máquinas con control numérico
- 1 enlace de fibra`

export const interaction = (id: string): InteractionDetail => ({
  id,
  kind: 'mail_received',
  occurredAt: daysAgo(0, 8),
  zone: 'Europe/Madrid',
  level: 'everything',
  subject: 'Servidor en la nube y DMZ para la nave 2',
  report: id === 'offer-2' ? `${FULL}\n\n`.repeat(60) : FULL,
  fullText: `${FULL}\n\nUn saludo,\nEva Gómez · Directora de sistemas\nTalleres Norte, S. L.\n\nEl mar, Juan Pérez escribió:\n> Buenas, Eva: adjunto el esquema que vimos en la visita.`,
  messageId: `${id}@talleresnorte.example`,
  conversationId: 'dmz',
  contacts: [],
  company: null,
  companies: [],
  participants: [
    {
      role: 'from',
      address: 'eva@talleresnorte.example',
      name: 'Eva Gómez',
      contactId: '1',
      userId: null,
      matchedBy: null,
    },
    { role: 'to', address: 'juan@cierzo.example', name: 'Juan Pérez', contactId: null, userId: '1', matchedBy: null },
    ...Array.from({ length: 12 }, (_, index) => ({
      role: 'cc' as const,
      address: `persona${index}@talleresnorte.example`,
      name: index === 0 ? 'عبد الرحمن الخوارزمي' : `Persona ${index}`,
      contactId: null,
      userId: null,
      matchedBy: null,
    })),
  ],
  documents: [{ name: 'esquema-dmz.pdf', size: 248_000, type: 'application/pdf', href: '/api/documents/0' }],
  occurrences: [{ mailbox: 'juan@cierzo.example' }],
  notes: [],
  sentBy: null,
  meeting: null,
})
