import { useState } from 'preact/hooks'
import { useLocale } from '../tools.ts'
import { dayOf, minutesOf, startOf } from './days.ts'
import { EventBox } from './event-box.tsx'
import { type Crowd, type Shown, layDay } from './layout.ts'
import { HOUR_HEIGHT } from './moving.ts'
import { saidDay, saidTime } from './when.ts'
import { useWords } from './words.ts'

type Box = Omit<Parameters<typeof EventBox>[0], 'day' | 'tall' | 'style'>

type Props = {
  day: string
  index: number
  now: Date
  shown: Shown[]
  begin: (at: Date) => void
  boxOf: (event: Shown) => Box
}

const HALF_HOUR = 30
const px = (minutes: number) => `${(minutes / 60) * HOUR_HEIGHT}px`

export function DayColumn({ day, index, now, shown, begin, boxOf }: Props) {
  const words = useWords()
  const locale = useLocale()
  const { placed, crowds } = layDay(shown, day)
  const isToday = day === dayOf(now)
  const onEmpty = ({ target, currentTarget, offsetY }: MouseEvent & { currentTarget: HTMLElement }) => {
    if (target !== currentTarget) return
    begin(startOf(day, Math.floor(((offsetY / HOUR_HEIGHT) * 60) / HALF_HOUR) * HALF_HOUR))
  }
  return (
    // A shortcut for the hand: by keyboard there is the button above.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <section class={`column ${isToday ? 'is-today' : ''}`} aria-label={saidDay(day, locale)} onClick={onEmpty}>
      {placed.map(({ event, from, to, column, columns }) => (
        <EventBox
          key={event.key}
          {...boxOf(event)}
          day={index}
          tall={to - from >= 50}
          style={{
            top: px(from),
            height: `calc(${px(to - from)} - 2px)`,
            left: `calc(${(100 * column) / columns}% + 1px)`,
            width: `calc(${100 / columns}% - 3px)`,
          }}
        />
      ))}
      {crowds.map((crowd) => (
        <CrowdBox key={crowd.from} crowd={crowd} boxOf={boxOf} />
      ))}
      {isToday && (
        <div class="now" style={{ top: px(minutesOf(now)) }}>
          <span class="sr-only">
            {words.now}: {saidTime(now.toISOString(), locale)}
          </span>
        </div>
      )}
    </section>
  )
}

/** Too many at a time to stand side by side. */
function CrowdBox({ crowd, boxOf }: { crowd: Crowd; boxOf: Props['boxOf'] }) {
  const words = useWords()
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  return (
    <div class="crowd" style={{ top: px(crowd.from) }}>
      <button type="button" class="crowd-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {words.andMore(crowd.events.length)}
      </button>
      {open && (
        <ul class="crowd-list">
          {crowd.events.map((event) => (
            <li key={event.key}>
              <button type="button" class="listed-event" onClick={() => boxOf(event).choose(event)}>
                <time>{saidTime(event.startAt, locale)}</time> <bdi>{event.title || words.noTitle}</bdi>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
