/** The words beside a mail that is being written. `es` is typed by `en`: both are complete or it does not compile. */
import type { Level } from '../api.ts'
import type { Language } from './pane.ts'

const en = {
  who: 'Whom you write to',
  overview: 'Before you write',
  everybody: (count: number) => `and ${count} more`,
  others: (count: number) => (count === 1 ? '1 more' : `${count} more`),
  fewer: 'Show fewer',
  nobody: 'Say to whom it goes: their records appear here.',
  nothingKnown: 'Nothing is open with them, and nobody else wrote to them lately.',
  internal: 'Will not be logged: only colleagues',
  excluded: 'Will not be logged: it is for somebody whose mail is never logged',
  narrow: {
    nothing: (names: string) => `Will be logged with ${names}; only the users of this mailbox see it`,
    existence: (names: string) => `Will be logged with ${names}; colleagues see only that it happened`,
    subject: (names: string) => `Will be logged with ${names}; colleagues see only the subject`,
    everything: (names: string) => `Will be logged for the team, with ${names}`,
  } satisfies Record<Level, (names: string) => string>,
  newcomer: (names: string) =>
    `Will be logged with ${names}, who becomes a contact; only the users of this mailbox see it until somebody says what they are to us`,
  newcomers: (names: string) =>
    `Will be logged with ${names}, who become contacts; only the users of this mailbox see it until somebody says what they are to us`,
  choices: {
    title: 'Your next mail to them',
    note: 'Holds for the first mail that you send to exactly these people outside, within two days.',
    usual: 'As usual',
    remind: 'Remind me on',
    opportunity: 'Opportunity',
    keep: 'Keep',
    kept: 'Kept for your next mail to them',
    /** What the follow-up is called. Without the subject: whoever may see the follow-up need not know it. */
    reminder: 'See whether they have answered',
  },
}

export type ComposeStrings = typeof en

const es: ComposeStrings = {
  who: 'A quién escribes',
  overview: 'Antes de escribir',
  everybody: (count) => `y ${count} más`,
  others: (count) => `${count} más`,
  fewer: 'Mostrar menos',
  nobody: 'Di a quién va dirigido: aquí aparece su ficha.',
  nothingKnown: 'No hay nada pendiente y nadie más les ha escrito últimamente.',
  internal: 'No se registrará: solo compañeros',
  excluded: 'No se registrará: va a alguien cuyo correo no se registra nunca',
  narrow: {
    nothing: (names) => `Se registrará con ${names}; solo lo verán los usuarios de este buzón`,
    existence: (names) => `Se registrará con ${names}; los compañeros solo verán que ha ocurrido`,
    subject: (names) => `Se registrará con ${names}; los compañeros solo verán el asunto`,
    everything: (names) => `Se registrará para el equipo, con ${names}`,
  },
  newcomer: (names) =>
    `Se registrará con ${names}, que pasará a ser contacto; solo lo verán los usuarios de este buzón hasta que alguien diga qué es para nosotros`,
  newcomers: (names) =>
    `Se registrará con ${names}, que pasarán a ser contactos; solo lo verán los usuarios de este buzón hasta que alguien diga qué son para nosotros`,
  choices: {
    title: 'Tu próximo correo para ellos',
    note: 'Vale para el primer correo que envíes justo a estas personas de fuera en los próximos dos días.',
    usual: 'Lo de siempre',
    remind: 'Recuérdamelo el',
    opportunity: 'Oportunidad',
    keep: 'Guardar',
    kept: 'Guardado para tu próximo correo',
    reminder: 'Mirar si han contestado',
  },
}

export const composeStrings: Record<Language, ComposeStrings> = { en, es }
