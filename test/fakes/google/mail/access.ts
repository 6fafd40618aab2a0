/** Which messages a call may see: the whole mailbox, or, the add-on's way, the one that is open. */
import { ApiError, notFound } from '../errors.ts'
import { type Call, insufficientScopes } from '../gate.ts'
import { ADD_ON_ACTION, ADD_ON_COMPOSE, ADD_ON_METADATA, ADD_ON_READ, MAIL, METADATA } from '../scopes.ts'
import type { World } from '../world.ts'
import type { Stored } from './mailbox.ts'
import type { Format } from './message-schema.ts'

export const ADD_ON_SCOPES = [ADD_ON_READ, ADD_ON_METADATA, ADD_ON_ACTION]

/** The add-on's context prefixes ids and writes them in decimal; both are understood. */
export function hexId(id: string, prefix: 'msg-f:' | 'thread-f:'): string {
  if (!id.startsWith(prefix)) return id
  const decimal = id.slice(prefix.length)
  if (!/^\d{1,20}$/.test(decimal)) throw new ApiError(400, 'invalidArgument', 'Invalid id value')
  return BigInt(decimal).toString(16)
}

export function findMessage(world: World, call: Call, written: string): Stored {
  const id = hexId(written, 'msg-f:')
  if (!/^[0-9a-f]{1,16}$/.test(id)) throw new ApiError(400, 'invalidArgument', 'Invalid id value')
  if (!hasAny(call, MAIL.metadata)) checkMessageToken(world, call, id)
  const message = call.account.mail.find(id)
  if (!message) throw notFound()
  return message
}

/** gmail.metadata narrows: who holds it as well as gmail.readonly gets no bodies either. */
export function checkFormat(call: Call, format: Format): void {
  if (format === 'minimal' || format === 'metadata') return
  if (call.token.scopes.has(METADATA)) {
    throw new ApiError(403, 'forbidden', `Metadata scope doesn't allow format ${format.toUpperCase()}`)
  }
  if (!hasAny(call, [...MAIL.read, ADD_ON_READ, ADD_ON_ACTION])) throw insufficientScopes()
}

export function checkDraftAccess(world: World, call: Call): void {
  if (hasAny(call, MAIL.compose)) return
  const token = messageTokenOf(world, call)
  if (!call.token.scopes.has(ADD_ON_COMPOSE) || !token) throw insufficientScopes()
}

function checkMessageToken(world: World, call: Call, id: string): void {
  const token = messageTokenOf(world, call)
  if (!token || token.messageId !== id) throw insufficientScopes()
}

function messageTokenOf(world: World, call: Call) {
  const token = call.messageToken === null ? undefined : world.tokens.findMessage(call.messageToken)
  return token?.address === call.account.address ? token : undefined
}

const hasAny = (call: Call, scopes: string[]) => scopes.some((scope) => call.token.scopes.has(scope))
