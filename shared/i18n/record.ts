/** What the server says on the record, in both languages: written, not translated word for word. */
import type { Kind, Reason, Status } from '../api.ts'

export type Locale = 'en' | 'es'

type Words = {
  status: Record<Status, string>
  kind: Record<Kind, string>
  reason: Record<Reason, string>
  ownedBy: (name: string) => string
  colleague: string
  colleagueNote: string
  unknown: string
  unknownNote: string
  roleAddress: (company: string) => string
  suggested: (company: string) => string
  logged: string
  /** Of a meeting that has not begun. */
  planned: string
  loggedWith: (level: 'existence' | 'subject') => string
  onlyYou: string
  byColleague: string
  skipped: (reason: string) => string
  failed: (code: string) => string
  notSynced: (minutes: number | null) => string
  gone: string
  pending: string
  why: string
  because: (name: string) => string
  reviewTitle: (mailbox: string) => string
  reviewDo: string
  reviewDone: string
  heldBy: (mailbox: string) => string
  phone: string
  email: string
  website: string
  company: string
  withCompany: (name: string) => string
  withPerson: (name: string) => string
  wholeCompany: string
  only: (name: string) => string
  search: string
  nothingYet: string
  documents: string
  people: string
  candidates: string
  hidden: string
  noSubject: string
  to: string
  andMore: (n: number) => string
  setStatus: string
  levels: Record<'nothing' | 'existence' | 'subject' | 'everything', string>
  whoSees: string
  done: string
  matchedTag: (address: string) => string
  notes: Record<string, string>
  you: string
  unreviewed: string
}

/** "Priya" of "Nair, Priya" and of "Priya Nair": a switch at 320 px has no room for more. */
const firstName = (name: string): string => (name.split(',')[1] ?? name).trim().split(/[\s@]+/u)[0] || name

