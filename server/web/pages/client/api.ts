/** The pages' requests. Failures are of the pane's kinds, which the pages say in their own words. */
import type { Problem } from '#shared/api.ts'
import type { Request } from '#shared/blocks.ts'
import { ApiFailure, type FailureKind } from '../../../../addin-outlook/api.ts'

/** What the server said of bad input; null when it said nothing that people read. */
export const detailOf = (error: unknown): string | null =>
  error instanceof ApiFailure && error.kind === 'failed' ? (error.problem?.detail ?? null) : null

/** Also for imports of a large file, which take their time. */
const PATIENCE = 60_000

export type List<T> = { items: T[]; nextCursor: string | null }

export const get = <T>(href: string, signal?: AbortSignal): Promise<T> => answerOf<T>(href, { signal: signal ?? null })

export const send = <T>({ method, href, body }: Request): Promise<T> =>
  answerOf<T>(href, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })

export const upload = <T>(href: string, form: FormData): Promise<T> => answerOf<T>(href, { method: 'POST', body: form })

/** Every item of a list that is short by nature: users, stages, what one may choose from. */
export async function all<T>(href: string, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: List<T> = await get<List<T>>(cursor ? joined(href, { cursor }) : href, signal)
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

/** An address with these parts joined to its query; empty ones are left out. */
export function joined(href: string, parts: Record<string, string | null | undefined>): string {
  const url = new URL(href, 'http://page.invalid')
  for (const [name, value] of Object.entries(parts)) if (value) url.searchParams.set(name, value)
  return url.pathname + url.search
}

async function answerOf<T>(href: string, init: RequestInit): Promise<T> {
  const url = new URL(href, location.origin)
  if (url.origin !== location.origin) throw new ApiFailure('failed')
  const { signal } = init
  const signals = [AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])]
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) })
    if (!response.ok) throw new ApiFailure(kindOf(response.status), { problem: await readProblem(response) })
    return (response.status === 204 ? undefined : await response.json()) as T
  } catch (error) {
    if (error instanceof ApiFailure || signal?.aborted) throw error
    throw new ApiFailure('unreachable', { cause: error })
  }
}

/** A proxy's page is no problem of ours. */
async function readProblem(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.includes('json')) return null
  return (await response.json().catch(() => null)) as Problem | null
}

function kindOf(status: number): FailureKind {
  if (status === 401) return 'signed-out'
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'missing'
  if (status === 429 || (status >= 502 && status <= 504)) return 'unreachable'
  return 'failed'
}
