import { useState } from 'preact/hooks'
import type { CalendarAttendee } from '#shared/playground-calendar.ts'
import type { CalendarActs } from './acts.ts'
import { draftOf } from './draft.ts'
import type { Shown } from './layout.ts'
import { saidDay, saidInItsZone, saidState, saidWhen } from './when.ts'
import { useWords } from './words.ts'

type Props = { acts: CalendarActs; event: Shown; locale: string }

export function Details({ acts, event, locale }: Props) {
  const words = useWords()
  const there = saidInItsZone(event, locale, words)
  return (
    <article class="meeting">
      <header>
        <button type="button" class="link close" onClick={acts.close}>
          {words.close}
        </button>
        <h2 dir="auto" class={event.cancelled ? 'is-cancelled' : ''}>
          {event.title || words.noTitle}
        </h2>
        <p>
          <time dateTime={event.allDay?.startOn ?? event.startAt}>{saidWhen(event, locale)}</time>
          {there && <span class="faint"> ({there})</span>}
        </p>
        {event.repeats.every !== 'never' && (
          <p class="faint">
            {words.repeatsEvery[event.repeats.every]}
            {event.repeats.until && `, ${words.until(saidDay(event.repeats.until, locale))}`}
          </p>
        )}
        <p class={`meeting-state is-${event.state.outcome}`}>
          {event.cancelled && <strong>{words.cancelled}. </strong>}
          {event.private && <strong>{words.private}. </strong>}
          {saidState(event, words)}
        </p>
      </header>
      <Facts event={event} />
      <People event={event} />
      {event.text && (
        <p class="meeting-text" dir="auto">
          {event.text}
        </p>
      )}
      {event.own ? <OwnActions {...{ acts, event }} /> : <InvitedActions {...{ acts, event }} />}
    </article>
  )
}

function Facts({ event }: { event: Shown }) {
  const words = useWords()
  const { place, joinUrl } = event
  if (!place && !joinUrl) return null
  return (
    <dl class="meeting-facts">
      {place && (
        <>
          <dt>{words.place}</dt>
          <dd dir="auto">{place}</dd>
        </>
      )}
      {joinUrl && (
        <dd class="join">
          <a href={joinUrl} target="_blank" rel="noopener noreferrer">
            {words.join}
          </a>
        </dd>
      )}
    </dl>
  )
}

const FIRST = 8

function People({ event }: { event: Shown }) {
  const words = useWords()
  const [all, setAll] = useState(false)
  const { organizer, attendees } = event
  if (!organizer && attendees.length === 0) return null
  const others = attendees.filter(({ address }) => address !== organizer?.address)
  const shown = all ? others : others.slice(0, FIRST)
  return (
    <section class="meeting-people" aria-label={words.attendees}>
      <ul>
        {organizer && (
          <li>
            <bdi title={organizer.address}>{organizer.name ?? organizer.address}</bdi>
            <span class="faint">{words.organizer}</span>
          </li>
        )}
        {shown.map((person) => (
          <li key={person.address}>
            <bdi title={person.address}>{person.name ?? person.address}</bdi>
            <span class="faint">{answerOf(person)}</span>
          </li>
        ))}
      </ul>
      {others.length > shown.length && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {words.andMore(others.length - shown.length)}
        </button>
      )}
    </section>
  )
  function answerOf({ answer, optional }: CalendarAttendee): string {
    return optional ? `${words.answers[answer]} · ${words.optional}` : words.answers[answer]
  }
}

function OwnActions({ acts, event }: Pick<Props, 'acts' | 'event'>) {
  const words = useWords()
  if (event.cancelled) return null
  return (
    <div class="form-actions">
      <button type="button" class="button" onClick={() => acts.setStep({ kind: 'form', draft: draftOf(event) })}>
        {words.edit}
      </button>
      <button type="button" class="button" onClick={() => acts.setStep({ kind: 'cancel', event })}>
        {words.cancelMeeting}
      </button>
    </div>
  )
}

function InvitedActions({ acts, event }: Pick<Props, 'acts' | 'event'>) {
  const words = useWords()
  const series = event.originalStart !== null
  const [whole, setWhole] = useState(false)
  return (
    <>
      {event.answer !== null && !event.cancelled && (
        <div class="answer">
          <p id="will-come">{words.answer}</p>
          <div class="choice" role="group" aria-labelledby="will-come">
            {(['accepted', 'tentative', 'declined'] as const).map((one) => (
              <button
                key={one}
                type="button"
                disabled={acts.busy}
                aria-pressed={event.answer === one}
                onClick={() => void acts.answer(event, one, series && !whole ? 'this' : 'all')}
              >
                {words.answerAs[one]}
              </button>
            ))}
          </div>
          {series && (
            <label class="check">
              <input type="checkbox" checked={whole} onChange={() => setWhole(!whole)} />
              {words.answerAll}
            </label>
          )}
        </div>
      )}
      <div class="form-actions">
        <button type="button" class="button" onClick={() => acts.setStep({ kind: 'cancel', event })}>
          {words.remove}
        </button>
      </div>
    </>
  )
}
