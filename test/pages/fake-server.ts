/** The contract with canned answers over the built pages, for looking at them and for the browser tests. */
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { recordOf } from '#test/pane/canned-records.ts'
import { interaction, timelinePage } from '#test/pane/canned-timeline.ts'
import { sayIn } from '#test/pane/canned-words.ts'
import * as lists from './canned-lists.ts'
import * as settings from './canned-settings.ts'

const dist = join(import.meta.dirname, '../../dist')

/** As strict as production may be: no inline scripts and styles. */
const POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"

export type FakePages = Awaited<ReturnType<typeof startFakePages>>

type Asked = { method: string; href: string; body: unknown }

export async function startFakePages({ port = 0 } = {}) {
  const controls = {
    /** Status for every /api request whose address contains the key. */
    broken: new Map<string, number>(),
    asked: [] as Asked[],
    empty: false,
    roles: ['rep', 'admin'],
    /** Whether the guides are new to whoever comes. */
    newcomer: false,
  }
  const app = new Hono()
  app.use('/api/*', async (context, next) => {
    const { method, url } = context.req
    const href = decodeURIComponent(url.slice(url.indexOf('/api')))
    const json = context.req.header('content-type')?.includes('json') ?? false
    controls.asked.push({ method, href, body: json ? await context.req.json() : null })
    for (const [text, status] of controls.broken) if (href.includes(text)) return new Response(null, { status })
    if (method !== 'GET' && !/\/api\/(tokens|data\/imports|data\/uploads|triage)(\?|$)/.test(href))
      return new Response(null, { status: 204 })
    return next()
  })
  app.get('/api/me/tours', (context) =>
    context.json({ seen: controls.newcomer ? [] : ['pane', 'playground', 'pages'] }),
  )
  addRecord(app, () => controls.roles)
  addLists(app, () => controls.empty)
  addSettings(app)
  const page = await readFile(join(dist, 'pages/index.html'), 'utf8')
  app.get('/signin', (context) => context.html('<title>Sign in</title>'))
  app.use('/pages/*', serveStatic({ root: dist }))
  app.get('/*', (context) => context.html(page, 200, { 'content-security-policy': POLICY }))
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  return Object.assign(controls, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  })
}

function addRecord(app: Hono, roles: () => string[]): void {
  app.get('/api/me', (context) =>
    context.json({
      id: '1',
      name: 'Juan Pérez',
      email: 'juan@cierzo.example',
      roles: roles(),
      locale: 'es',
      demo: true,
    }),
  )
  app.get('/api/record', (context) => {
    const asked = {
      address: 'eva@talleres-norte.example',
      name: null,
      others: [],
      more: 0,
      level: 'everything',
      excluded: false,
      done: false,
    }
    const { blocks } = recordOf(sayIn(context.req.query('locale') ?? 'en'), asked)
    return context.json({ title: 'Eva Gómez', blocks })
  })
  app.get('/api/sidebar', (context) => context.json({ contact: { id: '20' }, company: null, blocks: [] }))
  app.get('/api/timeline', (context) => {
    const { view = 'company', q = '', kind = '', cursor = '0' } = context.req.query()
    const { pathname, search } = new URL(context.req.url)
    return context.json(timelinePage(sayIn('en'), { view, q, kind, cursor: Number(cursor), href: pathname + search }))
  })
  app.get('/api/interactions/:id', (context) => context.json(interaction(context.req.param('id'))))
}

function addLists(app: Hono, empty: () => boolean): void {
  const whole = <T>(items: T[]) => ({ items: empty() ? [] : items, nextCursor: null })
  app.get('/api/customers', (context) => {
    const { cursor = '0', q = '', sort = 'name', desc = '0', statuses = '' } = context.req.query()
    const found = (empty() ? [] : lists.customers)
      .filter((one) => one.name.toLowerCase().includes(q.toLowerCase()))
      .filter((one) => statuses === '' || statuses.split(',').includes(one.status))
      .toSorted((a, b) => (sort === 'name' ? a.name.localeCompare(b.name) : 0) * (desc === '1' ? -1 : 1))
    const at = Number(cursor)
    return context.json({
      items: found.slice(at, at + 50),
      nextCursor: found.length > at + 50 ? String(at + 50) : null,
    })
  })
  app.get('/api/views', (context) => context.json(whole(lists.views)))
  app.get('/api/search', (context) => context.json(whole(context.req.query('q')?.startsWith('zz') ? [] : lists.hits)))
  app.get('/api/followups', (context) => context.json(whole(lists.followups)))
  app.get('/api/queue', (context) => context.json(whole(lists.queue)))
  app.get('/api/opportunities', (context) => context.json(whole(lists.opportunities)))
  app.get('/api/stages', (context) => context.json(whole(lists.stages)))
  app.get('/api/documents', (context) => context.json(whole(lists.documents)))
  app.get('/api/companies/:id', (context) =>
    context.json({ id: context.req.param('id'), name: 'Talleres Norte', status: 'customer', domains: [] }),
  )
  app.get('/api/triage', (context) =>
    context.json({ ...whole(lists.triage), waiting: empty() ? 0 : lists.triage.length, personal: empty() ? 0 : 2 }),
  )
  app.post('/api/triage', (context) =>
    context.json({ undo: { method: 'POST', href: '/api/triage/undo', body: { id: '1' } } }),
  )
}

function addSettings(app: Hono): void {
  const whole = <T>(items: T[]) => ({ items, nextCursor: null })
  app.get('/api/users', (context) => context.json(whole(settings.users)))
  app.get('/api/mailboxes', (context) => context.json(whole(settings.mailboxes)))
  app.get('/api/pick-options', (context) => context.json(whole(settings.picks)))
  app.get('/api/exclusions', (context) => context.json(whole(settings.exclusions)))
  app.get('/api/exclusions/preview', (context) => {
    const value = context.req.query('value') ?? ''
    const text = 'Would remove 37 messages of 3 people from the record.'
    return context.json({ value, messages: 37, people: 3, text })
  })
  app.get('/api/tokens', (context) => context.json(whole(settings.tokens)))
  app.post('/api/tokens', (context) => context.json({ token: 'ficha_0123456789abcdef' }, 201))
  app.post('/api/data/uploads', (context) => context.json(settings.preview))
  app.get('/api/data/imports', (context) => context.json(whole([settings.imported])))
  app.post('/api/data/imports', async (context) => {
    const { dry } = await context.req.json<{ dry: boolean }>()
    return context.json(dry ? settings.dryRun : settings.imported)
  })
}

if (import.meta.main) {
  const { url } = await startFakePages({ port: Number(process.env['PORT'] ?? 3998) })
  process.stdout.write(`${url}\n`)
}
