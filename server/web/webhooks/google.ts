/**
 * Google tells of news. What it tells is never believed, only taken as a reason to look: the stored cursor says from where.
 * https://developers.google.com/workspace/gmail/api/guides/push, https://developers.google.com/workspace/calendar/api/guides/push
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { normaliseAddress } from '#shared/email-address.ts'
import { discoverIssuer, verifyGoogleToken } from '../../access/google-tokens.ts'
import { ProblemError } from '../../errors.ts'
import type { Deps } from '../../http.ts'
import { heardOfChannel, heardOfMail } from '../../sync/watches.ts'

const MAIL = '/webhooks/google/mail'
const CALENDAR = '/webhooks/google/calendar'

const Push = z.object({ message: z.object({ data: z.string().max(4096) }) })
/** `historyId` comes as a number or as a text, and is not needed. */
const News = z.object({ emailAddress: z.string().max(320) })

export function googleWebhooks(deps: Deps): Hono {
  const { connections } = deps
  const routes = new Hono()
  if (!connections) return routes
  const issuer = discoverIssuer(connections.google.oauthUrl, deps.now)
  routes.use('/webhooks/google/*', bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }))
  routes.post(MAIL, async (c) => {
    const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (token === undefined) throw new ProblemError(401, 'token', 'Pub/Sub signs its pushes: switch authentication on.')
    await verifyGoogleToken(token, { by: issuer, audience: [`${connections.publicUrl}${MAIL}`], now: deps.now() })
    const address = addressIn(await c.req.json().catch(() => null))
    if (address === null) throw new ProblemError(400, 'push', 'This is no push of Gmail.')
    // Of a mailbox that is not connected (any more) there is nothing to do, and Pub/Sub must not try again.
    if (await heardOfMail(deps, address)) deps.wake()
    return c.body(null, 204)
  })
  routes.post(CALENDAR, async (c) => {
    const channel = c.req.header('x-goog-channel-id')
    const token = c.req.header('x-goog-channel-token')
    if (channel === undefined || token === undefined)
      throw new ProblemError(400, 'push', 'This is no push of a calendar.')
    // The first call of a channel says only that it is there.
    const known = await heardOfChannel(deps, { channel, token })
    if (!known) throw new ProblemError(404, 'not-found', 'Nobody listens to this channel.')
    deps.wake()
    return c.body(null, 204)
  })
  return routes
}

function tooLarge(): never {
  throw new ProblemError(413, 'too-large', 'A push is small.')
}

function addressIn(body: unknown): string | null {
  const push = Push.safeParse(body)
  if (!push.success) return null
  try {
    const news = News.parse(JSON.parse(Buffer.from(push.data.message.data, 'base64').toString('utf8')))
    return normaliseAddress(news.emailAddress)
  } catch {
    return null
  }
}
