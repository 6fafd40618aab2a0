/** The contract with canned answers over the built pane and page, for looking at them and for the browser tests. */
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { PlaygroundState } from '#shared/playground.ts'
import { appointmentOf } from './canned-appointment.ts'
import { checkOf, formOf, problemOf } from './canned-forms.ts'
import { messageById, messagePage, playgroundState } from './canned-mail.ts'
import { composingOf } from './canned-compose.ts'
import { recordOf } from './canned-records.ts'
import { interaction, timelinePage } from './canned-timeline.ts'
import { sayIn } from './canned-words.ts'

const dist = join(import.meta.dirname, '../../dist')

/** As strict as production may be: the pane works without inline scripts and styles; a mail's own styles need the page's. */
const PANE_POLICY = "default-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'none'"
const PAGE_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'"

export type FakeServer = Awaited<ReturnType<typeof startFakeServer>>

/** What tests turn: answers by path prefix, answers held back until released, and what was asked. */
function createControls() {
  const gates = new Map<string, Promise<void>>()
  return {
    /** Status for every /api request whose address or path contains the key; delete to recover. */
    broken: new Map<string, number>(),
    gates,
    asked: [] as { method: string; href: string; body: unknown }[],
    level: 'everything',
    excluded: false,
    done: false,
    notes: { objective: null, notes: null } as Record<string, string | null>,
    signedIn: true,
    /** Whether the guides are new to whoever comes. */
    newcomer: false,
    playground: undefined as PlaygroundState | undefined,
    ...createNews(),
    /** Answers whose address contains the text wait until the returned function is called. */
    hold(text: string): () => void {
      let release = () => {}
      gates.set(text, new Promise((resolve) => (release = resolve)))
      return () => {
        gates.delete(text)
        release()
      }
    },
  }
}

/** The stream of /api/live: `changed` says that something has. */
function createNews() {
  const open = new Set<ReadableStreamDefaultController<Uint8Array>>()
  const say = (controller: ReadableStreamDefaultController<Uint8Array>, text: string) =>
    controller.enqueue(new TextEncoder().encode(text))
  return {
    listening: () => open.size,
    changed: () => {
      for (const controller of open) say(controller, 'event: changed\ndata: {}\n\n')
    },
    /** As a proxy or a restart does. */
    cut: () => {
      for (const controller of open) controller.close()
      open.clear()
    },
    live(): Response {
      let mine: ReadableStreamDefaultController<Uint8Array>
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          mine = controller
          open.add(controller)
          say(controller, ':\n\n')
        },
        cancel: () => void open.delete(mine),
      })
      return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
    },
  }
}

type Controls = ReturnType<typeof createControls>

export async function startFakeServer({ port = 0 } = {}) {
  const controls = createControls()
  const app = new Hono()
  app.get('/api/live', () => controls.live())
  app.use('/api/*', async (context, next) => {
    const href = decodeURIComponent(context.req.url.slice(context.req.url.indexOf('/api')))
    const body = ['GET', 'DELETE'].includes(context.req.method) ? null : await context.req.json().catch(() => null)
    controls.asked.push({ method: context.req.method, href, body })
    for (const [text, gate] of controls.gates) if (href.includes(text)) await gate
    for (const [text, status] of controls.broken) if (href.includes(text)) return new Response(null, { status })
    if (!controls.signedIn) return new Response(null, { status: 401 })
    return next()
  })
  addApi(app, controls)
  addForms(app, controls)
  addPlayground(app, controls)
  await addPages(app)
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  return Object.assign(controls, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  })
}

