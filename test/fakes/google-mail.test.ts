/** The fake's Gmail through Google's client: lists, formats, history, drafts, the add-on's way in. */
import { OAuth2Client } from 'google-auth-library'
import { expect, test } from 'vitest'
import {
  CALENDAR_READ,
  letter,
  mailbox,
  MAIL_METADATA,
  MAIL_READ,
  mailOf,
  me,
  NOON,
  refused,
} from './google-support.ts'

const DAY = 86_400_000

const MIXED = [
  'From: ana@acme.test',
  'Subject: =?utf-8?q?Ma=C3=B1ana?=',
  'Message-ID: <mixed@acme.test>',
  'Content-Type: multipart/mixed; boundary="b1"',
  '',
  '--b1',
  'Content-Type: multipart/alternative; boundary=b2',
  '',
  '--b2',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Ma=F1ana & <t=FA>',
  '--b2',
  'Content-Type: text/html',
  '',
  '<p>Tomorrow</p>',
  '--b2--',
  '--b1',
  'Content-Type: application/pdf; name="offer.pdf"',
  'Content-Disposition: attachment; filename="offer.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('%PDF-1.7 of the test').toString('base64'),
  '--b1--',
].join('\r\n')

test('messages.list: newest first, by pages, and what arrives in between moves nothing', async () => {
  const { ana, client } = await mailbox()
  expect((await client.messages.list(me)).data).toEqual({ resultSizeEstimate: 0 })
  const ids = [1, 2, 3, 4, 5].map((day) => ana.mail.insert(letter({ date: NOON + day * DAY }), ['INBOX']))
  const first = (await client.messages.list({ ...me, maxResults: 2 })).data
  expect(first.messages?.map(({ id }) => id)).toEqual([ids[4], ids[3]])
  ana.mail.insert(letter({ date: NOON + 9 * DAY }), ['INBOX'])
  ana.mail.remove(ids[3]!)
  const { data } = await client.messages.list({ ...me, maxResults: 3, pageToken: first.nextPageToken! })
  expect(data.messages?.map(({ id }) => id)).toEqual([ids[2], ids[1], ids[0]])
  expect(data).not.toHaveProperty('nextPageToken')
})

test('messages.list: queries and labels; spam and bin only when they are named', async () => {
  const { ana, client } = await mailbox()
  const sent = ana.mail.insert(letter({ id: 'sent@acme.test', date: NOON - DAY }), ['SENT'])
  const inbox = ana.mail.insert(letter({ id: 'in@acme.test', subject: 'Offer' }), ['INBOX', 'UNREAD', 'Big deals'])
  const spam = ana.mail.insert(letter({ id: 'spam@acme.test' }), ['SPAM'])
  const list = async (q?: string, rest = {}) => {
    const { data } = await client.messages.list({ ...me, ...(q === undefined ? {} : { q }), ...rest })
    return data.messages?.map(({ id }) => id) ?? []
  }
  expect(await list()).toEqual([inbox, sent])
  expect(await list(undefined, { includeSpamTrash: true })).toEqual([spam, inbox, sent])
  expect(await list('in:sent')).toEqual([sent])
  expect(await list('-in:sent')).toEqual([inbox])
  expect(await list('-in:sent in:anywhere')).toEqual([spam, inbox])
  expect(await list(`after:${NOON / 1000}`)).toEqual([inbox])
  expect(await list(`before:${NOON / 1000}`)).toEqual([sent])
  // Days begin in California.
  expect(await list('after:2026/11/20')).toEqual([inbox])
  expect(await list('before:2026/11/20 in:sent')).toEqual([sent])
  expect(await list('rfc822msgid:in@acme.test')).toEqual([inbox])
  expect(await list('label:big-deals is:unread subject:offer')).toEqual([inbox])
  const label = (await client.labels.list(me)).data.labels?.find(({ name }) => name === 'Big deals')
  expect(await list(undefined, { labelIds: [label!.id!, 'INBOX'] })).toEqual([inbox])
  expect(await refused(client.messages.list({ ...me, q: 'in:sent OR in:inbox' }))).toMatchObject({ status: 501 })
})

