/** Google's events as meetings, as its documentation shows them; and that a calendar file of the same event says the same. */
import { expect, it } from 'vitest'
import { expandEntry, readCalendar } from '#server/sources/ical/calendar.ts'
import { ianaZone, UTC } from '#server/sources/ical/iana-zone.ts'
import { isOf, meetingItem, seriesShown, seriesVersion } from '#server/sources/google/event-items.ts'
import { type GoogleEvent, readGoogleEvent } from '#server/sources/google/event-of.ts'

const MADRID = ianaZone('Europe/Madrid')!
const NOW = new Date('2026-11-22T12:00:00Z')

/** An invitation by Eva to Ana, in whose calendar it is. */
const event = (more: GoogleEvent = {}): GoogleEvent => ({
  kind: 'calendar#event',
  id: 'v3nt0',
  status: 'confirmed',
  iCalUID: 'v3nt0@google.com',
  created: '2026-10-01T08:00:00.000Z',
  updated: '2026-10-02T08:00:00.123Z',
  summary: 'Arranque',
  organizer: { email: 'eva@client.test', displayName: 'Eva Gómez' },
  creator: { email: 'eva@client.test' },
  start: { dateTime: '2026-11-24T10:00:00+01:00', timeZone: 'Europe/Madrid' },
  end: { dateTime: '2026-11-24T11:00:00+01:00', timeZone: 'Europe/Madrid' },
  attendees: [
    { email: 'eva@client.test', organizer: true, responseStatus: 'accepted' },
    { email: 'ana@ours.test', self: true, responseStatus: 'tentative' },
    { email: 'bo@ours.test', optional: true, responseStatus: 'needsAction' },
    { email: 'sala@resource.calendar.google.com', resource: true, responseStatus: 'accepted' },
  ],
  sequence: 2,
  ...more,
})

const read = (more: GoogleEvent = {}) => readGoogleEvent(event(more), MADRID)
const meetingOf = (more: GoogleEvent = {}) => read(more).meeting
const item = (more: GoogleEvent, master: GoogleEvent | null = null, stored?: { local: string | null }) =>
  meetingItem(
    { calendar: 'ana@ours.test', version: 7, zone: MADRID, now: NOW },
    {
      event: event(more),
      master,
      stored: stored && { gone: false, failed: false, version: 1, at: null, ...stored },
    },
  )

it('says who comes, how they answered, when and where, without rooms', () => {
  expect(read()).toMatchObject({
    local: null,
    meeting: {
      uid: 'v3nt0@google.com',
      originalStart: null,
      startAt: new Date('2026-11-24T09:00:00Z'),
      endAt: new Date('2026-11-24T10:00:00Z'),
      allDay: null,
      zone: 'Europe/Madrid',
      title: 'Arranque',
      organizer: { address: 'eva@client.test', name: 'Eva Gómez' },
      attendees: [
        { address: 'eva@client.test', answer: 'accepted', optional: false },
        { address: 'ana@ours.test', answer: 'tentative', optional: false },
        { address: 'bo@ours.test', answer: 'none', optional: true },
      ],
      cancelled: false,
      private: false,
      changedAt: new Date('2026-10-02T08:00:00.123Z'),
      sequence: 2,
      notes: [],
    },
  })
})

it('keeps the link to join, and those to documents, https only', () => {
  const entry = (entryPointType: string, uri: string) => ({ entryPointType, uri })
  const meet = 'https://meet.google.com/abc-defg-hij'
  const phone = entry('phone', 'tel:+34-91')
  expect(meetingOf({ conferenceData: { entryPoints: [phone, entry('video', meet)] } }).joinUrl).toBe(meet)
  expect(meetingOf({ conferenceData: { entryPoints: [phone] }, hangoutLink: meet }).joinUrl).toBe(meet)
  expect(meetingOf({ conferenceData: { entryPoints: [entry('video', 'javascript:alert(1)')] } }).joinUrl).toBeNull()
  expect(meetingOf({ location: `Aquí: ${meet}` }).joinUrl).toBe(meet)
  expect(
    meetingOf({
      attachments: [
        { title: 'Notes by Gemini', fileUrl: 'https://docs.google.com/document/d/1/edit', fileId: '1' },
        { title: 'Twice', fileUrl: 'https://docs.google.com/document/d/1/edit' },
        { title: 'No', fileUrl: 'http://docs.google.com/document/d/2' },
        { fileUrl: 'https://drive.google.com/open?id=3' },
      ],
    }).links,
  ).toEqual([
    { title: 'Notes by Gemini', url: 'https://docs.google.com/document/d/1/edit' },
    { title: null, url: 'https://drive.google.com/open?id=3' },
  ])
})

