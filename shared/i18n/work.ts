/** What the server says of what people do: logging, follow-ups, conversations, opportunities. Written in both languages. */
import type { HandKind } from '../api/work.ts'
import { opportunityWords } from './opportunity.ts'
import type { Locale } from './record.ts'

type Why = { kind: 'short' } | { kind: 'codes'; words: string[] }

type Words = {
  call: string
  log: string
  followUp: string
  logTitle: string
  logged: string
  editEntry: string
  saveEntry: string
  deleteEntry: string
  deleted: string
  mayAsk: string
  what: string
  whoWasThere: string
  ofOurs: string
  when: string
  aboutWhat: string
  theText: string
  textHint: string
  nextStep: string
  nextTitle: string
  dueOn: string
  owner: string
  me: string
  nobodyYet: string
  inAWeek: string
  inAMonth: string
  cryptic: (why: Why) => string
  between: Record<HandKind | 'meeting', string>
  closedAs: { done: string; cancelled: string; open: string }
  openTitle: string
  /** Days from today to the day that it is due; below zero: overdue. */
  due: (days: number, said: string) => string
  done: string
  closed: string
  saved: string
  nothingOpen: string
  followupTitle: string
  doIt: string
  opportunity: (typeof opportunityWords)['en']
  compose: {
    /** `when` as one says it: "yesterday", "on 3 November". */
    wrote: (by: string, when: string, subject: string | null) => string
    did: (by: string, when: string, kind: string) => string
    today: string
    yesterday: string
    on: (day: string) => string
  }
  conversation: {
    title: string
    open: string
    openDone: string
    take: string
    youTookIt: string
    tookIt: (name: string) => string
    solved: string
    solvedDone: string
    makePrivate: string
    privateDone: string
    makeOpen: string
    openedDone: string
    opportunity: string
    noOpportunity: string
    newOpportunity: string
    linked: (title: string) => string
    unlinked: string
  }
}

const quoted = (words: string[]) => words.map((word) => `“${word}”`).join(', ')
const comillas = (words: string[]) => words.map((word) => `«${word}»`).join(', ')

const en: Words = {
  call: 'Call',
  log: 'Log',
  followUp: 'Follow-up',
  logTitle: 'Log what happened',
  logged: 'Logged',
  editEntry: 'Change what I logged',
  saveEntry: 'Save',
  deleteEntry: 'Delete',
  deleted: 'Deleted',
  mayAsk: 'Write it so that they could read it: this person may ask to.',
  what: 'What was it?',
  whoWasThere: 'Who was there?',
  ofOurs: 'And of ours, besides you',
  when: 'When?',
  aboutWhat: 'About what? (optional)',
  theText: 'What was said',
  textHint: 'What they want, what was agreed, what comes next.',
  nextStep: 'Next step',
  nextTitle: 'What is to be done',
  dueOn: 'By when',
  owner: 'Who does it',
  me: 'Me',
  nobodyYet: 'Nobody yet',
  inAWeek: 'in a week',
  inAMonth: 'in a month',
  cryptic: (why) =>
    why.kind === 'short'
      ? 'Will a colleague understand this in three years? A sentence or two more would do.'
      : `Will a colleague understand ${quoted(why.words)} in three years? Written out, they will.`,
  between: { call: 'with', visit: 'with', chat: 'with', meeting: 'with', note: 'about' },
  closedAs: { done: 'Done', cancelled: 'Cancelled', open: 'To do' },
  openTitle: 'Open',
  due: (days, said) =>
    days < -1
      ? `was due ${said}`
      : days === -1
        ? 'was due yesterday'
        : days === 0
          ? 'due today'
          : days === 1
            ? 'due tomorrow'
            : `due ${said}`,
  done: 'Done',
  closed: 'Done. It is in the timeline now.',
  saved: 'Saved',
  nothingOpen: 'Nothing is owed.',
  followupTitle: 'Follow-up',
  doIt: 'Add follow-up',
  opportunity: opportunityWords.en,
  compose: {
    wrote: (by, when, subject) => `${by} wrote to them ${when}${subject ? ` about “${subject}”` : ''}`,
    did: (by, when, kind) => `${by} was in touch ${when} (${kind.toLowerCase()})`,
    today: 'today',
    yesterday: 'yesterday',
    on: (day) => `on ${day}`,
  },
  conversation: {
    title: 'Conversation:',
    open: 'Open',
    openDone: 'Open again',
    take: 'I take this',
    youTookIt: 'You took this',
    tookIt: (name) => `${name} took this`,
    solved: 'Solved',
    solvedDone: 'Solved, until they write again',
    makePrivate: 'Private conversation',
    privateDone: 'Private: colleagues see none of this conversation, now and later.',
    makeOpen: 'No longer private',
    openedDone: 'Colleagues see what the other settings allow.',
    opportunity: 'Opportunity:',
    noOpportunity: 'None',
    newOpportunity: 'New opportunity…',
    linked: (title) => `Linked to ${title}, with what comes later`,
    unlinked: 'No longer linked',
  },
}

