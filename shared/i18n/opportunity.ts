/** What the server says of opportunities, in both languages. */
import type { Locale } from './record.ts'

type Words = {
  stages: Record<'new' | 'qualified' | 'offer' | 'negotiation' | 'won' | 'lost', string>
  title: string
  editTitle: string
  name: string
  people: string
  stage: string
  amount: string
  amountHint: string
  currency: string
  expected: string
  interest: string
  add: string
  save: string
  added: string
  edit: string
  moved: (stage: string) => string
  ofCompany: string
  timeline: string
  nothingYet: string
  documents: string
  company: string
  everybody: string
  history: string
}

const en: Words = {
  stages: {
    new: 'New',
    qualified: 'Qualified',
    offer: 'Offer sent',
    negotiation: 'Negotiation',
    won: 'Won',
    lost: 'Lost',
  },
  title: 'New opportunity',
  editTitle: 'Change the opportunity',
  name: 'What it is about',
  people: 'With whom',
  stage: 'Stage',
  amount: 'Amount',
  amountHint: 'For example 12500.00',
  currency: 'Currency',
  expected: 'Expected on',
  interest: 'Interest',
  add: 'Add opportunity',
  save: 'Save',
  added: 'Added',
  edit: 'Edit',
  moved: (stage) => `Stage: ${stage}`,
  ofCompany: 'Opportunities',
  timeline: 'What was said about it',
  nothingYet: 'Nothing yet. Link a conversation to it, or log a call.',
  documents: 'Documents',
  company: 'Company',
  everybody: 'People',
  history: 'What was changed',
}

const es: Words = {
  stages: {
    new: 'Nueva',
    qualified: 'Con interés claro',
    offer: 'Oferta enviada',
    negotiation: 'En negociación',
    won: 'Ganada',
    lost: 'Perdida',
  },
  title: 'Nueva oportunidad',
  editTitle: 'Cambiar la oportunidad',
  name: 'De qué se trata',
  people: 'Con quién',
  stage: 'Fase',
  amount: 'Importe',
  amountHint: 'Por ejemplo, 12500,00',
  currency: 'Moneda',
  expected: 'Prevista para el',
  interest: 'Interés',
  add: 'Crear oportunidad',
  save: 'Guardar',
  added: 'Creada',
  edit: 'Editar',
  moved: (stage) => `Fase: ${stage}`,
  ofCompany: 'Oportunidades',
  timeline: 'Lo que se ha hablado',
  nothingYet: 'Todavía nada. Une una conversación o anota una llamada.',
  documents: 'Documentos',
  company: 'Empresa',
  everybody: 'Personas',
  history: 'Qué ha cambiado',
}

export const opportunityWords: Record<Locale, Words> = { en, es }