test('messages.get in its four formats, and by the id that an add-on gets', async () => {
  const { ana, client } = await mailbox()
  const id = ana.mail.insert(MIXED, ['INBOX'], { internalDate: NOON })
  const get = async (rest: { id?: string; format?: string; metadataHeaders?: string[] } = {}) =>
    (await client.messages.get({ ...me, id, ...rest })).data
  const minimal = await get({ format: 'minimal' })
  expect(minimal).toEqual({
    id,
    threadId: id,
    labelIds: ['INBOX'],
    snippet: 'Mañana &amp; &lt;tú&gt;',
    sizeEstimate: MIXED.length,
    historyId: ana.mail.historyId(),
    internalDate: String(NOON),
  })
  const raw = await get({ format: 'raw', id: `msg-f:${BigInt(`0x${id}`)}` })
  expect(Buffer.from(raw.raw!, 'base64url').toString()).toBe(MIXED)
  const metadata = await get({ format: 'metadata', metadataHeaders: ['subject'] })
  expect(metadata.payload).toEqual({ mimeType: 'multipart/mixed', headers: [{ name: 'Subject', value: 'Mañana' }] })
  const full = await get()
  const [alternative, pdf] = full.payload?.parts ?? []
  expect(alternative?.parts?.map(({ partId, mimeType }) => [partId, mimeType])).toEqual([
    ['0.0', 'text/plain'],
    ['0.1', 'text/html'],
  ])
  expect(Buffer.from(alternative!.parts![0]!.body!.data!, 'base64url').toString()).toBe('Mañana & <tú>')
  expect(pdf).toMatchObject({ filename: 'offer.pdf', body: { size: 20 } })
  expect(pdf?.body?.data).toBeUndefined()
  const attachment = { ...me, messageId: id, id: pdf!.body!.attachmentId! }
  const { data } = await client.messages.attachments.get(attachment)
  expect(Buffer.from(data.data!, 'base64url').toString()).toBe('%PDF-1.7 of the test')
  expect((await get()).payload?.parts?.[1]?.body?.attachmentId).not.toBe(attachment.id)
  expect(await refused(get({ id: '19a1000000ffffff' }))).toMatchObject({
    status: 404,
    reason: 'notFound',
    message: 'Requested entity was not found.',
  })
  expect(await refused(client.messages.get({ ...me, id, wrong: 'yes' } as never))).toMatchObject({ status: 400 })
})

test('history: what happened, in order, by pages; nothing is a missing key, and what is too old is 404', async () => {
  const { fake, ana, client } = await mailbox()
  const start = (await client.getProfile(me)).data.historyId!
  expect(BigInt(start) > 2n ** 53n).toBe(true)
  expect((await client.history.list({ ...me, startHistoryId: start })).data).toEqual({ historyId: start })
  const one = ana.mail.insert(letter(), ['INBOX'])
  const two = ana.mail.insert(letter({ id: 'b@acme.test', references: 'a@acme.test' }), ['INBOX'])
  ana.mail.label(one, { add: ['TRASH'], remove: ['INBOX'] })
  ana.mail.remove(two)
  const first = (await client.history.list({ ...me, startHistoryId: start, maxResults: 2 })).data
  expect(first.history?.map(({ messagesAdded }) => messagesAdded?.[0]?.message)).toEqual([
    { id: one, threadId: one, labelIds: ['INBOX'] },
    { id: two, threadId: one, labelIds: ['INBOX'] },
  ])
  const rest = { ...me, startHistoryId: start, pageToken: first.nextPageToken! }
  const last = (await client.history.list(rest)).data
  expect(last.history?.map((each) => [each.labelsAdded?.[0]?.labelIds, each.labelsRemoved?.[0]?.labelIds])).toEqual([
    [['TRASH'], undefined],
    [undefined, ['INBOX']],
    [undefined, undefined],
  ])
  expect(last.history?.[2]?.messagesDeleted?.[0]?.message?.id).toBe(two)
  expect(last).not.toHaveProperty('nextPageToken')
  const added = { ...me, startHistoryId: start, historyTypes: ['labelAdded'] }
  expect((await client.history.list(added)).data.history?.length).toBe(1)
  fake.expireHistory('ana@acme.test')
  expect(await refused(client.history.list({ ...me, startHistoryId: last.historyId! }))).toMatchObject({ status: 404 })
  const now = (await client.getProfile(me)).data.historyId!
  expect((await client.history.list({ ...me, startHistoryId: now })).data).toEqual({ historyId: now })
  expect(await refused(client.history.list(me))).toMatchObject({ status: 400 })
})

