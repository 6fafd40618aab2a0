/** The records of the people on one item, beside which more than one of them stands: each loaded once and kept. */
import type { Api } from './api.ts'
import type { Person } from './host.ts'
import { createRecord, type RecordStore } from './record.ts'
import { wake } from './waiting.ts'

export function createRecords(parts: { api: Pick<Api, 'me' | 'sidebar'>; self: string | null }) {
  /** By address. */
  let known = new Map<string, RecordStore>()
  return {
    of: (person: Person): RecordStore => {
      const key = person.address.toLowerCase()
      const there = known.get(key)
      if (there) return there
      const record = createRecord(parts)
      record.select({ kind: 'message', messageId: null, from: person, to: [], cc: [], subject: null }, 1)
      known.set(key, record)
      return record
    },
    /** After something was done here. */
    refresh: (): void => known.forEach((record) => record.refresh()),
    /** After something changed on the server, maybe not here. */
    renew: (): void => known.forEach((record) => record.renew()),
    /** Another item is open. */
    forget: (): void => {
      known = new Map()
    },
  }
}

type Around = {
  store: { readonly view: { at: string } }
  records: ReturnType<typeof createRecords>
  /** `quiet` keeps what is shown until the answer is here. */
  load: (quiet: boolean) => Promise<void>
}

/** What one does with an item and the records of its people alike. */
export function actsAround({ store, records, load }: Around) {
  return {
    recordOf: records.of,
    /** After something was done: the server says how it stands now, of everybody. */
    refresh: (): void => {
      records.refresh()
      void load(true)
    },
    /** Something changed on the server, maybe not here: what is shown stays until it is known. */
    renew: (): void => {
      if (store.view.at !== 'shown') return
      records.renew()
      void load(true)
    },
    retry: (): void => {
      wake()
      const { at } = store.view
      if (at === 'signed-out') void load(true)
      else if (at === 'failed' || at === 'forbidden') void load(false)
    },
  }
}
