import { useHost } from './context.ts'
import { type Picker, heldIn } from './form.ts'
import { plainText } from './small-html.tsx'
import { useWords } from './words.ts'

/** Google shows a day and a time apart, as here. */
export function DateTimePicker({ picker }: { picker: Picker }) {
  const host = useHost()
  const words = useWords()
  const name = picker.name ?? ''
  const label = plainText(picker.label)
  const [wall = ''] = heldIn(host.typed, { name, kind: 'date', picker })
  const both = picker.type !== 'DATE_ONLY' && picker.type !== 'TIME_ONLY'
  const [day = '', time = ''] = wall.split('T')
  const change = (next: string) => {
    const values = next === '' || next.startsWith('T') ? [] : [next.endsWith('T') ? `${next}00:00` : next]
    host.set(name, values)
    if (picker.onChangeAction) host.act(picker.onChangeAction, { [name]: values })
  }
  const missing = host.missing.has(name)
  if (!both)
    return (
      <label class="gm-field">
        <span class="gm-field-label">{label}</span>
        <input
          type={picker.type === 'TIME_ONLY' ? 'time' : 'date'}
          value={wall}
          aria-invalid={missing}
          onChange={(event) => change(event.currentTarget.value)}
        />
        {missing && <span class="gm-missing">{words.required}</span>}
      </label>
    )
  return (
    <fieldset class="gm-field gm-when">
      <legend class="gm-field-label">{label}</legend>
      <input
        type="date"
        aria-label={words.date(label)}
        value={day}
        aria-invalid={missing}
        onChange={(event) => change(event.currentTarget.value && `${event.currentTarget.value}T${time}`)}
      />
      <input
        type="time"
        aria-label={words.time(label)}
        value={time}
        disabled={day === ''}
        onChange={(event) => change(`${day}T${event.currentTarget.value}`)}
      />
      {missing && <span class="gm-missing">{words.required}</span>}
    </fieldset>
  )
}