const es: Words = {
  call: 'Llamar',
  log: 'Anotar',
  followUp: 'Seguimiento',
  logTitle: 'Anotar lo que ha pasado',
  logged: 'Anotado',
  editEntry: 'Cambiar lo que anoté',
  saveEntry: 'Guardar',
  deleteEntry: 'Borrar',
  deleted: 'Borrado',
  mayAsk: 'Escríbelo como si fuera a leerlo: esta persona puede pedirlo.',
  what: '¿Qué ha sido?',
  whoWasThere: '¿Quién estaba?',
  ofOurs: 'Y de los nuestros, además de ti',
  when: '¿Cuándo?',
  aboutWhat: '¿Sobre qué? (opcional)',
  theText: 'Qué se habló',
  textHint: 'Qué quieren, qué se acordó, qué queda por hacer.',
  nextStep: 'Siguiente paso',
  nextTitle: 'Qué hay que hacer',
  dueOn: 'Para cuándo',
  owner: 'Quién lo hace',
  me: 'Yo',
  nobodyYet: 'Todavía nadie',
  inAWeek: 'en una semana',
  inAMonth: 'en un mes',
  cryptic: (why) =>
    why.kind === 'short'
      ? '¿Lo entenderá un compañero dentro de tres años? Con una o dos frases más, seguro.'
      : `¿Entenderá un compañero ${comillas(why.words)} dentro de tres años? Mejor sin abreviar.`,
  between: { call: 'con', visit: 'con', chat: 'con', meeting: 'con', note: 'sobre' },
  closedAs: { done: 'Hecho', cancelled: 'Anulado', open: 'Por hacer' },
  openTitle: 'Pendiente',
  due: (days, said) =>
    days < -1
      ? `era para el ${said}`
      : days === -1
        ? 'era para ayer'
        : days === 0
          ? 'es para hoy'
          : days === 1
            ? 'es para mañana'
            : `para el ${said}`,
  done: 'Hecho',
  closed: 'Hecho. Ya está en el historial.',
  saved: 'Guardado',
  nothingOpen: 'No se debe nada.',
  followupTitle: 'Seguimiento',
  doIt: 'Crear seguimiento',
  opportunity: opportunityWords.es,
  compose: {
    wrote: (by, when, subject) => `${by} les escribió ${when}${subject ? ` sobre «${subject}»` : ''}`,
    did: (by, when, kind) => `${by} estuvo en contacto ${when} (${kind.toLowerCase()})`,
    today: 'hoy',
    yesterday: 'ayer',
    on: (day) => `el ${day}`,
  },
  conversation: {
    title: 'Conversación:',
    open: 'Abierta',
    openDone: 'Abierta otra vez',
    take: 'Me encargo yo',
    youTookIt: 'Te encargas tú',
    tookIt: (name) => `Se encarga ${name}`,
    solved: 'Resuelta',
    solvedDone: 'Resuelta, hasta que vuelvan a escribir',
    makePrivate: 'Conversación privada',
    privateDone: 'Privada: los compañeros no verán nada de esta conversación, ni ahora ni después.',
    makeOpen: 'Dejar de ser privada',
    openedDone: 'Los compañeros ven lo que permiten los demás ajustes.',
    opportunity: 'Oportunidad:',
    noOpportunity: 'Ninguna',
    newOpportunity: 'Nueva oportunidad…',
    linked: (title) => `Unida a ${title}, también lo que llegue después`,
    unlinked: 'Ya no está unida',
  },
}

export const workWords: Record<Locale, Words> = { en, es }
