/** What the pane shows: whose record, how far it has come. One load at a time; a newer one silences the older. */
import type { Sidebar } from '#shared/api.ts'
import type { Api, FailureKind } from './api.ts'
import type { MessageItem, Person } from './host.ts'
import { createStore, type Store } from './store.ts'
import { keepTrying, pause, wake } from './waiting.ts'

export type View =
  | { at: 'loading'; person: Person | null }
  | { at: 'nothing' | 'nobody' | 'signed-out' | 'forbidden' | 'failed' | 'unreachable' }
  /**
   * `stale`: asking again failed, this was loaded before. `back`: the message's own person, when another is shown.
   * `byHand`: one went to this person here, so the focus follows; at a change of message it is in the message list.
   */
  | { at: 'record'; person: Person; sidebar: Sidebar; stale: boolean; back: Person | null; byHand: boolean }

export type RecordStore = ReturnType<typeof createRecord>

/** A message that is not synced yet appears soon; it is asked for again while somebody looks. */
const SYNC_POLL = 15_000

export function createRecord({ api, self }: { api: Pick<Api, 'me' | 'sidebar'>; self: string | null }) {
  const store = createStore<View>({ at: 'loading', person: null })
  const show = store.set
  let item: MessageItem | null = null
  let generation = 0
  let shown: Person | null = null
  let byHand = false
  let loading = new AbortController()
  /** Of this message only: going back to its sender is instant, and nothing outlives the message. */
  let seen = new Map<string, Sidebar>()

  const subject = (): Person | null => (item ? subjectOf(item, self) : null)

  const backTo = (): Person | null => {
    const main = subject()
    return main && shown && main.address !== shown.address ? main : null
  }

  const showSidebar = (person: Person, sidebar: Sidebar): void => {
    seen.set(person.address, sidebar)
    show({ at: 'record', person, sidebar, stale: false, back: backTo(), byHand })
  }

  /** What is on screen stays only while the server cannot be reached; any other answer takes it away. */
  const showFailure = (kind: FailureKind): void => {
    const { view } = store
    if (kind === 'unreachable' && view.at === 'record') show({ ...view, stale: true })
    else show({ at: kind === 'missing' ? 'failed' : kind })
  }

  /** `quiet` keeps what is shown until the answer is here. */
  async function load(quiet: boolean): Promise<void> {
    loading.abort()
    const { signal } = (loading = new AbortController())
    const person = shown
    if (!person) return loadNobody(signal, quiet)
    const known = seen.get(person.address)
    if (known) showSidebar(person, known)
    else if (!quiet) show({ at: 'loading', person })
    const others = item ? othersOf(item, [self, person.address]) : []
    const query = { person, messageId: item?.messageId ?? null, others }
    const run = () => api.sidebar(query, signal)
    const sidebar = await keepTrying({ run, signal, failed: showFailure })
    if (!sidebar) return
    // What is said again changes nothing on the screen.
    if (!isShown(store.view, person, sidebar)) showSidebar(person, sidebar)
    if (sidebar.message.state === 'not-synced') await poll(signal)
  }

  /** Without a person there is no record to ask for, but whether one is signed in is worth saying. */
  async function loadNobody(signal: AbortSignal, quiet: boolean): Promise<void> {
    const empty: View = { at: item ? 'nobody' : 'nothing' }
    if (!quiet) show(empty)
    if (await keepTrying({ run: () => api.me(signal), signal, failed: showFailure })) show(empty)
  }

  async function poll(signal: AbortSignal): Promise<void> {
    do await pause(SYNC_POLL, signal)
    while (!signal.aborted && globalThis.document?.hidden)
    if (!signal.aborted) await load(true)
  }

  return Object.assign(store as Store<View>, {
    /** A notice older than the last one is dropped: hosts deliver them late and out of order. */
    select: (next: MessageItem | null, nextGeneration: number): void => {
      if (nextGeneration <= generation) return
      generation = nextGeneration
      item = next
      seen = new Map()
      shown = subject()
      byHand = false
      void load(false)
    },
    showPerson: (person: Person): void => {
      shown = person
      byHand = true
      void load(false)
    },
    back: (): void => {
      shown = subject()
      byHand = true
      void load(false)
    },
    /** After something was done: the server says how it stands now. */
    refresh: (): void => {
      seen = new Map()
      void load(true)
    },
    /** Something changed on the server, maybe not here: what is shown stays until it is known. */
    renew: (): void => {
      const { at } = store.view
      if (!shown || (at !== 'record' && at !== 'nobody')) return
      seen = new Map()
      void load(true)
    },
    /** Names what is shown, for what one began to write beside it. */
    place: (): string => `${item?.messageId ?? ''} ${shown?.address ?? ''}`,
    retry: (): void => {
      wake()
      const { at } = store.view
      // Who is not signed in is asked again at each return to the window: that must not flicker.
      if (at === 'signed-out') void load(true)
      else if (at === 'failed' || at === 'forbidden') void load(false)
    },
  })
}

const isShown = (view: View, person: Person, sidebar: Sidebar): boolean =>
  view.at === 'record' &&
  !view.stale &&
  view.person.address === person.address &&
  JSON.stringify(view.sidebar) === JSON.stringify(sidebar)

/** Whose record: the sender's; of a message that we wrote, its first recipient's; of a note to ourselves, our own. */
export function subjectOf({ from, to, cc }: MessageItem, self: string | null): Person | null {
  const people = [...(from ? [from] : []), ...to, ...cc]
  return people.find((person) => !sameAddress(person.address, self)) ?? people[0] ?? null
}

/** The others on the message, each once, in the order in which it names them. */
export function othersOf({ from, to, cc }: MessageItem, without: (string | null)[]): Person[] {
  const byAddress = new Map<string, Person>()
  for (const person of [...(from ? [from] : []), ...to, ...cc]) {
    const key = person.address.toLowerCase()
    if (!byAddress.has(key) && !without.some((address) => sameAddress(key, address))) byAddress.set(key, person)
  }
  return [...byAddress.values()]
}

const sameAddress = (one: string, other: string | null): boolean => one.toLowerCase() === other?.toLowerCase()
