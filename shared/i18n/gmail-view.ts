/** The words of Gmail's own part in the playground: what Gmail says around an add-on's cards. `es` is typed by `en`. */
import type { Language } from './pane.ts'

const en = {
  host: 'Show the record as in',
  outlook: 'Outlook',
  gmail: 'Gmail',
  addOn: 'Ficha in Gmail',
  back: 'Back',
  menu: 'More actions',
  loading: 'Loading…',
  working: 'One moment…',
  showMore: (count: number) => `Show ${count} more`,
  showAll: 'Show all',
  showLess: 'Show less',
  dismiss: 'Close',
  open: 'Open',
  required: 'This is required.',
  requiredFirst: 'Fill in what is required first.',
  choose: 'Choose',
  date: (label: string) => `${label}, date`,
  time: (label: string) => `${label}, time`,
  failed: (status: number) =>
    status === 0
      ? 'The add-on’s answer is not one that Gmail understands.'
      : `The add-on answered with an error (${status}). Gmail would only say that it could not be loaded.`,
  notDone: 'That did not work. Try again.',
  unreachable: 'The server does not answer. Try again.',
  tryAgain: 'Try again',
  scopes: 'Google would now ask for these permissions:',
  allScopes: 'all that the add-on declares',
  noCard: 'The add-on shows no card here.',
  unknownCard: (name: string) => `There is no card “${name}” to go back to.`,
  unknownWidget: (name: string) => `Gmail shows a “${name}” here, which the playground cannot draw.`,
  unknownAction: (name: string) => `Gmail would now do this, which the playground cannot: ${name}`,
  tooMany: (shown: number, all: number) => `Gmail draws ${shown} widgets of a card; this one has ${all}.`,
  picture: 'Picture',
}

export type GmailViewStrings = typeof en

const es: GmailViewStrings = {
  host: 'Ver la ficha como en',
  outlook: 'Outlook',
  gmail: 'Gmail',
  addOn: 'Ficha en Gmail',
  back: 'Atrás',
  menu: 'Más acciones',
  loading: 'Cargando…',
  working: 'Un momento…',
  showMore: (count) => `Mostrar ${count} más`,
  showAll: 'Mostrar todo',
  showLess: 'Mostrar menos',
  dismiss: 'Cerrar',
  open: 'Abrir',
  required: 'Es obligatorio.',
  requiredFirst: 'Rellena antes lo que es obligatorio.',
  choose: 'Elige',
  date: (label) => `${label}, fecha`,
  time: (label) => `${label}, hora`,
  failed: (status) =>
    status === 0
      ? 'Gmail no entiende la respuesta del complemento.'
      : `El complemento ha respondido con un error (${status}). Gmail solo diría que no se ha podido cargar.`,
  notDone: 'No ha funcionado. Inténtalo de nuevo.',
  unreachable: 'El servidor no responde. Inténtalo de nuevo.',
  tryAgain: 'Reintentar',
  scopes: 'Google pediría ahora estos permisos:',
  allScopes: 'todos los que declara el complemento',
  noCard: 'Aquí el complemento no muestra ninguna tarjeta.',
  unknownCard: (name) => `No hay ninguna tarjeta «${name}» a la que volver.`,
  unknownWidget: (name) => `Aquí Gmail muestra un «${name}», que la sala de pruebas no sabe dibujar.`,
  unknownAction: (name) => `Gmail haría ahora esto, que la sala de pruebas no puede: ${name}`,
  tooMany: (shown, all) => `Gmail dibuja ${shown} elementos por tarjeta y esta tiene ${all}.`,
  picture: 'Imagen',
}

export const gmailViewStrings: Record<Language, GmailViewStrings> = { en, es }
