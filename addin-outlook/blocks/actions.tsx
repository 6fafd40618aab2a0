import { useEffect, useRef, useState } from 'preact/hooks'
import type { Action, BlockOf } from '#shared/blocks.ts'
import { telHref } from '../calls.ts'
import { Icon } from '../icons.tsx'
import { useTools } from '../tools.ts'
import { ActionsMenu, type MenuItem } from './actions-menu.tsx'
import { FormInPlace } from './form-in-place.tsx'
import { Guesses, areGuesses } from './guesses.tsx'

type Offer = NonNullable<BlockOf<'actions'>['forms']>[number]

/** So many as buttons; the rest stands behind "more", unless it is a single one that takes as much room. */
const FIRST = 3

/** Things to do, and forms to fill in. Where one of the things is the current one they are alternatives: a list to choose from. */
export function ActionsBlock({ block }: { block: BlockOf<'actions'> }) {
  const { act, calls } = useTools()
  /** What was clicked and the server has not confirmed yet: shown as done. */
  const [taken, setTaken] = useState<string[]>([])
  useEffect(() => setTaken([]), [block])
  const [open, setOpen] = useState<Offer>()
  const whole = useRef<HTMLElement>(null)
  const { id, title, actions, forms = [] } = block
  useEffect(() => {
    const offers = (block.forms ?? []).map((form) =>
      form.tel === undefined ? undefined : calls.offer(form.tel, () => setOpen(form)),
    )
    return () => offers.forEach((takeBack) => takeBack?.())
  }, [calls, block])
  const close = (closed: Offer) => {
    setOpen(undefined)
    // Once what it stood in the place of is there again.
    setTimeout(() => openerOf(whole.current, closed.id)?.focus())
  }
  const take = (action: Action) => {
    setTaken((before) => [...before, action.id])
    act(action, () => setTaken((before) => before.filter((one) => one !== action.id)))
  }
  if (actions.length + forms.length === 0) return null
  if (forms.length === 0 && areGuesses(actions)) return <Guesses {...{ id, title, actions, taken, take }} />
  const alternatives = actions.some(({ current }) => current)
  const items: MenuItem[] = [
    ...forms.map((form) => ({
      id: form.id,
      label: form.label,
      href: form.tel === undefined ? null : telHref(form.tel),
      draftOf: form.href,
      run: () => setOpen(form),
    })),
    ...(alternatives ? [] : actions).map((action) => ({
      id: action.id,
      label: action.label,
      href: null,
      disabled: taken.includes(action.id),
      run: () => take(action),
    })),
  ]
  const first = items.length > FIRST + 1 ? items.slice(0, FIRST) : items
  const rest = items.slice(first.length)
  // One thing to do reads as a line, "Opportunity: New…", and a single one without a title is no heading for a page.
  const calm = alternatives || (items.length === 1 && (title !== null || forms.length === 0))
  const heading = title !== null && !alternatives
  return (
    <>
      {(!open || alternatives) && (
        <section
          ref={whole}
          class={calm ? 'block choice' : 'block actions'}
          aria-labelledby={heading ? `${id}-title` : undefined}
        >
          {alternatives && <Alternatives {...{ id, title, actions, taken, take }} />}
          {heading && (
            <h2 class={calm ? 'choice-title' : 'block-title'} id={`${id}-title`}>
              {title}
            </h2>
          )}
          {!open && first.map((item) => <ItemButton key={item.id} item={item} calm={calm} />)}
          {!open && rest.length > 0 && <ActionsMenu items={rest} />}
        </section>
      )}
      {open && <FormInPlace key={open.href} href={open.href} title={open.label} close={() => close(open)} />}
    </>
  )
}

/** What opened a form: its button, or the menu that it stood in. */
const openerOf = (whole: HTMLElement | null, id: string): HTMLElement | null =>
  whole?.querySelector<HTMLElement>(`[data-opens="${CSS.escape(id)}"]`) ??
  whole?.querySelector<HTMLElement>('[aria-haspopup]') ??
  null

function ItemButton({ item, calm }: { item: MenuItem; calm: boolean }) {
  const { id, label, href, disabled, run } = item
  const look = calm ? 'row-act' : 'button'
  const words = (
    <>
      {href && <Icon name="call" />}
      <bdi>{label}</bdi>
      <Begun item={item} />
    </>
  )
  if (href)
    return (
      <a class={look} href={href} data-opens={id} onClick={run}>
        {words}
      </a>
    )
  return (
    <button type="button" class={look} disabled={disabled} data-opens={id} onClick={run}>
      {words}
    </button>
  )
}

/** Something is written there and not sent. */
function Begun({ item }: { item: MenuItem }) {
  const { drafts, strings } = useTools()
  if (!item.draftOf || !drafts.find(drafts.keyOf(item.draftOf))) return null
  return <span class="begun"> · {strings.form.begun}</span>
}

type AlternativesProps = {
  id: string
  title: string | null
  actions: Action[]
  taken: string[]
  take: (action: Action) => void
}

function Alternatives({ id, title, actions, taken, take }: AlternativesProps) {
  const current = taken.at(-1) ?? actions.find((action) => action.current)?.id ?? ''
  const choose = (chosen: string) => {
    const action = actions.find((one) => one.id === chosen)
    if (action && chosen !== current) take(action)
  }
  return (
    <>
      <label for={`${id}-choice`}>{title}</label>
      <select
        id={`${id}-choice`}
        value={current}
        aria-label={title ? undefined : actions.find((action) => action.current)?.label}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {actions.map((action) => (
          <option key={action.id} value={action.id}>
            {action.label}
          </option>
        ))}
      </select>
    </>
  )
}
