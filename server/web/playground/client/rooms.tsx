import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '#shared/i18n/pane.ts'
import type { PlaygroundMailbox, PlaygroundState } from '#shared/playground.ts'
import { getMessage } from './api.ts'
import { Compose } from './compose/compose.tsx'
import { composeItem } from './compose/draft.ts'
import { DraftBar } from './compose/draft-bar.tsx'
import { SaidView } from './compose/said-view.tsx'
import { useWritingStrings } from './compose/words.ts'
import { type Writing, useWriting } from './compose/writing.ts'
import { Connection } from './connection.tsx'
import { FolderSelect, Folders } from './folders.tsx'
import { MessageList } from './list.tsx'
import { PaneFrame, messageItem } from './pane-frame.tsx'
import { type Place, usePlace } from './place.ts'
import { Reader } from './reader.tsx'
import { type Tab, Tabs } from './tabs.tsx'
import { type Loaded, useLoaded, useStrings } from './tools.ts'

type RoomsProps = { state: PlaygroundState; language: Language; dark: boolean }

/** Folders, messages, the open message, its record. */
export function Rooms({ state, language, dark }: RoomsProps) {
  const strings = useStrings()
  const [asked, go] = usePlace()
  const [tab, setTab] = useState<Tab>(asked.id ? 'message' : 'list')
  const place = settled(asked, state)
  const { mailbox, folder, id } = place
  const connection = state.mailboxes.find(({ address }) => address === mailbox)?.connection ?? null
  const open = useLoaded(mailbox && id ? `${mailbox} ${id}` : null, (signal) =>
    getMessage({ mailbox: mailbox ?? '', id: id ?? '' }, signal),
  )
  useAgainWhenConnected(open, connection)
  const writing = useWriting(state, place, () => setTab('message'))
  const goTo = (next: Place) => {
    writing.putAside()
    go(next)
    setTab(next.id ? 'message' : 'list')
  }
  useFocusAfter(writing.open)
  const { draft } = writing
  const item = writing.open && draft ? composeItem(draft) : open.value ? messageItem(open.value) : null
  return (
    <>
      <main class="rooms" data-tab={tab} aria-label={strings.mail}>
        <Folders {...{ state, place, goTo }} />
        <div class="room room-list">
          <ListHead {...{ state, place, goTo, writing }} />
          <Connection connection={connection} />
          {mailbox && folder && (
            <MessageList
              key={`${mailbox} ${folder}`}
              {...{ mailbox, folder, id, goTo }}
              mark={markOf(state, mailbox, folder)}
            />
          )}
        </div>
        <Reader {...{ open, dark }} chosen={id !== null} answer={state.writable ? writing.answer : undefined}>
          {writing.open && draft && (
            <Compose key={draft.id} {...{ draft, state }} sent={writing.sent} discard={writing.discard} />
          )}
        </Reader>
        <PaneFrame
          key={`${language} ${state.me?.id}`}
          {...{ language, dark, self: mailbox ?? '', item }}
          waiting={id !== null && open.loading}
        />
      </main>
      <SaidView said={writing.said} dismiss={writing.dismiss} />
      <Tabs tab={tab} setTab={setTab} />
    </>
  )
}

/** It changes when something of the folder has. */
function markOf({ mailboxes }: PlaygroundState, mailbox: string, folder: string): string {
  const found = mailboxes.find(({ address }) => address === mailbox)?.folders.find(({ id }) => id === folder)
  return `${found?.count} ${found?.logged}`
}

/** What could not be read while its mailbox was not connected can be now. */
function useAgainWhenConnected({ trouble, again }: Loaded<unknown>, connection: PlaygroundMailbox['connection']): void {
  const readable = connection?.problem === null
  useEffect(() => {
    if (readable && trouble === 'reconnect') again()
  }, [readable, trouble, again])
}

/** What had the focus goes with the mail that was sent: it is the message's then, in the same place. */
function useFocusAfter(open: boolean): void {
  const before = useRef(open)
  useEffect(() => {
    if (before.current && !open && document.activeElement === document.body)
      document.querySelector<HTMLElement>('.room-reader')?.focus()
    before.current = open
  }, [open])
}

type ListHeadProps = { state: PlaygroundState; place: Place; goTo: (place: Place) => void; writing: Writing }

/** Above the messages: which folder, where there is no column for them, a new one, and the one that waits. */
function ListHead({ state, place, goTo, writing }: ListHeadProps) {
  const strings = useWritingStrings()
  const { draft } = writing
  return (
    <>
      <div class="list-head">
        <FolderSelect {...{ state, place, goTo }} />
        {state.writable && (
          <button type="button" class="button primary new-mail" onClick={writing.begin}>
            {strings.newMail}
          </button>
        )}
      </div>
      {draft && !writing.open && <DraftBar draft={draft} goOn={writing.goOn} />}
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
