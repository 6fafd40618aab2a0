/** A form as widgets; what is typed comes back under the names of its fields. */
import type { BlockOf, FormCheck, FormField } from '#shared/blocks.ts'
import { type Values, firstValues, optionsOf } from '#shared/form-values.ts'
import { instantOf } from '#shared/zone-time.ts'
import type { Widget } from '../card-types.ts'
import type { SentForm } from '../clicks.ts'
import { type Drawing, type Part, button, buttons, gmailWords, linkTo, paneWords } from '../drawing.ts'
import { icon } from '../icons.ts'
import { asHtml, asPlain, clip } from '../text.ts'
import { paragraph } from './small.ts'

type Form = BlockOf<'form'>

/** What is typed already, what is wrong with it, and what the server says of it. */
export type Filled = { values?: Values; errors?: Record<string, string>; problem?: string; hints?: FormCheck['hints'] }

/** Google's own limit. */
const ITEMS = 100

export function formParts(form: Form, drawing: Drawing, filled: Filled = {}): Part[] {
  const values = { ...firstValues(form.fields, drawing.zone), ...filled.values }
  const visible = form.fields.filter(({ type }) => type !== 'hidden')
  const names = new Set(visible.map(({ name }) => name))
  const top: Widget[] = [
    ...(filled.problem ? [said(filled.problem, 'bad')] : []),
    ...(form.note ? [paragraph(form.note)] : []),
    ...hintWidgets(
      (filled.hints ?? []).filter(({ field }) => !names.has(field ?? '')),
      drawing,
    ),
  ]
  const groups: { title: string | null; widgets: Widget[] }[] = [{ title: null, widgets: top }]
  for (const field of visible) {
    const title = field.group ?? null
    if (groups.at(-1)?.title !== title) groups.push({ title, widgets: [] })
    groups.at(-1)!.widgets.push(
      ...(filled.errors?.[field.name] ? [said(filled.errors[field.name]!, 'bad')] : []),
      ...fieldWidgets(field, values, drawing),
      ...hintWidgets(
        (filled.hints ?? []).filter((hint) => hint.field === field.name),
        drawing,
      ),
    )
  }
  return groups.map(({ title, widgets }) => ({ ...(title === null ? {} : { header: asHtml(title) }), widgets }))
}

const said = (text: string, tone: 'bad' | 'attention' | 'neutral' | 'good' | 'private'): Widget => ({
  decoratedText: { startIcon: icon(tone), text: asHtml(text), wrapText: true },
})

function hintWidgets(hints: FormCheck['hints'], drawing: Drawing): Widget[] {
  return hints.map(({ text, tone, href }) => {
    const onClick = linkTo(href, drawing)
    const see = onClick && { button: button(paneWords(drawing).openPage, onClick) }
    return { decoratedText: { startIcon: icon(tone), text: asHtml(text), wrapText: true, ...see } }
  })
}

function fieldWidgets(field: FormField, values: Values, drawing: Drawing): Widget[] {
  const value = values[field.name] ?? null
  const strings = paneWords(drawing)
  const isList = field.type === 'select' || field.type === 'multiselect'
  // What is suggested for a list can be chosen in it already.
  const guesses = isList ? [] : field.suggestions.filter((one) => one.value !== value)
  // What is typed comes back drawn. The host would hold on to it where the guess is to stand.
  const offered = guesses.map((one) =>
    button(
      [`+ ${one.label}`, one.why].filter(Boolean).join(' · '),
      { action: drawing.on({ do: 'accept', field: field.name, value: one.value }) },
      { altText: asPlain(`${strings.form.suggestion} ${one.label}`) },
    ),
  )
  return [
    inputWidget(field, value, drawing),
    ...(isList && optionsOf(field).length > ITEMS
      ? [paragraph(gmailWords(drawing).moreChoices(optionsOf(field).length - ITEMS))]
      : []),
    ...(field.hint && !TAKES_HINT.has(field.type) ? [paragraph(field.hint)] : []),
    ...(offered.length > 0 ? [buttons(...offered)] : []),
  ]
}

