/** Forms as the server serves them, what it says of them while one types, and what it refuses. */
import type { BlockOf, FormField } from '#shared/blocks.ts'
import type { Say } from './canned-words.ts'

type Form = BlockOf<'form'>

const field = (name: string, label: string, rest: Partial<FormField> = {}): FormField => ({
  name,
  label,
  type: 'text',
  value: null,
  required: false,
  options: [],
  hint: null,
  suggestions: [],
  ...rest,
})

const option = (value: string, label: string) => ({ value, label })
const PEOPLE = ['Eva Gómez', 'Iñaki Etxeberria', 'Unai Larrea', 'عبد الرحمن الخوارزمي', 'Ane Uriarte'].concat(
  Array.from({ length: 9 }, (_, index) => `Persona ${index + 1} del departamento de compras y logística`),
)
const USERS = [option('1', 'Juan Pérez'), option('2', 'Marta Ruiz'), option('3', 'Nerea Lasa')]

const submit = (name: string, label: string, done: string): Form['submit'] => ({
  label,
  request: { method: 'POST', href: `/api/fake/forms/${name}`, body: { from: 'pane' } },
  done,
})

export function formOf(name: string, say: Say): Form | undefined {
  const make = FORMS[name]
  return make && { type: 'form', id: name, note: null, check: null, ...make(say) }
}

type Made = Pick<Form, 'title' | 'fields' | 'submit'> & Partial<Form>

const FORMS: Record<string, (say: Say) => Made> = {
  call: (say) => ({
    title: say('Log a call', 'Registrar una llamada'),
    note: say('This person may ask to read this.', 'Esta persona puede pedir leer esto.'),
    check: '/api/forms/call/check',
    fields: [
      field('kind', say('What', 'Qué'), {
        type: 'select',
        value: 'call',
        required: true,
        options: [option('call', say('Call', 'Llamada')), option('visit', say('Visit', 'Visita'))],
      }),
      field('contactIds', say('Who was there', 'Quién estaba'), {
        type: 'multiselect',
        value: ['0'],
        options: PEOPLE.map((label, index) => option(String(index), label)),
      }),
      field('occurredAt', say('When', 'Cuándo'), { type: 'datetime', value: '2026-03-02T10:30', required: true }),
      field('text', say('What was said', 'Qué se habló'), {
        type: 'textarea',
        required: true,
        hint: say(
          'Whole sentences: somebody reads it in three years.',
          'Frases enteras: alguien lo leerá en tres años.',
        ),
      }),
      field('companyId', '', { type: 'hidden', value: '9' }),
      ...nextStep(say),
    ],
    submit: submit(
      'call',
      say('Log the call', 'Registrar la llamada'),
      say('The call is logged', 'Llamada registrada'),
    ),
  }),
  contact: (say) => ({
    title: say('New contact', 'Contacto nuevo'),
    check: '/api/forms/contact/check',
    fields: [
      field('name', say('Name', 'Nombre'), { value: 'Pedro Sáez', required: true }),
      field('role', say('Role', 'Cargo'), {
        suggestions: [suggestion(say, 'Jefe de compras')],
      }),
      field('phones', say('Phones', 'Teléfonos'), {
        type: 'textarea',
        hint: say('One a line.', 'Uno por línea.'),
        suggestions: [suggestion(say, '+34 944 000 111'), suggestion(say, '+34 600 000 222')],
      }),
      field('companyId', say('Company', 'Empresa'), {
        type: 'select',
        options: [option('9', 'Talleres Norte'), option('8', 'Conservas Mareta')],
        suggestions: [
          { value: '9', label: 'Talleres Norte', why: say('same domain', 'mismo dominio') },
          { value: 'new:Naves del Ebro', label: 'Naves del Ebro', why: say('from the signature', 'de la firma') },
        ],
      }),
      field('mine', say('I look after them', 'Lo llevo yo'), { type: 'checkbox' }),
    ],
    submit: submit(
      'contact',
      say('Create the contact', 'Crear el contacto'),
      say('Contact created', 'Contacto creado'),
    ),
  }),
  opportunity: (say) => ({
    title: say('New opportunity', 'Oportunidad nueva'),
    fields: [
      field('title', say('Title', 'Título'), { required: true, value: 'DMZ' }),
      field('amount', say('Amount', 'Importe'), { type: 'number' }),
      field('currency', say('Currency', 'Moneda'), {
        type: 'select',
        value: 'EUR',
        options: [option('EUR', 'EUR'), option('USD', 'USD')],
        required: true,
      }),
      field('expectedOn', say('Expected', 'Prevista'), { type: 'date' }),
      field('stageId', say('Stage', 'Etapa'), {
        type: 'select',
        required: true,
        options: [option('1', say('Talking', 'En conversación')), option('2', say('Offered', 'Ofertada'))],
      }),
      field('pickIds', say('Interest', 'Interés'), {
        type: 'multiselect',
        value: [],
        options: ['Servidor en la nube', 'Mantenimiento', 'Redes'].map((label, index) => option(String(index), label)),
      }),
    ],
    submit: submit('opportunity', say('Create', 'Crear'), say('Opportunity created', 'Oportunidad creada')),
  }),
  notice: (say) => ({
    title: say('Pinned notice', 'Aviso fijado'),
    fields: [field('text', say('Notice', 'Aviso'), { type: 'textarea', required: true })],
    submit: submit('notice', say('Pin it', 'Fijar'), say('The notice is pinned', 'Aviso fijado')),
  }),
}

const nextStep = (say: Say): FormField[] => {
  const group = say('Next step', 'Siguiente paso')
  return [
    field('nextStep.title', say('What', 'Qué'), { group }),
    field('nextStep.dueOn', say('By when', 'Para cuándo'), { type: 'date', value: '2026-03-09', group }),
    field('nextStep.ownerId', say('Who', 'Quién'), {
      type: 'select',
      value: '1',
      options: USERS,
      required: true,
      group,
    }),
  ]
}

const suggestion = (say: Say, value: string) => ({ value, label: value, why: say('from the signature', 'de la firma') })

type Body = Record<string, unknown>

/** It answers later to what is short, so that a late answer to an older question can be seen to be dropped. */
export function checkOf(say: Say, { text, name }: Body) {
  const hints = []
  if (typeof text === 'string' && text.trim().length > 0 && text.trim().length < 20)
    hints.push({
      field: 'text',
      tone: 'attention',
      href: null,
      text: say('Will this be understood in three years?', '¿Se entenderá dentro de tres años?'),
    })
  if (name === 'Eva Gómez')
    hints.push({
      field: 'name',
      tone: 'attention',
      href: '/contacts/3',
      text: say('There is an Eva Gómez at Talleres Norte.', 'Ya hay una Eva Gómez en Talleres Norte.'),
    })
  if (text === 'visita. Cdmc.')
    hints.push({ field: null, tone: 'neutral', href: null, text: say('Said of the whole.', 'De todo el reporte.') })
  return { hints }
}

export function problemOf(say: Say, { amount, title, text, nextStep: step }: Body): string | null {
  if (typeof amount === 'string' && !/^\d+([.,]\d{1,2})?$/.test(amount)) return 'amount: is not an amount'
  if (title === 'taken') return say('There is one of this name already.', 'Ya hay una con este nombre.')
  if (text === 'too long') return 'text: Too big: expected string to have <=50000 characters'
  if (step && (step as Body)['title'] === null) return 'nextStep.title: Invalid input: expected string, received null'
  return null
}
