import type { PlaygroundState } from '#shared/playground.ts'
import type { Place } from './place.ts'
import { useStrings } from './tools.ts'

type Props = { state: PlaygroundState; place: Place; goTo: (place: Place) => void }

/** Mailboxes and their folders, where there is room for a column of their own. */
export function Folders({ state, place, goTo }: Props) {
  const strings = useStrings()
  return (
    <nav class="room room-folders" aria-label={strings.mailboxes}>
      {state.mailboxes.map(({ address, folders }) => (
        <section key={address} aria-label={address}>
          <h2 class="mailbox" title={address}>
            {address}
          </h2>
          <ul>
            {folders.map(({ id, name, count }) => (
              <li key={id}>
                <button
                  type="button"
                  class="folder"
                  aria-current={address === place.mailbox && id === place.folder ? 'true' : undefined}
                  onClick={() => goTo({ mailbox: address, folder: id, id: null })}
                >
                  <span>{strings.folders[name.toLowerCase()] ?? name}</span>
                  <span class="count">{count}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

/** The same where there is none. */
export function FolderSelect({ state, place, goTo }: Props) {
  const strings = useStrings()
  const choices = state.mailboxes.flatMap(({ address, folders }) => folders.map(({ id }) => ({ address, id })))
  const current = choices.findIndex(({ address, id }) => address === place.mailbox && id === place.folder)
  let index = 0
  const choose = (value: string) => {
    const chosen = choices[Number(value)]
    if (chosen) goTo({ mailbox: chosen.address, folder: chosen.id, id: null })
  }
  return (
    <select
      class="folder-select"
      aria-label={strings.folder}
      value={String(current)}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {state.mailboxes.map(({ address, folders }) => (
        <optgroup key={address} label={address}>
          {folders.map(({ id, name, count }) => (
            <option key={id} value={String(index++)}>
              {strings.folders[name.toLowerCase()] ?? name} ({count}) · {address}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}
