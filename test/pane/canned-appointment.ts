/** Appointments as the server tells them: one that is planned, one that it does not know, and whoever is invited. */
import type { Appointment, AppointmentPerson } from '#shared/api/appointment.ts'
import type { Block, Row } from '#shared/blocks.ts'
import type { StandInItem } from '#shared/playground.ts'
import { parseAddressList } from '#shared/email-address.ts'
import type { Say } from './canned-words.ts'
import { daysAgo } from './canned-words.ts'

type Asked = {
  subject: string | null
  making: boolean
  addresses: string[]
  notes: Record<string, string | null>
}

/** As Outlook tells one: `people` are local parts at the customer's. */
export function appointmentItem(
  part: Partial<Extract<StandInItem, { kind: 'appointment' }>> = {},
): Extract<StandInItem, { kind: 'appointment' }> {
  return {
    kind: 'appointment',
    id: 'offer',
    write: false,
    organizer: { name: 'Juan Pérez', address: 'juan@cierzo.example' },
    required: [
      { name: 'Eva Gómez', address: 'eva@talleresnorte.example' },
      { name: 'Iker Sanz', address: 'unknown@talleresnorte.example' },
    ],
    optional: [{ name: 'Marta Ruiz', address: 'marta@cierzo.example' }],
    subject: 'Offer for the second hall',
    place: 'Nave 2',
    start: '2026-11-26T09:00:00.000Z',
    end: '2026-11-26T10:00:00.000Z',
    ...part,
  }
}

export function appointmentOf(say: Say, { subject, making, addresses, notes }: Asked): Appointment {
  const people = addresses
    .flatMap((text) => parseAddressList(text))
    .filter(({ address }) => !address.startsWith('juan@'))
    .map(({ address, name }) => personOf(address, name))
  const known = !making && !subject?.startsWith('Unknown')
  const state = known
    ? {
        state: 'planned' as const,
        text: say('Planned: it will be logged when it begins', 'Prevista: se registrará cuando empiece'),
        tone: 'neutral' as const,
      }
    : {
        state: 'none' as const,
        text: say('Ficha does not know it yet.', 'Ficha aún no la conoce.'),
        tone: 'neutral' as const,
      }
  return {
    meeting: known
      ? { interactionId: '31', planned: true, recurring: false, startAt: '2026-11-26T09:00:00.000Z', endAt: null }
      : null,
    state,
    people,
    blocks: [
      headerOf(say, subject),
      {
        type: 'text',
        id: 'message',
        tone: state.tone,
        text: state.text,
        more: known ? say('Why?', '¿Por qué?') : null,
        details: known ? [say('In the mailbox juan@cierzo.example', 'En el buzón juan@cierzo.example')] : [],
      },
      ...(known ? factsOf(say) : []),
      ...(people.length > 0 ? [openOf(say), lastOf(say)] : []),
      ...(known ? [formOf(say, notes)] : []),
    ],
  }
}

const personOf = (address: string, name: string | null): AppointmentPerson => ({
  address,
  name,
  status: address.startsWith('eva') ? 'customer' : null,
  who: address.endsWith('cierzo.example') ? 'colleague' : address.startsWith('eva') ? 'contact' : 'unknown',
  answer: address.startsWith('eva') ? 'accepted' : 'none',
})

const headerOf = (say: Say, subject: string | null): Block => ({
  type: 'header',
  id: 'who',
  title: subject ?? say('(no title)', '(sin título)'),
  subtitle: say('Thu 26 Nov, 10:00–11:00', 'jue, 26 nov, 10:00–11:00'),
  meta: null,
  initials: '26',
  tone: 'neutral',
})

const factsOf = (say: Say): Block[] => [
  {
    type: 'facts',
    id: 'facts',
    items: [
      { label: say('Place', 'Lugar'), value: 'Nave 2', href: null },
      { label: say('Video call', 'Videollamada'), value: say('Join', 'Unirse'), href: 'https://meet.example/abc' },
      { label: say('Coming', 'Asisten'), value: 'Juan Pérez, Eva Gómez', href: null },
      { label: say('No answer yet', 'Sin respuesta'), value: 'Iker Sanz, Marta Ruiz', href: null },
    ],
  },
]

const rowsOf = (id: string, title: string, row: Row): Block => ({
  type: 'rows',
  id,
  title,
  page: { groups: [{ id: row.id, title: null, rows: [row] }], nextHref: null },
  views: [],
  filters: [],
  search: null,
  empty: '',
})

const openOf = (say: Say): Block =>
  rowsOf('open', say('Open', 'Pendiente'), {
    ...row('f1', 'followup', say('Send the estimate for the DMZ', 'Enviar el presupuesto de la DMZ')),
    secondary: say('was due yesterday', 'vencía ayer'),
    tone: 'attention',
  })

const lastOf = (say: Say): Block =>
  rowsOf('last', say('Last with those present', 'Lo último con los asistentes'), {
    ...row('i1', 'meeting', 'Juan Pérez con Eva Gómez, Iker Sanz +2'),
    at: daysAgo(3),
    text: 'Interested in a cloud server. Wants an estimate for a DMZ before the end of the year.',
  })

const row = (id: string, kind: Row['kind'], primary: string): Row => ({
  id,
  kind,
  at: null,
  primary,
  secondary: null,
  text: null,
  tone: 'neutral',
  hidden: false,
  open: null,
  download: null,
  address: null,
})

const formOf = (say: Say, notes: Asked['notes']): Block => {
  const field = (name: string, label: string, hint: string | null) => ({
    name,
    label,
    type: 'textarea' as const,
    value: notes[name] ?? null,
    required: false,
    options: [],
    hint,
    suggestions: [],
  })
  return {
    type: 'form',
    id: 'meeting-notes-31',
    title: say('Objective and notes', 'Objetivo y notas'),
    note: say(
      'Whoever sees all of the meeting reads and writes them.',
      'Los lee y escribe quien ve la reunión entera.',
    ),
    fields: [
      field(
        'objective',
        say('Objective', 'Objetivo'),
        say('What should be settled when you part?', '¿Qué debería quedar resuelto al despediros?'),
      ),
      field('notes', say('Notes', 'Notas'), null),
    ],
    submit: {
      label: say('Save', 'Guardar'),
      request: { method: 'PUT', href: '/api/meetings/31/notes' },
      done: say('Saved beside the meeting', 'Guardado junto a la reunión'),
    },
    check: null,
  }
}
