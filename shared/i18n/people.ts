/** What the server says of making, merging and completing contacts and companies: written in both languages. */
import type { Locale } from './record.ts'

type Words = {
  /** What two have in common. */
  because: {
    name: string
    similarName: string
    phone: (phone: string) => string
    address: (address: string) => string
    domain: (domain: string) => string
    sameCompany: string
  }
  fields: Record<string, string>
  /** What a change reads as that is more than a value. */
  changed: { created: string; merged: (name: string) => string; unknown: string }
  history: string
  noHistory: string
  newContact: string
  newCompany: string
  editContact: (name: string) => string
  editCompany: (name: string) => string
  createContact: string
  edit: string
  editTheCompany: string
  mergeAsk: string
  mergeTitle: (name: string) => string
  mergeNote: string
  mergeWith: string
  merge: string
  merged: string
  mergedHere: string
  undo: string
  undone: string
  mayBeSame: (name: string, because: string) => string
  notice: string
  noticeOn: (company: string) => string
  noticeTitle: (name: string) => string
  noticeText: string
  noticeHint: string
  noticeDone: string
  interest: string
  interestAsk: string
  interestTitle: (name: string) => string
  noOptions: string
  phonesHint: string
  addresses: string
  addressesHint: string
  domains: string
  domainsHint: string
  companyHint: string
  nobody: string
  me: string
  save: string
  create: string
  saved: string
  created: string
  suggestions: string
  suggested: (field: string, value: string) => string
  accepted: string
  dismiss: (value: string) => string
  dismissed: string
  fromSignature: (day: string | null) => string
  fromDomain: (domain: string) => string
  fromHeader: string
  wroteFirst: string
}

const en: Words = {
  because: {
    name: 'Same name',
    similarName: 'Almost the same name',
    phone: (phone) => `Same phone: ${phone}`,
    address: (address) => `Same address: ${address}`,
    domain: (domain) => `Same domain: ${domain}`,
    sameCompany: 'Same company',
  },
  fields: {
    name: 'Name',
    role: 'Role',
    phone: 'Phone',
    phones: 'Phones',
    status: 'Status',
    owner: 'Owner',
    company: 'Company',
    addresses: 'Addresses',
    domains: 'Domains',
    notice: 'Pinned notice',
    picks: 'Interest',
    created: 'Record',
    merged: 'Merge',
    title: 'Title',
    stage: 'Stage',
    amount: 'Amount',
    currency: 'Currency',
    expectedOn: 'Expected on',
    contacts: 'Contacts',
  },
  changed: { created: 'Created', merged: (name) => `Merged with ${name}`, unknown: 'somebody you may not see' },
  history: 'Changes',
  noHistory: 'Nobody has changed anything by hand yet.',
  newContact: 'New contact',
  newCompany: 'New company',
  editContact: (name) => `Edit ${name}`,
  editCompany: (name) => `Edit ${name}`,
  createContact: 'Create contact',
  edit: 'Edit',
  editTheCompany: 'Edit company',
  mergeAsk: 'Merge…',
  mergeTitle: (name) => `Merge somebody into ${name}`,
  mergeNote: 'All mail, notes and follow-ups of the other one move here. It can be undone at any time.',
  mergeWith: 'Who is the same?',
  merge: 'Merge',
  merged: 'Merged',
  mergedHere: 'Merged into this record',
  undo: 'Undo merge',
  undone: 'They are separate again',
  mayBeSame: (name, because) => `${name} is here already. ${because}.`,
  notice: 'Pinned notice…',
  noticeOn: (company) => `Notice on ${company}…`,
  noticeTitle: (name) => `Notice pinned to ${name}`,
  noticeText: 'What must everybody know before they write?',
  noticeHint: 'It stands at the top of the record, with your name. Leave it empty to take it down.',
  noticeDone: 'Pinned',
  interest: 'Interest',
  interestAsk: 'Interest…',
  interestTitle: (name) => `What is ${name} interested in?`,
  noOptions: 'The list is still empty: an administrator writes it in the settings.',
  phonesHint: 'One on each line',
  addresses: 'Mail addresses',
  addressesHint: 'One on each line. Those they have stay.',
  domains: 'Domains',
  domainsHint: 'One on each line, like acme.com. Those it has stay.',
  companyHint: 'One that is here already, or a new name',
  nobody: 'Nobody',
  me: 'Me',
  save: 'Save',
  create: 'Create',
  saved: 'Saved',
  created: 'Created',
  suggestions: 'Suggestions',
  suggested: (field, value) => `${field}: ${value}`,
  accepted: 'Taken over',
  dismiss: (value) => `Not ${value}`,
  dismissed: 'It is not suggested again',
  fromSignature: (day) => (day === null ? 'From their signature' : `From their signature of ${day}`),
  fromDomain: (domain) => `From the domain ${domain}`,
  fromHeader: 'As their mail says',
  wroteFirst: 'Wrote to them first',
}

