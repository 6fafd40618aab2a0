import type { Widget } from '../../../../../addin-gmail/card-types.ts'
import { useHost } from './context.ts'
import { heldIn } from './form.ts'
import { plainText } from './small-html.tsx'
import { Unknown } from './unknown.tsx'
import { useWords } from './words.ts'

type Selection = NonNullable<Widget['selectionInput']>

export function SelectionInput({ input }: { input: Selection }) {
  const host = useHost()
  const words = useWords()
  const name = input.name ?? ''
  const held = heldIn(host.typed, { name, kind: 'selection', selection: input })
  const choose = (values: string[]) => {
    host.set(name, values)
    if (input.onChangeAction) host.act(input.onChangeAction, { [name]: values })
  }
  const missing = host.missing.has(name)
  const type = input.type ?? 'CHECK_BOX'
  if (type === 'DROPDOWN') return <Dropdown {...{ input, held, choose, missing }} />
  if (!['CHECK_BOX', 'RADIO_BUTTON', 'SWITCH'].includes(type)) return <Unknown names={[`selectionInput ${type}`]} />
  const radio = type === 'RADIO_BUTTON'
  return (
    <fieldset class="gm-choices">
      {input.label && <legend>{plainText(input.label)}</legend>}
      {(input.items ?? []).map(({ value, text, bottomText }) => {
        const one = value ?? ''
        const checked = held.includes(one)
        const others = held.filter((each) => each !== one)
        return (
          <label key={one} class="gm-choice">
            {radio ? (
              <input type="radio" class="gm-box" name={`gm-${name}`} checked={checked} onChange={() => choose([one])} />
            ) : (
              <input
                type="checkbox"
                role={type === 'SWITCH' ? 'switch' : undefined}
                class={type === 'SWITCH' ? 'gm-switch' : 'gm-box'}
                checked={checked}
                onChange={() => choose(checked ? others : [...others, one])}
              />
            )}
            <span>
              {plainText(text)}
              {bottomText && <span class="gm-label gm-wrap">{plainText(bottomText)}</span>}
            </span>
          </label>
        )
      })}
      {missing && <p class="gm-missing">{words.required}</p>}
    </fieldset>
  )
}

type DropdownProps = { input: Selection; held: string[]; choose: (values: string[]) => void; missing: boolean }

function Dropdown({ input, held, choose, missing }: DropdownProps) {
  const words = useWords()
  const items = input.items ?? []
  return (
    <label class="gm-field">
      {input.label && <span class="gm-field-label">{plainText(input.label)}</span>}
      <select
        value={held[0] ?? ''}
        aria-invalid={missing}
        onChange={(event) => choose(event.currentTarget.value === '' ? [] : [event.currentTarget.value])}
      >
        {/* Nothing is chosen until somebody does. */}
        {!items.some(({ selected, value }) => selected || value === '') && <option value="">{words.choose}</option>}
        {items.map(({ value, text }) => (
          <option key={value} value={value ?? ''}>
            {plainText(text)}
          </option>
        ))}
      </select>
      {missing && <span class="gm-missing">{words.required}</span>}
    </label>
  )
}
