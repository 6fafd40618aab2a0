/** Forms as widgets, and what comes back of them. */
import { describe, expect, it } from 'vitest'
import type { BlockOf, FormField } from '#shared/blocks.ts'
import { bodyOf, firstValues } from '#shared/form-values.ts'
import { sentForm } from '../../addin-gmail/blocks/form.ts'
import { formCard } from '../../addin-gmail/cards.ts'
import { valuesOf } from '#server/web/gmail/inputs.ts'
import { clicks, drawing, drawn, widgets } from './drawing.ts'

const field = (name: string, type: FormField['type'], more: Partial<FormField> = {}): FormField => ({
  name,
  label: name,
  type,
  value: null,
  required: false,
  options: [],
  hint: null,
  suggestions: [],
  ...more,
})
const options = [
  { value: '1', label: 'One' },
  { value: '2', label: 'Two' },
]
const form = (fields: FormField[]): BlockOf<'form'> => ({
  type: 'form',
  id: 'entry',
  title: 'Log a <call>',
  note: 'Everybody sees it.',
  fields,
  submit: { label: 'Save', request: { method: 'POST', href: '/api/entries', body: { kind: 'call' } }, done: 'Logged' },
  check: null,
})
const ALL = form([
  field('id', 'hidden', { value: '7' }),
  field('subject', 'text', { label: 'Subject:', required: true, hint: 'In a few words' }),
  field('text', 'textarea'),
  field('amount', 'number'),
  field('day', 'date', { value: '2026-12-01' }),
  field('at', 'datetime', { value: '2026-07-01T08:00:00Z' }),
  field('who', 'select', { options, value: '2' }),
  field('with', 'multiselect', { options, value: ['1'] }),
  field('private', 'checkbox', { value: '1' }),
  field('next.title', 'text', { group: 'Next step' }),
])

describe('a form', () => {
  it('asks each question with the widget for it', () => {
    const card = formCard(ALL, drawing())
    const found = Object.fromEntries(
      widgets(card).flatMap(({ textInput, selectionInput, dateTimePicker }) => {
        const one = textInput ?? selectionInput ?? dateTimePicker
        return one?.name ? [[one.name, one.type]] : []
      }),
    )
    expect(found).toEqual({
      subject: 'SINGLE_LINE',
      text: 'MULTIPLE_LINE',
      amount: 'SINGLE_LINE',
      day: 'DATE_ONLY',
      at: 'DATE_AND_TIME',
      who: 'DROPDOWN',
      with: 'CHECK_BOX',
      private: 'SWITCH',
      'next.title': 'SINGLE_LINE',
    })
    expect(widgets(card).find(({ textInput }) => textInput?.name === 'subject')?.textInput).toMatchObject({
      label: 'Subject *',
      hintText: 'In a few words',
    })
    expect(widgets(card).find(({ dateTimePicker }) => dateTimePicker?.name === 'at')?.dateTimePicker).toEqual({
      type: 'DATE_AND_TIME',
      name: 'at',
      label: expect.any(String),
      // And no offset: the host knows the user's zone, also of the day that is picked.
      valueMsEpoch: String(Date.parse('2026-07-01T08:00:00Z')),
    })
    expect(card.sections?.at(-1)?.header).toBe('Next step')
    expect(card.fixedFooter?.primaryButton).toMatchObject({ text: 'Save' })
    expect(card.fixedFooter?.primaryButton?.color).toBeDefined()
  })

  it('comes back as it stands: days as days, times as instants of the user’s zone', () => {
    const inputs = {
      subject: { stringInputs: { value: ['Call'] } },
      day: { dateInput: { msSinceEpoch: String(Date.parse('2026-12-24T00:00:00Z')) } },
      at: { dateTimeInput: { msSinceEpoch: Date.parse('2026-11-20T09:30:00Z'), hasDate: true, hasTime: true } },
      with: { stringInputs: { value: ['1', '2'] } },
    }
    const sent = sentForm(ALL)
    const values = { ...firstValues(sent.fields, 'Europe/Madrid'), ...valuesOf(inputs, sent.fields, 'Europe/Madrid') }
    expect(values['at']).toBe('2026-11-20T10:30')
    expect(bodyOf({ fields: sent.fields, submit: sent }, values, 'Europe/Madrid')).toEqual({
      kind: 'call',
      id: '7',
      subject: 'Call',
      text: null,
      amount: null,
      day: '2026-12-24',
      at: '2026-11-20T09:30:00.000Z',
      who: null,
      with: ['1', '2'],
      private: null,
      next: null,
    })
  })

  it('keeps what is typed, and says what is wrong where it is', () => {
    const card = formCard(ALL, drawing('es-ES'), {
      values: { subject: '', text: 'typed' },
      errors: { subject: 'Falta este dato.' },
      hints: [{ field: 'text', text: 'Say <more>', tone: 'attention', href: null }],
    })
    const all = widgets(card)
    const at = all.findIndex(({ decoratedText }) => decoratedText?.text === 'Falta este dato.')
    expect(all[at + 1]?.textInput?.name).toBe('subject')
    expect(all.find(({ textInput }) => textInput?.name === 'text')?.textInput?.value).toBe('typed')
    expect(JSON.stringify(all)).toContain('Say &lt;more&gt;')
  })

  it('offers guesses that count only once they are taken', () => {
    const suggestions = [{ value: '+34600', label: '+34 600', why: 'signature' }]
    const card = formCard(form([field('phones', 'textarea', { suggestions })]), drawing())
    expect(widgets(card).find(({ textInput }) => textInput)?.textInput?.value).toBe('')
    expect(clicks(card)).toContainEqual({ do: 'accept', field: 'phones', value: '+34600' })
    const offered = widgets(card).find(({ buttonList }) => buttonList)?.buttonList?.buttons?.[0]
    expect(offered?.text).toBe('+ +34 600 · signature')
    // What was typed there before must not stay over it.
    expect(offered?.onClick?.action?.persistValues).toBeUndefined()
  })

  it('of more than a hundred choices keeps what is chosen', () => {
    const long = Array.from({ length: 150 }, (_, n) => ({ value: String(n), label: `Company ${n}` }))
    const card = formCard(form([field('company', 'select', { options: long, value: '149' })]), drawing())
    const items = widgets(card).find(({ selectionInput }) => selectionInput)!.selectionInput!.items!
    expect(items).toHaveLength(100)
    expect(items.filter(({ selected }) => selected).map(({ value }) => value)).toEqual(['149'])
    expect(JSON.stringify(card)).toContain('50 more can be chosen')
  })

  it('within a card has its own button', () => {
    const card = drawn([form([field('notes', 'textarea', { value: 'as they were' })])])
    expect(card.sections?.[0]?.header).toBe('Log a &lt;call&gt;')
    expect(widgets(card).at(-1)?.buttonList?.buttons?.[0]?.text).toBe('Save')
    // A long text comes back from its widget: it does not travel in the click as well.
    expect(JSON.stringify(clicks(card))).not.toContain('as they were')
  })
})
