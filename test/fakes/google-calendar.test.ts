/** The fake's Calendar through Google's client: series, exceptions, changed clocks, sync tokens, sharing. */
import type { calendar_v3 } from '@googleapis/calendar'
import { expect, test } from 'vitest'
import { CALENDAR_READ, calendarOf, google, MAIL_READ, refused } from './google-support.ts'
import type { Account, GoogleFake } from './google/fake.ts'

const ZONE = 'Europe/Madrid'
const at = (local: string) => ({ dateTime: local, timeZone: ZONE })

/** Mondays at ten, over the end of summer time on 25 October 2026. */
const WEEKLY = {
  summary: 'Weekly',
  start: at('2026-10-12T10:00:00'),
  end: at('2026-10-12T11:00:00'),
  recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
}

const WINDOW = { timeMin: '2026-10-01T00:00:00Z', timeMax: '2026-12-01T00:00:00Z' }

async function calendars() {
  const fake = await google({ quota: 'unlimited' })
  const ana = fake.account('ana@acme.test', { zone: ZONE })
  return { fake, ana, client: clientOf(fake, ana) }
}

const clientOf = (fake: GoogleFake, account: Account) => calendarOf(fake, account.accessToken([CALENDAR_READ]))

type Client = ReturnType<typeof clientOf>
type Asked = calendar_v3.Params$Resource$Events$List

const list = async (client: Client, asked: Asked = {}) =>
  (await client.events.list({ calendarId: 'primary', ...asked })).data

/** All pages. */
async function sync(client: Client, asked: Asked) {
  const items = []
  let page = await list(client, asked)
  for (;;) {
    items.push(...(page.items ?? []))
    if (!page.nextPageToken) return { items, token: page.nextSyncToken! }
    expect(page).not.toHaveProperty('nextSyncToken')
    page = await list(client, { ...asked, pageToken: page.nextPageToken })
  }
}

test('a series is itself or its instances; the wall time stays when the clocks change', async () => {
  const { ana, client } = await calendars()
  const id = ana.calendar.insert(WEEKLY)
  expect((await list(client)).items).toMatchObject([{ id, recurrence: WEEKLY.recurrence, eventType: 'default' }])
  const { items = [] } = await list(client, { ...WINDOW, singleEvents: true, orderBy: 'startTime' })
  expect(items.map((event) => [event.id, event.start?.dateTime])).toEqual([
    [`${id}_20261012T080000Z`, '2026-10-12T10:00:00+02:00'],
    [`${id}_20261019T080000Z`, '2026-10-19T10:00:00+02:00'],
    [`${id}_20261026T090000Z`, '2026-10-26T10:00:00+01:00'],
    [`${id}_20261102T090000Z`, '2026-11-02T10:00:00+01:00'],
  ])
  expect(items[2]).toMatchObject({
    recurringEventId: id,
    iCalUID: `${id}@google.com`,
    originalStartTime: { dateTime: '2026-10-26T10:00:00+01:00', timeZone: ZONE },
  })
  expect(items[2]).not.toHaveProperty('recurrence')
  const instance = await client.events.get({ calendarId: 'primary', eventId: items[3]!.id!, timeZone: 'UTC' })
  expect(instance.data.start).toEqual({ dateTime: '2026-11-02T09:00:00Z', timeZone: ZONE })
  expect(await refused(list(client, { orderBy: 'startTime' }))).toMatchObject({ status: 400 })
  const wrong = { calendarId: 'primary', eventId: `${id}_20261013T080000Z` }
  expect(await refused(client.events.get(wrong))).toMatchObject({ status: 404, reason: 'notFound' })
})

