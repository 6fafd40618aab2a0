/** The records of the people on one item, beside which more than one of them stands: each loaded once and kept. */
import type { Api } from './api.ts'
import type { Person } from './host.ts'
import { createRecord, type RecordStore } from './record.ts'

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