it('knows whole days by their first and last, whose end is not theirs any more', () => {
  const days = meetingOf({ start: { date: '2026-10-24' }, end: { date: '2026-10-27' } })
  expect(days).toMatchObject({
    allDay: { startOn: '2026-10-24', endOn: '2026-10-26' },
    startAt: new Date('2026-10-23T22:00:00Z'),
    endAt: new Date('2026-10-26T23:00:00Z'),
    zone: 'Europe/Madrid',
  })
  expect(meetingOf({ start: { date: '2026-10-24' }, end: { date: '2026-10-24' } }).allDay?.endOn).toBe('2026-10-24')
  expect(meetingOf({ start: { date: '2026-10-24' }, end: undefined }).allDay?.endOn).toBe('2026-10-24')
})

it('takes instants as they are written, and a zone that nobody knows for its own, which it says', () => {
  const at = (dateTime: string, timeZone?: string) =>
    meetingOf({ start: { dateTime, ...(timeZone !== undefined && { timeZone }) } })
  expect(at('2026-03-29T02:30:00').startAt).toEqual(new Date('2026-03-29T01:30:00Z'))
  expect(at('2026-11-24T10:00:00.5-05:00', 'Europe/Madrid').startAt).toEqual(new Date('2026-11-24T15:00:00.500Z'))
  expect(at('2026-11-24T10:00:00Z', 'America/New_York').zone).toBe('America/New_York')
  expect(at('2026-11-24T10:00:00Z', 'Mars/Olympus')).toMatchObject({ zone: 'Europe/Madrid', notes: ['zone-unknown'] })
  expect(at('2026-11-24T10:00:00Z').endAt).toEqual(new Date('2026-11-24T10:00:00Z'))
})

it('lets the organizer speak for the meeting, and everybody else for their own copy', () => {
  const mine = { organizer: { email: 'ana@ours.test', self: true } }
  expect(read({ visibility: 'private' })).toMatchObject({ local: 'private', meeting: { private: true } })
  expect(read({ visibility: 'confidential', ...mine })).toMatchObject({ local: null, meeting: { private: true } })
  expect(read({ visibility: 'public' })).toMatchObject({ local: null, meeting: { private: false } })
  expect(read({ status: 'cancelled' })).toMatchObject({ local: 'cancelled', meeting: { cancelled: true } })
  expect(read({ status: 'cancelled', ...mine })).toMatchObject({ local: null, meeting: { cancelled: true } })
  expect(read({ status: 'cancelled', updated: '2026-11-25T08:00:00Z' }).local).toBeNull()
  for (const eventType of ['birthday', 'focusTime', 'outOfOffice', 'workingLocation'])
    expect(read({ eventType, ...mine }).local).toBe('private')
  for (const eventType of ['default', 'fromGmail', 'somethingNew']) expect(read({ eventType }).local).toBeNull()
})

it('names whoever wrote it where the calendar is nobody’s own, and nobody where Google knows nobody', () => {
  const team = { email: 'c_188team@group.calendar.google.com', self: true }
  expect(meetingOf({ organizer: team, creator: { email: 'ana@ours.test' } }).organizer?.address).toBe('ana@ours.test')
  expect(meetingOf({ organizer: { email: 'unknownorganizer@calendar.google.com' } }).organizer).toBeNull()
})

