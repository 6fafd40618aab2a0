import { useState } from 'preact/hooks'
import type { CalendarScope } from '#shared/playground-calendar.ts'
import { type CalendarActs, type Step, movedBy } from './acts.ts'
import { saidWhen } from './when.ts'
import { useWords } from './words.ts'

type Props = { acts: CalendarActs; step: Exclude<Step, { kind: 'form' }>; locale: string }

/** Before a meeting is cancelled, and before one of a series is moved: how much is meant. */
export function Ask({ acts, step, locale }: Props) {
  const words = useWords()
  const { event } = step
  const series = event.originalStart !== null
  const [scope, setScope] = useState<CalendarScope>(series ? 'this' : 'all')
  const move = step.kind === 'move' ? step : null
  const go = () => (move ? acts.moveTo(event, move.by, scope) : acts.cancel(event, event.own ? scope : 'all'))
  const label = move ? words.move : event.own ? words.cancelMeeting : words.remove
  return (
    <form
      class="ask"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void go()
      }}
    >
      <h2 dir="auto">{event.title || words.noTitle}</h2>
      <p>{move ? saidWhen(movedBy(event, move.by), locale) : event.own ? words.cancelAsk : words.removeAsk}</p>
      {series && event.own && <ScopeChoice scope={scope} setScope={setScope} />}
      <div class="form-actions">
        <button type="submit" class="button is-primary" disabled={acts.busy}>
          {acts.busy ? words.saving : label}
        </button>
        <button type="button" class="button" onClick={acts.leaveAsItIs}>
          {words.keep}
        </button>
      </div>
    </form>
  )
}

export function ScopeChoice({ scope, setScope }: { scope: CalendarScope; setScope: (scope: CalendarScope) => void }) {
  const words = useWords()
  return (
    <fieldset class="scope">
      <legend>{words.scope}</legend>
      {(['this', 'following', 'all'] as const).map((one) => (
        <label key={one} class="check">
          <input type="radio" name="scope" checked={one === scope} onChange={() => setScope(one)} />
          {words.scopes[one]}
        </label>
      ))}
      {scope === 'all' && <p class="faint">{words.allPast}</p>}
    </fieldset>
  )
}
