/** Where the card of a guide stands, over any window. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeCard } from '#shared/tour/place-card.ts'

const CARD = { width: 304, height: 160 }
const upTo = (most: number, least = 0) => fc.integer({ min: least, max: most })
const box = fc.record({ left: upTo(1400, -100), top: upTo(900, -100), width: upTo(1400, 1), height: upTo(900, 1) })
const asked = fc.record({
  thing: fc.option(box),
  card: fc.constant(CARD),
  view: fc.record({ width: upTo(1600, 320), height: upTo(1000, 300) }),
  rightToLeft: fc.boolean(),
})

it('is always on the screen', () => {
  fc.assert(
    fc.property(asked, (one) => {
      const { left, top } = placeCard(one)
      expect(left).toBeGreaterThanOrEqual(8)
      expect(left + CARD.width).toBeLessThanOrEqual(one.view.width - 8)
      expect(top).toBeGreaterThanOrEqual(8)
      expect(top + CARD.height).toBeLessThanOrEqual(one.view.height - 8)
    }),
  )
})

it.each([
  ['below', { left: 0, top: 0, width: 320, height: 80 }, { left: 8, top: 90 }],
  ['above, where there is no room below', { left: 0, top: 400, width: 320, height: 200 }, { left: 8, top: 230 }],
  ['at the foot, over what is taller than that', { left: 0, top: 0, width: 320, height: 600 }, { left: 8, top: 432 }],
])('%s', (_, thing, place) => {
  expect(placeCard({ thing, card: CARD, view: { width: 320, height: 600 }, rightToLeft: false })).toEqual(place)
})

it('beside what is tall, on the side with room', () => {
  const view = { width: 1280, height: 600 }
  const tall = { top: 0, width: 300, height: 600 }
  expect(placeCard({ thing: { ...tall, left: 0 }, card: CARD, view, rightToLeft: false })).toEqual({
    left: 310,
    top: 8,
  })
  expect(placeCard({ thing: { ...tall, left: 980 }, card: CARD, view, rightToLeft: false })).toEqual({
    left: 666,
    top: 8,
  })
})