/** Their widgets have a place for it. */
const TAKES_HINT = new Set<FormField['type']>(['text', 'textarea', 'number'])

function inputWidget(field: FormField, value: Values[string] | null, drawing: Drawing): Widget {
  const { name, type, hint } = field
  const asked = field.label.replace(/\s*:\s*$/, '')
  const label = asPlain(field.required ? `${asked} *` : asked)
  const text = typeof value === 'string' ? value : ''
  switch (type) {
    case 'select':
      return { selectionInput: { type: 'DROPDOWN', name, label, items: selectItems(field, text) } }
    case 'multiselect':
      return { selectionInput: { type: 'CHECK_BOX', name, label, items: manyItems(field, value) } }
    case 'checkbox': {
      const item = { text: asPlain(field.label), value: '1', selected: text !== '' }
      return { selectionInput: { type: 'SWITCH', name, items: [item] } }
    }
    case 'date':
      return { dateTimePicker: { type: 'DATE_ONLY', name, label, ...msOf(`${text}T00:00:00Z`) } }
    case 'datetime': {
      const at = instantOf(text, drawing.zone)
      const known = !Number.isNaN(at.getTime())
      // Without an offset the host takes the user's own zone, on whichever side of a change of clocks the picked day lies.
      return { dateTimePicker: { type: 'DATE_AND_TIME', name, label, ...(known && msOf(at.toISOString())) } }
    }
    default: {
      const lines = type === 'textarea' ? 'MULTIPLE_LINE' : 'SINGLE_LINE'
      return { textInput: { name, label, type: lines, value: text, ...(hint && { hintText: asPlain(hint) }) } }
    }
  }
}

function msOf(at: string): { valueMsEpoch?: string } {
  const ms = Date.parse(at)
  return Number.isNaN(ms) ? {} : { valueMsEpoch: String(ms) }
}

function selectItems(field: FormField, chosen: string) {
  const options = optionsOf(field)
  const blank = !options.some(({ value }) => value === '') && (!field.required || chosen === '')
  const all = [...(blank ? [{ value: '', label: '–' }] : []), ...options]
  return firstWith(all, (value) => value === chosen)
}

function manyItems(field: FormField, value: Values[string] | null) {
  const chosen = new Set(Array.isArray(value) ? value : [])
  return firstWith(optionsOf(field), (one) => chosen.has(one))
}

/** The first hundred, and whatever of the rest is chosen. */
function firstWith(options: { value: string; label: string }[], isChosen: (value: string) => boolean) {
  const kept = options
    .slice(ITEMS)
    .filter(({ value }) => isChosen(value))
    .slice(0, ITEMS)
  return [...options.slice(0, ITEMS - kept.length), ...kept].map(({ value, label }) => ({
    text: clip(asPlain(label), 100),
    value,
    selected: isChosen(value),
  }))
}

/** What the server needs to know of it again; long texts come back from their widgets. */
export function sentForm({ fields, submit }: Form): SentForm {
  const asked = fields.map(({ name, type, value, required }) => {
    const decides = type === 'hidden' || name.includes('.')
    return { name, type, required, value: decides ? value : null }
  })
  return { fields: asked, request: submit.request, done: submit.done }
}

/** A form within a card: with its own button at its end. */
export function formInPlace(form: Form, drawing: Drawing): Part[] {
  const parts = formParts(form, drawing)
  const send = button(form.submit.label, { action: drawing.on({ do: 'submit', form: sentForm(form) }, true) })
  const [first, ...others] = parts
  const titled = { ...first!, header: asHtml(form.title) }
  const whole =
    first!.widgets.length > 0
      ? [titled, ...others]
      : [{ ...others[0]!, header: asHtml(form.title) }, ...others.slice(1)]
  return [...whole, { widgets: [buttons(send)] }]
}
