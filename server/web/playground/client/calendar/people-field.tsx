import { useId } from 'preact/hooks'
import type { PlaygroundState } from '#shared/playground.ts'
import { ProposedList, useProposed } from '../proposed.tsx'
import { type Draft, personOf } from './draft.ts'
import { useWords } from './words.ts'

type Props = { draft: Draft; set: (part: Partial<Draft>) => void; state: PlaygroundState }

/** Whom one invites: colleagues and the contacts of the record are proposed, any address is taken. */
export function PeopleField({ draft, set, state }: Props) {
  const words = useWords()
  const [id, list] = [useId(), useId()]
  const proposed = useProposed(state)
  const add = () => {
    const person = personOf(draft.typed)
    const there = person && draft.people.some(({ address }) => address.toLowerCase() === person.address.toLowerCase())
    set({ typed: '', people: person && !there ? [...draft.people, person] : draft.people })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (draft.typed.trim() === '' || !['Enter', ',', ';'].includes(event.key)) return
    event.preventDefault()
    add()
  }
  return (
    <div class="field">
      <label for={id}>{words.invite}</label>
      {draft.people.length > 0 && (
        <ul class="invited">
          {draft.people.map((person) => (
            <li key={person.address}>
              <span class="invited-name" title={person.address}>
                <bdi>{person.name ?? person.address}</bdi>
              </span>
              <label class="check">
                <input
                  type="checkbox"
                  checked={person.optional}
                  onChange={() =>
                    set({
                      people: draft.people.map((one) => (one === person ? { ...one, optional: !one.optional } : one)),
                    })
                  }
                />
                {words.optional}
              </label>
              <button
                type="button"
                class="link"
                aria-label={words.removePerson(person.name ?? person.address)}
                onClick={() => set({ people: draft.people.filter((one) => one !== person) })}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="time-row">
        <input
          id={id}
          type="text"
          list={list}
          autocomplete="off"
          maxLength={400}
          placeholder={words.inviteHint}
          value={draft.typed}
          onInput={(event) => set({ typed: event.currentTarget.value })}
          onKeyDown={onKeyDown}
        />
        <button type="button" class="button" disabled={draft.typed.trim() === ''} onClick={add}>
          {words.add}
        </button>
      </div>
      <ProposedList id={list} proposed={proposed} />
    </div>
  )
}
