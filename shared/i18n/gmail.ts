/**
 * The words that the Gmail and Calendar add-on itself says, beside those that it shares with the pane. `es` is typed by
 * `en`: both are complete or it does not compile.
 */
import type { Language } from './pane.ts'

const en = {
  again: 'Refresh',
  openFicha: 'Open Ficha',
  tooMuch: 'There is more than fits here: see its page',
  moreChoices: (count: number) => `${count} more can be chosen on its page.`,
  history: 'Search and filter',
  show: 'Show',
  take: 'Take over',
  dismiss: 'Not this',
  home: {
    title: 'Today',
    meetings: 'Meetings today',
    noMeetings: 'No meetings with people outside today.',
    waiting: 'Waiting for an answer',
    noWaiting: 'Nobody waits in the mailboxes that you share.',
    followups: 'Your follow-ups',
    noFollowups: 'Nothing is due. Open a message to see whom it is from.',
    due: (day: string) => `due ${day}`,
    overdue: (day: string) => `was due ${day}`,
    taken: (name: string) => `${name} has taken it`,
    all: 'All of them',
  },
  compose: {
    title: 'Before you write',
    people: 'Whom you write to',
  },
  event: { people: 'Who meets' },
  notUser: {
    title: 'Nobody here goes by this account',
    text: (address: string) =>
      `Ficha has no user ${address}. Ask whoever runs Ficha in your company to add you with exactly this address, then press Refresh.`,
  },
  otherAccount: {
    title: 'This address belonged to another Google account',
    text: (address: string) =>
      `${address} was used in Ficha by another Google account before. Ask whoever runs Ficha in your company to let it be yours.`,
  },
  notSetUp: {
    title: 'The add-on is not set up yet',
    text: 'Whoever runs Ficha in your company has to say in its settings which add-on this is.',
  },
  notSynced: {
    title: 'Not synced yet',
    text: 'Ficha has not seen this message. Connect this mailbox in Ficha, and its mail is logged by itself; then press Refresh.',
    soon: 'Ficha has not seen this message yet. New mail appears within minutes: press Refresh.',
    gone: 'This message is no longer in the mailbox.',
    connect: 'Connect this mailbox',
    take: 'Log this message',
  },
  reconnect: {
    text: 'Google no longer lets Ficha into this mailbox. Connect it again; nothing is lost meanwhile.',
    do: 'Connect again',
  },
  nobody: { title: 'Nobody to show' },
  old: {
    title: 'This card is too old',
    text: 'It was drawn more than two days ago, and much may have changed. Open the message again.',
  },
  foreign: {
    title: 'This card is not yours',
    text: 'It was drawn for somebody else. Open the message again.',
  },
  altered: { title: 'This did not work', text: 'What the card sent was not what Ficha had drawn. Open it again.' },
  trouble: {
    title: 'Ficha could not show this',
    text: 'Something went wrong on the server. Your mail is not affected. Press Refresh in a moment.',
  },
  forbidden: {
    title: 'This record is not open to you',
    text: 'Your role does not allow it. If you need it for your work, ask an administrator.',
  },
  missing: {
    title: 'It is no longer there',
    text: 'What this card was about has gone, or is not open to you any more.',
  },
}

export type GmailStrings = typeof en

const es: GmailStrings = {
  again: 'Actualizar',
  openFicha: 'Abrir Ficha',
  tooMuch: 'Hay más de lo que cabe aquí: míralo en su página',
  moreChoices: (count) => `En su página puedes elegir entre ${count} más.`,
  history: 'Buscar y filtrar',
  show: 'Ver',
  take: 'Aceptar',
  dismiss: 'No es así',
  home: {
    title: 'Hoy',
    meetings: 'Reuniones de hoy',
    noMeetings: 'Hoy no hay reuniones con gente de fuera.',
    waiting: 'Esperan respuesta',
    noWaiting: 'Nadie espera en los buzones que compartes.',
    followups: 'Tus seguimientos',
    noFollowups: 'No tienes nada pendiente. Abre un mensaje y verás de quién es.',
    due: (day) => `para ${day}`,
    overdue: (day) => `era para ${day}`,
    taken: (name) => `lo lleva ${name}`,
    all: 'Verlos todos',
  },
  compose: {
    title: 'Antes de escribir',
    people: 'A quién escribes',
  },
  event: { people: 'Quién se reúne' },
  notUser: {
    title: 'Nadie usa aquí esta cuenta',
    text: (address) =>
      `En Ficha no hay ningún usuario ${address}. Pide a quien lleva Ficha en tu empresa que te añada justo con esta dirección y pulsa Actualizar.`,
  },
  otherAccount: {
    title: 'Esta dirección era de otra cuenta de Google',
    text: (address) =>
      `Otra cuenta de Google usó antes ${address} en Ficha. Pide a quien lleva Ficha en tu empresa que te la asigne.`,
  },
  notSetUp: {
    title: 'El complemento aún no está configurado',
    text: 'Quien lleva Ficha en tu empresa tiene que indicar en los ajustes qué complemento es este.',
  },
  notSynced: {
    title: 'Aún sin sincronizar',
    text: 'Ficha no ha visto este mensaje. Conecta este buzón en Ficha y su correo se registrará solo; después pulsa Actualizar.',
    soon: 'Ficha aún no ha visto este mensaje. El correo nuevo aparece en unos minutos: pulsa Actualizar.',
    gone: 'Este mensaje ya no está en el buzón.',
    connect: 'Conectar este buzón',
    take: 'Registrar este mensaje',
  },
  reconnect: {
    text: 'Google ya no deja entrar a Ficha en este buzón. Vuelve a conectarlo; entretanto no se pierde nada.',
    do: 'Volver a conectar',
  },
  nobody: { title: 'No hay nadie que mostrar' },
  old: {
    title: 'Esta tarjeta es demasiado antigua',
    text: 'Tiene más de dos días y puede haber cambiado mucho. Abre el mensaje de nuevo.',
  },
  foreign: { title: 'Esta tarjeta no es tuya', text: 'Es de otra persona. Abre el mensaje de nuevo.' },
  altered: {
    title: 'No ha funcionado',
    text: 'La tarjeta ha enviado algo que Ficha no había puesto en ella. Ábrela de nuevo.',
  },
  trouble: {
    title: 'Ficha no ha podido mostrar esto',
    text: 'Algo ha fallado en el servidor. Tu correo no se ve afectado. Pulsa Actualizar en un momento.',
  },
  forbidden: {
    title: 'No tienes acceso a esta ficha',
    text: 'Tu función no lo permite. Si la necesitas para tu trabajo, pídesela a un administrador.',
  },
  missing: { title: 'Ya no está', text: 'Lo que mostraba esta tarjeta ha desaparecido, o ya no tienes acceso a ello.' },
}

export const gmailStrings: Record<Language, GmailStrings> = { en, es }
