import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Language, languageOf } from '#shared/i18n/pane.ts'
import type { PlaygroundState } from '#shared/playground.ts'
import { getMessage, getState } from './api.ts'
import { Banner } from './banner.tsx'
import { Calendar } from './calendar/calendar.tsx'
import { useCalendarPlace } from './calendar/place.ts'
import { MessageList } from './list.tsx'
import { FolderSelect, Folders } from './folders.tsx'
import { NoMailbox } from './no-mailbox.tsx'
import { PaneFrame, messageItem } from './pane-frame.tsx'
import { type Place, usePlace } from './place.ts'
import { Reader } from './reader.tsx'
import { type Tab, Tabs } from './tabs.tsx'
import { Toolbar } from './toolbar.tsx'
import { LanguageContext, useLoaded, useRemembered, useStrings } from './tools.ts'
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
  const calendar = useCalendarPlace()
  const inCalendar = calendar !== null && value?.writable === true
  const empty = value?.mailboxes.length === 0
  return (
    <LanguageContext.Provider value={language}>
      <div class="page">
        <Toolbar {...{ state: value, language, setLanguage: setSpoken, theme, setTheme }} />
        {value?.demo && <Banner />}
        {state.trouble && !value && <TroubleView trouble={state.trouble} again={state.again} />}
        {value && !value.me && <TroubleView trouble="signed-out" again={state.again} />}
        {value?.me && empty && <NoMailbox />}
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
    return () => window.removeEventListener('focus', again)
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

type RoomsProps = { state: PlaygroundState; language: Language; dark: boolean }

/** Folders, messages, the open message, its record. */
function Rooms({ state, language, dark }: RoomsProps) {
  const strings = useStrings()
  const [asked, go] = usePlace()
  const [tab, setTab] = useState<Tab>(asked.id ? 'message' : 'list')
  const place = settled(asked, state)
  const { mailbox, folder, id } = place
  const count =
    state.mailboxes.find(({ address }) => address === mailbox)?.folders.find((one) => one.id === folder)?.count ?? 0
  const open = useLoaded(mailbox && id ? `${mailbox} ${id}` : null, (signal) =>
    getMessage({ mailbox: mailbox ?? '', id: id ?? '' }, signal),
  )
  const goTo = (next: Place) => {
    go(next)
    setTab(next.id ? 'message' : 'list')
  }
  return (
    <>
      <main class="rooms" data-tab={tab} aria-label={strings.mail}>
        <Folders {...{ state, place, goTo }} />
        <div class="room room-list">
          <FolderSelect {...{ state, place, goTo }} />
          {mailbox && folder && <MessageList key={`${mailbox} ${folder}`} {...{ mailbox, folder, id, goTo, count }} />}
        </div>
        <Reader open={open} chosen={id !== null} dark={dark} />
        <PaneFrame
          key={`${language} ${state.me?.id}`}
          {...{ language, dark, self: mailbox ?? '', item: open.value ? messageItem(open.value) : null }}
        />
      </main>
      <Tabs tab={tab} setTab={setTab} />
    </>
  )
}

/** The link may name a mailbox that this user has not got, or none at all: then the first one, its first folder. */
function settled(asked: Place, { mailboxes }: PlaygroundState): Place {
  const mailbox = mailboxes.find(({ address }) => address === asked.mailbox)
  if (!mailbox) {
    const first = mailboxes[0]
    return { mailbox: first?.address ?? null, folder: first?.folders[0]?.id ?? null, id: null }
  }
  const folder = mailbox.folders.find(({ id }) => id === asked.folder)
  return { mailbox: mailbox.address, folder: (folder ?? mailbox.folders[0])?.id ?? null, id: asked.id }
}
