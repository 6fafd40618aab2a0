import { LANGUAGES, type Language } from '#shared/i18n/pane.ts'
import { tourStrings } from '#shared/i18n/tour.ts'
import type { PlaygroundState } from '#shared/playground.ts'
import { becomeUser } from './api.ts'
import { ViewSwitch } from './calendar/view-switch.tsx'
import { useStrings } from './tools.ts'

type Props = {
  state: PlaygroundState | undefined
  language: Language
  setLanguage: (language: string) => void
  theme: string
  setTheme: (theme: string) => void
  showAround: (() => void) | undefined
}

export function Toolbar({ state, language, setLanguage, theme, setTheme, showAround }: Props) {
  const strings = useStrings()
  return (
    <header class="toolbar">
      <h1 class="brand" aria-label={strings.title}>
        Ficha
      </h1>
      {state?.demo && state.users.length > 0 && <UserSwitch state={state} />}
      {state && !state.demo && state.me && <span class="signed-in">{state.me.name}</span>}
      {state?.writable && state.me && <ViewSwitch />}
      <a class="to-pages" href="/customers">
        {strings.customers}
      </a>
      {showAround && (
        <button type="button" class="link show-around" onClick={showAround}>
          {tourStrings[language].showAround}
        </button>
      )}
      <div class="choices">
        <div class="choice" role="group" aria-label={strings.language}>
          {LANGUAGES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === language}
              lang={one}
              title={strings.languages[one]}
              onClick={() => setLanguage(one)}
            >
              {one.toUpperCase()}
            </button>
          ))}
        </div>
        <div class="choice" role="group" aria-label={strings.theme}>
          {(['light', 'dark'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={one === theme} onClick={() => setTheme(one)}>
              {strings[one]}
            </button>
          ))}
        </div>
      </div>
    </header>
  )
}

/** The demo's people share one page: being another means loading it as that one, from the start. */
function UserSwitch({ state }: { state: PlaygroundState }) {
  const strings = useStrings()
  const become = async (id: string) => {
    // Where it did not work, the reloaded page still says who one is.
    await becomeUser(id).catch(() => undefined)
    location.hash = ''
    location.reload()
  }
  return (
    <label class="user">
      <span class="user-label">{strings.user}</span>
      <select
        aria-label={strings.user}
        value={state.me?.id ?? ''}
        onChange={(event) => void become(event.currentTarget.value)}
      >
        {state.users.map(({ id, name, roles }) => (
          <option key={id} value={id}>
            {name} · {roles.map((role) => strings.roles[role]).join(', ')}
          </option>
        ))}
      </select>
    </label>
  )
}
