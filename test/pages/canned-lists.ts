/** What the lists answer: long names, a name from right to left, nothing known, and much of it. */
import type { Customer, CompanyDocument, Hit, SavedView } from '#shared/api/lists.ts'
import type { TriageEntry } from '#shared/api/people.ts'
import type { Followup, Opportunity, Stage, Waiting } from '#shared/api/work.ts'
import { daysAgo } from '#test/pane/canned-words.ts'

export const LONG = 'Maximiliana Wilhelmina Friederike von Hohenlohe-Langenburg-Schillingsfürst y Fernández de Córdoba'
export const OWNERS = { juan: { id: '1', name: 'Juan Pérez' }, marta: { id: '2', name: 'Marta Ruiz' } }

export const dayIn = (days: number): string => {
  const at = new Date()
  at.setDate(at.getDate() + days)
  const pad = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`
}

const company = (id: string, name: string) => ({ id, name, status: 'customer' as const, domains: [] })

const plain: Customer = {
  noun: 'company',
  id: '11',
  name: 'Talleres Norte',
  status: 'customer',
  owner: OWNERS.marta,
  picks: [
    { id: '1', label: 'Cloud server' },
    { id: '2', label: 'Mantenimiento' },
  ],
  lastFromUsAt: daysAgo(1),
  lastFromThemAt: daysAgo(5),
  waitingDays: 5,
  nextFollowup: { id: '1', title: 'Call back Eva about the DMZ', dueOn: dayIn(-1), owner: 'Juan Pérez' },
}
const bare: Customer = {
  ...plain,
  owner: null,
  picks: [],
  lastFromUsAt: null,
  lastFromThemAt: null,
  waitingDays: null,
  nextFollowup: null,
}

export const customers: Customer[] = [
  plain,
  { ...bare, id: '12', name: 'Aranzubi Hermanos', status: 'prospect', owner: OWNERS.juan, lastFromUsAt: daysAgo(46) },
  { ...plain, noun: 'contact', id: '21', name: LONG, waitingDays: 1 },
  { ...bare, noun: 'contact', id: '22', name: 'سارة الحسيني', status: 'lead', lastFromThemAt: daysAgo(0) },
  { ...bare, id: '13', name: 'Harbour & Finch', status: 'former', lastFromUsAt: daysAgo(400) },
  ...Array.from({ length: 60 }, (_, n): Customer => ({ ...bare, id: String(100 + n), name: `Empresa ${n + 1}` })),
]

export const views: SavedView[] = [
  {
    id: '1',
    page: 'customers',
    name: 'Marta’s leads',
    query: { statuses: 'lead', ownerId: '2' },
    shared: true,
    mine: false,
  },
]

export const hits: Hit[] = [
  {
    type: 'company',
    id: '11',
    title: 'Talleres Norte',
    subtitle: 'talleres-norte.example',
    at: null,
    href: '/companies/11',
  },
  {
    type: 'interaction',
    id: '5',
    title: 'Servidor en la nube y DMZ para la nave 2',
    subtitle: 'Eva Gómez wrote: …the backups of the **Norte** warehouse…',
    at: daysAgo(3),
    href: '/contacts/20',
  },
  {
    type: 'document',
    id: '7',
    title: 'oferta-118-v2.pdf',
    subtitle: 'Talleres Norte',
    at: daysAgo(20),
    href: '/documents?companyId=11',
  },
]

const followup: Followup = {
  id: '1',
  title: 'Call back Eva about the DMZ',
  dueOn: dayIn(-1),
  dueAt: null,
  overdue: true,
  state: 'open',
  owner: OWNERS.juan,
  createdBy: 'Reception',
  contact: { id: '20', name: 'Eva Gómez' },
  company: company('11', 'Talleres Norte'),
  opportunity: null,
  conversationId: null,
  closedAt: null,
  outcome: null,
}

export const followups: Followup[] = [
  followup,
  {
    ...followup,
    id: '2',
    title: 'Send the offer for the second warehouse',
    overdue: false,
    dueOn: dayIn(0),
    opportunity: { id: '31', title: 'DMZ roll-out' },
  },
  {
    ...followup,
    id: '3',
    title: LONG,
    overdue: false,
    dueOn: dayIn(9),
    contact: { id: '22', name: 'سارة الحسيني' },
    company: null,
  },
]

const waiting: Waiting = {
  conversationId: '41',
  subject: 'No nos llegan las copias de seguridad desde el lunes',
  from: 'Eva Gómez',
  fromAddress: 'eva@talleres-norte.example',
  contactId: '20',
  company: company('11', 'Talleres Norte'),
  waitingSince: daysAgo(3),
  messages: 4,
  state: 'open',
  claimedBy: null,
}

export const queue: Waiting[] = [
  waiting,
  {
    ...waiting,
    conversationId: '42',
    subject: null,
    from: LONG,
    contactId: null,
    company: null,
    waitingSince: daysAgo(1),
    state: 'claimed',
    claimedBy: OWNERS.marta,
    messages: 1,
  },
  { ...waiting, conversationId: '43', subject: 'Factura 2026-118', state: 'claimed', claimedBy: OWNERS.juan },
]

export const stages: Stage[] = [
  { id: '1', label: 'New', position: 1, outcome: 'open', archived: false },
  { id: '2', label: 'Offer made', position: 2, outcome: 'open', archived: false },
  { id: '3', label: 'Won', position: 3, outcome: 'won', archived: false },
  { id: '4', label: 'Waiting for the moon', position: 4, outcome: 'open', archived: true },
]

const opportunity: Opportunity = {
  id: '31',
  title: 'DMZ roll-out',
  company: company('11', 'Talleres Norte'),
  contacts: [{ id: '20', name: 'Eva Gómez' }],
  stage: stages[1]!,
  amount: '12500.50',
  currency: 'EUR',
  owner: OWNERS.marta,
  expectedOn: dayIn(40),
  picks: [],
  createdAt: daysAgo(30),
  closedAt: null,
}

export const opportunities: Opportunity[] = [
  opportunity,
  {
    ...opportunity,
    id: '32',
    title: LONG,
    company: company('12', 'Aranzubi Hermanos'),
    stage: stages[0]!,
    amount: null,
    owner: null,
    expectedOn: null,
  },
]

const document: CompanyDocument = {
  id: '71',
  name: 'oferta-118-v2.pdf',
  size: 245_000,
  type: 'application/pdf',
  at: daysAgo(3),
  direction: 'sent',
  by: 'Marta Ruiz',
  interactionId: '5',
  kind: 'offer',
  suggested: true,
  version: { n: 2, of: 2 },
  href: '/api/documents/71',
}

export const documents: CompanyDocument[] = [
  document,
  { ...document, id: '72', name: 'oferta-118.pdf', at: daysAgo(20), version: { n: 1, of: 2 }, suggested: false },
  {
    ...document,
    id: '73',
    name: 'Condiciones generales de contratación y anexo técnico de la nave 2 (firmado).docx',
    direction: 'received',
    by: 'Eva Gómez',
    kind: 'contract',
    version: null,
    size: 3_400_000,
  },
]

const person: TriageEntry = {
  contactId: '51',
  name: 'Rosa Luna',
  addresses: ['rosa.luna@correo.example'],
  company: null,
  mails: 14,
  lastAt: daysAgo(2),
  wroteFirst: null,
  personal: true,
  why: 'Looks personal: you greet one another as friends do.',
  subjects: ['El cumpleaños del sábado', 'Re: las llaves'],
}
const stranger = { ...person, personal: false, why: null }

export const triage: TriageEntry[] = [
  person,
  {
    ...person,
    contactId: '52',
    name: 'Gimnasio Olimpo',
    addresses: ['hola@gimnasio.example'],
    mails: 3,
    subjects: ['Tu cuota de noviembre'],
  },
  {
    ...stranger,
    contactId: '53',
    name: 'Iker Aranzubi',
    addresses: ['iker@aranzubi.example', 'iker.aranzubi@aranzubi.example'],
    company: company('12', 'Aranzubi Hermanos'),
    wroteFirst: OWNERS.juan,
    subjects: ['Presupuesto para la oficina'],
  },
  {
    ...stranger,
    contactId: '54',
    name: LONG,
    addresses: ['maximiliana@hohenlohe.example'],
    mails: 1,
    subjects: ['Consulta'],
  },
  {
    ...stranger,
    contactId: '55',
    name: 'سارة الحسيني',
    addresses: ['sara@qamar.example'],
    mails: 2,
    subjects: ['عرض سعر'],
  },
  {
    ...stranger,
    contactId: '56',
    name: 'Derek Vance',
    addresses: ['derek@vance.example'],
    mails: 1,
    subjects: ['A quick question'],
  },
]
