/** Google Calendar when things go wrong: forgotten tokens, broken pages, pages twice; and as the days go on. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ingestPage } from '#server/intake/ingest.ts'
import type { Page } from '#server/sources/source.ts'
import type { SourceError } from '#server/errors.ts'
import { ingestDeps } from '#server/sync/engine.ts'
import { openProvider } from '#server/sync/providers.ts'
import type { Account, GoogleFake } from '#test/fakes/google/fake.ts'
import { startGoogle } from '#test/fakes/google/fake.ts'
import { describeOneDatabase } from '#test/support/databases.ts'
import { type GoogleCompany, foundGoogleCompany } from '#test/support/google-company.ts'
import {
  ANA,
  EVA,
  dumpMeetings,
  fatesOf,
  hourOf,
  NOW,
  setClock,
  startsOf,
  withEva,
} from '#test/support/google-meetings.ts'

const DAY = 86_400_000

describeOneDatabase('Google Calendar, when things go wrong', ({ fresh }) => {
  let fake: GoogleFake
  let company: GoogleCompany
  let ana: Account
  beforeAll(async () => {
    fake = await startGoogle({ quota: 'unlimited' })
    setClock(fake)
    company = await foundGoogleCompany(await fresh(), { fake, now: () => new Date(fake.clock.now()) })
    ana = fake.account(ANA, { zone: 'Europe/Madrid' })
    ana.calendar.insert(withEva('2026-11-20', { iCalUID: 'first' }))
    await company.connect(ANA)
    await company.sync()
  })
  beforeEach(() => fake.faults.clear())
  afterAll(async () => {
    await company.close()
    await fake.close()
  })

  const fates = (uid: string) => fatesOf(company, uid)
  const reader = async (calendar = ANA) =>
    (await openProvider(company.engine, company.idOf(ANA)))!.reader(`calendar:${calendar}`)

  describe('a forgotten token', () => {
    for (const bare of [false, true])
      it(`is followed by reading everything again, what was deleted meanwhile included${bare ? ', without a reason' : ''}`, async () => {
        const uid = `kept-${bare}`
        ana.calendar.insert(withEva('2026-12-01', { iCalUID: uid }))
        const off = ana.calendar.insert(withEva('2026-12-02', { iCalUID: `off-${bare}` }))
        const series = withEva('2026-11-05', { iCalUID: `series-${bare}`, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] })
        const id = ana.calendar.insert(series)
        await company.sync()
        ana.calendar.remove(off)
        ana.calendar.moveInstance(id, '2026-11-26T10:00:00+01:00', hourOf('2026-11-27 12:00'))
        ana.calendar.insert(withEva('2026-12-03', { iCalUID: `new-${bare}` }))
        fake.expireSyncTokens(ANA, { bare })
        await company.sync()
        expect(await fates(uid)).toEqual(['ana 2026-12-01 09:00 logged'])
        expect(await fates(`off-${bare}`)).toEqual(['ana 2026-12-02 09:00 cancelled gone'])
        expect(await fates(`new-${bare}`)).toEqual(['ana 2026-12-03 09:00 logged'])
        expect(await startsOf(company, `series-${bare}`)).toEqual([
          '2026-11-05 09:00',
          '2026-11-12 09:00',
          '2026-11-19 09:00',
          '2026-11-27 11:00',
        ])
        // And from there on changes again.
        fake.requests.clear()
        await company.sync()
        expect(fake.requests.list({ operation: 'calendar.events.list' })).toHaveLength(1)
      })
  })

  it('reads a page again that broke off, and nothing twice', async () => {
    for (const [n, fault] of (
      ['half-page', 'hang-up', 'garbage', { status: 503 }, { status: 429, retryAfter: 0 }] as const
    ).entries()) {
      ana.calendar.insert(withEva('2026-11-10', { iCalUID: `faulty-${n}`, recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] }))
      for (const path of [/\/events$/, /\/instances$/]) fake.faults.add({ match: { path }, times: 1, fault })
      await company.sync()
      await company.sync()
      expect(await fates(`faulty-${n}`)).toHaveLength(3)
      expect(fake.faults.pending()).toBe(0)
    }
  })

  it('changes nothing when each of its pages comes again, or from two at once', async () => {
    for (let n = 0; n < 2; n++)
      ana.calendar.insert(withEva(`2026-11-0${n + 1}`, { iCalUID: `daily-${n}`, recurrence: ['RRULE:FREQ=DAILY'] }))
    for (let n = 0; n < 110; n++) ana.calendar.insert(withEva('2026-11-13', { iCalUID: `many-${n}` }))
    const mailboxId = company.idOf(ANA)
    const stream = `calendar:${ANA}`
    const { position: start } = await company.engine.database.db
      .selectFrom('cursors')
      .select('position')
      .where('stream', '=', stream)
      .executeTakeFirstOrThrow()
    const pages: { from: string | null; page: Page }[] = []
    for (let from = start; ;) {
      const [page, again] = await Promise.all([(await reader()).readPage(from), (await reader()).readPage(from)])
      expect(again.items).toEqual(page.items)
      pages.push({ from, page })
      await take({ from, page })
      if (page.done) break
      from = page.position
    }
    expect(pages.length).toBeGreaterThan(2)
    // What comes after the series waits for a page of its own.
    expect(Math.max(...pages.map(({ page }) => page.items.length))).toBeLessThan(450)
    await company.settle()
    const stored = await dumpMeetings(company)
    for (const page of pages) await take(page)
    // Also of those that were stored with no cursor.
    for (const { page } of pages)
      await ingestPage(ingestDeps(company.engine), { mailboxId, items: page.items, series: page.series })
    await company.settle()
    expect(await dumpMeetings(company)).toEqual(stored)
    for (let n = 0; n < 2; n++) expect((await fates(`daily-${n}`)).length).toBeGreaterThan(190)
    for (let n = 0; n < 110; n++) expect(await fates(`many-${n}`)).toEqual(['ana 2026-11-13 09:00 logged'])

    async function take({ from, page }: { from: string | null; page: Page }) {
      const cursor = { stream, from, to: page.position, done: page.done }
      return ingestPage(ingestDeps(company.engine), { mailboxId, items: page.items, series: page.series, cursor })
    }
  })

  it('shows what is fetched again as it is, and what is no more as gone', async () => {
    const id = ana.calendar.insert(
      withEva('2026-12-08', { iCalUID: 'again', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] }),
    )
    const single = ana.calendar.insert(withEva('2026-12-08', { iCalUID: 'again-single' }))
    await company.sync()
    ana.calendar.cancelInstance(id, '2026-12-15T10:00:00+01:00')
    ana.calendar.remove(single)
    const provider = (await openProvider(company.engine, company.idOf(ANA)))!
    const wanted = [`${id}_20261208T090000Z`, `${id}_20261215T090000Z`, `${id}_20260101T090000Z`, single].map(
      (event) => ({
        providerId: `${ANA}/${event}`,
        locator: { kind: 'event', calendar: ANA, event },
      }),
    )
    const items = await provider.fetchItems(wanted)
    expect(items.map((item) => [item.providerId, item.type, item.type === 'meeting' && item.local])).toEqual([
      [wanted[0]!.providerId, 'meeting', null],
      [wanted[1]!.providerId, 'meeting', null],
      [wanted[2]!.providerId, 'gone', false],
      [wanted[3]!.providerId, 'gone', false],
    ])
    expect(items[1]).toMatchObject({ meeting: { cancelled: true, title: 'Reunión con Eva' } })
    await company.sync()
  })

  it('reads calendars of one’s own besides the main one, and those that somebody chose', async () => {
    const team = ana.calendar.addCalendar({ summary: 'Equipo', accessRole: 'owner', timeZone: 'Europe/Madrid' })
    ana.calendar.addCalendar({
      id: 'es.spain#holiday@group.v.calendar.google.com',
      accessRole: 'owner',
      summary: 'Fiestas',
    })
    ana.calendar.addCalendar({ id: 'bo@ours.test', accessRole: 'reader', summary: 'Bo' })
    ana.calendar.addCalendar({ id: 'cy@ours.test', accessRole: 'freeBusyReader', summary: 'Cy' })
    ana.calendar.insert(
      withEva('2026-12-09', { iCalUID: 'team', creator: { email: ANA }, attendees: [{ email: EVA }] }),
      team,
    )
    const provider = (await openProvider(company.engine, company.idOf(ANA)))!
    const { calendars, zone } = await provider.describe({ mail: true, calendar: true })
    expect(zone).toBe('Europe/Madrid')
    expect(calendars).toEqual([
      { id: ANA, title: expect.any(String) as string, owned: true, main: true },
      { id: team, title: 'Equipo', owned: true, main: false },
      { id: 'es.spain#holiday@group.v.calendar.google.com', title: 'Fiestas', owned: false, main: false },
      { id: 'bo@ours.test', title: 'Bo', owned: false, main: false },
    ])
    fake.clock.advance(DAY + 60_000)
    await company.sync()
    await company.sync()
    expect(await fates('team')).toEqual(['ana 2026-12-09 09:00 logged'])
    // Whoever gives up a calendar meets nobody by it any more.
    ana.calendar.removeCalendar(team)
    await company.sync()
    expect(await fates('team')).toEqual(['ana 2026-12-09 09:00 cancelled gone'])
    const gone = (await reader(team)).readPage(null)
    await expect(gone).rejects.toMatchObject({ name: 'SourceError', kind: 'gone' } satisfies Partial<SourceError>)
  })

  it('goes on seeing what has no end, as the days go on', async () => {
    const id = ana.calendar.insert(withEva('2026-11-16', { iCalUID: 'endless', recurrence: ['RRULE:FREQ=WEEKLY'] }))
    await company.sync()
    const before = await fates('endless')
    expect(before.at(-1)).toBe('ana 2027-05-17 08:00 logged')
    // Less than a week: nobody is asked for it.
    fake.clock.advance(3 * DAY)
    fake.requests.clear()
    await company.sync()
    expect(fake.requests.list({ operation: 'calendar.events.list' })).toHaveLength(1)
    ana.calendar.moveInstance(id, '2027-06-07T10:00:00+02:00', hourOf('2027-06-09 12:00'))
    ana.calendar.cancelInstance(id, '2027-06-14T10:00:00+02:00')
    fake.clock.advance(NOW + 70 * DAY - fake.clock.now())
    await company.sync()
    const after = await fates('endless')
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.slice(before.length)).toEqual([
      ...['05-24', '05-31', '06-07'].map((day) => `ana 2027-${day} 08:00 logged`),
      'ana 2027-06-14 08:00 cancelled',
      ...['06-21', '06-28', '07-05', '07-12', '07-19', '07-26'].map((day) => `ana 2027-${day} 08:00 logged`),
    ])
    expect(await startsOf(company, 'endless')).toContain('2027-06-09 10:00')
    // The series ends, and what was seen ahead ends with it.
    ana.calendar.patch(id, { recurrence: ['RRULE:FREQ=WEEKLY;UNTIL=20270601T000000Z'] })
    await company.sync()
    expect((await fates('endless')).filter((line) => line.endsWith('logged')).at(-1)).toBe(
      'ana 2027-05-31 08:00 logged',
    )
  })
})
