import { useEffect, useRef } from 'preact/hooks'
import type { PlaygroundState } from '#shared/playground.ts'
import type { CalendarActs } from './acts.ts'
import { Ask } from './ask.tsx'
import { Details } from './details.tsx'
import { MeetingForm } from './meeting-form.tsx'
import type { Shown } from './layout.ts'
import { useWords } from './words.ts'

type Props = {
  acts: CalendarActs
  chosen: Shown | undefined
  locale: string
  loading: boolean
  left: boolean
  state: PlaygroundState
}

/** The chosen meeting, or what is being done: over the week, on the side where the meeting does not stand. */
export function Drawer({ acts, chosen, locale, loading, left, state }: Props) {
  const words = useWords()
  const { step, refused } = acts
  const room = useRef<HTMLElement>(null)
  const doing = step?.kind ?? (chosen ? chosen.key : '')
  // Whoever opens it by keyboard goes on in it, and goes back to where they were.
  useEffect(() => {
    if (doing === '') return undefined
    const before = document.activeElement
    if (room.current?.contains(before) !== true) room.current?.focus({ preventScroll: true })
    return () => before instanceof HTMLElement && before.isConnected && before.focus({ preventScroll: true })
  }, [doing])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    if (step) acts.leaveAsItIs()
    else acts.close()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex
    <section
      ref={room}
      class={`room room-reader drawer ${left ? 'is-left' : ''}`}
      tabIndex={-1}
      aria-label={words.meeting}
      onKeyDown={onKeyDown}
    >
      {refused && (
        <p class="refused" role="alert">
          {refused}
        </p>
      )}
      {step?.kind === 'form' ? (
        <MeetingForm key={step.draft.of?.uid ?? 'new'} {...{ acts, state }} draft={step.draft} />
      ) : step ? (
        <Ask {...{ acts, step, locale }} />
      ) : chosen ? (
        <Details {...{ acts, locale }} event={chosen} />
      ) : (
        <p class="choose">{loading ? words.loading : words.gone}</p>
      )}
    </section>
  )
}