function addApi(app: Hono, controls: Controls): void {
  app.get('/api/me/tours', (context) =>
    context.json({ seen: controls.newcomer ? [] : ['pane', 'playground', 'pages'] }),
  )
  app.post('/api/me/tours', (context) => {
    controls.newcomer = false
    return context.body(null, 204)
  })
  app.get('/api/me', (context) => context.json(playgroundState('juan').me))
  app.get('/api/sidebar', (context) => {
    const { address = '', name = null, locale = 'en', withMore = '0' } = context.req.query()
    const failure = /^error-(\d+)@/.exec(address)?.[1]
    if (failure) return new Response(null, { status: Number(failure) })
    const others = context.req.queries('with') ?? []
    const { level, excluded, done } = controls
    const asked = { address, name, others, more: Number(withMore), level, excluded, done }
    return context.json(recordOf(sayIn(locale), asked))
  })
  app.get('/api/appointment', (context) => {
    const { locale = 'en', subject = null, making = 'false', organizer = '' } = context.req.query()
    const addresses = [organizer, ...(context.req.queries('address') ?? [])].filter(Boolean)
    const asked = { subject, making: making === 'true', addresses, notes: controls.notes }
    return context.json(appointmentOf(sayIn(locale), asked))
  })
  app.put('/api/meetings/:id/notes', async (context) => {
    controls.notes = await context.req.json<Record<string, string | null>>()
    return context.json(controls.notes)
  })
  app.get('/api/compose', (context) => {
    const { addresses = '', locale = 'en' } = context.req.query()
    return context.json(composingOf(sayIn(locale), addresses.split(',')))
  })
  app.get('/api/timeline', (context) => {
    const { view = 'company', q = '', kind = '', cursor = '0' } = context.req.query()
    const { pathname, search } = new URL(context.req.url)
    const href = pathname + search
    return context.json(timelinePage(sayIn('en'), { view, q, kind, cursor: Number(cursor), href }))
  })
  app.get('/api/interactions/:id', (context) => context.json(interaction(context.req.param('id'))))
  app.get('/api/documents/:id', (context) => context.body('%PDF-1.4', 200, { 'content-type': 'application/pdf' }))
  app.put('/api/fake/level', async (context) => {
    controls.level = (await context.req.json<{ level: string }>()).level
    return context.body(null, 204)
  })
  app.post('/api/fake/excluded', (context) => {
    controls.excluded = true
    return context.body(null, 204)
  })
  app.delete('/api/fake/excluded', (context) => {
    controls.excluded = false
    return context.body(null, 204)
  })
}

function addForms(app: Hono, controls: Controls): void {
  app.get('/api/forms/:name', (context) => {
    const form = formOf(context.req.param('name'), sayIn(context.req.query('locale') ?? 'en'))
    return form ? context.json(form) : context.json({ code: 'not-found' }, 404)
  })
  app.post('/api/forms/:name/check', async (context) =>
    context.json(checkOf(sayIn(context.req.query('locale') ?? 'en'), await context.req.json())),
  )
  app.post('/api/fake/forms/:name', async (context) => {
    const detail = problemOf(sayIn(context.req.query('locale') ?? 'en'), await context.req.json())
    if (detail === null) return context.json({ id: '7' }, 201)
    const problem = { type: 'about:blank', title: 'Invalid', status: 422, code: 'invalid', detail }
    return context.body(JSON.stringify(problem), 422, { 'content-type': 'application/problem+json' })
  })
  app.patch('/api/fake/followup', async (context) => {
    controls.done = (await context.req.json<{ state: string }>()).state === 'done'
    return context.body(null, 204)
  })
}

function addPlayground(app: Hono, controls: Controls): void {
  let user = 'juan'
  app.get('/playground/api/state', (context) => context.json(controls.playground ?? playgroundState(user)))
  app.post('/playground/api/user', async (context) => {
    user = (await context.req.json<{ id: string }>()).id
    return context.body(null, 204)
  })
  app.get('/playground/api/messages', (context) => {
    const { mailbox, cursor = '0' } = context.req.query()
    if (mailbox?.startsWith('info')) return context.json({ items: [], nextCursor: null })
    return context.json(messagePage(Number(cursor)))
  })
  app.get('/playground/api/messages/:id', (context) => {
    const message = messageById(context.req.param('id'))
    return message ? context.json(message) : context.json({}, 404)
  })
}

async function addPages(app: Hono): Promise<void> {
  const page = (path: string) => readFile(join(dist, path), 'utf8')
  const pane = (await page('outlook/taskpane.html')).replace(
    '<!--office-js-->',
    '<script src="/outlook/office-stand-in.js"></script>',
  )
  const playground = await page('playground/index.html')
  app.get('/outlook/taskpane.html', (context) => context.html(pane, 200, { 'content-security-policy': PANE_POLICY }))
  app.get('/', (context) => context.html(playground, 200, { 'content-security-policy': PAGE_POLICY }))
  app.get('/signin', (context) => context.html('<title>Sign in</title>'))
  app.use('/outlook/*', serveStatic({ root: dist, rewriteRequestPath: (path) => path }))
  app.use('/playground/*', serveStatic({ root: dist }))
}

if (import.meta.main) {
  const { url } = await startFakeServer({ port: Number(process.env['PORT'] ?? 3999) })
  process.stdout.write(`${url}\n`)
}