const es: Words = {
  because: {
    name: 'Se llama igual',
    similarName: 'Se llama casi igual',
    phone: (phone) => `Tiene el mismo teléfono: ${phone}`,
    address: (address) => `Tiene la misma dirección: ${address}`,
    domain: (domain) => `Usa el mismo dominio: ${domain}`,
    sameCompany: 'Trabaja en la misma empresa',
  },
  fields: {
    name: 'Nombre',
    role: 'Cargo',
    phone: 'Teléfono',
    phones: 'Teléfonos',
    status: 'Estado',
    owner: 'Responsable',
    company: 'Empresa',
    addresses: 'Direcciones',
    domains: 'Dominios',
    notice: 'Aviso fijado',
    picks: 'Interés',
    created: 'Ficha',
    merged: 'Fusión',
    title: 'Título',
    stage: 'Fase',
    amount: 'Importe',
    currency: 'Moneda',
    expectedOn: 'Prevista para',
    contacts: 'Contactos',
  },
  changed: { created: 'Creada', merged: (name) => `Fusionado con ${name}`, unknown: 'alguien a quien no puedes ver' },
  history: 'Cambios',
  noHistory: 'Todavía nadie ha cambiado nada a mano.',
  newContact: 'Contacto nuevo',
  newCompany: 'Empresa nueva',
  editContact: (name) => `Editar a ${name}`,
  editCompany: (name) => `Editar ${name}`,
  createContact: 'Crear contacto',
  edit: 'Editar',
  editTheCompany: 'Editar la empresa',
  mergeAsk: 'Fusionar…',
  mergeTitle: (name) => `Fusionar otra ficha con la de ${name}`,
  mergeNote: 'Todo su correo, sus notas y sus seguimientos pasan aquí. Se puede deshacer cuando quieras.',
  mergeWith: '¿Cuál es la misma?',
  merge: 'Fusionar',
  merged: 'Fusionadas',
  mergedHere: 'Fusionados en esta ficha',
  undo: 'Deshacer la fusión',
  undone: 'Vuelven a estar separadas',
  mayBeSame: (name, because) => `Ya existe ${name}. ${because}.`,
  notice: 'Aviso fijado…',
  noticeOn: (company) => `Aviso para ${company}…`,
  noticeTitle: (name) => `Aviso fijado para ${name}`,
  noticeText: '¿Qué hay que saber antes de escribirles?',
  noticeHint: 'Sale arriba del todo de la ficha, con tu nombre. Déjalo vacío para quitarlo.',
  noticeDone: 'Fijado',
  interest: 'Interés',
  interestAsk: 'Interés…',
  interestTitle: (name) => `¿Qué le interesa a ${name}?`,
  noOptions: 'La lista aún está vacía: la escribe un administrador en los ajustes.',
  phonesHint: 'Uno por línea',
  addresses: 'Direcciones de correo',
  addressesHint: 'Una por línea. Las que ya tiene se quedan.',
  domains: 'Dominios',
  domainsHint: 'Uno por línea, como acme.es. Los que ya tiene se quedan.',
  companyHint: 'Una que ya exista, o un nombre nuevo',
  nobody: 'Nadie',
  me: 'Yo',
  save: 'Guardar',
  create: 'Crear',
  saved: 'Guardado',
  created: 'Creado',
  suggestions: 'Sugerencias',
  suggested: (field, value) => `${field}: ${value}`,
  accepted: 'Incorporado a la ficha',
  dismiss: (value) => `No es ${value}`,
  dismissed: 'No se volverá a sugerir',
  fromSignature: (day) => (day === null ? 'Según su firma' : `Según su firma del ${day}`),
  fromDomain: (domain) => `Según el dominio ${domain}`,
  fromHeader: 'Como firma sus correos',
  wroteFirst: 'Fue quien les escribió primero',
}

export const peopleWords: Record<Locale, Words> = { en, es }
