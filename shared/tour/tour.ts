/** A guide: a card that goes from one thing on the screen to the next, until one has seen them or wants no more. */
import type { Tour } from '../api/tours.ts'
import type { Language } from '../i18n/pane.ts'
import { tourStrings } from '../i18n/tour.ts'
import { createCard, createRing } from './card.ts'
import { ALL_TOURS, isFirstTime, rememberSeen } from './seen.ts'
import { bringIntoView, findThing, standBeside } from './stand.ts'

/**
 * `on`: selectors of what it points at, of which the first that can be seen counts; without any it says its text all the same.
 * `says` is by language, as the page may change its own meanwhile.
 */
export type Step = { says: (language: Language) => { title: string; text: string }; on: string[] }

export type Guide = {
  /** Shows it from the start; whoever has the focus gets it back. `byItself`: nobody asked, so nobody is interrupted. */
  open: (byItself?: boolean) => void
  /** Unless it was seen before. */
  openOnce: () => Promise<void>
  speak: (language: Language) => void
  close: () => void
}

type Options = {
  name: Tour
  language: Language
  /** Read anew each time it is opened. */
  steps: () => Step[]
  /** At the foot of a narrow screen, what the card must leave free. */
  clear?: string
}

/** Where Escape means something else. */
const BUSY = 'input, textarea, select, form, [role=menu], [role=dialog]:not(.tour)'

export function createGuide({ name, language: first, steps: read, clear }: Options): Guide {
  let language = first
  let running: Running | undefined

  const open = (byItself = false): void => {
    running?.stop()
    const steps = read()
    if (steps.length > 0)
      running = run({ name, steps, byItself, clear, language: () => language, over: () => (running = undefined) })
  }
  return {
    open,
    openOnce: async () => {
      if (!running && (await isFirstTime(name)) && !running) open(true)
    },
    speak: (next) => {
      language = next
      running?.show()
    },
    close: () => running?.stop(),
  }
}

/** `stop` ends it without a word, `show` says its step anew. */
type Running = { stop: () => void; show: () => void }

type Run = {
  name: Tour
  steps: Step[]
  byItself: boolean
  clear: string | undefined
  language: () => Language
  over: () => void
}

function run({ name, steps, byItself, clear, language, over }: Run): Running {
  const before = document.activeElement
  const done = new AbortController()
  let at = 0
  const thing = () => findThing(steps[at]?.on ?? [])

  const stop = (): void => {
    done.abort()
    const inside = card.whole.contains(document.activeElement)
    card.whole.remove()
    ring.remove()
    if (inside && before instanceof HTMLElement && before.isConnected) before.focus()
    over()
  }
  /** Whoever wants no more of one wants none of the others. */
  const skip = (): void => {
    void rememberSeen(ALL_TOURS)
    stop()
  }
  const show = (): void => {
    const step = steps[at]
    if (step) card.show({ ...step.says(language()), at, of: steps.length }, tourStrings[language()])
  }
  const goTo = (next: number): void => {
    if (!steps[next]) return
    at = next
    show()
    bringIntoView(thing())
    // Also for who, at the last step, does what it says and so leaves the page.
    if (at === steps.length - 1) void rememberSeen([name])
  }
  const back = () => goTo(at - 1)
  const next = () => (at + 1 < steps.length ? goTo(at + 1) : stop())
  const [card, ring] = [createCard({ skip, back, next }), createRing()]
  listen({ whole: card.whole, done: done.signal, on: { back, next, skip, forth: () => goTo(at + 1) } })
  // First on the page: the next Tab goes into it, or on from where it was.
  document.body.prepend(card.whole, ring)
  goTo(0)
  done.signal.addEventListener(
    'abort',
    standBeside(() => ({ card: card.whole, ring, thing: thing(), clear })),
  )
  if (!byItself || (document.hasFocus() && (before === null || before === document.body))) card.whole.focus()
  return { stop, show }
}

type Listening = {
  whole: HTMLElement
  done: AbortSignal
  on: Record<'back' | 'forth' | 'next' | 'skip', () => void>
}

/** Arrows and Enter on the card; Escape from wherever it means nothing else. */
function listen({ whole, done, on }: Listening): void {
  whole.addEventListener('keydown', (event) => {
    const forth = getComputedStyle(whole).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    if (event.key === 'Enter' && event.target === whole) on.next()
    else if (event.key === forth) on.forth()
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') on.back()
    else return
    event.preventDefault()
  })
  const escape = (event: KeyboardEvent) => event.key === 'Escape' && isFree(event) && on.skip()
  document.addEventListener('keydown', escape, { signal: done })
}

const isFree = ({ defaultPrevented, target }: Event): boolean =>
  !defaultPrevented && !(target instanceof Element && target.closest(BUSY))
