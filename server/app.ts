/** The HTTP side: routes over one database, and the one place where errors become answers. */
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { HTTPException } from 'hono/http-exception'
import { Counter, Histogram, Registry } from 'prom-client'
import { sql } from 'kysely'
import type { Problem } from '#shared/api.ts'
import { companyRoutes } from './crm/companies/routes.ts'
import { contactRoutes } from './crm/contacts/routes.ts'
import { customerRoutes } from './crm/customers/routes.ts'
import { decisionRoutes } from './crm/decisions/routes.ts'
import { conversationRoutes } from './crm/conversations/routes.ts'
import { followupRoutes } from './crm/followups/routes.ts'
import { opportunityRoutes } from './crm/opportunities/routes.ts'
import { handRoutes } from './crm/interactions/hand-routes.ts'
import { documentRoutes } from './crm/documents/routes.ts'
import { interactionRoutes } from './crm/interactions/routes.ts'
import { meetingListRoutes } from './crm/interactions/meeting-routes.ts'
import { meetingRoutes } from './crm/meetings/routes.ts'
import { appointmentRoutes } from './crm/record/appointment-routes.ts'
import { composeRoutes } from './crm/record/compose-routes.ts'
import { draftRoutes } from './crm/record/draft-routes.ts'
import { recordPageRoutes } from './crm/record/page-routes.ts'
import { recordRoutes } from './crm/record/routes.ts'
import { searchRoutes } from './crm/search/routes.ts'
import { viewRoutes } from './crm/views/routes.ts'
import { dataRoutes } from './data/routes.ts'
import { ProblemError } from './errors.ts'
import type { Deps, Env } from './http.ts'
import { changeRoutes } from './crm/changes/routes.ts'
import { mergeRoutes } from './crm/merges/routes.ts'
import { noticeRoutes } from './crm/notices/routes.ts'
import { pickRoutes } from './crm/picks/routes.ts'
import { accountRoutes } from './sync/account-routes.ts'
import { peopleFormRoutes } from './sync/people-forms.ts'
import { suggestionRoutes } from './sync/suggestion-routes.ts'
import { peopleRoutes } from './sync/people-routes.ts'
import { mailboxRoutes } from './sync/routes.ts'
import { settingsRoutes } from './sync/settings-routes.ts'
import { setupRoutes } from './sync/setup/routes.ts'
import { triageRoutes } from './sync/triage-routes.ts'
import { userRoutes } from './sync/user-routes.ts'
import { connectGoogleRoutes } from './web/connect/google.ts'
import { gmailRoutes } from './web/gmail/routes.ts'
import { liveRoutes, tellOfWrites } from './web/live.ts'
import { meRoutes } from './web/me.ts'
import { pageRoutes } from './web/pages.ts'
import { playgroundRoutes } from './web/playground/routes.ts'
import { requireIdentity } from './web/session.ts'
import { tourRoutes } from './web/tours.ts'
import { googleWebhooks } from './web/webhooks/google.ts'

/** Outlook shows the pane in a frame of one of these. */
const OUTLOOK = [
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook.live.com',
  'https://outlook.cloud.microsoft',
]

