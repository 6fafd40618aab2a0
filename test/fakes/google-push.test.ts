/** The fake's pushes: Pub/Sub's of Gmail, signed, and Calendar's channels, which only know a secret. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { CALENDAR_READ, calendarOf, google, letter, mailbox, mailOf, MAIL_READ, me, refused } from './google-support.ts'
import { spawnGoogle } from './google/remote.ts'

const DAY = 86_400_000

type Taken = { path: string; headers: IncomingHttpHeaders; body: string }

/** Answers 204, or what is said first. */
async function receiver(answers: number[] = []) {
  const taken: Taken[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      taken.push({ path: request.url ?? '', headers: request.headers, body })
      response.writeHead(answers.shift() ?? 204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { taken, origin: `http://127.0.0.1:${(server.address() as { port: number }).port}` }
}

function mailPush({ body }: Taken) {
  const { message } = JSON.parse(body) as { message: { data: string } }
  const data = Buffer.from(message.data, 'base64').toString()
  const { emailAddress } = JSON.parse(data) as { emailAddress: string }
  // As text: JSON.parse would round it.
  return { emailAddress, historyId: /"historyId":"?(\d+)/.exec(data)?.[1] }
}

test('a watch pushes what changes, signed, tried again until it is taken', async () => {
  const { fake, ana, client } = await mailbox()
  const { taken, origin } = await receiver([503])
  fake.push.endpoint = 'https://ficha.test/webhooks/google/mail'
  fake.push.target = origin
  const other = { ...me, requestBody: { topicName: 'projects/other/topics/mail' } }
  expect(await refused(client.watch(other))).toMatchObject({ status: 400 })
  const { data } = await client.watch({ ...me, requestBody: { topicName: fake.topic } })
  expect(Number(data.expiration) - fake.clock.now()).toBeGreaterThan(6.9 * DAY)
  fake.clock.freeze()
  const first = ana.mail.insert(letter(), ['INBOX'])
  const historyId = ana.mail.historyId()
  // A second one within the second is dropped.
  ana.mail.label(first, { add: ['STARRED'] })
  await fake.push.flush()
  expect(taken.map(mailPush)).toEqual([
    { emailAddress: 'ana@acme.test', historyId },
    { emailAddress: 'ana@acme.test', historyId },
  ])
  const claims = JSON.parse(
    Buffer.from(taken[0]!.headers.authorization!.split('.')[1]!, 'base64url').toString(),
  ) as object
  expect(claims).toMatchObject({
    iss: fake.url,
    aud: 'https://ficha.test/webhooks/google/mail',
    email: fake.push.serviceAccountEmail,
    email_verified: true,
  })
  // A watch that is over says nothing.
  fake.clock.advance(8 * DAY)
  ana.mail.insert(letter({ id: 'c@acme.test' }), ['INBOX'])
  await fake.push.flush()
  expect(taken.length).toBe(2)
})

test('pushes get lost, come twice or in another order when told so', async () => {
  const { fake, ana, client } = await mailbox()
  const { taken, origin } = await receiver()
  fake.push.endpoint = `${origin}/webhooks/google/mail`
  fake.push.perSecond = false
  await client.watch({ ...me, requestBody: { topicName: fake.topic } })
  const insert = () => {
    ana.mail.insert(letter(), ['INBOX'])
    return ana.mail.historyId()
  }
  fake.push.mode = { drop: 0.5 }
  for (let count = 0; count < 4; count += 1) insert()
  await fake.push.flush()
  expect(taken.splice(0).length).toBe(2)
  fake.push.mode = 'double'
  insert()
  await fake.push.flush()
  expect(taken.splice(0).length).toBe(2)
  fake.push.mode = 'shuffle'
  const ids = [insert(), insert(), insert()]
  await fake.push.flush()
  const order = taken.map((each) => mailPush(each).historyId)
  expect(order).not.toEqual(ids)
  expect(order.toSorted()).toEqual(ids)
})

test('a channel says that it is there, then that something changed, until it is stopped or over', async () => {
  const fake = await google({ quota: 'unlimited' })
  const ana = fake.account('ana@acme.test')
  const client = calendarOf(fake, ana.accessToken([CALENDAR_READ]))
  const { taken, origin } = await receiver()
  const watch = (id: string, rest = {}) =>
    client.events.watch({
      calendarId: 'primary',
      requestBody: { id, type: 'web_hook', address: `${origin}/webhooks/google/calendar`, token: 'secret', ...rest },
    })
  const { data } = await watch('channel-1')
  expect(Number(data.expiration) - fake.clock.now()).toBeGreaterThan(6.9 * DAY)
  const start = { dateTime: '2026-11-23T10:00:00+01:00' }
  ana.calendar.insert({ summary: 'Visit', start, end: { dateTime: '2026-11-23T11:00:00+01:00' } })
  await fake.push.flush()
  const said = taken.map(({ path, headers, body }) => [
    path,
    headers['x-goog-channel-id'],
    headers['x-goog-channel-token'],
    headers['x-goog-resource-id'] === data.resourceId,
    headers['x-goog-resource-state'],
    headers['x-goog-message-number'],
    body,
  ])
  const common = ['/webhooks/google/calendar', 'channel-1', 'secret', true]
  expect(said.toSorted()).toEqual([
    [...common, 'exists', '2', ''],
    [...common, 'sync', '1', ''],
  ])
  expect(Date.parse(String(taken[0]?.headers['x-goog-channel-expiration']))).toBe(Number(data.expiration))
  expect(await refused(watch('channel-1'))).toMatchObject({ status: 400, reason: 'channelIdNotUnique' })
  expect(await refused(watch('channel-2', { address: 'http://ficha.test/hook' }))).toMatchObject({
    status: 400,
    reason: 'push.webhookUrlNotHttps',
  })
  const channel = { id: 'channel-1', resourceId: data.resourceId! }
  await client.channels.stop({ requestBody: channel })
  expect(await refused(client.channels.stop({ requestBody: channel }))).toMatchObject({ status: 404 })
  await watch('channel-3', { params: { ttl: '60' } })
  fake.clock.advance(61_000)
  await fake.push.flush()
  const before = taken.length
  ana.calendar.insert({ summary: 'Another', start, end: { dateTime: '2026-11-23T11:00:00+01:00' } })
  await fake.push.flush()
  expect(taken.length).toBe(before)
})

test('in a process of its own it is led by the same handle', async () => {
  const fake = await spawnGoogle({ quota: 'unlimited' })
  onTestFinished(fake.close)
  const ana = await fake.account('ana@acme.test', { zone: 'Europe/Madrid' })
  const id = await ana.mail.insert(Buffer.from(letter()), ['INBOX'])
  expect((await ana.mail.message(id)).raw.toString()).toBe(letter())
  const client = mailOf(fake, await ana.accessToken([MAIL_READ])).users
  expect((await client.messages.list(me)).data.messages).toEqual([{ id, threadId: id }])
  await fake.faults.add({ match: { path: /\/messages$/ }, times: Infinity, fault: { status: 500 } })
  expect(await refused(client.messages.list(me, { retry: false }))).toMatchObject({ status: 500 })
  await fake.set('push.mode', 'off')
  expect(await fake.read('push.mode')).toBe('off')
  expect(await fake.requests.count()).toBe(2)
  await expect(ana.mail.remove('1')).rejects.toThrow('has no message 1')
})
