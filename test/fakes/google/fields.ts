/** Partial responses: `fields=nextPageToken,messages(id,payload/headers)` as the APIs document it. */
import { badRequest } from './errors.ts'

/** null: everything below. */
type Mask = Map<string, Mask | null>

export function project(value: unknown, fields: string): unknown {
  const [mask, rest] = readMask(fields)
  if (rest !== '') throw badRequest(`Invalid field selection ${fields}`, 'invalidParameter')
  return keep(value, mask)
}

function readMask(text: string): [Mask, string] {
  const mask: Mask = new Map()
  let rest = text
  for (;;) {
    const name = /^[\w*]+/.exec(rest)?.[0]
    if (name === undefined) throw badRequest(`Invalid field selection ${text}`, 'invalidParameter')
    rest = rest.slice(name.length)
    let below: Mask | null = null
    if (rest.startsWith('/')) {
      const path = /^\/([\w*]+)/.exec(rest)?.[1] ?? ''
      const [inner, after] = readPath(rest.slice(1), path)
      below = inner
      rest = after
    } else if (rest.startsWith('(')) {
      const [inner, after] = readMask(rest.slice(1))
      if (!after.startsWith(')')) throw badRequest(`Invalid field selection ${text}`, 'invalidParameter')
      below = inner
      rest = after.slice(1)
    }
    mask.set(name, merge(mask.get(name), below))
    if (!rest.startsWith(',')) return [mask, rest]
    rest = rest.slice(1)
  }
}

/** One path, up to the next comma: `a/b(c,d)`. */
function readPath(text: string, name: string): [Mask, string] {
  if (name === '') throw badRequest(`Invalid field selection ${text}`, 'invalidParameter')
  const rest = text.slice(name.length)
  if (rest.startsWith('/')) {
    const [inner, after] = readPath(rest.slice(1), /^\/([\w*]+)/.exec(rest)?.[1] ?? '')
    return [new Map([[name, inner]]), after]
  }
  if (!rest.startsWith('(')) return [new Map([[name, null]]), rest]
  const [inner, after] = readMask(rest.slice(1))
  return [new Map([[name, inner]]), after.slice(1)]
}

function merge(before: Mask | null | undefined, now: Mask | null): Mask | null {
  return before instanceof Map && now ? new Map([...before, ...now]) : now
}

function keep(value: unknown, mask: Mask | null): unknown {
  if (mask === null || value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((each) => keep(each, mask))
  if (mask.has('*')) return value
  const kept: Record<string, unknown> = {}
  for (const [name, below] of mask)
    if (name in value) kept[name] = keep((value as Record<string, unknown>)[name], below)
  return kept
}
