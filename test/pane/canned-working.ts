/** Records that one works on: what is pinned, what is owed, what one can log, and somebody new to make a contact of. */
import type { Sidebar } from '#shared/api.ts'
import type { Block, Row } from '#shared/blocks.ts'
import { type Asked, record, state, unknown } from './canned-strangers.ts'
import { type Say, daysAgo } from './canned-words.ts'

const plain: Omit<Row, 'id' | 'kind' | 'primary'> = {
  at: null,
  secondary: null,
  text: null,
  tone: 'neutral',
  hidden: false,
  open: null,
  download: null,
  address: null,
}

const rows = (id: string, title: string, all: Row[], empty: string): Block => ({
  type: 'rows',
  id,
  title,
  page: { groups: all.length ? [{ id, title: null, rows: all }] : [], nextHref: null },
  views: [],
  filters: [],
  search: null,
  empty,
})

const form = (name: string, label: string, rest: { tel?: string } = {}) => ({
  id: name,
  label,
  href: `/api/forms/${name}?contactId=3`,
  ...rest,
})

function followup(say: Say, done: boolean): Row[] {
  const due = daysAgo(1).slice(0, 10)
  const finish = (to: string) => ({ method: 'PATCH' as const, href: '/api/fake/followup', body: { state: to } })
  const open: Row = {
    ...plain,
    id: 'followup-1',
    kind: 'followup',
    at: due,
    primary: say('Call back Eva about the DMZ', 'Llamar a Eva por la DMZ'),
    secondary: say('Marta Ruiz · was due yesterday', 'Marta Ruiz · vencía ayer'),
    tone: 'attention',
    actions: [
      {
        id: 'done',
        label: say('Done', 'Hecho'),
        request: finish('done'),
        undo: finish('open'),
        done: say('Follow-up done', 'Seguimiento hecho'),
      },
    ],
  }
  const opportunity: Row = {
    ...plain,
    id: 'opportunity-1',
    kind: 'opportunity',
    primary: say('DMZ roll-out', 'Puesta en marcha de la DMZ'),
    secondary: say('Offered · 12,400 EUR', 'Ofertada · 12.400 EUR'),
    page: '/opportunities/4',
  }
  return [...(done ? [] : [open]), opportunity]
}

export function working(say: Say, done: boolean): Sidebar {
  const sidebar = record('contact', state(), [
    {
      type: 'header',
      id: 'header',
      title: 'Eva Gómez',
      subtitle: say('Head of IT · Talleres Norte', 'Directora de sistemas · Talleres Norte'),
      meta: say('Customer · Marta Ruiz owns it', 'Cliente · Lo lleva Marta Ruiz'),
      initials: 'EG',
      tone: 'good',
    },
    {
      type: 'text',
      id: 'notice',
      tone: 'attention',
      text: say('No discounts before March: ask Marta.', 'Sin descuentos hasta marzo: pregunta a Marta.'),
      more: null,
      details: [],
      said: { by: 'Marta Ruiz', at: daysAgo(12) },
    },
    {
      type: 'facts',
      id: 'facts',
      items: [{ label: say('Mobile', 'Móvil'), value: '+34 600 11 22 33', href: 'tel:+34600112233' }],
    },
    {
      type: 'actions',
      id: 'work',
      title: null,
      actions: [
        {
          id: 'claim',
          label: say('I take this', 'Me encargo yo'),
          request: { method: 'PUT', href: '/api/fake/level', body: { level: 'everything' } },
          done: say('It is yours', 'Es tuya'),
        },
      ],
      forms: [
        form('call', say('Call', 'Llamar'), { tel: '+34600112233' }),
        form('opportunity', say('Opportunity', 'Oportunidad')),
        form('notice', say('Notice', 'Aviso')),
        form('contact', say('Edit contact', 'Editar contacto')),
        form('gone', say('Merge', 'Fusionar')),
      ],
    },
    {
      type: 'text',
      id: 'message',
      tone: 'good',
      text: say('Logged for the team', 'Registrado para el equipo'),
      more: null,
      details: [],
    },
    rows('open', say('Open', 'Pendiente'), followup(say, done), say('Nothing owed.', 'Nada pendiente.')),
    rows(
      'changes',
      say('History', 'Historial'),
      [
        {
          ...plain,
          id: 'change-1',
          kind: 'change',
          at: daysAgo(3),
          primary: say('Role: Technician → Head of IT', 'Cargo: Técnica → Directora de sistemas'),
          secondary: 'Juan Pérez',
        },
      ],
      say('Nothing changed.', 'Sin cambios.'),
    ),
  ])
  return {
    ...sidebar,
    contact: {
      id: '3',
      name: 'Eva Gómez',
      role: null,
      status: 'customer',
      addresses: [],
      phones: [],
      company: null,
      owner: null,
    },
  }
}

/** Nothing is short: names, notices, labels. */
export function workingLong(say: Say, done: boolean): Sidebar {
  const sidebar = working(say, done)
  const long = 'Maximiliana Wilhelmina Friederike von Hohenlohe-Langenburg-Schillingsfürst'
  const blocks = sidebar.blocks.map((block): Block => {
    if (block.type === 'header') return { ...block, title: long, subtitle: `${long} · ${long}` }
    if (block.type === 'text' && block.said)
      return { ...block, text: `${long}: `.repeat(9), said: { by: long, at: block.said.at } }
    if (block.type === 'rows' && block.page)
      return {
        ...block,
        page: {
          nextHref: null,
          groups: block.page.groups.map((group) => ({
            ...group,
            rows: group.rows.map((row) => ({ ...row, primary: `${row.primary} · ${long}` })),
          })),
        },
      }
    if (block.type === 'actions')
      return { ...block, forms: block.forms?.map((one) => ({ ...one, label: `${one.label} · ${long}` })) }
    return block
  })
  return { ...sidebar, blocks }
}

/** Unknown, with a signature to suggest from. */
export function newcomer(say: Say, asked: Asked): Sidebar {
  const sidebar = unknown(say, asked)
  return {
    ...sidebar,
    blocks: sidebar.blocks.map((block) =>
      block.type === 'actions'
        ? { ...block, forms: [form('contact', say('Create contact', 'Crear contacto'))] }
        : block,
    ),
  }
}
