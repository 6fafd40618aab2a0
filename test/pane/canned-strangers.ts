/** Records of those who are no customers: unknown people, colleagues, states without a history. */
import type { MessageState, Sidebar } from '#shared/api.ts'
import type { Block } from '#shared/blocks.ts'
import type { Say } from './canned-words.ts'

export type Asked = {
  address: string
  name: string | null
  others: string[]
  more: number
  level: string
  excluded: boolean
  /** The follow-up is done. */
  done: boolean
}

export const state = (part: Partial<MessageState> = {}): MessageState => ({
  state: 'logged',
  reason: null,
  interactionId: 'dmz-4',
  level: 'everything',
  lastSyncedAt: null,
  explanation: '',
  ...part,
})

export const record = (who: Sidebar['who'], message: MessageState, blocks: Block[]): Sidebar => ({
  who,
  contact: null,
  company: null,
  message,
  blocks,
})

export function unknown(say: Say, asked: Asked): Sidebar {
  const name = asked.name ?? asked.address
  return record('unknown', state({ state: 'skipped', reason: 'nobody', interactionId: null }), [
    {
      type: 'header',
      id: 'header',
      title: name,
      subtitle: asked.address,
      meta: say('Not known yet', 'Aún sin ficha'),
      initials: '',
      tone: 'neutral',
    },
    {
      type: 'text',
      id: 'message',
      tone: 'neutral',
      text: say('Not logged: nobody on it is a contact.', 'No registrado: nadie del mensaje es un contacto.'),
      more: say('Why?', '¿Por qué?'),
      details: [
        say('People become contacts when we write to them.', 'Alguien pasa a ser contacto cuando le escribimos.'),
      ],
    },
    {
      type: 'actions',
      id: 'unknown-actions',
      title: null,
      actions: asked.excluded
        ? []
        : [
            {
              id: 'exclude',
              label: say('Never log this sender', 'No registrar nunca a este remitente'),
              request: { method: 'POST', href: '/api/fake/excluded', body: { address: asked.address } },
              undo: { method: 'DELETE', href: '/api/fake/excluded' },
              done: say('This sender is never logged', 'Este remitente no se registrará'),
            },
          ],
    },
    {
      type: 'rows',
      id: 'candidates',
      title: say('Could this be…', '¿Puede ser…?'),
      page: {
        nextHref: null,
        groups: [
          {
            id: 'candidates',
            title: null,
            rows: [
              {
                ...candidate,
                id: 'c1',
                kind: 'person',
                primary: 'Eva Gómez',
                secondary: 'Talleres Norte',
                address: 'eva@talleresnorte.example',
              },
              {
                ...candidate,
                id: 'c2',
                kind: 'company',
                primary: 'Talleres Norte',
                secondary: say('Customer · same domain', 'Cliente · mismo dominio'),
              },
            ],
          },
        ],
      },
      views: [],
      filters: [],
      search: null,
      empty: say('Nobody similar.', 'Nadie parecido.'),
    },
  ])
}

const candidate = {
  at: null,
  text: null,
  tone: 'neutral',
  hidden: false,
  open: null,
  download: null,
  address: null,
} as const

export function simple(
  say: Say,
  who: Sidebar['who'],
  { title, meta, text, tone = 'neutral', message = state() }: Simple,
): Sidebar {
  return record(who, message, [
    { type: 'header', id: 'header', title, subtitle: null, meta, initials: title.slice(0, 1), tone: 'neutral' },
    { type: 'text', id: 'message', tone, text, more: null, details: [] },
    nothingYet(say, title),
  ])
}

type Simple = {
  title: string
  meta: string | null
  text: string
  tone?: 'neutral' | 'private' | 'attention'
  message?: MessageState
}

const nothingYet = (say: Say, name: string): Block => ({
  type: 'rows',
  id: 'timeline',
  title: say(`With ${name}`, `Con ${name}`),
  page: { groups: [], nextHref: null },
  views: [],
  filters: [],
  search: null,
  empty: say('Nothing yet.', 'Todavía no hay nada.'),
})