export function createApp(deps: Deps): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>()
  const metrics = createMetrics()
  app.onError((error, c) => answerError(deps, error, c))
  app.notFound((c) => problem(c, { status: 404, code: 'not-found', title: 'Not found' }))
  app.use(metrics.measure)
  app.use(
    secureHeaders({
      xFrameOptions: false,
      referrerPolicy: 'same-origin',
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", 'https://appsforoffice.microsoft.com'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameAncestors: ["'self'", ...OUTLOOK],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
      },
    }),
  )
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    await sql`SELECT 1`.execute(deps.database.db)
    return c.json({ ok: true })
  })
  app.get('/metrics', async (c) =>
    c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  )
  app.doc31('/api/openapi.json', { openapi: '3.1.0', info: { title: 'Ficha', version: '1' } })
  const [small, large] = [limitBody(1), limitBody(21)]
  // A file of 20 MB, and what its envelope adds. Looking for the body of a GET, which nobody reads, costs it a twentieth.
  app.use('/api/*', (c, next) =>
    c.req.method === 'GET' ? next() : c.req.path === '/api/data/uploads' ? large(c, next) : small(c, next),
  )
  app.use('/api/*', requireIdentity(deps))
  app.use('/api/*', tellOfWrites(deps))
  for (const routes of [
    recordRoutes,
    recordPageRoutes,
    composeRoutes,
    draftRoutes,
    appointmentRoutes,
    interactionRoutes,
    meetingListRoutes,
    meetingRoutes,
    handRoutes,
    followupRoutes,
    conversationRoutes,
    opportunityRoutes,
    decisionRoutes,
    contactRoutes,
    companyRoutes,
    peopleRoutes,
    suggestionRoutes,
    peopleFormRoutes,
    pickRoutes,
    noticeRoutes,
    mergeRoutes,
    changeRoutes,
    customerRoutes,
    searchRoutes,
    documentRoutes,
    viewRoutes,
    dataRoutes,
    mailboxRoutes,
    accountRoutes,
    setupRoutes,
    settingsRoutes,
    triageRoutes,
    userRoutes,
    meRoutes,
    tourRoutes,
    liveRoutes,
  ])
    app.route('/', routes(deps))
  app.route(
    '/',
    playgroundRoutes(deps, (request, inside) => app.fetch(request, inside)),
  )
  app.route(
    '/',
    gmailRoutes(deps, (path, init, env) => app.request(path, init, env)),
  )
  app.route('/', googleWebhooks(deps))
  app.route('/', connectGoogleRoutes(deps))
  app.route('/', pageRoutes(deps))
  return app
}

const limitBody = (megabytes: number) =>
  bodyLimit({
    maxSize: megabytes * 1024 * 1024,
    onError: () => {
      throw new ProblemError(413, 'too-large', `The request is larger than ${megabytes} MB.`)
    },
  })

function answerError(deps: Deps, error: Error, c: Context): Response {
  if (error instanceof ProblemError)
    return problem(c, { status: error.status, code: error.code, title: titleOf(error.status), detail: error.message })
  if (error instanceof HTTPException)
    return problem(c, { status: error.status, code: 'http', title: titleOf(error.status), detail: error.message })
  // Database errors carry values in their message: name and code only (truth 11).
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  deps.log.error(
    { route: c.req.routePath, err: error.name, code, stack: error.stack?.split('\n').slice(1, 6).join(' | ') },
    'a request failed',
  )
  return problem(c, {
    status: 500,
    code: 'internal',
    title: 'Something went wrong on our side',
    detail: 'It has been logged. Try again.',
  })
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  422: 'Not valid',
  429: 'Too many requests',
  503: 'Not able to serve',
}
const titleOf = (status: number) => TITLES[status] ?? 'Error'

function problem(
  c: Context,
  { status, code, title, detail }: Pick<Problem, 'status' | 'code' | 'title' | 'detail'>,
): Response {
  const answer: Problem = { type: 'about:blank', title, status, code, ...(detail === undefined ? {} : { detail }) }
  return c.body(JSON.stringify(answer), status as 400, { 'content-type': 'application/problem+json' })
}

function createMetrics() {
  const registry = new Registry()
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({
    name: 'ficha_http_requests_total',
    help: 'HTTP requests',
    labelNames,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'ficha_http_request_seconds',
    help: 'Seconds an HTTP request took',
    labelNames,
    registers: [registry],
  })
  const measure = async (c: Context, next: () => Promise<void>) => {
    const begun = performance.now()
    await next()
    const labels = { method: c.req.method, route: c.req.routePath, status: String(c.res.status) }
    requests.inc(labels)
    seconds.observe(labels, (performance.now() - begun) / 1000)
  }
  return { registry, measure }
}
