/** The words of the mailboxes' page: connecting, how far it is, what is wrong, which calendars. */
import type { Language } from './pane.ts'

type Part = 'mail' | 'calendar'

const en = {
  connectTitle: 'Connect your mailbox',
  connectIntro:
    'Mail that you send and receive, and your meetings, are logged by themselves from then on. Ficha reads and never writes. What the first sync brings only you see, until you have reviewed it.',
  connectGoogle: 'Connect Google',
  connectOther: 'Connect another mailbox',
  connectOtherHint: 'A second one of yours, or one that several share (sales@): choose it at Google.',
  connectedNow: (address: string) => `${address} is connected.`,
  beginsNow: 'What is in it is being read now, the newest first; you can work meanwhile.',
  notAllowed: (parts: Part[]) => `At Google you did not allow Ficha to read ${said(parts)}.`,
  allow: (parts: Part[]) => `Allow ${said(parts)}`,
  lastRead: (when: string) => `last read ${when}`,
  progress: (done: string, total: string | null) =>
    total === null ? `${done} messages read` : `${done} of about ${total} messages read`,
  begins: 'Beginning to read…',
  reconnect: 'Connect again',
  nothingLost: 'Nothing is lost: once connected it goes on where it stopped.',
  calendars: 'Calendars that are read',
  calendarTroubles: { gone: 'no longer there', forbidden: 'Google does not show what is in it' } as Record<
    string,
    string
  >,
  disconnect: 'Disconnect',
  disconnectText: (address: string) =>
    `Nothing more of ${address} is read, and Google forgets Ficha. What was logged stays.`,
  disconnected: 'Disconnected',
}

const said = (parts: Part[]) => parts.map((part) => ({ mail: 'mail', calendar: 'calendars' })[part]).join(' and ')

const es: typeof en = {
  connectTitle: 'Conecta tu buzón',
  connectIntro:
    'A partir de ese momento, el correo que envías y recibes y tus reuniones se registran solos. Ficha lee y nunca escribe. Lo que trae la primera sincronización solo lo ves tú hasta que lo revises.',
  connectGoogle: 'Conectar Google',
  connectOther: 'Conectar otro buzón',
  connectOtherHint: 'Otro tuyo, o uno que compartís varios (ventas@): elígelo en Google.',
  connectedNow: (address) => `${address} está conectado.`,
  beginsNow: 'Se está leyendo lo que contiene, empezando por lo más reciente; mientras tanto puedes trabajar.',
  notAllowed: (parts) => `En Google no has permitido que Ficha lea ${dicho(parts, ' ni ')}.`,
  allow: (parts) => `Permitir ${dicho(parts, ' y ')}`,
  lastRead: (when) => `última lectura: ${when}`,
  progress: (done, total) => (total === null ? `${done} mensajes leídos` : `${done} de unos ${total} mensajes leídos`),
  begins: 'Empezando a leer…',
  reconnect: 'Volver a conectar',
  nothingLost: 'No se pierde nada: al conectarlo seguirá donde se quedó.',
  calendars: 'Calendarios que se leen',
  calendarTroubles: { gone: 'ya no existe', forbidden: 'Google no deja ver lo que contiene' },
  disconnect: 'Desconectar',
  disconnectText: (address) => `No se lee nada más de ${address} y Google olvida a Ficha. Lo registrado se queda.`,
  disconnected: 'Desconectado',
}

const dicho = (parts: Part[], and: string) =>
  parts.map((part) => ({ mail: 'el correo', calendar: 'los calendarios' })[part]).join(and)

export const mailboxWords: Record<Language, typeof en> = { en, es }
