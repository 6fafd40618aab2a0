/**
 * GET /api/live: that something changed, for whoever is looking. Server-sent events without content, so there is nothing
 * to decide over who may see what: the listener asks again for what it shows, and gets what is theirs to see.
 */
import { createRoute, z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { tellChanged } from '../db/news.ts'
import type { Watch } from '../db/news.ts'
import { createRouter, problems } from '../http.ts'
import type { Deps, Env } from '../http.ts'

/** An import commits many pages a second; nobody needs to hear of each. */
const SPACING_MS = 250
/** Proxies close what is silent for a minute. */
const HEARTBEAT_MS = 20_000
/** Then the listener comes again, and whether they are still signed in is looked at again. */
const LONGEST_MS = 600_000

const liveRoute = createRoute({
  method: 'get',
  path: '/api/live',
  summary: 'Says that something changed, as server-sent events without content; ask again for what you show',
  responses: {
    200: { description: 'A stream of `changed` events', content: { 'text/event-stream': { schema: z.string() } } },
    ...problems,
  },
})

export function liveRoutes(deps: Deps) {
  return createRouter().openapi(liveRoute, (c) =>
    c.body(streamNews(deps.database.watch), 200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // Else nginx holds the events back until its buffer is full.
      'x-accel-buffering': 'no',
    }),
  )
}

/** What the river writes it tells itself; everything else that a request wrote is told here, once it is answered. */
export const tellOfWrites = (deps: Deps) =>
  createMiddleware<Env>(async (c, next) => {
    await next()
    const wrote = !['GET', 'HEAD'].includes(c.req.method) && c.res.ok && !c.req.path.endsWith('/check')
    // It is done, and says so, whether or not those who look can be told.
    if (wrote) await tellChanged(deps.database.db).catch(() => deps.log.warn({}, 'nobody could be told of a change'))
  })

function streamNews(watch: Watch): ReadableStream<Uint8Array> {
  let stop = () => {}
  return new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder()
      const say = (text: string) => controller.enqueue(encoder.encode(text))
      const spaced = space(() => say('event: changed\ndata: {}\n\n'))
      const heartbeat = setInterval(() => say(':\n\n'), HEARTBEAT_MS)
      const longest = setTimeout(() => end(), LONGEST_MS)
      for (const timer of [heartbeat, longest]) timer.unref()
      const unwatch = watch((news) => (news === 'closed' ? end() : spaced.tell()))
      stop = () => {
        unwatch()
        spaced.stop()
        clearInterval(heartbeat)
        clearTimeout(longest)
      }
      function end(): void {
        stop()
        controller.close()
      }
      // The answer's head leaves with its first bytes.
      say(':\n\n')
    },
    cancel: () => stop(),
  })
}

/** The first at once, those that follow soon together at the end of the pause. */
function space(act: () => void): { tell(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let again = false
  const pause = () => {
    timer = setTimeout(() => {
      timer = undefined
      if (!again) return
      again = false
      act()
      pause()
    }, SPACING_MS)
  }
  return {
    tell() {
      if (timer !== undefined) {
        again = true
        return
      }
      act()
      pause()
    },
    stop: () => clearTimeout(timer),
  }
}
