import type { CSSProperties, ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { OnClick, OpenLink } from '../../../../../addin-gmail/card-types.ts'
import { type Host, useHost } from './context.ts'
import { CardIcon } from './icon.tsx'
import { mayOpen, plainText } from './small-html.tsx'

type Props = {
  onClick: OnClick | undefined
  class: string
  disabled?: boolean | null | undefined
  label?: string | undefined
  style?: CSSProperties | undefined
  children: ComponentChildren
}

/** Whatever a card lets one click: a link as a link, everything else as a button. */
export function Clickable({ onClick, class: name, disabled, label, style, children }: Props) {
  const host = useHost()
  const { openLink, overflowMenu } = onClick ?? {}
  const link = openLink && linkOf(openLink)
  if (link && !disabled)
    return (
      <a
        class={name}
        style={style}
        href={link.url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={label}
        title={label}
        onClick={() => host.followed(link)}
      >
        {children}
      </a>
    )
  if (overflowMenu && !disabled)
    return (
      <Menu class={name} label={label} opener={children}>
        {(overflowMenu.items ?? []).map((item, index) => (
          <Clickable
            key={`${item.text} ${index}`}
            class="gm-menu-item"
            onClick={item.onClick}
            disabled={item.disabled ?? false}
          >
            <CardIcon icon={item.startIcon} /> {plainText(item.text)}
          </Clickable>
        ))}
      </Menu>
    )
  return (
    <button
      type="button"
      class={name}
      style={style}
      disabled={disabled === true || !canClick(onClick)}
      aria-label={label}
      title={label}
      onClick={() => click(host, onClick)}
    >
      {children}
    </button>
  )
}

/** A link that leads nowhere sensible is none. */
const linkOf = ({ url, openAs, onClose }: NonNullable<OnClick['openLink']>): OpenLink | undefined =>
  url && mayOpen(url) ? ({ url, openAs, onClose } as OpenLink) : undefined

export const canClick = (onClick: OnClick | undefined): boolean =>
  Boolean(
    onClick?.action ||
    onClick?.openDynamicLinkAction ||
    onClick?.card ||
    onClick?.overflowMenu ||
    (onClick?.openLink && linkOf(onClick.openLink)),
  )

function click(host: Host, onClick: OnClick | undefined): void {
  const action = onClick?.action ?? onClick?.openDynamicLinkAction
  if (action) host.act(action)
  else if (onClick?.card) host.push(onClick.card)
}

type MenuProps = { class: string; label: string | undefined; opener: ComponentChildren; children: ComponentChildren }

/** Opens below what opens it; Escape, a choice and a click elsewhere close it. */
export function Menu({ class: name, label, opener, children }: MenuProps) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!open) return undefined
    root.current?.querySelector<HTMLElement>('.gm-menu button, .gm-menu a')?.focus()
    const elsewhere = ({ target }: Event) => root.current?.contains(target as Node) === false && setOpen(false)
    document.addEventListener('pointerdown', elsewhere)
    document.addEventListener('focusin', elsewhere)
    return () => {
      document.removeEventListener('pointerdown', elsewhere)
      document.removeEventListener('focusin', elsewhere)
    }
  }, [open])
  const close = () => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the key comes from what is focused in it
    <span
      ref={root}
      class="gm-menu-root"
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return
        event.preventDefault()
        close()
      }}
    >
      <button
        type="button"
        class={name}
        aria-expanded={open}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        {opener}
      </button>
      {open && (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a button in it was pressed, however
        <span class="gm-menu" onClick={close}>
          {children}
        </span>
      )}
    </span>
  )
}
