/** Every request is written down; faults strike before it is answered, or cut the answer off. */
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Clock } from './clock.ts'
import { ApiError } from './errors.ts'
import type { Fault, Match, RequestEntry } from './handle.ts'
import type { Tokens } from './tokens.ts'

type Planned = { match: Match; left: number; fault: Fault }
type Filter = Match & { operation?: string }

export type Traffic = ReturnType<typeof createTraffic>

export function createTraffic(clock: Clock, tokens: Tokens) {
  let entries: RequestEntry[] = []
  let planned: Planned[] = []
  const entryOf = new WeakMap<Request, RequestEntry>()

  function write(request: Request): RequestEntry {
    const url = new URL(request.url)
    const bearer = bearerOf(request)
    const entry: RequestEntry = {
      method: request.method,
      path: url.pathname,
      query: url.search,
      operation: url.pathname,
      account: bearer === null ? null : (tokens.findAccess(bearer)?.address ?? null),
      units: 0,
      status: 0,
      at: clock.now(),
    }
    entries.push(entry)
    entryOf.set(request, entry)
    return entry
  }

  function nextFault(entry: RequestEntry): Fault | undefined {
    const striking = planned.find(({ match, left }) => left > 0 && matches(entry, match))
    if (!striking) return undefined
    striking.left -= 1
    return striking.fault
  }

  return {
    /** What a gate learns of a request: which operation it is and what it costs. */
    note(request: Request, operation: string, units: number): void {
      const entry = entryOf.get(request)
      if (entry) Object.assign(entry, { operation, units })
    },
    around:
      (answer: (request: Request) => Response | Promise<Response>) =>
      async (request: Request, node: HttpBindings): Promise<Response> => {
        const entry = write(request)
        const fault = nextFault(entry)
        const response = fault ? await strike(fault, () => answer(request), node) : await answer(request)
        if (response !== RESPONSE_ALREADY_SENT) entry.status = response.status
        return response
      },
    faults: {
      add: ({ match = {}, times = 1, fault }: { match?: Match; times?: number; fault: Fault }) => {
        planned.push({ match, left: times, fault })
      },
      clear: () => {
        planned = []
      },
      pending: () => planned.reduce((sum, { left }) => sum + left, 0),
    },
    requests: {
      list: (filter: Filter = {}) => entries.filter((entry) => matches(entry, filter)),
      count: (filter: Filter = {}) => entries.filter((entry) => matches(entry, filter)).length,
      units: (address?: string) =>
        entries
          .filter(({ account }) => address === undefined || account === address.toLowerCase())
          .reduce((sum, { units }) => sum + units, 0),
      clear: () => {
        entries = []
      },
    },
  }
}

export function bearerOf(request: Request): string | null {
  const header = request.headers.get('authorization')
  return header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : null
}

function matches(entry: RequestEntry, { method, path, account, operation }: Filter): boolean {
  return (
    (method === undefined || method === entry.method) &&
    (path === undefined || path.test(entry.path)) &&
    (account === undefined || account.toLowerCase() === entry.account) &&
    (operation === undefined || operation === entry.operation)
  )
}

const REASONS: Record<number, string> = {
  400: 'badRequest',
  401: 'authError',
  403: 'userRateLimitExceeded',
  404: 'notFound',
  410: 'fullSyncRequired',
  429: 'rateLimitExceeded',
}

async function strike(fault: Fault, answer: () => Response | Promise<Response>, node: HttpBindings): Promise<Response> {
  if (fault === 'timeout') return new Promise(() => {})
  if (fault === 'hang-up') {
    node.incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  }
  if (fault === 'garbage') {
    return new Response('<html><body>Something is not right', { headers: { 'content-type': 'application/json' } })
  }
  if (fault === 'half-page') return sendHalf(await answer(), node)
  const { status, reason = REASONS[status] ?? 'backendError', retryAfter } = fault
  const limit = /[lL]imitExceeded/.test(reason) ? { domain: 'usageLimits' } : {}
  return new ApiError(status, reason, `A fault of the test: ${reason}`, {
    ...limit,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  }).toResponse()
}

async function sendHalf(response: Response, { outgoing }: HttpBindings): Promise<Response> {
  const whole = Buffer.from(await response.arrayBuffer())
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    'content-length': String(Math.max(whole.length, 2)),
  })
  await new Promise<void>((resolve) => {
    outgoing.write(whole.subarray(0, Math.max(1, Math.floor(whole.length / 2))), () => resolve())
  })
  outgoing.destroy()
  return RESPONSE_ALREADY_SENT
}
