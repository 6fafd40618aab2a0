/** The pages: the task pane, the playground, signing in, and the built files they load. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { findViewerByToken } from '../access/identity.ts'
import type { Deps, Env } from '../http.ts'
import { signInPage } from './signin-page.ts'
import { findViewer, startSession } from './session.ts'

const DIST = join(import.meta.dirname, '../../dist')
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}
// Microsoft asks that Office.js comes from its own address; the playground brings a stand-in for the host.
const OFFICE_JS = '<script src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"></script>'
const STAND_IN = '<script src="/outlook/office-stand-in.js"></script>'

/** The record pages: one application, which reads the rest of the address. */
const PAGES = [
  '/customers',
  '/contacts/:id{[0-9]+}',
  '/companies/:id{[0-9]+}',
  '/opportunities/:id{[0-9]+}',
  '/opportunities',
  '/followups',
  '/queue',
  '/documents',
  '/triage',
  '/search',
  '/settings',
  '/settings/:section{me|users|mailboxes|google|exclusions|interests|stages|data}',
]

export function pageRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/', async (c) => c.html(await readBuilt('playground/index.html')))
  for (const path of PAGES) {
    app.get(path, async (c) => {
      const { pathname, search } = new URL(c.req.url)
      if (!(await findViewer(deps, c))) return c.redirect(`/signin?to=${encodeURIComponent(pathname + search)}`, 303)
      return c.html(await readBuilt('pages/index.html'))
    })
  }
  app.get('/outlook/taskpane.html', async (c) => {
    const script = c.req.query('host') === 'playground' ? STAND_IN : OFFICE_JS
    return c.html((await readBuilt('outlook/taskpane.html')).replace('<!--office-js-->', script))
  })
  app.get('/outlook/*', (c) => serveBuilt(c))
  app.get('/playground/*', (c) => serveBuilt(c))
  app.get('/pages/*', (c) => serveBuilt(c))
  app.get('/signin', (c) =>
    c.html(signInPage({ locale: localeOfBrowser(c), failed: false, to: wayBack(c.req.query('to')) })),
  )
  app.post('/signin', async (c) => {
    const form = await c.req.parseBody()
    const token = typeof form['token'] === 'string' ? form['token'].trim() : ''
    const to = wayBack(form['to'])
    const viewer = await findViewerByToken(deps.database, token, deps.now())
    if (!viewer) return c.html(signInPage({ locale: localeOfBrowser(c), failed: true, to }), 401)
    await startSession(deps, c, viewer.userId)
    return c.redirect(to, 303)
  })
  return app
}

/** A path of ours and nothing else: an address of elsewhere would make this page a trap. */
export function wayBack(asked: unknown): string {
  if (typeof asked !== 'string' || !asked.startsWith('/')) return '/'
  const url = new URL(asked, 'http://here.invalid')
  return url.origin === 'http://here.invalid' ? url.pathname + url.search : '/'
}

export const localeOfBrowser = (c: Context) => (/^es\b/i.test(c.req.header('accept-language') ?? '') ? 'es' : 'en')

const readBuilt = (path: string) => readFile(join(DIST, path), 'utf8')

async function serveBuilt(c: Context): Promise<Response> {
  const path = normalize(join(DIST, decodeURIComponent(new URL(c.req.url).pathname)))
  const type = TYPES[extname(path)]
  if (!path.startsWith(DIST + sep) || !type) return c.notFound()
  const content = await readFile(path).catch(() => null)
  if (content === null) return c.notFound()
  // What the build names by its content never changes; the rest is asked for again.
  const cache = path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache'
  return c.body(new Uint8Array(content), 200, { 'content-type': type, 'cache-control': cache })
}
