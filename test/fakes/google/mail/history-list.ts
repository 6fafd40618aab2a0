/** history.list: what happened since an id, oldest first. */
import type { gmail_v1 } from '@googleapis/gmail'
import { badRequest, notFound } from '../errors.ts'
import type { Call } from '../gate.ts'
import { type HistoryRecord, type Kind, toSchema } from './history.ts'

const DEFAULT_PAGE = 100
const LARGEST_PAGE = 500
const KINDS: Kind[] = ['messageAdded', 'messageDeleted', 'labelAdded', 'labelRemoved']
const LARGEST_ID = 2n ** 64n - 1n

export function listHistory(call: Call): gmail_v1.Schema$ListHistoryResponse {
  const { history } = call.account.mail
  const start = readId(call.text('startHistoryId'))
  if (history.isForgotten(start)) throw notFound()
  const kinds = readKinds(call.texts('historyTypes'))
  const labelId = call.text('labelId')
  const token = call.text('pageToken')
  const size = Math.min(call.number('maxResults') ?? DEFAULT_PAGE, LARGEST_PAGE) || DEFAULT_PAGE
  const from = token === undefined ? start : readId(token)
  const page: HistoryRecord[] = []
  let more = false
  for (const record of history.after(from)) {
    if (!kinds.includes(record.kind) || !concerns(record, labelId)) continue
    if (page.length === size) {
      more = true
      break
    }
    page.push(record)
  }
  return {
    ...(page.length > 0 ? { history: page.map(toSchema) } : {}),
    ...(more ? { nextPageToken: String(page.at(-1)!.id) } : {}),
    historyId: String(history.current()),
  }
}

const concerns = ({ message, labelIds }: HistoryRecord, labelId: string | undefined) =>
  labelId === undefined || message.labelIds.includes(labelId) || labelIds.includes(labelId)

function readId(text: string | undefined): bigint {
  if (text === undefined) throw badRequest('Missing required parameter: startHistoryId', 'required')
  if (!/^\d{1,20}$/.test(text) || BigInt(text) > LARGEST_ID) {
    throw badRequest(`Invalid value at 'start_history_id' (TYPE_UINT64), "${text}"`, 'invalidArgument')
  }
  return BigInt(text)
}

function readKinds(written: string[]): Kind[] {
  const unknown = written.find((each) => !KINDS.includes(each as Kind))
  if (unknown !== undefined) throw badRequest(`Invalid value at 'history_types' (TYPE_ENUM), "${unknown}"`)
  return written.length === 0 ? KINDS : (written as Kind[])
}
