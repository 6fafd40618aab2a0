/** What the pane shows beside an appointment: the meeting, or one of those who meet. Each record is loaded once and kept. */
import type { Appointment } from '#shared/api/appointment.ts'
import type { Api, FailureKind } from './api.ts'
import type { AppointmentItem, Person } from './host.ts'
import { actsAround, createRecords } from './records.ts'
import { createStore, type Store } from './store.ts'
import { keepTrying, pause } from './waiting.ts'

export type AppointmentView =
  | { at: 'loading'; subject: string | null }
  | { at: 'signed-out' | 'forbidden' | 'failed' | 'unreachable' }
  /**
   * `unlisted`: how many are invited beyond those whom the server was told of. `chosen`: whose record is shown in the meeting's
   * place. `stale`: asking again failed, this was loaded before.
   */
  | { at: 'shown'; appointment: Appointment; unlisted: number; chosen: Person | null; stale: boolean }

export type AppointmentStore = ReturnType<typeof createAppointment>

/** Names are typed and chosen one after the other: it asks once that rests. */
const REST = 400
/** What is not synced yet appears soon. */
const SYNC_POLL = 15_000

type Parts = { api: Pick<Api, 'me' | 'sidebar' | 'appointment'>; self: string | null }

export function createAppointment({ api, self }: Parts) {
  const store = createStore<AppointmentView>({ at: 'loading', subject: null })
  const show = store.set
  let item: AppointmentItem | null = null
  let chosen: Person | null = null
  let loading = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const records = createRecords({ api, self })

  const showFailure = (kind: FailureKind): void => {
    const { view } = store
    if (kind === 'unreachable' && view.at === 'shown') show({ ...view, stale: true })
    else show({ at: kind === 'missing' ? 'failed' : kind })
  }

  /** `quiet` keeps what is shown until the answer is here. */
  async function load(quiet: boolean): Promise<void> {
    clearTimeout(timer)
    loading.abort()
    const { signal } = (loading = new AbortController())
    if (!item) return
    const asked = queryOf(item)
    if (!quiet) show({ at: 'loading', subject: item.subject })
    const appointment = await keepTrying({ run: () => api.appointment(asked, signal), signal, failed: showFailure })
    if (!appointment) return
    const unlisted = Math.max(0, item.required.length + item.optional.length - asked.getAll('address').length)
    show({ at: 'shown', appointment, unlisted, chosen, stale: false })
    if (appointment.state.state === 'not-synced') await poll(signal)
  }

  async function poll(signal: AbortSignal): Promise<void> {
    do await pause(SYNC_POLL, signal)
    while (!signal.aborted && globalThis.document?.hidden)
    if (!signal.aborted) await load(true)
  }

  const choose = (person: Person | null): void => {
    chosen = person
    if (store.view.at === 'shown') show({ ...store.view, chosen })
  }

  return Object.assign(store as Store<AppointmentView>, {
    /** Another appointment begins anew; of the same one, what is changed is followed. Null: none is open. */
    select: (next: AppointmentItem | null): void => {
      const same = item !== null && next?.opened === item.opened
      item = next
      if (same && store.view.at === 'shown') {
        clearTimeout(timer)
        timer = setTimeout(() => void load(true), REST)
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
    place: (): string => `appointment ${item?.opened ?? ''} ${chosen?.address ?? ''}`,
  })
}

/** Servers and proxies refuse addresses beyond some 8,000 characters, and 200 people may be invited. */
const PEOPLE_BUDGET = 5000

export function queryOf(item: AppointmentItem): URLSearchParams {
  const { organizer, required, optional, startAt, endAt, subject, place, write } = item
  const query = new URLSearchParams({ making: String(write) })
  const said = { startAt, endAt, subject: subject?.slice(0, 300), place: place?.slice(0, 300) }
  for (const [name, value] of Object.entries(said)) if (value) query.set(name, value)
  if (organizer) query.set('organizer', saidPerson(organizer))
  let left = PEOPLE_BUDGET
  for (const person of [...required, ...optional].slice(0, 200)) {
    const text = saidPerson(person)
    left -= encodeURIComponent(text).length + '&address='.length
    if (left < 0) break
    query.append('address', text)
  }
  return query
}

/** Quoted: "Gómez, Eva" is one person. */
const saidPerson = ({ name, address }: Person): string =>
  name ? `"${name.replaceAll(/["\\]/g, '').slice(0, 100)}" <${address}>` : address
