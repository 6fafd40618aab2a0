/** Records by address: every block and state that the pane must draw. */
import type { Sidebar } from '#shared/api.ts'
import type { Block } from '#shared/blocks.ts'
import { documentRows, timelinePage } from './canned-timeline.ts'
import { type Asked, record, simple, state, unknown } from './canned-strangers.ts'
import { newcomer, working, workingLong } from './canned-working.ts'
import type { Say } from './canned-words.ts'

const timelineHref = (view: string) => `/api/timeline?view=${view}`

function timeline(say: Say, company: string, slow: boolean): Block {
  const href = timelineHref('company')
  return {
    type: 'rows',
    id: 'timeline',
    title: say(`With ${company}`, `Con ${company}`),
    page: slow ? null : timelinePage(say, { view: 'company', q: '', kind: '', cursor: 0, href }),
    views: [
      { id: 'company', label: company, href, current: true },
      { id: 'person', label: say('Only Eva', 'Solo Eva'), href: timelineHref('person'), current: false },
    ],
    filters: [
      { id: 'mail_received', label: say('Mail received', 'Correo recibido') },
      { id: 'mail_sent', label: say('Mail sent', 'Correo enviado') },
      { id: 'visit', label: say('Visits', 'Visitas') },
    ],
    search: say('Search', 'Buscar'),
    empty: say('Nothing yet with this company.', 'Todavía no hay nada con esta empresa.'),
  }
}

function levels(say: Say, current: string): Block {
  const labels: [string, string][] = [
    ['everything', say('Everything', 'Todo')],
    ['subject', say('Only the subject', 'Solo el asunto')],
    ['existence', say('That it happened', 'Que existe')],
    ['nothing', say('Nothing', 'Nada')],
  ]
  return {
    type: 'actions',
    id: 'level',
    title: say('Colleagues see', 'Los compañeros ven'),
    actions: labels.map(([id, label]) => ({
      id,
      label,
      current: id === current,
      request: { method: 'PUT', href: '/api/fake/level', body: { level: id } },
      undo: { method: 'PUT', href: '/api/fake/level', body: { level: current } },
      done: say(`Colleagues see: ${label.toLowerCase()}`, `Los compañeros ven: ${label.toLowerCase()}`),
    })),
  }
}

const people = (say: Say, { others, more }: Asked): Block => ({
  type: 'chips',
  id: 'people',
  title: say('Also on this message', 'También en este mensaje'),
  chips: others.map((other) => {
    const [, name, address] = /^(.*?)\s*<(.+)>$/.exec(other) ?? [null, other, other]
    return { text: name ?? other, tone: 'neutral', address: address ?? other }
  }),
  more,
})

function customer(say: Say, asked: Asked, { slow = false } = {}): Sidebar {
  return record('contact', state(), [
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
      type: 'facts',
      id: 'facts',
      items: [
        { label: say('Mobile', 'Móvil'), value: '+34 600 11 22 33', href: 'tel:+34600112233' },
        { label: say('Phone', 'Teléfono'), value: '+34 943 55 01 00', href: 'tel:+34943550100' },
      ],
    },
    {
      type: 'text',
      id: 'message',
      tone: 'good',
      text: say('Logged for the team', 'Registrado para el equipo'),
      more: say('Why?', '¿Por qué?'),
      details: [
        say(
          'juan@cierzo.example: logged, Eva Gómez is a contact.',
          'juan@cierzo.example: registrado, Eva Gómez es un contacto.',
        ),
        say(
          'info@cierzo.example: the same message, logged once.',
          'info@cierzo.example: el mismo mensaje, registrado una vez.',
        ),
      ],
    },
    levels(say, asked.level),
    people(say, asked),
    {
      type: 'rows',
      id: 'documents',
      title: say('Documents', 'Documentos'),
      page: documentRows(),
      views: [],
      filters: [],
      search: null,
      empty: say('No documents.', 'Sin documentos.'),
      folded: true,
    },
    timeline(say, 'Talleres Norte', slow),
  ])
}

const LONG = 'Maximiliana Wilhelmina Friederike von Hohenlohe-Langenburg-Schillingsfürst y Fernández de Córdoba'

export function recordOf(say: Say, asked: Asked): Sidebar {
  switch (asked.address.split('@')[0]) {
    case 'eva':
    case 'crowd':
      return customer(say, asked)
    case 'slow-part':
      return customer(say, asked, { slow: true })
    case 'long': {
      const sidebar = customer(say, asked)
      const header: Block = {
        type: 'header',
        id: 'header',
        title: LONG,
        subtitle: `Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtin · ${LONG}`,
        meta: LONG,
        initials: 'MW',
        tone: 'attention',
      }
      return { ...sidebar, blocks: [header, ...sidebar.blocks.slice(1)] }
    }
    case 'rtl': {
      const sidebar = customer(say, asked)
      const header: Block = {
        type: 'header',
        id: 'header',
        title: 'عبد الرحمن محمد الخوارزمي',
        subtitle: 'مدير تقنية المعلومات · شركة الشمال',
        meta: say('Customer · Marta Ruiz owns it', 'Cliente · Lo lleva Marta Ruiz'),
        initials: 'عخ',
        tone: 'good',
      }
      return { ...sidebar, blocks: [header, ...sidebar.blocks.slice(1)] }
    }
    case 'colleague':
      return simple(say, 'colleague', {
        title: 'Marta Ruiz',
        meta: say('Colleague', 'Compañera'),
        text: say('Not logged: only colleagues', 'No registrado: solo compañeros'),
      })
    case 'notsynced':
      return simple(say, 'contact', {
        title: 'Iñaki Etxeberria',
        meta: 'Talleres Norte',
        tone: 'attention',
        text: say('Not synced yet (last sync 2 min ago)', 'Aún sin sincronizar (última vez hace 2 min)'),
        message: state({ state: 'not-synced' }),
      })
    case 'private':
      return simple(say, 'contact', {
        title: 'Ane Uriarte',
        meta: null,
        tone: 'private',
        text: say('Private: only you see this', 'Privado: solo lo ves tú'),
      })
    case 'working':
      return working(say, asked.done)
    case 'working-long':
      return workingLong(say, asked.done)
    case 'newcomer':
      return newcomer(say, asked)
    default:
      return unknown(say, asked)
  }
}
