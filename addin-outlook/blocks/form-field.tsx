import type { FormCheck, FormField, Suggestion } from '#shared/blocks.ts'
import { isEmpty, optionsOf } from '#shared/form-values.ts'
import { Icon } from '../icons.tsx'
import { safeHref } from '../links.tsx'
import { useTools } from '../tools.ts'
import { ManyField } from './form-many.tsx'

type Value = FormField['value']

export type FieldProps = {
  id: string
  field: FormField
  value: Value
  error: string | null
  hints: FormCheck['hints']
  set: (value: Value) => void
}

/** Two of them stand beside each other where there is room. */
const SHORT: FormField['type'][] = ['number', 'date', 'select']

/** One question: its label, its field, what helps to answer it, what is wrong with the answer. */
export function FieldView(props: FieldProps) {
  const { id, field, value, error, hints, set } = props
  const { name, type, label, hint, required } = field
  const accept = (suggested: string) => {
    set(withAccepted(field, value, suggested))
    // The button goes; the next thing one may want is to change what it filled in.
    document.getElementById(id)?.focus()
  }
  return (
    <div class={`form-field ${SHORT.includes(type) ? 'is-short' : ''} ${error ? 'is-wrong' : ''}`} data-field={name}>
      {type === 'checkbox' ? null : (
        <FieldLabel id={id} label={label} required={required} many={type === 'multiselect'} />
      )}
      <Input {...props} />
      {hint && (
        <p class="form-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="form-error" id={`${id}-error`}>
          <Icon name="bad" />
          {error}
        </p>
      )}
      <div class="form-hints" id={`${id}-said`} aria-live="polite">
        {hints.map((one) => (
          <HintView key={one.text} hint={one} />
        ))}
      </div>
      <Suggestions field={field} value={value} accept={accept} />
    </div>
  )
}

type LabelProps = { id: string; label: string; required: boolean; many?: boolean }

function FieldLabel({ id, label, required, many = false }: LabelProps) {
  const { strings } = useTools()
  const words = (
    <>
      {label}
      {required && (
        <span class="form-required" title={strings.form.required} aria-hidden="true">
          {' *'}
        </span>
      )}
    </>
  )
  // A list of boxes is a group, which is named by its label and not focused by it.
  if (many)
    return (
      <span class="form-label" id={`${id}-label`}>
        {words}
      </span>
    )
  return (
    <label class="form-label" id={`${id}-label`} for={id}>
      {words}
    </label>
  )
}

function Input(props: FieldProps) {
  const { id, field, value, error, set } = props
  const { type, required, hint } = field
  if (type === 'multiselect') return <ManyField {...props} />
  const described = [hint && `${id}-hint`, error && `${id}-error`, `${id}-said`].filter(Boolean).join(' ')
  const said = { id, required, 'aria-invalid': error !== null, 'aria-describedby': described }
  const text = typeof value === 'string' ? value : ''
  const typed = (event: { currentTarget: { value: string } }) => set(event.currentTarget.value)
  switch (type) {
    case 'textarea':
      return <textarea {...said} class="form-input" rows={3} dir="auto" value={text} onInput={typed} />
    case 'select':
      return <OneOf said={said} field={field} value={text} set={set} />
    case 'checkbox':
      return (
        <label class="form-check">
          <input
            {...said}
            type="checkbox"
            checked={!isEmpty(value)}
            onChange={(event) => set(event.currentTarget.checked ? '1' : null)}
          />
          <span>{field.label}</span>
        </label>
      )
    case 'number':
      // Text: a browser's number field takes one decimal separator and drops what it does not understand.
      return <input {...said} class="form-input" type="text" inputMode="decimal" value={text} onInput={typed} />
    case 'date':
      return <input {...said} class="form-input" type="date" value={text} onInput={typed} />
    case 'datetime':
      return <input {...said} class="form-input" type="datetime-local" value={text} onInput={typed} />
    default:
      return (
        <input {...said} class="form-input" type="text" dir="auto" value={text} onInput={typed} autoComplete="off" />
      )
  }
}

type OneOfProps = { said: Record<string, unknown>; field: FormField; value: string; set: (value: string) => void }

function OneOf({ said, field, value, set }: OneOfProps) {
  const { strings } = useTools()
  const options = optionsOf(field)
  const blank = !options.some((option) => option.value === '') && (!field.required || value === '')
  return (
    <select {...said} class="form-input" value={value} onChange={(event) => set(event.currentTarget.value)}>
      {blank && <option value="">{field.required ? strings.form.choose : '–'}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

const linesOf = (value: Value): string[] => (isEmpty(value) ? [] : String(value).trimEnd().split('\n'))

/** A line joins the lines that are there, each once (telephone numbers); everything else is put in the place of what was. */
function withAccepted({ type }: FormField, value: Value, suggested: string): Value {
  if (type === 'multiselect') return [...(Array.isArray(value) ? value : []), suggested]
  if (type === 'textarea') return [...new Set([...linesOf(value), ...linesOf(suggested)])].join('\n')
  return suggested
}

function isAccepted({ type }: FormField, value: Value, suggested: string): boolean {
  if (Array.isArray(value)) return value.includes(suggested)
  const lines = new Set(linesOf(value))
  return type === 'textarea' ? linesOf(suggested).every((line) => lines.has(line)) : value === suggested
}

type SuggestionsProps = { field: FormField; value: Value; accept: (value: string) => void }

/** Guesses: each counts only once somebody has pressed it. */
function Suggestions({ field, value, accept }: SuggestionsProps) {
  const { strings } = useTools()
  const left = field.suggestions.filter((one: Suggestion) => !isAccepted(field, value, one.value))
  if (left.length === 0) return null
  return (
    <ul class="suggestions">
      {left.map((one) => (
        <li key={one.value}>
          <button type="button" class="suggestion" onClick={() => accept(one.value)}>
            <Icon name="plus" />
            <span class="sr-only">{strings.form.suggestion} </span>
            <bdi>{one.label}</bdi>
            {one.why && <span class="suggestion-why"> · {one.why}</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What the server says of it while one types; never in the way of sending. */
export function HintView({ hint }: { hint: FormCheck['hints'][number] }) {
  const { strings } = useTools()
  const href = safeHref(hint.href)
  return (
    <p class={`form-said tone-${hint.tone}`}>
      <bdi>{hint.text}</bdi>{' '}
      {href && (
        <a href={href} target="_blank" rel="noopener">
          {strings.openPage}
          <span class="sr-only"> ({strings.newTab})</span>
        </a>
      )}
    </p>
  )
}