test('a draft that is edited goes and comes with another id, and stays in its thread', async () => {
  const { ana, client } = await mailbox([MAIL_READ, 'https://www.googleapis.com/auth/gmail.compose'])
  const start = ana.mail.historyId()
  const raw = Buffer.from(letter()).toString('base64url')
  const made = (await client.drafts.create({ ...me, requestBody: { message: { raw } } })).data
  const edited = ana.mail.editDraft(made.id!, letter({ body: 'Better' }))
  expect(edited.id).not.toBe(made.message?.id)
  expect(await refused(client.messages.get({ ...me, id: made.message!.id! }))).toMatchObject({ status: 404 })
  const sent = ana.mail.sendDraft(made.id!)
  const { data } = await client.threads.get({ ...me, id: made.message!.threadId!, format: 'minimal' })
  expect(data.messages?.map(({ id, labelIds }) => [id, labelIds])).toEqual([[sent, ['SENT']]])
  const { history } = (await client.history.list({ ...me, startHistoryId: start })).data
  expect(history?.map((each) => Object.keys(each).at(-1))).toEqual([
    'messagesAdded',
    'messagesDeleted',
    'messagesAdded',
    'messagesDeleted',
    'messagesAdded',
  ])
})

test('scopes: none is 403, metadata has no bodies and no queries, other people are not shown', async () => {
  const { fake, ana, client: reader } = await mailbox()
  fake.account('leo@acme.test')
  const id = ana.mail.insert(letter(), ['INBOX'])
  const calendarOnly = mailOf(fake, ana.accessToken([CALENDAR_READ])).users
  expect(await refused(calendarOnly.messages.list(me))).toMatchObject({
    status: 403,
    reason: 'insufficientPermissions',
  })
  for (const scopes of [[MAIL_METADATA], [MAIL_METADATA, MAIL_READ]]) {
    const client = mailOf(fake, ana.accessToken(scopes)).users
    expect((await client.messages.get({ ...me, id, format: 'metadata' })).data.payload?.headers?.length).toBe(6)
    expect(await refused(client.messages.get({ ...me, id }))).toMatchObject({ status: 403 })
    expect(await refused(client.messages.list({ ...me, q: 'in:sent' }))).toMatchObject({ status: 403 })
  }
  expect(await refused(reader.getProfile({ userId: 'leo@acme.test' }))).toMatchObject({ status: 403 })
  expect(await refused(reader.getProfile({ userId: 'nobody@acme.test' }))).toMatchObject({ status: 404 })
  expect((await reader.settings.sendAs.list(me)).data.sendAs?.[0]?.sendAsEmail).toBe('ana@acme.test')
  expect(await refused(mailOf(fake, 'ya29.invented').users.getProfile(me))).toMatchObject({ status: 401 })
})

test('an add-on reads the open message with both its tokens, and no other', async () => {
  const { fake, ana } = await mailbox()
  const id = ana.mail.insert(letter(), ['INBOX'])
  const other = ana.mail.insert(letter({ id: 'b@acme.test' }), ['INBOX'])
  const { gmail, authorizationEventObject } = ana.openMessage(id, 'https://ficha.test/gmail/message')
  const client = mailOf(fake, authorizationEventObject.userOAuthToken).users
  const headers = { 'X-Goog-Gmail-Access-Token': gmail.accessToken }
  const { data } = await client.messages.get({ ...me, id: gmail.messageId }, { headers })
  expect([data.id, data.threadId]).toEqual([id, id])
  expect(await refused(client.messages.get({ ...me, id }))).toMatchObject({ status: 403 })
  expect(await refused(client.messages.get({ ...me, id: other }, { headers }))).toMatchObject({ status: 403 })
  expect(await refused(client.messages.list(me, { headers }))).toMatchObject({ status: 403 })
  const verifier = new OAuth2Client({
    endpoints: { oauth2FederatedSignonPemCertsUrl: `${fake.url}/oauth2/v1/certs` },
    issuers: [fake.url],
  })
  const audience = 'https://ficha.test/gmail/message'
  const system = await verifier.verifyIdToken({ idToken: authorizationEventObject.systemIdToken, audience })
  expect(system.getPayload()?.email).toBe(fake.addOn.serviceAccountEmail)
  const user = { idToken: authorizationEventObject.userIdToken, audience: fake.addOn.oauthClientId }
  expect((await verifier.verifyIdToken(user)).getPayload()).toMatchObject({ sub: ana.sub, email: 'ana@acme.test' })
})

test('a mailbox of 20,000 is listed at once', async () => {
  const { ana, client } = await mailbox()
  for (let count = 0; count < 20_000; count += 1) {
    ana.mail.insert(letter({ id: `${count}@acme.test`, date: NOON + count * 1000 }), [count % 3 ? 'INBOX' : 'SENT'])
  }
  const seen = new Set<string>()
  let pageToken: string | undefined
  do {
    const page = { ...me, q: '-in:sent', maxResults: 500, ...(pageToken === undefined ? {} : { pageToken }) }
    const { data } = await client.messages.list(page)
    data.messages?.forEach(({ id }) => seen.add(id!))
    pageToken = data.nextPageToken ?? undefined
  } while (pageToken !== undefined)
  expect(seen.size).toBe(13_333)
})
