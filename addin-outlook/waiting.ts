/** Trying again what could not be reached: by itself, ever more rarely, and at once when there is reason to hope. */
import { type FailureKind, failureKind } from './api.ts'

const wakers = new EventTarget()

/** Ends every pause now: the reader came back, pressed "try again", or another request got through. */
export const wake = (): void => void wakers.dispatchEvent(new Event('wake'))

/** 1, 2, 4, 5 s, a little apart from one pane to the next, so that a restarted server is not met by all at once. */
const delayOf = (attempt: number): number => Math.min(5000, 1000 * 2 ** attempt) * (0.8 + Math.random() * 0.4)

/** Resolves after the delay, when woken, when the machine is online again, or when aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController()
    const end = () => {
      clearTimeout(timer)
      done.abort()
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    const once = { once: true, signal: done.signal }
    wakers.addEventListener('wake', end, once)
    globalThis.addEventListener?.('online', end, once)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, once)
  })
}

type Trying<T> = {
  run: () => Promise<T>
  signal: AbortSignal
  failed: (kind: FailureKind) => void
  delay?: (attempt: number) => number
}

/**
 * The answer; undefined when aborted or when it failed in a way that trying again does not mend. An answer that comes
 * after the abort is dropped, also where the request itself could not be stopped: no stale record is ever shown.
 */
export async function keepTrying<T>({ run, signal, failed, delay = delayOf }: Trying<T>): Promise<T | undefined> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const answer = await run()
      return signal.aborted ? undefined : answer
    } catch (error) {
      if (signal.aborted) return undefined
      const kind = failureKind(error)
      failed(kind)
      if (kind !== 'unreachable') return undefined
      await pause(delay(attempt), signal)
    }
  }
  return undefined
}
