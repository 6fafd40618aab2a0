/** A fake Google in a process of its own, and its handle from here: the same names, each answered later. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { decode, encode, type Order } from './control.ts'
import type { Account, GoogleFake, GoogleOptions } from './handle.ts'

/** Functions answer with promises; everything else is read and set by path. */
type Later<T> = {
  [Name in keyof T as T[Name] extends string | number | boolean | null ? never : Name]: T[Name] extends (
    ...args: infer Args
  ) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : Later<T[Name]>
}

export type RemoteAccount = Later<Account> & { address: string }

export type RemoteGoogle = Omit<Later<GoogleFake>, 'account' | 'close'> & {
  url: string
  account: (address: string, options?: { name?: string; zone?: string }) => Promise<RemoteAccount>
  /** "push.mode", "consent.mode", "quota.gmailPerUser", "client.id" … */
  read: (path: string) => Promise<unknown>
  set: (path: string, value: unknown) => Promise<void>
  close: () => Promise<void>
}

/** Starts it; `close` ends its process. */
export async function spawnGoogle(options: Omit<GoogleOptions, 'control'> = {}): Promise<RemoteGoogle> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  const close = async () => {
    const gone = once(child, 'exit')
    child.stdin.end()
    await gone
  }
  return connectGoogle(url, close)
}

export function connectGoogle(url: string, close: () => Promise<void> = () => Promise.resolve()): RemoteGoogle {
  const send = async (order: Order): Promise<unknown> => {
    const answer = await fetch(`${url}/control`, { method: 'POST', body: JSON.stringify(encode(order)) })
    const { value, error } = (await answer.json()) as { value?: unknown; error?: string }
    if (error !== undefined) throw new Error(`the fake Google: ${error}`)
    return decode(value)
  }
  const own = {
    url,
    close,
    read: (path: string) => send({ path, read: true }),
    set: async (path: string, value: unknown) => void (await send({ path, value })),
    async account(address: string, options: { name?: string; zone?: string } = {}) {
      await send({ path: 'account', args: [address, options] })
      const account = address.toLowerCase()
      return pathsOf(send, [], { account, fixed: { address: account } })
    },
  }
  return pathsOf(send, [], { fixed: own }) as RemoteGoogle
}

type Send = (order: Order) => Promise<unknown>

function pathsOf(send: Send, path: string[], of: { account?: string; fixed?: Record<string, unknown> }): unknown {
  const call = (...args: unknown[]) =>
    send({ path: path.join('.'), args, ...(of.account === undefined ? {} : { account: of.account }) })
  return new Proxy(call, {
    get(_, name) {
      // Not a promise: it can be awaited as it is.
      if (typeof name === 'symbol' || (name === 'then' && path.length === 0)) return undefined
      if (of.fixed && Object.hasOwn(of.fixed, name)) return of.fixed[name]
      return pathsOf(send, [...path, name], of.account === undefined ? {} : { account: of.account })
    },
  })
}
