/** Google's clients, pointed at the fake. */
import { calendar } from '@googleapis/calendar'
import { gmail } from '@googleapis/gmail'
import { OAuth2Client } from 'google-auth-library'
import { onTestFinished } from 'vitest'
import { type GoogleFake, type GoogleOptions, startGoogle } from './google/fake.ts'

const AUTH = 'https://www.googleapis.com/auth'
export const MAIL_READ = `${AUTH}/gmail.readonly`
export const MAIL_METADATA = `${AUTH}/gmail.metadata`
export const CALENDAR_READ = `${AUTH}/calendar.readonly`

export async function google(options: GoogleOptions = {}): Promise<GoogleFake> {
  const fake = await startGoogle(options)
  onTestFinished(fake.close)
  return fake
}

function authOf(token: string): OAuth2Client {
  const auth = new OAuth2Client()
  auth.setCredentials({ access_token: token })
  return auth
}

export const mailOf = (fake: { url: string }, token: string) =>
  gmail({ version: 'v1', rootUrl: `${fake.url}/`, auth: authOf(token) })

export const calendarOf = (fake: { url: string }, token: string) =>
  calendar({ version: 'v3', rootUrl: `${fake.url}/`, auth: authOf(token) })

type Failure = {
  status?: number
  message: string
  response?: { data?: { error?: { message?: string; errors?: { reason?: string }[] } }; headers?: Headers }
}

/** How a call was refused, as the client library tells it. */
export async function refused(call: Promise<unknown>) {
  const failure = (await call.then(
    () => {
      throw new Error('it was answered')
    },
    (error: unknown) => error,
  )) as Failure
  return {
    status: failure.status,
    reason: failure.response?.data?.error?.errors?.[0]?.reason,
    message: failure.response?.data?.error?.message ?? failure.message,
    retryAfter: failure.response?.headers?.get('retry-after') ?? undefined,
  }
}

export const NOON = Date.UTC(2026, 10, 20, 12)

type Words = { id?: string; subject?: string; date?: number; references?: string; body?: string }

export function letter({
  id = 'a@acme.test',
  subject = 'Hello',
  date = NOON,
  references,
  body = 'Good morning',
}: Words = {}) {
  return [
    'From: Ana Ruiz <ana@acme.test>',
    'To: leo@customer.example',
    `Subject: ${subject}`,
    `Date: ${new Date(date).toUTCString()}`,
    `Message-ID: <${id}>`,
    ...(references === undefined ? [] : [`References: <${references}>`]),
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
  ].join('\r\n')
}

export async function mailbox(scopes = [MAIL_READ]) {
  const fake = await google({ quota: 'unlimited' })
  const ana = fake.account('ana@acme.test')
  return { fake, ana, client: mailOf(fake, ana.accessToken(scopes)).users }
}

export const me = { userId: 'me' }
