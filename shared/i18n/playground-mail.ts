/** The words of the playground over a mailbox that is connected at its provider. `es` is typed by `en`. */
import type { Reason } from '../api.ts'
import { problemText } from './connect.ts'
import type { Language } from './pane.ts'

type Why = Record<Reason | 'failed', string>

type Words = Record<
  'connectText' | 'connect' | 'orFiles' | 'syncing' | 'notConnected' | 'askAdmin' | 'reconnect' | 'unreadable',
  string
> & { unlogged: (why: string) => string; why: Why; notRead: (why: string) => string }

const en: Words = {
  connectText:
    'Your mail and your meetings are read where they are, and what counts is logged by itself. Ficha reads and never writes.',
  connect: 'Connect Google',
  orFiles: 'Or bring mail in files, with two commands:',
  unlogged: (why) => `Not logged: ${why}`,
  why: {
    draft: 'draft',
    spam: 'spam or bin',
    erased: 'erased on request',
    private: 'marked as private',
    bounce: 'could not be delivered',
    'auto-reply': 'automatic answer',
    'calendar-mail': 'invitation',
    cancelled: 'cancelled',
    bulk: 'newsletter',
    internal: 'colleagues only',
    excluded: 'never logged',
    nobody: 'nobody known',
    failed: 'could not be read',
  },
  syncing: 'This mailbox is being read for the first time; its mail appears here as it comes.',
  notRead: (why) => `Nothing more of this mailbox is read. ${why}`,
  notConnected: 'It is not connected.',
  askAdmin: 'An administrator looks after it.',
  reconnect: 'Connect again',
  unreadable: 'This message is at Google, and its mailbox has to be connected again before it can be read.',
}

const es: Words = {
  connectText:
    'Tu correo y tus reuniones se leen donde están, y lo que cuenta se registra solo. Ficha lee y nunca escribe.',
  connect: 'Conectar Google',
  orFiles: 'O trae tu correo en archivos, con dos órdenes:',
  unlogged: (why) => `Sin registrar: ${why}`,
  why: {
    draft: 'borrador',
    spam: 'correo no deseado o papelera',
    erased: 'borrado a petición',
    private: 'marcado como privado',
    bounce: 'no se pudo entregar',
    'auto-reply': 'respuesta automática',
    'calendar-mail': 'invitación',
    cancelled: 'cancelado',
    bulk: 'boletín',
    internal: 'solo compañeros',
    excluded: 'nunca se registra',
    nobody: 'nadie conocido',
    failed: 'no se ha podido leer',
  },
  syncing: 'Este buzón se está leyendo por primera vez; su correo irá apareciendo aquí.',
  notRead: (why) => `De este buzón ya no se lee nada. ${why}`,
  notConnected: 'No está conectado.',
  askAdmin: 'De él se ocupa quien administra Ficha.',
  reconnect: 'Volver a conectar',
  unreadable: 'Este mensaje está en Google: para leerlo hay que volver a conectar su buzón.',
}

export const mailStrings: Record<Language, Words> = { en, es }

/** Why a message that nothing is stored of is not logged, in a word or two. */
export function unloggedText(language: Language, reason: string): string {
  const { unlogged, why } = mailStrings[language]
  return unlogged(why[reason as keyof Why] ?? reason)
}

/** Why a mailbox is not read. */
export function notReadText(language: Language, problem: string): string {
  const { notRead, notConnected } = mailStrings[language]
  return notRead(problem === 'not-connected' ? notConnected : problemText(language, problem))
}
