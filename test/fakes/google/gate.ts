/** What every call of an API passes: token, user, parameters, scopes, quota; and how it is answered. */
import type { Context } from 'hono'
import { ApiError, badRequest } from './errors.ts'
import { project } from './fields.ts'
import type { Api, Meter } from './quota.ts'
import type { AccessToken } from './tokens.ts'
import { bearerOf, type Traffic } from './traffic.ts'
import type { AccountState, World } from './world.ts'

export type ParamType = 'string' | 'strings' | 'integer' | 'boolean' | 'time'

export type Operation = {
  name: string
  api: Api
  units: number
  params: Record<string, ParamType>
  /** Any one of them. */
  scopes: string[]
  /** What of the body Google knows; without it a body is not looked at. */
  body?: string[]
  run: (call: Call) => unknown
}

export type Call = {
  account: AccountState
  token: AccessToken
  path: Record<string, string>
  body: Record<string, unknown>
  /** gmail.accessToken of an add-on's event. */
  messageToken: string | null
  text: (name: string) => string | undefined
  texts: (name: string) => string[]
  number: (name: string) => number | undefined
  flag: (name: string) => boolean
  /** The whole query without page and sync tokens: what a page token belongs to. */
  question: string
}

/** Known everywhere; `uploadType` and the like belong to uploads, which the fake refuses. */
const STANDARD = new Set(['alt', 'fields', 'key', 'prettyPrint', 'quotaUser', 'userIp', '$.xgafv', 'access_token'])

export type Gate = (operation: Operation) => (context: Context) => Promise<Response>

export function createGate(world: World, traffic: Traffic, meter: Meter): Gate {
  return (operation) => async (context) => {
    const request = context.req.raw
    traffic.note(request, operation.name, 0)
    try {
      const token = findToken(world, request)
      const account = findAccount(world, token, operation, context.req.param('userId'))
      const call = await readCall(operation, context, { account, token })
      checkScopes(operation, token)
      meter.spend(operation.api, quotaUser(world, token, call), operation.units)
      traffic.note(request, operation.name, operation.units)
      return reply(operation.run(call), call.text('fields'))
    } catch (error) {
      if (error instanceof ApiError) return error.toResponse()
      throw error
    }
  }
}

function findToken(world: World, request: Request): AccessToken {
  const bearer = bearerOf(request)
  const token = bearer === null ? undefined : world.tokens.findAccess(bearer)
  if (token) return token
  throw new ApiError(401, 'authError', 'Invalid Credentials', { location: 'Authorization', locationType: 'header' })
}

function findAccount(world: World, token: AccessToken, operation: Operation, userId = 'me'): AccountState {
  const own = world.accounts.get(token.address)
  if (!own) throw new ApiError(401, 'authError', 'Invalid Credentials')
  if (['me', own.address].includes(userId.toLowerCase())) return own
  if (operation.api === 'gmail' && !world.accounts.has(userId.toLowerCase())) {
    throw new ApiError(404, 'notFound', 'Requested entity was not found.')
  }
  throw new ApiError(403, 'forbidden', `Delegation denied for ${own.address}`)
}

/** Calls of a service account count as one account's, unless they say for which user they are. */
function quotaUser(world: World, token: AccessToken, call: Call): string {
  if (!token.delegated) return token.address
  return call.text('quotaUser') ?? world.serviceAccount.client_email
}

export function checkScopes(operation: Pick<Operation, 'scopes'>, token: AccessToken): void {
  if (operation.scopes.some((scope) => token.scopes.has(scope))) return
  throw insufficientScopes()
}

export const insufficientScopes = () =>
  new ApiError(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', {
    info: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  })

async function readCall(
  operation: Operation,
  context: Context,
  who: { account: AccountState; token: AccessToken },
): Promise<Call> {
  const query = new URL(context.req.url).searchParams
  for (const [name, value] of query) checkParam(operation, name, value)
  const text = (name: string) => query.get(name) ?? undefined
  return {
    ...who,
    path: context.req.param(),
    body: operation.body ? await readBody(context, operation.body) : {},
    messageToken: context.req.header('x-goog-gmail-access-token') ?? null,
    text,
    texts: (name) => query.getAll(name),
    number: (name) => (query.has(name) ? Number(query.get(name)) : undefined),
    flag: (name) => query.get(name) === 'true',
    question: JSON.stringify(
      [...query].filter(([name]) => name in operation.params && !['pageToken', 'syncToken'].includes(name)).sort(),
    ),
  }
}

function checkParam(operation: Operation, name: string, value: string): void {
  const type = Object.hasOwn(operation.params, name) ? operation.params[name] : undefined
  if (type === undefined) {
    if (name === 'alt' && value !== 'json') throw badRequest(`The fake answers only JSON, not alt=${value}`)
    if (STANDARD.has(name)) return
    throw badRequest(
      `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`,
    )
  }
  const good =
    type === 'integer'
      ? /^\d+$/.test(value)
      : type === 'boolean'
        ? /^(true|false)$/.test(value)
        : type !== 'time' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
  if (!good) throw badRequest(`Invalid value at '${name}' (${type}), "${value}"`, 'invalidParameter')
}

async function readBody(context: Context, known: string[]): Promise<Record<string, unknown>> {
  let body: unknown
  try {
    body = await context.req.json()
  } catch {
    throw badRequest('Invalid JSON payload received.', 'parseError')
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw badRequest('Invalid JSON payload received.')
  for (const name of Object.keys(body)) {
    if (!known.includes(name)) {
      throw badRequest(`Invalid JSON payload received. Unknown name "${name}": Cannot find field.`)
    }
  }
  return body as Record<string, unknown>
}

function reply(value: unknown, fields: string | undefined): Response {
  if (value === undefined) return new Response(null, { status: 204 })
  return Response.json(fields === undefined ? value : project(value, fields), {
    headers: { 'content-type': 'application/json; charset=UTF-8', vary: 'Origin, X-Origin, Referer' },
  })
}
