import { dayOf } from './days.ts'
import { type Shown, isOn } from './layout.ts'
import { saidDay, saidTime } from './when.ts'
import { useWords } from './words.ts'

type Props = {
  items: Shown[]
  days: string[]
  now: Date
  locale: string
  chosen: string | null
  loading: boolean
  choose: (event: Shown) => void
}

/** The week where there is no room for columns. */
export function DayList({ items, days, now, locale, chosen, loading, choose }: Props) {
  const words = useWords()
  return (
    <div class="day-list">
      {days.map((day) => {
        const events = items.filter((event) => isOn(event, day))
        return (
          <section key={day} aria-label={saidDay(day, locale)}>
            <h3 class={day === dayOf(now) ? 'is-today' : ''}>{saidDay(day, locale)}</h3>
            {events.length === 0 && <p class="faint">{loading ? words.loading : words.noMeetingsThatDay}</p>}
            <ul>
              {events.map((event) => (
                <li key={event.key}>
                  <button
                    type="button"
                    class={`listed-event is-${event.state.outcome} ${event.cancelled ? 'is-cancelled' : ''}`}
                    aria-pressed={event.key === chosen}
                    onClick={() => choose(event)}
                  >
                    <span class="listed-time">
                      {event.allDay ? (
                        words.allDay
                      ) : (
                        <>
                          {saidTime(event.startAt, locale)}
                          <span class="faint">{saidTime(event.endAt, locale)}</span>
                        </>
                      )}
                    </span>
                    <span class="listed-what">
                      <bdi class="event-title">{event.title || words.noTitle}</bdi>
                      {event.place && <span class="faint">{event.place}</span>}
                      {event.cancelled && <span class="faint">{words.cancelled}</span>}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
