/** The handle over HTTP, for a fake in a process of its own: `POST /control` names what to call or to set, in JSON. */
import type { GoogleFake } from './handle.ts'

export type Order = {
  /** "faults.add", or with an account "mail.insert". */
  path: string
  /** In whose name: the path then begins at their account. */
  account?: string
} & ({ args: unknown[] } | { value: unknown } | { read: true })

/** What JSON has no word for: bytes, regular expressions, Infinity. */
type Tagged = { $bytes?: unknown; $regexp?: unknown; $number?: unknown }

export function encode(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (value instanceof RegExp) return { $regexp: value.source }
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) }
  if (Array.isArray(value)) return value.map(encode)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, encode(each)]))
}

export function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode)
  if (value === null || typeof value !== 'object') return value
  const tagged: Tagged = value
  if (typeof tagged.$bytes === 'string') return Buffer.from(tagged.$bytes, 'base64')
  if (typeof tagged.$regexp === 'string') return new RegExp(tagged.$regexp)
  if (typeof tagged.$number === 'string') return Number(tagged.$number)
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, decode(each)]))
}

export async function obey(fake: GoogleFake, order: Order): Promise<unknown> {
  const names = order.path.split('.')
  const last = names.pop() ?? ''
  let owner: unknown = order.account === undefined ? fake : fake.account(order.account)
  for (const name of names) owner = own(owner, name)
  const found = own(owner, last)
  if ('value' in order) {
    ;(owner as Record<string, unknown>)[last] = order.value
    return undefined
  }
  if ('read' in order) return found
  if (typeof found !== 'function') throw new Error(`${order.path} cannot be called`)
  return (found as (...args: unknown[]) => unknown)(...order.args)
}

function own(owner: unknown, name: string): unknown {
  if (owner === null || typeof owner !== 'object' || !Object.hasOwn(owner, name)) throw new Error(`there is no ${name}`)
  return (owner as Record<string, unknown>)[name]
}
