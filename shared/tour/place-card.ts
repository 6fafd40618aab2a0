/** Where the card of a guide stands: beside what it speaks of, over none of it where there is room. Pixels of the window. */

export type Box = { left: number; top: number; width: number; height: number }
export type Size = { width: number; height: number }

/** Between the card and its thing, and at the edges of the window. */
const GAP = 10
const EDGE = 8

type Asked = { thing: Box | null; card: Size; view: Size; rightToLeft: boolean }

/** Below, above, at either side; where nothing of that fits, and where there is no thing, at the foot. */
export function placeCard({ thing, card, view, rightToLeft }: Asked): { left: number; top: number } {
  const within = (at: number, size: number, whole: number) => Math.max(EDGE, Math.min(at, whole - size - EDGE))
  const acrossAt = (at: number) => within(at, card.width, view.width)
  const downAt = (at: number) => within(at, card.height, view.height)
  const foot = view.height - card.height - EDGE
  if (!thing) return { left: acrossAt(rightToLeft ? EDGE : view.width), top: downAt(foot) }
  const [right, bottom] = [thing.left + thing.width, thing.top + thing.height]
  const left = acrossAt(rightToLeft ? right - card.width : thing.left)
  if (bottom + GAP <= foot) return { left, top: downAt(bottom + GAP) }
  if (thing.top - GAP - card.height >= EDGE) return { left, top: downAt(thing.top - GAP - card.height) }
  const top = downAt(thing.top + EDGE)
  if (right + GAP + card.width + EDGE <= view.width) return { left: acrossAt(right + GAP), top }
  if (thing.left - GAP - card.width >= EDGE) return { left: acrossAt(thing.left - GAP - card.width), top }
  return { left, top: downAt(foot) }
}
