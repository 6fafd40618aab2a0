/** The words of the lists: customers, views, what search finds, triage, what excluding would take away. */
import type { Locale } from './record.ts'

/** What makes somebody look like private life. */
export type PersonalSign = 'family' | 'greeting' | 'affairs' | 'off-hours' | 'free-mail'

const en = {
  customerColumns: [
    'Name',
    'Status',
    'Owner',
    'Interest',
    'Last contact from us',
    'Last contact from them',
    'Days waiting',
    'Next follow-up on',
    'Next follow-up',
  ],
  customersFile: 'customers',
  views: { waiting: 'Waiting for us', silent: 'Nobody in touch for 30 days', mine: 'Mine' },
  noSubject: '(no subject)',
  with: (names: string) => `With ${names}`,
  personal: {
    family: 'they sign or are addressed as family',
    greeting: 'you greet one another as friends do',
    affairs: 'it is about home or free time',
    'off-hours': 'you write outside working hours',
    'free-mail': 'they write from a private address',
  } satisfies Record<PersonalSign, string>,
  looksPersonal: (signs: string) => `Looks personal: ${signs}.`,
  exclusion: (messages: number, people: number) =>
    messages === 0
      ? 'Would remove nothing that you may know of from the record; from now on nothing is logged.'
      : `Would remove ${messages} ${messages === 1 ? 'message' : 'messages'} of ${people} ${people === 1 ? 'person' : 'people'} from the record.`,
}

const es: typeof en = {
  customerColumns: [
    'Nombre',
    'Estado',
    'Responsable',
    'Interés',
    'Último contacto nuestro',
    'Último contacto suyo',
    'Días esperando',
    'Próximo seguimiento el',
    'Próximo seguimiento',
  ],
  customersFile: 'clientes',
  views: { waiting: 'Esperan respuesta', silent: 'Sin contacto nuestro en 30 días', mine: 'Los míos' },
  noSubject: '(sin asunto)',
  with: (names) => `Con ${names}`,
  personal: {
    family: 'firma o se le trata como familia',
    greeting: 'os saludáis como amigos',
    affairs: 'trata de la casa o del tiempo libre',
    'off-hours': 'os escribís fuera del horario de trabajo',
    'free-mail': 'escribe desde una dirección particular',
  },
  looksPersonal: (signs) => `Parece personal: ${signs}.`,
  exclusion: (messages, people) =>
    messages === 0
      ? 'No quitaría del registro nada que puedas conocer; desde ahora no se registrará nada.'
      : `Quitaría del registro ${messages} ${messages === 1 ? 'mensaje' : 'mensajes'} de ${people} ${people === 1 ? 'persona' : 'personas'}.`,
}

export const LISTS: Record<Locale, typeof en> = { en, es }