const en: Words = {
  status: {
    unclassified: 'Not classified yet',
    lead: 'Lead',
    prospect: 'Prospect',
    customer: 'Customer',
    former: 'Former customer',
    supplier: 'Supplier',
    partner: 'Partner',
  },
  kind: {
    mail_sent: 'Mail sent',
    mail_received: 'Mail received',
    meeting: 'Meeting',
    call: 'Call',
    visit: 'Visit',
    chat: 'Chat',
    note: 'Note',
  },
  reason: {
    draft: 'it is a draft; it will be logged once it is sent',
    spam: 'it is in spam or in the bin',
    erased: 'this person asked to be erased',
    private: 'it is marked as private',
    bounce: 'it only says that a mail could not be delivered',
    'auto-reply': 'it is an automatic answer or notification',
    'calendar-mail': 'it only carries an invitation or an answer to one; the meeting itself is what counts',
    cancelled: 'the meeting was cancelled before it began',
    bulk: 'it is a newsletter or a mailing list',
    internal: 'only colleagues are on it',
    excluded: 'somebody asked never to log this address',
    nobody: 'nobody on it is known yet. Once you write to them, it is logged by itself',
  },
  ownedBy: (name) => `${name} owns it`,
  colleague: 'Colleague',
  colleagueNote: 'Mail among colleagues alone is never logged.',
  unknown: 'Not in the CRM',
  unknownNote: 'There is no record of them yet. It begins by itself once somebody here writes to them.',
  roleAddress: (company) => `Shared address of ${company}`,
  suggested: (company) => `Not a contact yet. The address belongs to ${company}.`,
  logged: 'Logged for the team',
  planned: 'Planned: it will be logged when it begins',
  loggedWith: (level) =>
    level === 'subject' ? 'Logged: others see the subject only' : 'Logged: others see only that it happened',
  onlyYou: 'Private: only the users of this mailbox see it',
  byColleague: 'Logged by a colleague',
  skipped: (reason) => `Not logged: ${reason}.`,
  failed: (code) => `Could not be read (${code}). It is kept for another try.`,
  notSynced: (minutes) =>
    minutes === null
      ? 'Not synced yet'
      : minutes < 1
        ? 'Not synced yet (last sync just now)'
        : `Not synced yet (last sync ${minutes < 120 ? `${minutes} min` : minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`} ago)`,
  gone: 'The mailbox no longer shows it.',
  pending: 'It is being decided again.',
  why: 'Why?',
  because: (name) => `Because ${name} is known here.`,
  reviewTitle: (mailbox) => `What was first read from ${mailbox} is still yours alone`,
  reviewDo: 'Open it to colleagues',
  reviewDone: 'From now on colleagues see what the levels allow.',
  heldBy: (mailbox) => `In the mailbox ${mailbox}`,
  phone: 'Phone',
  email: 'Mail',
  website: 'Domain',
  company: 'Company',
  withCompany: (name) => `With ${name}`,
  withPerson: (name) => `With ${name}`,
  wholeCompany: 'Company',
  only: (name) => `Only ${firstName(name)}`,
  search: 'Search what was said',
  nothingYet: 'Nothing yet. What is written and heard from now on appears here.',
  documents: 'Documents',
  people: 'Also on this message',
  candidates: 'Could it be one of them?',
  hidden: "hidden by a colleague's setting",
  noSubject: '(no subject)',
  to: 'to',
  andMore: (n) => `and ${n} more`,
  setStatus: 'What are they to us?',
  levels: {
    nothing: 'Nothing',
    existence: 'Only that it happened',
    subject: 'Only the subject',
    everything: 'Everything',
  },
  whoSees: 'Colleagues see:',
  done: 'Done',
  matchedTag: (address) => `Written as ${address}`,
  notes: {
    'date-from-received': 'Its date could not be believed; the one at which our server received it is shown.',
    'date-missing': 'It says no date that could be believed.',
    'id-from-content': 'It has no Message-ID; it is recognised by its content.',
    signed: 'It is signed.',
    encrypted: 'It is encrypted: only what can be read without the key is logged.',
    'text-truncated': 'It is longer than what is kept; the beginning is here.',
    'recipients-truncated': 'It has more recipients than are kept.',
    damaged: 'Parts of it are damaged; what could be read is here.',
  },
  you: 'you',
  unreviewed:
    'Colleagues see nothing of it when somebody chose so, while the person is not classified, or until the first sync of the mailbox has been reviewed.',
}

const es: Words = {
  status: {
    unclassified: 'Sin clasificar',
    lead: 'Contacto inicial',
    prospect: 'Cliente potencial',
    customer: 'Cliente',
    former: 'Antiguo cliente',
    supplier: 'Proveedor',
    partner: 'Socio comercial',
  },
  kind: {
    mail_sent: 'Correo enviado',
    mail_received: 'Correo recibido',
    meeting: 'Reunión',
    call: 'Llamada',
    visit: 'Visita',
    chat: 'Chat',
    note: 'Nota',
  },
  reason: {
    draft: 'es un borrador; se registrará cuando se envíe',
    spam: 'está en correo no deseado o en la papelera',
    erased: 'esta persona pidió que se borraran sus datos',
    private: 'está marcado como privado',
    bounce: 'solo avisa de que un correo no se pudo entregar',
    'auto-reply': 'es una respuesta automática o un aviso',
    'calendar-mail': 'solo trae una convocatoria o la respuesta a una; lo que cuenta es la reunión',
    cancelled: 'la reunión se canceló antes de empezar',
    bulk: 'es un boletín o una lista de correo',
    internal: 'solo hay compañeros',
    excluded: 'alguien pidió no registrar nunca esta dirección',
    nobody: 'todavía no conocemos a nadie de este mensaje. En cuanto les escribas, se registrará solo',
  },
  ownedBy: (name) => `lo lleva ${name}`,
  colleague: 'Del equipo',
  colleagueNote: 'El correo que solo circula entre nosotros nunca se registra.',
  unknown: 'No está en el CRM',
  unknownNote: 'Todavía no tiene ficha. Empezará sola en cuanto alguien de aquí le escriba.',
  roleAddress: (company) => `Dirección compartida de ${company}`,
  suggested: (company) => `Todavía no es un contacto. La dirección es de ${company}.`,
  logged: 'Registrado para el equipo',
  planned: 'Prevista: se registrará cuando empiece',
  loggedWith: (level) =>
    level === 'subject' ? 'Registrado: los demás solo ven el asunto' : 'Registrado: los demás solo ven que existe',
  onlyYou: 'Privado: solo lo ven los usuarios de este buzón',
  byColleague: 'Registrado por un compañero',
  skipped: (reason) => `No registrado: ${reason}.`,
  failed: (code) => `No se pudo leer (${code}). Se guarda para volver a intentarlo.`,
  notSynced: (minutes) =>
    minutes === null
      ? 'Aún sin sincronizar'
      : minutes < 1
        ? 'Aún sin sincronizar (última vez, ahora mismo)'
        : `Aún sin sincronizar (última vez, hace ${minutes < 120 ? `${minutes} min` : minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} días`})`,
  gone: 'El buzón ya no lo muestra.',
  pending: 'Se está decidiendo de nuevo.',
  why: '¿Por qué?',
  because: (name) => `Porque aquí ya conocemos a ${name}.`,
  reviewTitle: (mailbox) => `Lo primero que se leyó de ${mailbox} aún solo lo ves tú`,
  reviewDo: 'Abrirlo a los compañeros',
  reviewDone: 'Desde ahora los compañeros ven lo que permiten los niveles.',
  heldBy: (mailbox) => `En el buzón ${mailbox}`,
  phone: 'Teléfono',
  email: 'Correo',
  website: 'Dominio',
  company: 'Empresa',
  withCompany: (name) => `Con ${name}`,
  withPerson: (name) => `Con ${name}`,
  wholeCompany: 'Empresa',
  only: (name) => `Solo ${firstName(name)}`,
  search: 'Buscar en lo hablado',
  nothingYet: 'Todavía nada. Lo que se escriba y se reciba a partir de ahora aparecerá aquí.',
  documents: 'Documentos',
  people: 'También en este mensaje',
  candidates: '¿Podría ser alguno de estos?',
  hidden: 'oculto por decisión de un compañero',
  noSubject: '(sin asunto)',
  to: 'a',
  andMore: (n) => `y ${n} más`,
  setStatus: '¿Qué es para nosotros?',
  levels: { nothing: 'Nada', existence: 'Solo que existe', subject: 'Solo el asunto', everything: 'Todo' },
  whoSees: 'Los compañeros ven:',
  done: 'Hecho',
  matchedTag: (address) => `Escrito como ${address}`,
  notes: {
    'date-from-received': 'Su fecha no era creíble; se muestra la de recepción en nuestro servidor.',
    'date-missing': 'No trae ninguna fecha creíble.',
    'id-from-content': 'No trae Message-ID; se reconoce por su contenido.',
    signed: 'Está firmado.',
    encrypted: 'Está cifrado: solo se registra lo que se puede leer sin la clave.',
    'text-truncated': 'Es más largo de lo que se guarda; aquí está el principio.',
    'recipients-truncated': 'Tiene más destinatarios de los que se guardan.',
    damaged: 'Trae partes dañadas; aquí está lo que se pudo leer.',
  },
  you: 'tú',
  unreviewed:
    'Los compañeros no ven nada si alguien lo decidió así, si la persona está sin clasificar o mientras no se revise la primera sincronización del buzón.',
}

export const recordWords: Record<Locale, Words> = { en, es }
