/** The contract as the pane calls it. Every failure is one of five kinds, each of which the pane says differently. */
import type { InteractionDetail, Me, Problem, Sidebar } from '#shared/api.ts'
import type { Appointment } from '#shared/api/appointment.ts'
import type { Composing } from '#shared/api/compose.ts'
import type { BlockOf, FormCheck, Request, RowsPage } from '#shared/blocks.ts'
import type { Person } from './host.ts'

export type FailureKind = 'signed-out' | 'forbidden' | 'missing' | 'unreachable' | 'failed'

export class ApiFailure extends Error {
  override name = 'ApiFailure'
  readonly kind: FailureKind
  /** What the server said of it. */
  readonly problem: Problem | null
  constructor(kind: FailureKind, options?: { cause?: unknown; problem?: Problem | null }) {
    super(kind, options)
    this.kind = kind
    this.problem = options?.problem ?? null
  }
}

export const failureKind = (error: unknown): FailureKind => (error instanceof ApiFailure ? error.kind : 'failed')

export type SidebarQuery = { person: Person; messageId: string | null; others: Person[] }

export type Api = ReturnType<typeof createApi>

/** A server that is slower than this is treated as unreachable and asked again. */
const PATIENCE = 20_000

export function createApi(locale: string) {
  const get = <T>(href: string, signal: AbortSignal) => answerOf<T>(href, { signal })
  /** The words of a form, and what is said of what one typed into it, are those of the pane's language. */
  const inWords = (href: string) => withLocale(href, locale)
  return {
    me: (signal: AbortSignal) => get<Me>('/api/me', signal),
    sidebar: (query: SidebarQuery, signal: AbortSignal) => get<Sidebar>(sidebarHref(query, locale), signal),
    appointment: (asked: URLSearchParams, signal: AbortSignal) =>
      get<Appointment>(inZone(inWords(`/api/appointment?${asked}`)), signal),
    compose: (addresses: string, signal: AbortSignal) =>
      get<Composing>(inWords(`/api/compose?${new URLSearchParams({ addresses })}`), signal),
    rows: (href: string, signal: AbortSignal) => get<RowsPage>(href, signal),
    interaction: (href: string, signal: AbortSignal) => get<InteractionDetail>(href, signal),
    form: (href: string, signal: AbortSignal) => get<BlockOf<'form'>>(inZone(inWords(href)), signal),
    check: (href: string, body: object, signal: AbortSignal) =>
      answerOf<FormCheck>(inWords(href), { ...written('POST', body), signal }),
    send: ({ method, href, body }: Request) => answerOf<unknown>(href, written(method, body)),
    submit: ({ method, href, body }: Request) => answerOf<unknown>(inWords(href), written(method, body)),
  }
}

/** Browsers refuse to finish larger requests for a page that has gone (64 KiB for all of them). */
const FINISHED_LATER = 30_000

/** Goes on when the pane is closed meanwhile: what one clicked happens. */
function written(method: string, body: object | undefined): RequestInit {
  if (!body) return { method, keepalive: true }
  const text = JSON.stringify(body)
  const keepalive = text.length * 2 < FINISHED_LATER
  return { method, keepalive, headers: { 'content-type': 'application/json' }, body: text }
}

/** What a form proposes for "now" is said in the user's zone. */
function inZone(href: string): string {
  const url = new URL(href, location.origin)
  url.searchParams.set('zone', Intl.DateTimeFormat().resolvedOptions().timeZone)
  return url.href
}

function withLocale(href: string, locale: string): string {
  const url = new URL(href, location.origin)
  if (!url.searchParams.has('locale')) url.searchParams.set('locale', locale)
  return url.href
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
    if (!response.ok) throw new ApiFailure(kindOf(response.status), { problem: await problemOf(response) })
    return (response.status === 204 ? undefined : await response.json()) as T
  } catch (error) {
    if (error instanceof ApiFailure) throw error
    // An answer that is no JSON is a proxy's or a captive portal's page: as good as no answer.
    throw new ApiFailure('unreachable', { cause: error })
  }
}

/** A proxy's page is no problem of ours. */
async function problemOf(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.includes('json')) return null
  return (await response.json().catch(() => null)) as Problem | null
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
