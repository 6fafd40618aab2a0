import { useEffect, useState } from 'preact/hooks'
import { type Language, languageOf } from '#shared/i18n/pane.ts'
import type { PlaygroundState } from '#shared/playground.ts'
import { getMessage, getState } from './api.ts'
import { Banner } from './banner.tsx'
import { MessageList } from './list.tsx'
import { FolderSelect, Folders } from './folders.tsx'
import { NoMailbox } from './no-mailbox.tsx'
import { PaneFrame } from './pane-frame.tsx'
import { type Place, usePlace } from './place.ts'
import { Reader } from './reader.tsx'
import { type Tab, Tabs } from './tabs.tsx'
import { Toolbar } from './toolbar.tsx'
import { LanguageContext, useLoaded, useRemembered, useStrings } from './tools.ts'
import { TroubleView } from './trouble.tsx'

/** While there is no mail yet, somebody may be importing some in the terminal beside. */
const WATCH = 4000

export function Page() {
  const state = useLoaded('state', getState)
  const [spoken, setSpoken] = useRemembered('language', languageOf(navigator.language))
  const [theme, setTheme] = useRemembered(
    'theme',
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  )
  const language = languageOf(spoken)
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dataset['theme'] = theme
  }, [language, theme])
  const empty = state.value?.mailboxes.length === 0
  useEffect(() => {
    window.addEventListener('focus', state.again)
    const timer = empty ? setInterval(state.again, WATCH) : undefined
    return () => {
      window.removeEventListener('focus', state.again)
      clearInterval(timer)
    }
  }, [empty])
  const { value } = state
  return (
    <LanguageContext.Provider value={language}>
      <div class="page">
        <Toolbar {...{ state: value, language, setLanguage: setSpoken, theme, setTheme }} />
        {value?.demo && <Banner />}
        {state.trouble && !value && <TroubleView trouble={state.trouble} again={state.again} />}
        {value && !value.me && <TroubleView trouble="signed-out" again={state.again} />}
        {value?.me && (empty ? <NoMailbox /> : <Rooms {...{ state: value, language, dark: theme === 'dark' }} />)}
      </div>
    </LanguageContext.Provider>
  )
}

type RoomsProps = { state: PlaygroundState; language: Language; dark: boolean }

/** Folders, messages, the open message, its record. */
function Rooms({ state, language, dark }: RoomsProps) {
  const strings = useStrings()
  const [asked, go] = usePlace()
  const [tab, setTab] = useState<Tab>(asked.id ? 'message' : 'list')
  const place = settled(asked, state)
  const { mailbox, folder, id } = place
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
          {mailbox && folder && <MessageList key={`${mailbox} ${folder}`} {...{ mailbox, folder, id, goTo }} />}
        </div>
        <Reader open={open} chosen={id !== null} dark={dark} />
        <PaneFrame
          key={`${language} ${state.me?.id}`}
          {...{ language, dark, self: mailbox ?? '', item: open.value ?? null }}
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