test('whole days have dates, whose end is the day after', async () => {
  const { ana, client } = await calendars()
  const days = { start: { date: '2026-11-02' }, end: { date: '2026-11-04' } }
  const id = ana.calendar.insert({
    ...days,
    recurrence: ['RRULE:FREQ=MONTHLY;UNTIL=20270102', 'EXDATE;VALUE=DATE:20261202'],
  })
  const { items = [] } = await list(client, { singleEvents: true })
  expect(items.map((event) => [event.id, event.originalStartTime, event.start, event.end])).toEqual([
    [`${id}_20261102`, { date: '2026-11-02' }, { date: '2026-11-02' }, { date: '2026-11-04' }],
    [`${id}_20270102`, { date: '2027-01-02' }, { date: '2027-01-02' }, { date: '2027-01-04' }],
  ])
  const inside = { singleEvents: true, timeMin: '2026-11-03T22:30:00Z', timeMax: '2026-11-03T23:30:00Z' }
  expect((await list(client, inside)).items?.length).toBe(1)
  expect((await list(client, { ...inside, timeMin: '2026-11-03T23:00:00Z' })).items?.length).toBe(0)
})

test('exceptions: moved ones keep their original start, cancelled ones say only which they were', async () => {
  const { ana, client } = await calendars()
  const id = ana.calendar.insert(WEEKLY)
  const moved = ana.calendar.moveInstance(id, '2026-10-19T10:00:00', { start: at('2026-10-20T16:00:00') })
  ana.calendar.cancelInstance(id, '2026-10-26T10:00:00')
  const gone = { status: 'cancelled', recurringEventId: id }
  const original = { dateTime: '2026-10-26T10:00:00+01:00', timeZone: ZONE }
  const { items = [] } = await list(client)
  expect(items[1]).toMatchObject({
    id: moved,
    recurringEventId: id,
    originalStartTime: { dateTime: '2026-10-19T10:00:00+02:00' },
    start: { dateTime: '2026-10-20T16:00:00+02:00' },
    end: { dateTime: '2026-10-20T17:00:00+02:00' },
  })
  // Beside its series it is shown, and among instances only to those who ask.
  expect(items[2]).toEqual({
    kind: 'calendar#event',
    etag: expect.any(String),
    id: `${id}_20261026T090000Z`,
    originalStartTime: original,
    ...gone,
  })
  const instances = async (rest = {}) =>
    (await client.events.instances({ calendarId: 'primary', eventId: id, ...rest })).data.items?.map(
      (each) => each.start?.dateTime,
    )
  expect(await instances()).toEqual([
    '2026-10-12T10:00:00+02:00',
    '2026-10-20T16:00:00+02:00',
    '2026-11-02T10:00:00+01:00',
  ])
  expect((await instances({ showDeleted: true }))?.length).toBe(4)
  expect(await instances({ timeMin: '2026-10-20T00:00:00Z', timeMax: '2026-10-21T00:00:00Z' })).toEqual([
    '2026-10-20T16:00:00+02:00',
  ])
  expect((await list(client, { ...WINDOW, singleEvents: true })).items?.length).toBe(3)
  expect((await list(client, { ...WINDOW, singleEvents: true, showDeleted: true })).items?.length).toBe(4)
})

test('a sync token tells what changed since, until it expires', async () => {
  const { fake, ana, client } = await calendars()
  const id = ana.calendar.insert(WEEKLY)
  const lunch = ana.calendar.insert({
    summary: 'Lunch',
    start: at('2026-11-03T14:00:00'),
    end: at('2026-11-03T15:00:00'),
  })
  const first = await sync(client, WINDOW)
  expect(first.items.length).toBe(2)
  expect((await sync(client, { syncToken: first.token })).items).toEqual([])
  ana.calendar.remove(lunch)
  ana.calendar.cancelInstance(id, '2026-10-26T10:00:00')
  const second = await sync(client, { syncToken: first.token })
  expect(second.items.map((event) => Object.keys(event).length)).toEqual([4, 6])
  expect(second.items[0]).toMatchObject({ id: lunch, status: 'cancelled' })
  for (const clash of [{ timeMin: WINDOW.timeMin }, { q: 'lunch' }, { showDeleted: false }, { singleEvents: true }]) {
    expect(await refused(list(client, { syncToken: second.token, ...clash }))).toMatchObject({ status: 400 })
  }
  fake.expireSyncTokens('ana@acme.test')
  const expired = list(client, { syncToken: second.token })
  expect(await refused(expired)).toMatchObject({ status: 410, reason: 'fullSyncRequired' })
  const third = await sync(client, WINDOW)
  expect((await sync(client, { syncToken: third.token })).items).toEqual([])
  fake.expireSyncTokens('ana@acme.test', { bare: true })
  expect(await refused(list(client, { syncToken: third.token }))).toMatchObject({ status: 410, reason: undefined })
})

