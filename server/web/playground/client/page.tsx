import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { languageOf } from '#shared/i18n/pane.ts'
import { followChanges } from '#shared/live.ts'
import type { PlaygroundState } from '#shared/playground.ts'
import { getState } from './api.ts'
import { Banner } from './banner.tsx'
import { Calendar } from './calendar/calendar.tsx'
import { useCalendarPlace } from './calendar/place.ts'
import { NoMailbox } from './no-mailbox.tsx'
import { Rooms } from './rooms.tsx'
import { Toolbar } from './toolbar.tsx'
import { useTour } from './tour.ts'
import { LanguageContext, useLoaded, useRemembered } from './tools.ts'
import { TroubleView } from './trouble.tsx'

export function Page() {
  const state = useLoaded('state', getState)
  const [spoken, setSpoken] = useRemembered('language', languageOf(navigator.language))
  const [theme, setTheme] = useRemembered(
    'theme',
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  )
  const language = languageOf(spoken)
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dataset['theme'] = theme
  }, [language, theme])
  const { value } = state
  useWatch(value, state.again)
  const showAround = useTour(value, language)
  const calendar = useCalendarPlace()
  const inCalendar = calendar !== null && value?.writable === true
  const empty = value?.mailboxes.length === 0
  return (
    <LanguageContext.Provider value={language}>
      <div class="page">
        <Toolbar {...{ state: value, language, setLanguage: setSpoken, theme, setTheme, showAround }} />
        {value?.demo && <Banner />}
        {state.trouble && !value && <TroubleView trouble={state.trouble} again={state.again} />}
        {value && !value.me && <TroubleView trouble="signed-out" again={state.again} />}
        {value?.me && empty && <NoMailbox connectable={value.connectable} />}
        {value?.me && !empty && inCalendar && (
          <Calendar {...{ state: value, place: calendar, language, dark: theme === 'dark' }} />
        )}
        {value?.me && !empty && !inCalendar && <Rooms {...{ state: value, language, dark: theme === 'dark' }} />}
      </div>
    </LanguageContext.Provider>
  )
}

/** Somebody may be importing in the terminal beside: there is no mail yet, or more of it than a moment ago. */
const WATCH = 4000

function useWatch(state: PlaygroundState | undefined, again: () => void): void {
  const before = useRef<number | undefined>(undefined)
  useEffect(() => {
    window.addEventListener('focus', again)
    const unfollow = followChanges(again)
    return () => {
      window.removeEventListener('focus', again)
      unfollow()
    }
  }, [again])
  useEffect(() => {
    if (!state) return undefined
    const total = state.mailboxes.flatMap(({ folders }) => folders).reduce((sum, { count }) => sum + count, 0)
    const moving = total === 0 || total !== before.current
    before.current = total
    const timer = moving ? setTimeout(again, WATCH) : undefined
    return () => clearTimeout(timer)
  }, [state, again])
}
