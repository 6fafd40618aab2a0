import { useEffect, useRef } from 'preact/hooks'
import type { Card } from '../../../../../addin-gmail/card-types.ts'
import { plainText } from './small-html.tsx'
import { TroubleView } from '../trouble.tsx'
import { useAddOn } from './add-on.ts'
import { CardView } from './card-view.tsx'
import { Clickable, Menu } from './clickable.tsx'
import { HostContext } from './context.ts'
import { type Asking, type Said, identityOf } from './view.ts'
import { useWords } from './words.ts'

/** Gmail's side panel with the add-on in it. `open` null: it is not known yet what is. */
export function GmailPanel({ open, ...asking }: Omit<Asking, 'open'> & { open: Asking['open'] | null }) {
  const words = useWords()
  return open ? <AddOnPanel {...asking} open={open} /> : <p class="gm gm-empty">{words.loading}</p>
}

function AddOnPanel(asking: Asking) {
  const words = useWords()
  const addOn = useAddOn(asking)
  const { levels, loading, busy, failed, trouble, scopes, host } = addOn
  const top = levels.at(-1)
  const body = useRef<HTMLDivElement>(null)
  useFocusInTop(body, top?.key, identityOf(asking))
  // Once a click was refused, and not while one is filling them in.
  useEffect(() => body.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), [addOn.said])
  return (
    <HostContext.Provider value={host}>
      <div class="gm" role="region" aria-label={words.addOn} aria-busy={loading || busy}>
        <div class="gm-bar">
          {levels.length > 1 && (
            <button type="button" class="gm-bar-button" aria-label={words.back} title={words.back} onClick={addOn.back}>
              <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
                <path d="M20 12H5m6-6-6 6 6 6" />
              </svg>
            </button>
          )}
          <span class="gm-logo" aria-hidden="true">
            F
          </span>
          <h2>Ficha</h2>
          {top && <CardMenu card={top.card} />}
        </div>
        {(loading || busy) && (
          <div class="gm-progress" role="progressbar" aria-label={loading ? words.loading : words.working} />
        )}
        {/* What scrolls must be reachable by keyboard; a card may hold nothing to press. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div ref={body} class={`gm-body ${busy ? 'is-busy' : ''}`} tabIndex={0} role="group" aria-label="Ficha">
          {top ? (
            <CardView key={top.key} card={top.card} />
          ) : trouble ? (
            <TroubleView trouble={trouble} again={addOn.reload} />
          ) : failed !== null ? (
            <Broken text={words.failed(failed)} again={addOn.reload} />
          ) : loading ? (
            <p class="gm-empty">{words.loading}</p>
          ) : (
            !scopes && <p class="gm-empty">{words.noCard}</p>
          )}
          {scopes && <Scopes scopes={scopes} again={addOn.reload} />}
        </div>
        <Toast said={addOn.said} dismiss={addOn.dismiss} />
      </div>
    </HostContext.Provider>
  )
}

/** The card's own actions, behind three dots. */
function CardMenu({ card }: { card: Card }) {
  const words = useWords()
  const { cardActions = [] } = card
  if (cardActions.length === 0) return null
  const dots = (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d="M12 5.5v.01M12 12v.01M12 18.5v.01" />
    </svg>
  )
  return (
    <Menu class="gm-bar-button" label={words.menu} opener={dots}>
      {cardActions.map(({ actionLabel, onClick }, index) => (
        <Clickable key={`${actionLabel} ${index}`} class="gm-menu-item" onClick={onClick}>
          {plainText(actionLabel)}
        </Clickable>
      ))}
    </Menu>
  )
}

/** Whoever pressed something in a card that is gone goes on in the one that took its place; what is opened anew takes no focus. */
function useFocusInTop(body: { current: HTMLElement | null }, key: number | undefined, identity: string): void {
  const before = useRef({ key, identity })
  useEffect(() => {
    const { current } = before
    before.current = { key, identity }
    if (key === current.key || !body.current) return
    body.current.scrollTop = 0
    const same = current.key !== undefined && identity === current.identity
    if (same && document.activeElement === document.body) body.current.focus({ preventScroll: true })
  }, [body, key, identity])
}

function Broken({ text, again }: { text: string; again: () => void }) {
  const words = useWords()
  return (
    <div class="trouble" role="status">
      <p>{text}</p>
      <button type="button" class="button" onClick={again}>
        {words.tryAgain}
      </button>
    </div>
  )
}

function Scopes({ scopes, again }: { scopes: string[] | 'all'; again: () => void }) {
  const words = useWords()
  return (
    <div class="gm-scopes" role="status">
      <p>{words.scopes}</p>
      <ul>
        {(scopes === 'all' ? [words.allScopes] : scopes).map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <button type="button" class="button" onClick={again}>
        {words.tryAgain}
      </button>
    </div>
  )
}

/** As long as one needs to read it; what went wrong stays until somebody closes it. */
const SHOWN = 6000

function Toast({ said, dismiss }: { said: Said | null; dismiss: () => void }) {
  const words = useWords()
  const latest = useRef(dismiss)
  latest.current = dismiss
  useEffect(() => {
    if (!said || said.bad || said.link) return undefined
    const timer = setTimeout(() => latest.current(), SHOWN)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <div class="gm-toast" role="status">
      {said && (
        <p class={said.bad ? 'is-bad' : ''}>
          {said.link ? (
            <a href={said.text} target="_blank" rel="noopener noreferrer">
              {words.open}: {said.text}
            </a>
          ) : (
            <span>{said.text}</span>
          )}
          <button type="button" onClick={dismiss}>
            {words.dismiss}
          </button>
        </p>
      )}
    </div>
  )
}
