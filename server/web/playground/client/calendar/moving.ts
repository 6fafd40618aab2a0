/** Moving a meeting by pointer or by keys: the same steps, a day across and a quarter of an hour up or down. */
import { type RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Shift } from './acts.ts'
import { movable } from './event-box.tsx'
import type { Shown } from './layout.ts'

export const HOUR_HEIGHT = 48
const QUARTER = 15
/** A hand that clicks trembles. */
const SLACK = 5

export type Moving = { event: Shown; by: Shift; keys: boolean }

type Using = {
  columns: RefObject<HTMLElement | null>
  days: number
  move: (event: Shown, by: Shift) => void
}

export function useMoving({ columns, days, move }: Using) {
  const [moving, setMoving] = useState<Moving | null>(null)
  const stopDrag = useRef<() => void>(undefined)
  useEffect(() => () => stopDrag.current?.(), [])
  const drop = () => {
    if (moving) move(moving.event, moving.by)
    setMoving(null)
  }
  const onPointerDown = (pressed: PointerEvent, event: Shown) => {
    // A finger scrolls; it opens the meeting, whose form moves it.
    if (pressed.button !== 0 || pressed.pointerType === 'touch' || !movable(event)) return
    const width = (columns.current?.getBoundingClientRect().width ?? 0) / days
    let last: Moving | null = null
    const follow = (to: PointerEvent) => {
      const [x, y] = [to.clientX - pressed.clientX, to.clientY - pressed.clientY]
      if (!last && Math.hypot(x, y) < SLACK) return
      const minutes = event.allDay ? 0 : Math.round(((y / HOUR_HEIGHT) * 60) / QUARTER) * QUARTER
      last = { event, by: { days: Math.round(x / width), minutes }, keys: false }
      setMoving(last)
    }
    const end = (drops: boolean) => () => {
      stopDrag.current?.()
      setMoving(null)
      if (!last) return
      // The release would also be a click, which opens the meeting.
      window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
      if (drops) move(event, last.by)
    }
    const [up, away] = [end(true), end(false)]
    const escape = ({ key }: KeyboardEvent) => key === 'Escape' && away()
    window.addEventListener('pointermove', follow)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', away)
    window.addEventListener('keydown', escape)
    stopDrag.current = () => {
      window.removeEventListener('pointermove', follow)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', away)
      window.removeEventListener('keydown', escape)
    }
  }
  /** @returns whether the key was one of moving */
  const onKey = (pressed: KeyboardEvent, event: Shown): boolean => {
    if (!moving?.keys) {
      if (pressed.key.toLowerCase() !== 'm' || !movable(event)) return false
      setMoving({ event, by: { days: 0, minutes: 0 }, keys: true })
      return true
    }
    const by = STEPS[pressed.key]
    if (by) setMoving({ ...moving, by: added(moving.by, event.allDay ? { ...by, minutes: 0 } : by) })
    else if (pressed.key === 'Enter' || pressed.key === ' ') drop()
    else if (pressed.key === 'Escape' || pressed.key === 'Tab') setMoving(null)
    return pressed.key !== 'Tab'
  }
  return { moving, onPointerDown, onKey }
}

const STEPS: Record<string, Shift> = {
  ArrowUp: { days: 0, minutes: -QUARTER },
  ArrowDown: { days: 0, minutes: QUARTER },
  ArrowLeft: { days: -1, minutes: 0 },
  ArrowRight: { days: 1, minutes: 0 },
}

const added = (a: Shift, b: Shift): Shift => ({ days: a.days + b.days, minutes: a.minutes + b.minutes })

const swallow = (event: Event) => {
  event.stopPropagation()
  event.preventDefault()
}
