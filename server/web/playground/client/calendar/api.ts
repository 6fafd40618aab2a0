/** The calendar's requests. A refusal carries its words, which the server says in the viewer's language. */
import type {
  CalendarAnswer,
  CalendarChange,
  CalendarInput,
  CalendarScope,
  CalendarWeek,
} from '#shared/playground-calendar.ts'
import { Failure, contentOf, reach } from '../api.ts'

export class Refusal extends Error {}

const base = '/playground/api/calendar'

type In = { mailbox: string; locale: string }

export const getWeek = ({ mailbox, from, to }: { mailbox: string; from: Date; to: Date }, signal: AbortSignal) =>
  ask<CalendarWeek>(`${base}?${new URLSearchParams({ mailbox, from: from.toISOString(), to: to.toISOString() })}`, {
    signal,
  })

export const create = (at: In, input: CalendarInput) => send<{ uid: string }>('POST', pathOf(at), input)

export const change = (at: In, uid: string, changes: CalendarChange) =>
  send<{ uid: string }>('PATCH', pathOf(at, uid), changes)

export function cancel(at: In, uid: string, which: { originalStart: string | null; scope: CalendarScope }) {
  const query = { scope: which.scope, ...(which.originalStart !== null && { originalStart: which.originalStart }) }
  return send<void>('DELETE', `${pathOf(at, uid)}&${new URLSearchParams(query)}`)
}

export const answer = (at: In, uid: string, reply: CalendarAnswer) =>
  send<void>('PUT', pathOf(at, uid, '/answer'), reply)

const pathOf = ({ mailbox, locale }: In, uid?: string, more = '') =>
  `${base}${uid === undefined ? '' : `/${encodeURIComponent(uid)}${more}`}?${new URLSearchParams({ mailbox, locale })}`

const send = <T>(method: string, href: string, body?: unknown) =>
  ask<T>(href, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })

async function ask<T>(href: string, asking: Parameters<typeof reach>[1]): Promise<T> {
  const response = await reach(href, asking)
  if (response.status === 401) throw new Failure('signed-out')
  if (response.status >= 502 && response.status <= 504) throw new Failure('unreachable')
  if (!response.ok) throw (await refusalOf(response)) ?? new Failure(response.status === 404 ? 'missing' : 'failed')
  return contentOf(response)
}

async function refusalOf(response: Response): Promise<Refusal | undefined> {
  if (![403, 404, 422].includes(response.status)) return undefined
  const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string }
  // "There is no such thing" is for programs: the page says it better.
  return problem.detail && problem.code !== 'not-found' ? new Refusal(problem.detail) : undefined
}