test('pages may be empty, and only the last has a sync token', async () => {
  const { ana, client } = await calendars()
  ana.calendar.insert({ ...WEEKLY, recurrence: ['RRULE:FREQ=DAILY;COUNT=7'] })
  const asked = { ...WINDOW, singleEvents: true, maxResults: 3 }
  const first = await list(client, asked)
  const empty = await list(client, { ...asked, pageToken: first.nextPageToken! })
  expect([first.items?.length, empty.items, typeof empty.nextPageToken]).toEqual([3, [], 'string'])
  const all = await sync(client, asked)
  expect(new Set(all.items.map(({ id }) => id)).size).toBe(7)
  const other = { ...asked, singleEvents: false, pageToken: first.nextPageToken! }
  expect(await refused(list(client, other))).toMatchObject({ status: 400 })
})

test('of a series that changed, instances that are no more come as cancelled; this and following makes another', async () => {
  const { ana, client } = await calendars()
  const id = ana.calendar.insert(WEEKLY)
  const { token } = await sync(client, { ...WINDOW, singleEvents: true })
  const next = ana.calendar.changeFollowing(id, '2026-10-26T10:00:00', {
    start: at('2026-10-27T12:00:00'),
    end: at('2026-10-27T13:00:00'),
  })
  const { items } = await sync(client, { singleEvents: true, syncToken: token })
  const of = (series: string, status: string) =>
    items.flatMap((event) =>
      event.recurringEventId === series && event.status === status ? [event.id!.split('_').at(-1)] : [],
    )
  expect(of(id, 'confirmed')).toEqual(['20261012T080000Z', '20261019T080000Z'])
  expect(of(id, 'cancelled')).toEqual(['20261026T090000Z', '20261102T090000Z'])
  expect(of(next, 'confirmed')).toEqual(['20261027T110000Z', '20261103T110000Z'])
  const both = (await list(client)).items?.map((event) => event.iCalUID)
  expect(new Set(both).size).toBe(2)
})

test('an attendee has a copy of the same event, and says no by deleting it', async () => {
  const { fake, ana, client } = await calendars()
  const leo = fake.account('leo@acme.test', { zone: 'America/Mexico_City' })
  const id = ana.calendar.insert({
    summary: 'Together',
    start: at('2026-11-03T14:00:00'),
    end: at('2026-11-03T15:00:00'),
    attendees: [{ email: 'ana@acme.test' }, { email: 'leo@acme.test' }, { email: 'room@acme.test', resource: true }],
    conferenceData: { entryPoints: [{ entryPointType: 'video', uri: 'https://meet.google.com/abc-defg-hij' }] },
    hangoutLink: 'https://meet.google.com/abc-defg-hij',
    attachments: [{ fileId: 'f1', title: 'Agenda', fileUrl: 'https://docs.google.com/document/d/f1' }],
  })
  const get = async (from: Client, rest = {}) =>
    (await from.events.get({ calendarId: 'primary', eventId: id, ...rest })).data
  const [hers, his] = [await get(client), await get(clientOf(fake, leo))]
  expect(his.iCalUID).toBe(hers.iCalUID)
  expect([hers.organizer?.self, his.organizer?.self]).toEqual([true, undefined])
  expect(his.attendees?.map(({ self, organizer, responseStatus }) => [self, organizer, responseStatus])).toEqual([
    [undefined, true, 'needsAction'],
    [true, undefined, 'needsAction'],
    [undefined, undefined, 'needsAction'],
  ])
  expect(his.start?.dateTime).toBe('2026-11-03T07:00:00-06:00')
  expect(await get(client, { maxAttendees: 1 })).toMatchObject({ attendeesOmitted: true, attendees: [{ self: true }] })
  ana.calendar.patch(id, { summary: 'Together again' })
  expect((await get(clientOf(fake, leo))).summary).toBe('Together again')
  leo.calendar.remove(id)
  expect((await get(client)).attendees?.[1]?.responseStatus).toBe('declined')
  expect((await get(clientOf(fake, leo))).status).toBe('cancelled')
  ana.calendar.remove(id)
  expect(await get(client)).toEqual({ kind: 'calendar#event', etag: expect.any(String), id, status: 'cancelled' })
})

