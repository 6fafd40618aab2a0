/**
 * The playground as Gmail and Google Calendar: it makes Google's request and calls the add-on's own endpoints with it,
 * inside this process. What answers is what answers Google, its verification included; nothing leaves the machine.
 */
import { z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Context } from 'hono'
import type { GmailAnswer, GmailAsk } from '#shared/playground-gmail.ts'
import { ProblemError } from '../../errors.ts'
import type { Deps, Env } from '../../http.ts'
import { asStandIn } from '../inside.ts'
import { requireIdentity } from '../session.ts'
import { isZone } from './calendar-wall.ts'
import { TRIGGERS, eventOf } from './gmail-event.ts'
import { createPlaygroundIssuer } from './gmail-issuer.ts'
import { findOwnMailbox } from './own-mailbox.ts'

const Address = z.string().max(400)
const Person = z.object({ name: z.string().max(400).nullable(), address: Address })
const Attendee = Person.extend({ answer: z.string().max(20), optional: z.boolean() })
const Milliseconds = z.object({ msSinceEpoch: z.string().regex(/^-?\d{1,16}$/) })
const FormInput = z.union([
  z.object({ stringInputs: z.object({ value: z.array(z.string().max(200_000)).max(100) }) }),
  z.object({ dateInput: Milliseconds }),
  z.object({ dateTimeInput: Milliseconds.extend({ hasDate: z.boolean(), hasTime: z.boolean() }) }),
  z.object({ timeInput: z.object({ hours: z.int().min(0).max(23), minutes: z.int().min(0).max(59) }) }),
])
const Open = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing'), app: z.enum(['GMAIL', 'CALENDAR']) }),
  z.object({ kind: z.literal('message'), id: z.string().max(2000) }),
  z.object({
    kind: z.literal('compose'),
    to: z.array(Address).max(500),
    cc: z.array(Address).max(500),
    bcc: z.array(Address).max(500),
  }),
  z.object({
    kind: z.literal('event'),
    uid: z.string().max(2000).nullable(),
    originalStart: z.string().max(40).nullable(),
    organizer: Person.nullable(),
    attendees: z.array(Attendee).max(500),
  }),
])
const Ask = z.object({
  mailbox: z.string().max(400),
  open: Open,
  click: z
    .object({
      url: z.string().max(2000),
      parameters: z.record(z.string(), z.string()),
      formInputs: z.record(z.string(), FormInput),
    })
    .nullable(),
  locale: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
  zone: z.string().refine(isZone, 'is no time zone'),
})

/** The app itself: `inside` goes beside the request, where nothing from outside can stand. */
export type CallInside = (request: Request, inside: object) => Response | Promise<Response>

const LIMIT = 1024 * 1024

export function gmailHostRoutes(deps: Deps, call: CallInside): Hono<Env> {
  const app = new Hono<Env>()
  const google = createPlaygroundIssuer(deps.now)
  const limit = bodyLimit({ maxSize: LIMIT })
  app.post('/playground/api/gmail', requireIdentity(deps), limit, async (c) => {
    const viewer = c.get('viewer')
    const asked = readAsk(await c.req.json<unknown>().catch(() => null))
    const mailboxId = await findOwnMailbox(deps, viewer, asked.mailbox)
    const url = addressOf(deps, c, asked)
    const tokens = { system: await google.systemToken(url), user: await google.userToken(viewer) }
    const event = await eventOf(deps, { asked, mailboxId, tokens })
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens.system}` }
    const request = new Request(url, { method: 'POST', headers, body: JSON.stringify(event) })
    return c.json(await answerOf(await call(request, asStandIn(google))))
  })
  return app
}

function readAsk(value: unknown): GmailAsk {
  const parsed = Ask.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ProblemError(422, 'invalid', `${issue?.path.join('.') || 'The request'}: ${issue?.message}`)
}

/** What a card names may be anything: only the add-on's own addresses are called. @throws ProblemError 422 */
function addressOf(deps: Deps, c: Context, { open, click }: GmailAsk): string {
  const root = new URL(deps.connections?.publicUrl ?? c.req.url).origin
  if (!click) return `${root}${TRIGGERS[open.kind]}`
  const url = URL.canParse(click.url) ? new URL(click.url).href : ''
  if (!url.startsWith(`${root}/gmail/`)) throw new ProblemError(422, 'foreign', 'This is no address of the add-on.')
  return url
}

/** Google shows nothing of an answer that is none: neither is it shown here. */
async function answerOf(response: Response): Promise<GmailAnswer> {
  if (!response.ok) return { failed: response.status }
  return response.json().then(
    (answer: unknown) => ({ answer }),
    () => ({ failed: 0 }),
  )
}
