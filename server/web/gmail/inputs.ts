/** What was typed into a card's widgets, as the fields of a form have it. Pure. */
import type { Asked, Value, Values } from '#shared/form-values.ts'
import { localTime } from '#shared/zone-time.ts'
import type { FormInput } from '../../../addin-gmail/card-types.ts'

export type Inputs = Record<string, FormInput>

export const textOf = (inputs: Inputs, name: string): string => inputs[name]?.stringInputs?.value[0] ?? ''

/** Google leaves out what is empty. What stands in no widget keeps what the form brought. */
export function valuesOf(inputs: Inputs, fields: Asked[], zone: string): Values {
  const visible = fields.filter(({ type }) => type !== 'hidden')
  return Object.fromEntries(visible.map((field) => [field.name, valueOf(inputs[field.name], field, zone)]))
}

function valueOf(input: FormInput | undefined, { type }: Asked, zone: string): Value {
  const texts = input?.stringInputs?.value ?? []
  if (type === 'multiselect') return texts
  if (type === 'checkbox') return texts[0] ? '1' : null
  if (type !== 'date' && type !== 'datetime') return texts[0] ?? ''
  const at = instant(input?.dateTimeInput?.msSinceEpoch ?? input?.dateInput?.msSinceEpoch)
  if (!at) return ''
  // A day stands as its midnight in UTC; a time as its instant.
  return type === 'date' ? at.toISOString().slice(0, 10) : localTime(at, zone)
}

function instant(ms: string | number | undefined): Date | undefined {
  const at = new Date(ms === undefined ? Number.NaN : Number(ms))
  return Number.isNaN(at.getTime()) ? undefined : at
}