test('calendars of others: listed by role, read as far as the role goes', async () => {
  const { fake, ana, client } = await calendars()
  const leo = fake.account('leo@acme.test')
  leo.calendar.insert({ summary: 'Doctor', start: at('2026-11-03T14:00:00'), end: at('2026-11-03T15:00:00') })
  ana.calendar.addCalendar({ id: 'leo@acme.test', accessRole: 'freeBusyReader' })
  const team = ana.calendar.addCalendar({ summary: 'Team', accessRole: 'writer', selected: false })
  const hidden = ana.calendar.addCalendar({ summary: 'Old', accessRole: 'reader', hidden: true })
  const lists = async (rest = {}) => (await client.calendarList.list(rest)).data
  const first = await lists()
  expect(first.items?.map(({ id, primary, accessRole, selected }) => [id, primary, accessRole, selected])).toEqual([
    ['ana@acme.test', true, 'owner', true],
    ['leo@acme.test', undefined, 'freeBusyReader', true],
    [team, undefined, 'writer', false],
  ])
  expect((await lists({ showHidden: true })).items?.map(({ id }) => id)).toContain(hidden)
  expect((await lists({ minAccessRole: 'writer' })).items?.length).toBe(2)
  ana.calendar.removeCalendar(team)
  const changed = await lists({ syncToken: first.nextSyncToken! })
  expect(changed.items).toMatchObject([{ id: team, deleted: true }])
  const busy = await list(client, { calendarId: 'leo@acme.test' })
  expect([busy.accessRole, busy.items?.length]).toEqual(['freeBusyReader', 1])
  expect(busy.items?.[0]).toMatchObject({ visibility: 'private', start: { dateTime: '2026-11-03T14:00:00+01:00' } })
  expect(busy.items?.[0]).not.toHaveProperty('summary')
  expect(await refused(list(client, { calendarId: team }))).toMatchObject({ status: 404 })
  const { data } = await client.settings.get({ setting: 'timezone' })
  expect(data.value).toBe(ZONE)
  const mailOnly = calendarOf(fake, ana.accessToken([MAIL_READ]))
  expect(await refused(list(mailOnly))).toMatchObject({ status: 403, reason: 'insufficientPermissions' })
})

test('exceptions whose instance is no more are said to be cancelled', async () => {
  const { ana, client } = await calendars()
  const id = ana.calendar.insert(WEEKLY)
  const early = ana.calendar.moveInstance(id, '2026-10-19T10:00:00', { start: at('2026-10-19T12:00:00') })
  const late = ana.calendar.moveInstance(id, '2026-11-02T10:00:00', { start: at('2026-11-02T12:00:00') })
  const { token } = await sync(client, {})
  ana.calendar.patch(id, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] })
  const shorter = await sync(client, { syncToken: token })
  expect(shorter.items.map((event) => [event.id, event.status])).toEqual([
    [id, 'confirmed'],
    [late, 'cancelled'],
  ])
  ana.calendar.remove(id)
  const { items } = await sync(client, { syncToken: shorter.token })
  expect(new Set(items.map((event) => `${event.id} ${event.status}`))).toEqual(
    new Set([id, early, late].map((each) => `${each} cancelled`)),
  )
})
