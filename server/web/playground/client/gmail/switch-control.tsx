import type { Widget } from '../../../../../addin-gmail/card-types.ts'
import { useHost } from './context.ts'
import { heldIn } from './form.ts'
import { plainText } from './small-html.tsx'

type Control = NonNullable<NonNullable<Widget['decoratedText']>['switchControl']>

/** SWITCH, CHECK_BOX (and its older spelling CHECKBOX). */
export function SwitchControl({ control, label }: { control: Control; label: string }) {
  const host = useHost()
  const name = control.name ?? ''
  const checked = heldIn(host.typed, { name, kind: 'switch', control }).length > 0
  const change = () => {
    const values = checked ? [] : [control.value ?? 'true']
    host.set(name, values)
    if (control.onChangeAction) host.act(control.onChangeAction, { [name]: values })
  }
  const box = control.controlType === 'CHECK_BOX' || control.controlType === 'CHECKBOX'
  return (
    <label class="gm-switch-label">
      <input
        type="checkbox"
        role={box ? undefined : 'switch'}
        class={box ? 'gm-box' : 'gm-switch'}
        aria-label={plainText(label)}
        checked={checked}
        onChange={change}
      />
    </label>
  )
}
