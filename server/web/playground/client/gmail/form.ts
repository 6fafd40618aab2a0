/** What the widgets of a card hold and how Google tells it to the add-on: pure. */
import type { GmailFormInput } from '#shared/playground-gmail.ts'
import type { Card, CardAction, Widget } from '../../../../../addin-gmail/card-types.ts'

/** What somebody changed, by the widget's name: its text, its choices, or the wall time of its date. */
export type Typed = Record<string, string[]>

type Selection = NonNullable<Widget['selectionInput']>
export type Picker = NonNullable<Widget['dateTimePicker']>
type Switch = NonNullable<NonNullable<Widget['decoratedText']>['switchControl']>

export type Field =
  | { name: string; kind: 'text'; text: NonNullable<Widget['textInput']> }
  | { name: string; kind: 'selection'; selection: Selection }
  | { name: string; kind: 'switch'; control: Switch }
  | { name: string; kind: 'date'; picker: Picker }

/** All of a card's, those in columns too. */
export const fieldsOf = (card: Card): Field[] =>
  (card.sections ?? []).flatMap(({ widgets = [] }) => widgets).flatMap((widget) => fieldsIn(widget))

function fieldsIn(widget: Widget): Field[] {
  const { textInput, selectionInput, dateTimePicker, decoratedText, columns } = widget
  const control = decoratedText?.switchControl
  return [
    ...(textInput?.name ? [{ name: textInput.name, kind: 'text' as const, text: textInput }] : []),
    ...(selectionInput?.name
      ? [{ name: selectionInput.name, kind: 'selection' as const, selection: selectionInput }]
      : []),
    ...(dateTimePicker?.name ? [{ name: dateTimePicker.name, kind: 'date' as const, picker: dateTimePicker }] : []),
    ...(control?.name ? [{ name: control.name, kind: 'switch' as const, control }] : []),
    ...(columns?.columnItems ?? []).flatMap(({ widgets = [] }) => widgets.flatMap(fieldsIn)),
  ]
}

/** As the card brings it. */
export function initialOf(field: Field): string[] {
  if (field.kind === 'text') return field.text.value ? [field.text.value] : []
  if (field.kind === 'selection')
    return (field.selection.items ?? []).filter(({ selected }) => selected).map(({ value }) => value ?? '')
  if (field.kind === 'switch') return field.control.selected ? [field.control.value ?? 'true'] : []
  const { valueMsEpoch } = field.picker
  return valueMsEpoch ? [wallOf(Number(valueMsEpoch), field.picker)] : []
}

export const heldIn = (typed: Typed, field: Field): string[] => typed[field.name] ?? initialOf(field)

/** What is empty is left out. */
export function formInputsOf(card: Card, typed: Typed): Record<string, GmailFormInput> {
  return Object.fromEntries(
    fieldsOf(card).flatMap((field) => {
      const held = heldIn(typed, field).filter((value) => value !== '')
      if (held.length === 0) return []
      return [[field.name, field.kind === 'date' ? dateInput(held[0] ?? '', field.picker) : strings(held)]]
    }),
  )
}

const strings = (value: string[]): GmailFormInput => ({ stringInputs: { value } })

/** Days are midnight in UTC; a date with a time is the instant in the viewer's zone, or at the offset that the card names. */
function dateInput(wall: string, picker: Picker): GmailFormInput {
  if (picker.type === 'TIME_ONLY') {
    const [hours = 0, minutes = 0] = wall.split(':').map(Number)
    return { timeInput: { hours, minutes } }
  }
  const utc = Date.parse(`${wall}${wall.length === 10 ? 'T00:00' : ''}Z`)
  if (picker.type === 'DATE_ONLY') return { dateInput: { msSinceEpoch: String(utc) } }
  const offset = picker.timezoneOffsetDate
  const ms = typeof offset === 'number' ? utc - offset * 60_000 : new Date(wall).getTime()
  return { dateTimeInput: { msSinceEpoch: String(ms), hasDate: true, hasTime: true } }
}

/** As the inputs of a browser hold it: 2026-11-24T10:00, 2026-11-24 or 10:00. */
function wallOf(ms: number, { type, timezoneOffsetDate }: Picker): string {
  const zoned = timezoneOffsetDate ?? -new Date(ms).getTimezoneOffset()
  const text = new Date(ms + (type === 'DATE_AND_TIME' || !type ? zoned * 60_000 : 0)).toISOString()
  return type === 'DATE_ONLY' ? text.slice(0, 10) : type === 'TIME_ONLY' ? text.slice(11, 16) : text.slice(0, 16)
}

/** Those that the action wants filled in and that are not. */
export function missingOf(card: Card, typed: Typed, action: CardAction): Set<string> {
  const wanted = new Set(action.requiredWidgets)
  return new Set(
    fieldsOf(card)
      .filter(({ name }) => action.allWidgetsAreRequired || wanted.has(name))
      .filter((field) => !heldIn(typed, field).some((value) => value.trim() !== ''))
      .map(({ name }) => name),
  )
}

/** Google draws no more of a card: https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1 */
export const MOST_WIDGETS = 100

export const widgetsIn = (widget: Widget): number =>
  1 + (widget.columns?.columnItems ?? []).reduce((sum, { widgets = [] }) => sum + widgets.length, 0)
