/** Puts the card of a guide and the frame around its thing where they belong, as long as it is open. */
import { placeCard } from './place-card.ts'

/** The first of these that can be seen. */
export function findThing(selectors: readonly string[]): HTMLElement | undefined {
  const things = selectors.map((selector) => document.querySelector<HTMLElement>(selector))
  return things.find((thing) => thing !== null && thing.checkVisibility() && thing.offsetHeight > 0) ?? undefined
}

/** Of what is tall its beginning is enough; what is in view stays where it is. */
export function bringIntoView(thing: HTMLElement | undefined): void {
  if (!thing) return
  const { top, bottom, height } = thing.getBoundingClientRect()
  const tall = height > innerHeight / 2
  const inView = top >= 0 && (tall ? top < innerHeight / 3 : bottom <= innerHeight)
  if (!inView) thing.scrollIntoView({ block: tall ? 'start' : 'nearest' })
}

type Standing = { card: HTMLElement; ring: HTMLElement; thing: HTMLElement | undefined; clear: string | undefined }

/** @returns how to stop: its thing may load, move, or go, so where they stand is found anew at each frame */
export function standBeside(find: () => Standing): () => void {
  let frame = 0
  const follow = (): void => {
    stand(find())
    frame = requestAnimationFrame(follow)
  }
  follow()
  return () => cancelAnimationFrame(frame)
}

function stand({ card, ring, thing, clear }: Standing): void {
  const view = { width: document.documentElement.clientWidth, height: innerHeight }
  const foot = clear ? document.querySelector(clear)?.getBoundingClientRect() : undefined
  if (clear && foot && foot.height > 0 && !thing?.closest(clear)) view.height = foot.top
  const box = thing?.getBoundingClientRect() ?? null
  const size = { width: card.offsetWidth, height: card.offsetHeight }
  const rightToLeft = getComputedStyle(card).direction === 'rtl'
  put(card, { ...placeCard({ thing: box, card: size, view, rightToLeft }) })
  ring.hidden = box === null
  if (box) put(ring, { left: box.left, top: box.top, width: box.width, height: box.height })
}

/** Measured in the window, so of no direction of writing. Set only when it changed: setting asks for a new layout. */
function put(element: HTMLElement, box: Record<string, number>): void {
  for (const [name, value] of Object.entries(box)) {
    const said = `${Math.round(value)}px`
    if (element.style.getPropertyValue(name) !== said) element.style.setProperty(name, said)
  }
}
