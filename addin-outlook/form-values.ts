/** What a form's fields hold, and what of it is sent. Pure: nothing here knows a browser. */
import type { BlockOf, FormField } from '#shared/blocks.ts'

export type Form = BlockOf<'form'>
export type Value = FormField['value']
export type Values = Record<string, Value>

export const firstValues = (fields: FormField[]): Values =>
  Object.fromEntries(fields.map((field) => [field.name, firstValue(field)]))

function firstValue({ type, value }: FormField): Value {
  if (type === 'hidden') return value
  if (type === 'multiselect') return typeof value === 'string' ? [value] : (value ?? [])
  const one = typeof value === 'string' || value === null ? value : (value[0] ?? null)
  return type === 'datetime' && one ? localTime(one) : one
}

/** What a `datetime-local` field holds. The server does not know the user's zone: of an instant, the time here. */
function localTime(at: string): string {
  if (!/(Z|[+-]\d\d:?\d\d)$/i.test(at)) return at.slice(0, 16)
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime())) return ''
  return new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export const isEmpty = (value: Value | undefined): boolean =>
  value === null || value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0)

const same = (one: Value | undefined, other: Value | undefined): boolean =>
  (isEmpty(one) && isEmpty(other)) || JSON.stringify(one) === JSON.stringify(other)

/** Only what somebody typed or chose: what a form brings along is fresh each time. */
export function changedValues(fields: FormField[], values: Values): Values {
  const first = firstValues(fields)
  return Object.fromEntries(
    fields.filter(({ name }) => !same(first[name], values[name])).map(({ name }) => [name, values[name] ?? null]),
  )
}

/** Dotted names make objects of their own (`nextStep.title`); one that is left blank is null. */
export function bodyOf({ fields, submit }: Form, values: Values): Record<string, unknown> {
  const body: Record<string, unknown> = structuredClone(submit.request.body ?? {})
  for (const field of fields) put(body, field.name, sentValue(field, values[field.name] ?? null))
  for (const prefix of blankObjects(fields, values)) put(body, prefix, null)
  return body
}

function sentValue({ type }: FormField, value: Value): unknown {
  if (type === 'multiselect') return value ?? []
  if (type === 'hidden') return value === '' ? null : value
  if (isEmpty(value)) return null
  if (type !== 'datetime') return value
  const instant = new Date(String(value))
  return Number.isNaN(instant.getTime()) ? value : instant.toISOString()
}

function put(body: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split('.')
  const last = steps.pop() ?? path
  let inner = body
  for (const step of steps) {
    const next = inner[step]
    inner[step] = next !== null && typeof next === 'object' && !Array.isArray(next) ? next : {}
    inner = inner[step] as Record<string, unknown>
  }
  inner[last] = value
}

const prefixOf = (name: string): string | null => (name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : null)

/**
 * Nobody wrote into them: all fields are empty, or they came incomplete and are as they came (a next step that proposes
 * its owner and its day is none until it has a title).
 */
function blankObjects(fields: FormField[], values: Values): Set<string> {
  const first = firstValues(fields)
  const prefixes = new Set(fields.map(({ name }) => prefixOf(name)).filter((prefix) => prefix !== null))
  return new Set(
    [...prefixes].filter((prefix) => {
      const inner = fields.filter(({ name, type }) => prefixOf(name) === prefix && type !== 'hidden')
      const asItCame = inner.every(({ name }) => same(first[name], values[name]))
      const empty = inner.filter(({ name }) => isEmpty(values[name]))
      return empty.length === inner.length || (asItCame && empty.length > 0)
    }),
  )
}

/** The fields that must be filled in and are not. */
export function missingFields(fields: FormField[], values: Values): string[] {
  const blank = blankObjects(fields, values)
  return fields
    .filter(({ required, type, name }) => required && type !== 'hidden' && isEmpty(values[name]))
    .map(({ name }) => name)
    .filter((name) => !blank.has(prefixOf(name) ?? ''))
}

/** Problem details name the field: "nextStep.dueOn: is not a day". Null when it is about none of these fields. */
export function placeOf(detail: string, fields: FormField[]): { name: string; message: string } | null {
  const [, path, message] = /^([\w.-]+):\s+([\s\S]+)$/.exec(detail) ?? []
  if (!path || !message) return null
  const visible = fields.filter(({ type }) => type !== 'hidden').map(({ name }) => name)
  const name =
    visible.find((one) => one === path) ??
    visible.find((one) => path.startsWith(`${one}.`)) ??
    visible.find((one) => one.startsWith(`${path}.`))
  return name ? { name, message } : null
}

/** What is suggested, or chosen already, can be chosen too. */
export function optionsOf({ options, suggestions, value }: FormField): FormField['options'] {
  const chosen = (Array.isArray(value) ? value : [value]).filter((one) => one !== null && one !== '')
  const more = [...suggestions, ...chosen.map((one) => ({ value: String(one), label: String(one) }))]
  const byValue = new Map([...more.toReversed(), ...options].map(({ value: key, label }) => [key, label]))
  const order = new Set([...options, ...more].map((option) => option.value))
  return [...order].map((key) => ({ value: key, label: byValue.get(key) ?? key }))
}
