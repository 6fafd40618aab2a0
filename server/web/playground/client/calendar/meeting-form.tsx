import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { CalendarRepeat } from '#shared/playground-calendar.ts'
import type { PlaygroundState } from '#shared/playground.ts'
import type { CalendarActs } from './acts.ts'
import { ScopeChoice } from './ask.tsx'
import { type Draft, startMoved } from './draft.ts'
import { PeopleField } from './people-field.tsx'
import { useWords } from './words.ts'

type Props = { acts: CalendarActs; draft: Draft; state: PlaygroundState }

export function MeetingForm({ acts, draft, state }: Props) {
  const words = useWords()
  const title = useRef<HTMLInputElement>(null)
  useEffect(() => title.current?.focus({ preventScroll: true }), [])
  const set = (part: Partial<Draft>) => acts.setStep({ kind: 'form', draft: { ...draft, ...part } })
  const submit = (event: Event) => {
    event.preventDefault()
    void acts.save(draft)
  }
  const series = draft.of !== null && draft.of.originalStart !== null
  return (
    <form class="meeting-form" onSubmit={submit}>
      <h2>{draft.of ? words.changeMeeting : words.newMeeting}</h2>
      <Field label={words.title}>
        <input
          ref={title}
          type="text"
          maxLength={500}
          value={draft.title}
          onInput={(event) => set({ title: event.currentTarget.value })}
        />
      </Field>
      {series && <ScopeChoice scope={draft.scope} setScope={(scope) => set({ scope })} />}
      <label class="check">
        <input
          type="checkbox"
          checked={draft.allDay}
          onChange={(event) => set({ allDay: event.currentTarget.checked })}
        />
        {words.allDay}
      </label>
      <Times draft={draft} setDraft={(next) => acts.setStep({ kind: 'form', draft: next })} />
      {draft.scope !== 'this' && <Repeats {...{ draft, set }} />}
      <PeopleField {...{ draft, set, state }} />
      <Field label={words.place}>
        <input
          type="text"
          maxLength={500}
          value={draft.place}
          onInput={(event) => set({ place: event.currentTarget.value })}
        />
      </Field>
      <Field label={words.description}>
        <textarea rows={3} value={draft.text} onInput={(event) => set({ text: event.currentTarget.value })} />
      </Field>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.private}
          onChange={(event) => set({ private: event.currentTarget.checked })}
        />
        {words.privateHint}
      </label>
      <p class="faint">{words.localOnly}</p>
      <div class="form-actions is-stuck">
        <button type="submit" class="button is-primary" disabled={acts.busy}>
          {acts.busy ? words.saving : words.save}
        </button>
        <button type="button" class="button" onClick={acts.leaveAsItIs}>
          {words.discard}
        </button>
      </div>
    </form>
  )
}

export const Field = ({ label, children }: { label: string; children: JSX.Element }) => (
  <label class="field">
    <span>{label}</span>
    {children}
  </label>
)

function Times({ draft, setDraft }: { draft: Draft; setDraft: (draft: Draft) => void }) {
  const words = useWords()
  const { allDay, day, endDay, start, end } = draft
  const time = (label: string, value: string, change: (value: string) => void) => (
    <input
      type="time"
      required
      aria-label={label}
      value={value}
      onChange={(event) => event.currentTarget.value && change(event.currentTarget.value)}
    />
  )
  const date = (label: string, value: string, change: (value: string) => void) => (
    <input
      type="date"
      required
      aria-label={label}
      value={value}
      onChange={(event) => event.currentTarget.value && change(event.currentTarget.value)}
    />
  )
  return (
    <div class="times">
      <span>{words.starts}</span>
      <div class="time-row">
        {date(words.startDay, day, (next) => setDraft(startMoved(draft, { day: next, start })))}
        {!allDay && time(words.startTime, start, (next) => setDraft(startMoved(draft, { day, start: next })))}
      </div>
      <span>{words.ends}</span>
      <div class="time-row">
        {date(words.endDay, endDay, (next) => setDraft({ ...draft, endDay: next }))}
        {!allDay && time(words.endTime, end, (next) => setDraft({ ...draft, end: next }))}
      </div>
    </div>
  )
}

function Repeats({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const words = useWords()
  const offered: CalendarRepeat[] = ['never', 'daily', 'weekly', 'monthly']
  return (
    <div class="time-row">
      <Field label={words.repeats}>
        <select value={draft.every} onChange={(event) => set({ every: event.currentTarget.value as CalendarRepeat })}>
          {(draft.of?.repeats.every === 'other' ? [...offered, 'other' as const] : offered).map((one) => (
            <option key={one} value={one}>
              {words.repeatsEvery[one]}
            </option>
          ))}
        </select>
      </Field>
      {draft.every !== 'never' && draft.every !== 'other' && (
        <Field label={words.repeatsUntil}>
          <input
            type="date"
            title={words.forever}
            value={draft.until}
            min={draft.day}
            onChange={(event) => set({ until: event.currentTarget.value })}
          />
        </Field>
      )}
    </div>
  )
}
