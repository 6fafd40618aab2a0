import { useState } from 'preact/hooks'
import { foldText } from '#shared/fold.ts'
import { optionsOf } from '#shared/form-values.ts'
import { Icon } from '../icons.tsx'
import { useTools } from '../tools.ts'
import type { FieldProps } from './form-field.tsx'

/** Up to here the list is shown as it is; beyond, behind a button; and beyond that one can filter it. */
const SHOWN = 4
const FILTERED = 8

/** Any number of a list: what is chosen as chips, the list as boxes to tick. */
export function ManyField({ id, field, value, error, set }: FieldProps) {
  const { strings } = useTools()
  const [open, setOpen] = useState(false)
  const options = optionsOf(field)
  const chosen = Array.isArray(value) ? value : []
  const short = options.length <= SHOWN
  const toggle = (one: string) => set(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one])
  const described = [field.hint && `${id}-hint`, error && `${id}-error`, `${id}-said`].filter(Boolean).join(' ')
  const labelOf = (one: string) => options.find((option) => option.value === one)?.label ?? one
  const boxes = <Boxes {...{ id, options, chosen, toggle, short }} filtered={options.length > FILTERED} />
  return (
    <div class="many" role="group" aria-labelledby={`${id}-label`} aria-describedby={described}>
      {short ? (
        boxes
      ) : (
        <>
          <div class="many-chosen">
            {chosen.map((one) => (
              <button
                key={one}
                type="button"
                class="chip many-chip"
                title={strings.form.remove(labelOf(one))}
                aria-label={strings.form.remove(labelOf(one))}
                onClick={() => (toggle(one), document.getElementById(id)?.focus())}
              >
                <bdi>{labelOf(one)}</bdi>
                <Icon name="close" />
              </button>
            ))}
            <button
              type="button"
              id={id}
              class="chip chip-more"
              aria-expanded={open}
              aria-controls={`${id}-boxes`}
              aria-label={strings.form.chooseFrom(field.label)}
              onClick={() => setOpen(!open)}
            >
              {strings.form.choose} <Icon name="down" class={open ? 'turned' : ''} />
            </button>
          </div>
          {open && (
            // Escape folds the list first, and closes the form only when pressed again.
            // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
            <div
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return
                event.preventDefault()
                setOpen(false)
                document.getElementById(id)?.focus()
              }}
            >
              {boxes}
            </div>
          )}
        </>
      )}
    </div>
  )
}

type BoxesProps = {
  id: string
  options: { value: string; label: string }[]
  chosen: string[]
  toggle: (value: string) => void
  filtered: boolean
  /** The boxes are the field itself: the first is what its label means. */
  short: boolean
}

function Boxes({ id, options, chosen, toggle, filtered, short }: BoxesProps) {
  const { strings } = useTools()
  const [q, setQ] = useState('')
  const wanted = foldText(q)
  const shown = options.filter(({ label }) => foldText(label).includes(wanted))
  return (
    <div id={`${id}-boxes`} class="many-boxes">
      {filtered && (
        <input
          type="search"
          class="field"
          aria-label={strings.form.filter}
          placeholder={strings.form.filter}
          value={q}
          onInput={(event) => setQ(event.currentTarget.value)}
          // Enter would send the form.
          onKeyDown={(event) => event.key === 'Enter' && !event.ctrlKey && !event.metaKey && event.preventDefault()}
        />
      )}
      <ul class="many-list">
        {shown.map((option, index) => (
          <li key={option.value}>
            <label class="form-check">
              <input
                type="checkbox"
                id={short && index === 0 ? id : undefined}
                checked={chosen.includes(option.value)}
                onChange={() => toggle(option.value)}
              />
              <bdi>{option.label}</bdi>
            </label>
          </li>
        ))}
      </ul>
      <p class="quiet" role="status">
        {shown.length === 0 && strings.form.noneLike}
      </p>
    </div>
  )
}
