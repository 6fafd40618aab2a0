/** The playground's requests. */
import type { PlaygroundMessage, PlaygroundPage, PlaygroundState } from '#shared/playground.ts'

/** `missing`: the server answered that it is not there. `signed-out`: who asks is nobody. */
export type Trouble = 'missing' | 'signed-out' | 'unreachable' | 'failed'

export class Failure extends Error {
  readonly trouble: Trouble
  constructor(trouble: Trouble) {
    super(trouble)
    this.trouble = trouble
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

export const becomeUser = (id: string) =>
  ask<void>('/playground/api/user', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  })

async function ask<T>(
  href: string,
  {
    signal,
    ...init
  }: { method?: string; headers?: Record<string, string>; body?: string; signal?: AbortSignal | undefined },
): Promise<T> {
  const response = await fetch(href, { ...init, signal: signal ?? null }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new Failure('unreachable')
  })
  if (response.status === 401) throw new Failure('signed-out')
  if (response.status === 404 || response.status === 410) throw new Failure('missing')
  if (response.status >= 502 && response.status <= 504) throw new Failure('unreachable')
  if (!response.ok) throw new Failure('failed')
  return (response.status === 204 ? undefined : await response.json()) as T
}
