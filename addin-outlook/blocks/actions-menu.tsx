import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { tourStrings } from '#shared/i18n/tour.ts'
import { languageOf } from '#shared/i18n/pane.ts'
import { Icon } from '../icons.tsx'
import { useTools } from '../tools.ts'

/** `href`: a number to call besides. `draftOf`: the form that it opens. */
export type MenuItem = {
  id: string
  label: string
  href: string | null
  draftOf?: string
  disabled?: boolean
  run: () => void
}

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** What is not among the first three, as a menu: arrows walk it, Escape and Tab leave it. */
export function ActionsMenu({ items: own }: { items: MenuItem[] }) {
  const { strings, locale, showAround } = useTools()
  const around = { id: 'around', label: tourStrings[languageOf(locale)].showAround, href: null }
  const items = showAround ? [...own, { ...around, run: showAround }] : own
  const [open, setOpen] = useState(false)
  const whole = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [left, setLeft] = useState(false)
  const entries = () => [...(whole.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  useLayoutEffect(() => {
    if (!open) return undefined
    setLeft(onTheLeft(whole.current))
    entries()[0]?.focus()
    const outside = (event: Event) => !whole.current?.contains(event.target as Node) && setOpen(false)
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])
  const leave = () => {
    setOpen(false)
    button.current?.focus()
  }
  const walk = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    const all = entries()
    if (event.key === 'Tab') return setOpen(false)
    if (event.key === 'Escape') leave()
    else if (step) all[step(all.indexOf(document.activeElement as HTMLElement), all.length)]?.focus()
    else return undefined
    return event.preventDefault()
  }
  const choose = (item: MenuItem) => {
    setOpen(false)
    button.current?.focus()
    item.run()
  }
  return (
    <div class="menu-place" ref={whole}>
      <button
        ref={button}
        type="button"
        class="button"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => event.key === 'ArrowDown' && !open && (event.preventDefault(), setOpen(true))}
      >
        <span aria-hidden="true">⋯</span> {strings.moreActions}
      </button>
      {open && (
        <div
          class={`menu ${left ? 'is-left' : ''}`}
          role="menu"
          aria-label={strings.moreActions}
          tabIndex={-1}
          onKeyDown={walk}
        >
          {items.map((item) => (
            <Entry key={item.id} item={item} choose={() => choose(item)} />
          ))}
        </div>
      )}
    </div>
  )
}

/** The menu stands under its own end of the line of buttons. */
const onTheLeft = (place: HTMLElement | null): boolean =>
  place !== null && place.offsetLeft < (place.parentElement?.clientWidth ?? 0) / 2

function Entry({ item, choose }: { item: MenuItem; choose: () => void }) {
  const { label, href, disabled = false } = item
  const common = { class: 'menu-item', role: 'menuitem' as const, tabIndex: -1, onClick: choose }
  if (href)
    return (
      <a {...common} href={href}>
        <Icon name="call" />
        <bdi>{label}</bdi>
      </a>
    )
  return (
    <button {...common} type="button" disabled={disabled}>
      <bdi>{label}</bdi>
    </button>
  )
}
