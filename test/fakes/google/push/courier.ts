/** Carries pushes to their addresses: some get lost, come twice or in another order, as a test wants it. */
import type { Push } from '../handle.ts'

export type Delivery = {
  to: string
  body: string
  /** Made for each attempt: tokens are young. */
  headers: () => Record<string, string>
  retryOn: (status: number) => boolean
}

const ATTEMPTS = 5
const FIRST_PAUSE_MS = 50
const PATIENCE_MS = 10_000

export type Courier = ReturnType<typeof createCourier>

type Settings = Omit<Push, 'sent' | 'flush' | 'counts'>

export function createCourier(settings: Settings) {
  const sent: ReturnType<Push['sent']> = []
  const underWay = new Set<Promise<void>>()
  const stop = new AbortController()
  let held: Delivery[] = []
  let lost = 0
  const counts = { asked: 0, dropped: 0, doubled: 0, shuffled: 0 }

  async function attempt(delivery: Delivery): Promise<number> {
    const to = push.target === null ? delivery.to : onto(push.target, delivery.to)
    const headers = delivery.headers()
    const record = { to: delivery.to, body: delivery.body, headers, status: 0 }
    sent.push(record)
    try {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(PATIENCE_MS)])
      const response = await fetch(to, { method: 'POST', headers, body: delivery.body, redirect: 'manual', signal })
      await response.arrayBuffer()
      record.status = response.status
    } catch {
      // Nobody there, or too slow: tried again, as an answer of 503 is.
    }
    return record.status
  }

  async function deliver(delivery: Delivery): Promise<void> {
    for (let tries = 0; tries < ATTEMPTS && !stop.signal.aborted; tries += 1) {
      if (tries > 0) await pause(FIRST_PAUSE_MS * 2 ** (tries - 1), stop.signal)
      const status = await attempt(delivery)
      if (status !== 0 && !delivery.retryOn(status)) return
    }
  }

  function start(delivery: Delivery): Promise<void> {
    const done = deliver(delivery).finally(() => underWay.delete(done))
    underWay.add(done)
    return done
  }

  function send(delivery: Delivery): void {
    const { mode } = push
    counts.asked += 1
    if (mode === 'off') {
      counts.dropped += 1
      return
    }
    if (mode === 'shuffle') {
      counts.shuffled += 1
      held.push(delivery)
      return
    }
    if (typeof mode === 'object') {
      lost += mode.drop
      if (lost >= 1) {
        lost -= 1
        counts.dropped += 1
        return
      }
    }
    void start(delivery)
    if (mode !== 'double') return
    counts.doubled += 1
    void start(delivery)
  }

  async function flush(): Promise<void> {
    const waiting = shuffled(held)
    held = []
    for (const delivery of waiting) await start(delivery)
    while (underWay.size > 0) await Promise.all(underWay)
  }

  const push: Push = { ...settings, sent: () => [...sent], counts: () => ({ ...counts }), flush }
  return { push, send, close: () => stop.abort() }
}

/** The later half backwards, each between two of the earlier: always another order, and always the same. */
function shuffled(list: Delivery[]): Delivery[] {
  const half = Math.floor(list.length / 2)
  const late = list.slice(half).toReversed()
  return late.flatMap((each, index) => (index < half ? [each, list[index]!] : [each]))
}

function onto(origin: string, address: string): string {
  const { pathname, search } = new URL(address)
  return new URL(`${pathname}${search}`, origin).toString()
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    timer.unref()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