it('says when guests were left out, and cuts what is too long', () => {
  expect(meetingOf({ attendeesOmitted: true }).notes).toEqual(['recipients-truncated'])
  const long = meetingOf({ description: 'x'.repeat(2_000_000), summary: 'y'.repeat(9000) })
  expect(long).toMatchObject({ notes: ['text-truncated'] })
  expect(long.text?.length).toBe(1024 * 1024)
  expect(long.title?.length).toBe(2000)
  expect(meetingOf({ description: '<b>Hola</b><br>Ana' })).toMatchObject({ text: null, html: '<b>Hola</b><br>Ana' })
})

it('fails by name what is no event, and only that', () => {
  const failing: [GoogleEvent, string][] = [
    [{ start: undefined }, 'no-start'],
    [{ start: {} }, 'no-start'],
    [{ start: { dateTime: 'tomorrow' } }, 'date-invalid'],
    [{ start: { dateTime: '2026-02-30T10:00:00Z' } }, 'date-invalid'],
    [{ start: { date: '0000-00-00' } }, 'date-invalid'],
    [{ start: { dateTime: '9999-01-01T00:00:00Z' } }, 'date-invalid'],
    [{ end: { dateTime: 'later' } }, 'date-invalid'],
    [{ iCalUID: undefined }, 'no-uid'],
    [{ recurringEventId: 'v3nt0', originalStartTime: undefined }, 'no-start'],
    [{ attendees: 7 as never }, 'event-unreadable'],
    [{ summary: { toString: null } as never }, 'event-unreadable'],
  ]
  for (const [more, code] of failing)
    expect(item(more)).toMatchObject({ type: 'failed', providerId: 'ana@ours.test/v3nt0', version: 7, code })
  // What ends before it starts does so at once, as in calendar files.
  const back = meetingOf({ end: { dateTime: '2026-11-23T10:00:00+01:00' } })
  expect(back.endAt).toEqual(back.startAt)
  const hostile = meetingOf({
    summary: 'a\u0000b\ud800\u2028c',
    location: '  ',
    attendees: [{ email: 'no address' }, {}],
  })
  expect(hostile).toMatchObject({ title: 'a b\ufffd c', place: null, attendees: [] })
})

it('composes a cancelled instance from its series', () => {
  const master = event({ recurrence: ['RRULE:FREQ=WEEKLY'] })
  const cancelled = {
    id: 'v3nt0_20270105T090000Z',
    status: 'cancelled',
    recurringEventId: 'v3nt0',
    originalStartTime: { dateTime: '2027-01-05T10:00:00+01:00', timeZone: 'Europe/Madrid' },
  }
  const shown = meetingItem(
    { calendar: 'ana@ours.test', version: 7, zone: MADRID, now: NOW },
    { event: cancelled, master, stored: undefined },
  )
  expect(shown).toMatchObject({
    type: 'meeting',
    local: 'cancelled',
    series: seriesVersion(master),
    locator: { kind: 'event', calendar: 'ana@ours.test', event: 'v3nt0_20270105T090000Z' },
    meeting: {
      uid: 'v3nt0@google.com',
      originalStart: '2027-01-05T09:00:00.000Z',
      startAt: new Date('2027-01-05T09:00:00Z'),
      endAt: new Date('2027-01-05T10:00:00Z'),
      title: 'Arranque',
      cancelled: true,
      changedAt: null,
    },
  })
  const days = { ...master, start: { date: '2026-11-24' }, end: { date: '2026-11-26' } }
  const day = { ...cancelled, originalStartTime: { date: '2027-01-05' } }
  const context = { calendar: 'ana@ours.test', version: 7, zone: MADRID, now: NOW }
  expect(meetingItem(context, { event: day, master: days, stored: undefined })).toMatchObject({
    meeting: { originalStart: '2027-01-05', allDay: { startOn: '2027-01-05', endOn: '2027-01-06' } },
  })
})

