/** The contract as the pane calls it. Every failure is one of five kinds, each of which the pane says differently. */
import type { InteractionDetail, Me, Sidebar } from '#shared/api.ts'
import type { Request, RowsPage } from '#shared/blocks.ts'
import type { Person } from './host.ts'

export type FailureKind = 'signed-out' | 'forbidden' | 'missing' | 'unreachable' | 'failed'

export class ApiFailure extends Error {
  override name = 'ApiFailure'
  readonly kind: FailureKind
  constructor(kind: FailureKind, options?: { cause?: unknown }) {
    super(kind, options)
    this.kind = kind
  }
}

export const failureKind = (error: unknown): FailureKind => (error instanceof ApiFailure ? error.kind : 'failed')

export type SidebarQuery = { person: Person; messageId: string | null; others: Person[] }

export type Api = ReturnType<typeof createApi>

/** A server that is slower than this is treated as unreachable and asked again. */
const PATIENCE = 20_000

export function createApi(locale: string) {
  const get = <T>(href: string, signal: AbortSignal) => answerOf<T>(href, { signal })
  return {
    me: (signal: AbortSignal) => get<Me>('/api/me', signal),
    sidebar: (query: SidebarQuery, signal: AbortSignal) => get<Sidebar>(sidebarHref(query, locale), signal),
    rows: (href: string, signal: AbortSignal) => get<RowsPage>(href, signal),
    interaction: (href: string, signal: AbortSignal) => get<InteractionDetail>(href, signal),
    /** Goes on when the pane is closed meanwhile: what one clicked happens. */
    send: ({ method, href, body }: Request) =>
      answerOf<unknown>(href, {
        method,
        keepalive: true,
        ...(body ? { headers: { 'content-type': 'application/json' } } : {}),
        body: body ? JSON.stringify(body) : null,
      }),
  }
}

async function answerOf<T>(href: string, init: RequestInit): Promise<T> {
  // Blocks bring hrefs along; the session belongs to this origin and goes nowhere else.
  const url = new URL(href, location.origin)
  if (url.origin !== location.origin) throw new ApiFailure('failed')
  const signals = [AbortSignal.timeout(PATIENCE), ...(init.signal ? [init.signal] : [])]
  try {
    const response = await fetch(url, {
      ...init,
      signal: AbortSignal.any(signals),
    })
    if (!response.ok) throw new ApiFailure(kindOf(response.status))
    return (response.status === 204 ? undefined : await response.json()) as T
  } catch (error) {
    if (error instanceof ApiFailure) throw error
    // An answer that is no JSON is a proxy's or a captive portal's page: as good as no answer.
    throw new ApiFailure('unreachable', { cause: error })
  }
}

function kindOf(status: number): FailureKind {
  if (status === 401) return 'signed-out'
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'missing'
  // The server is starting, busy, or a proxy before it finds nobody.
  if (status === 429 || (status >= 502 && status <= 504)) return 'unreachable'
  return 'failed'
}

/** Servers and proxies refuse addresses beyond some 8,000 characters, and a mail may name hundreds of people. */
const OTHERS_BUDGET = 5000

export function sidebarHref({ person, messageId, others }: SidebarQuery, locale: string): string {
  const query = new URLSearchParams({ address: person.address, locale })
  if (person.name) query.set('name', person.name)
  if (messageId) query.set('messageId', messageId)
  let left = OTHERS_BUDGET
  let sent = 0
  for (const other of others) {
    const said = other.name ? `${other.name} <${other.address}>` : other.address
    left -= encodeURIComponent(said).length + '&with='.length
    if (left < 0) break
    query.append('with', said)
    sent++
  }
  if (sent < others.length) query.set('withMore', String(others.length - sent))
  return `/api/sidebar?${query}`
}
