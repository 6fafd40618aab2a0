/** The playground's requests. */
import type { Problem } from '#shared/api.ts'
import type {
  Answering,
  PlaygroundDraft,
  PlaygroundMessage,
  PlaygroundOutgoing,
  PlaygroundPage,
  PlaygroundSent,
  PlaygroundState,
} from '#shared/playground.ts'
import type { Draft, Recipient } from './compose/draft.ts'

/**
 * `missing`: the server answered that it is not there. `signed-out`: who asks is nobody. `reconnect`: its mailbox has to be
 * connected again.
 */
export type Trouble = 'missing' | 'signed-out' | 'reconnect' | 'unreachable' | 'failed'

export class Failure extends Error {
  readonly trouble: Trouble
  /** What the server said of it. */
  readonly problem: Problem | null
  constructor(trouble: Trouble, problem: Problem | null = null) {
    super(trouble)
    this.trouble = trouble
    this.problem = problem
  }
}

export const troubleOf = (error: unknown): Trouble => (error instanceof Failure ? error.trouble : 'failed')

export const getState = (signal?: AbortSignal) => ask<PlaygroundState>('/playground/api/state', { signal })

export const getMessages = (at: { mailbox: string; folder: string; cursor: string | null }, signal: AbortSignal) => {
  const query = new URLSearchParams({ mailbox: at.mailbox, folder: at.folder })
  if (at.cursor) query.set('cursor', at.cursor)
  return ask<PlaygroundPage>(`/playground/api/messages?${query}`, { signal })
}

export const getMessage = (at: { mailbox: string; id: string }, signal: AbortSignal) =>
  ask<PlaygroundMessage>(
    `/playground/api/messages/${encodeURIComponent(at.id)}?${new URLSearchParams({ mailbox: at.mailbox })}`,
    { signal },
  )

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

export const getDraft = (of: { mailbox: string; id: string; how: Answering; locale: string }) =>
  ask<PlaygroundDraft>(`/playground/api/draft?${new URLSearchParams({ ...of, zone: zone() })}`, {})

export function sendMail(draft: Draft, locale: PlaygroundOutgoing['locale']) {
  const people = (recipients: Recipient[]) => recipients.map(({ name, address }) => ({ name, address }))
  const { mailbox, subject, text, original, offered, files } = draft
  const mail: PlaygroundOutgoing = {
    mailbox,
    to: people(draft.to),
    cc: people(draft.cc),
    bcc: people(draft.bcc),
    subject,
    text,
    original,
    locale,
    zone: zone(),
    keep: offered.map(({ index }) => index),
  }
  const body = new FormData()
  body.set('mail', JSON.stringify(mail))
  for (const file of files) body.append('file', file)
  return ask<PlaygroundSent>('/playground/api/send', { method: 'POST', body })
}

export const becomeUser = (id: string) =>
  ask<void>('/playground/api/user', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  })

type Asking = {
  method?: string
  headers?: Record<string, string>
  body?: string | FormData
  signal?: AbortSignal | undefined
}

/** A server that is slower than this is treated as unreachable and asked again; what is sent takes its time. */
const PATIENCE = 20_000

/** @throws Failure `unreachable` */
export async function reach(href: string, { signal, ...init }: Asking): Promise<Response> {
  const signals = [...(signal ? [signal] : []), ...(init.method ? [] : [AbortSignal.timeout(PATIENCE)])]
  return fetch(href, { ...init, signal: AbortSignal.any(signals) }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new Failure('unreachable')
  })
}

/** @throws Failure `unreachable` where the answer was cut off, or is the page of a proxy */
export async function contentOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  return response.json().catch(() => {
    throw new Failure('unreachable')
  }) as Promise<T>
}

async function ask<T>(href: string, asking: Asking): Promise<T> {
  const response = await reach(href, asking)
  if (response.status === 401) throw new Failure('signed-out')
  if (response.status === 404 || response.status === 410) throw new Failure('missing')
  if (response.status >= 502 && response.status <= 504) throw new Failure('unreachable')
  if (!response.ok) {
    const problem = await problemOf(response)
    throw new Failure(problem?.code === 'reconnect' ? 'reconnect' : 'failed', problem)
  }
  return contentOf(response)
}

const problemOf = async (response: Response): Promise<Problem | null> =>
  response.headers.get('content-type')?.includes('json') ? contentOf<Problem>(response) : null