it('leaves what was held as it is when Google does not say since when it is cancelled', () => {
  const past = {
    status: 'cancelled',
    updated: undefined,
    start: { dateTime: '2026-11-20T10:00:00Z' },
    end: { dateTime: '2026-11-20T11:00:00Z' },
  }
  expect(item(past, null, { local: null }).type).toBe('gone')
  expect(item(past, null, { local: 'cancelled' })).toMatchObject({ type: 'meeting', local: 'cancelled' })
  expect(item(past)).toMatchObject({ type: 'meeting', local: 'cancelled' })
  expect(item({ status: 'cancelled', updated: undefined }, null, { local: null }).type).toBe('meeting')
})

it('knows an event’s instances by their ids, and not those of what follows it', () => {
  expect(['v3nt0', 'v3nt0_20261124T090000Z', 'v3nt0_20261124'].every((id) => isOf('v3nt0', id))).toBe(true)
  const others = ['v3nt01', 'v3nt0_R20261201T090000', 'v3nt0_R20261201T090000_20261201T090000Z', 'x']
  expect(others.some((id) => isOf('v3nt0', id))).toBe(false)
})

it('counts the versions of a series by what it says, not by how instants are written', () => {
  const base = event({ recurrence: ['RRULE:FREQ=WEEKLY'] })
  const elsewhere = { ...base, start: { ...base.start, dateTime: '2026-11-24T09:00:00Z' } }
  expect(seriesVersion(elsewhere)).toBe(seriesVersion(base))
  expect(seriesVersion({ ...base, updated: '2026-10-03T00:00:00Z' })).toBeGreaterThan(seriesVersion(base))
  expect(seriesVersion({ ...base, recurrence: ['RRULE:FREQ=DAILY'] })).not.toBe(seriesVersion(base))
  expect(seriesShown(base, 'u', null)).toMatchObject({
    uid: 'u',
    madeAt: new Date(base.updated!),
    from: null,
    to: null,
  })
})

it('is the same meeting as in a calendar file', () => {
  const file = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:v3nt0@google.com',
    'DTSTART;TZID=Europe/Madrid:20261020T100000',
    'DTEND;TZID=Europe/Madrid:20261020T110000',
    'RRULE:FREQ=WEEKLY;COUNT=2',
    'SUMMARY:Arranque',
    'LAST-MODIFIED:20261002T080000Z',
    'SEQUENCE:2',
    'ORGANIZER;CN=Eva Gómez:mailto:eva@client.test',
    'ATTENDEE;PARTSTAT=ACCEPTED:mailto:eva@client.test',
    'ATTENDEE;PARTSTAT=TENTATIVE:mailto:ana@ours.test',
    'ATTENDEE;ROLE=OPT-PARTICIPANT:mailto:bo@ours.test',
    'ATTENDEE;CUTYPE=RESOURCE:mailto:sala@resource.calendar.google.com',
    'ATTACH;FILENAME=Plan:https://docs.google.com/document/d/1/edit',
    'ATTACH;FMTTYPE=application/pdf;ENCODING=BASE64;VALUE=BINARY:aHR0cHM6Ly8=',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
  const [entry] = readCalendar(Buffer.from(file))!
  const { meetings } = expandEntry(entry!, { now: NOW, zone: 'Europe/Madrid', modifiedAt: NOW })
  const google = (start: string) =>
    meetingOf({
      updated: '2026-10-02T08:00:00Z',
      recurringEventId: 'v3nt0',
      originalStartTime: { dateTime: start, timeZone: 'Europe/Madrid' },
      start: { dateTime: start, timeZone: 'Europe/Madrid' },
      end: { dateTime: start.replace('T10', 'T11'), timeZone: 'Europe/Madrid' },
      attachments: [{ title: 'Plan', fileUrl: 'https://docs.google.com/document/d/1/edit' }],
    })
  // In between, the clock changes.
  expect([google('2026-10-20T10:00:00+02:00'), google('2026-10-27T10:00:00+01:00')]).toEqual(
    meetings.map(({ meeting }) => meeting),
  )
  const whole = readGoogleEvent(event({ start: { date: '2026-11-24' }, end: { date: '2026-11-25' } }), UTC)
  expect(whole.meeting.startAt).toEqual(new Date('2026-11-24T00:00:00Z'))
})
