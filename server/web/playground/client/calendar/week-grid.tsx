import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useLocale } from '../tools.ts'
import { type Shift, movedBy } from './acts.ts'
import { DayColumn } from './day-column.tsx'
import { dayOf, minutesOf, startOf } from './days.ts'
import { EventBox } from './event-box.tsx'
import { type Shown, isLong, layLong } from './layout.ts'
import { HOUR_HEIGHT, useMoving } from './moving.ts'
import { saidDay, saidWhen } from './when.ts'
import { useWords } from './words.ts'

type Props = {
  items: Shown[]
  days: string[]
  now: Date
  chosen: string | null
  ghost: Shown | null
  choose: (event: Shown) => void
  begin: (at: Date) => void
  move: (event: Shown, by: Shift) => void
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const ROW = 26

/** Days side by side, hours from top to bottom. One stop of the Tab key: the arrows go from meeting to meeting. */
export function WeekGrid({ items, days, now, chosen, ghost: left, choose, begin, move }: Props) {
  const words = useWords()
  const locale = useLocale()
  const columns = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const { moving, onPointerDown, onKey } = useMoving({ columns, days: days.length, move })
  const ghost = moving ? { ...movedBy(moving.event, moving.by), ghost: true } : left
  const shown = ghost ? [...items, { ...ghost, key: `${ghost.key} ghost` }] : items
  const stop = items.find(({ key }) => key === (focused ?? chosen))?.key ?? items[0]?.key
  const scroll = useScrolledTo(items, days)
  const onKeyDown = (pressed: KeyboardEvent, event: Shown) => {
    if (onKey(pressed, event) || steps(pressed, setFocused)) pressed.preventDefault()
  }
  const boxOf = (event: Shown) => ({
    event,
    choose,
    onKeyDown,
    onPointerDown,
    chosen: event.key === chosen,
    focusable: event.key === stop,
    faded: !event.ghost && event.key === ghost?.key,
  })
  const long = layLong(shown, days)
  const rows = Math.max(0, ...long.map(({ row }) => row + 1))
  return (
    // What scrolls is reached by keyboard by way of its meetings; without any, by itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="week" ref={scroll} tabIndex={items.length === 0 ? 0 : undefined} style={{ '--days': days.length }}>
      <div class="week-head">
        {days.map((day, index) => (
          <div key={day} class={`day-name ${day === dayOf(now) ? 'is-today' : ''}`} style={{ gridColumn: index + 2 }}>
            <time dateTime={day} aria-label={saidDay(day, locale)}>
              <span>{startOf(day).toLocaleDateString(locale, { weekday: 'short' })}</span>{' '}
              <b>{startOf(day).getDate()}</b>
            </time>
          </div>
        ))}
        {rows > 0 && (
          <section class="long-row" aria-label={words.allDay} style={{ height: `${rows * ROW + 6}px` }}>
            {long.map(({ event, from, to, row }) => (
              <EventBox
                key={event.key}
                {...boxOf(event)}
                day={from}
                tall={false}
                style={{ ...across(from, to, days.length), top: `${row * ROW + 3}px`, height: `${ROW - 2}px` }}
              />
            ))}
          </section>
        )}
      </div>
      <div class="week-body" style={{ height: `${24 * HOUR_HEIGHT}px` }}>
        <ol class="hours" aria-hidden="true">
          {HOURS.slice(1).map((hour) => (
            <li key={hour} style={{ top: `${hour * HOUR_HEIGHT}px` }}>
              {String(hour).padStart(2, '0')}:00
            </li>
          ))}
        </ol>
        <div class="columns" ref={columns}>
          {days.map((day, index) => (
            <DayColumn key={day} {...{ day, index, now, begin, boxOf, shown }} />
          ))}
        </div>
      </div>
      {items.length === 0 && <p class="week-empty faint">{words.noMeetings}</p>}
      {moving && (
        <p class="moving" role="status">
          {saidWhen(movedBy(moving.event, moving.by), locale)}
          {moving.keys && <span class="moving-hint"> · {words.moving}</span>}
        </p>
      )}
    </div>
  )
}

export const across = (from: number, to: number, days: number) => ({
  left: `calc(${(100 * from) / days}% + 1px)`,
  width: `calc(${(100 * (to - from + 1)) / days}% - 4px)`,
})

/** The hours when people are at work, or the first meeting's. */
function useScrolledTo(items: Shown[], days: string[]) {
  const scroll = useRef<HTMLDivElement>(null)
  const week = days.join()
  const loaded = items.length > 0
  // Not at every change of the meetings: who has scrolled wants to stay there.
  const latest = useRef(items)
  latest.current = items
  useLayoutEffect(() => {
    const begins = latest.current.filter((event) => !isLong(event)).map(({ startAt }) => minutesOf(new Date(startAt)))
    const first = Math.min(7.5 * 60, ...begins.map((minutes) => minutes - 20))
    scroll.current?.scrollTo({ top: (first / 60) * HOUR_HEIGHT })
  }, [week, loaded])
  return scroll
}

/** @returns whether the focus went to another meeting */
function steps({ key, currentTarget }: KeyboardEvent, setFocused: (key: string) => void): boolean {
  const box = currentTarget as HTMLElement
  const all = [...(box.closest('.week')?.querySelectorAll<HTMLElement>('[data-event]') ?? [])]
  const dayOfBox = (one: HTMLElement) => Number(one.dataset['day'])
  const sameDay = all.filter((one) => dayOfBox(one) === dayOfBox(box))
  const next = {
    ArrowDown: () => sameDay[sameDay.indexOf(box) + 1],
    ArrowUp: () => sameDay[sameDay.indexOf(box) - 1],
    ArrowRight: () =>
      nearest(
        box,
        all.filter((one) => dayOfBox(one) > dayOfBox(box)),
        1,
      ),
    ArrowLeft: () =>
      nearest(
        box,
        all.filter((one) => dayOfBox(one) < dayOfBox(box)),
        -1,
      ),
  }[key]
  const target = next?.()
  if (!target) return next !== undefined
  setFocused(target.dataset['event'] ?? '')
  target.focus()
  return true
}

/** In the next day that has any, the one at about the same height. */
function nearest(box: HTMLElement, others: HTMLElement[], way: 1 | -1): HTMLElement | undefined {
  const day = others.map((one) => Number(one.dataset['day'])).toSorted((a, b) => way * (a - b))[0]
  const distance = (one: HTMLElement) => Math.abs(one.getBoundingClientRect().top - box.getBoundingClientRect().top)
  return others.filter((one) => Number(one.dataset['day']) === day).toSorted((a, b) => distance(a) - distance(b))[0]
}
