/** What happened in a mailbox, in order, for as long as Google remembers. */
import type { gmail_v1 } from '@googleapis/gmail'

export type Kind = 'messageAdded' | 'messageDeleted' | 'labelAdded' | 'labelRemoved'

export type HistoryRecord = {
  id: bigint
  kind: Kind
  message: { id: string; threadId: string; labelIds: string[] }
  /** Of a change of labels: which. */
  labelIds: string[]
}

const FIELD = {
  messageAdded: 'messagesAdded',
  messageDeleted: 'messagesDeleted',
  labelAdded: 'labelsAdded',
  labelRemoved: 'labelsRemoved',
} as const

export function createHistory(first: bigint) {
  const records: HistoryRecord[] = []
  let current = first
  /** What is older is forgotten. */
  let oldest = 0n
  return {
    add(record: HistoryRecord): void {
      if (record.id <= current) throw new Error(`history ids only grow: ${record.id} after ${current}`)
      current = record.id
      records.push(record)
    },
    current: () => current,
    isForgotten: (start: bigint) => start < oldest,
    /** Ids from before now answer 404; the mailbox moves on by one, as it does when time passes. */
    forget(id: bigint): void {
      current = id
      oldest = id
    },
    after: (start: bigint) => records.slice(lowest(records, start)),
  }
}

function lowest(records: HistoryRecord[], start: bigint): number {
  let [low, high] = [0, records.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (records[middle]!.id <= start) low = middle + 1
    else high = middle
  }
  return low
}

/** Keys with nothing to say are left out, as everywhere in this API; of messages only the ids and labels are told. */
export function toSchema(record: HistoryRecord): gmail_v1.Schema$History {
  const { id, threadId, labelIds } = record.message
  const message: gmail_v1.Schema$Message = { id, threadId, ...(labelIds.length > 0 ? { labelIds } : {}) }
  const labels = record.kind.startsWith('label') ? { labelIds: record.labelIds } : {}
  return { id: String(record.id), messages: [{ id, threadId }], [FIELD[record.kind]]: [{ message, ...labels }] }
}
