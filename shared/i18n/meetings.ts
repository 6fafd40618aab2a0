/** Of meetings: what the record and the pane beside an appointment say, in both languages. */
import type { Answer } from '../api/meetings.ts'
import type { Locale } from './record.ts'

type Words = {
  planned: string
  untitled: string
  withThem: string
  place: string
  call: string
  join: string
  document: string
  answers: Record<Answer, string>
  /** More of what was named before. */
  more: (n: number) => string
  allDay: string
  last: string
  nothingLast: string
  opportunities: string
  notesTitle: string
  notesShared: string
  objective: string
  objectiveHint: string
  notes: string
  save: string
  saved: string
  editNotes: string
  /** Of a meeting that has not begun: who of the others sees it. */
  plannedFor: Record<'nothing' | 'existence' | 'subject', string>
  organizer: (name: string) => string
  beingMade: string
}

const en: Words = {
  planned: 'Planned meetings',
  untitled: '(no title)',
  withThem: 'with',
  place: 'Place',
  call: 'Video call',
  join: 'Join',
  document: 'Document',
  answers: { accepted: 'Coming', tentative: 'Perhaps', declined: 'Not coming', none: 'No answer yet' },
  more: (n) => `${n} more`,
  allDay: 'all day',
  last: 'Last with those present',
  nothingLast: 'Nothing yet with those present.',
  opportunities: 'Open opportunities of those present',
  notesTitle: 'Objective and notes',
  notesShared: 'Whoever sees all of the meeting reads and writes them.',
  objective: 'Objective',
  objectiveHint: 'What should be settled when you part?',
  notes: 'Notes',
  save: 'Save',
  saved: 'Saved beside the meeting',
  editNotes: 'Objective and notes',
  plannedFor: {
    nothing: 'Planned: only the users of this calendar see it',
    existence: 'Planned: others see only that it takes place',
    subject: 'Planned: others see the title only',
  },
  organizer: (name) => `Called by ${name}`,
  beingMade:
    'Ficha does not know it yet. Once it is in your calendar, it stands on the record of everybody outside who is invited.',
}

const es: Words = {
  planned: 'Reuniones previstas',
  untitled: '(sin título)',
  withThem: 'con',
  place: 'Lugar',
  call: 'Videollamada',
  join: 'Unirse',
  document: 'Documento',
  answers: { accepted: 'Asisten', tentative: 'Quizá', declined: 'No asisten', none: 'Sin respuesta' },
  more: (n) => `${n} más`,
  allDay: 'todo el día',
  last: 'Lo último con los asistentes',
  nothingLast: 'Todavía nada con los asistentes.',
  opportunities: 'Oportunidades abiertas de los asistentes',
  notesTitle: 'Objetivo y notas',
  notesShared: 'Los lee y escribe quien ve la reunión entera.',
  objective: 'Objetivo',
  objectiveHint: '¿Qué debería quedar resuelto al despediros?',
  notes: 'Notas',
  save: 'Guardar',
  saved: 'Guardado junto a la reunión',
  editNotes: 'Objetivo y notas',
  plannedFor: {
    nothing: 'Prevista: solo la ven los usuarios de este calendario',
    existence: 'Prevista: los demás solo ven que tiene lugar',
    subject: 'Prevista: los demás solo ven el título',
  },
  organizer: (name) => `Convoca ${name}`,
  beingMade: 'Ficha aún no la conoce. Cuando esté en tu calendario, aparecerá en la ficha de cada invitado de fuera.',
}

export const meetingWords: Record<Locale, Words> = { en, es }

/** What the pane itself says beside an appointment. */
export type AppointmentStrings = {
  who: string
  meeting: string
  /** How many people are not shown. */
  everybody: (more: number) => string
  fewer: string
  nobody: string
  loading: string
}

export const appointmentStrings: Record<Locale, AppointmentStrings> = {
  en: {
    who: 'Who meets',
    meeting: 'The meeting',
    everybody: (more) => `and ${more} more`,
    fewer: 'Show fewer',
    nobody: 'Nobody is invited yet. Whoever you add appears here.',
    loading: 'Loading the appointment',
  },
  es: {
    who: 'Quiénes se reúnen',
    meeting: 'La reunión',
    everybody: (more) => `y ${more} más`,
    fewer: 'Mostrar menos',
    nobody: 'Todavía no hay nadie invitado. Quien añadas aparecerá aquí.',
    loading: 'Cargando la cita',
  },
}
