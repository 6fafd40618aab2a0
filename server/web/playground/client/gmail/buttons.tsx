import type { Button, Widget } from '../../../../../addin-gmail/card-types.ts'
import { Clickable } from './clickable.tsx'
import { colourStyle } from './colour.ts'
import { CardIcon } from './icon.tsx'
import { plainText } from './small-html.tsx'

export function ButtonList({ buttons }: { buttons: Button[] }) {
  return (
    <div class="gm-buttons">
      {buttons.map((button, index) => (
        <CardButton key={`${button.text} ${index}`} button={button} />
      ))}
    </div>
  )
}

/** `type` where the button does not say one; a colour makes it a filled one. */
export function CardButton({ button, type = 'OUTLINED' }: { button: Button; type?: string }) {
  const { text, icon, altText, color, disabled, onClick } = button
  const style = disabled ? undefined : colourStyle(color)
  const kind = (color ? 'FILLED' : (button.type ?? type)).toLowerCase().replaceAll('_', '-')
  return (
    <Clickable
      class={`gm-button is-${kind} ${text ? '' : 'is-icon'}`}
      onClick={onClick}
      disabled={disabled}
      label={altText ?? (text ? undefined : (icon?.altText ?? undefined))}
      style={style}
    >
      {icon && <CardIcon icon={{ ...icon, altText: null }} />}
      {text && <span>{plainText(text)}</span>}
    </Clickable>
  )
}

export function ChipList({ list }: { list: NonNullable<Widget['chipList']> }) {
  return (
    <ul class={`gm-chips ${list.layout === 'HORIZONTAL_SCROLLABLE' ? 'is-scrollable' : ''}`}>
      {(list.chips ?? []).map(({ label, icon, altText, disabled, onClick }, index) => (
        <li key={`${label} ${index}`}>
          {onClick ? (
            <Clickable class="gm-chip" onClick={onClick} disabled={disabled} label={altText ?? undefined}>
              <CardIcon icon={icon} /> <span>{plainText(label)}</span>
            </Clickable>
          ) : (
            <span class="gm-chip">
              <CardIcon icon={icon} /> <span>{plainText(label)}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
