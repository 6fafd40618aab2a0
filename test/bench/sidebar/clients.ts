/** Clients that each ask one question after the other, for so many seconds. */
import type { Ask } from './world.ts'

export type Load = { requests: number; wrong: number; perSecond: number; p50: number; p99: number }

/** Answers whether what came back was right. */
export type Client = (ask: Ask) => Promise<boolean>

/** The first fifth of the time warms up and does not count. */
export async function runClients(asks: readonly Ask[], seconds: number, clients: readonly Client[]): Promise<Load> {
  const begun = performance.now()
  const counted = begun + seconds * 200
  const end = begun + seconds * 1000
  const times: number[] = []
  let next = 0
  let wrong = 0
  await Promise.all(
    clients.map(async (client) => {
      for (let before = performance.now(); before < end;) {
        const right = await client(asks[next++ % asks.length]!)
        const after = performance.now()
        if (!right) wrong++
        if (before >= counted) times.push(after - before)
        before = after
      }
    }),
  )
  const elapsed = (performance.now() - counted) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  return { requests: times.length, wrong, perSecond: times.length / elapsed, p50: at(0.5), p99: at(0.99) }
}
