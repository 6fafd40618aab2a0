/**
 * Following /api/live in a browser: told when something was committed on the server, while the page is looked at. All
 * pages of one browser share one stream, because over HTTP/1.1 a browser opens only six connections to a server, and a
 * stream keeps its own for as long as it lasts.
 */

const NAME = 'ficha-live'
/** Asking anew soon after something changed; ever less often while changes go on, as they do during an import. */
const SPACING = { first: 700, longest: 5000 }
/** The server is heard of at least each 20 s. */
const SILENCE = 60_000

/** Calls `changed` after changes, and once one looks at the page again. @returns how to stop */
export function followChanges(changed: () => void): () => void {
  const stopped = new AbortController()
  const spaced = space(changed)
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : undefined
  const told = () => document.hidden || spaced.tell()
  const tellAll = () => {
    told()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    channel?.postMessage('changed')
  }
  let looking = new AbortController()
  const look = (back: boolean) => {
    looking.abort()
    if (document.hidden) return
    looking = new AbortController()
    // What happened meanwhile was not heard.
    if (back) spaced.tell()
    void listenAlone(tellAll, AbortSignal.any([looking.signal, stopped.signal]))
  }
  channel?.addEventListener('message', told)
  document.addEventListener('visibilitychange', () => look(true), { signal: stopped.signal })
  look(false)
  return () => {
    stopped.abort()
    looking.abort()
    channel?.close()
    spaced.stop()
  }
}

/** One page of the browser has the stream and tells the others; when it is left, the next one gets it. */
async function listenAlone(tell: () => void, signal: AbortSignal): Promise<void> {
  const run = () => listen(tell, signal)
  try {
    await ('locks' in navigator ? navigator.locks.request(NAME, { signal }, run) : run())
  } catch (error) {
    // Aborted while it waited for its turn.
    if (!signal.aborted) throw error
  }
}

async function listen(tell: () => void, signal: AbortSignal): Promise<void> {
  let attempt = 0
  for (let first = true; !signal.aborted; first = false) {
    try {
      for await (const text of readStream(signal)) {
        // What was said between two streams was not heard.
        if (text.includes('event: changed') || (!first && attempt > 0)) tell()
        attempt = 0
      }
    } catch {
      // Not reached, or cut off: it is tried again, ever more rarely.
    }
    attempt += 1
    await pause(Math.min(5000, 1000 * 2 ** (attempt - 1)) * (0.8 + Math.random() * 0.4), signal)
  }
}

async function* readStream(signal: AbortSignal): AsyncGenerator<string> {
  const silent = new AbortController()
  let timer = setTimeout(() => silent.abort(), SILENCE)
  const either = AbortSignal.any([signal, silent.signal])
  try {
    const response = await fetch('/api/live', { signal: either, headers: { accept: 'text/event-stream' } })
    if (!response.ok || !response.body) return
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    let rest = ''
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer)
      timer = setTimeout(() => silent.abort(), SILENCE)
      const events = (rest + part.value).split('\n\n')
      rest = events.pop() ?? ''
      yield events.join('\n\n')
    }
  } finally {
    clearTimeout(timer)
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function space(act: () => void): { tell: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false
  const run = (spacing: number) => {
    again = false
    act()
    timer = setTimeout(() => {
      timer = undefined
      if (again) run(Math.min(SPACING.longest, spacing * 1.5))
    }, spacing)
  }
  return {
    tell: () => {
      if (timer === undefined) run(SPACING.first)
      else again = true
    },
    stop: () => clearTimeout(timer),
  }
}
