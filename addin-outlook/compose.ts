/** What the pane shows beside a mail that is being written: what to know before, or the record of one of its recipients. */
import type { Composing } from '#shared/api/compose.ts'
import type { Api, FailureKind } from './api.ts'
import type { ComposeItem, Person } from './host.ts'
import { actsAround, createRecords } from './records.ts'
import { createStore, type Store } from './store.ts'
import { keepTrying } from './waiting.ts'

export type ComposeView =
  | { at: 'nobody' }
  | { at: 'loading'; person: Person | null }
  | { at: 'signed-out' | 'forbidden' | 'failed' | 'unreachable' }
  /** `chosen`: whose record is shown; null: what to know before one writes. `all`: everybody whom it goes to. */
  | { at: 'shown'; composing: Composing; all: Person[]; chosen: Person | null; stale: boolean }

export type ComposeStore = ReturnType<typeof createCompose>

/** Names are typed and chosen one after the other: it asks once that rests. */
const REST = 300
/** Servers and proxies refuse addresses beyond some 8,000 characters. */
const MOST = 5000

type Parts = { api: Pick<Api, 'me' | 'sidebar' | 'compose'>; self: string | null }

export function createCompose({ api, self }: Parts) {
  const store = createStore<ComposeView>({ at: 'nobody' })
  const show = store.set
  let item: ComposeItem | null = null
  let chosen: Person | null = null
  let loading = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const records = createRecords({ api, self })

  const showFailure = (kind: FailureKind): void => {
    const { view } = store
    if (kind === 'unreachable' && view.at === 'shown') show({ ...view, stale: true })
    else show({ at: kind === 'missing' ? 'failed' : kind })
  }

  async function load(quiet: boolean): Promise<void> {
    clearTimeout(timer)
    loading.abort()
    const { signal } = (loading = new AbortController())
    const all = item ? recipientsOf(item) : []
    if (all.length === 0) return show({ at: 'nobody' })
    if (!quiet || store.view.at !== 'shown') show({ at: 'loading', person: all[0] ?? null })
    const run = () => api.compose(addressesOf(all), signal)
    const composing = await keepTrying({ run, signal, failed: showFailure })
    if (!composing) return
    if (!all.some((one) => sameAddress(one, chosen))) chosen = null
    const next: ComposeView = { at: 'shown', composing, all, chosen, stale: false }
    if (JSON.stringify(next) !== JSON.stringify(store.view)) show(next)
  }

  const choose = (person: Person | null): void => {
    chosen = person
    if (store.view.at === 'shown') show({ ...store.view, chosen })
  }

  return Object.assign(store as Store<ComposeView>, {
    /** Another mail begins anew; of the same one, its recipients are followed. Null: none is being written. */
    select: (next: ComposeItem | null): void => {
      const same = item !== null && next?.opened === item.opened
      const before = item ? addressesOf(recipientsOf(item)) : ''
      item = next
      if (same && next) {
        clearTimeout(timer)
        if (before !== addressesOf(recipientsOf(next))) timer = setTimeout(() => void load(true), REST)
        return
      }
      chosen = null
      records.forget()
      void load(false)
    },
    choose,
    /** From a block: somebody named in it. */
    showPerson: (person: Person): void => choose(person),
    ...actsAround({ store, records, load }),
    place: (): string => `compose ${item?.opened ?? ''} ${chosen?.address ?? ''}`,
  })
}

export const sameAddress = (one: Person, other: Person | null): boolean =>
  one.address.toLowerCase() === other?.address.toLowerCase()

/** Each once. */
function recipientsOf({ to, cc, bcc }: ComposeItem): Person[] {
  const all = [...to, ...cc, ...bcc].filter(({ address }) => address.includes('@'))
  return [...new Map(all.map((person) => [person.address.toLowerCase(), person])).values()]
}

function addressesOf(people: Person[]): string {
  let text = ''
  for (const { address } of people) {
    if (text.length + address.length > MOST) break
    text += `${text === '' ? '' : ','}${address}`
  }
  return text
}
