/** Google Calendar through the river: what is there, what changes, what is lost and found again. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Account, GoogleFake } from '#test/fakes/google/fake.ts'
import { startGoogle } from '#test/fakes/google/fake.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { type GoogleCompany, foundGoogleCompany } from '#test/support/google-company.ts'
import { ANA, BO, EVA, fatesOf, hourOf, setClock, startsOf, withEva } from '#test/support/google-meetings.ts'

describeOneDatabase('Google Calendar', ({ fresh }) => {
  let fake: GoogleFake
  let company: GoogleCompany
  let ana: Account
  beforeAll(async () => {
    fake = await startGoogle({ quota: 'unlimited' })
    setClock(fake)
    company = await foundGoogleCompany(await fresh(), { fake, now: () => new Date(fake.clock.now()) })
    ana = fake.account(ANA, { zone: 'Europe/Madrid' })
    ana.calendar.insert(withEva('2026-08-01', { iCalUID: 'long-ago' }))
    await company.connect(ANA)
    await company.sync()
  })
  beforeEach(() => fake.faults.clear())
  afterAll(async () => {
    await company.close()
    await fake.close()
  })

  const fates = (uid: string) => fatesOf(company, uid)
  /** Inserts and reads. */
  async function add(event: Parameters<Account['calendar']['insert']>[0]): Promise<string> {
    const id = ana.calendar.insert(event)
    await company.sync()
    return id
  }

  it('reads as far back as was said', async () => {
    expect(await fates('long-ago')).toEqual([])
    await add(withEva('2026-11-20', { iCalUID: 'single' }))
    await add(withEva('2028-11-20', { iCalUID: 'far-ahead' }))
    expect(await fates('single')).toEqual(['ana 2026-11-20 09:00 logged'])
    expect(await fates('far-ahead')).toEqual(['ana 2028-11-20 09:00 logged'])
  })

  it('keeps who came, how to join and what hangs on it', async () => {
    await add(
      withEva('2026-11-19 12:00', {
        iCalUID: 'rich',
        location: 'Sala 1',
        description: '<b>Orden del día</b><br>Precios',
        hangoutLink: 'https://meet.google.com/abc-defg-hij',
        attachments: [{ title: 'Acta', fileUrl: 'https://docs.google.com/document/d/1/edit' }],
      }),
    )
    const entry = (await company.interactions(ANA, 'kind=meeting')).find(({ meeting }) => meeting?.uid === 'rich')
    expect(entry).toMatchObject({
      subject: 'Reunión con Eva',
      meeting: {
        startAt: '2026-11-19T11:00:00.000Z',
        endAt: '2026-11-19T12:00:00.000Z',
        zone: 'Europe/Madrid',
        place: 'Sala 1',
        joinUrl: 'https://meet.google.com/abc-defg-hij',
        links: [{ title: 'Acta', url: 'https://docs.google.com/document/d/1/edit' }],
        attendees: [
          { address: ANA, role: 'organizer', answer: 'accepted' },
          { address: EVA, role: 'required', answer: 'none' },
        ],
      },
    })
    expect(entry?.report).toContain('Orden del día')
  })

  it('sees a series as its instances, across the change of the clock, half a year ahead', async () => {
    await add(withEva('2026-10-13', { iCalUID: 'weekly', recurrence: ['RRULE:FREQ=WEEKLY'] }))
    const all = await fates('weekly')
    expect(all.slice(0, 4)).toEqual([
      'ana 2026-10-13 08:00 logged',
      'ana 2026-10-20 08:00 logged',
      'ana 2026-10-27 09:00 logged',
      'ana 2026-11-03 09:00 logged',
    ])
    expect(all.at(-1)).toBe('ana 2027-05-18 08:00 logged')
    expect(all).toHaveLength(32)
  })

  it('follows one instance that is moved, one that is called off, one that is deleted after it was held', async () => {
    const id = await add(withEva('2026-11-03', { iCalUID: 'edited', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=5'] }))
    ana.calendar.moveInstance(id, '2026-11-24T10:00:00+01:00', hourOf('2026-11-25 16:00'))
    ana.calendar.cancelInstance(id, '2026-12-01T10:00:00+01:00')
    ana.calendar.cancelInstance(id, '2026-11-10T10:00:00+01:00')
    await company.sync()
    const expected = [
      'ana 2026-11-03 09:00 logged',
      'ana 2026-11-10 09:00 logged gone',
      'ana 2026-11-17 09:00 logged',
      'ana 2026-11-24 09:00 logged',
      'ana 2026-12-01 09:00 cancelled',
    ]
    expect(await fates('edited')).toEqual(expected)
    expect(await startsOf(company, 'edited')).toEqual([
      '2026-11-03 09:00',
      '2026-11-10 09:00',
      '2026-11-17 09:00',
      '2026-11-25 15:00',
    ])
    // Whatever else happens to the series, it stays so.
    ana.calendar.patch(id, { summary: 'Otro título' })
    await company.sync()
    expect(await fates('edited')).toEqual(expected)
  })

  it('follows “this and following”, and keeps what was held before a series was moved as a whole', async () => {
    const id = await add(withEva('2026-11-02', { iCalUID: 'split', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=6'] }))
    const next = ana.calendar.changeFollowing(id, '2026-11-30T10:00:00+01:00', hourOf('2026-12-01 11:00'))
    await company.sync()
    const kept = ['ana 2026-11-02', 'ana 2026-11-09', 'ana 2026-11-16', 'ana 2026-11-23']
    expect(await fates('split')).toEqual([
      ...kept.map((day) => `${day} 09:00 logged`),
      'ana 2026-11-30 09:00 cancelled gone',
      'ana 2026-12-07 09:00 cancelled gone',
    ])
    expect(await fates(`${next}@google.com`)).toEqual(['ana 2026-12-01 10:00 logged', 'ana 2026-12-08 10:00 logged'])
    ana.calendar.patch(id, hourOf('2026-11-02 17:00'))
    await company.sync()
    expect(await startsOf(company, 'split')).toEqual([
      '2026-11-02 09:00',
      '2026-11-09 09:00',
      '2026-11-16 09:00',
      '2026-11-23 16:00',
    ])
    // To delete the first part leaves what follows it alone.
    ana.calendar.remove(id)
    await company.sync()
    expect((await fates('split')).filter((line) => line.includes('logged'))).toEqual(
      ['02', '09', '16'].map((day) => `ana 2026-11-${day} 09:00 logged gone`),
    )
    expect(await fates(`${next}@google.com`)).toHaveLength(2)
  })

  it('says that a deleted meeting is off when it was still to come, and gone when it was over', async () => {
    const future = await add(withEva('2026-12-10', { iCalUID: 'off' }))
    const past = await add(withEva('2026-11-12', { iCalUID: 'over' }))
    ana.calendar.remove(future)
    ana.calendar.remove(past)
    await company.sync()
    expect(await fates('off')).toEqual(['ana 2026-12-10 09:00 cancelled gone'])
    expect(await fates('over')).toEqual(['ana 2026-11-12 09:00 logged gone'])
  })

  it('keeps one meeting one when it becomes a series, and a series when it becomes one meeting', async () => {
    const id = await add(withEva('2026-12-14', { iCalUID: 'grows' }))
    ana.calendar.patch(id, { recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] })
    await company.sync()
    expect(await fates('grows')).toEqual([
      'ana 2026-12-14 09:00 cancelled gone',
      'ana 2026-12-14 09:00 logged',
      'ana 2026-12-15 09:00 logged',
    ])
    ana.calendar.patch(id, { recurrence: [] })
    await company.sync()
    expect((await fates('grows')).filter((line) => line.endsWith('logged'))).toEqual(['ana 2026-12-14 09:00 logged'])
  })

  it('knows whole days', async () => {
    const days = { start: { date: '2026-11-16' }, end: { date: '2026-11-18' } }
    await add({
      ...withEva('2026-11-16'),
      ...days,
      iCalUID: 'fair',
      recurrence: ['RRULE:FREQ=DAILY;INTERVAL=7;COUNT=2'],
    })
    expect(await fates('fair')).toEqual(['ana 2026-11-16 00:00 logged', 'ana 2026-11-23 00:00 logged'])
    const [fair] = (await company.interactions(ANA, 'kind=meeting')).filter(({ meeting }) => meeting?.uid === 'fair')
    expect(fair?.meeting).toMatchObject({
      allDay: { startOn: '2026-11-16', endOn: '2026-11-17' },
      startAt: '2026-11-15T23:00:00.000Z',
      zone: 'Europe/Madrid',
    })
  })

  it('leaves out what is private or one’s own, with its reason', async () => {
    await add(withEva('2026-11-18', { iCalUID: 'secret', visibility: 'private' }))
    await add(withEva('2026-11-18', { iCalUID: 'sealed', visibility: 'confidential' }))
    await add({ summary: 'Dentista', ...hourOf('2026-11-18'), iCalUID: 'alone' })
    for (const eventType of ['focusTime', 'outOfOffice', 'workingLocation', 'birthday'])
      await add(withEva('2026-11-18', { iCalUID: eventType, eventType }))
    for (const uid of ['secret', 'sealed', 'focusTime', 'outOfOffice', 'workingLocation', 'birthday'])
      expect(await fates(uid)).toEqual(['ana 2026-11-18 09:00 private'])
    expect(await fates('alone')).toEqual(['ana 2026-11-18 09:00 internal'])
  })

  it('asks once and writes nothing where nothing has happened', async () => {
    await company.sync()
    const before = await company.engine.database.db.selectFrom('cursors').selectAll().execute()
    fake.requests.clear()
    await company.sync()
    expect(fake.requests.list({ operation: 'calendar.events.list' })).toHaveLength(1)
    expect(fake.requests.list({ operation: 'calendar.events.get' })).toHaveLength(0)
    expect(await company.engine.database.db.selectFrom('cursors').selectAll().execute()).toEqual(before)
  })

  it('says by name what cannot be read, and reads the rest', async () => {
    ana.calendar.insert(withEva('2026-11-17', { iCalUID: '' }))
    ana.calendar.insert(withEva('2026-11-01', { iCalUID: 'hourly', recurrence: ['RRULE:FREQ=HOURLY;COUNT=2500'] }))
    await add(withEva('2026-11-17', { iCalUID: 'beside' }))
    expect(await fates('beside')).toEqual(['ana 2026-11-17 09:00 logged'])
    const failed = await company.engine.database.db
      .selectFrom('occurrences')
      .select('error_code')
      .where('outcome', '=', 'failed')
      .execute()
    expect(failed.map(({ error_code }) => error_code).toSorted()).toEqual(['no-uid', 'too-many-instances'])
  })

  it('is one meeting in two calendars, whose owners may each take it out of theirs', async () => {
    const attendees = [{ email: ANA }, { email: BO }, { email: EVA, responseStatus: 'accepted' }]
    const bo = fake.account(BO, { zone: 'Europe/London' })
    const id = await add(withEva('2026-12-03', { iCalUID: 'shared', attendees }))
    const series = ana.calendar.insert(
      withEva('2026-12-04', { iCalUID: 'shared-series', attendees, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] }),
    )
    await company.connect(BO)
    await company.sync()
    expect(await fates('shared')).toEqual(['ana 2026-12-03 09:00 logged', 'bo 2026-12-03 09:00 logged'])
    expect(await startsOf(company, 'shared')).toHaveLength(1)
    expect(await fates('shared-series')).toHaveLength(4)
    expect(await startsOf(company, 'shared-series')).toHaveLength(2)
    bo.calendar.remove(id)
    bo.calendar.remove(series)
    await company.sync()
    expect(await fates('shared')).toEqual(['ana 2026-12-03 09:00 logged', 'bo 2026-12-03 09:00 cancelled gone'])
    expect((await fates('shared-series')).filter((line) => line.endsWith('logged'))).toHaveLength(2)
    expect(await startsOf(company, 'shared-series')).toHaveLength(2)
    ana.calendar.remove(id)
    await company.sync()
    expect(await startsOf(company, 'shared')).toEqual([])
  })

  it('is the same meeting in a calendar file', async () => {
    await add(withEva('2026-11-05', { iCalUID: 'filed@client.test', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] }))
    const lines = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:filed@client.test',
      'DTSTART;TZID=Europe/Madrid:20261105T100000',
      'DTEND;TZID=Europe/Madrid:20261105T110000',
      'RRULE:FREQ=WEEKLY;COUNT=2',
      'LAST-MODIFIED:20261001T080000Z',
      'SUMMARY:Reunión',
      `ORGANIZER:mailto:${ANA}`,
      `ATTENDEE:mailto:${EVA}`,
      'END:VEVENT',
      'END:VCALENDAR',
    ]
    await company.user('cy@ours.test')
    await company.import('cy@ours.test', { 'calendar.ics': `${lines.join('\r\n')}\r\n` })
    expect(await fates('filed@client.test')).toEqual([
      'ana 2026-11-05 09:00 logged',
      'ana 2026-11-12 09:00 logged',
      'cy 2026-11-05 09:00 logged',
      'cy 2026-11-12 09:00 logged',
    ])
    expect(await startsOf(company, 'filed@client.test')).toHaveLength(2)
  })
})
