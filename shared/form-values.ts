/**
 * What a form's fields hold, and what of it is sent, for every host. Pure. `zone`: the user's, as IANA names it; without it, that
 * of the machine (a browser's is its user's).
 */
import type { BlockOf, FormField } from './blocks.ts'
import type { PaneStrings } from './i18n/pane.ts'
import { instantOf, localTime } from './zone-time.ts'

export type Form = BlockOf<'form'>
type Sent = { fields: Asked[]; submit: { request: Pick<Form['submit']['request'], 'body'> } }
export type Value = FormField['value']
export type Values = Record<string, Value>
/** What of a field decides over what is sent. */
export type Asked = Pick<FormField, 'name' | 'type' | 'value' | 'required'>

export const firstValues = (fields: Asked[], zone?: string): Values =>
  Object.fromEntries(fields.map((field) => [field.name, firstValue(field, zone)]))

function firstValue({ type, value }: Asked, zone?: string): Value {
  if (type === 'hidden') return value
  if (type === 'multiselect') return typeof value === 'string' ? [value] : (value ?? [])
  const one = typeof value === 'string' || value === null ? value : (value[0] ?? null)
  return type === 'datetime' && one ? typedTime(one, zone) : one
}

/** What a field for a time holds: of an instant, the time where the user is. */
function typedTime(at: string, zone?: string): string {
  if (!/(Z|[+-]\d\d:?\d\d)$/i.test(at)) return at.slice(0, 16)
  const instant = new Date(at)
  return Number.isNaN(instant.getTime()) ? '' : localTime(instant, zone)
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
export function bodyOf({ fields, submit }: Sent, values: Values, zone?: string): Record<string, unknown> {
  const body: Record<string, unknown> = structuredClone(submit.request.body ?? {})
  for (const field of fields) put(body, field.name, sentValue(field, values[field.name] ?? null, zone))
  for (const prefix of blankObjects(fields, values, zone)) put(body, prefix, null)
  return body
}

function sentValue({ type }: Asked, value: Value, zone?: string): unknown {
  if (type === 'multiselect') return value ?? []
  if (type === 'hidden') return value === '' ? null : value
  if (isEmpty(value)) return null
  if (type !== 'datetime') return value
  const instant = instantOf(String(value), zone)
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
function blankObjects(fields: Asked[], values: Values, zone?: string): Set<string> {
  const first = firstValues(fields, zone)
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
export function missingFields(fields: Asked[], values: Values, zone?: string): string[] {
  const blank = blankObjects(fields, values, zone)
  return fields
    .filter(({ required, type, name }) => required && type !== 'hidden' && isEmpty(values[name]))
    .map(({ name }) => name)
    .filter((name) => !blank.has(prefixOf(name) ?? ''))
}

/** Problem details name the field: "nextStep.dueOn: is not a day". Null when it is about none of these fields. */
export function placeOf(detail: string, fields: Asked[]): { name: string; message: string } | null {
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

/** What a server's checks say to programs is said to people in their words; its own sentences are shown as they are. */
export function saidProblem(message: string, field: Asked | undefined, strings: PaneStrings['form']): string {
  if (/^(Too small|Required|Invalid input: .*received (null|undefined))/.test(message)) return strings.missing
  if (message.startsWith('Too big')) return strings.tooLong
  if (/^(Invalid|is not)\b/.test(message)) return strings.invalid[field?.type ?? 'text']
  return message.slice(0, 1).toLocaleUpperCase() + message.slice(1)
}
