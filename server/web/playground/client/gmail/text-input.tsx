import { useId } from 'preact/hooks'
import type { Widget } from '../../../../../addin-gmail/card-types.ts'
import { useHost } from './context.ts'
import { heldIn } from './form.ts'
import { plainText } from './small-html.tsx'
import { useWords } from './words.ts'

const MODES: Record<string, string> = { INTEGER: 'numeric', FLOAT: 'decimal', EMAIL: 'email' }

export function TextInput({ input }: { input: NonNullable<Widget['textInput']> }) {
  const host = useHost()
  const words = useWords()
  const id = useId()
  const name = input.name ?? ''
  const { hintText, onChangeAction, validation } = input
  const suggestions = (input.initialSuggestions?.items ?? []).flatMap(({ text }) => (text ? [text] : []))
  const missing = host.missing.has(name)
  const common = {
    value: heldIn(host.typed, { name, kind: 'text', text: input })[0] ?? '',
    placeholder: input.placeholderText ?? undefined,
    maxLength: validation?.characterLimit || undefined,
    'aria-invalid': missing,
    'aria-describedby': `${id}-hint`,
    dir: 'auto' as const,
    onInput: (event: Event) => host.set(name, [(event.currentTarget as HTMLInputElement).value]),
    onChange: (event: Event) => {
      if (onChangeAction) host.act(onChangeAction, { [name]: [(event.currentTarget as HTMLInputElement).value] })
    },
  }
  return (
    <label class="gm-field">
      <span class="gm-field-label">{plainText(input.label)}</span>
      {input.type === 'MULTIPLE_LINE' ? (
        <textarea rows={3} {...common} />
      ) : (
        <input
          type="text"
          inputMode={MODES[validation?.inputType ?? ''] ?? 'text'}
          list={suggestions.length > 0 ? `${id}-list` : undefined}
          {...common}
        />
      )}
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </datalist>
      )}
      <span id={`${id}-hint`} class={missing ? 'gm-missing' : 'gm-label gm-wrap'}>
        {missing ? words.required : plainText(hintText)}
      </span>
    </label>
  )
}
