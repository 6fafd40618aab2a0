import { useLocale } from '../tools.ts'
import type { Shown } from './layout.ts'
import { saidState, saidTime, saidWhen } from './when.ts'
import { useWords } from './words.ts'

type Props = {
  event: Shown
  day: number
  chosen: boolean
  focusable: boolean
  faded: boolean
  tall: boolean
  style: Record<string, string>
  choose: (event: Shown) => void
  onKeyDown: (event: KeyboardEvent, shown: Shown) => void
  onPointerDown?: (event: PointerEvent, shown: Shown) => void
}

/** One meeting in the week. `day` is its column, for the arrow keys. */
export function EventBox({ event, day, chosen, focusable, faded, tall, style, ...does }: Props) {
  const words = useWords()
  const locale = useLocale()
  const title = event.title || words.noTitle
  const said = [
    title,
    saidWhen(event, locale),
    event.place,
    event.cancelled && words.cancelled,
    saidState(event, words),
  ].filter(Boolean)
  const classes = [
    'event',
    `is-${event.state.outcome}`,
    event.cancelled && 'is-cancelled',
    faded && 'is-faded',
    event.ghost && 'is-ghost',
    movable(event) && 'is-movable',
    !tall && 'is-short',
  ]
  if (event.ghost)
    return (
      <div class={classes.filter(Boolean).join(' ')} style={style} aria-hidden="true">
        <span class="event-title">{title}</span>
        <span class="event-time">{saidTime(event.startAt, locale)}</span>
      </div>
    )
  return (
    <button
      type="button"
      data-event={event.key}
      data-day={day}
      class={classes.filter(Boolean).join(' ')}
      style={style}
      title={said.join('\n')}
      tabIndex={focusable ? 0 : -1}
      aria-pressed={chosen}
      aria-keyshortcuts={movable(event) ? 'M' : undefined}
      onClick={() => does.choose(event)}
      onKeyDown={(pressed) => does.onKeyDown(pressed, event)}
      onPointerDown={(pressed) => does.onPointerDown?.(pressed, event)}
    >
      <bdi class="event-title">{title}</bdi>
      {!event.allDay && (
        <span class="event-time">
          {saidTime(event.startAt, locale)}
          {tall && `–${saidTime(event.endAt, locale)}`}
        </span>
      )}
      {tall && event.place && <span class="event-place">{event.place}</span>}
      {event.cancelled && <span class="sr-only">{words.cancelled}</span>}
    </button>
  )
}

export const movable = (event: Shown): boolean => event.own && !event.cancelled
