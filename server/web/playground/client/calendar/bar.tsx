import type { PlaygroundState } from '#shared/playground.ts'
import { useLocale } from '../tools.ts'
import { dayAfter, today } from './days.ts'
import { type CalendarPlace, goToCalendar } from './place.ts'
import { useWords } from './words.ts'
import { saidSpan } from './when.ts'

type Props = {
  state: PlaygroundState
  place: CalendarPlace
  days: string[]
  count: string
  setCount: (count: string) => void
  goTo: (day: string) => void
  begin: () => void
}

export function Bar({ state, place, days, count, setCount, goTo, begin }: Props) {
  const words = useWords()
  const locale = useLocale()
  const step = (by: number) => goTo(dayAfter(days[0] ?? today(), by))
  return (
    <header class="calendar-bar">
      <button type="button" class="button is-primary" onClick={() => begin()}>
        {words.newMeeting}
      </button>
      <div class="calendar-steps">
        <button type="button" class="button step" aria-label={words.previousWeek} onClick={() => step(-7)}>
          <Arrow to="back" />
        </button>
        <button type="button" class="button step" aria-label={words.nextWeek} onClick={() => step(7)}>
          <Arrow to="on" />
        </button>
        <button type="button" class="button" onClick={() => goTo(today())}>
          {words.thisWeek}
        </button>
      </div>
      <h2 class="calendar-span" aria-live="polite">
        {saidSpan(days, locale)}
      </h2>
      {state.mailboxes.length > 1 && (
        <select
          aria-label={words.calendarOf}
          value={place.mailbox ?? ''}
          onChange={(event) => goToCalendar({ ...place, mailbox: event.currentTarget.value, chosen: null })}
        >
          {state.mailboxes.map(({ address }) => (
            <option key={address} value={address}>
              {address}
            </option>
          ))}
        </select>
      )}
      <div class="choice days-choice" role="group" aria-label={words.daysShown}>
        {(
          [
            ['5', words.workdays],
            ['7', words.sevenDays],
          ] as const
        ).map(([one, label]) => (
          <button key={one} type="button" aria-pressed={one === count} onClick={() => setCount(one)}>
            {label}
          </button>
        ))}
      </div>
    </header>
  )
}

/** Drawn: not every system has the sign among its fonts. */
const Arrow = ({ to }: { to: 'back' | 'on' }) => (
  <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
    <path d={to === 'back' ? 'M10 3 5 8l5 5' : 'm6 3 5 5-5 5'} fill="none" stroke="currentColor" stroke-width="1.6" />
  </svg>
)
